/** Word vectors: their similarity, how they are learned with negative sampling, and how many numbers they take. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import { SIGMOID } from "../../tensor/activation.ts";
import { div, pow } from "../../tensor/elementwise.ts";
import { columnDense } from "../../tensor/linear.ts";
import { dot } from "../../tensor/matmul.ts";
import { norm, sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, num, term, vec } from "../tex.ts";
import { four, fourTerm } from "./four_decimals.ts";
import { listStep, numberStep } from "./number_steps.ts";

type Vector = readonly number[];

/** a.b / (|a| |b|). Answers: dot, normA, normB, cosine (NaN for a zero vector). */
export function cosineSolver({ a, b }: { readonly a: Vector; readonly b: Vector }): Solver {
  const length = (id: string, name: string, values: Vector) =>
    numberStep({
      id,
      rule: `Length of $${name}$: root of the sum of squares.`,
      roundable: true,
      value: () => item(norm(tensor(values))),
      tex: (value) =>
        `\\lVert ${name} \\rVert = \\sqrt{${values.map((x) => `${term(x)}^2`).join(" + ")}} ${
          equals(value, 4)
        }`,
    });
  return {
    steps: [
      numberStep({
        id: "dot",
        rule: "Dot product: component by component, added up.",
        value: () => dotOf(a, b),
        tex: (value) => `a \\cdot b = ${productsTex(a, b)} = ${num(value)}`,
      }),
      length("normA", "a", a),
      length("normB", "b", b),
      numberStep({
        id: "cosine",
        rule: "Divide by both lengths: only the angle is left.",
        uses: ["dot", "normA", "normB"],
        roundable: true,
        value: (product, normA, normB) => product / (normA * normB),
        tex: (value, product, normA, normB) =>
          `\\cos = \\frac{${num(product)}}{${four(normA)} \\cdot ${four(normB)}} ${equals(value, 4)}`,
      }),
    ],
    answers: { dot: "dot", normA: "normA", normB: "normB", cosine: "cosine" },
  };
}

export interface SkipGramStep {
  /** Vector of the centre word. */
  readonly center: Vector;
  /** Output vectors of the true context word and of the sampled ones. */
  readonly context: Vector;
  readonly negatives: readonly Vector[];
}

/**
 * -ln s(u_o.v) - sum_k ln s(-u_k.v). Answers: scores [1+k], loss, gradient dL/dv [d]. Source: Mikolov et al. 2013, eq. 4.
 */
export function skipGramSolver({ center, context, negatives }: SkipGramStep): Solver {
  const outputs = [context, ...negatives];
  const sign = (i: number) => i === 0 ? 1 : -1;
  const name = (i: number) => i === 0 ? "u_o" : `u_${i}`;
  return {
    steps: [
      {
        id: "scores",
        rule: "Score of each output vector: its dot product with the centre's vector $v$.",
        uses: [],
        roundable: false,
        value: () => columnDense(tensor(center), { weight: tensor(outputs) }),
        tex: (value) =>
          outputs.map((u, i) =>
            `${name(i)} \\cdot v = ${productsTex(u, center)} = ${num(value.values[i] ?? NaN)}`
          ).join(",\\quad "),
      },
      {
        id: "probabilities",
        rule:
          "The context word should be called true, the sampled ones false: $\\sigma(u_o \\cdot v)$, but $\\sigma(-u_k \\cdot v)$.",
        uses: ["scores"],
        roundable: true,
        value: (scores = scalar(NaN)) =>
          tensor(Array.from(scores.values, (s, i) => SIGMOID.value(sign(i) * s))),
        tex: (value, scores = scalar(NaN)) =>
          Array.from(
            value.values,
            (p, i) => `\\sigma(${num(sign(i) * (scores.values[i] ?? NaN))}) ${equals(p, 4)}`,
          ).join(",\\quad "),
      },
      {
        id: "loss",
        rule: "Loss: minus the logarithms of all of them, added up.",
        uses: ["probabilities"],
        roundable: true,
        value: (p = scalar(NaN)) => scalar(p.values.reduce((total, x) => total - Math.log(x), 0)),
        tex: (value, p = scalar(NaN)) =>
          `${Array.from(p.values, (x) => `-\\ln ${four(x)}`).join(" ")} ${equals(item(value), 4)}`,
      },
      {
        id: "errors",
        rule:
          "Derivative by each score: $\\sigma(u_o \\cdot v) - 1$ for the context word, $\\sigma(u_k \\cdot v)$ for the sampled ones.",
        uses: ["probabilities"],
        roundable: true,
        value: (p = scalar(NaN)) => tensor(Array.from(p.values, (x, i) => i === 0 ? x - 1 : 1 - x)),
        tex: (value) => `g ${equalsVec(value, 4)}`,
      },
      {
        id: "gradient",
        rule: "Each score moves $v$ along its output vector: $\\partial L / \\partial v = \\sum g_k u_k$.",
        uses: ["errors"],
        roundable: true,
        value: (errors = scalar(NaN)) =>
          tensor(
            center.map((_, j) =>
              outputs.reduce((total, u, i) => total + (errors.values[i] ?? NaN) * (u[j] ?? NaN), 0)
            ),
          ),
        tex: (value, errors = scalar(NaN)) =>
          `${outputs.map((u, i) => `${fourTerm(errors.values[i] ?? NaN)} \\cdot ${vec(u)}`).join(" + ")} ${
            equalsVec(value, 4)
          }`,
      },
    ],
    answers: { scores: "scores", loss: "loss", gradient: "gradient" },
  };
}

