import { expect, test } from "vitest";
import fc from "fast-check";
import * as scalar from "../../src/tensor/activation.ts";
import {
  activate,
  derivative,
  elu,
  gelu,
  glu,
  leakyRelu,
  prelu,
  preluSlopeDerivative,
  relu,
  sigmoid,
  swiglu,
  tanh,
} from "../../src/tensor/activations.ts";
import { differenceSlope } from "../../src/tensor/finite_differences.ts";
import { tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";

const INPUTS = tensor([-30, -3, -0.5, 0.25, 1, 4]);

test.each<[scalar.Activation, number[], number[]]>([
  [scalar.elu(1), [-0.9999999999999064, -0.950212931632136, -0.3934693402873666, 0.25, 1.0, 4.0], [
    9.357622968840175e-14,
    0.049787068367863944,
    0.6065306597126334,
    1.0,
    1.0,
    1.0,
  ]],
  [scalar.SELU, [
    -1.7580993408472123,
    -1.670568728767112,
    -0.6917581878028713,
    0.2626752468388701,
    1.0507009873554805,
    4.202803949421922,
  ], [
    1.6451630773416185e-13,
    0.08753061208026489,
    1.0663411530445055,
    1.0507009873554805,
    1.0507009873554805,
    1.0507009873554805,
  ]],
  [scalar.SIGMOID, [
    9.357622968839299e-14,
    0.04742587317756678,
    0.37754066879814546,
    0.5621765008857981,
    0.7310585786300049,
    0.9820137900379085,
  ], [
    9.357622968838423e-14,
    0.04517665973091213,
    0.2350037122015945,
    0.24613408273759835,
    0.19661193324148185,
    0.017662706213291118,
  ]],
  [scalar.TANH, [
    -1.0,
    -0.9950547536867305,
    -0.46211715726000974,
    0.24491866240370913,
    0.7615941559557649,
    0.999329299739067,
  ], [
    3.502604305078607e-26,
    0.00986603716544019,
    0.7864477329659274,
    0.940014848806378,
    0.4199743416140261,
    0.001340950683025897,
  ]],
  [scalar.SOFTPLUS, [
    9.357622968839737e-14,
    0.04858735157374206,
    0.4740769841801067,
    0.8259394198788436,
    1.3132616875182228,
    4.0181499279178094,
  ], [
    9.357622968839299e-14,
    0.04742587317756678,
    0.37754066879814546,
    0.5621765008857981,
    0.7310585786300049,
    0.9820137900379085,
  ]],
  [scalar.SILU, [
    -2.8072868906517896e-12,
    -0.14227761953270035,
    -0.18877033439907273,
    0.14054412522144952,
    0.7310585786300049,
    3.928055160151634,
  ], [
    -2.713710660963134e-12,
    -0.08810410601516962,
    0.2600388126973482,
    0.6237100215701977,
    0.9276705118714867,
    1.052664614891073,
  ]],
  [scalar.MISH, [
    -2.807286890651921e-12,
    -0.14564746127562458,
    -0.22074377465173,
    0.1695724096638176,
    0.8650983882673103,
    3.9974128069762385,
  ], [
    -2.713710660963392e-12,
    -0.09339311453232084,
    0.2895106779135122,
    0.7541726677205928,
    1.0490362200997922,
    1.00443287690375,
  ]],
  [scalar.GELU, [
    -1.472014178144456e-196,
    -0.0040496940948902835,
    -0.15426876936299344,
    0.14967658142073093,
    0.8413447460685429,
    3.9998733150326675,
  ], [
    -4.416031690708495e-195,
    -0.011945647204183927,
    0.13250487534383715,
    0.695373354883636,
    1.0833154705876864,
    1.0005036496612265,
  ]],
  [scalar.GELU_TANH, [
    0.0,
    -0.003637392081773019,
    -0.15428599017485609,
    0.149675350701685,
    0.8411919906082767,
    3.9999297540518075,
  ], [
    0.0,
    -0.011584166630969726,
    0.1326300964653577,
    0.6953540951510604,
    1.0829640838457826,
    1.0003351231971227,
  ]],
])("$name and its derivative agree with 30-digit arithmetic", (activation, values, slopes) => {
  expectClose(activate(INPUTS, activation), values, 1e-15);
  expectClose(derivative(INPUTS, activation), slopes, 2e-15);
});

const ALL = [
  ...[
    scalar.LINEAR,
    scalar.RELU,
    scalar.leaky(0.1),
    scalar.elu(1.5),
    scalar.SELU,
    scalar.SIGMOID,
    scalar.TANH,
  ],
  ...[
    scalar.LOG_SIGMOID,
    scalar.SOFTPLUS,
    scalar.SOFTSIGN,
    scalar.SILU,
    scalar.MISH,
    scalar.GELU,
    scalar.GELU_TANH,
  ],
];

test.each(ALL)("the derivative of $name is that of its values", (activation) => {
  fc.assert(fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
    if (Math.abs(x) < 1e-3) return;
    expect(activation.slope(x)).toBeCloseTo(differenceSlope(activation.value, x, 1e-6), 7);
  }));
});

