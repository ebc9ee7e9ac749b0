/** The commands `export`, which writes a file as the page of exports does, and `restore`, which takes an archive back. */
import { parseArgs } from "node:util";
import { exportArchive } from "./actions/archive.ts";
import { restoreArchive } from "./actions/restore_archive.ts";
import { loadDecks } from "./actions/load_decks.ts";
import { writeExport, type WrittenExport } from "./actions/write_export.ts";
import { openArchive } from "./archive_reader.ts";
import { deckFileReader, readDeckFiles } from "./deck_files.ts";
import { DEFAULT_WISHES } from "./decks/exports/export_format.ts";
import { exportFormats } from "./decks/exports/export_formats.ts";
import { exportTools } from "./export_tools.ts";
import { mediaFilesIn } from "./media_files.ts";
import { commandStoreOrFail, makeDataFolder, ownerOf, secretOf, settingsOrFail } from "./opening.ts";
import { isCutOff } from "./actions/imports/under_way.ts";
import { joinProcesses } from "./processes.ts";
import { recoverRestores } from "./store/archive_take_back.ts";
import { plannableDecks } from "./store/import_reads.ts";
import type { Person } from "./store/people.ts";
import type { Store } from "./store/open.ts";

const ARCHIVE = "archive";

const USAGE = `deno task export FILE [--format ${[ARCHIVE, ...exportFormats.map(({ id }) => id)].join("|")}]
    [--deck "A::B"]... [--no-schedules] [--no-media] [--older] [--variants N]
  --format        archive, all that is yours, where none is named
  --deck PATH     only this deck and those below it; levels are parted by ::
  --no-schedules  without what was learnt
  --no-media      without pictures, sounds and films
  --older         for Anki before 2.1.50
  --variants N    fixed variants of each card whose numbers are drawn anew here
deno task restore FILE
  puts an archive into an empty DATA_DIR`;

interface Wanted {
  readonly file: string;
  readonly format: string;
  readonly decks: readonly string[];
  readonly wishes: typeof DEFAULT_WISHES;
}

/** Ends the program: 0 done; 1 not done; 2 wrong arguments. */
export async function exportCommand(args: readonly string[]): Promise<never> {
  const wanted = wantedOf(args);
  const { store, person, deps, media, processes } = await opened();
  const tools = { ...exportTools(), media, deckFile: deckFileReader(readDeckFiles()) };
  const slugs = await slugsOf(store, person, wanted.decks);
  const request = { format: wanted.format, decks: slugs, wishes: wanted.wishes };
  const written = wanted.format === ARCHIVE
    ? await exportArchive(deps, person, tools)
    : await writeExport(deps, person, request, tools);
  if (!written.ok && wanted.format !== ARCHIVE) {
    wrong(`There is no format ${wanted.format}, or no such deck`);
  }
  if (written.ok) await save(wanted.file, written.value);
  await store.close();
  await processes.leave();
  if (!written.ok) {
    console.error(`${written.error} Wait until that is done, and try again.`);
    Deno.exit(1);
  }
  console.log(`${wanted.file} is written.`);
  Deno.exit(0);
}

/** The shipped decks are loaded first, so that what was learnt of them finds its cards. */
export async function restoreCommand(args: readonly string[]): Promise<never> {
  const [file] = args;
  if (file === undefined || args.length > 1) wrong("Name one archive");
  const bytes = await Deno.readFile(file).catch((error: unknown) =>
    wrong(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  );
  const { store, person, deps, media, processes } = await opened();
  await recoverRestores(
    store,
    async (process) => isCutOff(await processes.signOf(process), { isStart: false }),
  );
  await loadDecks(store, readDeckFiles(), Date.now());
  const restored = await restoreArchive(deps, person, {
    file: { name: file, bytes },
    tools: { openArchive, media },
  });
  await store.close();
  await processes.leave();
  if (!restored.ok) {
    console.error(`${restored.error.message}. ${restored.error.mend}`);
    Deno.exit(1);
  }
  const { decks, notes, answers, media: files, missingMedia } = restored.value;
  console.log(`Restored: ${decks} decks of your own, ${notes} notes, ${answers} answers, ${files} files.`);
  if (missingMedia.length > 0) console.log(`The archive does not hold: ${missingMedia.join(", ")}`);
  Deno.exit(0);
}

function wantedOf(args: readonly string[]): Wanted {
  try {
    const { values, positionals: [file, ...more] } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        deck: { type: "string", multiple: true },
        "no-schedules": { type: "boolean" },
        "no-media": { type: "boolean" },
        older: { type: "boolean" },
        variants: { type: "string" },
      },
    });
    if (file === undefined || more.length > 0) throw new TypeError("Name one file to write");
    const variants = Number(values.variants ?? DEFAULT_WISHES.variants);
    if (!Number.isInteger(variants) || variants < 1) {
      throw new TypeError("--variants is a whole number from 1");
    }
    return {
      file,
      format: values.format ?? ARCHIVE,
      decks: values.deck ?? [],
      wishes: {
        schedules: values["no-schedules"] !== true,
        media: values["no-media"] !== true,
        older: values.older === true,
        variants,
      },
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    wrong(error.message);
  }
}

async function slugsOf(store: Store, person: Person, paths: readonly string[]): Promise<readonly string[]> {
  const decks = await plannableDecks(store, person.id);
  return paths.map((path) => {
    const found = decks.find((deck) =>
      !deck.retired && (deck.path.join("::") === path || deck.slug === path)
    );
    return found?.slug ?? wrong(`There is no deck ${path}`);
  });
}

async function opened() {
  const settings = settingsOrFail();
  makeDataFolder(settings);
  const processes = await joinProcesses(`${settings.dataDir}/processes`);
  const store = await commandStoreOrFail(settings, processes.own);
  const person = await ownerOf(store);
  const deps = { store, now: () => Date.now(), secret: secretOf(settings) };
  return { store, person, deps, processes, media: mediaFilesIn(`${settings.dataDir}/media`) };
}

/** Written aside and renamed, so that a file of this name is never half of one. */
async function save(path: string, { pieces }: WrittenExport): Promise<void> {
  const aside = `${path}.${Deno.pid}.part`;
  const file = await Deno.open(aside, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter();
  for await (const piece of pieces) await writer.write(piece);
  await writer.close();
  await Deno.rename(aside, path);
}

function wrong(message: string): never {
  console.error(`${message}.\n${USAGE}`);
  Deno.exit(2);
}
