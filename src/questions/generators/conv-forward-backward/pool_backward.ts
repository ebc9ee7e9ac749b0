/** Gradients through pooling: level 1 max, level 2 average, level 3 max with overlapping windows. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Grid, gridOf, isRectangular } from "../../solvers/grid.ts";
import { poolBackwardSolver, pooledBack, winners } from "../../solvers/pool_by_hand.ts";
import { placesOf } from "../../solvers/window_size.ts";
import { rowsTex } from "../../tex.ts";

type PoolBackwardParams = {
  readonly image: Grid;
  readonly upstream: Grid;
  readonly size: number;
  readonly stride: number;
  readonly pool: "max" | "average";
};

const matrix = (lo: number, hi: number, [min, max]: readonly [number, number]) => ({
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo, hi }, min, max },
  min,
  max,
} as const);

export const poolBackwardGenerator = defineGenerator<PoolBackwardParams>({
  id: "pool-backward",
  version: 1,
  topic: "conv-forward-backward",
  title: "Gradient through a pooling layer",
  levels: [1, 2, 3],
  domains: {
    image: matrix(-20, 30, [3, 6]),
    upstream: matrix(-12, 12, [1, 4]),
    size: { kind: "int", lo: 2, hi: 3 },
    stride: { kind: "int", lo: 1, hi: 3 },
    pool: { kind: "pick", of: ["max", "average"] },
  },
  generate(random, level, fixed) {
    const size = fixed.size ?? (level === 3 ? 3 : 2);
    const stride = fixed.stride ?? (level === 3 ? 1 : 2);
    const side = fixed.image?.length ?? 4;
    const cells = random.sample(Array.from({ length: 25 }, (_, i) => i), side * side);
    const out = Math.max(1, placesOf(side, { kernel: size, stride, padding: 0, dilation: 1 }));
    return {
      image: fixed.image ??
        Array.from({ length: side }, (_, row) => cells.slice(row * side, (row + 1) * side)),
      upstream: fixed.upstream ??
        Array.from({ length: out }, () => random.sample([-4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8], out)),
      size,
      stride,
      pool: fixed.pool ?? (level === 2 ? "average" : "max"),
    };
  },
  refuse(params) {
    const { image, upstream, size, stride, pool } = params;
    if (![image, upstream].every(isRectangular)) return "the rows differ in length";
    const sides = [image.length, image[0]?.length ?? 0];
    const out = sides.map((n) => placesOf(n, { kernel: size, stride, padding: 0, dilation: 1 }));
    if (out.join() !== [upstream.length, upstream[0]?.length ?? 0].join()) {
      return "the upstream gradient has another shape than the output";
    }
    if (upstream.flat().includes(0)) return "a gradient is zero";
    if (stride > size) return "cells are left out between the windows";
    if (pool === "average") return size === 3 ? "ninths are tedious" : undefined;
    if (new Set(image.flat()).size < image.flat().length) return "the image holds equal values";
    const from = winners(params);
    if (stride < size && new Set(from).size === from.length) return "no value wins two windows";
    return new Set(from).size < Math.min(2, from.length) ? "one value wins every window" : undefined;
  },
  prompt: ({ image, upstream, size, stride, pool }) =>
    `The image $x$ went through ${pool} pooling with window $${size} \\times ${size}$ and stride ${stride}. From above comes the gradient $g = \\partial L / \\partial y$. Work out $\\partial L / \\partial x$.\n\n$$x = ${
      rowsTex(image)
    },\\qquad g = ${rowsTex(upstream)}$$`,
  conventions: (
    { pool },
  ) => ["no padding", ...(pool === "average" ? ["exact values: fractions or decimals"] : [])],
  answers: (params) => [
    exactTensorAnswer({
      id: "dx",
      label: "$\\partial L / \\partial x$",
      shape: tensor(tidy(params).image).shape,
    }),
  ],
  solve: (params) => poolBackwardSolver(tidy(params)),
  mistakes: [
    {
      id: "spread",
      solve: (params) =>
        params.pool === "max" ? { dx: pooledBack({ ...tidy(params), pool: "average" }) } : undefined,
      feedback: "You spread the gradient over the window. With max pooling only the maximum receives it.",
    },
    {
      id: "to-the-maximum",
      solve: (params) =>
        params.pool === "average" ? { dx: pooledBack({ ...tidy(params), pool: "max" }) } : undefined,
      feedback: "Only the maximum got the gradient. In an average every cell has a share.",
    },
    {
      id: "copied-to-all",
      solve: (params) => {
        const p = tidy(params);
        return {
          dx: pooledBack({ ...p, pool: "average", upstream: scaled(p.upstream, p.size ** 2) }),
        };
      },
      feedback: "Every cell of a window got the whole gradient; that is too much.",
    },
    {
      id: "top-left",
      solve: (params) => {
        const p = tidy(params);
        const columns = p.upstream[0]?.length ?? 1;
        return {
          dx: placed(
            p,
            (window) =>
              Math.floor(window / columns) * p.stride * (p.image[0]?.length ?? 1) +
              (window % columns) * p.stride,
          ),
        };
      },
      feedback: "You put each gradient into the first cell of its window, wherever the maximum stands.",
    },
    {
      id: "times-the-value",
      solve: (params) => {
        const p = tidy(params);
        if (p.pool === "average") return undefined;
        const dx = pooledBack(p);
        const cells = p.image.flat();
        return { dx: { shape: dx.shape, values: dx.values.map((g, i) => g * (cells[i] ?? 0)) } };
      },
      feedback:
        "You multiplied by the maximum. The derivative of a maximum is 1 at its place: pass the gradient on as it is.",
    },
    {
      id: "not-added",
      solve: (params) => {
        const p = tidy(params);
        if (p.pool === "average" || p.stride >= p.size) return undefined;
        const from = winners(p);
        return { dx: placed(p, (window) => from[window] ?? 0) };
      },
      feedback: "A value that wins several windows gets the sum of their gradients, not the last one.",
    },
  ],
  hints: ({ pool }) => [
    pool === "max"
      ? "Mark the maximum of each window in $x$ first."
      : "Each cell has a weight of one over the window's size.",
  ],
});

/** Rectangular, with an upstream gradient of the output's shape, and a window no larger than the image. */
function tidy(params: PoolBackwardParams): PoolBackwardParams {
  const image = gridOf(params.image);
  const size = Math.min(params.size, image.length, image[0]?.length ?? 0);
  const out = [image.length, image[0]?.length ?? 0].map((n) =>
    placesOf(n, { kernel: size, stride: params.stride, padding: 0, dilation: 1 })
  );
  return { ...params, image, size, upstream: gridOf(params.upstream, out[0] ?? 0, out[1] ?? 0) };
}

function scaled(grid: Grid, factor: number): number[][] {
  return grid.map((row) => row.map((value) => value * factor));
}

/** Each gradient written, not added, into the cell that is chosen for its window. */
function placed({ image, upstream }: PoolBackwardParams, cellOf: (window: number) => number): Tensor {
  const { shape, values } = tensor(image.map((row) => row.map(() => 0)));
  upstream.flat().forEach((gradient, window) => values[cellOf(window)] = gradient);
  return { shape, values };
}
