/** Files of an upload that is a zip of a folder, or a lone file as a folder of one. */
import { ok, type Result } from "../../base/result.ts";
import type { ImportFile } from "../format.ts";
import type { CollectedMedia } from "../imports/collection.ts";
import { sha256Hex } from "../imports/stable_guid.ts";
import { isZip, readZip, type ZipLimits, type ZipProblem } from "../zip.ts";

export interface PackedFile {
  /** Path inside the folder. */
  readonly path: string;
  /** As places show it: the upload, and the path inside it. */
  readonly shown: string;
  readonly bytes: () => Result<Uint8Array<ArrayBuffer>, ZipProblem>;
}

const LIMITS: ZipLimits = { entries: 20_000, entryBytes: 100_000_000, totalBytes: 500_000_000 };

/** What systems and programs leave in folders beside the files of the person. */
const LEFTOVER = /(?:^|\/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:\/|$)/i;

export function packedFiles({ name, bytes }: ImportFile): Result<readonly PackedFile[], ZipProblem> {
  if (!isZip(bytes)) return ok([{ path: name, shown: name, bytes: () => ok(bytes) }]);
  const read = readZip(bytes, LIMITS);
  if (!read.ok) return read;
  const entries = read.value.filter((entry) => !LEFTOVER.test(entry.name));
  const top = folderOfAll(entries.map((entry) => entry.name));
  return ok(entries.map((entry) => ({
    path: entry.name.slice(top.length),
    shown: `${name}: ${entry.name}`,
    bytes: entry.bytes,
  })));
}

/** The file as media of a collection; undefined where it cannot be unpacked. */
export function mediaOf(file: PackedFile, name: string): CollectedMedia | undefined {
  const first = file.bytes();
  if (!first.ok) return undefined;
  const bytes = () => {
    const again = file.bytes();
    if (!again.ok) throw new TypeError(`Cannot unpack ${file.shown} again: ${again.error.message}`);
    return again.value;
  };
  return { name, hash: sha256Hex(first.value), size: first.value.length, bytes };
}

export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The folder that a zip wraps all of its files in, with its slash; empty where there is none. */
function folderOfAll(names: readonly string[]): string {
  const first = names[0] ?? "";
  const top = first.slice(0, first.indexOf("/") + 1);
  return names.length > 1 && top !== "" && names.every((name) => name.startsWith(top)) ? top : "";
}
