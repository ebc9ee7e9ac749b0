/** One step of stochastic gradient descent on a linear model: level 2 with a bias, level 3 on two samples. */
import { type Nested, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type LinearSamples, linearStepSolver } from "../../solvers/descent.ts";
import { gridOf, isRectangular } from "../../solvers/grid.ts";
import { dot, nestedKeys } from "../../solvers/list_steps.ts";
import { num, vec } from "../../tex.ts";

type SgdParams = {
  readonly weights: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly rate: number;
  readonly bias: boolean;
};

const NUMBER = { kind: "dec", lo: -10, hi: 10, step: 0.5 } as const;

export const sgdLinearGenerator = defineGenerator<SgdParams>({
  id: "sgd-linear",
  version: 1,
  topic: "gradient-descent",
  title: "One SGD step of a linear model",
  levels: [1, 2, 3],
  domains: {
    weights: { kind: "list", of: NUMBER, min: 2, max: 4 },
    inputs: { kind: "list", of: { kind: "list", of: NUMBER, min: 1, max: 4 }, min: 1, max: 3 },
    targets: { kind: "list", of: NUMBER, min: 1, max: 3 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    bias: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const bias = fixed.bias ?? level === 2;
    const features = fixed.inputs?.[0]?.length ??
      (fixed.weights === undefined ? 2 : Math.max(1, fixed.weights.length - (bias ? 1 : 0)));
    const samples = fixed.inputs?.length ?? fixed.targets?.length ?? (level === 3 ? 2 : 1);
    const small = [-2, -1, 1, 2, 3];
    return {
      weights: fixed.weights ??
        Array.from({ length: features + (bias ? 1 : 0) }, () => random.pick([-2, -1, 0.5, 1, 2])),
      inputs: fixed.inputs ??
        Array.from({ length: samples }, () => Array.from({ length: features }, () => random.pick(small))),
      targets: fixed.targets ??
        Array.from({ length: samples }, () => random.dec(-3, 4, level === 1 ? 1 : 0.5)),
      rate: fixed.rate ?? random.pick([0.1, 0.2]),
      bias,
    };
  },
  refuse({ weights, inputs, targets, bias }) {
    if (!isRectangular(inputs)) return "the samples differ in length";
    if (inputs.length !== targets.length) return "there is not one target for each sample";
    if (weights.length !== (inputs[0]?.length ?? 0) + (bias ? 1 : 0)) return "weights and inputs do not meet";
    if (inputs.some((x) => x.includes(0))) return "an input of 0 hides a weight";
    if (bias && inputs.some((x) => x.includes(1))) return "an input of 1 looks like the bias";
    const errors = inputs.map((x, i) => dot(weights, bias ? [...x, 1] : x) - (targets[i] ?? 0));
    return errors.some((e) => e === 0 || Math.abs(e) > 8) ? "an error is zero or too large" : undefined;
  },
  prompt: (p) => {
    const { weights, inputs, targets, rate, bias } = p;
    const w = bias ? weights.slice(0, -1) : weights;
    const data = inputs.map((x, i) =>
      inputs.length === 1
        ? `$x = ${vec(x)}$ with target $y = ${num(targets[i] ?? 0)}$`
        : `$x_{${i + 1}} = ${vec(x)}$ with $y_{${i + 1}} = ${num(targets[i] ?? 0)}$`
    ).join(", ");
    return `A linear model has the weights $w = ${vec(w)}$${
      bias ? ` and the bias $b = ${num(weights.at(-1) ?? 0)}$` : " and no bias"
    }. ${inputs.length === 1 ? "One sample comes" : "A mini-batch comes"}: ${data}. Work out the prediction${
      inputs.length === 1 ? "" : "s"
    }, the gradient and the ${bias ? "new parameters" : "new weights"} after one step of SGD with $\\eta = ${
      num(rate)
    }$.`;
  },
  conventions: ({ inputs, bias }) => [
    inputs.length === 1
      ? "loss $L = \\tfrac{1}{2} (\\hat y - y)^2$"
      : `loss: the mean over the ${inputs.length} samples of $\\tfrac{1}{2} (\\hat y_i - y_i)^2$`,
    ...(bias ? ["gradient and new parameters in the order $(w_1, \\dots, b)$"] : []),
    "exact values",
  ],
  answers: ({ weights, inputs, bias }) => [
    exactTensorAnswer({ id: "prediction", label: "$\\hat y$", shape: [inputs.length] }),
    exactTensorAnswer({ id: "gradient", label: "$\\nabla L$", shape: [weights.length] }),
    exactTensorAnswer({
      id: "updated",
      label: bias ? "New $(w_1, \\dots, b)$" : "New $w$",
      shape: [weights.length],
    }),
  ],
  solve: (p) => linearStepSolver(model(p)),
  mistakes: [
    {
      id: "error-reversed",
      solve: (p) => stepped(p, { gradient: gradient(p).map((g) => -g) }),
      feedback:
        "You took target minus prediction. The derivative of $\\tfrac{1}{2}(\\hat y - y)^2$ by $\\hat y$ is $\\hat y - y$.",
    },
    {
      id: "inputs-forgotten",
      solve: (p) => {
        const m = model(p);
        const mean = errors(p).reduce((sum, e) => sum + e, 0) / m.inputs.length;
        return stepped(p, { gradient: m.weights.map(() => mean) });
      },
      feedback:
        "The gradient of each weight is the error times its input: by the chain rule, $\\partial \\hat y / \\partial w_j = x_j$.",
    },
    {
      id: "factor-two",
      solve: (p) =>
        p.inputs.length === 2 ? undefined : stepped(p, { gradient: gradient(p).map((g) => 2 * g) }),
      feedback: "There is a 2 too many: the $\\tfrac{1}{2}$ in the loss cancels the 2 of the square.",
    },
    {
      id: "ascent",
      solve: (p) => {
        const g = gradient(p);
        return nestedKeys({ updated: model(p).weights.map((w, j) => w + p.rate * (g[j] ?? 0)) });
      },
      feedback: "The gradient is right, but you added it. Step against it: $w - \\eta \\nabla L$.",
    },
    {
      id: "no-rate",
      solve: (p) => {
        if (p.rate === 1) return undefined;
        const g = gradient(p);
        return nestedKeys({ updated: model(p).weights.map((w, j) => w - (g[j] ?? 0)) });
      },
      feedback: "The gradient is right, but the learning rate is missing from the step.",
    },
    {
      id: "summed",
      solve: (p) =>
        p.inputs.length === 1
          ? undefined
          : stepped(p, { gradient: gradient(p).map((g) => p.inputs.length * g) }),
      feedback:
        "You added the gradients of the samples. The loss is their mean: divide by the number of samples.",
    },
    {
      id: "bias-left-out",
      solve: (p) => {
        if (!p.bias || (p.weights.at(-1) ?? 0) === 0) return undefined;
        const m = model(p);
        const without = m.inputs.map((x) => [...x.slice(0, -1), 0]);
        const prediction = without.map((x) => dot(m.weights, x));
        const e = prediction.map((y, i) => y - (m.targets[i] ?? 0));
        const g = m.weights.map((_, j) => dot(e, m.inputs.map((x) => x[j] ?? 0)) / m.inputs.length);
        return stepped(p, { prediction, gradient: g });
      },
      feedback: "The bias is missing from the prediction: add it to the weighted sum.",
    },
    {
      id: "bias-not-updated",
      solve: (p) => p.bias ? stepped(p, { gradient: [...gradient(p).slice(0, -1), 0] }) : undefined,
      feedback: "The bias is a parameter too: its input is always 1, so its gradient is the error itself.",
    },
  ],
  hints: () => ["Prediction, error, error times input, step: in this order."],
});

/** With the bias as the weight of a last input of 1; lists cut to each other. */
function model({ weights, inputs, targets, rate, bias }: SgdParams): LinearSamples {
  const grid = gridOf(inputs, inputs.length, weights.length - (bias ? 1 : 0));
  return {
    weights,
    inputs: bias ? grid.map((x) => [...x, 1]) : grid,
    targets: inputs.map((_, i) => targets[i] ?? 0),
    rate,
  };
}

function errors(p: SgdParams): number[] {
  const m = model(p);
  return m.inputs.map((x, i) => dot(m.weights, x) - (m.targets[i] ?? 0));
}

function gradient(p: SgdParams): number[] {
  const m = model(p);
  return m.weights.map((_, j) => dot(errors(p), m.inputs.map((x) => x[j] ?? 0)) / m.inputs.length);
}

/** A wrong gradient carried through to the step. */
function stepped(
  p: SgdParams,
  wrong: { readonly gradient: readonly number[]; readonly prediction?: Nested },
) {
  return {
    ...nestedKeys({ gradient: wrong.gradient }),
    ...(wrong.prediction === undefined ? {} : { prediction: tensor(wrong.prediction) }),
    ...nestedKeys({ updated: p.weights.map((w, j) => w - p.rate * (wrong.gradient[j] ?? 0)) }),
  };
}
