/** Is the maximum differentiable here, and what are its derivatives along one entry; ties from level 2. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { choiceAnswer, exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { maximisers, maxSolver, oneSided } from "../../solvers/non_smooth.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { vec } from "../../tex.ts";

type MaxParams = {
  readonly x: readonly number[];
  /** Entry, from 1, along which one-sided derivatives are asked; 0 where the gradient is. */
  readonly along: number;
};

export const maxGradGenerator = defineGenerator<MaxParams>({
  id: "max-grad",
  version: 1,
  topic: "matrix-calculus",
  title: "Derivatives of the maximum",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: { kind: "int", lo: -20, hi: 20 }, min: 2, max: 6 },
    along: { kind: "int", lo: 0, hi: 6 },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? 4;
    if (level === 1) {
      const sizes = random.sample([1, 2, 3, 4, 5, 6, 7, 8, 9], n);
      const largest = Math.max(...sizes);
      // The entry largest in size is negative, for those who compare without signs.
      const x = sizes.map((size) => size === largest ? -size : random.pick([-1, 1]) * size);
      return { x: fixed.x ?? x, along: fixed.along ?? 0 };
    }
    const largest = random.int(2, 6);
    const ties = random.int(1, 2);
    const others = random.sample([-6, -5, -4, -3, -2, -1, 0, 1], Math.max(0, n - ties));
    const x = fixed.x ??
      random.shuffle([...others, ...Array.from({ length: Math.min(n, ties) }, () => largest)]);
    const candidates = [random.pick(maximisers(x)), random.pick(maximisers(x)), random.int(0, x.length - 1)];
    return { x, along: fixed.along ?? random.pick(candidates) + 1 };
  },
  refuse({ x, along }) {
    if (along > x.length) return "there is no such entry";
    return along === 0 && maximisers(x).length > 1 ? "there is no gradient at a tie" : undefined;
  },
  prompt: ({ x, along }) =>
    along === 0
      ? `Let $f(x) = \\max_i x_i$. What are the value and the gradient of $f$ at $x = ${vec(x)}$?`
      : `Let $f(x) = \\max_i x_i$. Is $f$ differentiable at $x = ${
        vec(x)
      }$, and what are its one-sided derivatives along $x_${along}$ there?`,
  conventions: ({ along }) =>
    along === 0 ? ["the maximum of the values with their signs"] : [
      `along $x_${along}$: all other entries stay as they are`,
      "left derivative: that entry coming from smaller values; right: from larger ones",
      "differentiable as a function of all entries",
    ],
  answers: ({ x, along }) =>
    along === 0
      ? [
        integerAnswer({ id: "value", label: "$f(x)$" }),
        exactTensorAnswer({ id: "grad", label: "$\\nabla f(x)$", shape: [x.length] }),
      ]
      : [
        choiceAnswer({
          id: "differentiable",
          label: "Differentiable",
          choices: [{ id: "yes", label: "yes" }, { id: "no", label: "no" }],
        }),
        integerAnswer({ id: "left", label: "Left derivative" }),
        integerAnswer({ id: "right", label: "Right derivative" }),
      ],
  solve(p) {
    const { steps, answers } = maxSolver({ x: p.x, along: Math.max(0, p.along - 1) });
    const asked = p.along === 0 ? ["value", "grad"] : ["differentiable", "left", "right"];
    return {
      steps: steps.filter(({ id }) => id === "value" || asked.includes(id)),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "value-in-gradient",
      solve: ({ x, along }) =>
        along === 0
          ? { grad: tensor(x.map((value, i) => maximisers(x).includes(i) ? value : 0)) }
          : undefined,
      feedback: "The gradient counts how fast $f$ changes with an entry: 1 at the largest, not its value.",
    },
    {
      id: "spread",
      solve: ({ x, along }) => along === 0 ? { grad: tensor(x.map(() => 1 / x.length)) } : undefined,
      feedback: "That is the gradient of the mean. Only the largest entry moves the maximum.",
    },
    {
      id: "largest-magnitude",
      solve: ({ x, along }) => {
        const sizes = x.map(Math.abs);
        const at = sizes.indexOf(Math.max(...sizes));
        if (along !== 0 || maximisers(x).includes(at)) return undefined;
        return { value: scalar(x[at] ?? NaN), grad: tensor(x.map((_, i) => i === at ? 1 : 0)) };
      },
      feedback:
        "That is the entry largest in size, but it is negative. The maximum compares values with their signs.",
    },
    {
      id: "all-ones",
      solve: ({ x, along }) => along === 0 ? { grad: tensor(x.map(() => 1)) } : undefined,
      feedback: "Entries below the maximum do not change it: their derivative is 0.",
    },
    {
      id: "tie-ignored",
      solve: (p) => atTie(p) ? scalars({ differentiable: 0, left: 1, right: 1 }) : undefined,
      feedback:
        "The largest value stands twice. If one of the two falls, the other holds the maximum; if it rises, the maximum rises.",
    },
    {
      id: "sides-swapped",
      solve: (p) => atTie(p) ? scalars({ left: 1, right: 0 }) : undefined,
      feedback: "The sides are swapped: a tied entry can raise the maximum, but not lower it.",
    },
    {
      id: "half-half",
      solve: (p) => atTie(p) ? scalars({ left: 0, right: 0 }) : undefined,
      feedback: "Raise the tied entry a little: it becomes the maximum, which then rises with it.",
    },
    {
      id: "no-kink-along",
      solve: ({ x, along }) =>
        along > 0 && maximisers(x).length > 1 && !maximisers(x).includes(along - 1)
          ? scalars({ differentiable: 0 })
          : undefined,
      feedback:
        "Along this entry nothing happens, but along the tied ones there is a kink: differentiable means in all directions.",
    },
    {
      id: "kinks-everywhere",
      solve: ({ x, along }) =>
        along > 0 && maximisers(x).length === 1 ? scalars({ differentiable: 1 }) : undefined,
      feedback: "One entry alone is largest, so nearby $f$ is just that entry: differentiable.",
    },
    {
      id: "wrong-entry",
      solve: ({ x, along }) => {
        if (along === 0 || atTie({ x, along })) return undefined;
        const [left] = oneSided(x, along - 1);
        return scalars({ left: 1 - left, right: 1 - left });
      },
      feedback: "Look at which entry is moved: the maximum follows the largest one and no other.",
    },
  ],
  hints: () => ["Find the largest value, and count where it stands."],
});

function atTie({ x, along }: MaxParams): boolean {
  return along > 0 && maximisers(x).length > 1 && maximisers(x).includes(along - 1);
}
