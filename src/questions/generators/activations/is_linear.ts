/** Whether a sum of ReLUs is a line, a multiple of |x|, or neither; with a linear term at level 2. */
import { choiceAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { kindOfSlopes, reluSumSolver } from "../../solvers/piecewise.ts";

type ReluParams = { readonly a: number; readonly b: number; readonly c: number };

const SMALL = { kind: "int", lo: -9, hi: 9 } as const;

export const isLinearGenerator = defineGenerator<ReluParams>({
  id: "is-linear",
  version: 1,
  topic: "activations",
  title: "Is this sum of ReLUs linear?",
  levels: [1, 2],
  domains: { a: SMALL, b: SMALL, c: SMALL },
  generate(random, level, fixed) {
    const c = fixed.c ?? (level === 1 ? 0 : random.pick([-3, -2, -1, 1, 2, 3]));
    const a = fixed.a ?? random.pick([-4, -3, -2, -1, 1, 2, 3, 4]);
    const kind = random.pick(["line", "absolute", "neither"]);
    const b = kind === "line" ? -a : kind === "absolute" ? a + 2 * c : random.pick([-4, -3, -2, 2, 3, 4]);
    return { a, b: fixed.b ?? b, c };
  },
  refuse({ a, b, c }) {
    if (a === 0 || b === 0) return "a ReLU is missing";
    return a + c === 0 || c - b === 0 ? "one side is flat" : undefined;
  },
  prompt: ({ a, b, c }) =>
    `Let $f(x) = ${factor(a, true)}\\operatorname{ReLU}(x) ${factor(b, false)}\\operatorname{ReLU}(-x)${
      c === 0 ? "" : ` ${factor(c, false)}x`
    }$. What slope does $f$ have on either side of 0, and what kind of function is it?`,
  conventions: () => ["$\\operatorname{ReLU}(x) = \\max(0, x)$"],
  answers: () => [
    integerAnswer({ id: "right", label: "Slope for $x > 0$" }),
    integerAnswer({ id: "left", label: "Slope for $x < 0$" }),
    choiceAnswer({
      id: "kind",
      label: "$f$ is",
      choices: [
        { id: "line", label: "linear: useless as an activation function" },
        { id: "absolute", label: "a multiple of $|x|$" },
        { id: "neither", label: "bent at 0, but no multiple of $|x|$" },
      ],
    }),
  ],
  solve: reluSumSolver,
  mistakes: [
    {
      id: "left-sign",
      solve: ({ a, b, c }) => slopes(a + c, c + b),
      feedback: "For $x < 0$ it holds that $\\operatorname{ReLU}(-x) = -x$, so this term has slope $-1$.",
    },
    {
      id: "minus-pulled-out",
      solve: ({ a, b, c }) => slopes(a - b + c, c),
      feedback:
        "$\\operatorname{ReLU}(-x)$ is not $-\\operatorname{ReLU}(x)$: it is positive for negative $x$ and 0 otherwise.",
    },
    {
      id: "both-active",
      solve: ({ a, b, c }) => slopes(a - b + c, a - b + c),
      feedback: "The two ReLUs are never active together: one of them is 0 on each side.",
    },
    {
      id: "linear-term-forgotten",
      solve: ({ a, b, c }) => c === 0 ? undefined : slopes(a, -b),
      feedback: "The linear term adds its slope on both sides.",
    },
    {
      id: "relu-means-bent",
      solve: ({ a, b, c }) => kindOfSlopes(a + c, c - b) === 2 ? undefined : scalars({ kind: 2 }),
      feedback:
        "The slopes are right. Compare them: two bends at the same place can cancel, or mirror each other.",
    },
    {
      id: "bent-is-linear",
      solve: ({ a, b, c }) => kindOfSlopes(a + c, c - b) === 0 ? undefined : scalars({ kind: 0 }),
      feedback: "Made of straight pieces is not linear: a linear function has one slope everywhere.",
    },
  ],
  hints: () => ["Look at positive and negative $x$ separately."],
});

function slopes(right: number, left: number) {
  return scalars({ right, left, kind: kindOfSlopes(right, left) });
}

/** "2\,", "-", "+ 3\,": a coefficient in front of a term. */
function factor(value: number, first: boolean): string {
  const size = Math.abs(value) === 1 ? "" : `${Math.abs(value)}\\,`;
  return first ? `${value < 0 ? "-" : ""}${size}` : `${value < 0 ? "-" : "+"} ${size}`;
}
