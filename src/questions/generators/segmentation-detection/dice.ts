/** Dice and IoU of two small masks; level 2 on a larger image. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { maskOverlapSolver } from "../../solvers/boxes.ts";
import { type Grid, gridOf, isRectangular } from "../../solvers/grid.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { rowsTex } from "../../tex.ts";

type MaskParams = { readonly prediction: Grid; readonly truth: Grid };

const MASK = {
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 2, max: 6 },
  min: 2,
  max: 6,
} as const;

export const diceGenerator = defineGenerator<MaskParams>({
  id: "dice",
  version: 1,
  topic: "segmentation-detection",
  title: "Dice and IoU of two masks",
  levels: [1, 2],
  domains: { prediction: MASK, truth: MASK },
  generate(random, level, fixed) {
    const side = fixed.prediction?.length ?? fixed.truth?.length ?? (level === 1 ? 4 : 6);
    const width = fixed.prediction?.[0]?.length ?? fixed.truth?.[0]?.length ?? side;
    const blob = () => {
      const [height, across] = [random.int(2, side - 1), random.int(2, Math.max(2, width - 1))];
      const [top, left] = [random.int(0, side - height), random.int(0, Math.max(0, width - across))];
      return Array.from(
        { length: side },
        (_, i) =>
          Array.from(
            { length: width },
            (_, j) =>
              i >= top && i < top + height && j >= left && j < left + across && random.int(0, 6) > 0 ? 1 : 0,
          ),
      );
    };
    return { prediction: fixed.prediction ?? blob(), truth: fixed.truth ?? blob() };
  },
  refuse({ prediction, truth }) {
    if (![prediction, truth].every(isRectangular)) return "the rows differ in length";
    if (prediction.length !== truth.length || prediction[0]?.length !== truth[0]?.length) {
      return "the masks differ in shape";
    }
    const { both, predicted, real } = count({ prediction, truth });
    if (both < 2 || both === predicted || both === real) {
      return "one mask holds the other, or they hardly meet";
    }
    return predicted === real ? "masks of equal size" : undefined;
  },
  prompt: ({ prediction, truth }) =>
    `Compare the predicted mask $P$ with the true mask $T$: how many pixels do they share, what is their Dice coefficient and what is their IoU?\n\n$$P = ${
      rowsTex(prediction)
    },\\qquad T = ${rowsTex(truth)}$$`,
  conventions: () => ["1 marks the object; Dice and IoU to 3 decimals"],
  answers: () => [
    integerAnswer({ id: "intersection", label: "Shared pixels" }),
    realAnswer({ id: "dice", label: "Dice", decimals: 3 }),
    realAnswer({ id: "iou", label: "IoU", decimals: 3 }),
  ],
  solve: (p) => maskOverlapSolver(tidy(p)),
  mistakes: [
    {
      id: "swapped",
      solve: (p) => {
        const { both, predicted, real } = count(p);
        return scalars({ dice: part(both, predicted + real - both), iou: part(2 * both, predicted + real) });
      },
      feedback: "Dice and IoU are swapped: Dice is $2I / (A + B)$ and never below IoU.",
    },
    {
      id: "no-two",
      solve: (p) => {
        const { both, predicted, real } = count(p);
        return scalars({ dice: part(both, predicted + real) });
      },
      feedback: "The factor 2 of Dice is missing: shared pixels are counted in both masks below the line.",
    },
    {
      id: "union-as-sum",
      solve: (p) => {
        const { both, predicted, real } = count(p);
        return scalars({ iou: part(both, predicted + real) });
      },
      feedback: "For the union shared pixels count once: subtract them from the sum of both sizes.",
    },
    {
      id: "accuracy",
      solve: (p) => {
        const { both, predicted, real, all } = count(p);
        return scalars({ iou: part(all - predicted - real + 2 * both, all) });
      },
      feedback:
        "That is the pixel accuracy: it also counts the shared background. IoU looks at the object only.",
    },
    {
      id: "recall",
      solve: (p) => {
        const { both, real } = count(p);
        return scalars({ iou: part(both, real) });
      },
      feedback: "You divided by the true mask alone: that is the recall. IoU divides by the union.",
    },
    {
      id: "precision",
      solve: (p) => {
        const { both, predicted } = count(p);
        return scalars({ iou: part(both, predicted) });
      },
      feedback: "You divided by the predicted mask alone: that is the precision. IoU divides by the union.",
    },
  ],
  hints: () => ["Count three numbers: pixels in $P$, in $T$, and in both."],
});

/** Both masks of the shape of the prediction. */
function tidy({ prediction, truth }: MaskParams): MaskParams {
  const rows = gridOf(prediction);
  return { prediction: rows, truth: gridOf(truth, rows.length, rows[0]?.length ?? 0) };
}

function count(p: MaskParams) {
  const { prediction, truth } = tidy(p);
  const [predicted, real] = [prediction.flat(), truth.flat()];
  const ones = (cells: readonly number[]) => cells.reduce((sum, cell) => sum + cell, 0);
  return {
    both: predicted.filter((cell, i) => cell === 1 && real[i] === 1).length,
    predicted: ones(predicted),
    real: ones(real),
    all: predicted.length,
  };
}

function part(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
