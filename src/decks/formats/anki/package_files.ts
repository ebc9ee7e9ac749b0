/** Opens the container of an Anki package: finds which of its three generations it is, and its files. */
import { zstdDecompressSync } from "node:zlib";
import type { ImportFile } from "../../format.ts";
import { isZip, readZip, type ZipEntry, type ZipLimits, type ZipProblem } from "../../zip.ts";
import { isDeviceName } from "./media_names.ts";
import { damaged, Unreadable } from "./unreadable.ts";
import { readMessage } from "./wire.ts";

/** 1: collection.anki2; 2: collection.anki21; 3: collection.anki21b, packed by zstd; 0: a collection by itself. */
export type Generation = 0 | 1 | 2 | 3;

export interface PackageFiles {
  readonly generation: Generation;
  /** The SQLite file with the notes. */
  readonly database: () => Uint8Array<ArrayBuffer>;
  /** The list of media as it stands, unpacked; undefined where there is none. */
  readonly mediaList: () => Uint8Array<ArrayBuffer> | undefined;
  /** Unpacked bytes of an entry; undefined where the package has no such entry. Throws Unreadable. */
  readonly media: (entry: string) => (() => Uint8Array<ArrayBuffer>) | undefined;
}

export const PACKAGE_LIMITS: ZipLimits = {
  entries: 200_000,
  entryBytes: 400_000_000,
  totalBytes: 4_000_000_000,
};

const COLLECTIONS = ["collection.anki2", "collection.anki21", "collection.anki21b"] as const;
const MOST_LIST_BYTES = 20_000_000;
const SQLITE = "SQLite format 3\0";

/** Whether the content is that of a package; one that is cut off is known by the name of its first file. */
export function looksLikePackage({ name, bytes }: ImportFile): boolean {
  if (isSqlite(bytes) && textAt(bytes, 0, 200_000).includes("CREATE TABLE col")) return true;
  if (!isZip(bytes)) return /\.(?:apkg|colpkg)$/i.test(name);
  const read = readZip(bytes, PACKAGE_LIMITS);
  if (read.ok) return folderOf(read.value) !== undefined || /\.(?:apkg|colpkg)$/i.test(name);
  return /\.(?:apkg|colpkg)$/i.test(name) ||
    textAt(bytes, 0, 65_536).includes("collection.anki2");
}

/** Throws Unreadable on what is no package, or one that cannot be read. */
export function openPackage(bytes: Uint8Array<ArrayBuffer>): PackageFiles {
  if (isSqlite(bytes)) {
    return { generation: 0, database: () => bytes, mediaList: () => undefined, media: () => undefined };
  }
  if (!isZip(bytes)) throw notAZip(bytes);
  const read = readZip(bytes, PACKAGE_LIMITS);
  if (!read.ok) throw unreadableZip(read.error);
  const device = read.value.find(({ name }) => isDeviceName(name.slice(name.lastIndexOf("/") + 1)));
  if (device !== undefined) {
    throw new Unreadable(
      `The package holds a file called ${device.name.slice(0, 80)}, which no system may write`,
      "Export it from Anki again; Anki writes no such name.",
    );
  }
  const folder = folderOf(read.value);
  if (folder === undefined) throw noCollection(read.value);
  const entries = new Map(read.value.map((entry) => [entry.name, entry]));
  return filesOf((name) => entries.get(folder + name));
}

function filesOf(entry: (name: string) => ZipEntry | undefined): PackageFiles {
  const generation = generationOf(entry);
  const unpacked = (found: ZipEntry, most: number) => {
    const packed = bytesOf(found);
    return generation === 3 ? unzstd(packed, { name: found.name, most }) : packed;
  };
  return {
    generation,
    database: () => {
      const name = COLLECTIONS[generation === 0 ? 0 : generation - 1] ?? COLLECTIONS[0];
      const found = entry(name);
      if (found !== undefined) return unpacked(found, PACKAGE_LIMITS.entryBytes);
      throw new Unreadable(
        `The package says that its notes are in ${name}, but it does not hold that file`,
        "Export it from Anki again; nothing was taken.",
      );
    },
    mediaList: () => {
      const found = entry("media");
      return found === undefined ? undefined : unpacked(found, MOST_LIST_BYTES);
    },
    media: (name) => {
      const found = entry(name);
      return found === undefined ? undefined : () => unpacked(found, PACKAGE_LIMITS.entryBytes);
    },
  };
}

