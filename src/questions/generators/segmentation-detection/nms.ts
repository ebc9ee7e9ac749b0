/** Non-maximum suppression over a few boxes in a row: level 1 four boxes, level 2 six in two rows. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Box, byScore, overlap, suppressionSolver } from "../../solvers/boxes.ts";
import { num, vec } from "../../tex.ts";

type NmsParams = {
  readonly boxes: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly threshold: number;
};

export const nmsGenerator = defineGenerator<NmsParams>({
  id: "nms",
  version: 1,
  topic: "segmentation-detection",
  title: "Non-maximum suppression",
  levels: [1, 2],
  domains: {
    boxes: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: 0, hi: 100 }, min: 4, max: 4 },
      min: 2,
      max: 8,
    },
    scores: { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.01 }, min: 2, max: 8 },
    threshold: { kind: "dec", lo: 0.1, hi: 0.9, step: 0.1 },
  },
  generate(random, level, fixed) {
    const row = (top: number, count: number) => {
      let left = random.int(0, 4);
      return Array.from({ length: count }, (_, i) => {
        if (i > 0) left += random.int(2, 5);
        return [left, top, left + 10, top + 10];
      });
    };
    const drawn = random.shuffle(level === 1 ? row(0, 4) : [...row(0, 3), ...row(20, 3)]);
    const boxes = fixed.boxes ?? drawn;
    return {
      boxes,
      scores: fixed.scores ??
        random.sample(Array.from({ length: 60 }, (_, i) => (i + 36) / 100), boxes.length),
      threshold: fixed.threshold ?? random.pick([0.3, 0.4, 0.5]),
    };
  },
  refuse(p) {
    if (p.boxes.length !== p.scores.length) return "not one score for each box";
    if (new Set(p.scores).size < p.scores.length) return "two scores are equal";
    const boxes = p.boxes.map(boxOf);
    if (boxes.some(([x1, y1, x2, y2]) => x2 <= x1 || y2 <= y1)) return "a box without area";
    const close = boxes.some((a, i) =>
      boxes.some((b, j) => i < j && Math.abs(overlap(a, b) - p.threshold) < 0.02)
    );
    if (close) return "an overlap too close to the threshold";
    const kept = suppressed(p, {}).reduce((sum, keep) => sum + keep, 0);
    return kept < 2 || kept > p.boxes.length - 2 ? "nearly all boxes fare alike" : undefined;
  },
  prompt: ({ boxes, scores, threshold }) =>
    `A detector proposes these boxes of one class. Which survive greedy non-maximum suppression with IoU threshold ${
      num(threshold)
    }?\n\n| box | corners $(x_1, y_1, x_2, y_2)$ | score |\n|---|---|---|\n${
      boxes.map((box, i) => `| ${String.fromCharCode(65 + i)} | $${vec(box)}$ | ${num(scores[i] ?? 0)} |`)
        .join("\n")
    }`,
  conventions: () => [
    "answer 1 for a kept box and 0 for a removed one, in the order of the table",
    "a box is removed when its IoU with a kept box is above the threshold",
  ],
  answers: ({ boxes }) => [
    exactTensorAnswer({ id: "kept", label: "Kept (1) or removed (0)", shape: [boxes.length] }),
  ],
  solve: ({ boxes, scores, threshold }) =>
    suppressionSolver({ boxes: boxes.map(boxOf), scores: scoresOf(boxes, scores), threshold }),
  mistakes: [
    {
      id: "removed-ones-remove",
      solve: (p) => wrong(p, suppressed(p, { removedRemove: true })),
      feedback: "A removed box no longer counts: only *kept* boxes remove others.",
    },
    {
      id: "list-order",
      solve: (p) => wrong(p, suppressed(p, { order: p.boxes.map((_, i) => i) })),
      feedback: "You went through the boxes in the order of the table. Go by score, highest first.",
    },
    {
      id: "lowest-first",
      solve: (p) => wrong(p, suppressed(p, { order: byScore(scoresOf(p.boxes, p.scores)).reverse() })),
      feedback: "You started with the lowest score. The highest comes first.",
    },
    {
      id: "only-the-best",
      solve: (p) => {
        const [best] = byScore(scoresOf(p.boxes, p.scores));
        return wrong(p, p.boxes.map((_, i) => i === best ? 1 : 0));
      },
      feedback: "Only the best box is left. Boxes that hardly overlap it show other objects and stay.",
    },
    {
      id: "any-overlap",
      solve: (p) => wrong(p, suppressed(p, { threshold: 0 })),
      feedback: "Some overlap is allowed: a box goes only when its IoU is above the threshold.",
    },
    {
      id: "share-of-one-box",
      solve: (p) => wrong(p, suppressed(p, { measure: shareOfBox })),
      feedback: "You divided the shared area by one box. IoU divides by the union of both.",
    },
    {
      id: "swapped-digits",
      solve: (p) => wrong(p, suppressed(p, {}).map((keep) => 1 - keep)),
      feedback: "0 and 1 are swapped: 1 stands for a kept box.",
    },
  ],
  hints: () => [
    "Sort by score. Equal boxes shifted by $d$ along a side of length $w$ have IoU $\\frac{w-d}{w+d}$.",
  ],
});

interface Twist {
  readonly order?: readonly number[];
  readonly threshold?: number;
  readonly removedRemove?: boolean;
  readonly measure?: (a: Box, b: Box) => number;
}

/** 1 for each box that survives, with one thing done another way. */
function suppressed(p: NmsParams, twist: Twist): number[] {
  const boxes = p.boxes.map(boxOf);
  const order = twist.order ?? byScore(scoresOf(p.boxes, p.scores));
  const measure = twist.measure ?? overlap;
  const kept = boxes.map(() => 0);
  order.forEach((index, rank) => {
    const before = order.slice(0, rank).filter((other) => twist.removedRemove === true || kept[other] === 1);
    const box = boxes[index];
    const clash = before.some((other) => {
      const rival = boxes[other];
      return box !== undefined && rival !== undefined &&
        measure(rival, box) > (twist.threshold ?? p.threshold);
    });
    if (!clash) kept[index] = 1;
  });
  return kept;
}

/** undefined where the mistake makes no difference. */
function wrong(p: NmsParams, kept: readonly number[]) {
  return kept.join() === suppressed(p, {}).join() ? undefined : { kept: tensor(kept) };
}

function shareOfBox(a: Box, b: Box): number {
  const iou = overlap(a, b);
  const [first, second] = [(a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1])];
  return iou * (first + second) / (1 + iou) / second;
}

function boxOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): Box {
  return [x1, y1, x2, y2];
}

function scoresOf(boxes: NmsParams["boxes"], scores: readonly number[]): number[] {
  return boxes.map((_, i) => scores[i] ?? 0);
}
