/** The command `import`: plans files as the page of imports does, says what would happen, and carries it out. */
import { parseArgs } from "node:util";
import { applyImport } from "./actions/imports/apply_import.ts";
import { cancelImport } from "./actions/imports/cancel_import.ts";
import { type ImportDesk, settledImport } from "./actions/imports/desk.ts";
import { takeBackCutOff } from "./actions/imports/recover_imports.ts";
import { importState, pageOfPlan } from "./actions/imports/import_state.ts";
import type { ImportView } from "./actions/imports/import_view.ts";
import { startImport, type Upload } from "./actions/imports/start_import.ts";
import { DEFAULT_CHOICES, type ImportChoices } from "./decks/imports/import_plan.ts";
import type { PlanList } from "./decks/imports/plan_lists.ts";
import { importDesk } from "./import_desk.ts";
import { pageWords, planWords, resultWords } from "./import_words.ts";
import { mediaFilesIn } from "./media_files.ts";
import { commandStoreOrFail, makeDataFolder, ownerOf, settingsOrFail } from "./opening.ts";
import { databaseError } from "./store/client.ts";
import { joinProcesses } from "./processes.ts";
import type { Person } from "./store/people.ts";

const USAGE =
  `deno task import FILE... [--deck "A::B"] [--no-schedules] [--theirs] [--copy-note-types] [--retire-gone] [--yes] [--dry-run]
  --deck PATH        put everything under this deck; levels are parted by ::
  --no-schedules     new cards are new, whatever the file says of them
  --theirs           where you and the file changed the same field, take the file's
  --copy-note-types  take new notes whose note type has other fields here, with a copy of the type
  --retire-gone      take notes out of use that the file of a deck no longer has
  --yes              carry it out without asking
  --dry-run          only say what would happen`;

const PAGE = 500;

interface Wanted {
  readonly files: readonly string[];
  readonly choices: ImportChoices;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** Ends the program: 0 done, or shown when that was all; 1 not done; 2 wrong arguments. */
export async function importCommand(args: readonly string[]): Promise<never> {
  const wanted = wantedOf(args);
  const uploads = await Promise.all(wanted.files.map(opened));
  const settings = settingsOrFail();
  makeDataFolder(settings);
  const processes = await joinProcesses(`${settings.dataDir}/processes`);
  const store = await commandStoreOrFail(settings, processes.own);
  const media = mediaFilesIn(`${settings.dataDir}/media`);
  const desk = importDesk({
    store,
    media,
    processes,
    settings,
    report: (_, error) => console.error(failureWords(error)),
  });
  let code = 1;
  try {
    const taken = await takeBackCutOff(desk, { isStart: false });
    if (taken > 0) console.log("An import or edit that was cut off was taken back.");
    code = await imported(desk, await ownerOf(store), { wanted, uploads });
  } catch (error) {
    console.error(failureWords(error));
  }
  await store.close();
  await processes.leave();
  Deno.exit(code);
}

function wantedOf(args: readonly string[]): Wanted {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        deck: { type: "string" },
        "no-schedules": { type: "boolean" },
        theirs: { type: "boolean" },
        "copy-note-types": { type: "boolean" },
        "retire-gone": { type: "boolean" },
        yes: { type: "boolean" },
        "dry-run": { type: "boolean" },
      },
    });
    if (positionals.length === 0) throw new TypeError("No file is named");
    const under = (values.deck ?? "").split("::").map((name) => name.trim()).filter((name) => name !== "");
    return {
      files: positionals,
      choices: {
        ...DEFAULT_CHOICES,
        under,
        takeSchedules: values["no-schedules"] !== true,
        bothChanged: values.theirs === true ? "theirs" : "mine",
        otherType: values["copy-note-types"] === true ? "copy" : "skip",
        gone: values["retire-gone"] === true ? "retire" : "keep",
      },
      yes: values.yes === true,
      dryRun: values["dry-run"] === true,
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}.\n${USAGE}`);
    Deno.exit(2);
  }
}

async function opened(path: string): Promise<Upload> {
  try {
    const { isFile } = await Deno.stat(path);
    if (!isFile) throw new Deno.errors.InvalidData("it is a folder");
    const file = await Deno.open(path);
    return { name: path, content: file.readable };
  } catch (error) {
    console.error(
      `${path} cannot be read: ${error instanceof Error ? error.message : error}. Name a file that is there.`,
    );
    Deno.exit(2);
  }
}

async function imported(
  desk: ImportDesk,
  person: Person,
  { wanted, uploads }: { readonly wanted: Wanted; readonly uploads: readonly Upload[] },
): Promise<number> {
  const started = await startImport(desk, person, {
    uploads,
    wishes: { choices: wanted.choices, table: {} },
  });
  if (!started.ok) {
    console.error(started.error);
    return 1;
  }
  const id = started.value;
  const view = await settled(desk, person, id);
  if (view.summary?.kind !== "planned") {
    for (const line of resultWords(view)) console.error(line);
    return 1;
  }
  for (const line of planWords(view.summary.plan)) console.log(line);
  for (const list of TOLD) await tellList(desk, person, { id, list });
  if (wanted.dryRun || !(wanted.yes || agreed())) {
    await cancelImport(desk, person, id);
    console.log("Nothing was changed.");
    return wanted.dryRun ? 0 : 1;
  }
  const begun = await applyImport(desk, person, id);
  if (!begun.ok) {
    await cancelImport(desk, person, id);
    console.error(begun.error);
    return 1;
  }
  const done = await settled(desk, person, id);
  for (const line of resultWords(done)) console.log(line);
  return done.state === "done" ? 0 : 1;
}

function agreed(): boolean {
  if (Deno.stdin.isTerminal()) return confirm("Carry it out?");
  console.log("Add --yes to carry it out.");
  return false;
}

/** Lists of a plan that are printed whole. */
const TOLD = [
  "conflicting",
  "skipped",
  "problems",
  "formulas",
  "options",
  "reviews",
  "missing",
  "gone",
] as const satisfies readonly PlanList[];

async function tellList(
  desk: ImportDesk,
  person: Person,
  { id, list }: { readonly id: number; readonly list: PlanList },
): Promise<void> {
  for (let from = 0;; from += PAGE) {
    const page = await pageOfPlan(desk, person, { id, list, from, count: PAGE });
    for (const line of page === undefined ? [] : pageWords(page)) console.log(line);
    if (page === undefined || from + PAGE >= page.total) return;
  }
}

/** Waits, and shows on a terminal how far it is. */
async function settled(desk: ImportDesk, person: Person, id: number): Promise<ImportView> {
  const shows = Deno.stderr.isTerminal();
  const write = (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(`\r\u001b[K${text}`));
  const shown = setInterval(() => {
    const progress = desk.live.get(id)?.progress;
    if (shows && progress !== undefined) write(`${progress.doing} ${Math.round(progress.share * 100)} %`);
  }, 200);
  await settledImport(desk, id);
  clearInterval(shown);
  if (shows) write("");
  const view = await importState(desk, person, id);
  if (view === undefined) throw new Error(`Broken promise: the import ${id} is missing`);
  return view;
}

function failureWords(error: unknown): string {
  const code = databaseError(error)?.code ?? "";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return "The database is locked by another program. Wait until that is done, or stop it, and try again.";
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
