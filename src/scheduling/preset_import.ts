/** Scheduling options that came with a file: each is taken where it can be, and what is not is told. */
import { OPTION_NAMES, optionWords } from "./option_words.ts";
import { migrateParameters } from "./parameters.ts";
import { checkPreset, type NumberField, numberProblem, type PresetProblem } from "./preset.ts";
import type { FsrsParameters, Preset } from "./types.ts";

export interface ImportedPreset {
  /** Passes checkPreset(), provided that the preset it was laid over does. */
  readonly preset: Preset;
  /** What was not taken as it stood. */
  readonly problems: readonly ImportedOption[];
}

/** An option that does not become what the file says. */
export interface ImportedOption extends PresetProblem {
  /** Its name, what the file says and what it becomes, in words. */
  readonly option: string;
  readonly found: string;
  readonly becomes: string;
}

type FieldOf<Value> = { [Field in keyof Preset]: Preset[Field] extends Value ? Field : never }[keyof Preset];

/** What one option is to become, or why it cannot be taken. */
type Reading<Value> =
  | { readonly kind: "taken"; readonly value: Value }
  | { readonly kind: "changed"; readonly value: Value; readonly message: string }
  | { readonly kind: "left"; readonly message: string };

/**
 * The options laid over `base`, by the names of Preset's fields. Parameters are a list of 17, 19 or 21 weights, or an
 * object with such `weights`; an empty list stands for those of `base`. A number out of bounds becomes the nearest one
 * within; everything else that cannot be taken stays as in `base`. Other names are passed over.
 */
export function presetFromImport(options: Readonly<Record<string, unknown>>, base: Preset): ImportedPreset {
  const problems: ImportedOption[] = [];
  const read = <Field extends keyof Preset>(
    field: Field,
    reading: (value: unknown) => Reading<Preset[Field]>,
  ): Preset[Field] => {
    if (options[field] === undefined) return base[field];
    const found = reading(options[field]);
    if (found.kind === "taken") return found.value;
    const value = found.kind === "changed" ? found.value : base[field];
    problems.push({
      field,
      message: found.message,
      option: OPTION_NAMES[field],
      found: optionWords(field, options[field]),
      becomes: optionWords(field, value),
    });
    return value;
  };
  const number = (field: NumberField) => read(field, (value) => numberOf(field, value, base));
  const steps = (field: "learningStepsMinutes" | "relearningStepsMinutes") =>
    read(field, (value) => stepsOf(field, value, base));
  const flag = (field: FieldOf<boolean>) => read(field, flagOf);
  const preset: Preset = {
    learningStepsMinutes: steps("learningStepsMinutes"),
    relearningStepsMinutes: steps("relearningStepsMinutes"),
    desiredRetention: number("desiredRetention"),
    maximumIntervalDays: number("maximumIntervalDays"),
    newPerDay: number("newPerDay"),
    reviewsPerDay: number("reviewsPerDay"),
    learnAheadMinutes: number("learnAheadMinutes"),
    newOrder: read("newOrder", oneOf(["position", "random"])),
    reviewOrder: read("reviewOrder", oneOf(["due", "retrievability", "random"])),
    mix: read("mix", oneOf(["mixed", "reviews_first", "new_first"])),
    buryNewSiblings: flag("buryNewSiblings"),
    buryReviewSiblings: flag("buryReviewSiblings"),
    buryLearningSiblings: flag("buryLearningSiblings"),
    leechThreshold: number("leechThreshold"),
    leechAction: read("leechAction", oneOf(["tag", "suspend"])),
    fuzz: flag("fuzz"),
    parameters: read("parameters", (value) => parametersOf(value, base.parameters)),
  };
  return { preset, problems };
}

function numberOf(field: NumberField, value: unknown, base: Preset): Reading<number> {
  if (typeof value !== "number" || Number.isNaN(value)) return left(value, "a number");
  const problem = numberProblem(field, value);
  if (problem === undefined) return { kind: "taken", value };
  const { message, nearest } = problem;
  return { kind: "changed", value: nearest, message: `${message}: taken as ${nearest}, was ${base[field]}` };
}

function stepsOf(
  field: "learningStepsMinutes" | "relearningStepsMinutes",
  value: unknown,
  base: Preset,
): Reading<readonly number[]> {
  if (!isNumbers(value)) return left(value, "a list of minutes");
  const [problem] = checkPreset({ ...base, [field]: value }).filter((found) => found.field === field);
  return problem === undefined
    ? { kind: "taken", value }
    : { kind: "left", message: `${problem.message}; left as they were` };
}

function flagOf(value: unknown): Reading<boolean> {
  return typeof value === "boolean" ? { kind: "taken", value } : left(value, "true or false");
}

function oneOf<Name extends string>(names: readonly Name[]): (value: unknown) => Reading<Name> {
  return (value) => {
    const found = names.find((name) => name === value);
    return found === undefined ? left(value, `one of ${names.join(", ")}`) : { kind: "taken", value: found };
  };
}

function parametersOf(value: unknown, base: FsrsParameters): Reading<FsrsParameters> {
  const weights = typeof value === "object" && value !== null && "weights" in value ? value.weights : value;
  if (!isNumbers(weights)) return left(value, "a list of weights");
  if (weights.length === 0) return { kind: "taken", value: base };
  const migrated = migrateParameters(weights);
  return migrated.ok
    ? { kind: "taken", value: migrated.value }
    : { kind: "left", message: `${migrated.error}; left as they were` };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

function left(value: unknown, need: string): { readonly kind: "left"; readonly message: string } {
  return { kind: "left", message: `Found ${shown(value)}, need ${need}; left as it was` };
}

/** Short enough for a line. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" || typeof value === "boolean" ? JSON.stringify(value) : typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