test.each(ALL)("$name stays finite far out", (activation) => {
  for (const x of [-800, 800]) {
    expect(Number.isFinite(activation.value(x))).toBe(true);
    expect(Number.isFinite(activation.slope(x))).toBe(true);
  }
});

test("the ReLU family gives golden S1-2.3, with derivative 0 for ReLU at 0", () => {
  const x = tensor([-2, -0.5, 0, 1, 3]);
  expectClose(relu(x), [0, 0, 0, 1, 3]);
  expectClose(leakyRelu(x, 0.1), [-0.2, -0.05, 0, 1, 3]);
  expectClose(leakyRelu(x, 0), [0, 0, 0, 1, 3]);
  expectClose(prelu(x, tensor([0.25])), [-0.5, -0.125, 0, 1, 3]);
  expectClose(preluSlopeDerivative(x), [-2, -0.5, 0, 0, 0]);
  expectClose(derivative(x, scalar.RELU), [0, 0, 0, 1, 1]);
});

test("prelu() of golden S1-2.3.alpha2 is not a maximum when the slope is above 1", () => {
  expectClose(prelu(tensor([-1, 1]), tensor([2])), [-2, 1]);
});

test("activations give golden S3-L11-b1 and b2", () => {
  const x = tensor([-1, 0, 2]);
  expectClose(sigmoid(x), [0.26894142137, 0.5, 0.880797077978]);
  expectClose(tanh(x), [-0.761594155956, 0, 0.964027580076]);
  expectClose(elu(x, 1), [-0.632120558829, 0, 2]);
  expectClose(gelu(x), [-0.158655253931, 0, 1.9544997361]);
  const far = tensor([0, 1, 2, 5]);
  expectClose(derivative(far, scalar.SIGMOID), [0.25, 0.196611933241, 0.104993585404, 0.00664805667079]);
  expectClose(derivative(far, scalar.TANH), [1, 0.419974341614, 0.0706508248532, 0.000181583230944]);
});

test("glu() gates the first half by the second, swiglu() the second by the first", () => {
  expectClose(glu(tensor([[2, 3, 0, 1]])), [[1, 3 / (1 + Math.exp(-1))]]);
  expectClose(swiglu(tensor([[0, 1, 2, 3]])), [[0, 3 / (1 + Math.exp(-1))]]);
  expect(() => glu(tensor([1, 2, 3]))).toThrow("Cannot halve [3] for a gate: its last size 3 is odd");
});

test("ReLU(x) - ReLU(-x) is x: golden S1-1.6", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (x) => {
    expect(scalar.RELU.value(x) - scalar.RELU.value(-x)).toBe(x + 0);
  }));
  expect(toNested(relu(tensor(-3)))).toBe(0);
});
