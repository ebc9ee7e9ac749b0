/** Negative log-likelihood of a linear model with Gaussian noise. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gaussianNllSolver } from "../../solvers/linear_likelihood.ts";
import { num, rowsTex, vec } from "../../tex.ts";

type NllParams = {
  readonly x: readonly (readonly number[])[];
  readonly w: readonly number[];
  readonly b: number;
  readonly y: readonly number[];
  readonly sigma: number;
};

const NUMBER = { kind: "dec", lo: -10, hi: 10, step: 0.25 } as const;

export const gaussianNllGenerator = defineGenerator<NllParams>({
  id: "gaussian-nll",
  version: 1,
  topic: "linear-regression-mle",
  title: "Negative log-likelihood of linear regression",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: { kind: "list", of: NUMBER, min: 1, max: 3 }, min: 2, max: 4 },
    w: { kind: "list", of: NUMBER, min: 1, max: 3 },
    b: NUMBER,
    y: { kind: "list", of: NUMBER, min: 2, max: 4 },
    sigma: { kind: "pick", of: [0.5, 1, 2, 3] },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.y?.length ?? (level === 1 ? 2 : 3);
    const inputs = fixed.x?.[0]?.length ?? fixed.w?.length ?? level;
    const w = fixed.w ??
      Array.from({ length: inputs }, () => random.pick(level === 1 ? [-2, -1, 2] : [-1, -0.5, 0.5, 1]));
    const b = fixed.b ?? random.pick([-1, -0.5, 0.5, 1]);
    const x = fixed.x ??
      Array.from({ length: n }, () => Array.from({ length: inputs }, () => random.int(-1, 3)));
    const noise = () => random.pick([-1.5, -1, -0.5, 0.5, 1, 1.5]);
    return {
      x,
      w,
      b,
      y: fixed.y ?? x.map((row) => row.reduce((sum, value, i) => sum + value * (w[i] ?? 0), b) + noise()),
      sigma: fixed.sigma ?? random.pick(level === 1 ? [2] : [0.5, 2]),
    };
  },
  refuse({ x, w, b, y, sigma }) {
    if (x.length !== y.length) return `${y.length} targets for ${x.length} samples`;
    if (x.some((row) => row.length !== w.length)) return "inputs and weights differ in number";
    const r = residuals({ x, w, b, y, sigma });
    if (r.every((value) => value === 0)) return "the line hits every point";
    return r.some((value) => Math.abs(value) > 5) ? "a point lies far from the line" : undefined;
  },
  prompt: ({ x, w, b, y, sigma }) =>
    w.length === 1
      ? `A model says $y = ${num(w[0] ?? 0)} x ${b < 0 ? "-" : "+"} ${
        num(Math.abs(b))
      } + \\epsilon$ with Gaussian noise $\\epsilon$ of standard deviation $\\sigma = ${
        num(sigma)
      }$. For the inputs $x = ${vec(x.map((row) => row[0] ?? 0))}$ the targets are $y = ${
        vec(y)
      }$. Give the residuals and the negative log-likelihood.`
      : `A model says $y = w \\cdot x + b + \\epsilon$ with $w = ${vec(w)}$, $b = ${
        num(b)
      }$ and Gaussian noise $\\epsilon$ of standard deviation $\\sigma = ${
        num(sigma)
      }$. The samples, one row each, and their targets are\n\n$$X = ${rowsTex(x)},\\quad y = ${
        vec(y)
      }.$$\n\nGive the residuals and the negative log-likelihood.`,
  conventions: () => [
    "residual: target minus prediction, exact",
    "summed over the samples, constants included, natural logarithm; 3 decimals, so keep 4 in between",
  ],
  answers: ({ y }) => [
    exactTensorAnswer({ id: "residuals", label: "Residuals", shape: [y.length] }),
    realAnswer({ id: "nll", label: "$-\\ln P(y \\mid X)$", decimals: 3, unit: "nats" }),
  ],
  solve: gaussianNllSolver,
  mistakes: [
    {
      id: "residual-sign",
      solve: (params) => ({ residuals: tensor(residuals(params).map((r) => r === 0 ? 0 : -r)) }),
      feedback:
        "You subtracted the target from the prediction. The likelihood does not mind, but the residual is target minus prediction.",
    },
    {
      id: "constant-once",
      solve: (params) => nll(params, { constants: 1 }),
      feedback:
        "The constant $\\tfrac{1}{2}\\ln(2\\pi\\sigma^2)$ stands inside the sum: every sample adds one.",
    },
    {
      id: "no-constant",
      solve: (params) => nll(params, { constants: 0 }),
      feedback:
        "The constant $\\tfrac{n}{2}\\ln(2\\pi\\sigma^2)$ is missing. It does not move the minimum, but it belongs to the value.",
    },
    {
      id: "no-half-in-exponent",
      solve: (params) => nll(params, { quadratic: 2 }),
      feedback: "The squares are divided by $2\\sigma^2$, not by $\\sigma^2$.",
    },
    {
      id: "sigma-not-squared",
      solve: (params) =>
        params.sigma === 1
          ? undefined
          : nll(params, { quadratic: params.sigma, deviation: Math.sqrt(params.sigma) }),
      feedback: "The formula holds the variance: square $\\sigma$.",
    },
    {
      id: "no-pi",
      solve: (params) => {
        const n = params.y.length;
        return { nll: scalar(value(params) - n / 2 * Math.log(2 * Math.PI)) };
      },
      feedback: "You left out $\\tfrac{1}{2}\\ln(2\\pi)$ for each sample.",
    },
    {
      id: "mean",
      solve: (params) => ({ nll: scalar(value(params) / params.y.length) }),
      feedback: "You averaged. The log-likelihood of independent samples is a sum.",
    },
    {
      id: "likelihood-sign",
      solve: (params) => ({ nll: scalar(-value(params)) }),
      feedback: "That is the log-likelihood. The card asks for its negative.",
    },
  ],
  hints: () => ["Each sample costs a constant, and the square of its residual over $2\\sigma^2$."],
});

interface Twist {
  readonly constants?: number;
  readonly quadratic?: number;
  readonly deviation?: number;
}

function residuals({ x, w, b, y }: NllParams): number[] {
  return x.map((row, i) => (y[i] ?? 0) - row.reduce((sum, part, j) => sum + part * (w[j] ?? 0), b));
}

function value(
  params: NllParams,
  { constants = params.y.length, quadratic = 1, deviation = params.sigma }: Twist = {},
): number {
  const squares = residuals(params).reduce((sum, r) => sum + r * r, 0);
  return constants / 2 * Math.log(2 * Math.PI * deviation ** 2) +
    quadratic * squares / (2 * params.sigma ** 2);
}

function nll(params: NllParams, twist: Twist) {
  return { nll: scalar(value(params, twist)) };
}
