/** Fans of a convolution: square kernels, then rectangular ones with He's deviation. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { convFanSolver } from "../../solvers/initial_weights.ts";
import { scalars } from "../../solvers/number_steps.ts";

type FanParams = {
  readonly channels: number;
  readonly filters: number;
  readonly height: number;
  readonly width: number;
  readonly deviation: boolean;
};

const SIDE = { kind: "int", lo: 1, hi: 11 } as const;
const CHANNELS = { kind: "int", lo: 1, hi: 1024 } as const;

export const convFanGenerator = defineGenerator<FanParams>({
  id: "conv-fan",
  version: 1,
  topic: "initialization",
  title: "Fans of a convolution",
  levels: [1, 2],
  domains: {
    channels: CHANNELS,
    filters: CHANNELS,
    height: SIDE,
    width: SIDE,
    deviation: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const [channels = 3, filters = 8] = random.sample([3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 64], 2);
    const height = fixed.height ?? random.pick([3, 5, 7]);
    return {
      channels: fixed.channels ?? channels,
      filters: fixed.filters ?? filters,
      height,
      width: fixed.width ??
        (level === 1 ? height : random.pick([1, 3, 5].filter((width) => width !== height))),
      deviation: fixed.deviation ?? level === 2,
    };
  },
  refuse({ channels, filters, height, width, deviation }) {
    if (channels === filters) return "as many filters as channels";
    if (height * width === 1) return "a 1x1 kernel";
    return deviation && channels * height * width > 1000
      ? "the deviation is too small for 4 decimals"
      : undefined;
  },
  prompt: ({ channels, filters, height, width, deviation }) =>
    `A convolution has ${channels} input channels and ${filters} filters of size $${height} \\times ${width}$. What are its fan-in and fan-out${
      deviation ? ", and what standard deviation do its weights get after He" : ""
    }?`,
  conventions: ({ deviation }) => [
    "fan-out as in the frameworks: filters times kernel area; stride 1, no groups",
    ...(deviation
      ? ["He (Kaiming), fan-in, for ReLU: $\\operatorname{Var}(w) = 2 / n_{\\text{in}}$; 4 decimals"]
      : []),
  ],
  answers: ({ deviation }) => [
    integerAnswer({ id: "fanIn", label: "Fan-in" }),
    integerAnswer({ id: "fanOut", label: "Fan-out" }),
    ...(deviation ? [realAnswer({ id: "std", label: "Standard deviation", decimals: 4 })] : []),
  ],
  solve(p) {
    const { steps, answers } = convFanSolver(p);
    const asked = ["fanIn", "fanOut", ...(p.deviation ? ["std"] : [])];
    return {
      steps: steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "channels-only",
      solve: (p) => fans(p, p.channels, p.filters),
      feedback: "A unit of a convolution reads a whole window: multiply by the area of the kernel.",
    },
    {
      id: "one-side",
      solve: (p) => p.height === 1 ? undefined : fans(p, p.channels * p.height, p.filters * p.height),
      feedback: "The kernel has two sides: multiply by both.",
    },
    {
      id: "swapped",
      solve: (p) => fans(p, p.filters * p.height * p.width, p.channels * p.height * p.width),
      feedback: "They are swapped: fan-*in* counts input channels, fan-*out* filters.",
    },
    {
      id: "kernel-only",
      solve: (p) =>
        p.channels === 1 ? undefined : fans(p, p.height * p.width, p.filters * p.height * p.width),
      feedback: "Each filter reaches over all input channels: multiply by their number.",
    },
    {
      id: "all-weights",
      solve: (p) => {
        const all = p.channels * p.filters * p.height * p.width;
        return fans(p, all, all);
      },
      feedback: "That is the number of all weights. Fan-in counts those that one output value reads.",
    },
    {
      id: "variance",
      solve: (p) => p.deviation ? scalars({ std: 2 / (p.channels * p.height * p.width) }) : undefined,
      feedback: "That is the variance. The standard deviation is its root.",
    },
    {
      id: "no-two",
      solve: (p) =>
        p.deviation ? scalars({ std: Math.sqrt(1 / (p.channels * p.height * p.width)) }) : undefined,
      feedback: "He has a 2 in the numerator: ReLU lets only half of the signal through.",
    },
  ],
  hints: () => ["How many numbers does one output value read?"],
});

function fans({ deviation }: FanParams, fanIn: number, fanOut: number) {
  return scalars({ fanIn, fanOut, ...(deviation ? { std: Math.sqrt(2 / fanIn) } : {}) });
}
