import { expect, test } from "vitest";
import fc from "fast-check";
import {
  DEFAULT_PARAMETERS,
  initialState,
  intervalFor,
  type MemoryState,
  nextState,
  retrievability,
  stateFromInterval,
} from "../../src/scheduling/memory_model.ts";
import { migrateParameters } from "../../src/scheduling/parameters.ts";
import { type FsrsParameters, type Rating, RATINGS } from "../../src/scheduling/types.ts";
import vectors from "../golden/fsrs6-vectors.json" with { type: "json" };

interface Step {
  readonly rating: number;
  readonly delta_t: number;
  readonly R_before: number | null;
  readonly S: number;
  readonly D: number;
  readonly interval_raw: number;
}

const LONG_TERM: FsrsParameters = {
  version: 6,
  weights: DEFAULT_PARAMETERS.weights.map((weight, i) => i >= 17 && i <= 19 ? 0 : weight),
};

test("the default weights are those of the golden file", () => {
  expect(DEFAULT_PARAMETERS.weights).toEqual(vectors.default_w);
});

test.each<[string, readonly Step[], FsrsParameters]>([
  ["A, lapses between", vectors.A_trace, DEFAULT_PARAMETERS],
  ["B, first Again", vectors.B_memory_state.trace, DEFAULT_PARAMETERS],
  ["B without same-day memory", vectors["B_long_term(w17..w19=0)"].trace, LONG_TERM],
  [
    "a same-day Hard after Easy, which does not shrink S",
    vectors.same_day_hard_after_first_easy.got,
    DEFAULT_PARAMETERS,
  ],
])("the model follows vector %s step by step", (_name, trace, parameters) => {
  let state: MemoryState | undefined;
  for (const step of trace) {
    const elapsedDays = step.delta_t;
    if (state !== undefined) {
      expect(retrievability({ elapsedDays, stability: state.stability }, parameters)).toBeCloseTo(
        step.R_before ?? 0,
        7,
      );
    }
    state = after(state, { rating: ratingOf(step.rating), elapsedDays, parameters });
    close(state.stability, step.S);
    close(state.difficulty, step.D);
    close(intervalFor({ stability: state.stability, retention: 0.9 }, parameters), step.interval_raw, 1e-6);
  }
});

test("vector B ends where fsrs-rs says", () => {
  const { expected, ratings, delta_t } = vectors.B_memory_state;
  const state = replay(ratings.map((rating, i) => [rating, delta_t[i] ?? 0]), DEFAULT_PARAMETERS);
  expect(Math.abs(state.stability - expected.S)).toBeLessThan(1e-4);
  expect(Math.abs(state.difficulty - expected.D)).toBeLessThan(1e-4);
});

test("vector A gives the intervals of py-fsrs when every review is on time", () => {
  const { ratings, expected_days } = vectors.A_ivl_history;
  const learning = new Set([0, 6, 7]);
  let state: MemoryState | undefined;
  let elapsedDays = 0;
  const days = ratings.map((rating, i) => {
    state = after(state, { rating: ratingOf(rating), elapsedDays, parameters: DEFAULT_PARAMETERS });
    const ideal = intervalFor({ stability: state.stability, retention: 0.9 }, DEFAULT_PARAMETERS);
    elapsedDays = learning.has(i) ? 0 : Math.max(1, Math.round(ideal));
    return elapsedDays;
  });
  expect(days).toEqual(expected_days);
});

test("vector C: 19 weights of FSRS-5 give the states of fsrs-rs", () => {
  const { params19, history, then_delta_t, expected } = vectors.C_19param_next_states;
  const migrated = migrateParameters(params19);
  if (!migrated.ok) throw new Error(migrated.error);
  const parameters = migrated.value;
  const before = replay(history, parameters);
  const wanted = { 1: expected.again, 2: expected.hard, 3: expected.good, 4: expected.easy };
  for (const rating of RATINGS) {
    const state = nextState(before, { rating, elapsedDays: then_delta_t, parameters });
    const [stability, difficulty] = wanted[rating];
    close(state.stability, stability ?? NaN, 2e-6);
    close(state.difficulty, difficulty ?? NaN, 2e-6);
  }
});

test("retrievability() meets the published curve", () => {
  const { "t,S": points, expected } = vectors.forgetting_curve_default;
  points.forEach(([elapsedDays = NaN, stability = NaN], i) => {
    close(retrievability({ elapsedDays, stability }, DEFAULT_PARAMETERS), expected[i] ?? NaN, 1e-6);
  });
});

test("intervalFor() meets the published intervals for a stability of one day", () => {
  const { desired_retention, got } = vectors.next_interval_S1;
  const days = desired_retention.map((retention) =>
    Math.max(1, Math.round(intervalFor({ stability: 1, retention }, DEFAULT_PARAMETERS)))
  );
  expect(days).toEqual(got);
});

test.each(RATINGS)("initialState(%d) is that of the golden file", (rating) => {
  const { S0, D0 } = vectors.init[rating];
  expect(initialState(rating, DEFAULT_PARAMETERS)).toEqual({
    stability: S0,
    difficulty: expect.closeTo(D0, 7),
  });
});

