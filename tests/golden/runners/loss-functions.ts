/** Golden cases of losses and information measures, through the solvers. */
import { toNested } from "../../../src/tensor/tensor.ts";
import { numbersIn } from "../../../src/questions/answer_value.ts";
import { keysOf, runSolver, type Solver } from "../../../src/questions/solver.ts";
import {
  binaryCrossEntropySolver,
  initialLossSolver,
} from "../../../src/questions/solvers/binary_cross_entropy.ts";
import { centresSolver } from "../../../src/questions/solvers/centres.ts";
import { crossEntropySolver, likelihoodSolver } from "../../../src/questions/solvers/cross_entropy.ts";
import { entropiesSolver } from "../../../src/questions/solvers/divergences.ts";
import { squaredErrorSolver, targetsOfSquaresSolver } from "../../../src/questions/solvers/squared_error.ts";
import type { GoldenValue, Runners } from "../runner.ts";

export const RUNNERS: Runners = {
  initial_bce: ({ batch, p }) => ({
    loss: key(
      binaryCrossEntropySolver({
        given: "probabilities",
        values: Array.from({ length: batch }, () => p),
        labels: Array.from({ length: batch }, (_, i) => i % 2),
      }),
      "loss",
    ),
  }),
  initial_ce: ({ classes }) => ({ loss: key(initialLossSolver({ head: "softmax", classes }), "loss") }),
  bce: ({ y, p }) => ({
    loss: key(binaryCrossEntropySolver({ given: "probabilities", values: p, labels: y }), "loss"),
  }),
  cross_entropy: ({ y, p }) => ({ loss: key(crossEntropySolver({ targets: y, probabilities: p }), "loss") }),
  cross_entropy_sequence: ({ p_true }) => ({
    loss: p_true.map((p: number) => key(crossEntropySolver({ targets: [1], probabilities: [p] }), "loss")),
  }),
  ce_entropy_kl: ({ p, q }) => {
    const solver = entropiesSolver({ p, q, unit: "nats" });
    return {
      entropy: key(solver, "entropy"),
      cross_entropy: key(solver, "cross"),
      kl_pq: key(solver, "kl"),
      kl_qp: key(solver, "reverse"),
    };
  },
  mean_nll: ({ p_true }) => {
    const solver = likelihoodSolver({ chosen: p_true });
    return { mean_ce: key(solver, "loss"), likelihood: key(solver, "likelihood") };
  },
  l1_l2_optimum: ({ data }) => {
    const solver = centresSolver({ values: data });
    return { l2_minimiser_mean: key(solver, "mean"), l1_minimiser_median: key(solver, "median") };
  },
  mse: ({ target, output }) => {
    const solver = (convention: "mean" | "half-sum") =>
      squaredErrorSolver({ outputs: output, targets: target, convention });
    return {
      squared_errors: stepOf(solver("mean"), "squares"),
      sse: stepOf(solver("mean"), "sum"),
      mean: key(solver("mean"), "loss"),
      half_sum: key(solver("half-sum"), "loss"),
    };
  },
  mse_target_candidates: ({ output, squared_errors }) => {
    const solver = targetsOfSquaresSolver({ outputs: output, squares: squared_errors });
    const pairs = output.map((_: number, i: number) => [
      keysOf(solver).below?.values[i] ?? NaN,
      keysOf(solver).above?.values[i] ?? NaN,
    ]);
    return { t1: pairs[0], t2: pairs[1] };
  },
};

function key(solver: Solver, answer: string): GoldenValue {
  const value = keysOf(solver)[answer];
  return value === undefined ? null : toNested(value);
}

function stepOf(solver: Solver, id: string): GoldenValue {
  const step = runSolver(solver).steps.find((found) => found.id === id);
  return step === undefined ? null : toNested(numbersIn(step.value));
}
