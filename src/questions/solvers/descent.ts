/** Plain gradient descent: on a parabola, on a linear model, with a scaled loss. */
import { sgdStep } from "../../tensor/optimise.ts";
import { item, scalar, tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { num, term, vec } from "../tex.ts";
import type { Grid } from "./grid.ts";
import { dot, entriesStep } from "./list_steps.ts";
import { numberStep, settled } from "./number_steps.ts";
import { products } from "./worked_tex.ts";

/** How descent on a parabola behaves in the long run; the order is that of the choices. */
export const BEHAVIOURS = ["monotone", "alternating", "cycle", "diverges"] as const;

export interface Parabola {
  /** f(x) = a (x - centre)^2 with a > 0. */
  readonly a: number;
  readonly centre: number;
  readonly start: number;
  readonly rate: number;
  readonly steps: number;
}

/** The factor by which the distance to the minimum changes each step, 1 - 2 a lr, without floating-point noise. */
export function contraction({ a, rate }: Pick<Parabola, "a" | "rate">): number {
  return Number((1 - 2 * a * rate).toPrecision(12));
}

/** Index in BEHAVIOURS for a factor. */
export function behaviourOf(factor: number): number {
  const size = Math.abs(factor);
  if (size > 1) return 3;
  if (size === 1) return 2;
  return factor < 0 ? 1 : 0;
}

/** Gradient descent on a (x - c)^2. Answers: x1 ... xn, behaviour (index in BEHAVIOURS). */
export function parabolaSolver(p: Parabola): Solver {
  const { a, centre, rate } = p;
  const side = `${centre < 0 ? "+" : "-"} ${num(Math.abs(centre))}`;
  const away = (x: number) => centre === 0 ? term(x) : `(${num(x)} ${side})`;
  const slope = `${2 * a === 1 ? "" : num(2 * a)} ${centre === 0 ? "x" : `(x ${side})`}`;
  const walk = Array.from({ length: p.steps }, (_, i): StepPlan =>
    numberStep({
      id: `x${i + 1}`,
      rule: `Step ${i + 1}: gradient $f'(x) = ${slope}$ at $x_${i}$, times the rate, subtracted.`,
      uses: i === 0 ? [] : [`x${i}`],
      value: (x = p.start) => settled(item(sgdStep(scalar(x), scalar(2 * a * (x - centre)), rate))),
      tex: (value, x = p.start) => {
        const gradient = 2 * a * (x - centre);
        return `f'(x_${i}) = ${num(2 * a)} \\cdot ${away(x)} = ${num(gradient)},\\quad x_${i + 1} = ${
          num(x)
        } - ${num(rate)} \\cdot ${term(gradient)} = ${num(value)}`;
      },
    }));
  return {
    steps: [
      ...walk,
      numberStep({
        id: "factor",
        rule: "Each step multiplies the distance to the minimum by $r = 1 - 2 a \\eta$.",
        value: () => contraction(p),
        tex: (value) => `r = 1 - 2 \\cdot ${num(a)} \\cdot ${num(rate)} = ${num(value)}`,
      }),
      numberStep({
        id: "behaviour",
        rule:
          "The distance shrinks when $|r| < 1$, stays when $|r| = 1$ and grows when $|r| > 1$; a negative $r$ changes the side at every step.",
        uses: ["factor"],
        value: behaviourOf,
        tex: (_, r) => {
          const size = Math.abs(r);
          const beside = size < 1 ? " < 1" : size > 1 ? " > 1" : "";
          return `|r| = ${num(size)}${beside},\\quad r ${r < 0 ? "< 0" : "\\ge 0"}`;
        },
      }),
    ],
    answers: {
      ...Object.fromEntries(walk.map(({ id }) => [id, id])),
      behaviour: "behaviour",
    },
  };
}

export interface LinearSamples {
  readonly weights: readonly number[];
  /** One row a sample. */
  readonly inputs: Grid;
  readonly targets: readonly number[];
  readonly rate: number;
}

/** One step on the mean of (w x - y)^2 / 2. Answers: prediction [samples], gradient [weights], updated [weights]. */
export function linearStepSolver({ weights, inputs, targets, rate }: LinearSamples): Solver {
  const count = inputs.length;
  const single = count === 1;
  const name = (symbol: string, i: number) => single ? symbol : `${symbol}_{${i + 1}}`;
  return {
    steps: [
      entriesStep({
        id: "prediction",
        rule: "Predict: the dot product of weights and inputs.",
        value: () => inputs.map((x) => dot(weights, x)),
        tex: (value) =>
          value.map((y, i) => `${name("\\hat y", i)} = ${products(weights, inputs[i] ?? [])} = ${num(y)}`)
            .join(",\\quad "),
      }),
      entriesStep({
        id: "errors",
        rule: "Error: prediction minus target.",
        uses: ["prediction"],
        value: (y) => y.map((value, i) => value - (targets[i] ?? 0)),
        tex: (value, y) =>
          value.map((e, i) => `${name("e", i)} = ${num(y[i] ?? 0)} - ${term(targets[i] ?? 0)} = ${num(e)}`)
            .join(",\\quad "),
      }),
      entriesStep({
        id: "gradient",
        rule: single
          ? "Gradient: the error times the inputs."
          : "Gradient: the error of each sample times its inputs, averaged over the samples.",
        uses: ["errors"],
        value: (e) => weights.map((_, j) => dot(e, inputs.map((x) => x[j] ?? 0)) / count),
        tex: (value, e) => {
          const parts = inputs.map((x, i) => `${term(e[i] ?? 0)} \\cdot ${vec(x)}`).join(" + ");
          return `\\nabla L = ${single ? parts : `\\tfrac{1}{${count}} \\left( ${parts} \\right)`} = ${
            vec(value)
          }`;
        },
      }),
      entriesStep({
        id: "updated",
        rule: "Step against the gradient: $w - \\eta \\nabla L$.",
        uses: ["gradient"],
        value: (g) => toNested(sgdStep(tensor(weights), tensor(g), rate)),
        tex: (value, g) => `w' = ${vec(weights)} - ${num(rate)} \\cdot ${vec(g)} = ${vec(value)}`,
      }),
    ],
    answers: { prediction: "prediction", gradient: "gradient", updated: "updated" },
  };
}

export interface ScaledLoss {
  readonly weight: number;
  readonly gradient: number;
  readonly rate: number;
  /** The loss is multiplied by this, > 0. */
  readonly scale: number;
}

/** What a factor on the loss does to one step. Answers: plain, scaled, updated, minimiser (0 stays, 1 moves), restoring. */
export function scaledLossSolver({ weight, gradient, rate, scale }: ScaledLoss): Solver {
  return {
    steps: [
      numberStep({
        id: "plain",
        rule: "Size of the step on $L$: rate times gradient.",
        value: () => rate * Math.abs(gradient),
        tex: (value) => `${num(rate)} \\cdot |${num(gradient)}| = ${num(value)}`,
      }),
      numberStep({
        id: "scaled",
        rule: "The gradient of $cL$ is $c \\nabla L$: the step grows by the same factor.",
        uses: ["plain"],
        value: (plain) => scale * plain,
        tex: (value, plain) => `${num(scale)} \\cdot ${num(plain)} = ${num(value)}`,
      }),
      numberStep({
        id: "updated",
        rule: "Step against the gradient of $cL$.",
        value: () => item(sgdStep(scalar(weight), scalar(scale * gradient), rate)),
        tex: (value) =>
          `w' = ${num(weight)} - ${num(rate)} \\cdot ${num(scale)} \\cdot ${term(gradient)} = ${num(value)}`,
      }),
      numberStep({
        id: "minimiser",
        rule: "Multiplying a function by a positive constant changes how high it is, not where it is lowest.",
        value: () => 0,
        tex: () => `\\operatorname{argmin}_w c L(w) = \\operatorname{argmin}_w L(w) \\text{ for } c > 0`,
      }),
      numberStep({
        id: "restoring",
        rule: "To take the old step again, divide the rate by the factor.",
        value: () => rate / scale,
        tex: (value) => `\\eta / c = ${num(rate)} / ${num(scale)} = ${num(value)}`,
      }),
    ],
    answers: {
      plain: "plain",
      scaled: "scaled",
      updated: "updated",
      minimiser: "minimiser",
      restoring: "restoring",
    },
  };
}
