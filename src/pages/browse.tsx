/** The browser: a search in Anki's words over all cards, and a table of what it finds. */
import BrowseTable from "../../islands/browse_table.tsx";
import type { Assets } from "../ui/assets.ts";
import { browseAddress, type BrowseModel, SORTS } from "../ui/browse/browse_models.ts";
import { Icon } from "../ui/icon.tsx";
import { Island } from "../ui/island.tsx";
import { countOf } from "../ui/words.ts";

const WINDOW = 100;

interface BrowsePageProps {
  readonly model: BrowseModel;
  readonly assets: Assets;
}

export function BrowsePage({ model, assets }: BrowsePageProps) {
  const { total, from, rows } = model.window;
  return (
    <>
      <h1>Browse</h1>
      <SearchForm model={model} />
      {model.problem !== undefined && <Problem problem={model.problem} />}
      {model.waiting > 0 && (
        <p class="hint" role="status">
          {`The text of ${
            countOf(model.waiting, "note")
          } is still being read; searches by text do not find them yet.`}
        </p>
      )}
      {model.problem === undefined && (
        <p class="browse-count" aria-live="polite">
          {total === 0 ? "Nothing fits this search." : `${countOf(total, model.by)} found`}
          {rows.length < total && `, ${from + 1} to ${from + rows.length} here`}
        </p>
      )}
      {rows.length > 0 && (
        <Island
          name="browse_table"
          src={assets.islands["browse_table"]}
          of={BrowseTable}
          props={{ model: { ...model, problem: undefined } }}
        />
      )}
      <p class="actions">
        {from > 0 && (
          <a class="button" href={browseAddress(model, Math.max(0, from - WINDOW))}>Earlier rows</a>
        )}
        {from + rows.length < total && (
          <a class="button" href={browseAddress(model, from + WINDOW)}>Later rows</a>
        )}
      </p>
      <Words />
    </>
  );
}

function SearchForm({ model }: { readonly model: BrowseModel }) {
  return (
    <form class="browse-form" method="get" action="/browse" role="search">
      <label for="q">Search</label>
      <input
        id="q"
        type="search"
        name="q"
        defaultValue={model.text}
        maxLength={1000}
        placeholder="deck:lstm is:due -tag:easy"
        aria-describedby={model.problem === undefined ? undefined : "search-problem"}
        aria-invalid={model.problem !== undefined}
        autocomplete="off"
        spellcheck={false}
      />
      <button type="submit" class="button primary">
        <Icon name="search" /> Search
      </button>
      <span class="browse-choice">
        <label for="by">Rows</label>
        <select id="by" name="by">
          <option value="card" selected={model.by === "card"}>Cards</option>
          <option value="note" selected={model.by === "note"}>Notes</option>
        </select>
      </span>
      <span class="browse-choice">
        <label for="sort">In order of</label>
        <select id="sort" name="sort">
          {SORTS.map(([id, name]) => <option key={id} value={id} selected={model.sort === id}>{name}
          </option>)}
        </select>
      </span>
      <span class="browse-choice">
        <label for="order">Direction</label>
        <select id="order" name="order">
          <option value="up" selected={!model.descending}>Rising</option>
          <option value="down" selected={model.descending}>Falling</option>
        </select>
      </span>
    </form>
  );
}

function Problem({ problem }: { readonly problem: NonNullable<BrowseModel["problem"]> }) {
  return (
    <div id="search-problem" class="problem" role="alert">
      <p>{`${problem.message}. ${problem.mend}`}</p>
      <pre class="search-place"><code>{problem.before}<mark>{problem.at === "" ? " " : problem.at}</mark>{problem.after}</code></pre>
    </div>
  );
}

const WORDS: readonly (readonly [string, string])[] = [
  ["dog cat", "both words somewhere in the note; d_g and do* stand for other letters"],
  ["dog or cat, -dog, (dog or cat) mouse", "either, not, together"],
  ['"a phrase", w:dog, re:\\d{4}', "a phrase, a whole word, a regular expression"],
  ["front:dog, front:*dog*", "a field that is dog, or holds it"],
  ["deck:lstm, tag:gates, tag:none, note:basic, card:1", "where a card stands, and what it is"],
  ["is:due is:new is:learn is:review is:suspended is:buried is:leech", "how it stands"],
  [
    "prop:ivl>=10 prop:due=-1 prop:reps<5 prop:lapses>3 prop:s>30 prop:d>0.5 prop:r<0.9",
    "numbers of its memory",
  ],
  ["rated:7, rated:7:1, added:3, edited:1, introduced:30", "what happened in so many days, today being 1"],
  ["flag:1 to flag:7, flag:0", "red, orange, green, blue, pink, turquoise, purple; none"],
  ["dupe: nid:12 cid:12,13", "notes that repeat others; by number"],
];

function Words() {
  return (
    <details class="search-words">
      <summary>What can be searched for</summary>
      <dl>
        {WORDS.map(([words, meaning]) => (
          <div key={words}>
            <dt>
              <code>{words}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
