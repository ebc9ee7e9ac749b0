/** One filter over two or three channels; level 2 with three channels and a bias. */
import { map } from "../../../tensor/elementwise.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { multichannelSolver, slideOver } from "../../solvers/convolve_by_hand.ts";
import { type Grid, gridOf, isRectangular, turned } from "../../solvers/grid.ts";
import { num, rowsTex } from "../../tex.ts";

type MultichannelParams = {
  readonly image: readonly Grid[];
  readonly kernel: readonly Grid[];
  readonly bias: number;
};

const pixels = (min: number, max: number) => ({
  kind: "list",
  of: {
    kind: "list",
    of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min, max },
    min,
    max,
  },
  min: 2,
  max: 3,
} as const);

export const conv2dMultichannelGenerator = defineGenerator<MultichannelParams>({
  id: "conv2d-multichannel",
  version: 1,
  topic: "conv-forward-backward",
  title: "Convolution over several channels",
  levels: [1, 2],
  domains: { image: pixels(3, 4), kernel: pixels(2, 3), bias: { kind: "int", lo: -9, hi: 9 } },
  generate(random, level, fixed) {
    const channels = fixed.image?.length ?? fixed.kernel?.length ?? (level === 1 ? 2 : 3);
    const stack = (side: number, values: readonly number[]) =>
      Array.from(
        { length: channels },
        () => Array.from({ length: side }, () => Array.from({ length: side }, () => random.pick(values))),
      );
    return {
      image: fixed.image ?? stack(3, [0, 1, 2, 3, -1]),
      kernel: fixed.kernel ?? stack(2, level === 1 ? [-2, -1, 0, 1, 2] : [-1, 0, 1]),
      bias: fixed.bias ?? (level === 1 ? 0 : random.pick([-3, -2, -1, 1, 2, 3])),
    };
  },
  refuse(params) {
    const { image, kernel } = params;
    if (image.length !== kernel.length) return "the kernel has another number of channels than the image";
    if ([...image, ...kernel].some((grid) => !isRectangular(grid) || grid.length !== grid[0]?.length)) {
      return "a channel is not square";
    }
    if ([image, kernel].some((stack) => stack.some((grid) => grid.length !== stack[0]?.length))) {
      return "the channels differ in size";
    }
    if ((kernel[0]?.length ?? 0) > (image[0]?.length ?? 0)) return "the kernel does not fit";
    return kernel.some((grid) => grid.flat().filter((weight) => weight !== 0).length < 2)
      ? "a slice of the kernel is nearly empty"
      : undefined;
  },
  prompt: ({ image, kernel, bias }) =>
    `An image with ${image.length} channels $x^{(c)}$ is convolved with one filter, whose slices are $k^{(c)}$, ${
      bias === 0 ? "without bias" : `with bias $b = ${num(bias)}$`
    }. Work out the output $y$.\n\n${
      image.map((channel, c) =>
        `$$x^{(${c + 1})} = ${rowsTex(channel)},\\qquad k^{(${c + 1})} = ${rowsTex(kernel[c] ?? [])}$$`
      ).join("\n\n")
    }`,
  conventions: () => ["cross-correlation: the kernel is not flipped", "stride 1, no padding"],
  answers: (params) => [
    exactTensorAnswer({ id: "y", label: "$y$", shape: output(tidy(params)).shape }),
  ],
  solve: (params) => multichannelSolver(tidy(params)),
  mistakes: [
    {
      id: "flipped",
      solve: (params) => {
        const p = tidy(params);
        return { y: output({ ...p, kernel: p.kernel.map(turned) }) };
      },
      feedback: "You flipped the kernel, as in signal processing. Networks lay it on the image as it is.",
    },
    {
      id: "first-channel-only",
      solve: (params) => {
        const { image, kernel, bias } = tidy(params);
        return { y: slideOver(image.slice(0, 1), kernel.slice(0, 1), bias) };
      },
      feedback: "That is the first channel alone. A filter sums over all channels of its input.",
    },
    {
      id: "one-slice-for-all",
      solve: (params) => {
        const p = tidy(params);
        return { y: output({ ...p, kernel: p.kernel.map(() => p.kernel[0] ?? []) }) };
      },
      feedback: "You used the first slice for every channel. Each channel has a slice of its own.",
    },
    {
      id: "averaged",
      solve: (params) => {
        const p = tidy(params);
        return { y: map(output({ ...p, bias: 0 }), (sum) => sum / p.image.length + p.bias) };
      },
      feedback: "The channels are added, not averaged.",
    },
    {
      id: "no-bias",
      solve: (params) => params.bias === 0 ? undefined : { y: output({ ...tidy(params), bias: 0 }) },
      feedback: "The bias is missing: add it once to every output.",
    },
    {
      id: "bias-per-channel",
      solve: (params) => {
        const p = tidy(params);
        return p.bias === 0 ? undefined : { y: output({ ...p, bias: p.bias * p.image.length }) };
      },
      feedback: "You added the bias once for each channel. A filter has one bias.",
    },
  ],
  hints: () => ["Make one map for each channel, then add the maps."],
});

/** The params with every channel made square, and as many slices as channels. */
function tidy({ image, kernel, bias }: MultichannelParams): MultichannelParams {
  const side = image[0]?.length ?? 3;
  const reach = Math.min(side, kernel[0]?.length ?? 2);
  return {
    image: image.map((grid) => gridOf(grid, side, side)),
    kernel: image.map((_, c) => gridOf(kernel[c] ?? [], reach, reach)),
    bias,
  };
}

function output({ image, kernel, bias }: MultichannelParams) {
  return slideOver(image, kernel, bias);
}
