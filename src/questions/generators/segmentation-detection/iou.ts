/** Intersection over union of two boxes: level 1 by corners, level 2 by centre and size. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { areaOf, type Box, overlapSolver, sharedBox } from "../../solvers/boxes.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { vec } from "../../tex.ts";

type IouParams = {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly format: "corners" | "centre";
};

const BOX = { kind: "list", of: { kind: "int", lo: 0, hi: 100 }, min: 4, max: 4 } as const;

export const iouGenerator = defineGenerator<IouParams>({
  id: "iou",
  version: 1,
  topic: "segmentation-detection",
  title: "Intersection over union of two boxes",
  levels: [1, 2],
  domains: { a: BOX, b: BOX, format: { kind: "pick", of: ["corners", "centre"] } },
  generate(random, level, fixed) {
    const format = fixed.format ?? (level === 1 ? "corners" : "centre");
    const box = () => {
      const [x, y, w, h] = [random.int(0, 6), random.int(0, 6), 2 * random.int(2, 5), 2 * random.int(2, 5)];
      return format === "corners" ? [x, y, x + w, y + h] : [x + w / 2, y + h / 2, w, h];
    };
    return { a: fixed.a ?? box(), b: fixed.b ?? box(), format };
  },
  refuse(p) {
    const [a, b] = corners(p);
    if (areaOf(a) === 0 || areaOf(b) === 0) return "a box without area";
    if (p.format === "centre" && [a, b].flat().some((edge) => !Number.isInteger(edge))) return "half pixels";
    const shared = areaOf(sharedBox(a, b));
    if (shared === 0) return "the boxes do not overlap";
    return shared === Math.min(areaOf(a), areaOf(b)) ? "one box lies in the other" : undefined;
  },
  prompt: ({ a, b, format }) =>
    `Two boxes are given as $${format === "corners" ? "(x_1, y_1, x_2, y_2)" : "(c_x, c_y, w, h)"}$: $A = ${
      vec(a)
    }$ and $B = ${vec(b)}$. Work out the areas of their intersection and union, and their IoU.`,
  conventions: ({ format }) => [
    format === "corners"
      ? "upper left and lower right corner; a side is $x_2 - x_1$ long, without $+1$"
      : "centre, width and height",
    "IoU to 3 decimals",
  ],
  answers: () => [
    integerAnswer({ id: "intersection", label: "Intersection" }),
    integerAnswer({ id: "union", label: "Union" }),
    realAnswer({ id: "iou", label: "IoU", decimals: 3 }),
  ],
  solve(p) {
    const [a, b] = corners(p);
    return overlapSolver({ a, b });
  },
  mistakes: [
    {
      id: "union-as-sum",
      solve: (p) => answer(areas(p).shared, areas(p).sum),
      feedback: "The shared part is in both areas: subtract it once to get the union.",
    },
    {
      id: "subtracted-twice",
      solve: (p) => answer(areas(p).shared, areas(p).sum - 2 * areas(p).shared),
      feedback: "The shared part belongs to the union once: subtract it once, not twice.",
    },
    {
      id: "dice",
      solve: (p) => scalars({ iou: areas(p).sum === 0 ? 0 : 2 * areas(p).shared / areas(p).sum }),
      feedback: "That is the Dice coefficient, $2I / (A + B)$. IoU divides by the union.",
    },
    {
      id: "enclosing-box",
      solve: (p) => {
        const [a, b] = corners(p);
        const around: Box = [
          Math.min(a[0], b[0]),
          Math.min(a[1], b[1]),
          Math.max(a[2], b[2]),
          Math.max(a[3], b[3]),
        ];
        return answer(areas(p).shared, areaOf(around));
      },
      feedback: "You took the box around both. The union is only what one of them covers.",
    },
    {
      id: "pixels-counted",
      solve: (p) => {
        const [a, b] = corners(p);
        const plus = (box: Box): number => areaOf([box[0], box[1], box[2] + 1, box[3] + 1]);
        const shared = plus(sharedBox(a, b));
        return answer(shared, plus(a) + plus(b) - shared);
      },
      feedback: "You counted pixels, with $+1$ for each side. Here a side is $x_2 - x_1$ long.",
    },
    {
      id: "format",
      solve: (p) => {
        if (p.format === "corners") return undefined;
        const [a, b] = [from(p.a), from(p.b)];
        const shared = areaOf(sharedBox(a, b));
        return answer(shared, areaOf(a) + areaOf(b) - shared);
      },
      feedback:
        "You took the first two numbers as the upper left corner. They are the centre: half a side lies on each side of it.",
    },
  ],
  hints: () => ["Find the edges of the shared box first."],
});

/** Corners of a box given by its upper left corner and its size. */
function from([x = 0, y = 0, w = 0, h = 0]: readonly number[]): Box {
  return [x, y, x + w, y + h];
}

function corners({ a, b, format }: IouParams): readonly [Box, Box] {
  const box = ([p = 0, q = 0, r = 0, s = 0]: readonly number[]): Box =>
    format === "corners" ? [p, q, r, s] : [p - r / 2, q - s / 2, p + r / 2, q + s / 2];
  return [box(a), box(b)];
}

function areas(p: IouParams) {
  const [a, b] = corners(p);
  return { shared: areaOf(sharedBox(a, b)), sum: areaOf(a) + areaOf(b) };
}

function answer(intersection: number, union: number) {
  return scalars({ intersection, union, iou: union > 0 ? intersection / union : 0 });
}
