/** Imports series of packages as the server does: upload, thread, plan, store; and says what is then there. */
import { sql } from "drizzle-orm";
import { applyImport } from "../../src/actions/imports/apply_import.ts";
import { type ImportDesk, openImportDesk, settledImport } from "../../src/actions/imports/desk.ts";
import { importState } from "../../src/actions/imports/import_state.ts";
import type { ImportView } from "../../src/actions/imports/import_view.ts";
import { startImport } from "../../src/actions/imports/start_import.ts";
import { UPLOAD_LIMITS } from "../../src/actions/imports/uploads.ts";
import type { PlanCounts } from "../../src/decks/imports/import_plan.ts";
import { importReader } from "../../src/import_reader.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { dayOf } from "../../src/scheduling/day.ts";
import type { Store } from "../../src/store/open.ts";
import type { Person } from "../../src/store/people.ts";
import { uploadFilesIn } from "../../src/upload_files.ts";
import { addPerson, openedStore } from "../actions/house.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { sqlWasm } from "../packages/sql_tables.ts";
import type { CardState, CollectionState, ImportLog } from "./state.ts";

export interface OurStep {
  readonly log: ImportLog;
  readonly counts: PlanCounts;
  readonly state: CollectionState;
  readonly problems: readonly string[];
}

/** A refusal ends the series: its sentence stands in the place of a step. */
export async function ourImports(files: readonly string[]): Promise<readonly (OurStep | string)[]> {
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-interop-" });
  const store = await openedStore(`file:${folder}/rehearsal.db`);
  try {
    const person = await addPerson(store, { name: "Ada", options: DEFAULT_PRESET });
    const desk = openImportDesk({
      store,
      now: () => Date.now(),
      reader: importReader({
        sqlWasm: () => Promise.resolve(sqlWasm.slice()),
        readSeconds: 300,
        callSeconds: 120,
      }),
      uploads: uploadFilesIn(`${folder}/imports`),
      limits: UPLOAD_LIMITS,
      files: mediaFilesIn(`${folder}/media`),
      signOf: () => Promise.resolve("unknown"),
      report: (event, error) => console.error(event, error),
    });
    const steps: (OurStep | string)[] = [];
    for (const file of files) {
      const step = await imported(desk, person, file);
      steps.push(step);
      if (typeof step === "string") break;
    }
    return steps;
  } finally {
    await store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

async function imported(desk: ImportDesk, person: Person, path: string): Promise<OurStep | string> {
  const file = await Deno.readFile(path);
  const started = await startImport(desk, person, {
    uploads: [{
      name: path.split("/").at(-1) ?? path,
      content: new Blob([file]).stream(),
    }],
  });
  if (!started.ok) return started.error;
  const planned = await settled(desk, person, started.value);
  if (planned.summary?.kind !== "planned") return why(planned);
  const applied = await applyImport(desk, person, started.value);
  if (!applied.ok) return applied.error;
  const done = await settled(desk, person, started.value);
  if (done.summary?.kind !== "done") return why(done);
  const { counts, told: { problems } } = done.summary.plan;
  const { notes } = counts;
  return {
    log: {
      new: notes.new,
      updated: notes.updated,
      duplicate: notes.moved + notes.unchanged,
      conflicting: notes.conflicting,
    },
    counts,
    state: await stateOf(desk.store, person),
    problems: problems.first.map(({ message }) => message),
  };
}

async function settled(desk: ImportDesk, person: Person, id: number): Promise<ImportView> {
  await settledImport(desk, id);
  const view = await importState(desk, person, id);
  if (view === undefined) throw new Error(`There is no import ${id}`);
  return view;
}

function why({ state, summary }: ImportView): string {
  if (summary?.kind === "refused") return summary.refusals.map(({ message }) => message).join("; ");
  return summary?.kind === "failed" ? summary.message : `The import is ${state}`;
}

interface NoteRow {
  readonly guid: string;
  readonly type: string;
  readonly fields: string;
  readonly tags: string;
}

interface CardRow {
  readonly guid: string;
  readonly side: string;
  readonly deck: number;
  readonly flag: number;
  readonly suspended: number;
  readonly buried: string | null;
  readonly phase: string;
  readonly dueKind: string;
  readonly due: number;
  readonly intervalDays: number;
  readonly reps: number;
  readonly lapses: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly reviews: number;
}

export async function stateOf({ db }: Store, person: Person): Promise<CollectionState> {
  const decks = await db.all<{ id: number; name: string; parent: number | null }>(
    sql`select id, name, parent_id as parent from deck where owner_id = ${person.id} and retired_at is null`,
  );
  const byId = new Map(decks.map((deck) => [deck.id, deck]));
  const pathOf = (id: number | null): string => {
    const deck = id === null ? undefined : byId.get(id);
    if (deck === undefined) return "";
    return deck.parent === null ? deck.name : `${pathOf(deck.parent)}::${deck.name}`;
  };
  const notes = await db.all<NoteRow>(sql`select guid, note_type.name as type, fields, tags from note
    join note_type on note_type.id = note.note_type_id where note.retired_at is null`);
  const cards = await db.all<CardRow>(
    sql`select note.guid as guid, card.side as side, card.deck_id as deck, flag,
    suspended, buried_by as buried, phase, due_kind as dueKind, due, interval_days as intervalDays, reviews as reps,
    lapses, stability, difficulty,
    (select count(*) from review where review.card_id = card.id and kind = 'answer') as reviews
    from memory join card on card.id = memory.card_id join note on note.id = card.note_id
    where memory.user_id = ${person.id} and card.retired_at is null`,
  );
  const media = await db.all<{ name: string; hash: string }>(sql`select name, hash from media_name`);
  const today = dayOf(Date.now(), person);
  return {
    notes: Object.fromEntries(
      notes.map(({ guid, type, fields, tags }) => [
        guid,
        { type, fields: JSON.parse(fields), tags: JSON.parse(tags).toSorted() },
      ]),
    ),
    cards: Object.fromEntries(
      cards.map((card) => [`${card.guid} ${card.side}`, cardState(card, { deck: pathOf(card.deck), today })]),
    ),
    decks: decks.map(({ id }) => pathOf(id)).toSorted(),
    media: Object.fromEntries(media.map(({ name, hash }) => [name, hash])),
  };
}

function cardState(
  row: CardRow,
  { deck, today }: { readonly deck: string; readonly today: number },
): CardState {
  const { flag, phase, dueKind, due, reps, lapses, stability, difficulty, reviews, buried } = row;
  return {
    deck,
    flag,
    suspended: row.suspended === 1,
    buried,
    phase,
    position: dueKind === "new" ? due : null,
    dueIn: dueKind === "day" ? due - today : null,
    dueAt: dueKind === "time" ? Math.floor(due / 1000) : null,
    intervalDays: phase === "review" ? row.intervalDays : null,
    reps,
    lapses,
    stability,
    difficulty,
    reviews,
  };
}
