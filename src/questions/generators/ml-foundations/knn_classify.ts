/** Classify a point by its nearest neighbours in the plane. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { majority, nearestOf, nearestSolver, squaredDistance } from "../../solvers/nearest.ts";
import { num, vec } from "../../tex.ts";

type KnnParams = {
  readonly points: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly query: readonly number[];
  readonly k: number;
};

const POINT = { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.5 }, min: 2, max: 2 } as const;

export const knnClassifyGenerator = defineGenerator<KnnParams>({
  id: "knn-classify",
  version: 1,
  topic: "ml-foundations",
  title: "k nearest neighbours",
  levels: [1, 2],
  domains: {
    points: { kind: "list", of: POINT, min: 3, max: 8 },
    labels: { kind: "list", of: { kind: "int", lo: 0, hi: 2 }, min: 3, max: 8 },
    query: POINT,
    k: { kind: "pick", of: [1, 3, 5] },
  },
  generate(random, level, fixed) {
    const n = fixed.points?.length ?? fixed.labels?.length ?? (level === 1 ? 5 : 7);
    const spot = () => [random.int(0, 7), random.int(0, 7)];
    return {
      points: fixed.points ?? Array.from({ length: n }, spot),
      labels: fixed.labels ?? Array.from({ length: n }, () => random.int(0, 1)),
      query: fixed.query ?? [random.int(2, 5), random.int(2, 5)],
      k: fixed.k ?? (level === 1 ? 3 : random.pick([3, 5])),
    };
  },
  refuse({ points, labels, query, k }) {
    if (points.length !== labels.length) return `${labels.length} classes for ${points.length} points`;
    if (k >= points.length) return "all points are neighbours";
    const distances = points.map((point) => squaredDistance(point, query));
    if (new Set(distances).size < distances.length) return "two points are equally far";
    const near = nearestOf(distances).slice(0, k).map((i) => labels[i] ?? 0);
    const counts = [...new Set(near)].map((label) => near.filter((other) => other === label).length).sort((
      a,
      b,
    ) => b - a);
    if ((counts[0] ?? 0) === (counts[1] ?? 0)) return "the vote is tied";
    return k > 1 && counts.length === 1 ? "all neighbours agree" : undefined;
  },
  prompt: ({ points, labels, query, k }) =>
    `Classify the point $${vec(query)}$ by its ${
      k === 1 ? "nearest neighbour" : `${k} nearest neighbours`
    }. Which points are ${
      k === 1 ? "it" : "they"
    }, and which class follows?\n\n| point | feature $x_1$ | feature $x_2$ | class |\n|---|---|---|---|\n${
      points.map(([a = 0, b = 0], i) => `| ${i + 1} | $${num(a)}$ | $${num(b)}$ | ${labels[i]} |`).join("\n")
    }`,
  conventions: ({ k }) => [
    "Euclidean distance; every neighbour has one vote",
    ...(k > 1 ? ["give the numbers of the neighbours, nearest first"] : []),
  ],
  answers: ({ k }) => [
    exactTensorAnswer({ id: "neighbours", label: k === 1 ? "Neighbour" : "Neighbours", shape: [k] }),
    integerAnswer({ id: "label", label: "Class" }),
  ],
  solve: (params) => {
    const { steps } = nearestSolver(params);
    return {
      steps: steps.filter((step) => step.id !== "distances"),
      answers: { neighbours: "neighbours", label: "label" },
    };
  },
  mistakes: [
    {
      id: "manhattan",
      solve: (params) => by(params, (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])),
      feedback: "You added the distances along the axes (Manhattan). Euclidean: square them, then add.",
    },
    {
      id: "one-coordinate",
      solve: (params) => by(params, (a, b) => Math.abs(a[0] - b[0])),
      feedback: "You compared only the first coordinate. Both count.",
    },
    {
      id: "farthest",
      solve: (params) => by(params, (a, b) => -((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)),
      feedback: "You took the farthest points. Neighbours are those with the *smallest* distance.",
    },
    {
      id: "nearest-only",
      solve: (params) => {
        const order = ranked(params);
        const label = params.labels[order[0] ?? 0] ?? 0;
        return label === vote(params, order.slice(0, params.k)) ? undefined : { label: scalar(label) };
      },
      feedback: "You took the class of the very nearest point. All $k$ neighbours vote.",
    },
    {
      id: "majority-of-all",
      solve: (params) => {
        const label = majority(params.labels);
        return label === vote(params, ranked(params).slice(0, params.k))
          ? undefined
          : { label: scalar(label) };
      },
      feedback: "You let all points vote. Only the $k$ nearest do.",
    },
    {
      id: "order-of-table",
      solve: (params) => {
        const near = ranked(params).slice(0, params.k);
        const sorted = near.toSorted((a, b) => a - b);
        return near.join() === sorted.join() ? undefined : { neighbours: tensor(sorted.map((i) => i + 1)) };
      },
      feedback: "These are the right points in the order of the table. The card asks for the nearest first.",
    },
  ],
  hints: () => ["Compare squared distances: no root is needed to know who is nearer."],
});

type Spot = readonly [number, number];

/** What another distance finds; undefined where it finds the same neighbours. */
function by(params: KnnParams, distance: (a: Spot, b: Spot) => number) {
  const spot = ([a = 0, b = 0]: readonly number[]): Spot => [a, b];
  const distances = params.points.map((point) => distance(spot(point), spot(params.query)));
  const near = nearestOf(distances).slice(0, params.k);
  return near.join() === ranked(params).slice(0, params.k).join()
    ? undefined
    : { neighbours: tensor(near.map((i) => i + 1)), label: scalar(vote(params, near)) };
}

function ranked({ points, query }: KnnParams): number[] {
  return nearestOf(points.map((point) => squaredDistance(point, query)));
}

function vote({ labels }: KnnParams, near: readonly number[]): number {
  return majority(near.map((i) => labels[i] ?? 0));
}
