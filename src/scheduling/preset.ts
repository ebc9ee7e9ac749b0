/** Scheduling options: the defaults, and what is wrong with those that a person has typed. */
import { DEFAULT_PARAMETERS } from "./memory_model.ts";
import type { Preset } from "./types.ts";

/** As Anki starts out, with FSRS on. */
export const DEFAULT_PRESET: Preset = {
  learningStepsMinutes: [1, 10],
  relearningStepsMinutes: [10],
  desiredRetention: 0.9,
  maximumIntervalDays: 36500,
  newPerDay: 20,
  reviewsPerDay: 200,
  learnAheadMinutes: 20,
  newOrder: "position",
  reviewOrder: "due",
  mix: "mixed",
  buryNewSiblings: false,
  buryReviewSiblings: false,
  buryLearningSiblings: false,
  leechThreshold: 8,
  leechAction: "tag",
  fuzz: true,
  parameters: DEFAULT_PARAMETERS,
};

export interface PresetProblem {
  readonly field: keyof Preset;
  /** A sentence for the learner: what was found and what is needed. */
  readonly message: string;
}

export type NumberField = {
  [Field in keyof Preset]: Preset[Field] extends number ? Field : never;
}[keyof Preset];

interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

const BOUNDS: Readonly<Record<NumberField, Bounds>> = {
  desiredRetention: { name: "Desired retention", least: 0.7, most: 0.99, whole: false },
  maximumIntervalDays: { name: "The longest interval in days", least: 1, most: 36500, whole: true },
  newPerDay: { name: "New cards a day", least: 0, most: 9999, whole: true },
  reviewsPerDay: { name: "Reviews a day", least: 0, most: 9999, whole: true },
  learnAheadMinutes: { name: "Learn ahead in minutes", least: 0, most: 1439, whole: false },
  leechThreshold: { name: "The leech threshold in lapses (0 is off)", least: 0, most: 999, whole: true },
};

const MOST_STEPS = 20;
const LONGEST_STEP_MINUTES = 60 * 24 * 365;

/** Everything wrong with the options, in the order of the form; an empty list when they can be kept. */
export function checkPreset(preset: Preset): PresetProblem[] {
  return [
    ...stepProblems("learningStepsMinutes", preset.learningStepsMinutes),
    ...stepProblems("relearningStepsMinutes", preset.relearningStepsMinutes),
    ...boundProblems(preset),
    ...weightProblems(preset),
  ];
}

function stepProblems(
  field: "learningStepsMinutes" | "relearningStepsMinutes",
  steps: readonly number[],
): PresetProblem[] {
  const name = field === "learningStepsMinutes" ? "Learning steps" : "Relearning steps";
  const problem = (message: string): PresetProblem[] => [{ field, message: `${name}: ${message}` }];
  if (steps.length > MOST_STEPS) return problem(`found ${steps.length}, at most ${MOST_STEPS} are possible`);
  const outside = steps.find((step) => !(step * 60 >= 1 && step <= LONGEST_STEP_MINUTES));
  if (outside !== undefined) {
    return problem(`${outside} minutes is no step, each must be between one second and a year`);
  }
  const fall = steps.findIndex((step, i) => i > 0 && step <= (steps[i - 1] ?? 0));
  if (fall > 0) {
    return problem(`${steps[fall]} follows ${steps[fall - 1]}, each must be longer than the one before`);
  }
  return [];
}

function boundProblems(preset: Preset): PresetProblem[] {
  return Object.keys(BOUNDS).filter(isNumberField).flatMap((field) => {
    const problem = numberProblem(field, preset[field]);
    return problem === undefined ? [] : [{ field, message: problem.message }];
  });
}

/** Why a field cannot have this value, with the nearest that it can have; undefined when it can. */
export function numberProblem(
  field: NumberField,
  value: number,
): { readonly message: string; readonly need: string; readonly nearest: number } | undefined {
  const { name, least, most, whole } = BOUNDS[field];
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return undefined;
  const within = Math.min(Math.max(value, least), most);
  const need = `a ${whole ? "whole " : ""}number from ${least} to ${most}`;
  return {
    message: `${name}: found ${value}, need ${need}`,
    need,
    nearest: whole ? Math.round(within) : within,
  };
}

function weightProblems(preset: Preset): PresetProblem[] {
  const { weights } = preset.parameters;
  if (weights.length === 21 && weights.every(Number.isFinite)) return [];
  return [{
    field: "parameters",
    message: `FSRS parameters: found ${weights.length} numbers, need 21 finite ones`,
  }];
}

function isNumberField(field: string): field is NumberField {
  return field in BOUNDS;
}
