/** Backwards through a convolution, and through convolution, ReLU and max pooling, by hand. */
import { reshape } from "../../tensor/arrange.ts";
import { relu } from "../../tensor/activations.ts";
import { conv2dInputGradient, conv2dWeightGradient } from "../../tensor/convolve_backward.ts";
import { greater, mul, square, sub } from "../../tensor/elementwise.ts";
import { maxPool2d, maxPool2dBackward } from "../../tensor/pool.ts";
import { sum } from "../../tensor/reduce.ts";
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equalsMat, mat, num } from "../tex.ts";
import { cellLines, type Grid, productsTex } from "./grid.ts";
import { crossCorrelate, padImage } from "./windows.ts";

export interface ConvBackward {
  /** [h,w]; a sequence is an image of one row. */
  readonly image: Grid;
  readonly kernel: Grid;
  /** dL/dy, of the shape of the output. */
  readonly upstream: Grid;
  readonly stride: number;
}

/** Gradients of a convolution without padding. Answers: y, dk, dx; of one row each where the image has one. */
export function convBackwardSolver(how: ConvBackward): Solver {
  const { image, kernel, upstream, stride } = how;
  const flat = (t: Tensor) => image.length === 1 ? reshape(t, t.shape.slice(1)) : t;
  return {
    steps: [
      {
        id: "y",
        rule: "Forward, for orientation: each output is a window times the kernel.",
        uses: [],
        roundable: false,
        value: () => flat(correlate(how)),
        tex: (value) =>
          cellLines(
            "y",
            value,
            (row, column) =>
              productsTex(kernel.flatMap((line, a) =>
                line.map((weight, b) =>
                  [image[row * stride + a]?.[column * stride + b] ?? 0, weight] as const
                )
              )),
          ),
      },
      {
        id: "dk",
        rule:
          "A kernel weight is used once in every window: add, over the outputs, the upstream gradient times the input that the weight met there.",
        uses: [],
        roundable: false,
        value: () => flat(kernelGradient(how)),
        tex: (value) =>
          cellLines(
            "\\mathrm{d}k",
            value,
            (a, b) =>
              productsTex(
                upstream.flatMap((row, i) =>
                  row.map((g, j) => [g, image[i * stride + a]?.[j * stride + b] ?? 0] as const)
                ),
              ),
          ),
      },
      {
        id: "dx",
        rule:
          "An input takes part in every window that covers it: add, over those outputs, the upstream gradient times the weight that lay on it.",
        uses: [],
        roundable: false,
        value: () => flat(inputGradient(how)),
        tex: (value) =>
          cellLines(
            "\\mathrm{d}x",
            value,
            (row, column) =>
              productsTex(
                upstream.flatMap((line, i) =>
                  line.map((g, j) => [g, kernel[row - i * stride]?.[column - j * stride] ?? 0] as const)
                ),
              ),
          ),
      },
    ],
    answers: { y: "y", dk: "dk", dx: "dx" },
  };
}

/** The convolution itself, kernel not flipped: [h',w']. */
export function correlate({ image, kernel, stride }: Omit<ConvBackward, "upstream">): Tensor {
  return crossCorrelate({ image, kernel, stride, padding: 0 });
}

/** dL/dk, of the kernel's shape. */
export function kernelGradient({ image, kernel, upstream, stride }: ConvBackward): Tensor {
  const shape = [1, 1, kernel.length, kernel[0]?.length ?? 0];
  const gradient = conv2dWeightGradient(tensor([image]), tensor([upstream]), { shape, stride });
  return reshape(gradient, shape.slice(2));
}

/** dL/dx, of the image's shape. */
export function inputGradient({ image, kernel, upstream, stride }: ConvBackward): Tensor {
  const shape = [1, image.length, image[0]?.length ?? 0];
  return reshape(
    conv2dInputGradient(tensor([upstream]), tensor([[kernel]]), { shape, stride }),
    shape.slice(1),
  );
}

export interface Stages {
  readonly image: Grid;
  readonly kernel: Grid;
  readonly padding: number;
  readonly pool: number;
}

/** Convolution with stride 1, ReLU, then max pooling with the window as stride. Answers: conv, relu, output. */
export function convReluPoolSolver({ image, kernel, padding, pool }: Stages): Solver {
  return {
    steps: stages({ image, kernel, padding, pool }),
    answers: { conv: "conv", relu: "relu", output: "output" },
  };
}

