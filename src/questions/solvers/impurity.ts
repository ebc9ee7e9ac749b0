/** Impurity of class counts, what a split takes off it, and the best cut of a sorted column. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import { impurityOfCounts } from "../../tensor/information.ts";
import { countParts } from "../../tensor/trees.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num } from "../tex.ts";
import { numberStep } from "./number_steps.ts";
import { carried, summed } from "./worked_tex.ts";

/** Entropy in bits, or Gini impurity. */
export type Measure = "bits" | "gini";

export type Counts = readonly number[];

const SYMBOL = { bits: "H", gini: "G" } as const;

const NAME = { bits: "Entropy", gini: "Gini impurity" } as const;

/** Entropy -sum p log2 p, or Gini impurity 1 - sum p^2, of class counts. Answer: impurity. */
export function impuritySolver(
  { counts, measure }: { readonly counts: Counts; readonly measure: Measure },
): Solver {
  const n = total(counts);
  const term = (p: number) => measure === "gini" ? p * p : p <= 0 ? 0 : -p * Math.log2(p);
  return {
    steps: [
      {
        id: "shares",
        rule: `Share of each class: its count divided by all ${n}.`,
        uses: [],
        roundable: true,
        value: () => tensor(counts.map((count) => count / n)),
        tex: (value) =>
          counts.map((count, i) => `\\tfrac{${count}}{${n}} ${equals(value.values[i] ?? NaN, 4)}`)
            .join(",\\quad "),
      },
      {
        id: "terms",
        rule: measure === "gini"
          ? "Square each share."
          : "Take $-p \\log_2 p$ of each share; an empty class adds 0.",
        uses: ["shares"],
        roundable: true,
        value: (shares = tensor(counts)) => tensor(Array.from(shares.values, term)),
        tex: (value) => equalsVec(value, 4).replace(/^(=|\\approx) /, ""),
      },
      {
        id: "impurity",
        rule: measure === "gini" ? "Take their sum from 1: $G = 1 - \\sum p^2$." : "Add them up.",
        uses: ["terms"],
        roundable: true,
        value: (terms = tensor(counts)) => {
          const sum = terms.values.reduce((a, b) => a + b, 0);
          return scalar(measure === "gini" ? 1 - sum : sum);
        },
        tex: (value, terms = value) =>
          measure === "gini"
            ? `G = 1 - (${summed(terms.values)}) ${equals(value.values[0] ?? NaN, 4)}`
            : `H = ${summed(terms.values)} ${equals(value.values[0] ?? NaN, 4)}`,
      },
    ],
    answers: { impurity: "impurity" },
  };
}

