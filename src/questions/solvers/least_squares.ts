/** Fitting straight lines by hand: least squares with an intercept, and ridge through the origin. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { mul, sub } from "../../tensor/elementwise.ts";
import { dot } from "../../tensor/matmul.ts";
import { mean, sum } from "../../tensor/reduce.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { short, shortTerm } from "./shown.ts";

export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Slope sum (x - mx)(y - my) / sum (x - mx)^2 and intercept my - slope mx. Answers: slope, intercept, residual: the
 * sum of squared residuals. The x must not all be equal.
 */
export function leastSquaresSolver({ x, y }: Points): Solver {
  return {
    steps: [
      meanStep({ id: "mx", name: "\\bar x", values: x }),
      meanStep({ id: "my", name: "\\bar y", values: y }),
      {
        id: "together",
        rule: "How $x$ and $y$ vary together: the sum of $(x_i - \\bar x)(y_i - \\bar y)$.",
        uses: ["mx", "my"],
        roundable: true,
        value: (mx, my) => dot(sub(tensor(x), item(mx)), sub(tensor(y), item(my))),
        tex: (value, mx, my) =>
          `${
            x.map((xi, i) => `${shortTerm(xi - item(mx))} \\cdot ${shortTerm((y[i] ?? NaN) - item(my))}`)
              .join(" + ")
          } ${equals(item(value), 4)}`,
      },
      {
        id: "spread",
        rule: "How $x$ varies: the sum of $(x_i - \\bar x)^2$.",
        uses: ["mx"],
        roundable: true,
        value: (mx) => sum(mul(sub(tensor(x), item(mx)), sub(tensor(x), item(mx)))),
        tex: (value, mx) =>
          `${x.map((xi) => `${shortTerm(xi - item(mx))}^2`).join(" + ")} ${equals(item(value), 4)}`,
      },
      {
        id: "slope",
        rule: "The slope is their quotient.",
        uses: ["together", "spread"],
        roundable: true,
        value: (together, spread) => scalar(item(together) / item(spread)),
        tex: (value, together, spread) =>
          `a = \\frac{${short(item(together))}}{${short(item(spread))}} ${equals(item(value), 4)}`,
      },
      {
        id: "intercept",
        rule: "The line goes through the point of the means.",
        uses: ["slope", "mx", "my"],
        roundable: true,
        value: (slope, mx, my) => scalar(item(my) - item(slope) * item(mx)),
        tex: (value, slope, mx, my) =>
          `b = \\bar y - a \\bar x = ${short(item(my))} - ${shortTerm(item(slope))} \\cdot ${
            shortTerm(item(mx))
          } ${equals(item(value), 4)}`,
      },
      {
        id: "residual",
        rule: "What is left: the squared distances of the points from the line, added.",
        uses: ["slope", "intercept"],
        roundable: true,
        value: (slope, intercept) =>
          scalar(
            x.reduce((total, xi, i) => total + ((y[i] ?? NaN) - item(slope) * xi - item(intercept)) ** 2, 0),
          ),
        tex: (value, slope, intercept) =>
          `${
            x.map((xi, i) => `${shortTerm((y[i] ?? NaN) - item(slope) * xi - item(intercept))}^2`).join(" + ")
          } ${equals(item(value), 4)}`,
      },
    ],
    answers: { slope: "slope", intercept: "intercept", residual: "residual" },
  };
}

export type RidgeLoss = "sum" | "mean";

/**
 * Minimiser of sum (y - w x)^2 + lambda w^2, or of the mean of the squares plus lambda w^2: sum x y over sum x^2 plus
 * lambda (times n for the mean). Answer: w. Source: Hoerl and Kennard 1970.
 */
