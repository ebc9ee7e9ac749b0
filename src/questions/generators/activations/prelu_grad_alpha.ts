/** The gradient of PReLU by its learned slope: local derivatives first, then the chain rule with a sum. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { preluSolver } from "../../solvers/prelu.ts";
import { num, vec } from "../../tex.ts";

type PreluParams = {
  readonly xs: readonly number[];
  readonly a: number;
  /** Upstream gradient; empty where only the local derivatives are asked. */
  readonly upstream: readonly number[];
};

const values = (min: number) => ({
  kind: "list",
  of: { kind: "dec", lo: -6, hi: 6, step: 0.5 },
  min,
  max: 5,
} as const);

export const preluGradAlphaGenerator = defineGenerator<PreluParams>({
  id: "prelu-grad-alpha",
  version: 1,
  topic: "activations",
  title: "Gradient of PReLU by its slope",
  levels: [1, 2],
  domains: { xs: values(2), a: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, upstream: values(0) },
  generate(random, level, fixed) {
    const n = fixed.xs?.length ?? (fixed.upstream?.length || (level === 1 ? 3 : 4));
    const draw = () => Array.from({ length: n }, () => random.pick([-1, 1]) * random.dec(0.5, 4, 0.5));
    return {
      xs: fixed.xs ?? draw(),
      a: fixed.a ?? random.pick([0.1, 0.2, 0.25, 0.5]),
      upstream: fixed.upstream ?? (level === 1 ? [] : draw()),
    };
  },
  refuse({ xs, a, upstream }) {
    if (upstream.length > 0 && upstream.length !== xs.length) return "the lists differ in length";
    if (xs.includes(0)) return "an input sits on the kink";
    if (upstream.includes(0)) return "a gradient is 0";
    if (a === 0 || a === 1) return "this slope is no slope to learn";
    const negative = xs.filter((x) => x < 0).length;
    return negative === 0 || negative === xs.length || (upstream.length > 0 && negative < 2)
      ? "the inputs lie on one side"
      : undefined;
  },
  prompt: ({ xs, a, upstream }) =>
    `A PReLU with slope $a = ${num(a)}$ is applied to $x = ${vec(xs)}$. ${
      upstream.length === 0
        ? "What is $y$, and what is the derivative of each $y_i$ by $a$?"
        : `The gradient of the loss by the outputs is $\\partial L / \\partial y = ${
          vec(upstream)
        }$. What are the gradients by the inputs and by $a$?`
    }`,
  conventions: ({ upstream }) => [
    "$y_i = x_i$ for $x_i > 0$, $y_i = a x_i$ for $x_i \\le 0$",
    ...(upstream.length === 0 ? [] : ["all inputs share the one slope $a$"]),
    "exact",
  ],
  answers: ({ xs, upstream }) =>
    upstream.length === 0
      ? [
        exactTensorAnswer({ id: "y", label: "$y$", shape: [xs.length] }),
        exactTensorAnswer({ id: "slopes", label: "$\\partial y_i / \\partial a$", shape: [xs.length] }),
      ]
      : [
        exactTensorAnswer({ id: "dx", label: "$\\partial L / \\partial x$", shape: [xs.length] }),
        rationalAnswer({ id: "da", label: "$\\partial L / \\partial a$" }),
      ],
  solve(p) {
    const { steps, answers } = preluSolver(p);
    const asked = p.upstream.length === 0 ? ["y", "slopes"] : ["dx", "slopes", "da"];
    return {
      steps: asked.flatMap((id) => steps.filter((step) => step.id === id)),
      answers: Object.fromEntries(
        Object.entries(answers).filter(([id]) =>
          asked.includes(id) && (id !== "slopes" || p.upstream.length === 0)
        ),
      ),
    };
  },
  mistakes: [
    {
      id: "input-everywhere",
      solve: (p) => keys(p, { by: (x) => x }),
      feedback: "Positive inputs do not depend on $a$: their share is 0.",
    },
    {
      id: "slope-itself",
      solve: (p) => keys(p, { by: (x) => x < 0 ? p.a : 0 }),
      feedback: "That is the derivative by $x$. By $a$ the term $a x$ gives $x$.",
    },
    {
      id: "positive-side",
      solve: (p) => keys(p, { by: (x) => Math.max(x, 0) }),
      feedback: "The sides are swapped: $a$ acts on the negative inputs.",
    },
    {
      id: "sign-lost",
      solve: (p) => keys(p, { by: (x) => Math.max(-x, 0) }),
      feedback: "The derivative of $a x$ by $a$ is $x$ itself, with its sign.",
    },
    {
      id: "relu-backward",
      solve: (p) => p.upstream.length === 0 ? undefined : keys(p, { slope: (x) => x > 0 ? 1 : 0 }),
      feedback: "ReLU would stop the gradient at negative inputs; PReLU lets $a$ of it through.",
    },
    {
      id: "averaged",
      solve: (p) => p.upstream.length === 0 ? undefined : keys(p, { divisor: p.xs.length }),
      feedback: "You averaged. Every use of a shared parameter adds its gradient: take the sum.",
    },
    {
      id: "no-upstream",
      solve: (p) => p.upstream.length === 0 ? undefined : keys({ ...p, upstream: p.xs.map(() => 1) }, {}),
      feedback: "The chain rule is missing: multiply by the gradient that arrives from above.",
    },
  ],
  hints: () => ["Which of the inputs does $a$ touch at all?"],
});

interface Twist {
  readonly by?: (x: number) => number;
  readonly slope?: (x: number) => number;
  readonly divisor?: number;
}

function keys({ xs, a, upstream }: PreluParams, twist: Twist) {
  const by = twist.by ?? ((x: number) => Math.min(x, 0));
  const slope = twist.slope ?? ((x: number) => x > 0 ? 1 : a);
  if (upstream.length === 0) return { slopes: tensor(xs.map(by)) };
  const g = (i: number) => upstream[i] ?? 0;
  return {
    dx: tensor(xs.map((x, i) => g(i) * slope(x))),
    da: scalar(xs.reduce((sum, x, i) => sum + g(i) * by(x), 0) / (twist.divisor ?? 1)),
  };
}
