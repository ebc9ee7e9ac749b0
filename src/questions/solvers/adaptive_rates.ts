/** AdaGrad and RMSProp on given gradients, step by step. */
import { adagradStep, type EpsilonPlace, rmspropStep } from "../../tensor/adaptive.ts";
import { item, scalar } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term, vec } from "../tex.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep } from "./number_steps.ts";
import { carried } from "./worked_tex.ts";

export interface SquaredRun {
  readonly start: number;
  readonly gradients: readonly number[];
  readonly rate: number;
  readonly epsilon: number;
}

/** AdaGrad. Answers: s1, x1, s2, x2, ... */
export function adagradSolver(run: SquaredRun): Solver {
  return alternating(run, {
    rule: "Add the square of the new gradient to the sum: it never shrinks.",
    accumulate: (s, g) => item(adagradStep(still(s), scalar(g), { lr: 0, epsilon: 1 }).squares),
    tex: (s, g) => `${num(s)} + ${term(g)}^2`,
    place: "outside",
  });
}

/** RMSProp without momentum or bias correction. Answers: s1, x1, s2, x2, ... */
export function rmspropSolver(
  run: SquaredRun & { readonly beta: number; readonly place: EpsilonPlace },
): Solver {
  const { beta, place } = run;
  return alternating(run, {
    rule: "Mix the old average and the square of the new gradient.",
    accumulate: (s, g) => item(rmspropStep(still(s), scalar(g), { lr: 0, beta, epsilon: 1, place }).squares),
    tex: (s, g) => `${num(beta)} \\cdot ${num(s)} + ${num(1 - beta)} \\cdot ${term(g)}^2`,
    place,
  });
}

interface Accumulating {
  readonly rule: string;
  readonly accumulate: (s: number, g: number) => number;
  readonly tex: (s: number, g: number) => string;
  readonly place: EpsilonPlace;
}

function alternating({ start, gradients, rate, epsilon }: SquaredRun, how: Accumulating): Solver {
  const visible = epsilon > 1e-6;
  const root = (s: number) => how.place === "outside" ? Math.sqrt(s) + epsilon : Math.sqrt(s + epsilon);
  const rootTex = (s: number) =>
    !visible
      ? `\\sqrt{${num(s)}}`
      : how.place === "outside"
      ? `\\sqrt{${num(s)}} + ${num(epsilon)}`
      : `\\sqrt{${num(s)} + ${num(epsilon)}}`;
  return {
    steps: gradients.flatMap((g, i): StepPlan[] => {
      const n = i + 1;
      return [
        numberStep({
          id: `s${n}`,
          rule: `Squares ${n}: ${how.rule.charAt(0).toLowerCase()}${how.rule.slice(1)}`,
          uses: i === 0 ? [] : [`s${i}`],
          value: (s = 0) => how.accumulate(s, g),
          tex: (value, s = 0) => `s_${n} = ${how.tex(s, g)} = ${num(value)}`,
        }),
        numberStep({
          id: `root${n}`,
          rule: visible
            ? `The root ${how.place === "outside" ? "of it, then" : "of it with"} $\\epsilon$.`
            : "Its root; $\\epsilon$ is too small to be seen.",
          uses: [`s${n}`],
          roundable: true,
          value: root,
          tex: (value, s) => `${rootTex(s)} ${shown(value)}`,
        }),
        numberStep({
          id: `x${n}`,
          rule: `Step ${n}: rate times gradient, divided by the root, subtracted.`,
          uses: i === 0 ? [`root${n}`] : [`root${n}`, `x${i}`],
          roundable: true,
          value: (divisor, x = start) => x - rate * g / divisor,
          tex: (value, divisor, x = start) =>
            `x_${n} = ${num(Number(x.toFixed(4)))} - ${num(rate)} \\cdot \\frac{${num(g)}}{${
              carried(divisor)
            }} ${shown(value)}`,
        }),
      ];
    }),
    answers: Object.fromEntries(
      gradients.flatMap((_, i) => [[`s${i + 1}`, `s${i + 1}`], [`x${i + 1}`, `x${i + 1}`]]),
    ),
  };
}

/** To 4 decimals; what an epsilon too small to be seen does to it is not shown. */
function shown(value: number): string {
  return equals(Number(value.toFixed(7)), 4);
}

function still(squares: number) {
  return { weights: scalar(0), squares: scalar(squares) };
}

/** The first RMSProp step of several coordinates beside plain SGD, epsilon 0. Answers: sgd, rmsprop, each [n]. */
export function firstStepsSolver(
  { gradients, rate, beta }: {
    readonly gradients: readonly number[];
    readonly rate: number;
    readonly beta: number;
  },
): Solver {
  const divisors = gradients.map((g) => Math.sqrt((1 - beta) * g * g));
  return {
    steps: [
      entriesStep({
        id: "sgd",
        rule: "Plain descent steps in proportion to each gradient.",
        value: () => gradients.map((g) => rate * g),
        tex: (value) => `${num(rate)} \\cdot ${vec(gradients)} = ${vec(value)}`,
      }),
      entriesStep({
        id: "rmsprop",
        rule: "RMSProp divides each by its own root of mean square: the scale cancels.",
        value: () => gradients.map((g, i) => rate * g / (divisors[i] ?? NaN)),
        tex: (value) => vec(value.map((step) => Number(step.toFixed(4)))),
      }),
    ],
    answers: { sgd: "sgd", rmsprop: "rmsprop" },
  };
}
