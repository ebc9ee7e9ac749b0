/** Reads zip files that may be hostile: every limit is checked before anything is unpacked. */
import { inflateSync } from "fflate";
import { err, ok, type Result } from "../base/result.ts";

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

interface Header {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly start: number;
  readonly next: number;
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
  const end = endOfDirectory(view);
  if (end === undefined) return err(broken);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) {
    return err({
      message: "The zip file is of the 64-bit kind",
      mend: "Make one below 4 GB with fewer files.",
    });
  }
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

/** The record that ends a zip stands within its last 64 kB: a comment may follow it. */
function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}

function headerAt(view: DataView, at: number): Header | undefined {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined;
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > view.byteLength) return undefined;
  return {
    name: nameOf(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameEnd - at - 46)),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    start: view.getUint32(at + 42, true),
    next,
  };
}

/** Names are UTF-8 nowadays; what is not is read as Latin, so that it has a name at all. */
function nameOf(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  const name = text.includes("\uFFFD") ? new TextDecoder("windows-1252").decode(bytes) : text;
  return name.replace(/\\/g, "/").normalize("NFC");
}

function problemOf(header: Header, limits: ZipLimits): ZipProblem | undefined {
  const name = header.name.slice(0, 80);
  const steps = header.name.split("/");
  if (
    header.name === "" || header.name.length > LONGEST_NAME || /^[a-z]:|\p{Cc}/iu.test(header.name) ||
    steps.some((step) => step === "" || step === "." || step === "..")
  ) {
    return { message: `The zip file holds a file with the unsafe name ${JSON.stringify(name)}`, mend: again };
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

function unpack(view: DataView, header: Header): Result<Uint8Array<ArrayBuffer>, ZipProblem> {
  const damaged = { message: `${header.name.slice(0, 80)} in the zip file is damaged`, mend: again };
  const { start, packed, size } = header;
  if (start + 30 > view.byteLength || view.getUint32(start, true) !== 0x04034b50) return err(damaged);
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > view.byteLength) return err(damaged);
  const source = new Uint8Array(view.buffer, view.byteOffset + from, packed);
  const out = new Uint8Array(size);
  if (header.method === 0) out.set(source);
  else if (!inflateInto(source, out)) return err(damaged);
  return crc32(out) === header.crc ? ok(out) : err(damaged);
}

function inflateInto(source: Uint8Array, out: Uint8Array<ArrayBuffer>): boolean {
  try {
    return inflateSync(source, { out }).length === out.length;
  } catch {
    // fflate throws on what is no Deflate stream; the caller says which file that is.
    return false;
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
