/** The first page: what is left today, the decks, and a year of answers. */
import DeckTable from "../../islands/deck_table.tsx";
import type { Assets } from "../ui/assets.ts";
import { Icon } from "../ui/icon.tsx";
import { Island } from "../ui/island.tsx";
import type { Counts, DeckProblemLine, HomeModel } from "../ui/models.ts";
import { countOf, listOf } from "../ui/words.ts";
import { YearFigure } from "./year_figure.tsx";

interface HomePageProps {
  readonly model: HomeModel;
  readonly assets: Assets;
  readonly keys: boolean;
}

export function HomePage({ model, assets, keys }: HomePageProps) {
  return (
    <>
      <Today model={model} />
      {model.problems.length > 0 && <Problems problems={model.problems} />}
      {model.decks.total === 0 ? <NoDecks isEmpty={model.isEmpty} /> : (
        <section aria-labelledby="decks">
          <div class="heading-row">
            <h2 id="decks">Decks</h2>
            <div class="actions">
              <a class="button quiet" href="/decks/new">New deck</a>
              <a class="button quiet" href="/import">
                <Icon name="import" /> Import
              </a>
              <a class="button quiet" href="/export">
                <Icon name="export" /> Export
              </a>
            </div>
          </div>
          <Island
            name="deck_table"
            src={assets.islands.deck_table}
            of={DeckTable}
            props={{ decks: model.decks, keys }}
          />
          {model.isEmpty && (
            <p class="hint">
              Did you study on another server before? <a href="/restore">Restore your archive</a>{" "}
              before you begin here.
            </p>
          )}
        </section>
      )}
      <YearFigure year={model.year} today={model.today} streakDays={model.streakDays} />
    </>
  );
}

function Today({ model }: { readonly model: HomeModel }) {
  const left = leftWords(model.total);
  const title = model.decks.total === 0 ? "Welcome" : left === undefined ? "Nothing is left today" : "Today";
  return (
    <section class="today" aria-labelledby="today">
      <h1 id="today">{title}</h1>
      <p class="lead">
        {left === undefined ? "" : `${left} to go. `}
        {model.doneToday > 0 &&
          `${countOf(model.doneToday, "answer")} given in ${countOf(model.minutesToday, "minute")}.`}
        {left === undefined && model.doneToday === 0 && model.decks.total > 0 &&
          "Come back tomorrow, or raise the number of new cards in the options of a deck."}
      </p>
      <div class="actions">
        {left !== undefined && <a class="button primary" href="/review">Study everything</a>}
        {model.undo !== undefined && (
          <form method="post" action="/undo">
            <input type="hidden" name="back" value="/" />
            <button type="submit" class="button quiet">
              <Icon name="undo" /> Undo: {model.undo}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}

/** "3 due, 2 learning and 12 new cards"; undefined when nothing is left. */
function leftWords({ due, learning, new: fresh }: Counts): string | undefined {
  const total = due + learning + fresh;
  if (total === 0) return undefined;
  const parts = [
    due > 0 && `${due} due`,
    learning > 0 && `${learning} learning`,
    fresh > 0 && `${fresh} new`,
  ];
  return `${listOf(parts.filter((part) => part !== false))} ${total === 1 ? "card" : "cards"}`;
}

function NoDecks({ isEmpty }: Pick<HomeModel, "isEmpty">) {
  return (
    <section class="empty" aria-labelledby="decks">
      <h2 id="decks">No decks yet</h2>
      <p>Bring your cards from Anki or from a table: schedules, history and pictures come along.</p>
      <p class="actions">
        <a class="button primary" href="/import">
          <Icon name="import" /> Import decks
        </a>
        <a class="button" href="/decks/new">Make a deck</a>
        {isEmpty && <a class="button" href="/restore">Restore an archive</a>}
      </p>
      <p>
        Or put a folder with a file <code>deck.md</code> into <code>cards/</code> and start the server again;
        {" "}
        <code>cards/README.md</code> says how a deck is written.
      </p>
    </section>
  );
}

function Problems({ problems }: { readonly problems: readonly DeckProblemLine[] }) {
  return (
    <section class="problems" aria-labelledby="problems">
      <h2 id="problems">
        <Icon name="alert" /> {countOf(problems.length, "problem")} in deck files
      </h2>
      <p>Cards with problems are left as they were until their file is mended.</p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`}>
            <code>{problem.file}:{problem.line}:{problem.column}</code> {problem.message}
            <span class="hint">{problem.expected}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
