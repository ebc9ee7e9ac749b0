/** The gradient of a recurrent weight through time: level 1 two steps, level 2 three, level 3 truncated. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { rnnBpttSolver } from "../../solvers/scalar_rnn.ts";
import { num, vec } from "../../tex.ts";

type BpttParams = {
  readonly u: number;
  readonly w: number;
  readonly xs: readonly number[];
  readonly h0: number;
  readonly truncate: number;
};

const WEIGHT = { kind: "dec", lo: -2, hi: 2, step: 0.1 } as const;

export const rnnBpttGenerator = defineGenerator<BpttParams>({
  id: "rnn-bptt",
  version: 1,
  topic: "language-models-rnn",
  title: "Backpropagation through time",
  levels: [1, 2, 3],
  domains: {
    u: WEIGHT,
    w: WEIGHT,
    xs: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 2, max: 4 },
    h0: WEIGHT,
    truncate: { kind: "int", lo: 1, hi: 4 },
  },
  generate(random, level, fixed) {
    const xs = fixed.xs ?? Array.from({ length: level === 1 ? 2 : 3 }, () => random.pick([-2, -1, 1, 2]));
    return {
      u: fixed.u ?? random.pick([-0.5, -0.4, -0.3, 0.2, 0.3, 0.4, 0.5]),
      w: fixed.w ?? random.pick([-0.8, -0.6, 0.5, 0.6, 0.7, 0.8, 0.9]),
      xs,
      h0: fixed.h0 ?? random.pick([-0.5, -0.4, 0.4, 0.5, 0.6]),
      truncate: fixed.truncate ?? (level === 3 ? 2 : xs.length),
    };
  },
  refuse(p) {
    if (p.truncate > p.xs.length) return "truncated after more steps than there are";
    if (p.u === 0 || p.w === 0 || p.h0 === 0) return "a weight or the first state is 0";
    const { h, terms } = backwards(p, {});
    if (h.some((state) => Math.abs(state) > 0.95)) return "a state is saturated";
    return terms.some((value) => Math.abs(value) < 0.02) ? "a term is nearly 0" : undefined;
  },
  prompt: ({ u, w, xs, h0, truncate }) =>
    `A recurrent network with one unit, $h_t = \\tanh(w h_{t-1} + u x_t)$ with $w = ${num(w)}$ and $u = ${
      num(u)
    }$, starts at $h_0 = ${num(h0)}$ and reads $x = ${
      vec(xs)
    }$. The loss is its last state, $L = h_${xs.length}$. What is $\\partial L / \\partial w$${
      truncate < xs.length
        ? ` by backpropagation truncated to the last ${truncate === 1 ? "step" : `${truncate} steps`}`
        : ""
    }?`,
  conventions: ({ xs, truncate }) => [
    `terms: one for each use of $w$, the last first ($t = ${latestFirst(xs.length, truncate).join(", ")}$)`,
    ...(truncate < xs.length
      ? [`truncated: all states run forward as usual, but $h_{${xs.length - truncate}}$ counts as a constant`]
      : []),
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ xs, truncate }) => [
    tensorAnswer({ id: "h", label: `States $h_1$ to $h_${xs.length}$`, shape: [xs.length], decimals: 3 }),
    tensorAnswer({
      id: "terms",
      label: `Terms for $t = ${latestFirst(xs.length, truncate).join(", ")}$`,
      shape: [Math.min(truncate, xs.length)],
      decimals: 3,
    }),
    realAnswer({ id: "gradient", label: "$\\partial L / \\partial w$", decimals: 3 }),
  ],
  solve(p) {
    const { steps, answers: { h = "h", terms = "terms", gradient = "gradient" } } = rnnBpttSolver({
      ...p,
      b: 0,
    });
    const unused = Array.from({ length: Math.max(0, p.xs.length - p.truncate) }, (_, i) => `d${i + 1}`);
    return {
      steps: steps.filter(({ id }) => id !== "start" && !unused.includes(id)),
      answers: { h, terms, gradient },
    };
  },
  mistakes: [
    {
      id: "last-step-only",
      solve: (p) => {
        if (p.truncate < 2) return undefined;
        const [first = NaN, ...rest] = backwards(p, {}).terms;
        return { terms: tensor([first, ...rest.map(() => 0)]), gradient: scalar(first) };
      },
      feedback:
        "That is only the direct effect of $w$ at the last step. The earlier states depend on $w$ too: follow the chain back.",
    },
    {
      id: "no-slope",
      solve: (p) => keys(p, { slope: () => 1 }),
      feedback: "The slopes of $\\tanh$ are missing: every step back multiplies by $1 - h_t^2$.",
    },
    {
      id: "no-weight",
      solve: (p) => p.truncate < 2 ? undefined : keys(p, { through: 1 }),
      feedback:
        "From $h_t$ to $h_{t-1}$ the gradient also passes the weight: multiply by $w$ at each step back.",
    },
    {
      id: "slope-not-squared",
      solve: (p) => keys(p, { slope: (h) => 1 - h }),
      feedback: "The slope of $\\tanh$ is $1 - h_t^2$: square the state.",
    },
    {
      id: "sigmoid-slope",
      solve: (p) => keys(p, { slope: (h) => h * (1 - h) }),
      feedback: "$h(1-h)$ is the slope of the sigmoid; here it is $\\tanh$, with $1 - h^2$.",
    },
    {
      id: "own-state",
      solve: (p) => keys(p, { shift: 0 }),
      feedback:
        "At step $t$ the weight multiplies $h_{t-1}$, the state before, so that is the factor of the term.",
    },
    {
      id: "input-as-factor",
      solve: (p) => keys(p, { factor: "input" }),
      feedback: "That is the gradient of $u$, which multiplies the input. $w$ multiplies the previous state.",
    },
  ],
  hints: () => [
    "Unroll the network: $w$ is used once at each step. Add the effects of all uses on the loss.",
  ],
});

interface Twist {
  readonly slope?: (h: number) => number;
  readonly through?: number;
  readonly shift?: 0 | 1;
  readonly factor?: "input";
}

/** States and terms with one thing done wrong. */
function backwards({ u, w, xs, h0, truncate }: BpttParams, twist: Twist) {
  const { slope = (h: number) => 1 - h * h, through = w, shift = 1, factor } = twist;
  const all = [h0];
  for (const x of xs) all.push(Math.tanh(w * (all[all.length - 1] ?? 0) + u * x));
  const terms: number[] = [];
  let delta = 1;
  for (let t = xs.length; t > Math.max(0, xs.length - truncate); t--) {
    delta *= slope(all[t] ?? NaN) * (t === xs.length ? 1 : through);
    terms.push(delta * (factor === "input" ? xs[t - 1] ?? NaN : all[t - shift] ?? NaN));
  }
  return { h: all.slice(1), terms };
}

function keys(p: BpttParams, twist: Twist) {
  const { terms } = backwards(p, twist);
  return { terms: tensor(terms), gradient: scalar(terms.reduce((a, b) => a + b, 0)) };
}

function latestFirst(length: number, truncate: number): number[] {
  return Array.from({ length: Math.min(length, truncate) }, (_, i) => length - i);
}
