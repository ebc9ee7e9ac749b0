/** One dense layer by hand: column or row convention, with or without ReLU; and the shapes of a small network. */
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { relu } from "../../tensor/activations.ts";
import { columnDense, rowDense } from "../../tensor/linear.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equalsMat, equalsVec, num, rowsTex, term } from "../tex.ts";
import { lines } from "./shown.ts";

type Rows = readonly (readonly number[])[];

export interface ColumnLayer {
  /** [in]. */
  readonly x: readonly number[];
  /** [out][in]: one row for each unit. */
  readonly w: Rows;
  readonly b: readonly number[];
}

/** z = Wx + b. Answer: z [out]. */
export function columnLayerSolver(layer: ColumnLayer): Solver {
  return { steps: [columnStep(layer)], answers: { z: "z" } };
}

/** z = Wx + b, h = max(0, z). Answers: z [out], h [out]. */
export function reluLayerSolver(layer: ColumnLayer): Solver {
  return {
    steps: [columnStep(layer), {
      id: "h",
      rule: "ReLU leaves positive values as they are and sets negative ones to 0.",
      uses: ["z"],
      roundable: false,
      value: (z) => relu(z),
      tex: (value, z) => `\\max(0,\\; ${rowText(z)}) ${equalsVec(value, 4)}`,
    }],
    answers: { z: "z", h: "h" },
  };
}

/** Y = XW + b for samples as rows: x [N][in], w [in][out]. Answer: y [N,out]. */
export function rowLayerSolver(
  { x, w, b }: { readonly x: Rows; readonly w: Rows; readonly b: readonly number[] },
): Solver {
  return {
    steps: [
      {
        id: "product",
        rule: "Each row of $X$ times each column of $W$.",
        uses: [],
        roundable: false,
        value: () => rowDense(tensor(x), { weight: tensor(w), bias: tensor(b.map(() => 0)) }),
        tex: (value) => `${rowsTex(x)} ${rowsTex(w)} ${equalsMat(value, 4)}`,
      },
      {
        id: "y",
        rule: "Add the bias to every row: one bias for each output.",
        uses: ["product"],
        roundable: false,
        value: () => rowDense(tensor(x), { weight: tensor(w), bias: tensor(b) }),
        tex: (value) => `Y ${equalsMat(value, 4)}`,
      },
    ],
    answers: { y: "y" },
  };
}

export interface NetSizes {
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** Shapes of Y = f(X W1 + b1) W2 + b2 with samples as rows. Answers: w1 [2], h [2], w2 [2], y [2]. */
export function netShapesSolver({ batch, inputs, hidden, outputs }: NetSizes): Solver {
  const shape = (id: string, rule: string, sizes: readonly [number, number], tex: string): StepPlan => ({
    id,
    rule,
    uses: [],
    roundable: false,
    value: () => tensor(sizes),
    tex: () => `${tex}: [${sizes.join(",\\; ")}]`,
  });
  return {
    steps: [
      shape(
        "w1",
        "$X W_1$ needs as many rows in $W_1$ as $X$ has columns; its columns are the hidden units.",
        [inputs, hidden],
        `[${batch},\\; ${inputs}] \\cdot W_1 = [${batch},\\; ${hidden}] \\;\\Rightarrow\\; W_1`,
      ),
      shape("h", "One row for each sample, one column for each hidden unit.", [batch, hidden], "H"),
      shape(
        "w2",
        "$H W_2$ must give one column for each output.",
        [hidden, outputs],
        `[${batch},\\; ${hidden}] \\cdot W_2 = [${batch},\\; ${outputs}] \\;\\Rightarrow\\; W_2`,
      ),
      shape("y", "The batch stays first all the way.", [batch, outputs], "Y"),
    ],
    answers: { w1: "w1", h: "h", w2: "w2", y: "y" },
  };
}

function columnStep({ x, w, b }: ColumnLayer): StepPlan {
  return {
    id: "z",
    rule: "Each row of $W$ times $x$, product by product, plus the bias of that unit.",
    uses: [],
    roundable: false,
    value: () => columnDense(tensor(x), { weight: tensor(w), bias: tensor(b) }),
    tex: (value) =>
      lines(
        w.map((row, unit) =>
          `z_${unit + 1} &= ${
            row.map((weight, i) => `${term(weight)} \\cdot ${term(x[i] ?? 0)}`).join(" + ")
          } + ${term(b[unit] ?? 0)} = ${num(value.values[unit] ?? NaN)}`
        ),
      ),
  };
}

function rowText(t: Tensor): string {
  return `(${Array.from(t.values, num).join(",\\; ")})`;
}
