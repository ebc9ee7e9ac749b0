/** Golden cases of softmax and cross-entropy, through the solvers. */
import { toNested } from "../../../src/tensor/tensor.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import {
  crossEntropyGradientSolver,
  crossEntropyOfLogitsSolver,
  crossEntropySolver,
  meanCrossEntropySolver,
} from "../../../src/questions/solvers/cross_entropy.ts";
import { softmaxSolver } from "../../../src/questions/solvers/softmax.ts";
import {
  softmaxJacobianEntrySolver,
  softmaxJacobianSolver,
} from "../../../src/questions/solvers/softmax_jacobian.ts";
import { softmaxRegressionSolver } from "../../../src/questions/solvers/softmax_regression.ts";
import type { GoldenValue, Runners } from "../runner.ts";

export const RUNNERS: Runners = {
  ce_from_logits: ({ logits, target }) => ({
    loss: key(crossEntropyOfLogitsSolver({ logits, target }), "loss"),
    nll_of_logsoftmax: key(
      crossEntropyGradientSolver({ logits, targets: logits.map((_: number, i: number) => i === target ? 1 : 0) }),
      "loss",
    ),
  }),
  softmax: ({ z }) => ({ p: key(softmaxSolver({ logits: z, temperature: 1 }), "p") }),
  softmax_jacobian: ({ z }) => {
    const solver = softmaxJacobianSolver({ given: "logits", values: z });
    const entry = (i: number) => softmaxJacobianEntrySolver({ given: "logits", values: z, row: i, column: i });
    return {
      p: key(solver, "p"),
      jacobian: key(solver, "jacobian"),
      diagonal: z.map((_: number, i: number) => key(entry(i), "entry")),
    };
  },
  softmax_jacobian_entry: ({ z, i, j }) => ({
    value: key(softmaxJacobianEntrySolver({ given: "logits", values: z, row: i, column: j }), "entry"),
  }),
  ce_softmax_grad: ({ z, y }) => {
    const solver = crossEntropyGradientSolver({ logits: z, targets: y });
    return { loss: key(solver, "loss"), grad: key(solver, "grad") };
  },
  cross_entropy: ({ y, p }) => ({ loss: key(crossEntropySolver({ targets: y, probabilities: p }), "loss") }),
  softmax_regression_grad: ({ X, W, Y }) => {
    const labels: number[] = Y.map((row: number[]) => row.indexOf(1));
    const keys = keysOf(softmaxRegressionSolver({ x: X, w: W, labels }));
    const rows: number[][] = JSON.parse(JSON.stringify(nested(keys.p)));
    return {
      P: rows,
      mean_loss: key(meanCrossEntropySolver({ rows, labels }), "loss"),
      grad_W: nested(keys.grad),
    };
  },
};

function key(solver: Solver, answer: string): GoldenValue {
  return nested(keysOf(solver)[answer]);
}

function nested(value: Parameters<typeof toNested>[0] | undefined): GoldenValue {
  return value === undefined ? null : toNested(value);
}
