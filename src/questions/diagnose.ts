/** Says why an answer is wrong, and only when one explanation alone fits: a wrong diagnosis is worse than none. */
import type { Node } from "../expressions/node.ts";
import { fromValues, type Tensor } from "../tensor/tensor.ts";
import { type AnswerValue, type Formula, isFormula, matchesValue } from "./answer_value.ts";
import type { Question } from "./define.ts";
import type { Keys } from "./question.ts";
import { keysWith } from "./solver.ts";

export type Diagnosis =
  /** A mistake that the generator knows; several ids when they lead to the same answer. */
  | { readonly kind: "mistake"; readonly ids: readonly string[]; readonly feedback: string }
  /** The right value under a common slip of notation: transposed, opposite sign, a factor. */
  | { readonly kind: "slip"; readonly id: string; readonly feedback: string }
  /** Near the key, and reproduced by rounding the steps too early. */
  | { readonly kind: "rounding"; readonly decimals: number; readonly feedback: string };

/** undefined when nothing, or more than one thing, explains the answer. */
export function diagnose(question: Question, given: Keys): Diagnosis | undefined {
  const mistakes = question.mistakes.filter((mistake) => matches(question, given, mistake.keys));
  if (mistakes.length > 1) return undefined;
  const [mistake] = mistakes;
  if (mistake !== undefined) return { kind: "mistake", ids: mistake.ids, feedback: mistake.feedback };
  const slips = SLIPS.filter((slip) => slipExplains(question, given, slip));
  if (slips.length > 1) return undefined;
  const [slip] = slips;
  if (slip !== undefined) return { kind: "slip", id: slip.id, feedback: slip.feedback };
  return roundedTooEarly(question, given);
}

function matches(question: Question, given: Keys, keys: Keys): boolean {
  return question.answers.every((spec) => {
    const [mine, theirs] = [given[spec.id], keys[spec.id]];
    return mine !== undefined && theirs !== undefined &&
      matchesValue(mine, theirs, tolerancesFor(question, spec.id, theirs));
  });
}

/** The key's own tolerances; where a wrong key has another shape, its widest one for each cell. */
function tolerancesFor(question: Question, id: string, keys: AnswerValue): readonly number[] {
  const own = question.tolerances[id] ?? [];
  if (isFormula(keys) || own.length === keys.values.length) return own;
  return Array.from(keys.values, () => Math.max(...own));
}

interface Slip {
  readonly id: string;
  readonly feedback: string;
  /** The wrong key of someone who makes this slip; undefined where it changes nothing. */
  readonly apply: (key: AnswerValue) => AnswerValue | undefined;
}

const scaleBy = (factor: number) => (key: AnswerValue) =>
  isFormula(key)
    ? scaledFormula(key, factor)
    : fromValues(key.values.map((value) => value * factor), key.shape);

const SLIPS: readonly Slip[] = [
  {
    id: "transposed",
    feedback: "This is the transpose of the right matrix: rows and columns are swapped.",
    apply: transposed,
  },
  { id: "sign", feedback: "The size is right, the sign is the opposite one.", apply: scaleBy(-1) },
  { id: "doubled", feedback: "This is twice the right value.", apply: scaleBy(2) },
  { id: "halved", feedback: "This is half the right value.", apply: scaleBy(0.5) },
  { id: "reversed", feedback: "The right values, in reverse order.", apply: reversed },
  {
    id: "bits-for-nats",
    feedback: "This is the right value in bits: it was divided by $\\ln 2$. Use the natural logarithm here.",
    apply: scaleBy(1 / Math.LN2),
  },
  {
    id: "nats-for-bits",
    feedback: "This is the right value in nats: divide by $\\ln 2$ to get bits.",
    apply: scaleBy(Math.LN2),
  },
  {
    id: "hundredfold",
    feedback: "This is a hundred times the right value: a percentage?",
    apply: scaleBy(100),
  },
  { id: "tenfold", feedback: "The decimal point has slipped one place to the right.", apply: scaleBy(10) },
  { id: "tenth", feedback: "The decimal point has slipped one place to the left.", apply: scaleBy(0.1) },
];

/** A slip explains an answer when it turns the key of every wrong answer into what was given. */
function slipExplains(question: Question, given: Keys, slip: Slip): boolean {
  let touched = false;
  for (const spec of question.answers) {
    const key = question.key[spec.id];
    const mine = given[spec.id];
    if (key === undefined || mine === undefined || spec.type === "choice") return false;
    const tolerances = question.tolerances[spec.id] ?? [];
    if (matchesValue(mine, key, tolerances)) continue;
    const slipped = slip.apply(key);
    if (slipped === undefined || !matchesValue(mine, slipped, tolerances)) return false;
    touched = true;
  }
  return touched;
}

function scaledFormula(key: Formula, factor: number): Formula {
  const { at, length } = key.node;
  const text = String(factor);
  const left: Node = { kind: "number", text, value: factor, comma: false, at, length };
  return { ...key, node: { kind: "binary", operator: "*", left, right: key.node, at, length } };
}

function transposed(key: AnswerValue): AnswerValue | undefined {
  if (isFormula(key)) {
    const { at, length } = key.node;
    return { ...key, node: { kind: "transpose", of: key.node, at, length } };
  }
  const [rows, columns] = key.shape;
  if (key.shape.length !== 2 || rows === undefined || columns === undefined) return undefined;
  const values = Float64Array.from(
    key.values,
    (_, cell) => key.values[(cell % rows) * columns + Math.floor(cell / rows)] ?? NaN,
  );
  return fromValues(values, [columns, rows]);
}

function reversed(key: AnswerValue): Tensor | undefined {
  if (isFormula(key)) return undefined;
  return key.shape.length === 1 && key.values.length > 1
    ? fromValues(key.values.slice().reverse(), key.shape)
    : undefined;
}

/** Within ten tolerances, and rounding every step to so many decimals gives just this answer as it was written. */
function roundedTooEarly(question: Question, given: Keys): Diagnosis | undefined {
  const near = question.answers.every((spec) => {
    const [mine, key] = [given[spec.id], question.key[spec.id]];
    const wide = (question.tolerances[spec.id] ?? []).map((tolerance) => 10 * tolerance);
    return spec.tolerance.kind === "rounded" && mine !== undefined && key !== undefined &&
      matchesValue(mine, key, wide);
  });
  if (!near) return undefined;
  for (const decimals of [3, 2, 1]) {
    const scale = 10 ** decimals;
    const keys = keysWith(question.solver, {
      replaced: new Map(),
      round: (value) => Math.round(value * scale) / scale,
    });
    const reproduced = question.answers.every((spec) => {
      const [mine, early] = [given[spec.id], keys[spec.id]];
      return mine !== undefined && early !== undefined &&
        matchesValue(
          mine,
          early,
          question.tolerances[spec.id]?.map(() => 0.51 * 10 ** -Math.min(decimals, spec.decimals)) ?? [],
        );
    });
    if (reproduced) {
      return {
        kind: "rounding",
        decimals,
        feedback: `Nearly: this comes from rounding the steps to ${decimals} decimal${
          decimals === 1 ? "" : "s"
        }. Keep at least ${decimals + 2} until the end.`,
      };
    }
  }
  return undefined;
}
