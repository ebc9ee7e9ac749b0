/** The short waits of learning and relearning: how long each answer sends a card away while it has steps to go. */

const DAY_SECONDS = 86_400;

/** Seconds until the card comes again; undefined where the answer ends the steps. */
export interface StepWaits {
  readonly again: number | undefined;
  readonly hard: number | undefined;
  readonly good: number | undefined;
}

/**
 * Waits on the step with index `step` (one past the end counts as the last). Again goes to the first step, Hard repeats
 * the present one, Good takes the next. Hard on the first step lies between the first two, or half as long again (at
 * most a day more) when there is but one. Each wait is longer than the one before it: by a second, or by a day between
 * waits of days. Source: Anki, scheduler/states/steps.rs.
 */
export function stepWaits(stepsMinutes: readonly number[], step: number): StepWaits {
  const waits = stepsMinutes.map((minutes) => inWholeDays(Math.round(minutes * 60)));
  const index = currentStep(stepsMinutes, step);
  const again = waits[0];
  if (again === undefined) return { again: undefined, hard: undefined, good: undefined };
  const hard = after(again, index === 0 ? firstHard(again, waits[1]) : waits[index] ?? again);
  const next = waits[index + 1];
  return { again, hard, good: next === undefined ? undefined : after(hard, next) };
}

/** The step a card stands on, in range even when the preset lost steps since; 0 when there are none. */
export function currentStep(stepsMinutes: readonly number[], step: number): number {
  return Math.max(0, Math.min(step, stepsMinutes.length - 1));
}

function firstHard(first: number, second: number | undefined): number {
  if (second !== undefined) return inWholeDays(Math.floor((first + second) / 2));
  return inWholeDays(Math.min(Math.floor(first * 1.5), first + DAY_SECONDS));
}

function after(shorter: number, wait: number): number {
  return Math.max(wait, shorter + (shorter >= DAY_SECONDS ? DAY_SECONDS : 1));
}

/** More than a day is rounded to days, so that it is the same early and late in the day. */
function inWholeDays(seconds: number): number {
  return seconds > DAY_SECONDS ? Math.round(seconds / DAY_SECONDS) * DAY_SECONDS : seconds;
}
