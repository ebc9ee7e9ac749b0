/** How far an answer may lie from the key: by the decimals asked, the scale of the quantity, and honest rounding. */
import { type AnswerValue, isFormula } from "./answer_value.ts";
import type { AnswerSpec } from "./question.ts";
import { keysWith, PLAIN, type Solver } from "./solver.ts";
import { unreachable } from "../base/invariant.ts";

/** Largest relative distance that counts as floating-point noise. */
const NOISE = 1e-9;

/** Tolerance of each cell of each answer, in the order of the key's values; formulas have none. */
export type Tolerances = Readonly<Record<string, readonly number[]>>;

/** The tolerances that grading uses; runs the solver again with every step rounded and truncated. */
export function tolerancesOf(solver: Solver, answers: readonly AnswerSpec[]): Tolerances {
  const keys = keysWith(solver, PLAIN);
  const byKeep = new Map<number, Readonly<Record<string, readonly number[]>>>();
  const tolerances: Record<string, readonly number[]> = {};
  for (const spec of answers) {
    const key = cellsOf(keys[spec.id]);
    const tolerance = spec.tolerance;
    switch (tolerance.kind) {
      case "exact":
        tolerances[spec.id] = key.map((value) => NOISE * Math.max(1, Math.abs(value)));
        break;
      case "rounded": {
        const spread = byKeep.get(tolerance.keep) ?? roundingSpread(solver, tolerance.keep);
        byKeep.set(tolerance.keep, spread);
        const printed = 0.51 * 10 ** -spec.decimals;
        tolerances[spec.id] = key.map((value, cell) =>
          Math.max(
            printed,
            tolerance.atol + tolerance.rtol * Math.abs(value),
            1.5 * (spread[spec.id]?.[cell] ?? 0),
          )
        );
        break;
      }
      default:
        return unreachable(tolerance);
    }
  }
  return tolerances;
}

/** Largest deviation of each cell when every roundable step is rounded, or truncated, to `decimals`. */
export function roundingSpread(
  solver: Solver,
  decimals: number,
): Readonly<Record<string, readonly number[]>> {
  const scale = 10 ** decimals;
  const plain = keysWith(solver, PLAIN);
  const runs = [Math.round, Math.trunc].map((cut) =>
    keysWith(solver, { replaced: new Map(), round: (value) => cut(value * scale) / scale })
  );
  return Object.fromEntries(
    Object.entries(plain).map(([id, key]) => [
      id,
      cellsOf(key).map((value, cell) =>
        Math.max(...runs.map((run) => Math.abs((cellsOf(run[id])[cell] ?? value) - value)))
      ),
    ]),
  );
}

function cellsOf(value: AnswerValue | undefined): readonly number[] {
  return value === undefined || isFormula(value) ? [] : Array.from(value.values);
}
