/** Bilinear sampling inside a 2x2 patch; level 2 with its derivatives by the position. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { bilinearSolver, type Sample } from "../../solvers/dense_prediction.ts";
import { gridOf } from "../../solvers/grid.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, rowsTex } from "../../tex.ts";

type SampleParams = {
  readonly patch: readonly (readonly number[])[];
  readonly x: number;
  readonly y: number;
  readonly slopes: boolean;
};

const FRACTION = { kind: "dec", lo: 0, hi: 1, step: 0.05 } as const;

export const bilinearSampleGenerator = defineGenerator<SampleParams>({
  id: "bilinear-sample",
  version: 1,
  topic: "segmentation-detection",
  title: "Bilinear sampling in a 2x2 patch",
  levels: [1, 2],
  domains: {
    patch: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -100, hi: 100 }, min: 2, max: 2 },
      min: 2,
      max: 2,
    },
    x: FRACTION,
    y: FRACTION,
    slopes: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const [a = 0, b = 0, c = 0, d = 0] = random.sample([0, 4, 8, 10, 12, 16, 20, 24, 28, 30, 40], 4);
    const [x = 0, y = 0] = random.sample([0.2, 0.25, 0.4, 0.6, 0.75, 0.8], 2);
    return {
      patch: fixed.patch ?? [[a, b], [c, d]],
      x: fixed.x ?? x,
      y: fixed.y ?? y,
      slopes: fixed.slopes ?? level === 2,
    };
  },
  refuse({ patch, x, y }) {
    if ([x, y].some((t) => t === 0 || t === 1)) return "a point on the grid, where the slopes jump";
    if (x === y || x + y === 1 || x === 0.5 || y === 0.5) return "a point where weights agree";
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = patch;
    return a - b - c + d === 0 || b === c ? "a patch too even" : undefined;
  },
  prompt: ({ patch, x, y, slopes }) =>
    `The corners of a unit square hold $U = ${rowsTex(patch)}$. Sample it bilinearly at $x = ${
      num(x)
    }$, $y = ${num(y)}$: give the weights of the four corners and the value $V${
      slopes ? "$, and the derivatives of $V$ by $x$ and by $y" : ""
    }$.`,
  conventions: () => [
    "$x$ runs to the right (0 at the left column, 1 at the right one), $y$ downwards (0 at the upper row)",
    "weights as a matrix, each where its corner stands; exact values",
  ],
  answers: ({ slopes }) => [
    exactTensorAnswer({ id: "weights", label: "Weights", shape: [2, 2] }),
    rationalAnswer({ id: "value", label: "$V$" }),
    ...(slopes
      ? [
        rationalAnswer({ id: "dx", label: "$\\partial V / \\partial x$" }),
        rationalAnswer({ id: "dy", label: "$\\partial V / \\partial y$" }),
      ]
      : []),
  ],
  solve(p) {
    const solver = bilinearSolver(sample(p));
    const asked = p.slopes ? ["weights", "value", "dx", "dy"] : ["weights", "value"];
    return {
      steps: [
        ...solver.steps.filter(({ id }) => asked.includes(id)),
        {
          id: "corners",
          rule: "The weights, each at its corner.",
          uses: ["weights"],
          roundable: false,
          value: (weights) => ({ shape: [2, 2], values: (weights ?? tensor([0, 0, 0, 0])).values }),
          tex: (value) => rowsTex([Array.from(value.values.slice(0, 2)), Array.from(value.values.slice(2))]),
        },
      ],
      answers: { ...Object.fromEntries(asked.map((id) => [id, id])), weights: "corners" },
    };
  },
  mistakes: [
    {
      id: "axes-swapped",
      solve: (p) => sampled(p, { x: p.y, y: p.x }),
      feedback: "You swapped $x$ and $y$: $x$ runs along a row, $y$ down a column.",
    },
    {
      id: "far-corners",
      solve: (p) => sampled(p, { x: 1 - p.x, y: 1 - p.y }),
      feedback: "The weights are the wrong way round: the nearer a corner, the more it counts.",
    },
    {
      id: "upwards",
      solve: (p) => sampled(p, { x: p.x, y: 1 - p.y }),
      feedback: "$y$ runs downwards: 0 is the upper row.",
    },
    {
      id: "average",
      solve: (p) => ({
        weights: tensor([[0.25, 0.25], [0.25, 0.25]]),
        ...scalars({ value: p.patch.flat().reduce((sum, corner) => sum + corner, 0) / 4 }),
      }),
      feedback: "That is the mean of the corners. Weight them by how near the point is.",
    },
    {
      id: "nearest",
      solve: (p) => {
        const [row, column] = [Math.round(p.y), Math.round(p.x)];
        const pick = (i: number, j: number) => i === row && j === column ? 1 : 0;
        return {
          weights: tensor([[pick(0, 0), pick(0, 1)], [pick(1, 0), pick(1, 1)]]),
          ...scalars({ value: p.patch[row]?.[column] ?? 0 }),
        };
      },
      feedback: "That is the nearest corner. Bilinear sampling mixes all four.",
    },
    {
      id: "slopes-of-one-edge",
      solve: (p) => {
        const [[a = 0, b = 0] = [], [c = 0] = []] = p.patch;
        return p.slopes ? scalars({ dx: b - a, dy: c - a }) : undefined;
      },
      feedback: "Those are the slopes along the upper and left edge. Inside, mix the slopes of both edges.",
    },
    {
      id: "slopes-swapped",
      solve: (p) => {
        if (!p.slopes) return undefined;
        const { dx, dy } = slopesOf(sample(p));
        return dx === dy ? undefined : scalars({ dx: dy, dy: dx });
      },
      feedback: "The two derivatives are swapped: by $x$ compares columns, by $y$ compares rows.",
    },
  ],
  hints: () => ["First along both rows by $x$, then between them by $y$."],
});

function sample({ patch, x, y }: SampleParams): Sample {
  return { patch: gridOf(patch, 2, 2), x, y };
}

function slopesOf({ patch, x, y }: Sample) {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = patch;
  return { dx: (1 - y) * (b - a) + y * (d - c), dy: (1 - x) * (c - a) + x * (d - b) };
}

/** All answers at another point. */
function sampled(p: SampleParams, { x, y }: { readonly x: number; readonly y: number }) {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = p.patch;
  const weights = [[(1 - x) * (1 - y), x * (1 - y)], [(1 - x) * y, x * y]];
  const value = (1 - y) * ((1 - x) * a + x * b) + y * ((1 - x) * c + x * d);
  return {
    weights: tensor(weights),
    ...scalars({ value, ...(p.slopes ? slopesOf({ patch: p.patch, x, y }) : {}) }),
  };
}
