/** Backpropagation through a small network: ReLU with a dead unit, then sigmoid or tanh, then two outputs and the input. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { derivative } from "../../../tensor/activations.ts";
import { RELU, SIGMOID, TANH } from "../../../tensor/activation.ts";
import { map, mul, neg } from "../../../tensor/elementwise.ts";
import { columnDense } from "../../../tensor/linear.ts";
import { outer } from "../../../tensor/matmul.ts";
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { mlpBackwardSolver } from "../../solvers/mlp_backward.ts";
import { keysOf } from "../../solver.ts";
import { rowsTex, vec } from "../../tex.ts";

type BackwardParams = {
  readonly x: readonly number[];
  readonly w1: readonly (readonly number[])[];
  readonly b1: readonly number[];
  readonly w2: readonly (readonly number[])[];
  readonly b2: readonly number[];
  readonly target: readonly number[];
  readonly activation: "relu" | "sigmoid" | "tanh";
  /** Whether the gradient by the input is asked too. */
  readonly input: boolean;
};

const VALUE = { kind: "dec", lo: -4, hi: 4, step: 0.5 } as const;
const PAIR = { kind: "list", of: VALUE, min: 2, max: 2 } as const;
const OUTPUTS = { kind: "list", of: VALUE, min: 1, max: 2 } as const;
const FUNCTIONS = { relu: RELU, sigmoid: SIGMOID, tanh: TANH } as const;
const NAMES = { relu: "\\operatorname{ReLU}", sigmoid: "\\sigma", tanh: "\\tanh" } as const;

