/** Small graphs of numbers: every node forwards, then every gradient backwards, path by path. */
import { scalar } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { num, term } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

/** A node made of earlier ones: a sum or product of two, or a square of one. */
export interface GraphNode {
  readonly id: string;
  readonly op: "add" | "mul" | "square";
  readonly of: readonly string[];
}

/** Nodes in the order they are computed; the last is the output. */
export type Graph = readonly GraphNode[];

export type GraphInputs = Readonly<Record<string, number>>;

/** What someone may do wrong on the way back. */
export type GraphSlip =
  /** The derivative of a product by a factor taken as that factor. */
  | "own-factor"
  /** Local derivatives only, without what arrives from above. */
  | "local-only"
  /** Of several paths only the last one counts. */
  | "one-path"
  /** Derivative of a square without the 2. */
  | "no-two"
  /** A sum treated as a product. */
  | "sum-as-product";

/** Values of all inputs and nodes. */
export function graphValues(graph: Graph, inputs: GraphInputs): Record<string, number> {
  const values: Record<string, number> = { ...inputs };
  for (const { id, op, of: [a = "", b = ""] } of graph) {
    const [x, y] = [values[a] ?? NaN, values[b] ?? NaN];
    values[id] = op === "add" ? x + y : op === "mul" ? x * y : x * x;
  }
  return values;
}

/** Gradients of the output by all inputs and nodes; with a slip, as someone who makes it gets them. */
export function graphGradients(graph: Graph, inputs: GraphInputs, slip?: GraphSlip): Record<string, number> {
  const values = graphValues(graph, inputs);
  const output = graph.at(-1)?.id ?? "";
  const gradients: Record<string, number> = { [output]: 1 };
  for (const node of graph.toReversed()) {
    const upstream = slip === "local-only" ? 1 : gradients[node.id] ?? 0;
    node.of.forEach((source, place) => {
      const share = upstream * local(node, place, values, slip);
      gradients[source] = slip === "one-path" ? share : (gradients[source] ?? 0) + share;
    });
  }
  return gradients;
}

function local(node: GraphNode, place: number, values: GraphInputs, slip: GraphSlip | undefined): number {
  const own = values[node.of[place] ?? ""] ?? NaN;
  const other = values[node.of[1 - place] ?? ""] ?? NaN;
  if (node.op === "square") return slip === "no-two" ? own : 2 * own;
  if (node.op === "add") return slip === "sum-as-product" ? other : 1;
  return slip === "own-factor" ? own : other;
}

/** Answers: every node by its name, and d_ plus the name for the gradient of every input and node but the output. */
export function graphGradientSolver(
  { graph, inputs }: { readonly graph: Graph; readonly inputs: GraphInputs },
): Solver {
  const output = graph.at(-1)?.id ?? "";
  const names = [
    ...graph.map((node) => node.id).filter((id) => id !== output).toReversed(),
    ...Object.keys(inputs),
  ];
  const forward: StepPlan[] = graph.map((node) => {
    const inner = node.of.filter((id) => inputs[id] === undefined);
    const value = (id: string, found: readonly number[]) => inputs[id] ?? found[inner.indexOf(id)] ?? NaN;
    return numberStep({
      id: node.id,
      rule: `Forward: $${node.id} = ${nodeTex(node, (id) => id)}$.`,
      uses: inner,
      value: (...found) => {
        const [x = NaN, y = NaN] = node.of.map((id) => value(id, found));
        return node.op === "add" ? x + y : node.op === "mul" ? x * y : x * x;
      },
      tex: (result, ...found) =>
        `${node.id} = ${nodeTex(node, (id) => term(value(id, found)))} = ${num(result)}`,
    });
  });
  const backward: StepPlan[] = names.map((name) => {
    const paths = graph.flatMap((node) =>
      node.of.flatMap((source, place) => source === name ? [{ node, place }] : [])
    );
    const uses = paths.flatMap(({ node }) => node.id === output ? [] : [`d_${node.id}`]);
    const arriving = (found: readonly number[]) =>
      paths.map(({ node, place }) => ({
        upstream: node.id === output ? 1 : found[uses.indexOf(`d_${node.id}`)] ?? NaN,
        slope: local(node, place, graphValues(graph, inputs), undefined),
      }));
    return numberStep({
      id: `d_${name}`,
      rule: paths.length > 1
        ? `$${name}$ reaches $f$ on ${paths.length} paths: multiply upstream gradient and local derivative on each, and add.`
        : `Backward to $${name}$: the gradient that arrives, times the local derivative, ${
          paths.map(({ node }) => ruleOf(node)).join()
        }.`,
      uses,
      value: (...found) => arriving(found).reduce((sum, { upstream, slope }) => sum + upstream * slope, 0),
      tex: (result, ...found) =>
        `\\frac{\\partial f}{\\partial ${name}} = ${
          arriving(found).map(({ upstream, slope }) => `${term(upstream)} \\cdot ${term(slope)}`).join(" + ")
        } = ${num(result)}`,
    });
  });
  return {
    steps: [...forward, ...backward],
    answers: Object.fromEntries(
      [...graph.map((node) => node.id), ...names.map((name) => `d_${name}`)].map((id) => [id, id]),
    ),
  };
}

/** A node's formula, its sources written by `show`. */
export function nodeTex({ op, of: [a = "", b = ""] }: GraphNode, show: (id: string) => string): string {
  if (op === "square") return `${show(a)}^2`;
  return op === "add" ? `${show(a)} + ${show(b)}` : `${show(a)} \\cdot ${show(b)}`;
}

function ruleOf({ op }: GraphNode): string {
  switch (op) {
    case "add":
      return "1 for a sum";
    case "mul":
      return "the other factor for a product";
    case "square":
      return "twice the input for a square";
  }
}

/** Gradients as keys of answers d_x. */
export function gradientKeys(gradients: Readonly<Record<string, number>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [`d_${name}`, scalar(gradients[name] ?? NaN)]));
}
