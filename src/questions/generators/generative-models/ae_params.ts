/** Parameters of a fully connected autoencoder, with weights of its own in the decoder or tied ones. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { autoencoderSolver } from "../../solvers/latent.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { keysOf } from "../../solver.ts";

type AutoencoderParams = { readonly sizes: readonly number[]; readonly tied: boolean };

export const aeParamsGenerator = defineGenerator<AutoencoderParams>({
  id: "ae-params",
  version: 1,
  topic: "generative-models",
  title: "Parameters of an autoencoder",
  levels: [1, 2],
  domains: {
    sizes: { kind: "list", of: { kind: "int", lo: 1, hi: 4096 }, min: 2, max: 5 },
    tied: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const input = random.pick(level === 1 ? [12, 16, 20, 30] : [64, 100, 200, 784]);
    const hidden = random.pick(level === 1 ? [6, 8, 10] : [20, 32, 50]);
    return {
      sizes: fixed.sizes ?? [input, hidden, random.pick(level === 1 ? [2, 3, 4] : [5, 8, 10])],
      tied: fixed.tied ?? level === 2,
    };
  },
  refuse: ({ sizes }) =>
    sizes.some((size, i) => i > 0 && size >= (sizes[i - 1] ?? 0)) ? "the encoder does not narrow" : undefined,
  prompt: ({ sizes, tied }) =>
    `A fully connected autoencoder has an encoder with the layer sizes ${
      sizes.join(" – ")
    } and a mirrored decoder ${sizes.toReversed().join(" – ")}.${
      tied
        ? " The weights are tied: each decoder layer uses the transposed weights of its encoder layer."
        : ""
    } How many parameters do encoder and decoder have, and how many in all?`,
  conventions: ({ tied }) => [
    "every layer has a bias for each of its outputs",
    tied
      ? "shared weights count once, with the encoder; the decoder's biases are its own"
      : "weights of the decoder are its own, not tied",
  ],
  answers: () => [
    integerAnswer({ id: "encoder", label: "Encoder" }),
    integerAnswer({ id: "decoder", label: "Decoder" }),
    integerAnswer({ id: "total", label: "In all" }),
  ],
  solve: autoencoderSolver,
  mistakes: [
    {
      id: "biases-forgotten",
      solve: ({ sizes, tied }) => {
        const weights = weightsOf(sizes);
        return scalars({
          encoder: weights,
          decoder: tied ? 0 : weights,
          total: tied ? weights : 2 * weights,
        });
      },
      feedback: "The biases are missing: each layer has one for each of its outputs.",
    },
    {
      id: "mirrored-count",
      solve: (p) => {
        const encoder = keysOf(autoencoderSolver(p)).encoder?.values[0] ?? NaN;
        return p.tied ? undefined : scalars({ decoder: encoder, total: 2 * encoder });
      },
      feedback:
        "Encoder and decoder have as many weights, but not as many biases: those follow the outputs of each layer.",
    },
    {
      id: "encoder-only",
      solve: (p) => {
        const encoder = keysOf(autoencoderSolver(p)).encoder?.values[0] ?? NaN;
        return scalars({ total: encoder });
      },
      feedback: "The decoder is missing from the total.",
    },
    {
      id: "not-tied",
      solve: (p) => p.tied ? keysOf(autoencoderSolver({ ...p, tied: false })) : undefined,
      feedback: "The decoder uses the encoder's weights: they are not counted a second time.",
    },
    {
      id: "biases-tied",
      solve: (p) => {
        const encoder = keysOf(autoencoderSolver(p)).encoder?.values[0] ?? NaN;
        return p.tied ? scalars({ decoder: 0, total: encoder }) : undefined;
      },
      feedback:
        "Only weights are shared. The decoder's layers have other sizes of output, so they need biases of their own.",
    },
  ],
  hints: () => ["Weights of a layer: inputs times outputs; biases: outputs."],
});

function weightsOf(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] ?? 0), 0);
}
