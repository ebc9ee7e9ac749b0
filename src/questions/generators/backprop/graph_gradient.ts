/** All partial derivatives on a small graph of numbers: one path each, then a fan-out, then a longer graph. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import {
  gradientKeys,
  type Graph,
  graphGradients,
  graphGradientSolver,
  type GraphSlip,
  graphValues,
  nodeTex,
} from "../../solvers/scalar_graph.ts";
import { num } from "../../tex.ts";

type GraphParams = {
  readonly graph: "square-of-sum" | "sum-times" | "product-plus" | "two-sums" | "reuse" | "long";
  readonly x: number;
  readonly y: number;
  readonly z: number;
};

const node = (id: string, op: "add" | "mul" | "square", ...of: readonly string[]) => ({ id, op, of });

const GRAPHS: Readonly<Record<GraphParams["graph"], Graph>> = {
  "square-of-sum": [node("p", "mul", "x", "y"), node("q", "add", "p", "z"), node("f", "square", "q")],
  "sum-times": [node("q", "add", "x", "y"), node("f", "mul", "q", "z")],
  "product-plus": [node("p", "mul", "x", "y"), node("q", "mul", "p", "z"), node("f", "square", "q")],
  "two-sums": [node("p", "add", "x", "y"), node("q", "add", "y", "z"), node("f", "mul", "p", "q")],
  "reuse": [node("p", "mul", "x", "y"), node("q", "add", "p", "z"), node("f", "mul", "q", "y")],
  "long": [
    node("p", "mul", "x", "y"),
    node("q", "add", "x", "z"),
    node("r", "square", "q"),
    node("f", "mul", "p", "r"),
  ],
};

const BY_LEVEL = [["square-of-sum", "sum-times"], ["two-sums", "reuse"], ["long"]] as const;
const SMALL = { kind: "int", lo: -9, hi: 9 } as const;
const NAMES = ["x", "y", "z"] as const;

export const graphGradientGenerator = defineGenerator<GraphParams>({
  id: "graph-gradient",
  version: 1,
  topic: "backprop",
  title: "Gradients on a computational graph",
  levels: [1, 2, 3],
  domains: {
    graph: {
      kind: "pick",
      of: ["square-of-sum", "sum-times", "product-plus", "two-sums", "reuse", "long"],
    },
    x: SMALL,
    y: SMALL,
    z: SMALL,
  },
  generate(random, level, fixed) {
    const draw = () => random.pick([-4, -3, -2, -1, 1, 2, 3, 4]);
    return {
      graph: fixed.graph ?? random.pick(BY_LEVEL[level - 1] ?? BY_LEVEL[0]),
      x: fixed.x ?? draw(),
      y: fixed.y ?? draw(),
      z: fixed.z ?? draw(),
    };
  },
  refuse(p) {
    const values = graphValues(GRAPHS[p.graph], inputsOf(p));
    if (Object.values(values).some((value) => value === 0)) return "a value is 0";
    if (new Set(NAMES.map((name) => p[name])).size < 3) return "two inputs are equal";
    const gradients = graphGradients(GRAPHS[p.graph], inputsOf(p));
    return Object.values(gradients).some((value) => Math.abs(value) > 200)
      ? "the numbers are too large for paper"
      : undefined;
  },
  prompt: (p) =>
    `A graph computes\n\n$$${
      GRAPHS[p.graph].map((own) => `${own.id} = ${nodeTex(own, (id) => id).replace(" \\cdot ", "\\,")}`).join(
        ",\\qquad ",
      )
    }.$$\n\nGo forward and backward at $x = ${num(p.x)}$, $y = ${num(p.y)}$, $z = ${num(p.z)}$.`,
  conventions: () => ["derivatives of $f$ by each input, evaluated at this point"],
  answers: () => [
    integerAnswer({ id: "f", label: "$f$" }),
    ...NAMES.map((name) => integerAnswer({ id: `d_${name}`, label: `$\\partial f / \\partial ${name}$` })),
  ],
  solve(p) {
    const { steps, answers } = graphGradientSolver({ graph: GRAPHS[p.graph], inputs: inputsOf(p) });
    const asked = ["f", ...NAMES.map((name) => `d_${name}`)];
    return {
      steps,
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "own-factor",
      solve: (p) => slipped(p, "own-factor"),
      feedback:
        "The derivative of a product $ab$ by $a$ is the *other* factor, $b$: a multiplication swaps its inputs on the way back.",
    },
    {
      id: "local-only",
      solve: (p) => slipped(p, "local-only"),
      feedback: "You took local derivatives only. Multiply each by the gradient that arrives from above.",
    },
    {
      id: "one-path",
      solve: (p) => slipped(p, "one-path"),
      feedback: "An input that is used twice gets a gradient on each path: add them.",
    },
    {
      id: "no-two",
      solve: (p) => slipped(p, "no-two"),
      feedback: "The derivative of $q^2$ is $2q$: the 2 is missing.",
    },
    {
      id: "sum-as-product",
      solve: (p) => slipped(p, "sum-as-product"),
      feedback: "A sum passes the gradient on unchanged: its local derivatives are 1.",
    },
  ],
  hints: () => ["First every node from left to right, then the gradients from right to left."],
});

function inputsOf({ x, y, z }: GraphParams) {
  return { x, y, z };
}

function slipped(p: GraphParams, slip: GraphSlip) {
  const graph = GRAPHS[p.graph];
  const wrong = gradientKeys(graphGradients(graph, inputsOf(p), slip), NAMES);
  const right = gradientKeys(graphGradients(graph, inputsOf(p)), NAMES);
  const same = Object.entries(right).every(([id, key]) => key.values[0] === wrong[id]?.values[0]);
  return same ? undefined : wrong;
}