/** Contexts of each of `length` words within `window` on both sides. Answers: contexts [length], pairs, terms. */
export function skipGramPairsSolver(
  { length, window, negatives }: {
    readonly length: number;
    readonly window: number;
    readonly negatives: number;
  },
): Solver {
  const contexts = Array.from({ length }, (_, i) => Math.min(i, window) + Math.min(length - 1 - i, window));
  return {
    steps: [
      listStep({
        id: "contexts",
        rule:
          "Each word takes up to as many neighbours as the window on either side; near the ends there are fewer.",
        value: () => contexts,
        tex: (value) => vec(value),
      }),
      numberStep({
        id: "pairs",
        rule: 2 * window < length
          ? "Every word would have $2c$ neighbours within a window of $c$ words; at both ends together $c(c+1)$ of them are missing."
          : "Add them up: every word with each of its neighbours is a pair.",
        value: () => contexts.reduce((a, b) => a + b, 0),
        tex: (value) =>
          2 * window < length
            ? `${length} \\cdot 2 \\cdot ${window} - ${window} \\cdot ${window + 1} = ${value}`
            : `${contexts.join(" + ")} = ${value}`,
      }),
      numberStep({
        id: "terms",
        rule: "Each pair gives one sigmoid for itself and one for each negative sample.",
        uses: ["pairs"],
        value: (pairs) => pairs * (1 + negatives),
        tex: (value, pairs) => `${pairs} \\cdot (1 + ${negatives}) = ${value}`,
      }),
    ],
    answers: { contexts: "contexts", pairs: "pairs", terms: "terms" },
  };
}

/** Answers: table = V d, both tables, touched = numbers that one step with K negatives changes, softmax = with a full softmax. */
export function embeddingTableSolver(
  { vocab, width, negatives }: { readonly vocab: number; readonly width: number; readonly negatives: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "table",
        rule: "A table has a row for each word and a column for each component.",
        value: () => vocab * width,
        tex: (value) => `${vocab} \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "both",
        rule: "Skip-gram has two tables: for words as centres, and for words as contexts.",
        uses: ["table"],
        value: (table) => 2 * table,
        tex: (value, table) => `2 \\cdot ${table} = ${value}`,
      }),
      numberStep({
        id: "touched",
        rule:
          "One pair with negative sampling changes the centre's row, the context's row and one for each negative.",
        value: () => (2 + negatives) * width,
        tex: (value) => `(1 + 1 + ${negatives}) \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "softmax",
        rule: "A full softmax changes the centre's row and every row of the output table.",
        uses: ["table"],
        value: (table) => table + width,
        tex: (value, table) => `${width} + ${table} = ${value}`,
      }),
    ],
    answers: { table: "table", both: "both", touched: "touched", softmax: "softmax" },
  };
}

/** count^power, normalised. Answer: p [n]. Source: Mikolov et al. 2013, section 2.2. */
export function samplingSolver(
  { counts, power }: { readonly counts: Vector; readonly power: number },
): Solver {
  return {
    steps: [
      {
        id: "powers",
        rule: `Raise every count to the power ${num(power)}.`,
        uses: [],
        roundable: true,
        value: () => pow(tensor(counts), power),
        tex: (value) =>
          counts.map((count, i) => `${count}^{${num(power)}} ${equals(value.values[i] ?? NaN, 4)}`).join(
            ",\\quad ",
          ),
      },
      {
        id: "p",
        rule: "Divide by their sum.",
        uses: ["powers"],
        roundable: true,
        value: (powers = scalar(NaN)) => div(powers, item(sum(powers))),
        tex: (value, powers = scalar(NaN)) =>
          `\\text{sum } ${four(item(sum(powers)))}\\colon\\quad p ${equalsVec(value, 4)}`,
      },
    ],
    answers: { p: "p" },
  };
}

function dotOf(a: Vector, b: Vector): number {
  const size = Math.min(a.length, b.length);
  return item(dot(tensor(a.slice(0, size)), tensor(b.slice(0, size))));
}

function productsTex(a: Vector, b: Vector): string {
  return a.map((x, i) => `${term(x)} \\cdot ${term(b[i] ?? NaN)}`).join(" + ");
}
