/** Pooling and convolution by hand: every window written out. */
import { tensor } from "../../tensor/tensor.ts";
import { conv2d } from "../../tensor/convolve.ts";
import { reshape } from "../../tensor/arrange.ts";
import { maxPool2d } from "../../tensor/pool.ts";
import { pad } from "../../tensor/slices.ts";
import type { Solver } from "../solver.ts";
import { equalsMat, mat, num, term } from "../tex.ts";

export type Rows = readonly (readonly number[])[];

interface MaxPooling {
  readonly image: Rows;
  readonly size: number;
  readonly stride: number;
}

/** Maxima of k x k windows. Answer: y [h',w']. */
export function maxPoolSolver({ image, size, stride }: MaxPooling): Solver {
  const y = () => maxPool2d(tensor(image), { size, stride });
  return {
    steps: [
      {
        id: "windows",
        rule:
          `Lay the $${size} \\times ${size}$ window on the image, moving ${stride} to the right and ${stride} down at a time.`,
        uses: [],
        roundable: false,
        value: y,
        tex: (value) =>
          windowLines(
            value,
            stride,
            (top, left) => `\\max(${windowOf(image, { top, left, size }).flat().map(num).join(",\\; ")})`,
          ),
      },
      {
        id: "y",
        rule: "The maxima, in the order of the windows.",
        uses: ["windows"],
        roundable: false,
        value: y,
        tex: (value) => `y ${equalsMat(value, 4)}`,
      },
    ],
    answers: { y: "y" },
  };
}

interface Cross {
  readonly image: Rows;
  readonly kernel: Rows;
  readonly stride: number;
  readonly padding: number;
}

/** Cross-correlation of one channel, no bias. Answer: y [h',w']. */
export function conv2dSolver({ image, kernel, stride, padding }: Cross): Solver {
  const size = kernel.length;
  const padded = () => padImage(image, padding);
  const y = () => crossCorrelate({ image, kernel, stride, padding });
  return {
    steps: [
      ...(padding === 0 ? [] : [{
        id: "padded",
        rule: `Put a frame of zeros, ${padding} wide, around the image.`,
        uses: [],
        roundable: false,
        value: () => tensor(padded()),
        tex: (value: ReturnType<typeof tensor>) => mat(value),
      }]),
      {
        id: "windows",
        rule: "Lay the kernel on each window as it is, multiply cell by cell, and add.",
        uses: [],
        roundable: false,
        value: y,
        tex: (value) =>
          windowLines(
            value,
            stride,
            (top, left) =>
              windowOf(padded(), { top, left, size }).flatMap((row, i) =>
                row.map((pixel, j) => [pixel, kernel[i]?.[j] ?? 0] as const)
              ).filter(([, weight]) => weight !== 0)
                .map(([pixel, weight]) => `${term(pixel)} \\cdot ${term(weight)}`).join(" + "),
          ),
      },
      {
        id: "y",
        rule: "The sums, in the order of the windows.",
        uses: ["windows"],
        roundable: false,
        value: y,
        tex: (value) => `y ${equalsMat(value, 4)}`,
      },
    ],
    answers: { y: "y" },
  };
}

/** One channel through one kernel, not flipped: [h,w] and [k,k] -> [h',w']. */
export function crossCorrelate({ image, kernel, stride, padding }: Cross) {
  const x = tensor([image]);
  const out = conv2d(x, tensor([[kernel]]), { stride, padding });
  return reshape(out, out.shape.slice(1));
}

export function padImage(image: Rows, padding: number): number[][] {
  const across = pad(tensor(image), { axis: 1, before: padding, after: padding });
  const t = pad(across, { axis: 0, before: padding, after: padding });
  const width = t.shape[1] ?? 0;
  return Array.from(
    { length: t.shape[0] ?? 0 },
    (_, i) => Array.from(t.values.slice(i * width, (i + 1) * width)),
  );
}

interface Place {
  readonly top: number;
  readonly left: number;
  readonly size: number;
}

function windowOf(image: Rows, { top, left, size }: Place): number[][] {
  return image.slice(top, top + size).map((row) => row.slice(left, left + size));
}

function windowLines(
  value: { readonly shape: readonly number[]; readonly values: Float64Array },
  stride: number,
  line: (top: number, left: number) => string,
): string {
  const columns = value.shape[1] ?? 1;
  const lines = Array.from(value.values, (result, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    return `y_{${row + 1},${column + 1}} &= ${line(row * stride, column * stride)} = ${num(result)}`;
  });
  return `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}`;
}
