/** The table of a small network: level 1 without biases and with activations, level 2 one layer more and biases. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { integerAnswer, shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import type { AnswerSpec } from "../../question.ts";
import { netTableSolver, type TableLayer, tableParams, tableShape } from "../../solvers/net_table.ts";

type NetParams = {
  readonly input: readonly number[];
  readonly kinds: readonly ("conv" | "pool" | "fc")[];
  readonly units: readonly number[];
  readonly kernels: readonly number[];
  readonly bias: boolean;
  readonly activations: boolean;
};

export const netTableGenerator = defineGenerator<NetParams>({
  id: "net-table",
  version: 1,
  topic: "conv-params-cost",
  title: "Shapes and parameters of a small network",
  levels: [1, 2],
  domains: {
    input: { kind: "list", of: { kind: "int", lo: 1, hi: 512 }, min: 3, max: 3 },
    kinds: { kind: "list", of: { kind: "pick", of: ["conv", "pool", "fc"] }, min: 1, max: 8 },
    units: { kind: "list", of: { kind: "int", lo: 0, hi: 4096 }, min: 1, max: 8 },
    kernels: { kind: "list", of: { kind: "int", lo: 0, hi: 9 }, min: 1, max: 8 },
    bias: { kind: "pick", of: [false, true] },
    activations: { kind: "pick", of: [true, false] },
  },
  generate(random, level, fixed) {
    const kinds = fixed.kinds ??
      (level === 1 ? ["conv", "pool", "fc"] as const : ["conv", "pool", "conv", "fc"] as const);
    const side = random.int(10, level === 1 ? 20 : 26);
    return {
      input: fixed.input ?? [random.pick([2, 3, 4]), side, side],
      kinds,
      units: fixed.units ??
        kinds.map((kind) =>
          kind === "pool" ? 0 : kind === "fc" ? random.int(5, 20) : random.pick([6, 8, 10, 12])
        ),
      kernels: fixed.kernels ??
        kinds.map((kind) => kind === "fc" ? 0 : kind === "pool" ? random.int(2, 3) : random.pick([3, 5])),
      bias: fixed.bias ?? level === 2,
      activations: fixed.activations ?? level === 1,
    };
  },
  refuse(p) {
    if ([p.units, p.kernels].some((list) => list.length !== p.kinds.length)) {
      return "the lists differ in length";
    }
    const layers = layersOf(p);
    if (layers.some(({ kind, units }) => (kind === "pool") !== (units === 0))) {
      return "a layer without units, or pooling with some";
    }
    if (layers.some(({ kind, kernel }) => (kind === "fc") !== (kernel === 0))) {
      return "a window without a size, or a dense layer with one";
    }
    const firstFc = p.kinds.indexOf("fc");
    if (firstFc >= 0 && p.kinds.slice(firstFc).some((kind) => kind !== "fc")) {
      return "a window slides over the values of a dense layer";
    }
    const shapes = walk(p, tableShape);
    if (shapes.some((shape) => shape.slice(1).some((side) => side < 2))) return "nothing is left";
    if (p.input[0] === 1) return "one input channel";
    return tableParamsOf(p).every((count) => count < 1e12) ? undefined : "too many parameters to write down";
  },
  prompt: (p) =>
    `An input of shape $[${
      p.input.join(",\\; ")
    }]$ runs through this network. Give for each layer the shape of its output${
      p.activations ? ", the number of its values" : ""
    } and the number of parameters.\n\n${
      layersOf(p).map((layer, i) => `${i + 1}. ${layerText(layer)}`).join("\n")
    }`,
  conventions: ({ bias }) => [
    "channels first; convolutions with stride 1 and no padding; pooling moves by its window and drops what does not fit",
    bias ? "one bias for each filter and unit" : "no biases",
    "the fully connected layer flattens its input",
  ],
  answers: (p) => [
    ...p.kinds.flatMap((kind, i): AnswerSpec[] => [
      shapeAnswer({ id: `shape${i + 1}`, label: `Shape after layer ${i + 1}`, rank: kind === "fc" ? 1 : 3 }),
      ...(p.activations
        ? [integerAnswer({ id: `activations${i + 1}`, label: `Values after layer ${i + 1}` })]
        : []),
      integerAnswer({ id: `params${i + 1}`, label: `Parameters of layer ${i + 1}` }),
    ]),
    integerAnswer({ id: "total", label: "Parameters in all" }),
  ],
  solve: (p) => asked(p, netTableSolver({ input: p.input, layers: layersOf(p), bias: p.bias })),
  mistakes: [
    {
      id: "bias-mixed-up",
      solve: (p) => keys(p, tableShape, (before, layer) => tableParams(before, layer, !p.bias)),
      feedback: "Look at the convention on biases: you counted them the other way.",
    },
    {
      id: "pool-has-weights",
      solve: (p) =>
        p.kinds.includes("pool")
          ? keys(
            p,
            tableShape,
            (before, layer) => layer.kind === "pool" ? layer.kernel ** 2 : tableParams(before, layer, p.bias),
          )
          : undefined,
      feedback: "Pooling has nothing to learn: 0 parameters.",
    },
    {
      id: "size-minus-kernel",
      solve: (p) =>
        p.kinds.includes("conv")
          ? keys(
            p,
            (before, layer) =>
              layer.kind === "conv"
                ? [layer.units, ...before.slice(1).map((n) => n - layer.kernel)]
                : tableShape(before, layer),
            (before, layer) => tableParams(before, layer, p.bias),
          )
          : undefined,
      feedback: "The first place counts too: a convolution leaves $n - k + 1$, not $n - k$.",
    },
    {
      id: "one-channel-kernel",
      solve: (p) =>
        p.kinds.includes("conv")
          ? keys(
            p,
            tableShape,
            (before, layer) => tableParams(layer.kind === "conv" ? [1] : before, layer, p.bias),
          )
          : undefined,
      feedback: "Each filter is as deep as its input: $k^2$ weights for every channel that comes in.",
    },
    {
      id: "fc-without-channels",
      solve: (p) =>
        p.kinds.includes("fc")
          ? keys(
            p,
            tableShape,
            (before, layer) =>
              tableParams(
                layer.kind === "fc" && before.length === 3 ? before.slice(1) : before,
                layer,
                p.bias,
              ),
          )
          : undefined,
      feedback: "Flattening takes the values of all channels: height times width is one channel only.",
    },
    {
      id: "fc-times-image-channels",
      solve: (p) =>
        p.kinds.includes("fc") && p.kinds[0] === "conv"
          ? keys(p, tableShape, (before, layer) =>
            tableParams(
              layer.kind === "fc" && before.length === 3 ? [...before, p.input[0] ?? 1] : before,
              layer,
              p.bias,
            ))
          : undefined,
      feedback:
        "The colours of the image are gone: the first convolution summed over them. Do not multiply by them again.",
    },
  ],
  hints: () => ["Fill in the shapes first, then the parameters."],
});

type Shape = (before: readonly number[], layer: TableLayer) => number[];
type Count = (before: readonly number[], layer: TableLayer) => number;

function layersOf({ kinds, units, kernels }: NetParams): TableLayer[] {
  return kinds.map((kind, i) => ({ kind, units: units[i] ?? 0, kernel: Math.max(1, kernels[i] ?? 1) }))
    .map((layer, i) => layer.kind === "fc" ? { ...layer, kernel: kernels[i] ?? 0 } : layer);
}

function layerText({ kind, units, kernel }: TableLayer): string {
  if (kind === "fc") return `fully connected, ${units} units`;
  return kind === "conv"
    ? `convolution, ${units} filters of size $${kernel} \\times ${kernel}$`
    : `max pooling, window $${kernel} \\times ${kernel}$, stride ${kernel}`;
}

function walk(p: NetParams, shape: Shape): number[][] {
  const shapes: number[][] = [];
  for (const layer of layersOf(p)) shapes.push(shape(shapes.at(-1) ?? p.input, layer));
  return shapes;
}

function tableParamsOf(p: NetParams): number[] {
  const shapes = walk(p, tableShape);
  return layersOf(p).map((layer, i) => tableParams(shapes[i - 1] ?? p.input, layer, p.bias));
}

function keys(p: NetParams, shape: Shape, count: Count) {
  const shapes = walk(p, shape);
  const counts = layersOf(p).map((layer, i) => count(shapes[i - 1] ?? p.input, layer));
  const rows = shapes.flatMap((after, i) => [
    [`shape${i + 1}`, tensor(after)] as const,
    ...(p.activations ? [[`activations${i + 1}`, scalar(after.reduce((a, b) => a * b, 1))] as const] : []),
    [`params${i + 1}`, scalar(counts[i] ?? 0)] as const,
  ]);
  return { ...Object.fromEntries(rows), total: scalar(counts.reduce((a, b) => a + b, 0)) };
}

function asked(p: NetParams, solver: ReturnType<typeof netTableSolver>) {
  const wanted = (id: string) => p.activations || !id.startsWith("activations");
  return {
    steps: solver.steps.filter(({ id }) => wanted(id)),
    answers: Object.fromEntries(Object.entries(solver.answers).filter(([id]) => wanted(id))),
  };
}
