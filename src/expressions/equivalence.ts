/** Decides whether two formulas mean the same, by evaluating both at many points instead of rewriting them. */
import { random } from "../base/random.ts";
import { type Counterexample, type Looked, simplest } from "./counterexample.ts";
import { deviation } from "./deviation.ts";
import type { Domains } from "./domain.ts";
import { type Budget, evaluateWithin, type EvaluationProblem } from "./evaluate.ts";
import type { Node } from "./node.ts";
import { drawnPoints, fixedPoints, type Point } from "./points.ts";
import { isTensor } from "./value.ts";

export type Equivalence =
  | { readonly kind: "equal" }
  | { readonly kind: "different"; readonly counterexample: Counterexample }
  /** Shapes inside theirs do not meet, as after a forgotten transposition: a wrong answer, without a value to show. */
  | { readonly kind: "impossible"; readonly problem: EvaluationProblem }
  /** Too close to call after all points: for the author to look at. */
  | { readonly kind: "undecided"; readonly deviation: number }
  /** Theirs cannot be evaluated whatever the numbers are: not an attempt. */
  | { readonly kind: "unreadable"; readonly problem: EvaluationProblem }
  /** The key or its domains are at fault; a sentence for the author. */
  | { readonly kind: "unusable"; readonly reason: string };

/** The domains of all variables, and the seed that makes a verdict repeatable: store it with the answer. */
export interface Comparison {
  readonly domains: Domains;
  readonly seed: number;
}

const DRAWN = 12;
const MORE = 40;
const NEEDED = 8;
const SURELY_EQUAL = 1e-9;
const SURELY_DIFFERENT = 1e-6;
/** Keys smaller than this everywhere would let anything small pass. */
const SMALLEST_SCALE = 1e-4;
const OPERATIONS_FOR_ALL_POINTS = 4_000_000;

/**
 * Compares `theirs` with the key at 3 fixed and 12 drawn points, of which the key must be finite at 8 or more. Equal
 * when |a-b| <= 1e-9 (1+|a|+|b|) at all of them, different when above 1e-6 somewhere; between, 40 more points decide.
 */
export function compareFormulas(theirs: Node, key: Node, { domains, seed }: Comparison): Equivalence {
  const look = lookingAt(theirs, key);
  const stream = random(seed);
  const points = [...fixedPoints(domains), ...drawnPoints(domains, stream.fork("first"), DRAWN)];
  const first = lookAtAll(points, look);
  if ("kind" in first) return first;
  const reason = unusableReason(first, points.length);
  if (reason !== undefined) return { kind: "unusable", reason };
  const decided = verdict(first, domains, look);
  if (decided.kind !== "undecided") return decided;
  const more = lookAtAll(drawnPoints(domains, stream.fork("more"), MORE), look);
  if ("kind" in more) return more;
  return verdict([...first, ...more], domains, look);
}

/** Whether two formulas differ at one of these points; stops at the first, so it is cheap where they do. */
export function surelyDiffer(theirs: Node, key: Node, { domains, seed }: Comparison): boolean {
  const look = lookingAt(theirs, key);
  const differs = (point: Point) => {
    const looked = look(point);
    if (looked === undefined) return false;
    return "kind" in looked ? looked.kind === "impossible" : looked.deviation > SURELY_DIFFERENT;
  };
  return fixedPoints(domains).some(differs) ||
    drawnPoints(domains, random(seed).fork("first"), DRAWN).some(differs);
}

/** What both formulas are worth at a point; undefined where the key has no finite value. */
type Look = (point: Point) => Looked | Equivalence | undefined;

function lookingAt(theirs: Node, key: Node): Look {
  const budgets: readonly [Budget, Budget] = [{ left: OPERATIONS_FOR_ALL_POINTS }, {
    left: OPERATIONS_FOR_ALL_POINTS,
  }];
  return (point) => {
    const expected = evaluateWithin(key, point, budgets[0]);
    if (!expected.ok) {
      if (expected.error.kind === "domain") return undefined;
      return { kind: "unusable", reason: `The key cannot be evaluated: ${expected.error.message}` };
    }
    const found = evaluateWithin(theirs, point, budgets[1]);
    if (found.ok) {
      const counterexample = { point, theirs: found.value, reason: undefined, expected: expected.value };
      return { counterexample, deviation: deviation(found.value, expected.value) };
    }
    const { kind, message } = found.error;
    if (kind === "shape") return { kind: "impossible", problem: found.error };
    if (kind !== "domain") return { kind: "unreadable", problem: found.error };
    return {
      counterexample: { point, theirs: undefined, reason: message, expected: expected.value },
      deviation: Infinity,
    };
  };
}

/** All points where the key is finite, or the first verdict that needs no others. */
function lookAtAll(points: readonly Point[], look: Look): readonly Looked[] | Equivalence {
  const all: Looked[] = [];
  for (const point of points) {
    const looked = look(point);
    if (looked === undefined) continue;
    if ("kind" in looked) return looked;
    all.push(looked);
  }
  return all;
}

function verdict(all: readonly Looked[], domains: Domains, look: Look): Equivalence {
  const largest = all.reduce((most, looked) => Math.max(most, looked.deviation), 0);
  if (largest <= SURELY_EQUAL) return { kind: "equal" };
  if (largest <= SURELY_DIFFERENT) return { kind: "undecided", deviation: largest };
  const failing = all.filter((looked) => looked.deviation > SURELY_DIFFERENT);
  const tryPoint = (point: Point) => {
    const looked = look(point);
    return looked === undefined || "kind" in looked || looked.deviation <= SURELY_DIFFERENT
      ? undefined
      : looked;
  };
  return { kind: "different", counterexample: simplest(failing, domains, tryPoint) };
}

/** Why the key or its domains decide nothing, if so. */
function unusableReason(all: readonly Looked[], tried: number): string | undefined {
  if (all.length < NEEDED) {
    return `The key has a finite value at ${all.length} of ${tried} points, ${NEEDED} are needed`;
  }
  const sizes = all.flatMap(({ counterexample: { expected } }) => {
    if (typeof expected === "boolean") return [1];
    return isTensor(expected) ? [...expected.values].map(Math.abs) : [Math.abs(expected)];
  });
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  if (largest === 0 || largest >= SMALLEST_SCALE) return undefined;
  return `The key stays below ${SMALLEST_SCALE}, where wrong answers are too close to tell: scale it up`;
}
