/** Scheduling options and their values in words, for people who are told what became of those of a file. */
import type { Preset } from "./types.ts";

export const OPTION_NAMES: Readonly<Record<keyof Preset, string>> = {
  learningStepsMinutes: "Learning steps",
  relearningStepsMinutes: "Relearning steps",
  desiredRetention: "Desired retention",
  maximumIntervalDays: "Longest interval",
  newPerDay: "New cards a day",
  reviewsPerDay: "Reviews a day",
  learnAheadMinutes: "Learn ahead",
  newOrder: "Order of new cards",
  reviewOrder: "Order of reviews",
  mix: "New cards and reviews",
  buryNewSiblings: "Bury new siblings",
  buryReviewSiblings: "Bury review siblings",
  buryLearningSiblings: "Bury learning siblings",
  leechThreshold: "Leech threshold",
  leechAction: "What happens to a leech",
  fuzz: "Spread due dates",
  parameters: "FSRS parameters",
};

const UNITS: Partial<Readonly<Record<keyof Preset, string>>> = {
  maximumIntervalDays: "days",
  learnAheadMinutes: "minutes",
  leechThreshold: "lapses",
};

const LONGEST = 80;

/** Any value, also one that the option cannot have. */
export function optionWords(field: keyof Preset, value: unknown): string {
  const words = wordsOf(field, value);
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST - 1)}…`;
}

function wordsOf(field: keyof Preset, value: unknown): string {
  if (typeof value === "number") {
    if (field === "desiredRetention") return `${Number((value * 100).toPrecision(6))} %`;
    const unit = UNITS[field];
    return unit === undefined ? numberWords(value) : `${numberWords(value)} ${unit}`;
  }
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return `“${value.replaceAll("_", " ")}”`;
  if (field === "parameters") return parameterWords(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((step) => `${stepWords(step)}`).join(", ");
  }
  return value === null || value === undefined ? "nothing" : "something that is no option";
}

function numberWords(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : String(value);
}

function stepWords(step: unknown): string {
  return typeof step === "number" ? `${numberWords(step)} min` : JSON.stringify(step) ?? "nothing";
}

function parameterWords(value: unknown): string {
  const weights = typeof value === "object" && value !== null && "weights" in value ? value.weights : value;
  return Array.isArray(weights) ? `${weights.length} numbers` : "no list of numbers";
}
