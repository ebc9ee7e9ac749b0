/** Writes zip files piece by piece: one file is held at a time, and packing runs beside the event loop. */
import { crc32, deflateRaw } from "node:zlib";

export interface ZipFile {
  /** Path with "/". */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether packing is worth its time: not for pictures, films and what is packed already. */
  readonly packs: boolean;
}

/** The 32-bit form of zip files holds no more. */
export const MOST_ZIP_BYTES = 4_000_000_000;
export const MOST_ZIP_FILES = 65_000;

interface Written {
  readonly header: Uint8Array;
  readonly name: Uint8Array;
  readonly offset: number;
}

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
/** 1 January 1980, the first day of zip files: the same contents make the same bytes. */
const DATE = 0x21;
const UTF8 = 0x0800;

/** Throws RangeError on more bytes or files than a zip file can hold. */
export async function* zipOf(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, bytes, packs } of files) {
    const packed = packs ? await deflated(bytes) : bytes;
    const entry = { header: headerOf(bytes, packed, packs), name: new TextEncoder().encode(name), offset };
    const local = joined([numbers([[SIGNATURE.local, 4]]), entry.header, lengths(entry.name), entry.name]);
    if (offset + local.length + packed.length > MOST_ZIP_BYTES || written.length >= MOST_ZIP_FILES) {
      throw new RangeError(
        `Cannot write a zip file of more than ${MOST_ZIP_BYTES} bytes or ${MOST_ZIP_FILES} files`,
      );
    }
    yield local;
    yield new Uint8Array(packed);
    offset += local.length + packed.length;
    written.push(entry);
  }
  const directory = joined(written.map(centralOf));
  yield directory;
  yield numbers([
    [SIGNATURE.end, 4],
    [0, 4],
    [written.length, 2],
    [written.length, 2],
    [
      directory.length,
      4,
    ],
    [offset, 4],
    [0, 2],
  ]);
}

/** What local and central headers have in common: version, flags, method, time, date, CRC and sizes. */
function headerOf(bytes: Uint8Array, packed: Uint8Array, packs: boolean): Uint8Array {
  return numbers([[20, 2], [UTF8, 2], [packs ? 8 : 0, 2], [0, 2], [DATE, 2], [crc32(bytes), 4], [
    packed.length,
    4,
  ], [bytes.length, 4]]);
}

function lengths(name: Uint8Array): Uint8Array {
  return numbers([[name.length, 2], [0, 2]]);
}

function centralOf({ header, name, offset }: Written): Uint8Array {
  // No comment, first disk, plain bytes, no attributes.
  const rest = numbers([[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]);
  return joined([numbers([[SIGNATURE.central, 4], [20, 2]]), header, lengths(name), rest, name]);
}

/** Little-endian numbers of 2 or 4 bytes. */
function numbers(values: readonly (readonly [number, 2 | 4])[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(values.reduce((sum, [, size]) => sum + size, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [value, size] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return out;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, (error, packed) => error === null ? resolve(packed) : reject(error));
  });
}
