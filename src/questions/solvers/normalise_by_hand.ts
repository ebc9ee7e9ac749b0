/** Batch and layer norm by hand: statistics, outputs, running averages, folding into weights. */
import { batchNormFixed, runningAverage, unbiasedFrom } from "../../tensor/normalise.ts";
import { mean, variance } from "../../tensor/reduce.ts";
import { item, scalar, tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, num, term, vec } from "../tex.ts";
import type { Grid } from "./grid.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep, settled } from "./number_steps.ts";
import { aligned, carried } from "./worked_tex.ts";

export interface NormalisedRows {
  /** One example a row, one feature a column. */
  readonly rows: Grid;
  /** "batch": statistics of each column over the rows; "layer": of each row over the columns. */
  readonly over: "batch" | "layer";
  /** One a feature, in both cases. */
  readonly gamma: readonly number[];
  readonly beta: readonly number[];
  readonly epsilon: number;
}

/** Biased variance, epsilon inside the root. Answers: mean, variance, output [rows, columns]. */
export function normalisedSolver({ rows, over, gamma, beta, epsilon }: NormalisedRows): Solver {
  const x = tensor(rows);
  const axis = over === "batch" ? 0 : 1;
  const groups = over === "batch" ? (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? 0)) : rows;
  const which = over === "batch" ? "feature over the batch" : "example over its features";
  const group = (i: number, j: number) => over === "batch" ? j : i;
  const seen = epsilon > 1e-4;
  const plain = gamma.every((g) => g === 1) && beta.every((b) => b === 0);
  return {
    steps: [
      entriesStep({
        id: "mean",
        rule: `Mean of each ${which}.`,
        value: () => toNested(mean(x, { axis })),
        tex: (value) =>
          value.map((m, k) => {
            const values = groups[k] ?? [];
            return `\\mu_{${k + 1}} = \\frac{${values.map(term).join(" + ")}}{${values.length}} ${
              equals(m, 4)
            }`;
          }).join(",\\quad "),
      }),
      entriesStep({
        id: "variance",
        rule: "Variance: the mean of the squared distances, divided by the count (biased).",
        uses: ["mean"],
        value: () => toNested(variance(x, { axis, divisor: "biased" })),
        tex: (value, means) =>
          aligned(value.map((v, k) => {
            const values = groups[k] ?? [];
            const squares = values.map((entry) => `${carried(entry - (means[k] ?? 0))}^2`).join(" + ");
            return `\\sigma^2_{${k + 1}} = \\frac{${squares}}{${values.length}} ${equals(v, 4)}`;
          })),
      }),
      entriesStep({
        id: "deviation",
        rule: seen
          ? "Add $\\epsilon$ under the root, then take the root."
          : "Root of the variance; $\\epsilon$ is too small to be seen.",
        uses: ["variance"],
        roundable: true,
        value: (v) => v.map((entry) => Math.sqrt(entry + epsilon)),
        tex: (value, v) =>
          value.map((d, k) =>
            `\\sqrt{${carried(v[k] ?? 0)}${seen ? ` + ${num(epsilon)}` : ""}} ${
              seen ? equals(d, 4) : nearly(d)
            }`
          ).join(",\\quad "),
      }),
      entriesStep({
        id: "output",
        rule: plain
          ? "Subtract the mean, divide by the root."
          : "Subtract the mean, divide by the root, times $\\gamma$, plus $\\beta$.",
        uses: ["mean", "deviation"],
        roundable: true,
        value: (m, d) =>
          rows.map((row, i) =>
            row.map((entry, j) =>
              (entry - (m[group(i, j)] ?? 0)) / (d[group(i, j)] ?? 1) * (gamma[j] ?? 1) + (beta[j] ?? 0)
            )
          ),
        tex: (value, m, d) => {
          const width = rows[0]?.length ?? 1;
          return aligned(value.map((y, cell) => {
            const [i, j] = [Math.floor(cell / width), cell % width];
            const k = group(i, j);
            const quotient = `\\frac{${num(rows[i]?.[j] ?? 0)} - ${carried(m[k] ?? 0)}}{${
              carried(d[k] ?? 1)
            }}`;
            const scaled = plain
              ? quotient
              : `${term(gamma[j] ?? 1)} \\cdot ${quotient} + ${term(beta[j] ?? 0)}`;
            return `y_{${i + 1}${j + 1}} = ${scaled} ${nearly(y)}`;
          }));
        },
      }),
    ],
    answers: { mean: "mean", variance: "variance", output: "output" },
  };
}

/** To 4 decimals; a short decimal that only an epsilon too small to be seen keeps from being exact is shown as exact. */
function nearly(value: number): string {
  const short = Number(value.toFixed(2));
  return Math.abs(short - value) < 2e-5 ? equals(short, 4) : equals(value, 4);
}

export interface FixedStatistics {
  /** One feature of a batch. */
  readonly x: readonly number[];
  readonly mean: number;
  readonly variance: number;
  readonly gamma: number;
  readonly beta: number;
  readonly epsilon: number;
}

