/** Gradients of two hidden units that start alike; from level 2 their outgoing weights may differ. */
import { transpose } from "../../../tensor/arrange.ts";
import { map } from "../../../tensor/elementwise.ts";
import { SIGMOID, TANH } from "../../../tensor/activation.ts";
import { scalar } from "../../../tensor/tensor.ts";
import { choiceAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { twinsSolver } from "../../solvers/initial_weights.ts";
import { keysOf } from "../../solver.ts";
import { num, rowsTex, vec } from "../../tex.ts";

type TwinParams = {
  readonly x: readonly number[];
  readonly shared: readonly number[];
  readonly outgoing: readonly number[];
  readonly target: number;
  readonly activation: "sigmoid" | "tanh";
};

const PAIR = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.1 }, min: 2, max: 2 } as const;

export const symmetryStepGenerator = defineGenerator<TwinParams>({
  id: "symmetry-step",
  version: 1,
  topic: "initialization",
  title: "Hidden units that start alike",
  levels: [1, 2],
  domains: {
    x: PAIR,
    shared: PAIR,
    outgoing: PAIR,
    target: { kind: "dec", lo: -3, hi: 3, step: 0.5 },
    activation: { kind: "pick", of: ["sigmoid", "tanh"] },
  },
  generate(random, level, fixed) {
    const [one = 1, other = -1] = random.sample([-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2], 2);
    const same = level === 1 || random.int(0, 2) === 0;
    return {
      x: fixed.x ?? random.sample([-2, -1, 1, 2, 3], 2),
      shared: fixed.shared ?? [random.pick([-1, -0.5, 0.5, 1]), random.pick([-0.5, 0.5])],
      outgoing: fixed.outgoing ?? [one, same ? one : other],
      target: fixed.target ?? random.pick([-2, -1, 1, 2, 3]),
      activation: fixed.activation ?? (level === 1 ? "sigmoid" : random.pick(["sigmoid", "tanh"])),
    };
  },
  refuse(p) {
    const { x, shared, outgoing } = p;
    if ([...x, ...shared, ...outgoing].includes(0)) return "an entry is 0";
    if (Math.abs(x[0] ?? 0) === Math.abs(x[1] ?? 0)) return "the inputs are alike";
    const z = x.reduce((sum, value, i) => sum + value * (shared[i] ?? 0), 0);
    if (Math.abs(z) > 2) return "the units are saturated";
    if (Math.abs(z) < 0.2) return "the units sit at 0";
    const { y } = keysOf(twinsSolver(p));
    return Math.abs((y?.values[0] ?? NaN) - p.target) < 0.3 ? "the output is nearly right" : undefined;
  },
  prompt: ({ x, shared, outgoing, target, activation }) =>
    `Both hidden units of a network start with the same weights: $h = ${
      activation === "sigmoid" ? "\\sigma" : "\\tanh"
    }(Wx)$, $y = v^\\top h$ with\n\n$$W = ${rowsTex([shared, shared])},\\qquad v = ${
      vec(outgoing)
    }^\\top,\\qquad x = ${vec(x)}^\\top.$$\n\nThe target is $t = ${
      num(target)
    }$. What are the gradients of $L = \\frac{1}{2} (y - t)^2$ by $v$ and by $W$, and are the two hidden units still alike after a step of gradient descent?`,
  conventions: () => [
    "column vectors: each row of $W$ belongs to one hidden unit; no biases",
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    tensorAnswer({ id: "dv", label: "$\\partial L / \\partial v$", shape: [2], decimals: 3 }),
    tensorAnswer({ id: "dW", label: "$\\partial L / \\partial W$", shape: [2, 2], decimals: 3 }),
    choiceAnswer({
      id: "alike",
      label: "After the step",
      choices: [
        { id: "alike", label: "both units are still alike" },
        { id: "apart", label: "the units differ" },
      ],
    }),
  ],
  solve(p) {
    const { steps, answers: { dv = "dv", dW = "dW", alike = "alike" } } = twinsSolver(p);
    return { steps, answers: { dv, dW, alike } };
  },
  mistakes: [
    {
      id: "symmetry-misjudged",
      solve: ({ outgoing: [a, b] }) => ({ alike: scalar(a === b ? 1 : 0) }),
      feedback:
        "Compare the rows of $\\partial L / \\partial W$ and the entries of $\\partial L / \\partial v$: units stay alike when their incoming *and* outgoing weights are the same.",
    },
    {
      id: "no-slope",
      solve: (p) => scaled(p, (h) => 1 / slopeOf(p, h), 1),
      feedback: "The slope of the activation is missing on the way back through the hidden units.",
    },
    {
      id: "no-outgoing",
      solve: (p) => {
        const { dW } = keysOf(twinsSolver(p));
        return dW === undefined || p.outgoing.includes(0) ? undefined : {
          dW: {
            ...dW,
            values: dW.values.map((value, i) => value / (p.outgoing[Math.floor(i / 2)] ?? NaN)),
          },
        };
      },
      feedback: "The error reaches a hidden unit through its outgoing weight: multiply by $v$.",
    },
    {
      id: "sign",
      solve: (p) => scaled(p, () => -1, -1),
      feedback: "The error is $y - t$: these are the steps, not the gradients.",
    },
    {
      id: "factor-two",
      solve: (p) => scaled(p, () => 2, 2),
      feedback: "The $\\tfrac{1}{2}$ in the loss cancels the 2 of the square.",
    },
    {
      id: "transposed",
      solve: (p) => {
        const { dW } = keysOf(twinsSolver(p));
        return dW === undefined ? undefined : { dW: transpose(dW) };
      },
      feedback: "The gradient has the shape of $W$: one row for each hidden unit.",
    },
  ],
  hints: () => ["Both units compute the same. What could tell them apart on the way back?"],
});

function slopeOf({ activation }: TwinParams, z: number): number {
  return (activation === "sigmoid" ? SIGMOID : TANH).slope(z);
}

/** Both gradients by other factors; that of W may depend on the pre-activation. */
function scaled(p: TwinParams, factor: (z: number) => number, outer: number) {
  const { dW, dv } = keysOf(twinsSolver(p));
  if (dW === undefined || dv === undefined) return undefined;
  const z = p.x.reduce((sum, value, i) => sum + value * (p.shared[i] ?? 0), 0);
  return { dW: map(dW, (value) => value * factor(z)), dv: map(dv, (value) => value * outer) };
}
