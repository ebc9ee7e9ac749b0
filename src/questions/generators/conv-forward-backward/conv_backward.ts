/** Gradients of a 1-D convolution; level 2 with stride 2. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { convBackwardSolver, inputGradient, kernelGradient } from "../../solvers/conv_backward.ts";
import { placesOf } from "../../solvers/window_size.ts";
import { vec } from "../../tex.ts";

type LineParams = {
  readonly x: readonly number[];
  readonly kernel: readonly number[];
  readonly upstream: readonly number[];
  readonly stride: number;
};

const line = (min: number, max: number) => ({
  kind: "list",
  of: { kind: "int", lo: -9, hi: 9 },
  min,
  max,
} as const);

export const convBackwardGenerator = defineGenerator<LineParams>({
  id: "conv-backward",
  version: 1,
  topic: "conv-forward-backward",
  title: "Gradients of a 1-D convolution",
  levels: [1, 2],
  domains: { x: line(3, 9), kernel: line(2, 4), upstream: line(1, 8), stride: { kind: "int", lo: 1, hi: 2 } },
  generate(random, level, fixed) {
    const stride = fixed.stride ?? level;
    const taps = fixed.kernel?.length ?? 3;
    const length = fixed.x?.length ?? (stride === 1 ? taps + 2 : taps + 4);
    const places = Math.max(1, placesOf(length, { kernel: taps, stride, padding: 0, dilation: 1 }));
    const values = (count: number) =>
      Array.from({ length: count }, () => random.pick([-3, -2, -1, 1, 2, 3, 4]));
    return {
      x: fixed.x ?? values(length),
      kernel: fixed.kernel ?? values(taps),
      upstream: fixed.upstream ?? Array.from({ length: places }, () => random.pick([-2, -1, 1, 2, 3])),
      stride,
    };
  },
  refuse({ x, kernel, upstream, stride }) {
    if (kernel.length >= x.length) return "the kernel hardly fits";
    if (placesOf(x.length, { kernel: kernel.length, stride, padding: 0, dilation: 1 }) !== upstream.length) {
      return "the upstream gradient is not as long as the output";
    }
    if ([kernel, upstream].some((values) => values.includes(0))) return "a weight or a gradient is zero";
    return upstream.length < 2 ? "a single output" : undefined;
  },
  prompt: ({ x, kernel, upstream, stride }) =>
    `The sequence $x$ was convolved with the kernel $k$, stride ${stride}, no padding. The loss sends back $g = \\partial L / \\partial y$. Work out the gradients of the kernel and of the input.\n\n$$x = ${
      vec(x)
    },\\qquad k = ${vec(kernel)},\\qquad g = ${vec(upstream)}$$`,
  conventions: ({ stride }) => [
    `cross-correlation: $y_i = \\sum_j x_{${
      stride === 1 ? "i + j - 1" : "2(i-1) + j"
    }} \\, k_j$, the kernel is not flipped`,
    "in the solution $\\mathrm{d}k$ stands for $\\partial L / \\partial k$",
  ],
  answers: (params) => [
    exactTensorAnswer({
      id: "dk",
      label: "$\\partial L / \\partial k$",
      shape: [tidy(params).kernel.length],
    }),
    exactTensorAnswer({ id: "dx", label: "$\\partial L / \\partial x$", shape: [params.x.length] }),
  ],
  solve(params) {
    const solver = convBackwardSolver(images(params));
    return { steps: solver.steps.filter(({ id }) => id !== "y"), answers: { dk: "dk", dx: "dx" } };
  },
  mistakes: [
    {
      id: "kernel-gradient-flipped",
      solve: (params) => ({ dk: tensor(dk(params).toReversed()) }),
      feedback:
        "The gradient of the kernel came out in reverse order: weight $k_1$ meets the *first* input of each window.",
    },
    {
      id: "kernel-not-turned",
      solve: (params) => {
        const p = tidy(params);
        return { dx: tensor(dx({ ...p, kernel: p.kernel.toReversed() })) };
      },
      feedback:
        "For the input gradient each $g_i$ lays the kernel down as it is. If you slide over $g$ instead, the kernel must be turned round.",
    },
    {
      id: "not-summed",
      solve: (params) => {
        const p = tidy(params);
        return { dk: tensor(p.kernel.map((_, j) => (p.upstream[0] ?? 0) * (p.x[j] ?? 0))) };
      },
      feedback:
        "You used the first window only. The kernel is shared, so its gradient is a sum over all outputs.",
    },
    {
      id: "upstream-ignored",
      solve: (params) => {
        const p = tidy(params);
        if (p.upstream.every((g) => g === 1)) return undefined;
        const ones = { ...p, upstream: p.upstream.map(() => 1) };
        return { dk: tensor(dk(ones)), dx: tensor(dx(ones)) };
      },
      feedback: "The upstream gradient is missing: weight every output with its $g_i$.",
    },
    {
      id: "stride-ignored",
      solve: (params) => {
        const p = tidy(params);
        if (p.stride === 1) return undefined;
        const x = p.x.slice(0, p.upstream.length + p.kernel.length - 1);
        const wrong = { ...p, x, stride: 1 };
        return { dk: tensor(dk(wrong)), dx: tensor([...dx(wrong), ...p.x.slice(x.length).map(() => 0)]) };
      },
      feedback: "The windows lie a stride apart, in the gradients as well as forward.",
    },
    {
      id: "overwritten",
      solve: (params) => {
        const p = tidy(params);
        const out = p.x.map(() => 0);
        p.upstream.forEach((g, i) => p.kernel.forEach((weight, j) => out[i * p.stride + j] = g * weight));
        return p.stride >= p.kernel.length ? undefined : { dx: tensor(out) };
      },
      feedback: "Where windows overlap, an input gets the sum of all their contributions, not the last one.",
    },
  ],
  hints: () => ["Write each output as a sum, and ask where one weight, or one input, appears."],
});

/** A kernel that fits, and a gradient for each output. */
function tidy({ x, kernel, upstream, stride }: LineParams): LineParams {
  const taps = kernel.slice(0, x.length);
  const places = placesOf(x.length, { kernel: taps.length, stride, padding: 0, dilation: 1 });
  return { x, kernel: taps, upstream: Array.from({ length: places }, (_, i) => upstream[i] ?? 0), stride };
}

function images(params: LineParams) {
  const { x, kernel, upstream, stride } = tidy(params);
  return { image: [x], kernel: [kernel], upstream: [upstream], stride };
}

function dk(params: LineParams): number[] {
  return Array.from(kernelGradient(images(params)).values);
}

function dx(params: LineParams): number[] {
  return Array.from(inputGradient(images(params)).values);
}
