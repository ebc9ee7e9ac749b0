/** The directory at the end of a zip file, also where it is of the 64-bit kind. */

export interface ZipHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly start: number;
  /** A link of Unix to another file. */
  readonly isLink: boolean;
  /** Offset of the next header. */
  readonly next: number;
}

export interface ZipDirectory {
  readonly count: number;
  /** Offset of the first header. */
  readonly at: number;
}

const MARKED_16 = 0xffff;
const MARKED_32 = 0xffffffff;

/** undefined where there is none: the file is no zip, or cut off. */
export function findDirectory(view: DataView): ZipDirectory | undefined {
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  return count === MARKED_16 || at === MARKED_32 ? largeDirectory(view, end) ?? { count, at } : { count, at };
}

/** The record that ends a zip stands within its last 64 kB: a comment may follow it. */
function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}

/** What stands before the end in a 64-bit zip, where the numbers of the end are too small. */
function largeDirectory(view: DataView, end: number): ZipDirectory | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return undefined;
  const record = largeAt(view, locator + 8);
  if (record + 56 > view.byteLength || view.getUint32(record, true) !== 0x06064b50) return undefined;
  return { count: largeAt(view, record + 32), at: largeAt(view, record + 48) };
}

/** The header at this offset; undefined where there is none. */
export function headerAt(view: DataView, at: number): ZipHeader | undefined {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined;
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > view.byteLength) return undefined;
  const large = largeNumbers(view, { from: nameEnd, to: extraEnd });
  // They come in this order, and only those that do not fit.
  const [size, packed, start] = [24, 20, 42].map((offset) => {
    const value = view.getUint32(at + offset, true);
    return value === MARKED_32 ? large.shift() ?? value : value;
  });
  return {
    name: nameOf(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameEnd - at - 46)),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: packed ?? MARKED_32,
    size: size ?? MARKED_32,
    start: start ?? MARKED_32,
    isLink: view.getUint8(at + 5) === 3 && ((view.getUint32(at + 38, true) >>> 16) & 0xf000) === 0xa000,
    next,
  };
}

function largeNumbers(
  view: DataView,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  for (let at = from; at + 4 <= to;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > to) break;
    if (view.getUint16(at, true) === 1) {
      return Array.from(
        { length: Math.floor((end - at - 4) / 8) },
        (_, index) => largeAt(view, at + 4 + 8 * index),
      );
    }
    at = end;
  }
  return [];
}

/** Offsets beyond any file are as good as none. */
function largeAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Names are UTF-8 nowadays; what is not is read as Latin, so that it has a name at all. */
function nameOf(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  const name = text.includes("\uFFFD") ? new TextDecoder("windows-1252").decode(bytes) : text;
  return name.replace(/\\/g, "/").normalize("NFC");
}
