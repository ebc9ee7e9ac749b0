/** Finds the place where a wrong formula is easiest to see wrong. */
import { contains, type Domain, type Domains } from "./domain.ts";
import { nameTex } from "./name_tex.ts";
import type { Point } from "./points.ts";
import { type NumberStyle, numberTex, SIX_FIGURES, valueTex } from "./value_tex.ts";
import { isTensor, type Value } from "./value.ts";

/** A point at which two formulas differ, and what they are worth there. */
export interface Counterexample {
  readonly point: Point;
  /** Undefined where theirs has no finite value; `reason` then says why. */
  readonly theirs: Value | undefined;
  readonly reason: string | undefined;
  readonly expected: Value;
}

/** What was seen at a point, and how far apart the formulas are there. */
export interface Looked {
  readonly counterexample: Counterexample;
  readonly deviation: number;
}

/** Differences below this do not show in the few figures of a message. */
const VISIBLE = 0.01;
const THREE_FIGURES: NumberStyle = { kind: "significant", figures: 3 };

/** The simplest of the points found and of rounder points near them. `failing` must not be empty. */
export function simplest(
  failing: readonly Looked[],
  domains: Domains,
  look: (point: Point) => Looked | undefined,
): Counterexample {
  const decimals = [...domains.values()].every(isArray) ? [0] : [0, 1];
  const rounder = failing.flatMap(({ counterexample: { point } }) =>
    decimals.flatMap((places) => look(rounded(point, domains, places)) ?? [])
  );
  const candidates = [...failing, ...rounder].map((looked) => ({ looked, rank: rank(looked) }));
  const best = candidates.reduce((kept, other) => other.rank < kept.rank ? other : kept);
  return best.looked.counterexample;
}

/** A Markdown sentence: "At $s = 0.3$ yours gives $0.7$, expected $0.21$." */
export function counterexampleText({ point, theirs, reason, expected }: Counterexample): string {
  const place = [...point].map(([name, value]) => `$${nameTex(name)} = ${valueTex(value, SIX_FIGURES)}$`)
    .join(", ");
  const at = place === "" ? "Yours" : `At ${place} yours`;
  const style = styleFor(theirs, expected);
  const wanted = `expected $${valueTex(expected, style)}$`;
  if (theirs === undefined) return `${at} has no value (${reason ?? "not finite"}), ${wanted}.`;
  return `${at} gives $${valueTex(theirs, style)}$, ${wanted}.`;
}

/** Rounded to whole numbers, whatever the decimals. */
function isArray({ kind }: Domain): boolean {
  return kind === "vector" || kind === "matrix";
}

/** The point with its numbers at fewer decimals, as far as their domains allow; whole numbers in vectors and matrices. */
function rounded(point: Point, domains: Domains, decimals: number): Point {
  const round = (x: number, places: number) => Number(x.toFixed(places)) + 0;
  return new Map([...point].map(([name, value]): [string, Value] => {
    if (isTensor(value)) return [name, { shape: value.shape, values: value.values.map((x) => round(x, 0)) }];
    if (typeof value === "boolean") return [name, value];
    const domain = domains.get(name);
    const short = round(value, decimals);
    return [name, domain === undefined || contains(domain, short) ? short : value];
  }));
}

/** Lower is simpler: what can be seen comes first, then few digits, then small numbers. */
function rank({ counterexample, deviation }: Looked): number {
  const numbers = [...counterexample.point.values()].flatMap(numbersOf);
  const digits = numbers.reduce((total, x) => total + lengthOf(Math.abs(x)), 0);
  const sizes = numbers.reduce((total, x) => total + Math.min(Math.abs(x), 1000), 0);
  const hidden = deviation < VISIBLE ? 1e9 : 0;
  const valueless = counterexample.theirs === undefined ? 1e6 : 0;
  return hidden + valueless + digits * 10 + sizes;
}

/** How many signs a number takes; those of up to six figures are shown as JavaScript writes them. */
function lengthOf(x: number): number {
  const text = String(x);
  const isPlain = x === 0 || (x >= 1e-4 && text.length <= 7 && !text.includes("e"));
  return isPlain ? text.length : numberTex(x, SIX_FIGURES).length;
}

/** Three figures, or six where three would show the same twice. */
function styleFor(theirs: Value | undefined, expected: Value): NumberStyle {
  if (theirs === undefined) return THREE_FIGURES;
  const same = valueTex(theirs, THREE_FIGURES) === valueTex(expected, THREE_FIGURES);
  return same ? SIX_FIGURES : THREE_FIGURES;
}

function numbersOf(value: Value): number[] {
  if (isTensor(value)) return [...value.values];
  return typeof value === "number" ? [value] : [];
}
