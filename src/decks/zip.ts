/** Reads zip files that may be hostile: every limit is checked before anything is unpacked. */
import { crc32, inflateRawSync } from "node:zlib";
import { err, ok, type Result } from "../base/result.ts";
import { findDirectory, headerAt, type ZipHeader } from "./zip_directory.ts";

export interface ZipLimits {
  readonly entries: number;
  /** Unpacked bytes of one entry, and of all together. */
  readonly entryBytes: number;
  readonly totalBytes: number;
}

/** Why a zip, or an entry of it, is not taken: one plain sentence each. */
export interface ZipProblem {
  readonly message: string;
  readonly mend: string;
}

export interface ZipEntry {
  /** Path in the zip with "/", NFC; never absolute, never with "..". */
  readonly name: string;
  /** Unpacked bytes. */
  readonly size: number;
  /** Unpacks the entry, anew at each call. */
  readonly bytes: () => Result<Uint8Array<ArrayBuffer>, ZipProblem>;
}

/** Deflate never packs better than 1032 to 1; honest files of some size stay far below this. */
const BEST_RATIO = 400;
const RATIO_COUNTS_FROM = 1_000_000;
const LONGEST_NAME = 1000;

const again = "Make the file again, or export it again, and try that one.";
const broken: ZipProblem = { message: "The zip file is damaged or cut off", mend: again };

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

/** The files of a zip in the order of its directory; folders are left out. */
export function readZip(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ZipLimits,
): Result<readonly ZipEntry[], ZipProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  if (directory === undefined) return err(broken);
  const { count } = directory;
  let { at } = directory;
  if (count > limits.entries) {
    return err({
      message: `The zip file holds ${count} files; at most ${limits.entries} are read`,
      mend: "Split it into several files.",
    });
  }
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let total = 0;
  for (let index = 0; index < count; index++) {
    const header = headerAt(view, at);
    if (header === undefined) return err(broken);
    at = header.next;
    if (header.name.endsWith("/")) continue;
    total += header.size;
    const problem = problemOf(header, limits) ?? totalProblem(total, limits) ??
      (names.has(header.name) ? twice(header.name) : undefined);
    if (problem !== undefined) return err(problem);
    names.add(header.name);
    entries.push({ name: header.name, size: header.size, bytes: () => unpack(view, header) });
  }
  return ok(entries);
}

function problemOf(header: ZipHeader, limits: ZipLimits): ZipProblem | undefined {
  const name = header.name.slice(0, 80);
  const steps = header.name.split("/");
  if (
    header.name === "" || header.name.length > LONGEST_NAME || /^[a-z]:|\p{Cc}/iu.test(header.name) ||
    steps.some((step) => step === "" || step === "." || step === "..")
  ) {
    return { message: `The zip file holds a file with the unsafe name ${JSON.stringify(name)}`, mend: again };
  }
  if (header.isLink) {
    return {
      message: `${name} in the zip file is a link to another file`,
      mend: "Put the file itself into the zip.",
    };
  }
  if ((header.flags & 1) !== 0) {
    return { message: `${name} in the zip file is encrypted`, mend: "Make a zip file without a password." };
  }
  if (header.method !== 0 && header.method !== 8) {
    const message = `${name} in the zip file is packed by method ${header.method}`;
    return { message, mend: "Make an ordinary zip file (Deflate)." };
  }
  if (header.method === 0 && header.packed !== header.size) return broken;
  if (header.size > limits.entryBytes) {
    const message = `${name} in the zip file is ${megabytes(header.size)} unpacked`;
    return { message, mend: `At most ${megabytes(limits.entryBytes)} are read of one file.` };
  }
  if (header.size > RATIO_COUNTS_FROM && header.size > header.packed * BEST_RATIO) {
    const message = `${name} in the zip file unpacks to more than ${BEST_RATIO} times its size`;
    return { message, mend: "Such files are not unpacked." };
  }
  return undefined;
}

function totalProblem(total: number, limits: ZipLimits): ZipProblem | undefined {
  if (total <= limits.totalBytes) return undefined;
  const message = `The zip file unpacks to more than ${megabytes(limits.totalBytes)}`;
  return { message, mend: "Split it into several files." };
}

function twice(name: string): ZipProblem {
  return { message: `The zip file holds ${name.slice(0, 80)} twice`, mend: again };
}

function unpack(view: DataView, header: ZipHeader): Result<Uint8Array<ArrayBuffer>, ZipProblem> {
  const damaged = { message: `${header.name.slice(0, 80)} in the zip file is damaged`, mend: again };
  const { start, packed, size } = header;
  if (start + 30 > view.byteLength || view.getUint32(start, true) !== 0x04034b50) return err(damaged);
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > view.byteLength) return err(damaged);
  const source = new Uint8Array(view.buffer, view.byteOffset + from, packed);
  const out = header.method === 0 ? source.slice() : inflated(source, size);
  return out !== undefined && out.length === size && crc32(out) === header.crc
    ? ok(new Uint8Array(out))
    : err(damaged);
}

/** undefined for what is no Deflate stream, or one of more bytes than were promised. */
function inflated(source: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(source, { maxOutputLength: Math.max(1, size) });
  } catch {
    // zlib throws plain errors with codes; the caller says which file that is.
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
