/** Seeded randomness on 32-bit integers only, so that a seed gives the same draws on every machine. */

/** A stream of pseudo-random numbers. Everything is derived from integers; `dec` values are exact decimals. */
export interface Random {
  /** A uniform unsigned 32-bit integer. */
  uint32(): number;
  /** A uniform integer in [lo, hi], both included. Throws RangeError when hi < lo. */
  int(lo: number, hi: number): number;
  /** A uniform element. Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** `count` different elements in random order. Throws RangeError when there are too few. */
  sample<T>(items: readonly T[], count: number): T[];
  /** All elements in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** A uniform decimal lo, lo + step, ... <= hi, as the number nearest to the exact decimal. */
  dec(lo: number, hi: number, step: number): number;
  /** A uniform number in [0, 1) with 32 random bits. */
  unit(): number;
  /** An independent stream with a name of its own; drawing from it does not move this one. */
  fork(name: string): Random;
}

/** A stream for an integer seed. Source: sfc32, Doty-Humphrey, PractRand 0.93; seeded through mix32. */
export function random(seed: number): Random {
  let a = mix32(seed ^ 0x9e3779b9);
  let b = mix32(a + 0x85ebca6b);
  let c = mix32(b + 0xc2b2ae35);
  let counter = 1;

  function uint32(): number {
    const t = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + t) >>> 0;
    return t;
  }
  for (let i = 0; i < 12; i++) uint32();

  function below(bound: number): number {
    const limit = 0x100000000 - (0x100000000 % bound);
    let drawn = uint32();
    while (drawn >= limit) drawn = uint32();
    return drawn % bound;
  }

  function int(lo: number, hi: number): number {
    if (!Number.isInteger(lo) || !Number.isInteger(hi) || hi < lo || hi - lo >= 0x100000000) {
      throw new RangeError(`Cannot draw an integer from [${lo}, ${hi}]`);
    }
    return lo + below(hi - lo + 1);
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const kept = out[i] as T;
      out[i] = out[j] as T;
      out[j] = kept;
    }
    return out;
  }

  return {
    uint32,
    int,
    shuffle,
    pick(items) {
      if (items.length === 0) throw new RangeError("Cannot pick from an empty list");
      return items[below(items.length)] as (typeof items)[number];
    },
    sample(items, count) {
      if (count > items.length) throw new RangeError(`Cannot sample ${count} of ${items.length} elements`);
      return shuffle(items).slice(0, count);
    },
    dec(lo, hi, step) {
      const places = decimalPlaces(step);
      const scale = 10 ** Math.max(places, decimalPlaces(lo));
      const unit = Math.round(step * scale);
      const first = Math.round(lo * scale);
      const steps = Math.floor((Math.round(hi * scale) - first) / unit);
      return (first + unit * int(0, steps)) / scale;
    },
    unit: () => uint32() / 0x100000000,
    fork: (name) => random(hashText(name, seed)),
  };
}

/** A 32-bit hash of text, for seeds and shuffles, never for secrets. Source: FNV-1a, finished by mix32. */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return mix32(hash);
}

/** A bijection of 32-bit integers with good avalanche. Source: Wang/Ettinger, "lowbias32". */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

function decimalPlaces(value: number): number {
  const text = String(value);
  const exponent = /e-(\d+)$/.exec(text)?.[1];
  const fraction = text.split("e")[0]?.split(".")[1]?.length ?? 0;
  return fraction + (exponent === undefined ? 0 : Number(exponent));
}
