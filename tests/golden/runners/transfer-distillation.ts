/** Golden cases of distillation through their solvers. */
import type { Runners } from "../runner.ts";
import { keysOf } from "../../../src/questions/solver.ts";
import { twoTemperaturesSolver } from "../../../src/questions/solvers/distillation.ts";

export const RUNNERS: Runners = {
  softmax_temperature: ({ logits, T }) => ({
    p: T.map((temperature: number) =>
      Array.from(keysOf(twoTemperaturesSolver({ logits, temperature })).soft?.values ?? [])
    ),
  }),
};