/** Impurity before a split, weighted impurity after it, and the gain. Answers: whole, rest, gain. */
export function splitGainSolver(
  { parts, names, measure }: {
    readonly parts: readonly Counts[];
    /** What the prompt calls the parts: "part 1", "the left child". */
    readonly names: readonly string[];
    readonly measure: Measure;
  },
): Solver {
  const whole = wholeOf(parts);
  const n = total(whole);
  const symbol = SYMBOL[measure];
  const ids = parts.map((_, i) => `part${i + 1}`);
  return {
    steps: [
      impurityStep("whole", `${NAME[measure]} before the split, of all examples together.`, whole, measure),
      ...parts.map((part, i) =>
        impurityStep(ids[i] ?? "", `${NAME[measure]} of ${names[i]} by itself.`, part, measure)
      ),
      numberStep({
        id: "rest",
        rule: `${
          NAME[measure]
        } after the split: the mean over the parts, each weighted by its share of the examples.`,
        uses: ids,
        roundable: true,
        value: (...own) => own.reduce((sum, value, i) => sum + total(parts[i] ?? []) / n * value, 0),
        tex: (value, ...own) => `${weighted(parts, own, n)} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "gain",
        rule: "The gain is what the split takes away: before minus after.",
        uses: ["whole", "rest"],
        roundable: true,
        value: (before, rest) => before - rest,
        tex: (value, before, rest) =>
          `${symbol} - ${symbol}_{\\text{after}} = ${carried(before ?? NaN)} - ${carried(rest ?? NaN)} ${
            equals(value, 4)
          }`,
      }),
    ],
    answers: { whole: "whole", rest: "rest", gain: "gain" },
  };
}

/** Gains of the features of a table. Answers: root, gains [features], best (index of the largest gain). */
export function tableGainSolver(
  { columns, labels, names }: {
    readonly columns: readonly (readonly number[])[];
    readonly labels: readonly number[];
    readonly names: readonly string[];
  },
): Solver {
  const root = countParts(labels.map(() => 0), labels)[0] ?? [];
  const restIds = columns.map((_, j) => `rest${j + 1}`);
  const rests: StepPlan[] = columns.map((column, j) => {
    const parts = countParts(column, labels);
    return numberStep({
      id: restIds[j] ?? "",
      rule: `Split on $${names[j]}$: entropy of each part, weighted by its share of the rows.`,
      roundable: true,
      value: () => restOf(parts, "bits"),
      tex: (value) =>
        `${
          parts.map((part) => `\\tfrac{${total(part)}}{${labels.length}} H(${part.join(", ")})`).join(" + ")
        } = ${weighted(parts, parts.map((part) => impurityOf(part, "bits")), labels.length)} ${
          equals(value, 4)
        }`,
    });
  });
  return {
    steps: [
      impurityStep("root", "Entropy of all labels.", root, "bits"),
      ...rests,
      {
        id: "gains",
        rule: "Gain of a feature: entropy of all labels minus the weighted entropy after its split.",
        uses: ["root", ...restIds],
        roundable: true,
        value: (before = scalar(NaN), ...after) =>
          tensor(after.map((rest) => (before.values[0] ?? NaN) - (rest.values[0] ?? NaN))),
        tex: (value) =>
          `(${names.join(",\\; ")}): \\quad ${equalsVec(value, 4).replace(/^(=|\\approx) /, "")}`,
      },
      {
        id: "best",
        rule: "Split on the feature with the largest gain.",
        uses: ["gains"],
        roundable: false,
        value: (gains = tensor([0])) => scalar(largest(Array.from(gains.values))),
        tex: (value) => `${names[value.values[0] ?? 0]}`,
      },
    ],
    answers: { root: "root", gains: "gains", best: "best" },
  };
}

/**
 * The best binary cut of a sorted column: cut i lies between examples i and i+1.
 * Answers: best (index of the cut), gain in bits. `labels` hold 0 and 1.
 */
export function cutSolver(
  { xs, labels }: { readonly xs: readonly number[]; readonly labels: readonly number[] },
): Solver {
  const whole = binaryCounts(labels);
  const cuts = cutsOf(labels);
  return {
    steps: [
      impurityStep("whole", "Entropy of all labels.", whole, "bits"),
      {
        id: "gains",
        rule:
          "For each cut: entropy of all labels minus the entropies of both sides, weighted by their shares.",
        uses: ["whole"],
        roundable: true,
        value: (before = scalar(NaN)) =>
          tensor(cuts.map((parts) => (before.values[0] ?? NaN) - restOf(parts, "bits"))),
        tex: (value) =>
          `\\begin{array}{lccl} ${
            cuts.map((parts, i) =>
              `x \\le ${num(midpoint(xs, i))}: & H(${parts[0]?.join(", ")}) ${
                equals(impurityOf(parts[0] ?? [], "bits"), 4)
              } & H(${parts[1]?.join(", ")}) ${
                equals(impurityOf(parts[1] ?? [], "bits"), 4)
              } & \\text{gain } ${equals(value.values[i] ?? NaN, 4).replace(/^(=|\\approx) /, "")}`
            ).join(" \\\\ ")
          } \\end{array}`,
      },
      {
        id: "best",
        rule: "Take the cut with the largest gain.",
        uses: ["gains"],
        roundable: false,
        value: (gains = tensor([0])) => scalar(largest(Array.from(gains.values))),
        tex: (value) => `x \\le ${num(midpoint(xs, value.values[0] ?? 0))}`,
      },
      {
        id: "gain",
        rule: "Its gain.",
        uses: ["gains", "best"],
        roundable: true,
        value: (gains = tensor([0]), best = scalar(0)) => scalar(gains.values[best.values[0] ?? 0] ?? NaN),
        tex: (value) => equals(value.values[0] ?? NaN, 4).replace(/^(=|\\approx) /, ""),
      },
    ],
    answers: { best: "best", gain: "gain" },
  };
}

/** Counts of both labels, 0 and 1, left and right of each cut. */
export function cutsOf(labels: readonly number[]): readonly (readonly [Counts, Counts])[] {
  return labels.slice(1).map((_, i) =>
    [binaryCounts(labels.slice(0, i + 1)), binaryCounts(labels.slice(i + 1))] as const
  );
}

export function midpoint(xs: readonly number[], cut: number): number {
  return ((xs[cut] ?? NaN) + (xs[cut + 1] ?? NaN)) / 2;
}

/** NaN when nothing was counted. */
export function impurityOf(counts: Counts, measure: Measure | "nats" | "error"): number {
  return total(counts) > 0 ? impurityOfCounts(counts, measure) : NaN;
}

/** Mean impurity of the parts, weighted by their sizes. */
export function restOf(parts: readonly Counts[], measure: Measure | "nats"): number {
  const n = total(parts.flat());
  return parts.reduce((sum, part) => sum + total(part) / n * (impurityOf(part, measure) || 0), 0);
}

export function wholeOf(parts: readonly Counts[]): Counts {
  return (parts[0] ?? []).map((_, c) => parts.reduce((sum, part) => sum + (part[c] ?? 0), 0));
}

/** Index of the largest value, the first of equals. */
export function largest(values: readonly number[]): number {
  return values.reduce((best, value, i) => value > (values[best] ?? NaN) + 1e-12 ? i : best, 0);
}

export function total(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function binaryCounts(labels: readonly number[]): Counts {
  const ones = labels.filter((label) => label === 1).length;
  return [labels.length - ones, ones];
}

function impurityStep(id: string, rule: string, counts: Counts, measure: Measure): StepPlan {
  return numberStep({
    id,
    rule,
    roundable: true,
    value: () => impurityOf(counts, measure) || 0,
    tex: (value) =>
      `${SYMBOL[measure]}(${counts.join(", ")}) = ${written(counts, measure)} ${equals(value, 4)}`,
  });
}

/** The formula with the shares filled in; classes that do not occur add nothing. */
function written(counts: Counts, measure: Measure): string {
  const n = total(counts);
  const present = counts.filter((count) => count > 0).map((count) => `\\tfrac{${count}}{${n}}`);
  return measure === "gini"
    ? `1 - ${present.map((p) => `\\left(${p}\\right)^2`).join(" - ")}`
    : present.map((p) => `-${p} \\log_2 ${p}`).join(" ");
}

function weighted(parts: readonly Counts[], own: readonly number[], n: number): string {
  return parts.map((part, i) => `\\tfrac{${total(part)}}{${n}} \\cdot ${carried(own[i] ?? NaN)}`).join(" + ");
}
