/** Channels inside a dense block; level 2 with the transition layer behind it. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { denseBlockSolver } from "../../solvers/skip_layers.ts";

type DenseParams = {
  readonly start: number;
  readonly growth: number;
  readonly layers: number;
  readonly transition: boolean;
};

export const densenetChannelsGenerator = defineGenerator<DenseParams>({
  id: "densenet-channels",
  version: 1,
  topic: "residual-architectures",
  title: "Channels in a dense block",
  levels: [1, 2],
  domains: {
    start: { kind: "int", lo: 1, hi: 512 },
    growth: { kind: "int", lo: 1, hi: 64 },
    layers: { kind: "int", lo: 2, hi: 12 },
    transition: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    start: fixed.start ?? random.pick([16, 20, 24, 32, 48, 64]),
    growth: fixed.growth ?? random.pick([4, 8, 10, 12, 16, 24, 32]),
    layers: fixed.layers ?? random.int(3, level === 1 ? 5 : 6),
    transition: fixed.transition ?? level === 2,
  }),
  refuse: ({ start, growth }) => start === growth ? "start and growth are alike" : undefined,
  prompt: ({ start, growth, layers, transition }) =>
    `A dense block of DenseNet gets ${start} channels and has ${layers} layers with growth rate ${growth}. How many input channels does each layer have, and how many channels does the block give out${
      transition ? ", and how many are left after the transition layer, which halves them" : ""
    }?`,
  conventions: ({ transition }) => [
    "each layer makes as many new channels as the growth rate; the block's output contains its input",
    ...(transition ? ["the transition layer rounds down"] : []),
  ],
  answers: ({ layers, transition }) => [
    exactTensorAnswer({ id: "inputs", label: "Input channels, layer by layer", shape: [layers] }),
    integerAnswer({ id: "output", label: "Output of the block" }),
    ...(transition ? [integerAnswer({ id: "after", label: "After the transition" })] : []),
  ],
  solve(p) {
    const solver = denseBlockSolver(p);
    const asked = p.transition ? ["inputs", "output", "after"] : ["inputs", "output"];
    return {
      steps: solver.steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "one-growth-early",
      solve: (p) => channels(p, (i) => p.start + (i + 1) * p.growth, p.start + (p.layers + 1) * p.growth),
      feedback: "The first layer reads the block's input only: nothing has been added yet.",
    },
    {
      id: "last-layer-forgotten",
      solve: (p) => channels(p, (i) => p.start + i * p.growth, p.start + (p.layers - 1) * p.growth),
      feedback: "The maps of the last layer belong to the output, too.",
    },
    {
      id: "previous-layer-only",
      solve: (p) => channels(p, (i) => i === 0 ? p.start : p.growth, p.growth),
      feedback: "That is a plain chain. In a dense block a layer reads the maps of *all* layers before it.",
    },
    {
      id: "added-like-resnet",
      solve: (p) => channels(p, () => p.start, p.start),
      feedback: "ResNet adds maps, so channels stay. DenseNet concatenates them: channels grow.",
    },
    {
      id: "input-dropped",
      solve: (p) => channels(p, (i) => i === 0 ? p.start : i * p.growth, p.layers * p.growth),
      feedback: "The block's own input is carried along as well: it is part of every concatenation.",
    },
    {
      id: "doubling",
      solve: (p) => channels(p, (i) => p.start * 2 ** i, p.start * 2 ** p.layers),
      feedback: "Each layer adds as many channels as the growth rate; it does not double what is there.",
    },
  ],
  hints: () => ["Every layer adds its maps to those that are there."],
});

function channels(p: DenseParams, input: (layer: number) => number, output: number) {
  return {
    inputs: tensor(Array.from({ length: p.layers }, (_, i) => input(i))),
    output: tensor(output),
    ...(p.transition ? { after: tensor(Math.floor(output / 2)) } : {}),
  };
}
