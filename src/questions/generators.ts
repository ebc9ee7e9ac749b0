/** The list of all generators: to add one, write its file and its line here. */
import type { Generator } from "./define.ts";
import { conv2dValuesGenerator } from "./generators/conv-forward-backward/conv2d_values.ts";
import { convOutGenerator } from "./generators/conv-shapes/conv_out.ts";
import { lstmStepGenerator } from "./generators/lstm/lstm_step.ts";
import { maxPoolValuesGenerator } from "./generators/conv-forward-backward/maxpool_values.ts";
import { mlpForwardGenerator } from "./generators/perceptron-mlp/mlp_forward.ts";
import { mseGenerator } from "./generators/loss-functions/mse.ts";
import { softmaxGenerator } from "./generators/softmax-cross-entropy/softmax.ts";

export const GENERATORS: readonly Generator[] = [
  softmaxGenerator,
  mseGenerator,
  mlpForwardGenerator,
  convOutGenerator,
  conv2dValuesGenerator,
  maxPoolValuesGenerator,
  lstmStepGenerator,
];

const BY_ID: ReadonlyMap<string, Generator> = new Map(
  GENERATORS.map((generator) => [generator.id, generator]),
);

export function generatorById(id: string): Generator | undefined {
  return BY_ID.get(id);
}
