/** Likelihood of linear models: Gaussian noise around a line, and logistic regression. */
import { fromValues, item, scalar, tensor } from "../../tensor/tensor.ts";
import { map, sub } from "../../tensor/elementwise.ts";
import { sigmoid } from "../../tensor/activations.ts";
import { gaussianNll } from "../../tensor/divergences.ts";
import { columnDense } from "../../tensor/linear.ts";
import { dot } from "../../tensor/matmul.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term } from "../tex.ts";
import { lines, short, shortTerm } from "./shown.ts";

export interface GaussianModel {
  /** One row for each sample. */
  readonly x: readonly (readonly number[])[];
  readonly w: readonly number[];
  readonly b: number;
  readonly y: readonly number[];
  readonly sigma: number;
}

/** Residuals y - (w x + b) and -ln prod N(y; w x + b, sigma^2). Answers: residuals [n], nll. */
export function gaussianNllSolver({ x, w, b, y, sigma }: GaussianModel): Solver {
  const n = y.length;
  const target = tensor(y);
  return {
    steps: [
      {
        id: "predictions",
        rule: "Predictions of the line, $w \\cdot x_i + b$.",
        uses: [],
        roundable: false,
        value: () => {
          const all = columnDense(tensor(x), { weight: tensor([w]), bias: tensor([b]) });
          return fromValues(all.values, [n]);
        },
        tex: (value) =>
          lines(
            x.map((row, i) =>
              `${row.map((part, j) => `${term(w[j] ?? 0)} \\cdot ${term(part)}`).join(" + ")} + ${
                term(b)
              } &= ${num(value.values[i] ?? NaN)}`
            ),
          ),
      },
      {
        id: "residuals",
        rule: "Residuals: target minus prediction.",
        uses: ["predictions"],
        roundable: false,
        value: (predictions) => sub(target, predictions),
        tex: (value) => `r ${equalsVec(value, 4)}`,
      },
      {
        id: "squares",
        rule: "Add their squares.",
        uses: ["residuals"],
        roundable: false,
        value: (r) => dot(r, r),
        tex: (value, r) =>
          `${Array.from(r.values, (part) => `${term(part)}^2`).join(" + ")} ${equals(item(value), 4)}`,
      },
      ...likelihoodSteps({ n, sigma }),
    ],
    answers: { residuals: "residuals", nll: "nll" },
  };
}

/** The same from the mean squared error: n/2 ln(2 pi sigma^2) + n mse / (2 sigma^2). Answer: nll. */
export function nllOfMseSolver(
  { n, sigma, mse }: { readonly n: number; readonly sigma: number; readonly mse: number },
): Solver {
  return {
    steps: [
      {
        id: "squares",
        rule: "The sum of squares is $n$ times their mean.",
        uses: [],
        roundable: false,
        value: () => scalar(n * mse),
        tex: (value) => `${n} \\cdot ${num(mse)} ${equals(item(value), 4)}`,
      },
      ...likelihoodSteps({ n, sigma }),
    ],
    answers: { nll: "nll" },
  };
}

export interface Logistic {
  readonly w: readonly number[];
  readonly b: number;
  readonly x: readonly number[];
}

/** z = w x + b, p = sigmoid(z), class 1 where p > 1/2. Answers: z, p, decision (0 or 1). */
export function logisticSolver(of: Logistic): Solver {
  return { steps: logisticSteps(of), answers: { z: "z", p: "p", decision: "decision" } };
}

/** The same with the gradient of -ln p(label): (p - label) x. Answers: z, p, decision, grad [n], gradBias. */
export function logisticGradientSolver({ label, ...of }: Logistic & { readonly label: 0 | 1 }): Solver {
  return {
    steps: [
      ...logisticSteps(of),
      {
        id: "gradBias",
        rule: "Gradient by the score, which is that by the bias: probability minus label.",
        uses: ["p"],
        roundable: true,
        value: (p) => map(p, (chance) => chance - label),
        tex: (value, p) => `p - y = ${short(item(p))} - ${label} ${equals(item(value), 4)}`,
      },
      {
        id: "grad",
        rule: "Gradient by the weights: the same times each input.",
        uses: ["gradBias"],
        roundable: true,
        value: (error) => tensor(of.x.map((part) => item(error) * part)),
        tex: (value, error) =>
          `(p - y)\\, x = ${shortTerm(item(error))} \\cdot (${of.x.map(num).join(",\\; ")}) ${
            equalsVec(value, 4)
          }`,
      },
    ],
    answers: { z: "z", p: "p", decision: "decision", grad: "grad", gradBias: "gradBias" },
  };
}

function logisticSteps({ w, b, x }: Logistic): StepPlan[] {
  return [
    {
      id: "z",
      rule: "Score: weights times inputs, plus the bias.",
      uses: [],
      roundable: false,
      value: () => scalar(item(dot(tensor(w), tensor(x))) + b),
      tex: (value) =>
        `z = ${w.map((weight, i) => `${term(weight)} \\cdot ${term(x[i] ?? 0)}`).join(" + ")} + ${
          term(b)
        } = ${num(item(value))}`,
    },
    {
      id: "p",
      rule: "Probability of class 1: the sigmoid of the score.",
      uses: ["z"],
      roundable: true,
      value: (z) => sigmoid(z),
      tex: (value, z) => `p = \\frac{1}{1 + e^{${num(-item(z))}}} ${equals(item(value), 4)}`,
    },
    {
      id: "decision",
      rule: "Class 1 where $p > \\tfrac{1}{2}$, which is where $z > 0$.",
      uses: ["z"],
      roundable: false,
      value: (z) => map(z, (score) => score > 0 ? 1 : 0),
      tex: (value, z) => `z = ${num(item(z))} ${item(value) === 1 ? "> 0" : "\\le 0"}`,
    },
  ];
}

/** The likelihood from a step "squares", the sum of squared residuals. */
function likelihoodSteps({ n, sigma }: { readonly n: number; readonly sigma: number }): StepPlan[] {
  const variance = sigma * sigma;
  return [
    {
      id: "constant",
      rule: "Each sample adds $\\tfrac{1}{2} \\ln(2 \\pi \\sigma^2)$, whatever its residual.",
      uses: [],
      roundable: true,
      value: () =>
        gaussianNll(tensor(new Array(n).fill(0)), {
          mean: tensor(new Array(n).fill(0)),
          std: tensor(new Array(n).fill(sigma)),
          reduction: "sum",
        }),
      tex: (value) =>
        `${n} \\cdot \\tfrac{1}{2} \\ln(2 \\pi \\cdot ${num(variance)}) ${equals(item(value), 4)}`,
    },
    {
      id: "quadratic",
      rule: "The squares are divided by $2 \\sigma^2$.",
      uses: ["squares"],
      roundable: true,
      value: (squares) => map(squares, (total) => total / (2 * variance)),
      tex: (value, squares) =>
        `\\frac{${short(item(squares))}}{2 \\cdot ${num(variance)}} ${equals(item(value), 4)}`,
    },
    {
      id: "nll",
      rule: "Add both parts.",
      uses: ["constant", "quadratic"],
      roundable: true,
      value: (constant, quadratic) => scalar(item(constant) + item(quadratic)),
      tex: (value, constant, quadratic) =>
        `${short(item(constant))} + ${short(item(quadratic))} ${equals(item(value), 4)}`,
    },
  ];
}
