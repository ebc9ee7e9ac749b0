/** The receptive field of a stack of layers: level 2 with strides and padding, level 3 with dilation. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { layersOf, listText, sameLength } from "../../solvers/layer_lists.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { fieldsOf, receptiveFieldSolver } from "../../solvers/receptive_field.ts";
import type { Slide } from "../../solvers/window_size.ts";

type FieldParams = {
  readonly kernels: readonly number[];
  readonly strides: readonly number[];
  readonly paddings: readonly number[];
  readonly dilations: readonly number[];
};

const each = (
  lo: number,
  hi: number,
) => ({ kind: "list", of: { kind: "int", lo, hi }, min: 1, max: 8 } as const);

export const receptiveFieldGenerator = defineGenerator<FieldParams>({
  id: "receptive-field",
  version: 1,
  topic: "receptive-field",
  title: "Receptive field of a stack of layers",
  levels: [1, 2, 3],
  domains: { kernels: each(1, 11), strides: each(1, 4), paddings: each(0, 5), dilations: each(1, 8) },
  generate(random, level, fixed) {
    const count = fixed.kernels?.length ?? fixed.strides?.length ?? (level === 1 ? 2 : level === 2 ? 3 : 4);
    const kernels = fixed.kernels ?? Array.from({ length: count }, () => random.int(2, 5));
    return {
      kernels,
      strides: fixed.strides ?? kernels.map((_, i) => i === 0 ? 2 : random.int(1, level === 1 ? 2 : 3)),
      paddings: fixed.paddings ??
        kernels.map((k) => level === 1 ? 0 : random.int(0, Math.floor((k - 1) / 2))),
      dilations: fixed.dilations ?? kernels.map((_, i) => level === 3 && i > 0 ? random.int(1, 3) : 1),
    };
  },
  refuse(p) {
    if (!sameLength(p)) return "the lists differ in length";
    const layers = layersOf(p);
    if (layers.length < 2) return "a single layer";
    if (layers.slice(0, -1).every(({ stride }) => stride === 1)) return "no layer strides before the last";
    if (layers.some(({ kernel, dilation }) => kernel === 1 && dilation > 1)) return "a dilated kernel of 1";
    return (fieldsOf(layers).at(-1)?.size ?? 0) > 200 ? "a field too large for paper" : undefined;
  },
  prompt: (p) =>
    `A stack of convolution and pooling layers has, from the input on:\n\n${
      listText(layersOf(p))
    }\n\nHow many input elements along one axis does a unit after each layer see, and how many elements apart do the fields of two neighbours in the last layer start?`,
  conventions: () => [
    "the theoretical field along one axis: elements in the padding count",
    "kernels and strides are the same on both axes",
  ],
  answers: (p) => [
    exactTensorAnswer({ id: "sizes", label: "Field after each layer", shape: [p.kernels.length] }),
    integerAnswer({ id: "jump", label: "Jump in the end" }),
  ],
  solve(p) {
    const { steps } = receptiveFieldSolver(layersOf(p));
    return {
      steps: steps.filter(({ id }) => id !== "size" && id !== "jumps"),
      answers: { sizes: "sizes", jump: "jump" },
    };
  },
  mistakes: [
    {
      id: "sum-of-kernels",
      solve: (p) => sizes(p, (r, { kernel }, _j, i) => i === 0 ? kernel : r + kernel),
      feedback: "You added the kernels up. Windows overlap: a layer adds its reach less 1, times the jump.",
    },
    {
      id: "jump-ignored",
      solve: (p) => sizes(p, (r, { kernel, dilation }) => r + dilation * (kernel - 1)),
      feedback:
        "The strides of the layers below are missing: one step in a later layer is a whole jump in the input.",
    },
    {
      id: "own-stride",
      solve: (p) =>
        sizes(p, (r, { kernel, dilation, stride }, jump) => r + dilation * (kernel - 1) * jump * stride),
      feedback:
        "A layer's own stride counts only for the layers after it: multiply by the jump *before* this layer.",
    },
    {
      id: "only-last-stride",
      solve: (p) =>
        sizes(p, (r, { kernel, dilation }, _j, i) => r + dilation * (kernel - 1) * (p.strides[i - 1] ?? 1)),
      feedback: "Only the stride just below was used. The jump is the product of all strides so far.",
    },
    {
      id: "kernels-multiplied",
      solve: (p) => sizes(p, (r, { kernel }) => r * kernel),
      feedback: "You multiplied the kernels. Fields grow by adding: reach less 1, times the jump.",
    },
    {
      id: "padding-subtracted",
      solve: (p) =>
        p.paddings.every((padding) => padding === 0)
          ? undefined
          : sizes(p, (r, { kernel, dilation, padding }, jump) =>
            r + (dilation * (kernel - 1) - 2 * padding) * jump),
      feedback: "Padding does not shrink a field; it only moves it towards the edge.",
    },
    {
      id: "dilation-ignored",
      solve: (p) =>
        p.dilations.every((dilation) => dilation === 1)
          ? undefined
          : sizes(p, (r, { kernel }, jump) => r + (kernel - 1) * jump),
      feedback: "The dilation is missing: a dilated kernel reaches over $d(k-1)+1$ elements.",
    },
    {
      id: "last-stride-only-jump",
      solve: (p) => {
        const last = p.strides.at(-1) ?? 1;
        return last === fieldsOf(layersOf(p)).at(-1)?.jump ? undefined : scalars({ jump: last });
      },
      feedback: "The jump is the product of all strides, not the last one.",
    },
  ],
  hints: () => ["$r_l = r_{l-1} + d(k-1)\\, j_{l-1}$ and $j_l = j_{l-1}\\, s$, from $r_0 = j_0 = 1$."],
});

type Grow = (size: number, layer: Slide, jump: number, index: number) => number;

/** The sizes by another rule of growth; undefined where it makes no difference. */
function sizes(p: FieldParams, grow: Grow) {
  let [size, jump] = [1, 1];
  const found = layersOf(p).map((layer, i) => {
    size = grow(size, layer, jump, i);
    jump *= layer.stride;
    return size;
  });
  return found.join() === fieldsOf(layersOf(p)).map((field) => field.size).join()
    ? undefined
    : { sizes: tensor(found) };
}
