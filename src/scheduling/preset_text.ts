/** Scheduling options as the texts of a form, and back. */
import { err, ok, type Result } from "../base/result.ts";
import { checkPreset, type PresetProblem } from "./preset.ts";
import type { Preset } from "./types.ts";

/** Options that people set in the form; the FSRS parameters are fitted, not typed. */
export type PresetFieldName = Exclude<keyof Preset, "parameters">;

export type PresetTexts = Readonly<Record<PresetFieldName, string>>;

export function presetTexts(preset: Preset): PresetTexts {
  return {
    learningStepsMinutes: stepsText(preset.learningStepsMinutes),
    relearningStepsMinutes: stepsText(preset.relearningStepsMinutes),
    desiredRetention: String(Math.round(preset.desiredRetention * 10_000) / 100),
    maximumIntervalDays: String(preset.maximumIntervalDays),
    newPerDay: String(preset.newPerDay),
    reviewsPerDay: String(preset.reviewsPerDay),
    learnAheadMinutes: String(preset.learnAheadMinutes),
    newOrder: preset.newOrder,
    reviewOrder: preset.reviewOrder,
    mix: preset.mix,
    buryNewSiblings: checkText(preset.buryNewSiblings),
    buryReviewSiblings: checkText(preset.buryReviewSiblings),
    buryLearningSiblings: checkText(preset.buryLearningSiblings),
    leechThreshold: String(preset.leechThreshold),
    leechAction: preset.leechAction,
    fuzz: checkText(preset.fuzz),
  };
}

/** Texts without an entry are unticked boxes, or stay as they were. */
export function readPresetTexts(
  texts: Readonly<Record<string, string>>,
  before: Preset,
): Result<Preset, readonly PresetProblem[]> {
  const problems: PresetProblem[] = [];
  const number = (field: PresetFieldName, was: number): number => {
    const text = texts[field];
    if (text === undefined) return was;
    const value = Number(text.trim().replace(",", "."));
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    problems.push({ field, message: `Found "${text}", need a number.` });
    return was;
  };
  const steps = (field: "learningStepsMinutes" | "relearningStepsMinutes"): readonly number[] => {
    const text = texts[field];
    if (text === undefined) return before[field];
    const read = readSteps(text);
    if (read.ok) return read.value;
    problems.push({ field, message: read.error });
    return before[field];
  };
  const oneOf = <T extends string>(field: PresetFieldName, options: readonly T[], was: T): T =>
    options.find((option) => option === texts[field]) ?? was;
  const preset: Preset = {
    learningStepsMinutes: steps("learningStepsMinutes"),
    relearningStepsMinutes: steps("relearningStepsMinutes"),
    desiredRetention: Math.round(number("desiredRetention", before.desiredRetention * 100) * 100) / 10_000,
    maximumIntervalDays: number("maximumIntervalDays", before.maximumIntervalDays),
    newPerDay: number("newPerDay", before.newPerDay),
    reviewsPerDay: number("reviewsPerDay", before.reviewsPerDay),
    learnAheadMinutes: number("learnAheadMinutes", before.learnAheadMinutes),
    newOrder: oneOf("newOrder", ["position", "random"], before.newOrder),
    reviewOrder: oneOf("reviewOrder", ["due", "retrievability", "random"], before.reviewOrder),
    mix: oneOf("mix", ["mixed", "reviews_first", "new_first"], before.mix),
    buryNewSiblings: texts["buryNewSiblings"] !== undefined,
    buryReviewSiblings: texts["buryReviewSiblings"] !== undefined,
    buryLearningSiblings: texts["buryLearningSiblings"] !== undefined,
    leechThreshold: number("leechThreshold", before.leechThreshold),
    leechAction: oneOf("leechAction", ["tag", "suspend"], before.leechAction),
    fuzz: texts["fuzz"] !== undefined,
    parameters: before.parameters,
  };
  const all = [...problems, ...checkPreset(preset)];
  return all.length === 0 ? ok(preset) : err(all);
}

/** "1m 10m 2h 3d"; a bare number is minutes. */
export function readSteps(text: string): Result<readonly number[], string> {
  const minutes: number[] = [];
  for (const word of text.trim().split(/[\s,]+/).filter((part) => part !== "")) {
    const [, amount, unit = "m"] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(word) ?? [];
    if (amount === undefined) {
      return err(`Found "${word}", need steps such as 30s, 10m, 2h or 1d with spaces between.`);
    }
    const factor = { s: 1 / 60, m: 1, h: 60, d: 1440 }[unit] ?? 1;
    minutes.push(Number(amount) * factor);
  }
  return ok(minutes);
}

function stepsText(minutes: readonly number[]): string {
  return minutes.map((step) => {
    if (step % 1440 === 0) return `${step / 1440}d`;
    if (step % 60 === 0) return `${step / 60}h`;
    return Number.isInteger(step) ? `${step}m` : `${Math.round(step * 60)}s`;
  }).join(" ");
}

function checkText(on: boolean): string {
  return on ? "on" : "";
}
