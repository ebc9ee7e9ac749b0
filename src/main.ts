/** The server: reads its settings, opens its data, loads the decks and listens. */
import { deckFileReader, readDeckFiles } from "./deck_files.ts";
import { loadDecks } from "./actions/load_decks.ts";
import { indexWaiting } from "./actions/index_notes.ts";
import { parse } from "yaml";
import { exploreFence } from "./pages/explorables.ts";
import { loadFigures } from "./load_figures.ts";
import { openArchive } from "./archive_reader.ts";
import { createApp } from "./http/app.ts";
import { openLog } from "./logging.ts";
import { exportTools } from "./export_tools.ts";
import { fail } from "./fail.ts";
import { makeDataFolder, ownerOf, secretOf, settingsOrFail, storeOrFail } from "./opening.ts";
import { isLoopback, type Settings } from "./settings.ts";
import { isCutOff } from "./actions/imports/under_way.ts";
import { recoverImportDesk, takeBackCutOff } from "./actions/imports/recover_imports.ts";
import { importDesk } from "./import_desk.ts";
import { mediaFilesIn } from "./media_files.ts";
import { joinProcesses } from "./processes.ts";
import { type Assets, readAssets } from "./ui/assets.ts";
import { sweepMedia } from "./actions/sweep_media.ts";
import { recoverRestores } from "./store/archive_take_back.ts";
import { vault } from "./vault.ts";
import { openNoteTrier } from "./workers/note_trier.ts";

/** A note on the workbench may take so long: a heavy template takes a fifth of a second. */
const NOTE_SECONDS = 5;

const INDEX_EVERY_MS = 2000;
let indexed: Promise<void> | undefined;

const SWEEP_EVERY_MS = 24 * 60 * 60 * 1000;

/** So long a person waits at most whose import was cut off with the command line. */
const TAKE_BACK_EVERY_MS = 2000;
let isTakingBack = false;

const MANIFEST = "static/islands/manifest.json";

const settings = settingsOrFail();
makeDataFolder(settings);
const log = await openLog(settings.logLevel);
const processes = await joinProcesses(`${settings.dataDir}/processes`);
const store = await storeOrFail(settings, processes.own);
const restoresTakenBack = await recoverRestores(
  store.aside,
  async (process) => isCutOff(await processes.signOf(process), { isStart: true }),
);
if (restoresTakenBack > 0) log.info("restores_taken_back", { count: restoresTakenBack });
const owner = await ownerOf(store);
const isOpen = !owner.hasPassword;
if (isOpen && !isLoopback(settings.host)) {
  await store.close();
  fail(
    `HOST is ${settings.host}, which other machines can reach, but no password is set.`,
    "Set one with: deno task password    Or leave HOST at 127.0.0.1.",
  );
}

const files = readDeckFiles();
const decks = await loadDecks(store, files, Date.now());
for (const { file, line, column, message, expected } of decks.problems) {
  console.error(`${file}:${line}:${column}: ${message}. Expected: ${expected}`);
}

const figures = await loadFigures();
let assets = readManifest();
if (Deno.args.includes("--reload-assets")) setInterval(() => assets = readManifest(), 500);

const media = mediaFilesIn(`${settings.dataDir}/media`);
const imports = importDesk({
  store,
  media,
  processes,
  settings,
  report: (event, error) => log.error(event, { error: error instanceof Error ? error.stack : String(error) }),
});
const takenBack = await recoverImportDesk(imports);
if (takenBack > 0) log.info("imports_taken_back", { count: takenBack });
if (processes.own === undefined) log.info("no_file_locks", { folder: settings.dataDir });

const app = createApp({
  store,
  now: () => Date.now(),
  secret: secretOf(settings),
  vault,
  baseUrl: settings.baseUrl,
  isOpen: () => isOpen,
  assets: () => assets,
  fence: (info, body) => exploreFence({ figures, assets, parseYaml: parse })(info, body),
  problems: () => decks.problems,
  deckFile: deckFileReader(files),
  media,
  imports,
  restores: { openArchive, media, uploads: imports.uploads, bytes: imports.limits.bytes, busy: new Set() },
  exporting: exportTools(),
  tryNote: openNoteTrier(NOTE_SECONDS).tryNote,
  log,
});

// Before the address is told: who hears of it may end the program at once.
const ended = Promise.withResolvers<void>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => ended.resolve());
}
const server = listen(settings);
const indexing = setInterval(
  () => indexed ??= indexSome().finally(() => indexed = undefined),
  INDEX_EVERY_MS,
);
let isEnding = false;
void sweep();
const sweeping = setInterval(sweep, SWEEP_EVERY_MS);
const takingBack = setInterval(takeBackSome, TAKE_BACK_EVERY_MS);
await ended.promise;
isEnding = true;
clearInterval(indexing);
clearInterval(takingBack);
clearInterval(sweeping);
await server.shutdown();
await indexed;
await store.close();
await processes.leave();
Deno.exit(0);

/** Notes that were written since are put into the index of searches, little by little, and after imports under way. */
async function indexSome(): Promise<void> {
  const isImporting = () => [...imports.live.values()].some(({ writing }) => writing);
  try {
    while (!isEnding && !isImporting() && await indexWaiting(store.aside, 40) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch (error) {
    log.error("index_failed", { error: error instanceof Error ? error.message : String(error) });
  }
}

/** What other programs were carrying out when they died is taken back while this one runs. */
async function takeBackSome(): Promise<void> {
  if (isTakingBack) return;
  isTakingBack = true;
  try {
    const count = await takeBackCutOff(imports, { isStart: false });
    if (count > 0) log.info("imports_taken_back", { count });
  } catch (error) {
    log.error("take_back_failed", { error: error instanceof Error ? error.message : String(error) });
  } finally {
    isTakingBack = false;
  }
}

/** Files that nobody names are put aside, in the background. */
async function sweep(): Promise<void> {
  try {
    const { aside, removed } = await sweepMedia(imports, media);
    if (aside + removed > 0) log.info("media_swept", { aside, removed });
  } catch (error) {
    log.error("sweep_failed", { error: error instanceof Error ? error.message : String(error) });
  }
}

function listen({ host, port }: Settings) {
  try {
    return Deno.serve({
      hostname: host,
      port,
      onListen: () => console.log(`Rehearsal is ready at ${settings.baseUrl}`),
    }, app.fetch);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      fail(
        `PORT ${port} on ${host} is taken by another program. Stop that one, or set PORT to another number.`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      fail(`PORT ${port} on ${host} is not for this program to take. Set PORT to a number from 1024 on.`);
    }
    // A name that means nothing comes as an error without a class of its own.
    const isUnknown = error instanceof Error && error.message.includes("failed to lookup address");
    if (error instanceof Deno.errors.AddrNotAvailable || isUnknown) {
      fail(`HOST ${host} is no address of this machine. Set HOST to one of its own, such as 127.0.0.1.`);
    }
    throw error;
  }
}

function readManifest(): Assets {
  let text: string;
  try {
    text = Deno.readTextFileSync(MANIFEST);
  } catch {
    fail(`${MANIFEST} is missing: the islands are not built. Start with: deno task start`);
  }
  const read = readAssets(JSON.parse(text));
  if (!read.ok) fail(read.error);
  return read.value;
}