/** Batch norm of one feature at inference, an epsilon that cannot be seen. Answer: output [batch]. */
export function inferenceSolver(
  { x, mean: centre, variance: spread, gamma, beta, epsilon }: FixedStatistics,
): Solver {
  return {
    steps: [
      entriesStep({
        id: "normalised",
        rule: "Normalise by the running statistics; the batch plays no part in them.",
        roundable: true,
        value: () =>
          Array.from(
            batchNormFixed(tensor(x.map((entry) => [entry])), {
              epsilon,
              mean: tensor([centre]),
              variance: tensor([spread]),
            }).values,
          ),
        tex: (value) =>
          value.map((n, i) =>
            `\\hat x_{${i + 1}} = \\frac{${num(x[i] ?? 0)} - ${term(centre)}}{\\sqrt{${num(spread)}}} ${
              nearly(n)
            }`
          ).join(",\\quad "),
      }),
      entriesStep({
        id: "output",
        rule: "Scale by $\\gamma$, shift by $\\beta$.",
        uses: ["normalised"],
        roundable: true,
        value: (n) => n.map((entry) => gamma * entry + beta),
        tex: (value, n) =>
          value.map((y, i) =>
            `y_{${i + 1}} = ${term(gamma)} \\cdot ${carried(n[i] ?? 0)} + ${term(beta)} ${nearly(y)}`
          ).join(",\\quad "),
      }),
    ],
    answers: { output: "output" },
  };
}

export interface Folding {
  /** Of one neuron, a weight an input. */
  readonly weights: readonly number[];
  readonly bias: number;
  readonly mean: number;
  readonly variance: number;
  readonly gamma: number;
  readonly beta: number;
  readonly epsilon: number;
}

/** A linear layer and the batch norm behind it as one linear layer. Answers: factor, weights, bias. */
export function foldSolver(f: Folding): Solver {
  return {
    steps: [
      numberStep({
        id: "factor",
        rule: "What batch norm multiplies by: $a = \\gamma / \\sqrt{\\sigma^2 + \\epsilon}$.",
        roundable: true,
        value: () => f.gamma / Math.sqrt(f.variance + f.epsilon),
        tex: (value) =>
          `a = \\frac{${num(f.gamma)}}{\\sqrt{${num(f.variance)}${
            f.epsilon === 0 ? "" : ` + ${num(f.epsilon)}`
          }}} ${equals(value, 4)}`,
      }),
      entriesStep({
        id: "weights",
        rule: "Every weight is multiplied by it.",
        uses: ["factor"],
        roundable: true,
        value: ([a = 0]) => f.weights.map((w) => a * w),
        tex: (value, [a = 0]) => `w' = ${carried(a)} \\cdot ${vec(f.weights)} ${equalsVec(tensor(value), 4)}`,
      }),
      numberStep({
        id: "bias",
        rule: "The bias loses the mean, is scaled too, and gains $\\beta$: $b' = a (b - \\mu) + \\beta$.",
        uses: ["factor"],
        roundable: true,
        value: (a) => a * (f.bias - f.mean) + f.beta,
        tex: (value, a) =>
          `b' = ${carried(a)} \\cdot (${num(f.bias)} - ${term(f.mean)}) + ${term(f.beta)} ${
            equals(value, 4)
          }`,
      }),
    ],
    answers: { factor: "factor", weights: "weights", bias: "bias" },
  };
}

export interface RunningUpdate {
  readonly oldMean: number;
  readonly oldVariance: number;
  readonly batch: readonly number[];
  readonly weightOfNew: number;
  /** Which variance of the batch enters: PyTorch takes the unbiased one. */
  readonly divisor: "biased" | "unbiased";
}

/** Running statistics after one more batch. Answers: mean, variance. Throws RangeError for a batch of one. */
export function runningSolver({ oldMean, oldVariance, batch, weightOfNew, divisor }: RunningUpdate): Solver {
  const n = batch.length;
  const x = tensor(batch);
  const mix = (old: number, fresh: number) =>
    settled(item(runningAverage(scalar(old), scalar(fresh), { weightOfNew })));
  const mixTex = (old: number, fresh: number) =>
    `${num(1 - weightOfNew)} \\cdot ${term(old)} + ${num(weightOfNew)} \\cdot ${carried(fresh)}`;
  return {
    steps: [
      numberStep({
        id: "batchMean",
        rule: "Mean of the batch.",
        value: () => item(mean(x)),
        tex: (value) => `\\mu_B = \\frac{${batch.map(term).join(" + ")}}{${n}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "batchVariance",
        rule: divisor === "unbiased"
          ? "Variance of the batch, unbiased: divide by one less than the count."
          : "Variance of the batch, biased: divide by the count.",
        uses: ["batchMean"],
        value: () => {
          const biased = variance(x, { divisor: "biased" });
          return item(divisor === "biased" ? biased : unbiasedFrom(biased, n));
        },
        tex: (value, m) =>
          `\\sigma_B^2 = \\frac{${batch.map((entry) => `${carried(entry - m)}^2`).join(" + ")}}{${
            divisor === "unbiased" ? n - 1 : n
          }} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "mean",
        rule: "Mix old and new mean.",
        uses: ["batchMean"],
        roundable: true,
        value: (fresh) => mix(oldMean, fresh),
        tex: (value, fresh) => `${mixTex(oldMean, fresh)} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "variance",
        rule: "Mix old and new variance with the same weights.",
        uses: ["batchVariance"],
        roundable: true,
        value: (fresh) => mix(oldVariance, fresh),
        tex: (value, fresh) => `${mixTex(oldVariance, fresh)} ${equals(value, 4)}`,
      }),
    ],
    answers: { mean: "mean", variance: "variance" },
  };
}