export const mlpBackwardGenerator = defineGenerator<BackwardParams>({
  id: "mlp-backward",
  version: 1,
  topic: "backprop",
  title: "Backpropagation through a small network",
  levels: [1, 2, 3],
  domains: {
    x: PAIR,
    w1: { kind: "list", of: PAIR, min: 2, max: 2 },
    b1: PAIR,
    w2: { kind: "list", of: PAIR, min: 1, max: 2 },
    b2: OUTPUTS,
    target: OUTPUTS,
    activation: { kind: "pick", of: ["relu", "sigmoid", "tanh"] },
    input: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const weights = level === 2 ? [-1, -0.5, 0.5, 1] : [-2, -1, 1, 2];
    const outputs = fixed.w2?.length ?? fixed.target?.length ?? (level === 3 ? 2 : 1);
    const pair = () => [random.pick(weights), random.pick(weights)];
    const each = <T>(make: () => T) => Array.from({ length: outputs }, make);
    return {
      x: fixed.x ?? [random.pick([-2, -1, 1, 2]), random.pick([-2, -1, 1, 2, 3])],
      w1: fixed.w1 ?? [pair(), pair()],
      b1: fixed.b1 ?? pair(),
      w2: fixed.w2 ?? each(pair),
      b2: fixed.b2 ?? each(() => random.pick(level === 2 ? [-0.5, 0, 0.5] : [-1, 0, 1])),
      target: fixed.target ?? each(() => random.int(-2, 3)),
      activation: fixed.activation ?? (level === 2 ? random.pick(["sigmoid", "tanh"]) : "relu"),
      input: fixed.input ?? level === 3,
    };
  },
  refuse(p) {
    const { x, w1, b1, w2, b2, target, activation } = p;
    if (b2.length !== w2.length || target.length !== w2.length) return "the outputs differ in number";
    if ([x, ...w1, ...w2].some((row) => row.includes(0))) return "a weight or input is 0";
    const z = columnDense(tensor(x), { weight: tensor(w1), bias: tensor(b1) }).values;
    if (activation === "relu" && (z.includes(0) || z.filter((value) => value > 0).length !== 1)) {
      return "not one live and one dead unit";
    }
    if (activation !== "relu" && z.some((value) => Math.abs(value) > 2)) return "a unit is saturated";
    const { delta2, dh } = keysOf(mlpBackwardSolver(netOf(p)));
    const errors = Array.from(delta2?.values ?? []);
    if (errors.some((error) => Math.abs(error) < 0.2)) return "an output is already right";
    if (errors.some((error) => Math.abs(error) > 12)) return "the numbers are too large for paper";
    return dh?.values.some((value) => Math.abs(value) < 0.05) ? "a unit gets no error" : undefined;
  },
  prompt: ({ x, w1, b1, w2, b2, target, activation, input }) =>
    `A network computes $z = W_1 x + b_1$, $h = ${NAMES[activation]}(z)$, $y = W_2 h + b_2$ with\n\n$$x = ${
      column(x)
    },\\quad W_1 = ${rowsTex(w1)},\\quad b_1 = ${column(b1)},\\quad W_2 = ${rowsTex(w2)},\\quad b_2 = ${
      column(b2)
    }.$$\n\nThe target is $t = ${
      target.length === 1 ? vec(target).slice(1, -1) : `${vec(target)}^\\top`
    }$. Backpropagate the loss $L = \\frac{1}{2} ${
      target.length === 1 ? "(y - t)^2" : "\\sum_i (y_i - t_i)^2"
    }$ to all weights${input ? " and to the input" : ""}.`,
  conventions: ({ activation }) => [
    "column vectors: each row of a weight matrix belongs to one unit; gradients in the shape of the weights",
    "$\\partial L / \\partial y$ is also the gradient of $b_2$, and $\\partial L / \\partial z$ that of $b_1$",
    activation === "relu" ? "exact" : "3 decimals, so keep 4 in between",
  ],
  answers({ w2, activation, input }) {
    const o = w2.length;
    const answer = (id: string, label: string, shape: readonly number[]) =>
      activation === "relu"
        ? exactTensorAnswer({ id, label, shape })
        : tensorAnswer({ id, label, shape, decimals: 3 });
    return [
      answer("delta2", "$\\partial L / \\partial y$", [o]),
      answer("dW2", "$\\partial L / \\partial W_2$", [o, 2]),
      answer("delta1", "$\\partial L / \\partial z$", [2]),
      answer("dW1", "$\\partial L / \\partial W_1$", [2, 2]),
      ...(input ? [answer("dx", "$\\partial L / \\partial x$", [2])] : []),
    ];
  },
  solve(p) {
    const { steps, answers } = mlpBackwardSolver(netOf(p));
    const asked = ["delta2", "dW2", "delta1", "dW1", ...(p.input ? ["dx"] : [])];
    const unused = ["loss", ...(p.input ? [] : ["dx"])];
    return {
      steps: steps.filter(({ id }) => !unused.includes(id)),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "no-slope",
      solve: (p) => backward(p, { slope: (z) => map(z, () => 1) }),
      feedback:
        "The slope of the activation is missing between $h$ and $z$: a dead ReLU, for one, lets no gradient through.",
    },
    {
      id: "slope-of-activation",
      solve: (p) =>
        p.activation === "relu"
          ? backward(p, { slope: (z) => map(z, RELU.value) })
          : backward(p, { slope: (_, h) => map(h, p.activation === "sigmoid" ? SIGMOID.slope : TANH.slope) }),
      feedback:
        "You took the slope wrongly: for ReLU it is 1 or 0, not the activation; else it is $f'$ at $z$, before the activation.",
    },
    {
      id: "no-weights",
      solve: (p) => backward(p, { back: p.w2.map(() => [1, 1]) }),
      feedback: "The errors go back *through* $W_2$: multiply each by the weight on its way.",
    },
    {
      id: "factor-two",
      solve: (p) => backward(p, { error: (error) => map(error, (value) => 2 * value) }),
      feedback: "The half in the loss cancels the 2 of the square: the error at the output is $y - t$.",
    },
    {
      id: "sign",
      solve: (p) => backward(p, { error: neg }),
      feedback: "The error is $y - t$, not $t - y$: the gradient points uphill.",
    },
    {
      id: "weights-not-transposed",
      solve: (p) => {
        const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = p.w2;
        return p.w2.length === 1 || b === c ? undefined : backward(p, { back: [[a, c], [b, d]] });
      },
      feedback: "Going back, a hidden unit collects its *column* of $W_2$: multiply by $W_2^\\top$.",
    },
    {
      id: "outer-reversed",
      solve: (p) => {
        const { dW1, dW2 } = keysOf(mlpBackwardSolver(netOf(p)));
        if (dW1 === undefined || dW2 === undefined) return undefined;
        return { dW1: transpose(dW1), ...(p.w2.length === 1 ? {} : { dW2: transpose(dW2) }) };
      },
      feedback:
        "Errors run down the rows, inputs across the columns: $\\frac{\\partial L}{\\partial z} x^\\top$.",
    },
  ],
  hints: () => ["Forward first; then from the output to the input, one factor at a time."],
});

interface Twist {
  readonly error?: (error: Tensor) => Tensor;
  readonly back?: readonly (readonly number[])[];
  readonly slope?: (z: Tensor, h: Tensor) => Tensor;
}

/** The backward pass with one thing done wrong, carried on to the end. */
function backward(p: BackwardParams, { error, back, slope }: Twist) {
  const net = netOf(p);
  const { z1, h, delta2: right } = keysOf(mlpBackwardSolver(net));
  if (z1 === undefined || h === undefined || right === undefined) return undefined;
  const delta2 = error === undefined ? right : error(right);
  const dh = columnDense(delta2, { weight: transpose(tensor(back ?? net.w2)) });
  const delta1 = mul(dh, slope === undefined ? derivative(z1, FUNCTIONS[p.activation]) : slope(z1, h));
  return {
    delta2,
    dW2: outer(delta2, h),
    delta1,
    dW1: outer(delta1, tensor(p.x)),
    ...(p.input ? { dx: columnDense(delta1, { weight: transpose(tensor(p.w1)) }) } : {}),
  };
}

/** The net with as many biases and targets as it has outputs, whatever was typed. */
function netOf(p: BackwardParams) {
  const fill = (values: readonly number[]) => p.w2.map((_, i) => values[i] ?? 0);
  return { ...p, b2: fill(p.b2), target: fill(p.target), loss: "half-sse" as const };
}

function column(values: readonly number[]): string {
  return rowsTex(values.map((value) => [value]));
}
