/** What a threshold unit computes over two bits, then what two hidden units and an output compute together. */
import { scalar, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { map } from "../../../tensor/elementwise.ts";
import { choiceAnswer, exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { bitNetSolver, thresholdSolver, type Unit } from "../../solvers/perceptron.ts";
import { num } from "../../tex.ts";

type BooleanParams = {
  /** [w1, w2, b] of each hidden unit; none for a single unit. */
  readonly hidden: readonly (readonly number[])[];
  /** [w1, w2, b] of the output unit. */
  readonly output: readonly number[];
};

const UNIT = { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.5 }, min: 3, max: 3 } as const;

export const booleanNetGenerator = defineGenerator<BooleanParams>({
  id: "boolean-net",
  version: 1,
  topic: "perceptron-mlp",
  title: "Truth table of threshold units",
  levels: [1, 2],
  domains: { hidden: { kind: "list", of: UNIT, min: 0, max: 2 }, output: UNIT },
  generate(random, level, fixed) {
    const unit = () => [...random.pick(UNITS)];
    return {
      hidden: fixed.hidden ?? (level === 1 ? [] : random.sample(UNITS, 2).map((gate) => [...gate])),
      output: fixed.output ?? unit(),
    };
  },
  refuse({ hidden, output }) {
    if (hidden.length === 1) return "a hidden layer of one unit";
    if (sums({ hidden, output }).includes(0)) return "a sum lies on the threshold";
    const outputs = truth({ hidden, output });
    return new Set(outputs.values).size < 2 ? "the output is constant" : undefined;
  },
  prompt: ({ hidden, output }) =>
    hidden.length === 0
      ? `A threshold unit puts out 1 where $${
        sumTex(output, "x")
      } > 0$, else 0. What does it put out for the four pairs of bits, and which function is that?`
      : `Two hidden threshold units are $h_1 = [\\,${sumTex(hidden[0] ?? [], "x")} > 0\\,]$ and $h_2 = [\\,${
        sumTex(hidden[1] ?? [], "x")
      } > 0\\,]$; the output is $y = [\\,${
        sumTex(output, "h")
      } > 0\\,]$. What is $y$ for the four pairs of bits, and could a single threshold unit do the same?`,
  conventions: () => [
    "outputs in the order $x = (0,0),\\; (0,1),\\; (1,0),\\; (1,1)$",
    "$[\\,\\cdot\\,]$ is 1 where the condition holds, else 0",
  ],
  answers: ({ hidden }) => [
    exactTensorAnswer({ id: "outputs", label: "Outputs", shape: [4] }),
    hidden.length === 0
      ? choiceAnswer({ id: "name", label: "Function", choices: NAMES })
      : choiceAnswer({ id: "separable", label: "A single unit could do it", choices: YES_NO }),
  ],
  solve: (params) => {
    if (params.hidden.length > 0) {
      const { steps, answers } = bitNetSolver(netOf(params));
      return {
        steps,
        answers: { outputs: answers.outputs ?? "outputs", separable: answers.separable ?? "separable" },
      };
    }
    const { steps } = thresholdSolver(unitOf(params.output));
    return {
      steps: [...steps, {
        id: "name",
        rule:
          "Compare with the truth tables: AND fires once, OR three times, NAND and NOR are their negations.",
        uses: ["outputs"],
        roundable: false,
        value: (outputs: Tensor) => scalar(nameOf(outputs)),
        tex: (value: Tensor) => `\\text{${NAMES[value.values[0] ?? 5]?.label ?? ""}}`,
      }],
      answers: { outputs: "outputs", name: "name" },
    };
  },
  mistakes: [
    {
      id: "inverted",
      solve: (params) => read(params, map(truth(params), (bit) => 1 - bit)),
      feedback: "Zeros and ones are swapped: the unit fires where the sum is *above* 0.",
    },
    {
      id: "bias-forgotten",
      solve: (params) => {
        const bare = (unit: readonly number[]) => [unit[0] ?? 0, unit[1] ?? 0, 0];
        return altered(params, { hidden: params.hidden.map(bare), output: bare(params.output) });
      },
      feedback: "You left out the bias. It decides how much must come together before the unit fires.",
    },
    {
      id: "bias-sign",
      solve: (params) => {
        const turned = (unit: readonly number[]) => [unit[0] ?? 0, unit[1] ?? 0, -(unit[2] ?? 0)];
        return altered(params, { hidden: params.hidden.map(turned), output: turned(params.output) });
      },
      feedback:
        "You took the bias with the opposite sign: it is added to the sum, and the sum is compared with 0.",
    },
    {
      id: "hidden-layer-skipped",
      solve: (params) =>
        params.hidden.length === 0 ? undefined : altered(params, { hidden: [], output: params.output }),
      feedback: "You put the bits straight into the output unit. It sees the hidden units $h_1$ and $h_2$.",
    },
    {
      id: "separability",
      solve: (params) => {
        if (params.hidden.length === 0) return undefined;
        const key = keysOf(bitNetSolver(netOf(params))).separable?.values[0] ?? 0;
        return { separable: scalar(1 - key) };
      },
      feedback:
        "Draw the four corners of the square: can one straight line part the ones from the zeros? Only XOR and its negation defeat it.",
    },
  ],
  hints: () => ["Work out the sum for each of the four inputs; only its sign matters."],
});

const NAMES = [
  { id: "and", label: "AND" },
  { id: "or", label: "OR" },
  { id: "nand", label: "NAND" },
  { id: "nor", label: "NOR" },
  { id: "xor", label: "XOR" },
  { id: "other", label: "none of these" },
] as const;
const TABLES = ["0,0,0,1", "0,1,1,1", "1,1,1,0", "1,0,0,0", "0,1,1,0"];
const YES_NO = [{ id: "no", label: "no" }, { id: "yes", label: "yes" }] as const;

/** AND, OR, NAND, NOR and units of one input more than the other, in several scalings. */
const UNITS = [
  [1, 1, -1.5],
  [2, 2, -3],
  [1, 1, -0.5],
  [2, 2, -1],
  [-1, -1, 1.5],
  [-2, -2, 3],
  [-1, -1, 0.5],
  [-2, -2, 1],
  [1, -1, -0.5],
  [-1, 1, -0.5],
  [2, -1, 0.5],
  [1, 2, -2.5],
];

function unitOf([first = 0, second = 0, b = 0]: readonly number[]): Unit {
  return { w: [first, second], b };
}

function netOf({ hidden, output }: BooleanParams) {
  return { hidden: hidden.map(unitOf), output: unitOf(output), activation: "step" as const };
}

function truth(params: BooleanParams): Tensor {
  const solver = params.hidden.length === 0
    ? thresholdSolver(unitOf(params.output))
    : bitNetSolver(netOf(params));
  return keysOf(solver).outputs ?? tensor([]);
}

/** All weighted sums whose signs decide something. */
function sums({ hidden, output }: BooleanParams): number[] {
  const over = (unit: readonly number[], inputs: readonly (readonly number[])[]) =>
    inputs.map(([a = 0, b = 0]) => (unit[0] ?? 0) * a + (unit[1] ?? 0) * b + (unit[2] ?? 0));
  const bits = [[0, 0], [0, 1], [1, 0], [1, 1]];
  if (hidden.length === 0) return over(output, bits);
  const first = hidden.map((unit) => over(unit, bits));
  const fired = bits.map((_, row) => first.map((unit) => (unit[row] ?? 0) > 0 ? 1 : 0));
  return [...first.flat(), ...over(output, fired)];
}

function nameOf(outputs: Tensor): number {
  const index = TABLES.indexOf(Array.from(outputs.values).join());
  return index < 0 ? TABLES.length : index;
}

/** What someone answers who found these outputs: the second answer follows from the first. */
function read(params: BooleanParams, outputs: Tensor): Record<string, Tensor> {
  if (params.hidden.length === 0) return { outputs, name: scalar(nameOf(outputs)) };
  const name = nameOf(outputs);
  const isXnor = Array.from(outputs.values).join() === "1,0,0,1";
  return { outputs, separable: scalar(name === 4 || isXnor ? 0 : 1) };
}

/** What other weights would answer; undefined where the truth table stays the same. */
function altered(params: BooleanParams, other: BooleanParams): Record<string, Tensor> | undefined {
  const outputs = truth(other);
  return outputs.values.join() === truth(params).values.join() ? undefined : read(params, outputs);
}

function sumTex([first = 0, second = 0, b = 0]: readonly number[], name: string): string {
  const product = (weight: number, index: number) =>
    `${weight === 1 ? "" : weight === -1 ? "-" : num(weight)} ${name}_${index}`.trim();
  const signed = (text: string) => text.startsWith("-") ? `- ${text.slice(1).trim()}` : `+ ${text}`;
  return `${product(first, 1)} ${signed(product(second, 2))} ${signed(num(b))}`;
}
