/** Flips, turns and crops of a 3x3 image: one flip, one turn, then two in a row or a crop. */
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { augmentSolver, cropped, type Transform, transformed, TRANSFORMS } from "../../solvers/augment.ts";
import { gridOf } from "../../solvers/grid.ts";
import { rowsTex } from "../../tex.ts";

type AugmentParams = {
  readonly image: readonly (readonly number[])[];
  readonly transforms: readonly Transform[];
  /** Row and column of a 2x2 crop; empty for none. */
  readonly crop: readonly number[];
};

const NAMES: Readonly<Record<Transform, string>> = {
  "flip-horizontal": "flipped horizontally (left and right change places)",
  "flip-vertical": "flipped vertically (top and bottom change places)",
  "turn-left": "turned by 90 degrees to the left (counter-clockwise)",
  "turn-right": "turned by 90 degrees to the right (clockwise)",
  "turn-half": "turned by 180 degrees",
};

const OTHER: Readonly<Record<Transform, Transform>> = {
  "flip-horizontal": "flip-vertical",
  "flip-vertical": "flip-horizontal",
  "turn-left": "turn-right",
  "turn-right": "turn-left",
  "turn-half": "flip-horizontal",
};

export const augmentArrayGenerator = defineGenerator<AugmentParams>({
  id: "augment-array",
  version: 1,
  topic: "regularization",
  title: "Augmenting a small image",
  levels: [1, 2, 3],
  domains: {
    image: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: 0, hi: 255 }, min: 3, max: 3 },
      min: 3,
      max: 3,
    },
    transforms: { kind: "list", of: { kind: "pick", of: [...TRANSFORMS] }, min: 1, max: 3 },
    crop: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 0, max: 2 },
  },
  generate(random, level, fixed) {
    const values = random.sample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 9);
    const turn = random.pick<Transform>(["turn-left", "turn-right"]);
    const flipped = random.pick<Transform>(["flip-horizontal", "flip-vertical"]);
    return {
      image: fixed.image ?? [values.slice(0, 3), values.slice(3, 6), values.slice(6)],
      transforms: fixed.transforms ??
        (level === 1
          ? [random.pick<Transform>(["flip-horizontal", "flip-vertical", "turn-half"])]
          : level === 2
          ? [turn]
          : [turn, flipped]),
      crop: fixed.crop ?? (level === 1 ? [] : random.pick([[0, 1], [1, 0], [1, 0], [0, 1]])),
    };
  },
  refuse({ image, transforms, crop }) {
    if (new Set(image.flat()).size < 9) return "two pixels are equal";
    if (crop.length === 1) return "a crop needs a row and a column";
    const whole = transforms.reduce(transformed, tensor(image));
    return whole.values.every((value, i) => value === image.flat()[i]) ? "the transforms cancel" : undefined;
  },
  prompt: ({ image, transforms, crop }) =>
    `The image $$X = ${rowsTex(image)}$$ is ${
      transforms.map((transform) => NAMES[transform]).join(", then ")
    }${
      crop.length < 2
        ? ""
        : `, then cropped to $2 \\times 2$ pixels that begin at row ${crop[0] ?? 0}, column ${crop[1] ?? 0}`
    }. What comes out?`,
  conventions: (
    { crop },
  ) => ["as seen on paper, row 0 at the top", ...(crop.length < 2 ? [] : ["rows and columns count from 0"])],
  answers: ({ crop }) => [
    exactTensorAnswer({ id: "image", label: "Image", shape: crop.length < 2 ? [3, 3] : [2, 2] }),
  ],
  solve: (p) => augmentSolver({ image: gridOf(p.image, 3, 3), transforms: p.transforms, crop: cropOf(p) }),
  mistakes: [
    {
      id: "other-direction",
      solve: (p) => {
        const [first, ...rest] = p.transforms;
        return first === undefined || rest.length > 0 ? undefined : result(p, [OTHER[first]]);
      },
      feedback:
        "The other direction, or the other axis: a horizontal flip reverses the rows from left to right; a turn to the left brings the right column to the top.",
    },
    {
      id: "transposed",
      solve: (p) => {
        return p.transforms.length > 1 ? undefined : finished(p, transpose(tensor(p.image)));
      },
      feedback:
        "You transposed the image, which mirrors it at its diagonal. A flip keeps rows rows; a turn also reverses their order.",
    },
    {
      id: "reverse-order",
      solve: (p) => p.transforms.length < 2 ? undefined : result(p, p.transforms.toReversed()),
      feedback:
        "Flips and turns do not commute: do them in the order in which they are written. A turn in the other direction gives the same wrong image, so check that too.",
    },
    {
      id: "last-forgotten",
      solve: (p) => p.transforms.length < 2 ? undefined : result(p, p.transforms.slice(0, -1)),
      feedback: "A transform is missing: the last one.",
    },
    {
      id: "first-forgotten",
      solve: (p) => p.transforms.length < 2 ? undefined : result(p, p.transforms.slice(1)),
      feedback: "The first transform is missing.",
    },
    {
      id: "crop-swapped",
      solve: (p) => {
        const [row = 0, column = 0] = p.crop;
        return p.crop.length < 2 || row === column
          ? undefined
          : result({ ...p, crop: [column, row] }, p.transforms);
      },
      feedback: "Row and column of the crop are swapped: the row counts downwards.",
    },
    {
      id: "cropped-first",
      solve: (p) => {
        const crop = cropOf(p);
        return crop === undefined || p.transforms.length > 1
          ? undefined
          : { image: p.transforms.reduce(transformed, cropped(tensor(p.image), crop)) };
      },
      feedback: "You cropped first. Transform the whole image, then crop.",
    },
    {
      id: "half-turned",
      solve: (p) =>
        p.transforms[0] === "turn-half" ? result(p, ["flip-vertical", ...p.transforms.slice(1)]) : undefined,
      feedback: "Half of it: a turn by 180 degrees reverses both axes.",
    },
  ],
  hints: () => ["Where does the pixel in the top left corner go?"],
});

function cropOf({ crop }: AugmentParams) {
  const [row, column] = crop;
  return row === undefined || column === undefined ? undefined : { row, column, height: 2, width: 2 };
}

function finished(p: AugmentParams, image: Tensor) {
  const crop = cropOf(p);
  return { image: crop === undefined ? image : cropped(image, crop) };
}

function result(p: AugmentParams, transforms: readonly Transform[]) {
  return finished(p, transforms.reduce(transformed, tensor(p.image)));
}
