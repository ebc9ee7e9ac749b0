/** Parameters of a fully connected network; level 2 with two hidden layers or more, level 3 from an image. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { denseParamsSolver } from "../../solvers/dense_params.ts";

type CountParams = {
  readonly sizes: readonly number[];
  readonly bias: boolean;
  /** The input is a square image of that side with `channels` channels; 0 for a plain vector. */
  readonly side: number;
  readonly channels: number;
};

export const fcParamCountGenerator = defineGenerator<CountParams>({
  id: "fc-param-count",
  version: 1,
  topic: "perceptron-mlp",
  title: "Parameters of a fully connected network",
  levels: [1, 2, 3],
  domains: {
    sizes: { kind: "list", of: { kind: "int", lo: 1, hi: 4096 }, min: 2, max: 6 },
    bias: { kind: "pick", of: [true, false] },
    side: { kind: "int", lo: 0, hi: 64 },
    channels: { kind: "int", lo: 1, hi: 4 },
  },
  generate(random, level, fixed) {
    const side = fixed.side ?? (level === 3 ? random.pick([4, 6, 8, 10, 12]) : 0);
    const channels = fixed.channels ?? (side > 0 ? random.pick([1, 3]) : 1);
    const first = side > 0 ? side * side * channels : random.int(3, 12);
    const hidden = Array.from(
      { length: level === 1 ? 1 : random.int(2, 3) },
      () => random.int(3, level === 3 ? 20 : 12),
    );
    return {
      sizes: fixed.sizes ?? [first, ...hidden, random.int(2, level === 3 ? 10 : 5)],
      bias: fixed.bias ?? (level === 1 || random.int(0, 3) > 0),
      side,
      channels,
    };
  },
  refuse({ sizes, side, channels }) {
    if (sizes.length < 3) return "there is no hidden layer";
    if (side > 0 && sizes[0] !== side * side * channels) {
      return `an image of ${side} x ${side} x ${channels} has ${side * side * channels} values`;
    }
    return sizes.some((size, i) => i > 0 && size === sizes[i - 1])
      ? "two neighbouring layers are equal"
      : undefined;
  },
  prompt: ({ sizes, bias, side, channels }) => {
    const hidden = sizes.slice(1, -1);
    const input = side === 0
      ? `${sizes[0]} inputs`
      : `a flattened ${
        channels === 1 ? "grey" : `${channels}-channel`
      } image of $${side} \\times ${side}$ pixels as input`;
    return `A fully connected network has ${input}, ${
      hidden.length === 1
        ? `a hidden layer of ${hidden[0]} units`
        : `hidden layers of ${hidden.join(", ").replace(/, (?=\d+$)/, " and ")} units`
    } and ${sizes.at(-1)} outputs, ${
      bias ? "every unit with a bias" : "without biases"
    }. How many parameters does each layer have, and how many are there in all?`;
  },
  conventions: (
    { bias },
  ) => [
    bias ? "weights and biases" : "weights only: there are no biases",
    "inputs are no units and have no parameters",
  ],
  answers: ({ sizes }) => [
    exactTensorAnswer({ id: "layers", label: "Each layer", shape: [sizes.length - 1] }),
    integerAnswer({ id: "total", label: "In all" }),
  ],
  solve: denseParamsSolver,
  mistakes: [
    {
      id: "biases-forgotten",
      solve: ({ sizes, bias }) => bias ? counts(sizes, (n, m) => n * m) : undefined,
      feedback: "The biases are missing: each unit of a layer has one.",
    },
    {
      id: "biases-counted",
      solve: ({ sizes, bias }) => bias ? undefined : counts(sizes, (n, m) => n * m + m),
      feedback: "You counted biases, but this network has none.",
    },
    {
      id: "biases-of-inputs",
      solve: ({ sizes, bias }) => bias ? counts(sizes, (n, m) => n * m + n) : undefined,
      feedback: "You gave each *input* of a layer a bias. Its units have them: as many as it has outputs.",
    },
    {
      id: "one-bias-a-layer",
      solve: ({ sizes, bias }) => bias ? counts(sizes, (n, m) => n * m + 1) : undefined,
      feedback: "You counted one bias for each layer. Each unit has its own.",
    },
    {
      id: "neurons",
      solve: ({ sizes }) => counts(sizes, (_, m) => m),
      feedback: "You counted units. Parameters sit on the connections: inputs times units, plus the biases.",
    },
    {
      id: "last-layer-left-out",
      solve: ({ sizes, bias }) => {
        const { layers } = counts(sizes, (n, m) => n * m + (bias ? m : 0));
        return { total: scalar(layers.values.slice(0, -1).reduce((a, b) => a + b, 0)) };
      },
      feedback: "The output layer has parameters too: add it to the total.",
    },
    {
      id: "pixels-without-channels",
      solve: ({ sizes, bias, side, channels }) =>
        side > 0 && channels > 1
          ? counts([side * side, ...sizes.slice(1)], (n, m) => n * m + (bias ? m : 0))
          : undefined,
      feedback:
        "Each pixel has one value for each channel: the input is height times width times channels wide.",
    },
  ],
  hints: () => ["Go from layer to layer: how many numbers come in, how many units are there?"],
});

function counts(sizes: readonly number[], each: (inputs: number, units: number) => number) {
  const layers = sizes.slice(1).map((units, i) => each(sizes[i] ?? 0, units));
  return { layers: tensor(layers), total: scalar(layers.reduce((a, b) => a + b, 0)) };
}
