/** A house with an import desk: uploads and media in memory, files read in this process or in a thread of their own. */
import type { Deps } from "../../../src/actions/deps.ts";
import type { ImportReader } from "../../../src/actions/import_reader.ts";
import { type ImportDesk, openImportDesk, settledImport } from "../../../src/actions/imports/desk.ts";
import { importState } from "../../../src/actions/imports/import_state.ts";
import { startImport, type Upload } from "../../../src/actions/imports/start_import.ts";
import type { ImportUploads } from "../../../src/actions/imports/uploads.ts";
import type { MediaFiles } from "../../../src/actions/media.ts";
import { ok } from "../../../src/base/result.ts";
import type { DeckFormat, ImportFile } from "../../../src/decks/format.ts";
import { deckFormats } from "../../../src/decks/formats.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import type { ImportWishes } from "../../../src/decks/imports/import_record.ts";
import type { Person } from "../../../src/store/people.ts";
import { importSession } from "../../../src/workers/import_session.ts";
import { type House, openHouse } from "../house.ts";

const MARK = "collection of a test\n";

/** Collections as JSON, each file's bytes being its name: every shape that a package could have. */
const testFormat: DeckFormat = {
  id: "test",
  title: "Collection of a test",
  recognises: ({ bytes }) => new TextDecoder().decode(bytes.slice(0, MARK.length)) === MARK,
  read: ({ bytes }) => {
    const collection: Collection = JSON.parse(new TextDecoder().decode(bytes.slice(MARK.length)));
    const media = collection.media.map((file) => ({
      ...file,
      bytes: () => new TextEncoder().encode(file.name),
    }));
    return Promise.resolve(ok({ collection: { ...collection, media }, table: undefined }));
  },
};

/** In this process, so that a test may hold it up where it likes. */
export function readerHere(hold: (call: string) => Promise<void> = () => Promise.resolve()): ImportReader {
  return {
    open(files, progress) {
      const formats = [testFormat, ...deckFormats];
      const sqlWasm = Deno.readFileSync("node_modules/sql.js/dist/sql-wasm.wasm");
      const session = importSession(files, { formats, sqlWasm, progress });
      return Promise.resolve({
        ...session,
        steps: async (ask) => {
          await hold("steps");
          return await session.steps(ask);
        },
      });
    },
  };
}

export function uploadsInMemory(): ImportUploads & { readonly files: Map<string, Uint8Array<ArrayBuffer>> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let arrivals = 0;
  const removeUnder = (place: string) => {
    for (const key of [...files.keys()]) if (key.startsWith(`${place}/`)) files.delete(key);
    return Promise.resolve();
  };
  return {
    files,
    arrive() {
      const place = `arriving-${++arrivals}`;
      return Promise.resolve({
        async keep(file, content, limit) {
          const pieces = (await Array.fromAsync(content)).map((bytes) => bytes.slice());
          const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
          if (bytes.length > limit) return undefined;
          files.set(`${place}/${file}`, bytes);
          return bytes.length;
        },
        read(file) {
          const bytes = files.get(`${place}/${file}`);
          return bytes === undefined
            ? Promise.reject(new Error("No such file"))
            : Promise.resolve(bytes.slice());
        },
        settle(importId) {
          for (const [key, bytes] of [...files]) {
            if (key.startsWith(`${place}/`)) files.set(key.replace(place, String(importId)), bytes);
          }
          return removeUnder(place);
        },
        leave: () => removeUnder(place),
      });
    },
    read: ({ importId, file }) => Promise.resolve(files.get(`${importId}/${file}`)?.slice()),
    remove: (importId) => removeUnder(String(importId)),
    kept() {
      const places = [...files.keys()].map((key) => key.split("/")[0] ?? "");
      return Promise.resolve([...new Set(places.filter((place) => /^\d+$/.test(place)).map(Number))]);
    },
  };
}

export function mediaInMemory(): MediaFiles & { readonly kept: Map<string, Uint8Array<ArrayBuffer>> } {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    kept,
    keep: (hash, bytes) => Promise.resolve(void kept.set(hash, bytes)),
    read: (hash) => Promise.resolve(kept.get(hash)),
    remove: (hashes) => Promise.resolve(hashes.forEach((hash) => kept.delete(hash))),
  };
}

export interface DeskHouse extends House {
  readonly desk: ImportDesk;
  readonly uploads: ReturnType<typeof uploadsInMemory>;
  readonly media: ReturnType<typeof mediaInMemory>;
  /** What was reported as the program's own failure. */
  readonly failures: unknown[];
}

/** As where files cannot be locked. */
const unknownSign: ImportDesk["signOf"] = () => Promise.resolve("unknown");

/** An import desk over the store of a house, and media where they are kept. */
export function deskOf(
  { store, now }: Deps,
  { files, report, reader = readerHere(), uploads = uploadsInMemory(), signOf = unknownSign }: {
    readonly files: MediaFiles;
    readonly report: ImportDesk["report"];
    readonly reader?: ImportReader;
    readonly uploads?: ImportUploads;
    readonly signOf?: ImportDesk["signOf"];
  },
): ImportDesk {
  const limits = { files: 3, bytes: 5_000_000, waiting: 3, days: 14 };
  return openImportDesk({ store, now, reader, uploads, limits, files, report, signOf });
}

export async function openDeskHouse(reader: ImportReader = readerHere()): Promise<DeskHouse> {
  const house = await openHouse({ decks: {} });
  const uploads = uploadsInMemory();
  const media = mediaInMemory();
  const failures: unknown[] = [];
  const report = (_: string, error: unknown) => void failures.push(error);
  const desk = deskOf(house.deps, { files: media, report, reader, uploads });
  return { ...house, desk, uploads, media, failures };
}

export function uploadOf({ name, bytes }: ImportFile): Upload {
  return { name, content: new Blob([bytes]).stream() };
}

export function packed(collection: Collection, name = "deck.test"): ImportFile {
  return { name, bytes: new TextEncoder().encode(MARK + JSON.stringify(collection)) };
}

/** Starts an import and waits until it is read. */
export async function read(
  { desk, person }: { readonly desk: ImportDesk; readonly person: Person },
  files: readonly ImportFile[],
  wishes?: ImportWishes,
) {
  const started = await startImport(desk, person, {
    uploads: files.map(uploadOf),
    ...(wishes === undefined ? {} : { wishes }),
  });
  if (!started.ok) throw new Error(started.error);
  await settledImport(desk, started.value);
  const view = await importState(desk, person, started.value);
  if (view === undefined) throw new Error(`There is no import ${started.value}`);
  return view;
}
