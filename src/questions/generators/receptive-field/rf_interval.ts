/** Which input elements one unit sees: level 1 two layers without padding, level 2 three with padding. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { layersOf, listText, sameLength } from "../../solvers/layer_lists.ts";
import { fieldIntervalSolver, fieldsOf } from "../../solvers/receptive_field.ts";
import type { Slide } from "../../solvers/window_size.ts";

type IntervalParams = {
  readonly kernels: readonly number[];
  readonly strides: readonly number[];
  readonly paddings: readonly number[];
  readonly dilations: readonly number[];
  readonly index: number;
};

const each = (
  lo: number,
  hi: number,
) => ({ kind: "list", of: { kind: "int", lo, hi }, min: 1, max: 6 } as const);

export const rfIntervalGenerator = defineGenerator<IntervalParams>({
  id: "rf-interval",
  version: 1,
  topic: "receptive-field",
  title: "Input range that a unit sees",
  levels: [1, 2, 3],
  domains: {
    kernels: each(1, 9),
    strides: each(1, 4),
    paddings: each(0, 4),
    dilations: each(1, 4),
    index: { kind: "int", lo: 0, hi: 50 },
  },
  generate(random, level, fixed) {
    const count = fixed.kernels?.length ?? fixed.strides?.length ?? (level === 3 ? 3 : 2);
    const kernels = fixed.kernels ?? Array.from({ length: count }, () => random.int(2, 5));
    return {
      kernels,
      strides: fixed.strides ?? kernels.map(() => random.int(1, 3)),
      paddings: fixed.paddings ??
        kernels.map((k) => level === 1 ? 0 : random.int(0, Math.max(1, Math.floor((k - 1) / 2)))),
      dilations: fixed.dilations ?? kernels.map((k) => level === 3 && k < 4 ? random.int(1, 2) : 1),
      index: fixed.index ?? random.int(2, 7),
    };
  },
  refuse(p) {
    if (!sameLength(p)) return "the lists differ in length";
    const layers = layersOf(p);
    if (layers.length < 2) return "a single layer";
    if (p.strides.every((stride) => stride === 1)) return "no layer strides";
    if (layers.some(({ kernel, padding }) => 2 * padding >= kernel && padding > 0)) {
      return "more padding than kernel";
    }
    if (layers.some(({ kernel, dilation }) => kernel === 1 && dilation > 1)) return "a dilated kernel of 1";
    return trace(p, p.index, plain)[0] < 0 ? "the field begins in the padding" : undefined;
  },
  prompt: (p) =>
    `A 1-D network has these layers, from the input on:\n\n${
      listText(layersOf(p))
    }\n\nWhich input positions can affect unit ${p.index} of the last layer? Give the first and the last.`,
  conventions: () => [
    "positions and units are counted from 0",
    "the input is long enough: the range does not reach its end",
  ],
  answers: () => [exactTensorAnswer({ id: "interval", label: "First and last position", shape: [2] })],
  solve: (p) => fieldIntervalSolver({ layers: layersOf(p), index: p.index }),
  mistakes: [
    {
      id: "counted-from-1",
      solve: (p) => ({ interval: tensor(trace(p, p.index, plain).map((position) => position + 1)) }),
      feedback: "The first position has number 0 here; you counted from 1.",
    },
    {
      id: "unit-from-1",
      solve: (p) => p.index === 0 ? undefined : { interval: tensor(trace(p, p.index - 1, plain)) },
      feedback: "Unit numbers start at 0, too: you traced the unit before.",
    },
    {
      id: "padding-ignored",
      solve: (p) =>
        p.paddings.every((padding) => padding === 0)
          ? undefined
          : { interval: tensor(trace(p, p.index, (range, layer) => plain(range, { ...layer, padding: 0 }))) },
      feedback: "The padding is missing: it moves every window $p$ positions to the left.",
    },
    {
      id: "padding-added",
      solve: (p) =>
        p.paddings.every((padding) => padding === 0) ? undefined : {
          interval: tensor(
            trace(p, p.index, (range, layer) => plain(range, { ...layer, padding: -layer.padding })),
          ),
        },
      feedback: "Padding moves the windows to the left: subtract it.",
    },
    {
      id: "end-beyond",
      solve: (p) => ({
        interval: tensor(trace(p, p.index, ([from, to], layer) => {
          const [start, end] = plain([from, to], layer);
          return [start, end + 1];
        })),
      }),
      feedback: "A window of $k$ elements that starts at $a$ ends at $a + k - 1$.",
    },
    {
      id: "strides-ignored",
      solve: (p) => ({
        interval: tensor(trace(p, p.index, (range, layer) => plain(range, { ...layer, stride: 1 }))),
      }),
      feedback: "The strides are missing: unit $i$ of a layer starts at $i \\cdot s$ in the layer below.",
    },
    {
      id: "centred",
      solve: (p) => {
        const { size = 1, jump = 1 } = fieldsOf(layersOf(p)).at(-1) ?? {};
        const half = Math.floor(size / 2);
        const wrong = [p.index * jump - half, p.index * jump - half + size - 1];
        return wrong.join() === trace(p, p.index, plain).join() ? undefined : { interval: tensor(wrong) };
      },
      feedback:
        "You centred the field on unit times jump. Without that much padding the field *begins* there, moved left by the padding.",
    },
  ],
  hints: () => ["Go backwards: first which units of the layer below, then what those see."],
});

type Range = readonly [number, number];
type Through = (range: Range, layer: Slide) => Range;

/** The range of positions below a layer that a range of its units sees. */
const plain: Through = ([from, to], { kernel, stride, padding, dilation }) => [
  from * stride - padding,
  to * stride - padding + dilation * (kernel - 1),
];

function trace(p: IntervalParams, index: number, through: Through): Range {
  return layersOf(p).toReversed().reduce(through, [index, index]);
}