test("initialState() keeps a first stability below a tenth of a day, as fsrs-rs does", () => {
  const weights = DEFAULT_PARAMETERS.weights.map((weight, i) => i === 0 ? 0.02 : weight);
  expect(initialState(1, { version: 6, weights }).stability).toBe(0.02);
});

test("nextState() on the same day meets the published stabilities", () => {
  RATINGS.forEach((rating, i) => {
    const state = nextState({ stability: 5, difficulty: 5 }, sameDay(rating));
    close(state.stability, vectors.short_term_S5.expected[i] ?? NaN, 1e-6);
  });
});

test("nextState() meets the published difficulties after 5", () => {
  RATINGS.forEach((rating, i) => {
    const state = nextState({ stability: 5, difficulty: 5 }, sameDay(rating));
    close(state.difficulty, vectors.next_difficulty_D5.expected_after_reversion[i] ?? NaN, 1e-6);
  });
});

test.each([
  ["recall", [2, 3, 4], [28.226582, 58.656002, 127.226685]],
  ["forgetting", [1], [1.0525396]],
])("nextState() meets the published stabilities of %s", (_name, ratings, expected) => {
  const recalled = [0.9, 0.8, 0.7, 0.6];
  ratings.forEach((rating, i) => {
    const wanted = recalled[rating - 1] ?? NaN;
    // The day on which recall has faded to the value of the table: the formulas see retrievability only through it.
    const elapsedDays = intervalFor({ stability: 5, retention: wanted }, DEFAULT_PARAMETERS);
    const before = { stability: 5, difficulty: rating };
    const state = nextState(before, {
      rating: ratingOf(rating),
      elapsedDays,
      parameters: DEFAULT_PARAMETERS,
    });
    close(state.stability, expected[i] ?? NaN, 1e-5);
  });
});

test("stateFromInterval() meets fsrs-rs on an SM-2 card", () => {
  const state = stateFromInterval({ ease: 2.5, intervalDays: 10, retention: 0.9 }, DEFAULT_PARAMETERS);
  close(state.stability, 10, 1e-6);
  close(state.difficulty, 6.9140563, 1e-6);
});

const anyState = fc.record({
  stability: fc.double({ min: 0.001, max: 36500, noNaN: true }),
  difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
});
const anyRating = fc.constantFrom(...RATINGS);

test("nextState() keeps to its bounds, orders the answers, and never lowers S for a pass", () => {
  fc.assert(fc.property(anyState, fc.nat(40000), (before, elapsedDays) => {
    const states = RATINGS.map((rating) =>
      nextState(before, { rating, elapsedDays, parameters: DEFAULT_PARAMETERS })
    );
    states.forEach(({ stability, difficulty }, i) => {
      expect(stability).toBeGreaterThanOrEqual(0.001);
      expect(stability).toBeLessThanOrEqual(36500);
      expect(difficulty).toBeGreaterThanOrEqual(1);
      expect(difficulty).toBeLessThanOrEqual(10);
      if (i > 0) {
        expect(stability).toBeGreaterThanOrEqual((states[i - 1]?.stability ?? 0) - 1e-7);
        expect(difficulty).toBeLessThanOrEqual((states[i - 1]?.difficulty ?? 10) + 1e-7);
        expect(stability).toBeGreaterThanOrEqual(before.stability - 1e-7);
      } else {
        expect(stability).toBeLessThanOrEqual(before.stability + 1e-7);
      }
    });
  }));
});

test("nextState() takes a clock that went back as the same day", () => {
  fc.assert(fc.property(anyState, anyRating, (before, rating) => {
    const back = nextState(before, { rating, elapsedDays: -3, parameters: DEFAULT_PARAMETERS });
    expect(back).toEqual(nextState(before, sameDay(rating)));
  }));
});

test("intervalFor() is when retrievability() has faded to the wanted retention", () => {
  fc.assert(
    fc.property(anyState, fc.double({ min: 0.7, max: 0.99, noNaN: true }), ({ stability }, retention) => {
      const elapsedDays = intervalFor({ stability, retention }, DEFAULT_PARAMETERS);
      close(retrievability({ elapsedDays, stability }, DEFAULT_PARAMETERS), retention, 1e-6);
    }),
  );
});

function sameDay(rating: Rating) {
  return { rating, elapsedDays: 0, parameters: DEFAULT_PARAMETERS };
}

function after(
  state: MemoryState | undefined,
  answer: { readonly rating: Rating; readonly elapsedDays: number; readonly parameters: FsrsParameters },
): MemoryState {
  return state === undefined ? initialState(answer.rating, answer.parameters) : nextState(state, answer);
}

function replay(history: readonly (readonly number[])[], parameters: FsrsParameters): MemoryState {
  let state: MemoryState | undefined;
  for (const [rating = NaN, elapsedDays = NaN] of history) {
    state = after(state, { rating: ratingOf(rating), elapsedDays, parameters });
  }
  if (state === undefined) throw new Error("an empty history");
  return state;
}

function ratingOf(value: number): Rating {
  const rating = RATINGS.find((known) => known === value);
  if (rating === undefined) throw new Error(`${value} is no rating`);
  return rating;
}

/** Relative tolerance, 1e-7 by default: the golden numbers and ts-fsrs round to eight places at each step. */
function close(got: number, wanted: number, tolerance = 1e-7): void {
  expect(Math.abs(got - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(tolerance);
}
