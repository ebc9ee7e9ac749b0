/** Max pooling of a small matrix without ties; level 2 with overlapping windows. */
import { tensor } from "../../../tensor/tensor.ts";
import { map } from "../../../tensor/elementwise.ts";
import { avgPool2d, maxPool2d, maxPoolWithIndex } from "../../../tensor/pool.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { maxPoolSolver } from "../../solvers/windows.ts";
import { rowsTex } from "../../tex.ts";

type MaxPoolParams = {
  readonly image: readonly (readonly number[])[];
  readonly size: number;
  readonly stride: number;
};

export const maxPoolValuesGenerator = defineGenerator<MaxPoolParams>({
  id: "maxpool-values",
  version: 1,
  topic: "conv-forward-backward",
  title: "Max pooling of a matrix",
  levels: [1, 2],
  domains: {
    image: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -9, hi: 30 }, min: 3, max: 6 },
      min: 3,
      max: 6,
    },
    size: { kind: "int", lo: 2, hi: 3 },
    stride: { kind: "int", lo: 1, hi: 3 },
  },
  generate(random, level, fixed) {
    const side = fixed.image?.length ?? (level === 1 ? 4 : 5);
    const values = random.sample(
      Array.from({ length: 30 }, (_, i) => level === 1 ? i : i - 9),
      side * side,
    );
    return {
      image: fixed.image ??
        Array.from({ length: side }, (_, row) => values.slice(row * side, (row + 1) * side)),
      size: fixed.size ?? (level === 1 ? 2 : 3),
      stride: fixed.stride ?? (level === 1 ? 2 : random.pick([1, 2])),
    };
  },
  refuse({ image, size, stride }) {
    const width = image[0]?.length ?? 0;
    if (image.some((row) => row.length !== width)) return "the rows differ in length";
    if (size > Math.min(width, image.length)) return "the window is larger than the image";
    const { output, from } = maxPoolWithIndex(tensor(image), { size, stride });
    if (output.values.length > 9) return "too many windows for one card";
    if (new Set(image.flat()).size < image.flat().length) return "the image holds equal values";
    return new Set(from).size < Math.min(3, from.length) ? "one value wins nearly every window" : undefined;
  },
  prompt: ({ image, size, stride }) =>
    `Apply max pooling with window $${size} \\times ${size}$ and stride ${stride} to\n\n$$x = ${
      rowsTex(image)
    }.$$`,
  conventions: () => ["no padding; a window that does not fit whole is dropped"],
  answers: (params) => [
    exactTensorAnswer({ id: "y", label: "$y$", shape: pooled(params).shape }),
  ],
  solve: maxPoolSolver,
  mistakes: [
    {
      id: "average",
      solve: ({ image, size, stride }) => ({
        y: avgPool2d(tensor(image), { size, stride, countPadding: false }),
      }),
      feedback: "You averaged. Max pooling keeps only the largest value of each window.",
    },
    {
      id: "minimum",
      solve: ({ image, size, stride }) => ({
        y: map(maxPool2d(map(tensor(image), (x) => -x), { size, stride }), (x) => -x),
      }),
      feedback: "You took the smallest value of each window.",
    },
    {
      id: "largest-magnitude",
      solve: ({ image, size, stride }) => {
        if (image.flat().every((x) => x >= 0)) return undefined;
        const y = maxPool2d(map(tensor(image), Math.abs), { size, stride });
        return y.values.join() === pooled({ image, size, stride }).values.join() ? undefined : { y };
      },
      feedback: "You compared sizes without signs. A negative value is smaller than any positive one.",
    },
    {
      id: "position",
      solve: ({ image, size, stride }) => {
        const { output, from } = maxPoolWithIndex(tensor(image), { size, stride });
        return { y: { shape: output.shape, values: Float64Array.from(from) } };
      },
      feedback: "These are the positions of the maxima (argmax). Give the values themselves.",
    },
    {
      id: "wrong-stride",
      solve: ({ image, size, stride }) => ({
        y: maxPool2d(tensor(image), { size, stride: stride === size ? 1 : size }),
      }),
      feedback:
        "You moved the window by another stride than the card says, so the shape comes out different.",
    },
  ],
  hints: () => ["Only the largest value of each window counts."],
});

function pooled({ image, size, stride }: MaxPoolParams) {
  return maxPool2d(tensor(image), { size, stride });
}
