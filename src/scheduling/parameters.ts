/** Weights of the FSRS model: brought up to version 6 from older ones and kept within what the model bears. */
import { err, ok, type Result } from "../base/result.ts";
import type { FsrsParameters } from "./types.ts";

/** Least and most of w0..w20. Source: fsrs-rs, parameter_clipper.rs. */
const BOUNDS: readonly (readonly [number, number])[] = [
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [1, 10],
  [0.001, 4],
  [0.001, 4],
  [0.001, 0.75],
  [0, 4.5],
  [0, 0.8],
  [0.001, 3.5],
  [0.001, 5],
  [0.001, 0.25],
  [0.001, 0.9],
  [0, 4],
  [0, 1],
  [1, 6],
  [0, 2],
  [0, 2],
  [0, 0.8],
  [0.1, 0.8],
];

/** The decay that versions before 6 had fixed. */
const OLD_DECAY = 0.5;

/** Weights of FSRS 4.5 (17), 5 (19) or 6 (21) as those of 6, each within its bounds; or why they cannot be read. */
export function migrateParameters(weights: readonly number[]): Result<FsrsParameters, string> {
  const wrong = weights.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) {
    return err(
      `Cannot use the FSRS parameters: number ${wrong + 1} is ${weights[wrong]}, not a finite number`,
    );
  }
  switch (weights.length) {
    case 17:
      return ok(clipParameters([...fromVersion4(weights), 0, 0, 0, OLD_DECAY], 1));
    case 19:
      return ok(clipParameters([...weights, 0, OLD_DECAY], 1));
    case 21:
      return ok(clipParameters(weights, 1));
    default:
      return err(
        `Cannot use the FSRS parameters: found ${weights.length} numbers, need 21 (or 19 or 17 of older FSRS)`,
      );
  }
}

/**
 * The 21 weights within their bounds. With more than one relearning step the same-day weights w17 and w18 are held so
 * low that a lapse and its steps together cannot raise stability. Source: fsrs-rs, parameter_clipper.rs.
 */
export function clipParameters(weights: readonly number[], relearningSteps: number): FsrsParameters {
  if (weights.length !== BOUNDS.length) {
    throw new RangeError(
      `Cannot clip FSRS parameters: found ${weights.length} weights, need ${BOUNDS.length}`,
    );
  }
  const clipped = BOUNDS.map(([least, most], i) => Math.min(Math.max(weights[i] ?? least, least), most));
  const ceiling = sameDayCeiling(clipped, relearningSteps);
  return {
    version: 6,
    weights: clipped.map((weight, i) => i === 17 || i === 18 ? Math.min(weight, ceiling) : weight),
  };
}

function sameDayCeiling(weights: readonly number[], relearningSteps: number): number {
  if (relearningSteps <= 1) return 2;
  const [w11 = 0, , w13 = 0, w14 = 0] = weights.slice(11);
  const room = -(Math.log(w11) + Math.log(2 ** w13 - 1) + w14 * 0.3) / relearningSteps;
  return Math.min(Math.sqrt(Math.max(room, 0.01)), 2);
}

function fromVersion4(weights: readonly number[]): number[] {
  const [w4 = 0, w5 = 0, w6 = 0] = weights.slice(4, 7);
  return [...weights.slice(0, 4), w4 + 2 * w5, Math.log(3 * w5 + 1) / 3, w6 + 0.5, ...weights.slice(7)];
}
