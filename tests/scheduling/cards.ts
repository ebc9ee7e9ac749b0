/** Cards, clocks and contexts that the tests of scheduling share. */
import fc from "fast-check";
import { type Clock, startOfDay } from "../../src/scheduling/day.ts";
import { newMemory } from "../../src/scheduling/fold.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import type { AnswerContext } from "../../src/scheduling/review.ts";
import type { Due, Memory, Preset } from "../../src/scheduling/types.ts";

export const BERLIN: Clock = { zone: "Europe/Berlin", rolloverHour: 4 };

/** 1 March 2026. */
export const TODAY = 20_513;

const HOUR = 3_600_000;

/** Ten in the morning, six hours into the day. */
export const MORNING = startOfDay(TODAY, BERLIN) + 6 * HOUR;

export const PLAIN: Preset = { ...DEFAULT_PRESET, fuzz: false };

export function contextOf(preset: Preset = PLAIN, now = MORNING): AnswerContext {
  return { now, clock: BERLIN, preset, fuzzSeed: 7 };
}

/** A card in review, due today after `intervalDays`. */
export function reviewCard(intervalDays: number, changes: Partial<Memory> = {}): Memory {
  return {
    ...newMemory(1),
    phase: "review",
    due: { kind: "day", day: TODAY },
    stability: intervalDays,
    difficulty: 5,
    intervalDays,
    lastAt: startOfDay(TODAY - intervalDays, BERLIN),
    lastDay: TODAY - intervalDays,
    reviews: 3,
    version: 3,
    ...changes,
  };
}

/** The first instant at which the card may come. */
export function comesAt(due: Due, clock: Clock = BERLIN): number {
  switch (due.kind) {
    case "time":
      return due.at;
    case "day":
      return startOfDay(due.day, clock);
    default:
      return 0;
  }
}

/** Steps as a preset may have them: each longer than the one before. */
export const anySteps = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 1439 }), fc.constantFrom(0.5, 1440, 2160, 2880, 4320)),
  { maxLength: 4 },
).map((steps) => steps.sort((a, b) => a - b));

export const anyPreset: fc.Arbitrary<Preset> = fc.record({
  learningStepsMinutes: anySteps,
  relearningStepsMinutes: anySteps,
  desiredRetention: fc.double({ min: 0.7, max: 0.99, noNaN: true }),
  fuzz: fc.boolean(),
  leechAction: fc.constantFrom("tag", "suspend"),
  leechThreshold: fc.nat(9),
}).map((changes) => ({ ...DEFAULT_PRESET, ...changes }));
