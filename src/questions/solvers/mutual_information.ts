/** Mutual information of two variables from their joint distribution. */
import { fromValues, item, tensor } from "../../tensor/tensor.ts";
import { sum } from "../../tensor/reduce.ts";
import { entropy, type InformationUnit, mutualInformation } from "../../tensor/information.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec } from "../tex.ts";
import { logTex } from "./divergences.ts";
import { short } from "./shown.ts";

export interface Joint {
  /** p(x,y), x down the rows, y along the columns; sums to 1. */
  readonly joint: readonly (readonly number[])[];
  readonly unit: InformationUnit;
}

/** I(X;Y) = sum p(x,y) log(p(x,y) / (p(x) p(y))). Answers: x and y, the marginals, and information. */
export function mutualInformationSolver({ joint, unit }: Joint): Solver {
  const table = tensor(joint);
  const columns = joint[0]?.length ?? 1;
  return {
    steps: [
      {
        id: "x",
        rule: "Marginal of $X$: add up each row.",
        uses: [],
        roundable: false,
        value: () => sum(table, { axis: 1 }),
        tex: (value) => `p(x) ${equalsVec(value, 4)}`,
      },
      {
        id: "y",
        rule: "Marginal of $Y$: add up each column.",
        uses: [],
        roundable: false,
        value: () => sum(table, { axis: 0 }),
        tex: (value) => `p(y) ${equalsVec(value, 4)}`,
      },
      {
        id: "terms",
        rule: `Each cell gives $p(x,y) ${
          logTex(unit)
        } \\frac{p(x,y)}{p(x)\\,p(y)}$; cells of 0 give nothing.`,
        uses: ["x", "y"],
        roundable: true,
        value: (x, y) =>
          fromValues(
            table.values.map((p, at) => {
              const product = (x.values[Math.floor(at / columns)] ?? NaN) * (y.values[at % columns] ?? NaN);
              return p === 0 ? 0 : p * Math.log(p / product) / (unit === "bits" ? Math.LN2 : 1);
            }),
            table.shape,
          ),
        tex: (value, x, y) =>
          `\\begin{aligned} ${
            Array.from(value.values, (term, at) => {
              const p = table.values[at] ?? NaN;
              const product = `${short(x.values[Math.floor(at / columns)] ?? NaN)} \\cdot ${
                short(y.values[at % columns] ?? NaN)
              }`;
              return `${short(p)} ${logTex(unit)} \\tfrac{${short(p)}}{${product}} &${equals(term, 4)}`;
            }).join(" \\\\ ")
          } \\end{aligned}`,
      },
      {
        id: "information",
        rule: "Add them up. The sum is 0 only for independent variables, and never negative.",
        uses: ["terms"],
        roundable: true,
        value: (terms) => sum(terms),
        tex: (value) => `I(X; Y) ${equals(item(value), 4)}`,
      },
    ],
    answers: { x: "x", y: "y", information: "information" },
  };
}

/** Entropies of a joint table: of X, of Y, of both. */
export function jointEntropies({ joint, unit }: Joint) {
  const table = tensor(joint);
  return {
    x: entropy(sum(table, { axis: 1 }).values, unit),
    y: entropy(sum(table, { axis: 0 }).values, unit),
    both: entropy(table.values, unit),
    shared: mutualInformation(joint, unit),
  };
}
