/** k nearest neighbours by hand. */
import { scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { map } from "../../tensor/elementwise.ts";
import type { Solver } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { lines, short } from "./shown.ts";

export interface Neighbourhood {
  readonly points: readonly (readonly number[])[];
  /** The class of each point. */
  readonly labels: readonly number[];
  readonly query: readonly number[];
  readonly k: number;
}

/**
 * Euclidean distances, the k nearest from 1 in order of distance, and the class most of them have (the smallest of
 * equals). Answers: distances [n], neighbours [k], label. Source: Cover and Hart 1967.
 */
export function nearestSolver({ points, labels, query, k }: Neighbourhood): Solver {
  return {
    steps: [
      {
        id: "squares",
        rule: "Squared distance to each point: the root changes no order, so compare the squares.",
        uses: [],
        roundable: false,
        value: () => tensor(points.map((point) => squaredDistance(point, query))),
        tex: (value) =>
          lines(
            points.map((point, i) =>
              `${i + 1}:\\quad ${
                point.map((part, j) => `(${num(part)} - ${term(query[j] ?? 0)})^2`).join(" + ")
              } &${equals(value.values[i] ?? NaN, 4)}`
            ),
          ),
      },
      {
        id: "distances",
        rule: "The distances themselves are the roots.",
        uses: ["squares"],
        roundable: true,
        value: (squares) => map(squares, Math.sqrt),
        tex: (value) => Array.from(value.values, (d, i) => `d_{${i + 1}} ${equals(d, 4)}`).join(",\\quad "),
      },
      {
        id: "neighbours",
        rule: `The ${k === 1 ? "nearest point" : `${k} nearest points, nearest first`}.`,
        uses: ["squares"],
        roundable: false,
        value: (squares) => tensor(nearestOf(Array.from(squares.values)).slice(0, k).map((i) => i + 1)),
        tex: (value, squares) =>
          Array.from(value.values, (i) => `\\text{point } ${i}\\;(${short(squares.values[i - 1] ?? NaN)})`)
            .join(",\\quad "),
      },
      {
        id: "label",
        rule: k === 1 ? "Its class is the answer." : "The class that most of them have.",
        uses: ["neighbours"],
        roundable: false,
        value: (neighbours) => scalar(majority(Array.from(neighbours.values, (i) => labels[i - 1] ?? NaN))),
        tex: (value: Tensor, neighbours) =>
          `\\text{classes } ${
            Array.from(neighbours.values, (i) => num(labels[i - 1] ?? NaN)).join(",\\; ")
          } \\;\\Rightarrow\\; ${num(value.values[0] ?? NaN)}`,
      },
    ],
    answers: { distances: "distances", neighbours: "neighbours", label: "label" },
  };
}

/** Indices from 0, nearest first; the first of equals. */
export function nearestOf(distances: readonly number[]): number[] {
  return distances.map((_, i) => i).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
}

/** The most frequent value, the smallest of equals. */
export function majority(values: readonly number[]): number {
  const count = (value: number) => values.filter((other) => other === value).length;
  return values.toSorted((a, b) => count(b) - count(a) || a - b)[0] ?? NaN;
}

export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  const total = a.reduce((sum, part, i) => sum + (part - (b[i] ?? NaN)) ** 2, 0);
  return Number(total.toPrecision(12));
}
