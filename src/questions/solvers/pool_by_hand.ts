/** Average pooling, and both kinds of pooling backwards, by hand. */
import { avgPool2d, avgPool2dBackward, maxPool2dBackward, maxPoolWithIndex } from "../../tensor/pool.ts";
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equalsMat, num } from "../tex.ts";
import { cellLines, type Grid } from "./grid.ts";

export interface Averaged {
  readonly image: Grid;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  /** Whether zeros of the padding count in the divisor (PyTorch's default). */
  readonly countPadding: boolean;
}

/** Means of windows. Answer: y [h',w']. Source: PyTorch's AvgPool2d. */
export function avgPoolSolver(pool: Averaged): Solver {
  const { image, size, stride, padding, countPadding } = pool;
  return {
    steps: [
      {
        id: "windows",
        rule: padding === 0
          ? "Add each window and divide by its number of cells."
          : countPadding
          ? "Add each window and divide by its full size: the zeros of the padding count as cells."
          : "Add each window and divide by the number of its cells that lie on the image.",
        uses: [],
        roundable: false,
        value: () => averaged(pool),
        tex: (value) =>
          cellLines("y", value, (row, column) => {
            const cells = windowCells(image, {
              top: row * stride - padding,
              left: column * stride - padding,
              size,
            });
            const sum = cells.map((cell, i) =>
              i > 0 && cell < 0 ? `- ${num(-cell)}` : `${i > 0 ? "+ " : ""}${num(cell)}`
            );
            return `\\tfrac{1}{${countPadding ? size * size : cells.length}} (${sum.join(" ")})`;
          }),
      },
      {
        id: "y",
        rule: "The means, in the order of the windows.",
        uses: ["windows"],
        roundable: false,
        value: (means) => means ?? tensor([]),
        tex: (value) => `y ${equalsMat(value, 6)}`,
      },
    ],
    answers: { y: "y" },
  };
}

export function averaged({ image, ...how }: Averaged): Tensor {
  return avgPool2d(tensor(image), how);
}

export interface PoolBackward {
  readonly image: Grid;
  readonly upstream: Grid;
  readonly size: number;
  readonly stride: number;
  readonly pool: "max" | "average";
}

/** dL/dx of pooling without padding. Answer: dx [h,w]. */
export function poolBackwardSolver(how: PoolBackward): Solver {
  const { image, size, stride, pool, upstream } = how;
  const columns = image[0]?.length ?? 0;
  const overlap = stride < size;
  const steps = pool === "max"
    ? [{
      id: "winners",
      rule: "Find the maximum of each window; its place in the image receives that window's gradient.",
      uses: [],
      roundable: false,
      value: () => tensor(Array.from(winners(how))),
      tex: () =>
        Array.from(winners(how), (cell, window) => {
          const width = upstream[0]?.length ?? 1;
          const gradient = upstream[Math.floor(window / width)]?.[window % width] ?? 0;
          const [row, column] = [Math.floor(cell / columns), cell % columns];
          return `${num(gradient)} \\to x_{${row + 1},${column + 1}} = ${num(image[row]?.[column] ?? 0)}`;
        }).join(",\\quad "),
    }]
    : [{
      id: "shares",
      rule: "Each window spreads its gradient evenly over its cells.",
      uses: [],
      roundable: false,
      value: () => tensor(upstream.map((row) => row.map((gradient) => gradient / size ** 2))),
      tex: (value: Tensor) => `\\tfrac{1}{${size * size}} g ${equalsMat(value, 6)}`,
    }];
  return {
    steps: [...steps, {
      id: "dx",
      rule: overlap
        ? "Put them in place, and add where windows overlap; all other cells get 0."
        : "Put them in place; all other cells get 0.",
      uses: steps.map(({ id }) => id),
      roundable: false,
      value: () => pooledBack(how),
      tex: (value) => `\\frac{\\partial L}{\\partial x} ${equalsMat(value, 6)}`,
    }],
    answers: { dx: "dx" },
  };
}

export function pooledBack({ image, upstream, size, stride, pool }: PoolBackward): Tensor {
  return pool === "max"
    ? maxPool2dBackward(tensor(image), tensor(upstream), { size, stride })
    : avgPool2dBackward(tensor(image), tensor(upstream), { size, stride, countPadding: true });
}

/** Flat positions of the maxima, one for each window. */
export function winners({ image, size, stride }: Omit<PoolBackward, "upstream" | "pool">): Int32Array {
  return maxPoolWithIndex(tensor(image), { size, stride }).from;
}

interface Cells {
  readonly top: number;
  readonly left: number;
  readonly size: number;
}

function windowCells(image: Grid, { top, left, size }: Cells): number[] {
  return image.flatMap((row, i) =>
    row.filter((_, j) => i >= top && i < top + size && j >= left && j < left + size)
  );
}
