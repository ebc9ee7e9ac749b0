/** A recurrent network with one unit: its states, its gradient through time, and powers of its weight. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import { rnnStep } from "../../tensor/rnn.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term, vec } from "../tex.ts";
import { four, fourTerm } from "./four_decimals.ts";
import { listStep, numberStep } from "./number_steps.ts";

export interface ScalarRnn {
  /** Weight of the input. */
  readonly u: number;
  /** Weight of the previous state. */
  readonly w: number;
  readonly b: number;
  readonly xs: readonly number[];
  readonly h0: number;
}

const stateId = (t: number) => `h${t}`;

/** h_t = tanh(w h_(t-1) + u x_t + b). Answers: h1, h2, ..., and all of them as h. */
export function rnnForwardSolver(rnn: ScalarRnn): Solver {
  const ids = rnn.xs.map((_, i) => stateId(i + 1));
  return {
    steps: [...stateSteps(rnn), joined(ids)],
    answers: { ...Object.fromEntries(ids.map((id) => [id, id])), h: "h" },
  };
}

/**
 * The gradient of L = h_T. A term for each use of w, the last use first, as the chain is walked back; only the last
 * `truncate` uses count. Answers: h [T], terms [min(T, truncate)], gradient = dL/dw, start = dL/dh_0 (not truncated).
 */
export function rnnBpttSolver(rnn: ScalarRnn & { readonly truncate: number }): Solver {
  const { w, xs, h0 } = rnn;
  const last = xs.length;
  const ids = xs.map((_, i) => stateId(i + 1));
  const backwards = Array.from({ length: last }, (_, i) => last - i);
  const deltas = backwards.map((t) =>
    numberStep({
      id: `d${t}`,
      rule: t === last
        ? `Start at the end: $\\delta_${t} = \\partial L / \\partial a_${t} = 1 - h_${t}^2$, the slope of $\\tanh$ there; $a_t$ is what $\\tanh$ is taken of.`
        : `One step back: times $w$, times the slope, $\\delta_${t} = \\delta_${
          t + 1
        } \\, w \\, (1 - h_${t}^2)$.`,
      uses: t === last ? [stateId(t)] : [stateId(t), `d${t + 1}`],
      roundable: true,
      value: (h, next = NaN) => (1 - h ** 2) * (t === last ? 1 : next * w),
      tex: (value, h, next = NaN) =>
        `\\delta_${t} = ${t === last ? "" : `${fourTerm(next)} \\cdot ${term(w)} \\cdot `}(1 - ${
          fourTerm(h)
        }^2) ${equals(value, 4)}`,
    })
  );
  const kept = backwards.slice(0, rnn.truncate);
  const names = kept.map((t) => [`d${t}`, ...(t === 1 ? [] : [stateId(t - 1)])]);
  return {
    steps: [
      ...stateSteps(rnn),
      joined(ids),
      ...deltas,
      listStep({
        id: "terms",
        rule: `Each use of $w$ gives the term $\\delta_t h_{t-1}$${
          kept.length < last ? "; the gradient stops before the earlier ones" : ""
        }.`,
        uses: names.flat(),
        roundable: true,
        value: (...inputs) => termsOf({ inputs, kept, h0 }).map(([delta, h]) => delta * h),
        tex: (value, ...inputs) =>
          termsOf({ inputs, kept, h0 }).map(([delta, h], i) =>
            `t=${kept[i]}\\colon\\; ${fourTerm(delta)} \\cdot ${fourTerm(h)} ${equals(value[i] ?? NaN, 4)}`
          ).join(",\\quad "),
      }),
      {
        id: "gradient",
        rule: "The weight is shared, so its terms add up.",
        uses: ["terms"],
        roundable: true,
        value: (terms = scalar(NaN)) => scalar(terms.values.reduce((a, b) => a + b, 0)),
        tex: (value, terms = scalar(NaN)) =>
          `\\frac{\\partial L}{\\partial w} = ${Array.from(terms.values, fourTerm).join(" + ")} ${
            equals(item(value), 4)
          }`,
      },
      numberStep({
        id: "start",
        rule: "Back to the first state: once more times $w$.",
        uses: ["d1"],
        roundable: true,
        value: (delta) => delta * w,
        tex: (value, delta) =>
          `\\frac{\\partial L}{\\partial h_0} = ${fourTerm(delta)} \\cdot ${term(w)} ${equals(value, 4)}`,
      }),
    ],
    answers: { h: "h", terms: "terms", gradient: "gradient", start: "start" },
  };
}

