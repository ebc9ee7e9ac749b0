/** The import desk of the server and of the command line: their store and clock, the data folder, and threads that read. */
import { type ImportDesk, openImportDesk } from "./actions/imports/desk.ts";
import { UPLOAD_LIMITS } from "./actions/imports/uploads.ts";
import type { MediaFiles } from "./actions/media.ts";
import { importReader } from "./import_reader.ts";
import type { Processes } from "./processes.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/open.ts";
import { uploadFilesIn } from "./upload_files.ts";

/** A package of 200,000 notes takes about a minute to read on a slow machine. */
const READ_SECONDS = 300;
const CALL_SECONDS = 120;

export function importDesk(
  { store, media, processes, settings, report }: {
    readonly store: Store;
    readonly media: MediaFiles;
    readonly processes: Processes;
    readonly settings: Settings;
    readonly report: ImportDesk["report"];
  },
): ImportDesk {
  return openImportDesk({
    store,
    now: () => Date.now(),
    reader: importReader({ sqlWasm, readSeconds: READ_SECONDS, callSeconds: CALL_SECONDS }),
    uploads: uploadFilesIn(`${settings.dataDir}/imports`),
    limits: UPLOAD_LIMITS,
    files: media,
    signOf: processes.signOf,
    report,
  });
}

function sqlWasm(): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(import.meta.resolve("sql.js/dist/sql-wasm.wasm")));
}
