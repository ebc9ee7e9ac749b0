/** The browser: a search in Anki's words over all cards, and a table of what it finds. */
import BrowseTable from "../../islands/browse_table.tsx";
import type { Assets } from "../ui/assets.ts";
import { browseAddress, type BrowseModel, type BulkModel, SORTS } from "../ui/browse/browse_models.ts";
import { Icon } from "../ui/icon.tsx";
import { Island } from "../ui/island.tsx";
import { countOf, flagName } from "../ui/words.ts";

export { browseAddress };

const WINDOW = 100;

interface BrowsePageProps {
  readonly model: BrowseModel;
  readonly bulk: BulkModel;
  readonly assets: Assets;
}

export function BrowsePage({ model, bulk, assets }: BrowsePageProps) {
  const { total, from, rows } = model.window;
  return (
    <>
      <h1>Browse</h1>
      <SearchForm model={model} />
      {bulk.lastEdit !== undefined && <LastEdit edit={bulk.lastEdit} back={browseAddress(model, 0)} />}
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
          {rows.length < total && (
            <span class="browse-here">{`, ${from + 1} to ${from + rows.length} here`}</span>
          )}
        </p>
      )}
      {rows.length > 0 && (
        <form method="post" action="/browse/change" class="browse-found">
          {/* Enter in a field presses the first button; none of those below may be pressed unasked. */}
          <button type="submit" disabled hidden />
          <input type="hidden" name="q" value={model.text} />
          <input type="hidden" name="sort" value={model.sort} />
          <input type="hidden" name="order" value={model.descending ? "down" : "up"} />
          <input type="hidden" name="by" value={model.by} />
          <input type="hidden" name="from" value={model.window.from} />
          <Island
            name="browse_table"
            src={assets.islands["browse_table"]}
            of={BrowseTable}
            props={{ model: { ...model, problem: undefined } }}
          />
          <BulkBar total={total} bulk={bulk} />
        </form>
      )}
      <p class="actions browse-steps">
        {from > 0 && (
          <a class="button" href={browseAddress(model, Math.max(0, from - WINDOW))}>Earlier rows</a>
        )}
        {from + rows.length < total && (
          <a class="button" href={browseAddress(model, from + WINDOW)}>Later rows</a>
        )}
      </p>
      <Words />
      <p>
        <a href="/media">Pictures and sounds of your notes</a>
      </p>
    </>
  );
}

function LastEdit(
  { edit, back }: { readonly edit: NonNullable<BulkModel["lastEdit"]>; readonly back: string },
) {
  return (
    <form method="post" action={`/notes/edits/${edit.id}/undo`} class="last-edit">
      <input type="hidden" name="back" value={back} />
      <span>{edit.text}</span>
      <button type="submit" class="button">
        <Icon name="undo" /> Take it back
      </button>
    </form>
  );
}

function BulkBar({ total, bulk }: { readonly total: number; readonly bulk: BulkModel }) {
  return (
    <fieldset class="bulk">
      <legend>With the cards that are ticked</legend>
      <label class="choice">
        <input type="checkbox" name="all" value="1" /> {`or with all ${total} found`}
      </label>
      <div class="bulk-row">
        <Verb verb="suspend">Suspend</Verb>
        <Verb verb="unsuspend">Take up again</Verb>
        <Verb verb="bury">Bury until tomorrow</Verb>
      </div>
      <details>
        <summary>Flag, due date, make new</summary>
        <div class="bulk-row">
          <label for="bulk-flag">Flag</label>
          <select id="bulk-flag" name="flag">
            {FLAGS.map((flag) => (
              <option key={flag} value={flag}>{flag === 0 ? "none" : flagName(flag)}</option>
            ))}
          </select>
          <Verb verb="flag">Set flag</Verb>
        </div>
        <div class="bulk-row">
          <label for="bulk-days">Due in days</label>
          <input id="bulk-days" type="number" name="days" min={0} max={36500} defaultValue="1" />
          <Verb verb="set_due">Set due</Verb>
        </div>
        <div class="bulk-row">
          <Verb verb="reset">Make new</Verb>
        </div>
      </details>
      <details>
        <summary>Tags, deck and text of their notes</summary>
        <div class="bulk-row">
          <label for="bulk-tags">Tags</label>
          <input
            id="bulk-tags"
            type="text"
            name="tags"
            maxLength={500}
            placeholder="lstm gates"
            autocomplete="off"
          />
          <Verb verb="add_tags">Add tags</Verb>
          <Verb verb="remove_tags">Take tags off</Verb>
        </div>
        {bulk.decks.length > 0 && (
          <div class="bulk-row">
            <label for="bulk-deck">Deck</label>
            <select id="bulk-deck" name="deck">
              {bulk.decks.map((deck) => <option key={deck.slug} value={deck.slug}>{deck.name}</option>)}
            </select>
            <Verb verb="move">Move notes there</Verb>
          </div>
        )}
        <div class="bulk-row">
          <Verb verb="replace">Find and replace …</Verb>
          <Verb verb="delete">Delete notes</Verb>
        </div>
        <p class="hint">
          This changes notes of your own decks; decks that ship stay as they are. It can be taken back.
        </p>
      </details>
    </fieldset>
  );
}

const FLAGS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

function Verb({ verb, children }: { readonly verb: string; readonly children: string }) {
  return <button type="submit" class="button" name="verb" value={verb}>{children}</button>;
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
      <div class="browse-choices">
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
            {SORTS.map(([id, name]) => (
              <option key={id} value={id} selected={model.sort === id}>{name}</option>
            ))}
          </select>
        </span>
        <span class="browse-choice">
          <label for="order">Direction</label>
          <select id="order" name="order">
            <option value="up" selected={!model.descending}>Rising</option>
            <option value="down" selected={model.descending}>Falling</option>
          </select>
        </span>
      </div>
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
