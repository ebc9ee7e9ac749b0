/** The FSRS-6 model of memory: how an answer changes stability and difficulty, and how recall fades. */
import { default_w, FSRSAlgorithm, type FSRSParameters, type Grade } from "ts-fsrs";
import { present } from "../base/invariant.ts";
import type { FsrsParameters, Rating } from "./types.ts";

/** Stability in days, 0.001 to 36500; difficulty 1 to 10. */
export interface MemoryState {
  readonly stability: number;
  readonly difficulty: number;
}

export const DEFAULT_PARAMETERS: FsrsParameters = { version: 6, weights: [...default_w] };

const STABILITY = { least: 0.001, most: 36500 };
const DIFFICULTY = { least: 1, most: 10 };

/** The memory after the very first answer. */
export function initialState(rating: Rating, parameters: FsrsParameters): MemoryState {
  return model(parameters).next_state(null, 0, rating);
}

/** The memory after a further answer, given `elapsedDays` (whole civil days) after the one before. */
export function nextState(
  before: MemoryState,
  answer: { readonly rating: Rating; readonly elapsedDays: number; readonly parameters: FsrsParameters },
): MemoryState {
  const elapsedDays = Math.max(0, answer.elapsedDays);
  return model(answer.parameters).next_state(within(before), elapsedDays, answer.rating);
}

/** The chance of recall, 0 to 1, `elapsedDays` after the last answer. */
export function retrievability(
  { elapsedDays, stability }: { readonly elapsedDays: number; readonly stability: number },
  parameters: FsrsParameters,
): number {
  return model(parameters).forgetting_curve(Math.max(0, elapsedDays), Math.max(stability, STABILITY.least));
}

/** Days, unrounded, until recall has faded to `retention` (0 < retention <= 1). */
export function intervalFor(
  { stability, retention }: { readonly stability: number; readonly retention: number },
  parameters: FsrsParameters,
): number {
  return stability * model(parameters).calculate_interval_modifier(retention);
}

/**
 * The memory that a card scheduled by SM-2, or by hand, most likely stands for: recall was `retention` after
 * `intervalDays`, and a Good answer would lengthen the interval by `ease`. Source: fsrs-rs, memory_state_from_sm2.
 */
export function stateFromInterval(
  { intervalDays, ease, retention }: {
    readonly intervalDays: number;
    readonly ease: number;
    readonly retention: number;
  },
  parameters: FsrsParameters,
): MemoryState {
  const stability = Math.max(intervalDays, STABILITY.least) /
    intervalFor({ stability: 1, retention }, parameters);
  const weight = (index: number) => present(parameters.weights[index], `weight ${index}`);
  const growth = Math.exp(weight(8)) * stability ** -weight(9) * Math.expm1((1 - retention) * weight(10));
  return within({ stability, difficulty: 11 - (ease - 1) / growth });
}

/** ts-fsrs without its own limits on weights: the first stability may be as low as fsrs-rs allows, w19 may be 0. */
class Model extends FSRSAlgorithm {
  constructor(weights: readonly number[]) {
    super({ w: weights, enable_short_term: true });
    const plain: FSRSParameters = { ...this.param, w: weights };
    this.param = plain;
  }

  override init_stability(grade: Grade): number {
    const weight = present(this.param.w[grade - 1], `weight ${grade - 1}`);
    return clamp(weight, STABILITY);
  }
}

const models = new WeakMap<FsrsParameters, Model>();

function model(parameters: FsrsParameters): Model {
  const found = models.get(parameters);
  if (found !== undefined) return found;
  const made = new Model(parameters.weights);
  models.set(parameters, made);
  return made;
}

function within(state: MemoryState): MemoryState {
  return { stability: clamp(state.stability, STABILITY), difficulty: clamp(state.difficulty, DIFFICULTY) };
}

function clamp(value: number, { least, most }: { readonly least: number; readonly most: number }): number {
  return Math.min(Math.max(value, least), most);
}
