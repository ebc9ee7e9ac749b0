/** Convolutions of several channels, with gaps, and transposed, by hand. */
import { reshape } from "../../tensor/arrange.ts";
import { conv1d, conv2d } from "../../tensor/convolve.ts";
import { convTranspose2d } from "../../tensor/convolve_backward.ts";
import { add } from "../../tensor/elementwise.ts";
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equalsMat, equalsVec, mat, rowsTex, term } from "../tex.ts";
import { cellLines, type Grid, productsTex } from "./grid.ts";

export interface Channels {
  /** [channel][row][column]. */
  readonly image: readonly Grid[];
  /** One slice for each channel. */
  readonly kernel: readonly Grid[];
  readonly bias: number;
}

/** One filter over several channels, stride 1, no padding. Answer: y [h',w']. */
export function multichannelSolver({ image, kernel, bias }: Channels): Solver {
  const maps = image.map((channel, c) => ({
    id: `map${c + 1}`,
    rule: `Channel ${c + 1} with its own slice of the kernel.`,
    uses: [],
    roundable: false,
    value: () => slideOver([channel], [kernel[c] ?? []], 0),
    tex: (value: Tensor) =>
      cellLines(`m^{(${c + 1})}`, value, (row, column) => windowTex(channel, kernel[c] ?? [], row, column)),
  }));
  return {
    steps: [...maps, {
      id: "y",
      rule: `Add the maps of all channels${bias === 0 ? "" : " and, once, the bias"}.`,
      uses: maps.map(({ id }) => id),
      roundable: false,
      value: (first, ...others) => others.reduce((sum, map) => add(sum, map), add(first ?? 0, bias)),
      tex: (value, ...parts) =>
        `y = ${parts.map((part) => mat(part)).join(" + ")}${bias === 0 ? "" : ` + ${term(bias)}`} = ${
          mat(value)
        }`,
    }],
    answers: { y: "y" },
  };
}

/** One filter over channels: [c][h][w] by [c][k][k] -> [h',w']. */
export function slideOver(image: readonly Grid[], kernel: readonly Grid[], bias: number): Tensor {
  const out = conv2d(tensor(image), tensor([kernel]), { bias: tensor([bias]) });
  return reshape(out, out.shape.slice(1));
}

function windowTex(image: Grid, kernel: Grid, top: number, left: number): string {
  return productsTex(
    kernel.flatMap((row, i) => row.map((weight, j) => [image[top + i]?.[left + j] ?? 0, weight] as const)),
  );
}

export interface Dilated {
  readonly x: readonly number[];
  readonly kernel: readonly number[];
  readonly dilation: number;
}

/** 1-D cross-correlation with gaps between the taps, no padding. Answer: y [n']. Source: Yu and Koltun 2016. */
export function dilatedSolver({ x, kernel, dilation }: Dilated): Solver {
  return {
    steps: [
      {
        id: "windows",
        rule: `The taps of the kernel lie ${dilation} apart; move them along one element at a time.`,
        uses: [],
        roundable: false,
        value: () => dilated({ x, kernel, dilation }),
        tex: (value) =>
          cellLines(
            "y",
            value,
            (_, start) => productsTex(kernel.map((weight, i) => [x[start + i * dilation] ?? 0, weight])),
          ),
      },
      {
        id: "y",
        rule: "The sums, in order.",
        uses: ["windows"],
        roundable: false,
        value: (sums) => sums ?? tensor([]),
        tex: (value) => `y ${equalsVec(value, 4)}`,
      },
    ],
    answers: { y: "y" },
  };
}

/** As dilatedSolver; one 0 when the kernel does not fit. */
export function dilated({ x, kernel, dilation }: Dilated): Tensor {
  if (dilation * (kernel.length - 1) + 1 > x.length) return tensor([0]);
  const out = conv1d(tensor([x]), tensor([[kernel]]), { dilation });
  return reshape(out, out.shape.slice(1));
}

export interface Stamping {
  readonly x: Grid;
  readonly kernel: Grid;
  readonly stride: number;
}

/** Transposed convolution without padding. Answer: y [(h-1)s+k, (w-1)s+k]. Source: Dumoulin and Visin 2016. */
export function transposedSolver({ x, kernel, stride }: Stamping): Solver {
  const size = kernel.length;
  return {
    steps: [
      {
        id: "stamps",
        rule: "Each input value makes a stamp: the kernel times that value.",
        uses: [],
        roundable: false,
        value: () =>
          tensor(
            x.flatMap((row) =>
              row.map((value) => kernel.map((line) => line.map((weight) => weight * value)))
            ),
          ),
        tex: () =>
          x.flatMap((row) =>
            row.map((value) =>
              `${term(value)} \\cdot k = ${
                rowsTex(kernel.map((line) => line.map((weight) => weight * value)))
              }`
            )
          ).join(",\\quad "),
      },
      {
        id: "y",
        rule: stride < size
          ? `Lay the stamps ${stride} apart, in the order of the input, and add where they overlap.`
          : `Lay the stamps ${stride} apart, in the order of the input; they do not overlap.`,
        uses: ["stamps"],
        roundable: false,
        value: () => stamped({ x, kernel, stride }),
        tex: (value) => `y ${equalsMat(value, 4)}`,
      },
    ],
    answers: { y: "y" },
  };
}

export function stamped({ x, kernel, stride }: Stamping): Tensor {
  const out = convTranspose2d(tensor([x]), tensor([[kernel]]), { stride });
  return reshape(out, out.shape.slice(1));
}
