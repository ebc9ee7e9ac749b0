/** Learned parameters and stored statistics of a normalisation layer. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type NormLayer, normParametersSolver } from "../../solvers/norm_counts.ts";
import { scalars } from "../../solvers/number_steps.ts";

type CountParams = {
  readonly layer: NormLayer;
  readonly width: number;
  readonly side: number;
};

const NAMES: Readonly<Record<NormLayer, string>> = {
  batch: "batch norm",
  layer: "layer norm",
  instance: "instance norm",
  group: "group norm",
  rms: "RMS norm",
};

export const normParamCountGenerator = defineGenerator<CountParams>({
  id: "norm-param-count",
  version: 1,
  topic: "normalization",
  title: "Parameters of a normalisation layer",
  levels: [1, 2],
  domains: {
    layer: { kind: "pick", of: ["batch", "layer", "instance", "group", "rms"] },
    width: { kind: "int", lo: 2, hi: 16_384 },
    side: { kind: "int", lo: 1, hi: 512 },
  },
  generate(random, level, fixed) {
    const layer = fixed.layer ??
      (level === 1 ? "batch" : random.pick<NormLayer>(["layer", "instance", "group", "rms"]));
    const flat = layer === "layer" || layer === "rms" || (level === 1 && random.int(0, 1) === 0);
    return {
      layer,
      width: fixed.width ?? random.pick([6, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128, 256]),
      side: fixed.side ?? (flat ? 1 : random.pick([7, 8, 14, 16, 28, 32])),
    };
  },
  refuse: ({ layer, width, side }) => {
    if (side === width) return "channels and places have the same number";
    return side > 1 && (layer === "layer" || layer === "rms")
      ? "which axes such a layer takes in an image is a choice of its own"
      : undefined;
  },
  prompt: ({ layer, width, side }) =>
    side === 1
      ? `A fully connected layer with ${width} outputs is followed by ${
        NAMES[layer]
      }. How many parameters does the normalisation learn, and how many values does it store beside them?`
      : `A convolution with ${width} filters, whose maps are $${side} \\times ${side}$, is followed by ${
        NAMES[layer]
      }. How many parameters does the normalisation learn, and how many values does it store beside them?`,
  conventions: ({ layer }) => [
    layer === "rms"
      ? "with a learned scale and no shift, as in language models"
      : "with learned scale and shift (`affine=True`)",
    "stored: running statistics; a count of the batches seen is not counted",
    ...(layer === "instance" ? ["no running statistics are tracked, the default in PyTorch"] : []),
  ],
  answers: () => [
    integerAnswer({ id: "learnable", label: "Learned" }),
    integerAnswer({ id: "buffers", label: "Stored" }),
  ],
  solve: normParametersSolver,
  mistakes: [
    {
      id: "one-pair-for-the-layer",
      solve: ({ layer }) =>
        scalars({ learnable: layer === "rms" ? 1 : 2, buffers: layer === "batch" ? 2 : 0 }),
      feedback: "Each feature or channel has its own parameters, not the layer as a whole.",
    },
    {
      id: "shift-forgotten",
      solve: ({ layer, width }) => layer === "rms" ? undefined : scalars({ learnable: width }),
      feedback: "You counted one vector. There are two: the scale $\\gamma$ and the shift $\\beta$.",
    },
    {
      id: "shift-counted",
      solve: ({ layer, width }) => layer === "rms" ? scalars({ learnable: 2 * width }) : undefined,
      feedback: "RMS norm does not shift: it has a scale only.",
    },
    {
      id: "statistics-learned",
      solve: ({ layer, width }) =>
        layer === "batch" ? scalars({ learnable: 4 * width, buffers: 0 }) : undefined,
      feedback: "Running mean and variance are measured, not learned: no gradient flows into them.",
    },
    {
      id: "nothing-stored",
      solve: ({ layer }) => layer === "batch" ? scalars({ buffers: 0 }) : undefined,
      feedback:
        "At test time there may be no batch: batch norm needs the running mean and variance it stored.",
    },
    {
      id: "statistics-stored",
      solve: ({ layer, width }) => layer === "batch" ? undefined : scalars({ buffers: 2 * width }),
      feedback:
        "Only batch norm keeps running statistics. This layer works out its own for every example, also at test time.",
    },
    {
      id: "for-every-place",
      solve: ({ layer, width, side }) =>
        side === 1 ? undefined : scalars({
          learnable: 2 * width * side * side,
          buffers: layer === "batch" ? 2 * width * side * side : 0,
        }),
      feedback: "All places of a map share the parameters of their channel.",
    },
  ],
  hints: () => ["Which values are learned by gradients, and which are only measured?"],
});
