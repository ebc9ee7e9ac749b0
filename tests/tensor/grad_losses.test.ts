import { expect, test } from "vitest";
import { sigmoid } from "../../src/tensor/activations.ts";
import * as divergences from "../../src/tensor/divergences.ts";
import { exp, sub } from "../../src/tensor/elementwise.ts";
import { gradient, type Variable } from "../../src/tensor/grad.ts";
import * as grad from "../../src/tensor/grad_losses.ts";
import * as classes from "../../src/tensor/losses_classification.ts";
import * as numbers from "../../src/tensor/losses_regression.ts";
import { softmax } from "../../src/tensor/softmax.ts";
import { type Tensor, tensor } from "../../src/tensor/tensor.ts";
import { expectGradient } from "./check_gradient.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

const a = wave([2, 3], 0.1);
const b = wave([2, 3], 0.7);
const p = softmax(a);
const q = softmax(b);
const bits = tensor([[1, 0, 1], [0, 0, 1]]);
const signs = tensor([[1, -1, 1], [-1, -1, 1]]);
const one = tensor([[0, 1, 0], [1, 0, 0]]);

interface Case {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly f: (x: Variable, y: Variable) => Variable;
  readonly plain: Tensor;
}

const CASES: readonly Case[] = [
  ...(["mean", "sum", "half-mean", "half-sum", "none"] as const).map((reduction) => ({
    name: `squaredError ${reduction}`,
    inputs: [a, b],
    f: (x: Variable, y: Variable) => grad.squaredError(x, y, reduction),
    plain: numbers.squaredError(a, b, reduction),
  })),
  {
    name: "absoluteError",
    inputs: [a, b],
    f: (x, y) => grad.absoluteError(x, y, "mean"),
    plain: numbers.absoluteError(a, b, "mean"),
  },
  {
    name: "huber",
    inputs: [a, b],
    f: (x, y) => grad.huber(x, y, { delta: 0.9, reduction: "sum" }),
    plain: numbers.huber(a, b, { delta: 0.9, reduction: "sum" }),
  },
  {
    name: "binaryCrossEntropy",
    inputs: [sigmoid(a)],
    f: (x) => grad.binaryCrossEntropy(x, bits, "mean"),
    plain: classes.binaryCrossEntropy(sigmoid(a), bits, "mean"),
  },
  {
    name: "binaryCrossEntropyOfLogits with soft labels",
    inputs: [a],
    f: (x) => grad.binaryCrossEntropyOfLogits(x, q, "sum"),
    plain: classes.binaryCrossEntropyOfLogits(a, q, "sum"),
  },
  {
    name: "crossEntropyOfLogits with soft labels",
    inputs: [a],
    f: (x) => grad.crossEntropyOfLogits(x, q, "mean"),
    plain: classes.crossEntropyOfLogits(a, q, "mean"),
  },
  {
    name: "crossEntropy",
    inputs: [p],
    f: (x) => grad.crossEntropy(x, one, "none"),
    plain: classes.crossEntropy(p, one, "none"),
  },
  {
    name: "klDivergence",
    inputs: [p, q],
    f: grad.klDivergence,
    plain: divergences.klDivergence(p, q),
  },
  {
    name: "hinge",
    inputs: [a],
    f: (x) => grad.hinge(x, signs, "mean"),
    plain: classes.hinge(a, signs, "mean"),
  },
  {
    name: "gaussianNll",
    inputs: [b, exp(a)],
    f: (mean, std) => grad.gaussianNll(a, { mean, std, reduction: "sum" }),
    plain: divergences.gaussianNll(a, { mean: b, std: exp(a), reduction: "sum" }),
  },
  { name: "vaeKl", inputs: [b, exp(a)], f: grad.vaeKl, plain: divergences.vaeKl(b, exp(a)) },
];

test.each(CASES)("$name equals the plain loss and has its gradient", ({ inputs, f, plain }) => {
  let value: Tensor | undefined;
  expectGradient((...variables) => {
    const [x, y] = variables;
    const output = f(x!, y ?? x!);
    value ??= output.value;
    return output;
  }, inputs);
  expectClose(value!, plain, 1e-13);
});

test("the gradients by logits are probabilities minus labels", () => {
  const binary = gradient((z) => grad.binaryCrossEntropyOfLogits(z, bits, "sum"), [a]).gradients[0]!;
  expectClose(binary, sub(sigmoid(a), bits), 1e-14);
  const many = gradient((z) => grad.crossEntropyOfLogits(z, one, "sum"), [a]).gradients[0]!;
  expectClose(many, classes.crossEntropyGradient(a, one), 1e-14);
});

test("losses refuse labels of another shape", () => {
  expect(() => gradient((z) => grad.crossEntropyOfLogits(z, tensor([1, 0]), "sum"), [a])).toThrow(
    "Cannot take a loss between [2,3] and [2]: shapes must be equal",
  );
});
