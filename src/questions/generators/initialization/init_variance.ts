/** Variance and deviation of initial weights: one fan, then Glorot with its uniform bound, then any scheme by fans. */
import type { Scheme } from "../../../tensor/initialise.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { initialWeightsSolver, SCHEME_TEX } from "../../solvers/initial_weights.ts";
import { scalars } from "../../solvers/number_steps.ts";

type InitParams = {
  readonly scheme: Scheme;
  readonly fanIn: number;
  readonly fanOut: number;
  readonly bound: boolean;
};

const FAN = { kind: "int", lo: 1, hi: 8192 } as const;

export const initVarianceGenerator = defineGenerator<InitParams>({
  id: "init-variance",
  version: 1,
  topic: "initialization",
  title: "Variance of initial weights",
  levels: [1, 2, 3],
  domains: {
    scheme: { kind: "pick", of: ["lecun", "glorot", "he"] },
    fanIn: FAN,
    fanOut: FAN,
    bound: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const [fanIn = 64, fanOut = 100] = random.sample([
      16,
      20,
      25,
      30,
      32,
      40,
      50,
      64,
      80,
      100,
      120,
      128,
      150,
      200,
      256,
    ], 2);
    const scheme: readonly Scheme[] = level === 1
      ? ["lecun", "he"]
      : level === 2
      ? ["glorot"]
      : ["lecun", "glorot", "he"];
    return {
      scheme: fixed.scheme ?? random.pick(scheme),
      fanIn: fixed.fanIn ?? fanIn,
      fanOut: fixed.fanOut ?? fanOut,
      bound: fixed.bound ?? level > 1,
    };
  },
  refuse({ fanIn, fanOut }) {
    if (Math.min(fanIn, fanOut) < 8) return "the layer is too small";
    if (Math.max(fanIn, fanOut) > 1024) return "the deviation is too small for 4 decimals";
    return Math.max(fanIn / fanOut, fanOut / fanIn) < 1.2 ? "the fans are nearly equal" : undefined;
  },
  prompt: ({ scheme, fanIn, fanOut, bound }) =>
    `A dense layer with ${fanIn} inputs and ${fanOut} units is initialised after ${
      SCHEME_TEX[scheme].name
    }. What are the variance and the standard deviation of its weights${
      bound ? ", and the bound $a$ if they are drawn uniformly from $[-a, a]$" : ""
    }?`,
  conventions: ({ scheme }) => [
    `$${SCHEME_TEX[scheme].formula}$, zero mean, gain 1`,
    "variance: a fraction or 6 decimals; the others 4 decimals",
  ],
  answers: ({ bound }) => [
    realAnswer({ id: "variance", label: "Variance", decimals: 6, rtol: 0.002 }),
    realAnswer({ id: "std", label: "Standard deviation", decimals: 4 }),
    ...(bound ? [realAnswer({ id: "bound", label: "Bound $a$", decimals: 4 })] : []),
  ],
  solve(p) {
    const { steps, answers } = initialWeightsSolver(p);
    const asked = ["variance", "std", ...(p.bound ? ["bound"] : [])];
    return {
      steps: steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "root-as-variance",
      solve: (p) =>
        spread(p, p.scheme === "glorot" ? 2 / Math.sqrt(p.fanIn + p.fanOut) : Math.sqrt(variance(p))),
      feedback:
        "You took a root for the variance. The formula gives the *variance* without any root; the standard deviation is its root.",
    },
    {
      id: "other-fan",
      solve: (p) =>
        p.scheme === "glorot" ? undefined : spread(p, variance({ ...p, fanIn: p.fanOut, fanOut: p.fanIn })),
      feedback: "You counted the units that the weights lead to. This scheme counts the inputs of a unit.",
    },
    {
      id: "other-scheme",
      solve: (p) => spread(p, variance({ ...p, scheme: p.scheme === "he" ? "lecun" : "he" })),
      feedback:
        "That is another scheme: He has $2/n_{\\text{in}}$, for ReLU; LeCun $1/n_{\\text{in}}$; Glorot uses both fans.",
    },
    {
      id: "no-two",
      solve: (p) => p.scheme === "glorot" ? spread(p, 1 / (p.fanIn + p.fanOut)) : undefined,
      feedback: "Glorot divides by the *mean* of both fans, hence 2 over their sum.",
    },
    {
      id: "std-as-variance",
      solve: (p) => scalars({ std: variance(p), ...(p.bound ? { bound: Math.sqrt(3 * variance(p)) } : {}) }),
      feedback: "The standard deviation is the root of the variance.",
    },
    {
      id: "bound-is-std",
      solve: (p) => p.bound ? scalars({ bound: Math.sqrt(variance(p)) }) : undefined,
      feedback:
        "A uniform distribution on $[-a, a]$ has deviation $a / \\sqrt{3}$: the bound is larger by $\\sqrt{3}$.",
    },
    {
      id: "bound-triple",
      solve: (p) => p.bound ? scalars({ bound: 3 * Math.sqrt(variance(p)) }) : undefined,
      feedback: "The 3 stands under the root: $a = \\sqrt{3 \\operatorname{Var}(w)}$.",
    },
  ],
  hints: () => ["The named formula gives a variance; everything else follows from it."],
});

function variance({ scheme, fanIn, fanOut }: Pick<InitParams, "scheme" | "fanIn" | "fanOut">): number {
  return scheme === "glorot" ? 2 / (fanIn + fanOut) : (scheme === "he" ? 2 : 1) / fanIn;
}

function spread({ bound }: InitParams, wrong: number) {
  return scalars({
    variance: wrong,
    std: Math.sqrt(wrong),
    ...(bound ? { bound: Math.sqrt(3 * wrong) } : {}),
  });
}