/**
 * The meta file decides; without one the newest collection does, so that the note "please update" which new packages
 * carry for old versions of Anki is never taken for the deck. Source: rslib/src/import_export/package/meta.rs.
 */
function generationOf(entry: (name: string) => ZipEntry | undefined): Generation {
  const meta = entry("meta");
  if (meta === undefined) {
    if (entry("collection.anki21b") !== undefined) return 3;
    return entry("collection.anki21") !== undefined ? 2 : 1;
  }
  const version = readMessage(bytesOf(meta), "The package's meta file").number(1);
  if (version === 1 || version === 2 || version === 3) return version;
  throw new Unreadable(
    `The package is of a newer kind (${version}) than can be read here`,
    'In Anki, export it again with "Support older Anki versions" ticked.',
  );
}

/** The one folder that everything lies in; empty at the root. Packages made by hand often wrap their files. */
function folderOf(entries: readonly ZipEntry[]): string | undefined {
  const folders = new Set<string>();
  for (const { name } of entries) {
    const [, folder, file] = /^(.*?\/)?([^/]+)$/s.exec(name) ?? [];
    if (folder?.startsWith("__MACOSX/") !== true && COLLECTIONS.some((collection) => collection === file)) {
      folders.add(folder ?? "");
    }
  }
  const [first] = folders;
  return folders.has("") ? "" : folders.size === 1 ? first : undefined;
}

function bytesOf(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const read = entry.bytes();
  if (!read.ok) throw new Unreadable(read.error.message, read.error.mend);
  return read.value;
}

function unzstd(
  bytes: Uint8Array<ArrayBuffer>,
  { name, most }: { readonly name: string; readonly most: number },
): Uint8Array<ArrayBuffer> {
  try {
    const out = zstdDecompressSync(bytes, {
      maxOutputLength: Math.min(most, 1_000_000 + bytes.length * 5000),
    });
    return new Uint8Array(out);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new Unreadable(
        `${name} in the package unpacks to far more than it holds`,
        "Such files are not unpacked.",
      );
    }
    throw damaged(`${name} in the package`);
  }
}

function notAZip(bytes: Uint8Array): Unreadable {
  if (bytes.length === 0) return new Unreadable("The file is empty", "Export or download it again.");
  if (/^\s*(?:\uFEFF)?<(?:!doctype|html|head|\?xml)/i.test(textAt(bytes, 0, 500))) {
    return new Unreadable(
      "The file is a web page, not a package: the page was saved instead of the deck",
      "Open the address in a browser, use its download button, and try the file that comes.",
    );
  }
  return new Unreadable(
    "The file is not an Anki package",
    "Packages are made in Anki by File, Export, and end in .apkg or .colpkg.",
  );
}

function unreadableZip({ message, mend }: ZipProblem): Unreadable {
  return message.includes("cut off")
    ? new Unreadable("The package is damaged or cut off", "Download it again to the end, or export it again.")
    : new Unreadable(message, mend);
}

function noCollection(entries: readonly ZipEntry[]): Unreadable {
  const inner = entries.find(({ name }) => /\.(?:apkg|colpkg)$/i.test(name));
  return inner === undefined
    ? new Unreadable(
      "The zip file holds no Anki collection",
      "Export the deck from Anki by File, Export; it must hold a file called collection.anki2 or collection.anki21b.",
    )
    : new Unreadable(
      `The zip file holds packages, such as ${inner.name.slice(0, 80)}, and is none itself`,
      "Unpack it and import the packages one by one.",
    );
}

export function isSqlite(bytes: Uint8Array): boolean {
  return textAt(bytes, 0, SQLITE.length) === SQLITE;
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return new TextDecoder("latin1").decode(bytes.subarray(from, from + length));
}
