/** A server's store with its owner and import desk: takes files in as the server does, and writes exports of them. */
import { sql } from "drizzle-orm";
import type { Deps } from "../../src/actions/deps.ts";
import { applyImport } from "../../src/actions/imports/apply_import.ts";
import { type ImportDesk, openImportDesk, settledImport } from "../../src/actions/imports/desk.ts";
import { importState } from "../../src/actions/imports/import_state.ts";
import type { ImportView } from "../../src/actions/imports/import_view.ts";
import { startImport } from "../../src/actions/imports/start_import.ts";
import { UPLOAD_LIMITS } from "../../src/actions/imports/uploads.ts";
import type { MediaFiles } from "../../src/actions/media.ts";
import { writeExport } from "../../src/actions/write_export.ts";
import { deckFileReader, readDeckFiles } from "../../src/deck_files.ts";
import { DEFAULT_WISHES, type ExportWishes } from "../../src/decks/exports/export_format.ts";
import { DEFAULT_CHOICES, type ImportChoices, type PlanCounts } from "../../src/decks/imports/import_plan.ts";
import { exportTools } from "../../src/export_tools.ts";
import { importReader } from "../../src/import_reader.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import type { Store } from "../../src/store/open.ts";
import type { Person } from "../../src/store/people.ts";
import { uploadFilesIn } from "../../src/upload_files.ts";
import { addPerson, openedStore } from "../actions/house.ts";
import { sqlWasm } from "../packages/sql_tables.ts";
import { stateOf } from "./our_state.ts";
import type { CollectionState, ImportLog } from "./state.ts";

export interface OurHouse {
  readonly store: Store;
  readonly person: Person;
  readonly deps: Deps;
  readonly desk: ImportDesk;
  readonly media: MediaFiles;
  readonly close: () => Promise<void>;
}

export async function openOurHouse(): Promise<OurHouse> {
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-interop-" });
  const store = await openedStore(":memory:");
  const media = mediaFilesIn(`${folder}/media`);
  const now = () => Date.now();
  return {
    store,
    person: await addPerson(store, { name: "Ada", options: DEFAULT_PRESET }),
    deps: { store, now, secret: "a secret of at least thirty-two characters" },
    desk: openImportDesk({
      store,
      now,
      reader: importReader({
        sqlWasm: () => Promise.resolve(sqlWasm.slice()),
        readSeconds: 300,
        callSeconds: 120,
      }),
      uploads: uploadFilesIn(`${folder}/imports`),
      limits: UPLOAD_LIMITS,
      files: media,
      signOf: () => Promise.resolve("unknown"),
      report: (event, error) => console.error(event, error),
    }),
    media,
    async close() {
      await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

export interface OurStep {
  readonly log: ImportLog;
  readonly counts: PlanCounts;
  readonly state: CollectionState;
  readonly problems: readonly string[];
}

/** The sentence of a refusal, where it is refused. */
export async function take(
  { desk, person }: OurHouse,
  path: string,
  choices: Partial<ImportChoices> = {},
): Promise<OurStep | string> {
  const file = await Deno.readFile(path);
  const started = await startImport(desk, person, {
    uploads: [{
      name: path.split("/").at(-1) ?? path,
      content: new Blob([file]).stream(),
    }],
    wishes: { choices: { ...DEFAULT_CHOICES, ...choices }, table: {} },
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

export async function exportTo(
  { deps, person, media }: OurHouse,
  path: string,
  wishes: Partial<ExportWishes>,
) {
  const tools = { ...exportTools(), media, deckFile: deckFileReader(readDeckFiles()) };
  const request = { format: "apkg", decks: [], wishes: { ...DEFAULT_WISHES, ...wishes } };
  const written = await writeExport(deps, person, request, tools);
  if (!written.ok) throw new Error(`Cannot export to ${path}: ${written.error}`);
  await Deno.writeFile(path, ReadableStream.from(written.value.pieces));
}

/** Every row of every table but those that keep account of the imports themselves. */
export async function rowsOf(
  { store: { db } }: Pick<OurHouse, "store">,
): Promise<ReadonlyMap<string, string>> {
  const tables = await db.all<{ name: string }>(
    sql`select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'
      and name not in ('import_run', 'import_change', 'action') order by name`,
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    rows.set(name, JSON.stringify(await db.all(sql.raw(`select * from "${name}" order by 1, 2`))));
  }
  return rows;
}
