/** Builds Anki packages of every generation, whole or hostile, for tests. */
import { createHash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { strToU8, zipSync } from "fflate";
import { collection11 } from "./collection_11.ts";
import { collection18, withUnicase } from "./collection_18.ts";
import { CLOZE, contentWith, noteWith, type PackageContent } from "./content.ts";
import type { SqlDatabase } from "./sql_tables.ts";

/** legacy1: collection.anki2; legacy2: collection.anki21 beside a stub; latest: collection.anki21b beside a stub. */
export type BuiltGeneration = "legacy1" | "legacy2" | "latest";

export const GENERATIONS: readonly BuiltGeneration[] = ["legacy1", "legacy2", "latest"];

export type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** Places where a test may put its hand in. */
export interface Knobs {
  /** Changes the database before it is packed. */
  readonly sql?: (database: SqlDatabase) => void;
  /** Changes the bytes of the database. */
  readonly database?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** Changes the files before they are zipped. */
  readonly files?: (files: Files) => Files;
}

export async function buildPackage(
  content: PackageContent,
  generation: BuiltGeneration,
  knobs: Knobs = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const files = await packageFiles(content, generation, knobs);
  return zip(knobs.files?.(files) ?? files);
}

/** The files of a package by their names in the zip. */
export async function packageFiles(
  content: PackageContent,
  generation: BuiltGeneration,
  { sql, database: changed = (bytes) => bytes }: Pick<Knobs, "sql" | "database"> = {},
): Promise<Files> {
  const database = await (generation === "latest" ? collection18(content) : collection11(content));
  sql?.(database);
  const exported = new Uint8Array(database.export());
  database.close();
  const main = changed(generation === "latest" ? withUnicase(exported) : exported);
  if (generation === "legacy1") {
    return { "collection.anki2": main, media: jsonMedia(content), ...numbered(content) };
  }
  const stub = { "collection.anki2": await stubCollection() };
  if (generation === "legacy2") {
    return { ...stub, "collection.anki21": main, media: jsonMedia(content), ...numbered(content) };
  }
  const media = Object.entries(numbered(content)).map(([name, bytes]) => [name, zstd(bytes)] as const);
  return {
    meta: new Uint8Array([8, 3]),
    ...stub,
    "collection.anki21b": zstd(main),
    media: zstd(mediaEntries(content)),
    ...Object.fromEntries(media),
  };
}

export function zip(files: Files): Uint8Array<ArrayBuffer> {
  return zipSync(files, { level: 1, mtime: "2024-01-01T00:00:00Z" });
}

export function zstd(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zstdCompressSync(bytes));
}

/** The list of media of the newest generation, before it is packed. */
export function mediaEntries({ media }: Pick<PackageContent, "media">): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const { name, bytes } of media) {
    const entry = new BinaryWriter();
    entry.tag(1, WireType.LengthDelimited).string(name);
    entry.tag(2, WireType.Varint).uint32(bytes.length);
    entry.tag(3, WireType.LengthDelimited).bytes(createHash("sha1").update(bytes).digest());
    writer.tag(1, WireType.LengthDelimited).bytes(entry.finish());
  }
  return new Uint8Array(writer.finish());
}

function jsonMedia({ media }: PackageContent): Uint8Array<ArrayBuffer> {
  return strToU8(JSON.stringify(Object.fromEntries(media.map(({ name }, index) => [String(index), name]))));
}

function numbered({ media }: PackageContent): Files {
  return Object.fromEntries(media.map(({ bytes }, index) => [String(index), bytes]));
}

/** What Anki puts beside the real collection for versions that cannot read it. */
async function stubCollection(): Promise<Uint8Array<ArrayBuffer>> {
  const notice = "Please update to the latest Anki version, then import the .colpkg/.apkg file again.";
  const content = contentWith({
    notes: [noteWith(0, { guid: "stub", fields: [notice, ""] })],
    noteTypes: contentWith({}).noteTypes.filter(({ id }) => id !== CLOZE.id),
  });
  const database = await collection11(content);
  const bytes = new Uint8Array(database.export());
  database.close();
  return bytes;
}
