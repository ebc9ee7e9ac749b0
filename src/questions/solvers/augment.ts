/** Flips, turns and crops of a small image. */
import { transpose } from "../../tensor/arrange.ts";
import { flip, slice } from "../../tensor/slices.ts";
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { mat } from "../tex.ts";
import type { Grid } from "./grid.ts";

export const TRANSFORMS = [
  "flip-horizontal",
  "flip-vertical",
  "turn-left",
  "turn-right",
  "turn-half",
] as const;
export type Transform = typeof TRANSFORMS[number];

export interface Crop {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/** One transform of an image [h,w]. Turns are by 90 degrees, "turn-half" by 180. */
export function transformed(image: Tensor, transform: Transform): Tensor {
  switch (transform) {
    case "flip-horizontal":
      return flip(image, 1);
    case "flip-vertical":
      return flip(image, 0);
    case "turn-left":
      return flip(transpose(image), 0);
    case "turn-right":
      return flip(transpose(image), 1);
    case "turn-half":
      return flip(flip(image, 0), 1);
  }
}

/** The part of an image that begins at a row and a column, both counted from 0. */
export function cropped(image: Tensor, { row, column, height, width }: Crop): Tensor {
  const rows = slice(image, { axis: 0, from: row, to: row + height });
  return slice(rows, { axis: 1, from: column, to: column + width });
}

const RULES: Readonly<Record<Transform, string>> = {
  "flip-horizontal": "Flip left and right: reverse every row.",
  "flip-vertical": "Flip top and bottom: reverse the order of the rows.",
  "turn-left": "Turn left by 90 degrees: the last column becomes the first row, read from top to bottom.",
  "turn-right": "Turn right by 90 degrees: the first column becomes the first row, read from bottom to top.",
  "turn-half": "Turn by 180 degrees: reverse the rows and the order of the rows.",
};

/** Transforms in turn, then a crop where one is asked. Answer: image. */
export function augmentSolver(
  { image, transforms, crop }: {
    readonly image: Grid;
    readonly transforms: readonly Transform[];
    readonly crop: Crop | undefined;
  },
): Solver {
  const start = tensor(image);
  const steps = transforms.map((transform, i): StepPlan => ({
    id: `t${i + 1}`,
    rule: RULES[transform],
    uses: i === 0 ? [] : [`t${i}`],
    roundable: false,
    value: (before = start) => transformed(before, transform),
    tex: (value) => mat(value),
  }));
  const last = steps.at(-1)?.id;
  const cut: StepPlan | undefined = crop === undefined ? undefined : {
    id: "crop",
    rule:
      `Crop: ${crop.height} rows from row ${crop.row} and ${crop.width} columns from column ${crop.column}, counted from 0.`,
    uses: last === undefined ? [] : [last],
    roundable: false,
    value: (before = start) => cropped(before, crop),
    tex: (value) => mat(value),
  };
  return {
    steps: cut === undefined ? steps : [...steps, cut],
    answers: { image: cut?.id ?? last ?? "" },
  };
}