/** (w slope)^steps, the factor along a chain of equal steps. Answers: step, factor. */
export function recurrentPowerSolver(
  { w, slope, steps }: { readonly w: number; readonly slope: number; readonly steps: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "step",
        rule: slope === 1
          ? "Each step back multiplies by $w$."
          : "Each step back multiplies by the weight and by the slope of $\\tanh$.",
        value: () => w * slope,
        tex: (value) => slope === 1 ? num(w) : `${term(w)} \\cdot ${num(slope)} = ${num(value)}`,
      }),
      numberStep({
        id: "factor",
        rule: "The same factor at every step: a power.",
        uses: ["step"],
        value: (step) => step ** steps,
        tex: (value, step) => `${fourTerm(step)}^{${steps}} \\approx ${num(Number(value.toPrecision(6)))}`,
      }),
    ],
    answers: { step: "step", factor: "factor" },
  };
}

/** Steps after which (w slope)^steps has passed `limit`. Answers: step, steps. */
export function stepsToLimitSolver(
  { w, slope, limit }: { readonly w: number; readonly slope: number; readonly limit: number },
): Solver {
  const sign = limit < 1 ? "<" : ">";
  return {
    steps: [
      ...recurrentPowerSolver({ w, slope, steps: 1 }).steps.slice(0, 1),
      numberStep({
        id: "exact",
        rule: "Take logarithms: $T \\ln(\\text{factor of a step})$ must reach $\\ln(\\text{limit})$.",
        uses: ["step"],
        value: (step) => Math.log(limit) / Math.log(step),
        tex: (value, step) => `T = \\frac{\\ln ${num(limit)}}{\\ln ${four(step)}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "steps",
        rule: "The next whole number of steps.",
        uses: ["exact", "step"],
        value: (exact) => Math.floor(exact) + 1,
        tex: (value, _, step) =>
          `T = ${value}\\colon\\; ${four(step)}^{${value}} \\approx ${
            num(Number((step ** value).toPrecision(4)))
          } ${sign} ${num(limit)}`,
      }),
    ],
    answers: { step: "step", steps: "steps" },
  };
}

function stateSteps({ u, w, b, xs, h0 }: ScalarRnn): StepPlan[] {
  const weights = { input: tensor([[u]]), hidden: tensor([[w]]), bias: tensor([b]) };
  return xs.map((x, i) =>
    numberStep({
      id: stateId(i + 1),
      rule: i === 0
        ? `The first state: $h_1 = \\tanh(w h_0 + u x_1${b === 0 ? "" : " + b"})$.`
        : `The same weights again, now with $h_{${i}}$.`,
      uses: i === 0 ? [] : [stateId(i)],
      roundable: true,
      value: (h = h0) => rnnStep(tensor([x]), tensor([h]), weights).values[0] ?? NaN,
      tex: (value, h = h0) =>
        `h_${i + 1} = \\tanh(${term(w)} \\cdot ${fourTerm(h)} + ${term(u)} \\cdot ${term(x)}${
          b === 0 ? "" : ` + ${term(b)}`
        }) = \\tanh(${four(w * h + u * x + b)}) ${equals(value, 4)}`,
    })
  );
}

function joined(ids: readonly string[]): StepPlan {
  return listStep({
    id: "h",
    rule: "The states in order.",
    uses: ids,
    value: (...states) => states,
    tex: (states) => `h = ${vec(states, four)}`,
  });
}

/** Pairs [delta_t, h_(t-1)] of the kept steps, from a step's flat inputs; only t = 1 takes h_0. */
function termsOf(
  { inputs, kept, h0 }: {
    readonly inputs: readonly number[];
    readonly kept: readonly number[];
    readonly h0: number;
  },
): (readonly [number, number])[] {
  return kept.map((t, i) => [inputs[2 * i] ?? NaN, t === 1 ? h0 : inputs[2 * i + 1] ?? NaN]);
}
