/** Shapes through a small encoder: two layers, then four, then five with odd sizes. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type ChainLayer, shapeAfter, shapeChainSolver } from "../../solvers/shape_chain.ts";

type ChainParams = {
  readonly input: readonly number[];
  readonly kinds: readonly ("conv" | "pool")[];
  readonly filters: readonly number[];
  readonly kernels: readonly number[];
  readonly strides: readonly number[];
  readonly paddings: readonly number[];
};

const each = (lo: number, hi: number) => ({
  kind: "list",
  of: { kind: "int", lo, hi },
  min: 1,
  max: 6,
} as const);

export const chainShapesGenerator = defineGenerator<ChainParams>({
  id: "chain-shapes",
  version: 1,
  topic: "conv-shapes",
  title: "Shapes through a chain of layers",
  levels: [1, 2, 3],
  domains: {
    input: { kind: "list", of: { kind: "int", lo: 1, hi: 512 }, min: 3, max: 3 },
    kinds: { kind: "list", of: { kind: "pick", of: ["conv", "pool"] }, min: 1, max: 6 },
    filters: each(0, 512),
    kernels: each(1, 7),
    strides: each(1, 4),
    paddings: each(0, 3),
  },
  generate(random, level, fixed) {
    const kinds = fixed.kinds ??
      ([["conv", "pool"], ["conv", "pool", "conv", "pool"], [
        "conv",
        "pool",
        "conv",
        "pool",
        "conv",
      ]] as const)[
        level - 1
      ] ?? [];
    const side = random.int(level === 1 ? 13 : 22, level === 1 ? 32 : 64);
    const kernels = fixed.kernels ??
      kinds.map((kind) => kind === "pool" ? random.pick([2, 3]) : random.int(3, 5));
    const filters = random.sample([4, 6, 8, 10, 12, 16, 20, 24], kinds.length).sort((a, b) => a - b);
    return {
      input: fixed.input ?? [random.pick([1, 3]), side, level === 3 ? random.int(22, 64) : side],
      kinds,
      filters: fixed.filters ?? kinds.map((kind, i) => kind === "pool" ? 0 : filters[i] ?? 1),
      kernels,
      strides: fixed.strides ??
        kinds.map((kind) => kind === "pool" ? 2 : random.int(1, level === 1 ? 1 : 2)),
      paddings: fixed.paddings ??
        kinds.map((kind, i) =>
          kind === "pool" ? 0 : random.int(i === 0 ? 1 : 0, Math.floor(((kernels[i] ?? 3) - 1) / 2))
        ),
    };
  },
  refuse(params) {
    const { kinds, filters, kernels, strides, paddings } = params;
    if ([filters, kernels, strides, paddings].some((list) => list.length !== kinds.length)) {
      return "the lists differ in length";
    }
    const layers = layersOf(params);
    if (layers.some(({ kind, filters }) => (kind === "conv") !== (filters > 0))) {
      return "a convolution without filters, or a pooling layer with some";
    }
    if (layers.some(({ kernel, padding }) => 2 * padding >= kernel && padding > 0)) {
      return "more padding than kernel";
    }
    const shapes = chain(params, shapeAfter);
    if (shapes.some(([, height = 0, width = 0]) => Math.min(height, width) < 2)) return "nothing is left";
    const channels = shapes.map(([c]) => c);
    return layers.some(({ kind }, i) =>
        kind === "conv" && channels[i] === (channels[i - 1] ?? params.input[0])
      )
      ? "a convolution keeps the channels"
      : undefined;
  },
  prompt: (params) =>
    `An input of shape $[${
      params.input.join(",\\; ")
    }]$ runs through these layers. Give the shape after each.\n\n${
      layersOf(params).map((layer, i) => `${i + 1}. ${layerText(layer)}`).join("\n")
    }`,
  conventions: () => [
    "channels first: $[\\text{channels}, \\text{height}, \\text{width}]$",
    "padding is added on each of the four sides; a window that does not fit whole is dropped (floor)",
  ],
  answers: (params) =>
    layersOf(params).map((_, i) =>
      shapeAnswer({ id: `after${i + 1}`, label: `After layer ${i + 1}`, rank: 3 })
    ),
  solve: (params) => shapeChainSolver({ input: params.input, layers: layersOf(params) }),
  mistakes: [
    {
      id: "ceil",
      solve: (params) => {
        const layers = layersOf(params);
        const wrong = keys(
          params,
          (before, layer) => sides(before, layer, (n) => Math.ceil(room(n, layer)) + 1),
        );
        const right = chain(params, shapeAfter);
        return layers.every((_, i) => wrong[`after${i + 1}`]?.values.join() === right[i]?.join())
          ? undefined
          : wrong;
      },
      feedback: "You rounded up. A last window that does not fit whole is dropped: round down.",
    },
    {
      id: "no-padding",
      solve: (params) =>
        params.paddings.every((p) => p === 0)
          ? undefined
          : keys(params, (before, layer) => shapeAfter(before, { ...layer, padding: 0 })),
      feedback: "The padding is missing: each side grows by $2p$ before the window slides.",
    },
    {
      id: "no-plus-one",
      solve: (params) =>
        keys(params, (before, layer) => sides(before, layer, (n) => Math.floor(room(n, layer)))),
      feedback: "One place is missing in each layer: the first window counts too, hence the $+1$.",
    },
    {
      id: "pool-merges-channels",
      solve: (params) =>
        params.kinds.includes("pool")
          ? keys(
            params,
            (before, layer) =>
              layer.kind === "pool" ? [1, ...shapeAfter(before, layer).slice(1)] : shapeAfter(before, layer),
          )
          : undefined,
      feedback: "Pooling works on each channel by itself: the channels stay as they are.",
    },
    {
      id: "channels-multiplied",
      solve: (params) => {
        const layers = layersOf(params);
        const wrong = (before: readonly number[], layer: ChainLayer) =>
          layer.kind === "conv"
            ? [(before[0] ?? 0) * layer.filters, ...shapeAfter(before, layer).slice(1)]
            : shapeAfter(before, layer);
        return params.input[0] === 1 && layers.filter(({ kind }) => kind === "conv").length < 2
          ? undefined
          : keys(params, wrong);
      },
      feedback:
        "A filter sums over all input channels, so a convolution has one output channel for each filter, however many come in.",
    },
  ],
  hints:
    () => ["Go layer by layer: $\\left\\lfloor \\frac{n + 2p - k}{s} \\right\\rfloor + 1$ for each side."],
});

type Apply = (before: readonly number[], layer: ChainLayer) => number[];

function layersOf({ kinds, filters, kernels, strides, paddings }: ChainParams): ChainLayer[] {
  return kinds.map((kind, i) => ({
    kind,
    filters: filters[i] ?? 1,
    kernel: kernels[i] ?? 1,
    stride: strides[i] ?? 1,
    padding: paddings[i] ?? 0,
  }));
}

function layerText({ kind, filters, kernel, stride, padding }: ChainLayer): string {
  const size = `$${kernel} \\times ${kernel}$, stride ${stride}${
    padding === 0 ? "" : `, padding ${padding}`
  }`;
  return kind === "conv" ? `convolution, ${filters} filters of size ${size}` : `max pooling, window ${size}`;
}

function chain(params: ChainParams, apply: Apply): number[][] {
  const shapes: number[][] = [];
  for (const layer of layersOf(params)) shapes.push(apply(shapes.at(-1) ?? params.input, layer));
  return shapes;
}

function keys(params: ChainParams, apply: Apply) {
  return Object.fromEntries(chain(params, apply).map((shape, i) => [`after${i + 1}`, tensor(shape)]));
}

function room(n: number, { kernel, stride, padding }: ChainLayer): number {
  return (n + 2 * padding - kernel) / stride;
}

function sides(before: readonly number[], layer: ChainLayer, side: (n: number) => number): number[] {
  return [shapeAfter(before, layer)[0] ?? 0, ...before.slice(1).map(side)];
}
