/** Breaks packages in many ways, the same way for the same stream of random numbers. */
import type { Random } from "../../src/base/random.ts";
import { type Files, zip, zstd } from "./build_package.ts";

/** Files of a whole package, with what zstd packs still unpacked. */
export interface Whole {
  readonly files: Files;
  /** Names of files that are packed by zstd before they are zipped. */
  readonly zstd: ReadonlySet<string>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** One broken package. */
export function mutated(wholes: readonly Whole[], random: Random): Bytes {
  const whole = random.pick(wholes);
  const packed = packedOf(whole);
  switch (random.int(0, 9)) {
    case 0:
      return flipped(packed, random);
    case 1:
      return packed.slice(0, random.int(0, packed.length));
    case 2:
      return spliced(packed, packedOf(random.pick(wholes)), random);
    case 3:
      return packedOf({ ...whole, files: otherEntries(whole.files, random) });
    default:
      return packedOf({ ...whole, files: otherBytes(whole.files, random) });
  }
}

function packedOf({ files, zstd: packed }: Whole): Bytes {
  return zip(
    Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, packed.has(name) ? zstd(bytes) : bytes]),
    ),
  );
}

function flipped(bytes: Bytes, random: Random): Bytes {
  const changed = bytes.slice();
  if (bytes.length === 0) return changed;
  for (let times = random.int(1, 20); times > 0; times--) {
    const at = random.int(0, bytes.length - 1);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.int(0, 7));
  }
  return changed;
}

/** A stretch of one in a place of the other. */
function spliced(into: Bytes, from: Bytes, random: Random): Bytes {
  const start = random.int(0, from.length);
  const stretch = from.slice(start, start + random.int(0, 2000));
  const at = random.int(0, into.length);
  return new Uint8Array([...into.slice(0, at), ...stretch, ...into.slice(at + random.int(0, 2000))]);
}

function otherEntries(files: Files, random: Random): Files {
  const names = Object.keys(files);
  const { [random.pick(names)]: taken, ...rest } = files;
  const bytes = taken ?? new Uint8Array(0);
  return random.pick([rest, { ...rest, [random.pick(names)]: bytes }, { ...rest, "../x": bytes }, {
    ...rest,
    "7": bytes,
  }]);
}

function otherBytes(files: Files, random: Random): Files {
  const name = random.pick(Object.keys(files));
  const bytes = files[name] ?? new Uint8Array(0);
  const way = random.pick([flipped, noisy, swappedPages, longNumbers, cut]);
  return { ...files, [name]: way(bytes, random) };
}

function noisy(bytes: Bytes, random: Random): Bytes {
  const changed = bytes.slice();
  const from = random.int(0, bytes.length);
  const to = Math.min(bytes.length, from + random.int(1, 600));
  for (let at = from; at < to; at++) changed[at] = random.int(0, 255);
  return changed;
}

/** Pages of a database in each other's places, or one in many. */
function swappedPages(bytes: Bytes, random: Random): Bytes {
  const size = random.pick([1024, 4096]);
  const pages = Math.floor(bytes.length / size);
  if (pages < 2) return flipped(bytes, random);
  const changed = bytes.slice();
  for (let times = random.int(1, 5); times > 0; times--) {
    const from = size * random.int(0, pages - 1);
    changed.set(bytes.slice(from, from + size), size * random.int(0, pages - 1));
  }
  return changed;
}

/** Lengths, counts and pointers that are far too large or nothing, where a file may have them. */
function longNumbers(bytes: Bytes, random: Random): Bytes {
  const changed = bytes.slice();
  for (let times = random.int(1, 40); times > 0; times--) {
    const at = random.int(0, bytes.length);
    changed.fill(random.pick([0, 0x7f, 0x80, 0xff]), at, at + random.int(1, 9));
  }
  return changed;
}

function cut(bytes: Bytes, random: Random): Bytes {
  return bytes.slice(0, random.int(0, bytes.length));
}
