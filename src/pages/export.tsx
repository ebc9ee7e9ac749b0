/** The page of exports: which decks, in which format, and what goes along. */
import type { ExportFormat, ExportWishes } from "../decks/exports/export_format.ts";

export interface ExportModel {
  /** Parents before their children. */
  readonly decks: readonly {
    readonly slug: string;
    readonly name: string;
    readonly depth: number;
    readonly chosen: boolean;
  }[];
  readonly formats: readonly Pick<ExportFormat, "id" | "title" | "description">[];
  readonly wishes: ExportWishes;
  readonly mostVariants: number;
}

export function ExportPage({ model }: { readonly model: ExportModel }) {
  return (
    <>
      <section aria-labelledby="export">
        <h1 id="export">Export</h1>
        <p class="lead">Your cards are yours: take them to Anki, into a table, or keep a copy.</p>
      </section>
      <form class="form" method="post" action="/export">
        <Formats formats={model.formats} />
        <Decks decks={model.decks} />
        <Wishes model={model} />
        <div class="actions">
          <button type="submit" class="button primary">Export</button>
        </div>
      </form>
      <Archive />
    </>
  );
}

function Formats({ formats }: Pick<ExportModel, "formats">) {
  return (
    <fieldset class="option-row export-formats">
      <legend>Format</legend>
      {formats.map(({ id, title, description }, index) => (
        <div key={id}>
          <label class="choice">
            <input
              type="radio"
              name="format"
              value={id}
              defaultChecked={index === 0}
              aria-describedby={`format-${id}`}
            />{" "}
            {title}
          </label>
          <span class="hint" id={`format-${id}`}>{description}</span>
        </div>
      ))}
    </fieldset>
  );
}

function Decks({ decks }: Pick<ExportModel, "decks">) {
  return (
    <fieldset class="option-row" aria-describedby="decks-hint">
      <legend>Decks</legend>
      <span class="hint" id="decks-hint">
        Each brings the decks below it. Tick none to export all of them.
      </span>
      <ul class="export-decks">
        {decks.map(({ slug, name, depth, chosen }) => (
          <li key={slug} style={`--depth: ${depth}`}>
            <label class="choice">
              <input type="checkbox" name="deck" value={slug} defaultChecked={chosen} /> {name}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const SWITCHES = [
  [
    "schedules",
    "Schedules and reviews",
    "What you have learnt. Leave it out of decks that you give to others.",
  ],
  ["media", "Pictures, sounds and films", "Those that the cards use."],
  ["older", "For older programs", "Anki before 2.1.50, and what reads only its older packages."],
] as const;

function Wishes({ model: { wishes, mostVariants } }: { readonly model: ExportModel }) {
  return (
    <>
      {SWITCHES.map(([name, label, hint]) => (
        <div key={name} class="option-row check-row">
          <label for={name}>{label}</label>
          <input
            id={name}
            type="checkbox"
            name={name}
            value="on"
            defaultChecked={wishes[name]}
            aria-describedby={`${name}-hint`}
          />
          <span class="hint" id={`${name}-hint`}>{hint}</span>
        </div>
      ))}
      <div class="option-row">
        <label for="variants">Variants of each skill</label>
        <input
          id="variants"
          type="number"
          name="variants"
          min={1}
          max={mostVariants}
          value={wishes.variants}
          required
          aria-describedby="variants-hint"
        />
        <span class="hint" id="variants-hint">
          Questions whose numbers are drawn anew here become so many fixed questions elsewhere.
        </span>
      </div>
    </>
  );
}

function Archive() {
  return (
    <section aria-labelledby="archive">
      <h2 id="archive">Everything, to move or to keep</h2>
      <p>
        The archive holds all that is yours here: settings, options, decks, notes, every answer that you gave
        and the question it was to, your pictures and sounds, and the way back of imports and edits.{" "}
        <a href="/restore">Restored</a> on an empty server, it is as if you had never left.
      </p>
      <form class="inline-form" method="post" action="/export/archive">
        <button type="submit" class="button">Download the archive</button>
      </form>
    </section>
  );
}