function stages({ image, kernel, padding, pool }: Stages): StepPlan[] {
  const padded = padImage(image, padding);
  return [
    {
      id: "conv",
      rule: `Convolve${
        padding === 0 ? "" : " the zero-padded image"
      }: lay the kernel on each window and add the products.`,
      uses: [],
      roundable: false,
      value: () => crossCorrelate({ image, kernel, stride: 1, padding }),
      tex: (value) =>
        cellLines("c", value, (row, column) =>
          productsTex(
            kernel.flatMap((line, a) =>
              line.map((weight, b) => [padded[row + a]?.[column + b] ?? 0, weight] as const)
            ),
          )),
    },
    {
      id: "relu",
      rule: "ReLU: negative values become 0.",
      uses: ["conv"],
      roundable: false,
      value: (conv) => relu(conv ?? scalar(0)),
      tex: (value) => `r ${equalsMat(value, 4)}`,
    },
    {
      id: "output",
      rule: `The largest value of each $${pool} \\times ${pool}$ block.`,
      uses: ["relu"],
      roundable: false,
      value: (r) => maxPool2d(r ?? scalar(0), { size: pool }),
      tex: (value) => `o ${equalsMat(value, 4)}`,
    },
  ];
}

/**
 * Backwards from L = 1/2 ||o - t||^2. Answers: loss, d_output, d_conv, d_kernel, d_input.
 * The gradient of ReLU at 0 is 0; a pooling window without positive values passes nothing on.
 */
export function convReluPoolBackwardSolver(
  { target, ...how }: Stages & { readonly target: Grid },
): Solver {
  const { image, kernel, padding, pool } = how;
  const padded = padImage(image, padding);
  const sizes = [image.length, image[0]?.length ?? 0] as const;
  const kernelShape = [1, 1, kernel.length, kernel[0]?.length ?? 0];
  return {
    steps: [
      ...stages(how),
      {
        id: "d_output",
        rule: "The gradient of the half sum of squares: output minus target.",
        uses: ["output"],
        roundable: false,
        value: (o) => sub(o ?? 0, tensor(target)),
        tex: (value) => `\\mathrm{d}o ${equalsMat(value, 4)}`,
      },
      {
        id: "loss",
        rule: "Half the sum of the squared differences.",
        uses: ["d_output"],
        roundable: false,
        value: (d) => mul(sum(square(d ?? scalar(0))), 0.5),
        tex: (value) => `L = ${num(item(value))}`,
      },
      {
        id: "d_conv",
        rule: "Each gradient goes to the place of its maximum, if ReLU let it pass there.",
        uses: ["conv", "relu", "d_output"],
        roundable: false,
        value: (conv, r, d) =>
          mul(
            maxPool2dBackward(r ?? scalar(0), d ?? scalar(0), { size: pool }),
            greater(conv ?? scalar(0), 0),
          ),
        tex: (value) => `\\mathrm{d}c ${equalsMat(value, 4)}`,
      },
      {
        id: "d_kernel",
        rule: "Slide that gradient over the padded image.",
        uses: ["d_conv"],
        roundable: false,
        value: (d) =>
          reshape(
            conv2dWeightGradient(tensor([image]), reshape(d ?? scalar(0), [1, ...(d?.shape ?? [])]), {
              shape: kernelShape,
              padding,
            }),
            kernelShape.slice(2),
          ),
        tex: (value) =>
          `\\mathrm{d}k = ${mat(value)} \\quad \\text{from } x_{\\text{padded}} = ${mat(tensor(padded))}`,
      },
      {
        id: "d_input",
        rule: "Each gradient stamps the kernel onto the padded image; the frame is cut off.",
        uses: ["d_conv"],
        roundable: false,
        value: (d) =>
          reshape(
            conv2dInputGradient(reshape(d ?? scalar(0), [1, ...(d?.shape ?? [])]), tensor([[kernel]]), {
              shape: [1, ...sizes],
              padding,
            }),
            sizes,
          ),
        tex: (value) => `\\mathrm{d}x ${equalsMat(value, 4)}`,
      },
    ],
    answers: {
      loss: "loss",
      d_output: "d_output",
      d_conv: "d_conv",
      d_kernel: "d_kernel",
      d_input: "d_input",
    },
  };
}
