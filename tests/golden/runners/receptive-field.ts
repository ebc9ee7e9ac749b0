/** Golden cases of receptive fields through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { clippedFieldSolver, receptiveFieldSolver } from "../../../src/questions/solvers/receptive_field.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

interface GoldenLayer {
  readonly kernel: number;
  readonly stride: number;
}

export const RUNNERS: Runners = {
  receptive_field: ({ layers }) => {
    const solver = receptiveFieldSolver(layers.map(slide));
    return { receptive_field: key(solver, "size"), jump: key(solver, "jump") };
  },
  receptive_field_chain: ({ layers }) => {
    const solver = receptiveFieldSolver(layers.map(slide));
    return { receptive_field: key(solver, "sizes"), jump: key(solver, "jumps") };
  },
  receptive_field_clipped: ({ layers, input_size }) => {
    const solver = clippedFieldSolver({ layers: layers.map(slide), n: input_size });
    return { theoretical: key(solver, "theoretical"), in_image: key(solver, "inside") };
  },
};

function slide({ kernel, stride }: GoldenLayer) {
  return { kernel, stride, padding: 0, dilation: 1 };
}

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
