/** Overlap of boxes and masks, and non-maximum suppression. */
import { tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, vec } from "../tex.ts";
import type { Grid } from "./grid.ts";
import { numberStep } from "./number_steps.ts";

/** Corners x1, y1, x2, y2 with x1 <= x2 and y1 <= y2. */
export type Box = readonly [number, number, number, number];

export function areaOf([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** The box that both share; without area where they do not meet. */
export function sharedBox(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Intersection over union; 0 for two boxes without area. */
export function overlap(a: Box, b: Box): number {
  const shared = areaOf(sharedBox(a, b));
  return ratio(shared, areaOf(a) + areaOf(b) - shared);
}

/** Answers: intersection, union, iou. */
export function overlapSolver({ a, b }: { readonly a: Box; readonly b: Box }): Solver {
  const shared = sharedBox(a, b);
  const side = (name: string, axis: 0 | 1) =>
    `${name} = \\min(${num(a[axis + 2] ?? 0)},\\, ${num(b[axis + 2] ?? 0)}) - \\max(${num(a[axis])},\\, ${
      num(b[axis])
    }) = ${num((shared[axis + 2] ?? 0) - shared[axis])}`;
  const areaTex = ([x1, y1, x2, y2]: Box) =>
    `${num(x2 - x1)} \\cdot ${num(y2 - y1)} = ${num(areaOf([x1, y1, x2, y2]))}`;
  return {
    steps: [
      numberStep({
        id: "intersection",
        rule:
          "The shared box runs from the larger of the left (upper) edges to the smaller of the right (lower) ones.",
        value: () => areaOf(shared),
        tex: (value) => `${side("w", 0)},\\quad ${side("h", 1)},\\quad I = ${num(value)}`,
      }),
      numberStep({
        id: "areas",
        rule: "The areas of both boxes, added.",
        value: () => areaOf(a) + areaOf(b),
        tex: (value) => `${areaTex(a)},\\quad ${areaTex(b)},\\quad A + B = ${num(value)}`,
      }),
      numberStep({
        id: "union",
        rule: "The union: the shared part is in both areas, so take it off once.",
        uses: ["areas", "intersection"],
        value: (areas, intersection) => areas - intersection,
        tex: (value, areas, intersection) => `${num(areas)} - ${num(intersection)} = ${num(value)}`,
      }),
      numberStep({
        id: "iou",
        rule: "Intersection over union.",
        uses: ["intersection", "union"],
        roundable: true,
        value: ratio,
        tex: (value, intersection, union) =>
          `\\frac{${num(intersection)}}{${num(union)}} ${equals(value, 4)}`,
      }),
    ],
    answers: { intersection: "intersection", union: "union", iou: "iou" },
  };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

export interface Candidates {
  readonly boxes: readonly Box[];
  readonly scores: readonly number[];
  readonly threshold: number;
}

/** Greedy non-maximum suppression. Answer: kept [boxes], 1 for kept and 0 for removed. */
export function suppressionSolver({ boxes, scores, threshold }: Candidates): Solver {
  const order = byScore(scores);
  const name = (index: number) => String.fromCharCode(65 + index);
  const steps = order.map((box, rank): StepPlan => ({
    id: `look${rank + 1}`,
    rule: rank === 0
      ? "Take the box with the highest score: it stays."
      : "Take the next by score: it goes if it overlaps a *kept* box by more than the threshold.",
    uses: rank === 0 ? [] : [`look${rank}`],
    roundable: false,
    value: (before = tensor(boxes.map(() => 0))) => {
      const stays = boxes.every((other, i) =>
        before.values[i] === 0 || overlap(other, boxes[box] ?? other) <= threshold
      );
      return tensor(Array.from(before.values, (kept, i) => i === box && stays ? 1 : kept));
    },
    tex: (after, before) => {
      const rivals = order.slice(0, rank).filter((other) => before?.values[other] === 1);
      const overlaps = rivals.map((other) =>
        `\\operatorname{IoU}(${name(box)}, ${name(other)}) ${equals(pairOverlap(boxes, box, other), 2)}`
      );
      const verdict = after.values[box] === 1 ? "stays" : "goes";
      return `${name(box)}\\;(${num(scores[box] ?? 0)}):\\quad ${
        overlaps.map((text) => `${text},\\quad `).join("")
      }\\text{${verdict}}`;
    },
  }));
  return {
    steps: [...steps, {
      id: "kept",
      rule: "What is left, in the order of the list.",
      uses: [`look${order.length}`],
      roundable: false,
      value: (last) => last ?? tensor([]),
      tex: (value) => vec(value.values),
    }],
    answers: { kept: "kept" },
  };
}

/** Indices by falling score. */
export function byScore(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((i, j) => (scores[j] ?? 0) - (scores[i] ?? 0));
}

function pairOverlap(boxes: readonly Box[], i: number, j: number): number {
  const [a, b] = [boxes[i], boxes[j]];
  return a === undefined || b === undefined ? 0 : overlap(a, b);
}

/** Answers: intersection, dice = 2 I / (A + B), iou = I / (A + B - I). Masks of 0 and 1, of equal shape. */
export function maskOverlapSolver(
  { prediction, truth }: { readonly prediction: Grid; readonly truth: Grid },
): Solver {
  const count = (mask: Grid) => mask.flat().filter((cell) => cell === 1).length;
  return {
    steps: [
      numberStep({
        id: "intersection",
        rule: "Pixels that are 1 in both masks.",
        value: () =>
          count(prediction.map((row, i) => row.map((cell, j) => cell === 1 && truth[i]?.[j] === 1 ? 1 : 0))),
        tex: (value) => `I = ${value}`,
      }),
      numberStep({
        id: "sizes",
        rule: "Pixels that are 1 in each mask, added.",
        value: () => count(prediction) + count(truth),
        tex: (value) => `A + B = ${count(prediction)} + ${count(truth)} = ${value}`,
      }),
      numberStep({
        id: "dice",
        rule: "Dice: twice the intersection over the sum of both sizes.",
        uses: ["intersection", "sizes"],
        roundable: true,
        value: (intersection, sizes) => ratio(2 * intersection, sizes),
        tex: (value, intersection, sizes) => `\\frac{2 \\cdot ${intersection}}{${sizes}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "iou",
        rule: "IoU: the intersection over the union, which counts shared pixels once.",
        uses: ["intersection", "sizes"],
        roundable: true,
        value: (intersection, sizes) => ratio(intersection, sizes - intersection),
        tex: (value, intersection, sizes) =>
          `\\frac{${intersection}}{${sizes} - ${intersection}} ${equals(value, 4)}`,
      }),
    ],
    answers: { intersection: "intersection", dice: "dice", iou: "iou" },
  };
}
