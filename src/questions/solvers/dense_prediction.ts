/** Bilinear sampling, dense layers as convolutions, and other heads for other classes. */
import { item, type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term } from "../tex.ts";
import type { Grid } from "./grid.ts";
import { listStep, numberStep, settled, shapeTex } from "./number_steps.ts";

export interface Sample {
  /** Values at the corners: [[top left, top right], [bottom left, bottom right]]. */
  readonly patch: Grid;
  /** Fraction of the way to the right column and to the lower row, 0 to 1. */
  readonly x: number;
  readonly y: number;
}

/** Answers: weights [4] row by row, value, dx = dV/dx, dy = dV/dy. Source: Jaderberg et al. 2015, eq. 5 to 7. */
export function bilinearSolver({ patch, x, y }: Sample): Solver {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = patch;
  const slope = (id: "dx" | "dy"): StepPlan =>
    numberStep({
      id,
      rule: id === "dx"
        ? "By $x$: the differences along both rows, weighted by $1-y$ and $y$."
        : "By $y$: the differences down both columns, weighted by $1-x$ and $x$.",
      value: () => settled(id === "dx" ? (1 - y) * (b - a) + y * (d - c) : (1 - x) * (c - a) + x * (d - b)),
      tex: (value) => {
        const [t, from1, to1, from2, to2] = id === "dx" ? [y, a, b, c, d] : [x, a, c, b, d];
        return `${num(1 - t)} \\cdot (${num(to1)} - ${term(from1)}) + ${num(t)} \\cdot (${num(to2)} - ${
          term(from2)
        }) = ${num(value)}`;
      },
    });
  return {
    steps: [
      listStep({
        id: "weights",
        rule: "The nearer a corner, the larger its weight: $1-x$ or $x$ times $1-y$ or $y$.",
        value: () => [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y],
        tex: (weights) =>
          `${num(1 - x)} \\cdot ${num(1 - y)},\\; ${num(x)} \\cdot ${num(1 - y)},\\; ${num(1 - x)} \\cdot ${
            num(y)
          },\\; ${num(x)} \\cdot ${num(y)} ${equalsVec(tensor(weights), 6)}`,
      }),
      {
        id: "value",
        rule: "Add the corners with their weights.",
        uses: ["weights"],
        roundable: false,
        value: (weights) => tensor([a, b, c, d].reduce((sum, corner, i) => sum + corner * at(weights, i), 0)),
        tex: (value, weights) =>
          `${
            [a, b, c, d].map((corner, i) => `${num(at(weights, i))} \\cdot ${term(corner)}`).join(" + ")
          } = ${num(item(value))}`,
      },
      slope("dx"),
      slope("dy"),
    ],
    answers: { weights: "weights", value: "value", dx: "dx", dy: "dy" },
  };
}

function at(weights: Tensor | undefined, index: number): number {
  return weights?.values[index] ?? 0;
}

export interface DenseHead {
  /** Channels and side of the square map that the dense layer was trained on. */
  readonly channels: number;
  readonly side: number;
  readonly units: number;
  /** Side of a larger image and of the one trained on: the network in front shrinks both by the same factor. */
  readonly trained: number;
  readonly image: number;
}

/** Answers: kernel, weights (no biases), shape [units, h, w] on the larger image. Source: Long et al. 2015 (FCN). */
export function denseAsConvSolver({ channels, side, units, trained, image }: DenseHead): Solver {
  const factor = trained / side;
  return {
    steps: [
      numberStep({
        id: "kernel",
        rule: "The kernel covers the whole map that the dense layer saw.",
        value: () => side,
        tex: (kernel) => `${kernel} \\times ${kernel}`,
      }),
      numberStep({
        id: "weights",
        rule:
          "One filter for each unit; each holds that unit's weights, arranged as a map. Their number stays.",
        uses: ["kernel"],
        value: (kernel) => kernel * kernel * channels * units,
        tex: (value, kernel) => `${kernel}^2 \\cdot ${channels} \\cdot ${units} = ${value}`,
      }),
      numberStep({
        id: "map",
        rule: factor === 1
          ? "The larger map."
          : "The network in front shrinks the larger image by the same factor.",
        value: () => Math.floor(image / factor),
        tex: (value) => factor === 1 ? `${value}` : `${image} \\cdot \\frac{${side}}{${trained}} = ${value}`,
      }),
      numberStep({
        id: "places",
        rule: "The kernel slides over it with stride 1, no padding.",
        uses: ["map", "kernel"],
        value: (map, kernel) => Math.max(0, map - kernel + 1),
        tex: (value, map, kernel) => `${map} - ${kernel} + 1 = ${value}`,
      }),
      listStep({
        id: "shape",
        rule: "One channel for each unit.",
        uses: ["places"],
        value: (places) => [units, places, places],
        tex: shapeTex,
      }),
    ],
    answers: { kernel: "kernel", weights: "weights", shape: "shape" },
  };
}

export interface Head {
  readonly channels: number;
  readonly kernel: number;
  readonly oldClasses: number;
  readonly newClasses: number;
  readonly bias: boolean;
}

/**
 * The last convolution for other classes, and a 1x1 convolution behind the old output instead.
 * Answers: before, after, ratio = after/before, appended.
 */
export function headSolver({ channels, kernel, oldClasses, newClasses, bias }: Head): Solver {
  const layer = (id: string, rule: string, [size, from, to]: readonly [number, number, number]) =>
    numberStep({
      id,
      rule: `${rule}${bias ? ", and a bias for each class." : "."}`,
      value: () => size * size * from * to + (bias ? to : 0),
      tex: (value) => `${size}^2 \\cdot ${from} \\cdot ${to}${bias ? ` + ${to}` : ""} = ${value}`,
    });
  return {
    steps: [
      layer("before", "One filter for each of the old classes", [kernel, channels, oldClasses]),
      layer("after", "One filter for each of the new classes", [kernel, channels, newClasses]),
      numberStep({
        id: "ratio",
        rule: "How many times as many.",
        uses: ["after", "before"],
        roundable: true,
        value: (after, before) => after / before,
        tex: (value, after, before) => `\\frac{${after}}{${before}} ${equals(value, 4)}`,
      }),
      layer("appended", "Behind the old output: $1 \\times 1$, from the old classes to the new ones", [
        1,
        oldClasses,
        newClasses,
      ]),
    ],
    answers: { before: "before", after: "after", ratio: "ratio", appended: "appended" },
  };
}
