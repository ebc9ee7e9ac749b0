/** One GRU step with a single unit: level 2 in either form of the update, level 3 with reset before or after the product. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { candidateTex, gruStepSolver, mixTex } from "../../solvers/gru_step.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type GruParams = {
  readonly x: number;
  readonly h: number;
  readonly r: readonly number[];
  readonly z: readonly number[];
  readonly n: readonly number[];
  readonly hiddenBias: number;
  readonly reset: "after" | "before";
  readonly update: "keeps-old" | "takes-new";
};

const WEIGHTS = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.1 }, min: 3, max: 3 } as const;
const STATE = { kind: "dec", lo: -3, hi: 3, step: 0.1 } as const;

export const gruStepGenerator = defineGenerator<GruParams>({
  id: "gru-step",
  version: 1,
  topic: "lstm",
  title: "One step of a GRU with one unit",
  levels: [1, 2, 3],
  domains: {
    x: STATE,
    h: STATE,
    r: WEIGHTS,
    z: WEIGHTS,
    n: WEIGHTS,
    hiddenBias: STATE,
    reset: { kind: "pick", of: ["after", "before"] },
    update: { kind: "pick", of: ["keeps-old", "takes-new"] },
  },
  generate(random, level, fixed) {
    const half = () => random.pick([-1, -0.5, 0.5, 1]);
    const weights = () => [half(), half(), random.pick([-1, -0.5, 0, 0.5, 1])];
    return {
      x: fixed.x ?? random.pick([-1, 1, 2]),
      h: fixed.h ?? random.pick([-0.8, -0.6, -0.4, 0.4, 0.6, 0.8]),
      r: fixed.r ?? weights(),
      z: fixed.z ?? weights(),
      n: fixed.n ?? weights(),
      hiddenBias: fixed.hiddenBias ?? (level === 3 ? half() : 0),
      reset: fixed.reset ?? (level === 3 ? random.pick(["after", "before"] as const) : "after"),
      update: fixed.update ?? (level === 1 ? "keeps-old" : random.pick(["keeps-old", "takes-new"] as const)),
    };
  },
  refuse(p) {
    if (p.h === 0 || p.n[1] === 0) return "the reset gate has no effect";
    const { r, z, n, h } = step(p, {});
    if ([r, z].some((gate) => gate < 0.08 || gate > 0.92 || gate === 0.5)) {
      return "a gate is saturated or exactly half open";
    }
    if (r === z) return "both gates agree";
    return Math.abs(n) > 0.97 || Math.abs(h) < 0.01
      ? "the candidate is saturated, or the new state next to 0"
      : undefined;
  },
  prompt: ({ x, h, hiddenBias, ...gates }) =>
    `A GRU with one unit holds $h = ${num(h)}$ and reads $x = ${
      num(x)
    }$. Work out its gates, its candidate and its new state $h'$.\n\n| gate | input weight $w_x$ | recurrent weight $w_h$ | bias $b$ |\n|---|---|---|---|\n${
      (["r", "z", "n"] as const).map((gate) =>
        `| $${gate}$ | ${gates[gate].map((weight) => `$${num(weight)}$`).join(" | ")} |`
      ).join("\n")
    }${hiddenBias === 0 ? "" : `\n\nThe candidate has a second bias, $b_h = ${num(hiddenBias)}$.`}`,
  conventions: (p) => [
    "$r$ (reset) and $z$ (update) by sigmoid, each of $w_x x + w_h h + b$",
    `candidate $n = ${candidateTex(p)}$`,
    `$h' = ${mixTex(p.update)}$${
      p.update === "keeps-old" && (p.hiddenBias === 0 || p.reset === "after") ? " (PyTorch)" : ""
    }`,
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "r", label: "$r$ (reset)", decimals: 3 }),
    realAnswer({ id: "z", label: "$z$ (update)", decimals: 3 }),
    realAnswer({ id: "n", label: "$n$ (candidate)", decimals: 3 }),
    realAnswer({ id: "h", label: "$h'$", decimals: 3 }),
  ],
  solve: gruStepSolver,
  mistakes: [
    {
      id: "mix-reversed",
      solve: (p) => scalars(step({ ...p, update: p.update === "keeps-old" ? "takes-new" : "keeps-old" }, {})),
      feedback:
        "The update gate mixes the other way round here: look at which of $h$ and $n$ goes with $z$, and which with $1 - z$.",
    },
    {
      id: "reset-ignored",
      solve: (p) => scalars(step(p, { reset: "ignored" })),
      feedback: "The reset gate is missing in the candidate: it scales what the old state contributes.",
    },
    {
      id: "other-reset",
      solve: (p) =>
        p.hiddenBias === 0
          ? undefined
          : scalars(step({ ...p, reset: p.reset === "after" ? "before" : "after" }, {})),
      feedback:
        "Look at what $r$ multiplies in this form: with the second bias inside its brackets, or only the state.",
    },
    {
      id: "reset-on-all",
      solve: (p) => scalars(step(p, { reset: "all" })),
      feedback: "The reset gate scales the contribution of the old state only, not that of the input.",
    },
    {
      id: "gates-swapped",
      solve: (p) => {
        const { r, z, ...rest } = step({ ...p, r: p.z, z: p.r }, {});
        return scalars({ ...rest, r: z, z: r });
      },
      feedback: "The gates have changed places: $r$ works inside the candidate, $z$ mixes old and new.",
    },
    {
      id: "sigmoid-candidate",
      solve: (p) => scalars(step(p, { squash: (a) => 1 / (1 + Math.exp(-a)) })),
      feedback: "The candidate goes through $\\tanh$, not through a sigmoid: it must be able to be negative.",
    },
    {
      id: "adds-like-lstm",
      solve: (p) => {
        const { r, z, n } = step(p, {});
        return scalars({ r, z, n, h: z * p.h + r * n });
      },
      feedback: "That is an LSTM's cell, with two gates. A GRU has one gate for both: $z$ and $1 - z$.",
    },
  ],
  hints: () => ["First the two gates, then the candidate, then the mix."],
});

interface Twist {
  readonly reset?: "ignored" | "all";
  readonly squash?: (a: number) => number;
}

/** The step with one thing done wrong. */
function step(p: GruParams, { reset, squash = Math.tanh }: Twist) {
  const gate = ([wx = 0, wh = 0, b = 0]: readonly number[]) => 1 / (1 + Math.exp(-(wx * p.x + wh * p.h + b)));
  const [r, z] = [gate(p.r), gate(p.z)];
  const [wx = 0, wh = 0, b = 0] = p.n;
  const memory = p.reset === "after" ? r * (wh * p.h + p.hiddenBias) : r * wh * p.h + p.hiddenBias;
  const whole = wx * p.x + b + wh * p.h + p.hiddenBias;
  const n = squash(reset === "ignored" ? whole : reset === "all" ? r * whole : wx * p.x + b + memory);
  return { r, z, n, h: p.update === "keeps-old" ? (1 - z) * n + z * p.h : (1 - z) * p.h + z * n };
}
