/** A dense layer turned into a convolution; level 2 behind a network that shrinks the image. */
import { tensor } from "../../../tensor/tensor.ts";
import { integerAnswer, shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { denseAsConvSolver } from "../../solvers/dense_prediction.ts";
import { scalars } from "../../solvers/number_steps.ts";

type DenseParams = {
  readonly channels: number;
  readonly side: number;
  readonly units: number;
  /** How many times smaller the network in front makes an image; 1 for none. */
  readonly factor: number;
  /** Side of the larger map. */
  readonly larger: number;
};

export const fcAsConvGenerator = defineGenerator<DenseParams>({
  id: "fc-as-conv",
  version: 1,
  topic: "segmentation-detection",
  title: "Fully connected layer as a convolution",
  levels: [1, 2],
  domains: {
    channels: { kind: "int", lo: 1, hi: 512 },
    side: { kind: "int", lo: 2, hi: 16 },
    units: { kind: "int", lo: 1, hi: 4096 },
    factor: { kind: "int", lo: 1, hi: 32 },
    larger: { kind: "int", lo: 2, hi: 64 },
  },
  generate(random, level, fixed) {
    const side = fixed.side ?? random.int(3, 7);
    return {
      channels: fixed.channels ?? random.pick([8, 10, 16, 20, 32, 64]),
      side,
      units: fixed.units ?? random.pick([5, 10, 20, 30, 50, 100]),
      factor: fixed.factor ?? (level === 1 ? 1 : random.pick([4, 8, 16])),
      larger: fixed.larger ?? side + random.int(2, 8),
    };
  },
  refuse({ channels, side, units, larger }) {
    if (larger <= side) return "the larger map is not larger";
    return channels === units ? "as many units as channels" : undefined;
  },
  prompt: ({ channels, side, units, factor, larger }) =>
    factor === 1
      ? `A fully connected layer with ${units} units reads a flattened map of shape $[${channels},\\; ${side},\\; ${side}]$. Write it as a convolution: how large is the kernel, how many weights has it, and what does it make of a map of shape $[${channels},\\; ${larger},\\; ${larger}]$?`
      : `A network shrinks an image of $${side * factor} \\times ${
        side * factor
      }$ pixels to a map of shape $[${channels},\\; ${side},\\; ${side}]$, ${factor} times smaller along each side; a fully connected layer with ${units} units follows. Written as a convolution: how large is its kernel, how many weights has it, and what is its output for an image of $${
        larger * factor
      } \\times ${larger * factor}$ pixels?`,
  conventions: () => [
    "channels first; the convolution has stride 1 and no padding",
    "weights without the biases",
  ],
  answers: () => [
    integerAnswer({ id: "kernel", label: "Side of the kernel" }),
    integerAnswer({ id: "weights", label: "Weights" }),
    shapeAnswer({ id: "shape", label: "Output shape", rank: 3 }),
  ],
  solve: ({ channels, side, units, factor, larger }) =>
    denseAsConvSolver({ channels, side, units, trained: side * factor, image: larger * factor }),
  mistakes: [
    {
      id: "pointwise",
      solve: (p) => answer(p, { kernel: 1, weights: p.channels * p.units, side: p.larger }),
      feedback:
        "A $1 \\times 1$ kernel sees one pixel of the map. The dense layer saw all of them: its kernel is as large as the map.",
    },
    {
      id: "one-channel",
      solve: (p) => p.channels === 1 ? undefined : answer(p, { weights: p.side ** 2 * p.units }),
      feedback: "Each filter is as deep as the map: multiply by its channels.",
    },
    {
      id: "no-plus-one",
      solve: (p) => answer(p, { side: p.larger - p.side }),
      feedback: "The first place counts too: $n - k + 1$.",
    },
    {
      id: "tiled",
      solve: (p) => answer(p, { side: Math.floor(p.larger / p.side) }),
      feedback: "The kernel slides by 1; it does not jump by its own size.",
    },
    {
      id: "one-output",
      solve: (p) => answer(p, { side: 1 }),
      feedback: "That is the output on the map it was trained on. A larger map has room for several places.",
    },
    {
      id: "weights-grow",
      solve: (p) => answer(p, { weights: p.larger ** 2 * p.channels * p.units }),
      feedback: "The weights do not grow with the map: the same kernel slides over it.",
    },
    {
      id: "image-for-map",
      solve: (p) => p.factor === 1 ? undefined : answer(p, { side: p.larger * p.factor - p.side + 1 }),
      feedback: "The kernel slides over the *map*, which is smaller than the image.",
    },
  ],
  hints: () => ["Which pixels of the map does one unit of the dense layer read?"],
});

interface Wrong {
  readonly kernel?: number;
  readonly weights?: number;
  readonly side?: number;
}

function answer({ channels, side, units, larger }: DenseParams, wrong: Wrong) {
  const places = wrong.side ?? larger - side + 1;
  return {
    ...scalars({ kernel: wrong.kernel ?? side, weights: wrong.weights ?? side ** 2 * channels * units }),
    shape: tensor([units, places, places]),
  };
}
