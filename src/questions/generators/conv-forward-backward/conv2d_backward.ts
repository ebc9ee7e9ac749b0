/** Gradients of a 2-D convolution: level 1 of the kernel, level 2 of the input too. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { convBackwardSolver, inputGradient, kernelGradient } from "../../solvers/conv_backward.ts";
import { type Grid, gridOf, isRectangular, turned } from "../../solvers/grid.ts";
import { rowsTex } from "../../tex.ts";

type PlaneParams = {
  readonly image: Grid;
  readonly kernel: Grid;
  readonly upstream: Grid;
  readonly input: boolean;
};

const matrix = (min: number, max: number) => ({
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min, max },
  min,
  max,
} as const);

export const conv2dBackwardGenerator = defineGenerator<PlaneParams>({
  id: "conv2d-backward",
  version: 1,
  topic: "conv-forward-backward",
  title: "Gradients of a 2-D convolution",
  levels: [1, 2],
  domains: {
    image: matrix(3, 5),
    kernel: matrix(2, 3),
    upstream: matrix(1, 4),
    input: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const side = fixed.image?.length ?? 3;
    const k = fixed.kernel?.length ?? 2;
    const grid = (size: number, values: readonly number[]) =>
      Array.from({ length: size }, () => Array.from({ length: size }, () => random.pick(values)));
    return {
      image: fixed.image ?? grid(side, [-2, -1, 0, 1, 2, 3, 4]),
      kernel: fixed.kernel ?? grid(k, [-2, -1, 1, 2, 3]),
      upstream: fixed.upstream ?? grid(Math.max(1, side - k + 1), [-2, -1, 0, 1, 2, 3]),
      input: fixed.input ?? level === 2,
    };
  },
  refuse({ image, kernel, upstream }) {
    if (![image, kernel, upstream].every(isRectangular)) return "the rows differ in length";
    if (kernel.length !== kernel[0]?.length) return "the kernel is not square";
    const out = [image.length, image[0]?.length ?? 0].map((n) => n - kernel.length + 1);
    if (out.join() !== [upstream.length, upstream[0]?.length ?? 0].join()) {
      return "the upstream gradient has another shape than the output";
    }
    return upstream.flat().filter((g) => g !== 0).length < 3
      ? "the upstream gradient is nearly zero"
      : undefined;
  },
  prompt: ({ image, kernel, upstream, input }) =>
    `The image $x$ was convolved with the kernel $k$ (stride 1, no padding). The loss sends back $g = \\partial L / \\partial y$. Work out the gradient of the kernel${
      input ? " and that of the image" : ""
    }.\n\n$$x = ${rowsTex(image)},\\qquad k = ${rowsTex(kernel)},\\qquad g = ${rowsTex(upstream)}$$`,
  conventions: () => [
    "cross-correlation: the kernel was not flipped",
    "in the solution $\\mathrm{d}k$ stands for $\\partial L / \\partial k$",
  ],
  answers: (params) => {
    const { image, kernel } = tidy(params);
    return [
      exactTensorAnswer({ id: "dk", label: "$\\partial L / \\partial k$", shape: tensor(kernel).shape }),
      ...(params.input
        ? [exactTensorAnswer({ id: "dx", label: "$\\partial L / \\partial x$", shape: tensor(image).shape })]
        : []),
    ];
  },
  solve(params) {
    const solver = convBackwardSolver(tidy(params));
    const asked = params.input ? ["dk", "dx"] : ["dk"];
    return {
      steps: solver.steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "kernel-gradient-flipped",
      solve: (params) => {
        const { shape, values } = kernelGradient(tidy(params));
        return { dk: { shape, values: values.toReversed() } };
      },
      feedback:
        "The gradient of the kernel is turned by 180 degrees. Lay $g$ on the image as it is; nothing is flipped here.",
    },
    {
      id: "not-summed",
      solve: (params) => {
        const p = tidy(params);
        const g = p.upstream[0]?.[0] ?? 0;
        return { dk: tensor(p.kernel.map((row, i) => row.map((_, j) => g * (p.image[i]?.[j] ?? 0)))) };
      },
      feedback:
        "You used the first window only. The kernel is shared, so its gradient is a sum over all places.",
    },
    {
      id: "upstream-ignored",
      solve: (params) => {
        const p = tidy(params);
        if (p.upstream.flat().every((g) => g === 1)) return undefined;
        const ones = { ...p, upstream: p.upstream.map((row) => row.map(() => 1)) };
        return { dk: kernelGradient(ones), ...(p.input ? { dx: inputGradient(ones) } : {}) };
      },
      feedback: "The upstream gradient is missing: weight every place with its $g$.",
    },
    {
      id: "upstream-summed",
      solve: (params) => {
        const p = tidy(params);
        const total = p.upstream.flat().reduce((sum, g) => sum + g, 0);
        return { dk: tensor(p.kernel.map((row) => row.map((weight) => weight * total))) };
      },
      feedback: "The gradient of a weight does not hold the weight itself but the inputs that it met.",
    },
    {
      id: "kernel-turned",
      solve: (params) => {
        const p = tidy(params);
        return p.input ? { dx: inputGradient({ ...p, kernel: turned(p.kernel) }) } : undefined;
      },
      feedback:
        "For the image each $g$ stamps the kernel down as it is. If you slide over the padded $g$ instead, the kernel must be turned by 180 degrees.",
    },
  ],
  hints: () => ["The gradient of the kernel: slide $g$ over the image like a kernel."],
});

/** Rectangular, with a square kernel that fits and a gradient of the output's shape. */
function tidy({ image, kernel, upstream, input }: PlaneParams) {
  const rows = gridOf(image);
  const size = Math.min(kernel.length, rows.length, rows[0]?.length ?? 0);
  return {
    image: rows,
    kernel: gridOf(kernel, size, size),
    upstream: gridOf(upstream, rows.length - size + 1, (rows[0]?.length ?? 0) - size + 1),
    stride: 1,
    input,
  };
}