export function ridgeSolver(
  { x, y, lambda, loss }: Points & { readonly lambda: number; readonly loss: RidgeLoss },
): Solver {
  const n = x.length;
  const penalty = loss === "sum" ? lambda : n * lambda;
  return {
    steps: [
      {
        id: "xy",
        rule: "Add the products of input and target.",
        uses: [],
        roundable: false,
        value: () => dot(tensor(x), tensor(y)),
        tex: (value) =>
          `\\sum x_i y_i = ${x.map((xi, i) => `${term(xi)} \\cdot ${term(y[i] ?? 0)}`).join(" + ")} = ${
            num(item(value))
          }`,
      },
      {
        id: "xx",
        rule: "Add the squares of the inputs.",
        uses: [],
        roundable: false,
        value: () => dot(tensor(x), tensor(x)),
        tex: (value) => `\\sum x_i^2 = ${x.map((xi) => `${term(xi)}^2`).join(" + ")} = ${num(item(value))}`,
      },
      {
        id: "w",
        rule: loss === "sum"
          ? "Setting the derivative $-2 \\sum x_i (y_i - w x_i) + 2 \\lambda w$ to 0 puts $\\lambda$ into the denominator."
          : "Setting the derivative $-\\frac{2}{n} \\sum x_i (y_i - w x_i) + 2 \\lambda w$ to 0 puts $n \\lambda$ into the denominator.",
        uses: ["xy", "xx"],
        roundable: true,
        value: (xy, xx) => scalar(item(xy) / (item(xx) + penalty)),
        tex: (value, xy, xx) =>
          `w = \\frac{${num(item(xy))}}{${num(item(xx))} + ${
            loss === "sum" ? num(lambda) : `${n} \\cdot ${num(lambda)}`
          }} ${equals(item(value), 4)}`,
      },
    ],
    answers: { w: "w" },
  };
}

/** X^T X is square in the columns and dense even where X is not. Answers: entries, gigabytes (1e9 bytes), nonzeros of X. */
export function gramMemorySolver({ rows, columns, density, bytes }: Gram): Solver {
  const plain = (value: number) => scalar(Number(value.toPrecision(12)));
  return {
    steps: [
      {
        id: "entries",
        rule: "$X^\\top X$ has a row and a column for each column of $X$, however many rows $X$ has.",
        uses: [],
        roundable: false,
        value: () => plain(columns * columns),
        tex: (value) => `${grouped(columns)} \\cdot ${grouped(columns)} = ${grouped(item(value))}`,
      },
      {
        id: "gigabytes",
        rule: "Times the bytes of a number; $10^9$ bytes are a gigabyte.",
        uses: ["entries"],
        roundable: false,
        value: (entries) => plain(item(entries) * bytes / 1e9),
        tex: (value, entries) => `${grouped(item(entries))} \\cdot ${bytes} / 10^9 = ${grouped(item(value))}`,
      },
      {
        id: "nonzeros",
        rule: "$X$ itself need only keep what is not zero: rows times columns times density.",
        uses: [],
        roundable: false,
        value: () => plain(rows * columns * density),
        tex: (value) =>
          `${grouped(rows)} \\cdot ${grouped(columns)} \\cdot ${num(density)} = ${grouped(item(value))}`,
      },
    ],
    answers: { entries: "entries", gigabytes: "gigabytes", nonzeros: "nonzeros" },
  };
}

export interface Gram {
  readonly rows: number;
  readonly columns: number;
  /** Share of X that is not zero. */
  readonly density: number;
  readonly bytes: number;
}

function meanStep(
  { id, name, values }: { readonly id: string; readonly name: string; readonly values: readonly number[] },
): StepPlan {
  return {
    id,
    rule: `Mean of $${name.replace("\\bar ", "")}$.`,
    uses: [],
    roundable: true,
    value: (): Tensor => mean(tensor(values)),
    tex: (value) =>
      `${name} = \\frac{${values.map(term).join(" + ")}}{${values.length}} ${equals(item(value), 4)}`,
  };
}

/** A whole number in groups of three digits; others as they are. */
export function grouped(n: number): string {
  return Number.isInteger(n) ? String(n).replace(/\B(?=(\d{3})+$)/g, "\\,") : num(n);
}
