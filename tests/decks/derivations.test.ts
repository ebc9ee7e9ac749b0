/** Every shipped derivation is held against finite differences of the function that it differentiates. */
import { expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { parseExpression } from "../../src/expressions/parse.ts";
import type { Value } from "../../src/expressions/value.ts";
import { fromValues, type Tensor } from "../../src/tensor/tensor.ts";

type Grid = number[][];

/** Values of the variables, and the answer found without the card's formula. */
interface Check {
  readonly given: Readonly<Record<string, number | Grid>>;
  readonly answer: number | Grid;
}

const H = 1e-5;
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const slope = (f: (x: number) => number, x: number) => (f(x + H) - f(x - H)) / (2 * H);
const times = (a: Grid, b: Grid): Grid =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
const entries = (grid: Grid, f: (x: number) => number): Grid => grid.map((row) => row.map(f));
const total = (grid: Grid): number => grid.flat().reduce((sum, value) => sum + value, 0);
const dot = (a: Grid, b: Grid): number => total(a.map((row, i) => row.map((value, j) => value * b[i]![j]!)));
const minus = (a: Grid, b: Grid): Grid => a.map((row, i) => row.map((value, j) => value - b[i]![j]!));
/** Gradient of a scalar function of a matrix, in the shape of the matrix. */
const gradient = (f: (x: Grid) => number, x: Grid): Grid =>
  x.map((row, i) =>
    row.map((value, j) =>
      slope((t) => f(x.map((r, a) => r.map((v, b) => a === i && b === j ? t : v))), value)
    )
  );

const [A22, A32] = [[[0.5, -1.2], [0.8, 0.3]], [[0.4, -0.7], [1.1, 0.2], [-0.6, 0.9]]];
const [X2, X3, G3] = [[[0.7], [-1.3]], [[0.2], [-0.5], [1.4]], [[1.5], [-0.4], [0.6]]];
const Y = [[0, 1, 0], [1, 0, 0]];

const CHECKS: Readonly<Record<string, () => Check>> = {
  "sigmoid-slope": () => ({ given: { s: sigmoid(0.7) }, answer: slope(sigmoid, 0.7) }),
  "tanh-slope": () => ({ given: { a: Math.tanh(0.7) }, answer: slope(Math.tanh, 0.7) }),
  "silu-slope": () => ({ given: { z: 0.7, s: sigmoid(0.7) }, answer: slope((z) => z * sigmoid(z), 0.7) }),
  "softplus-slope": () => ({ given: { z: -0.4 }, answer: slope((z) => Math.log(1 + Math.exp(z)), -0.4) }),
  "bce-by-probability": () => ({ given: { p: 0.3, y: 0.8 }, answer: slope((p) => bce(p, 0.8), 0.3) }),
  "bce-by-logit": () => ({
    given: { p: sigmoid(0.6), y: 0.8 },
    answer: slope((z) => bce(sigmoid(z), 0.8), 0.6),
  }),
  "squared-error-by-logit": () => ({
    given: { a: sigmoid(0.6), t: 0.9 },
    answer: slope((z) => (sigmoid(z) - 0.9) ** 2 / 2, 0.6),
  }),
  "linear-neuron-weight": () => ({
    given: { w: 0.7, x: -1.2, b: 0.3, t: 0.5 },
    answer: slope((w) => (w * -1.2 + 0.3 - 0.5) ** 2 / 2, 0.7),
  }),
  "two-layer-first-weight": () => ({
    given: { v: 0.6, h: Math.tanh(0.8 * 0.5), x: 0.5, t: -0.4 },
    answer: slope((w) => (0.6 * Math.tanh(w * 0.5) + 0.4) ** 2 / 2, 0.8),
  }),
  "output-weight-gradient": () => ({
    given: { d: G3, h: X2 },
    answer: gradient((W) => dot(G3, times(W, X2)), A32),
  }),
  "hidden-delta": () => ({
    given: { W: A32, d: G3, s: entries(X2, (z) => 1 - Math.tanh(z) ** 2) },
    answer: gradient((z) => dot(G3, times(A32, entries(z, Math.tanh))), X2),
  }),
  "first-weight-gradient": () => ({
    given: { W: A32, d: G3, s: entries(times(A22, X2), (z) => 1 - Math.tanh(z) ** 2), x: X2 },
    answer: gradient((V) => dot(G3, times(A32, entries(times(V, X2), Math.tanh))), A22),
  }),
  "input-gradient": () => ({ given: { V: A32, e: G3 }, answer: gradient((x) => dot(G3, times(A32, x)), X2) }),
  "batch-weight-gradient": () => ({
    given: { X: A32, G: A32.map(([a = 0, b = 0]) => [a + 1, b - a]) },
    answer: gradient((W) => dot(A32.map(([a = 0, b = 0]) => [a + 1, b - a]), times(A32, W)), A22),
  }),
  "batch-input-gradient": () => ({
    given: { G: A32, W: A22 },
    answer: gradient((X) => dot(A32, times(X, A22)), [[1, 2], [0, -1], [0.5, 0.5]]),
  }),
  "residual-slope": () => ({ given: { a: 0.4 }, answer: slope((x) => x + 0.4 * x, 0.3) }),
  "residual-stack-slope": () => ({
    given: { a: 0.4, k: 3 },
    answer: slope((x) => [1, 2, 3].reduce((y) => y + 0.4 * y, x), 0.3),
  }),
  "two-residual-blocks": () => ({
    given: { x: 2, w1: 0.8, w2: 0.3, w3: 0.1 },
    answer: slope((w0) => {
      const y = 2 + 0.8 * w0 * 2;
      return y + 0.1 * 0.3 * y;
    }, 0.5),
  }),
  "rnn-two-steps": () => {
    const first = (w: number) => Math.tanh(w * 0.3 + 0.5);
    const second = (w: number) => Math.tanh(w * first(w) - 0.2);
    return { given: { g: second(0.8), h: first(0.8), c: 0.3, w: 0.8 }, answer: slope(second, 0.8) };
  },
  "fan-out-adds": () => ({
    given: { a: 0.7, b: -1.1, y: 0.4 },
    answer: slope((x) => 0.7 * x - 1.1 * x * 0.4, 2),
  }),
  "linear-form": () => ({ given: { a: X3, x: G3 }, answer: gradient((x) => dot(X3, x), G3) }),
  "quadratic-form": () => ({ given: { A: A22, x: X2 }, answer: gradient((x) => dot(x, times(A22, x)), X2) }),
  "quadratic-with-linear": () => ({
    given: { A: A22, x: X2, b: [[1], [3]] },
    answer: gradient((x) => dot(x, times(A22, x)) / 2 + dot([[1], [3]], x), X2),
  }),
  "squared-norm": () => ({ given: { x: X3 }, answer: gradient((x) => dot(x, x), X3) }),
  "least-squares-gradient": () => ({
    given: { A: A32, x: X2, b: G3 },
    answer: gradient((x) => norm2(minus(times(A32, x), G3)) / 2, X2),
  }),
  "ridge-gradient": () => ({
    given: { A: A32, x: X2, b: G3, k: 0.7 },
    answer: gradient((x) => norm2(minus(times(A32, x), G3)) / 2 + 0.35 * norm2(x), X2),
  }),
  "least-squares-by-matrix": () => ({
    given: { W: A32, x: X2, y: G3 },
    answer: gradient((W) => norm2(minus(times(W, X2), G3)) / 2, A32),
  }),
  "sigmoid-layer-by-input": () => ({
    given: { A: A32, s: entries(times(A32, X2), sigmoid), g: G3 },
    answer: gradient((x) => dot(G3, entries(times(A32, x), sigmoid)), X2),
  }),
  "sigmoid-layer-by-matrix": () => ({
    given: { s: entries(times(A32, X2), sigmoid), g: G3, x: X2 },
    answer: gradient((A) => dot(G3, entries(times(A, X2), sigmoid)), A32),
  }),
  "mean-of-components": () => ({ given: { n: 4 }, answer: slope((x) => (x + 1 + 2 + 3) / 4, 0.5) }),
  "mean-square-entry": () => ({ given: { x: 0.6, n: 5 }, answer: slope((x) => (x ** 2 + 7) / 5, 0.6) }),
  "logsumexp-entry": () => ({
    given: { z: 0.6, r: 2.5 },
    answer: slope((z) => Math.log(Math.exp(z) + 2.5), 0.6),
  }),
  "gaussian-nll-mean": () => ({ given: { m: 0.4, y: -1, s: 0.8 }, answer: slope((m) => nll(m, 0.8), 0.4) }),
  "gaussian-nll-deviation": () => ({
    given: { m: 0.4, y: -1, s: 0.8 },
    answer: slope((s) => nll(0.4, s), 0.8),
  }),
  "weight-decay-step": () => ({
    given: { w: 1.5, r: 0.1, k: 0.5, g: 0.3 },
    answer: 1.5 - 0.1 * slope((w) => 0.3 * w + 0.25 * w ** 2, 1.5),
  }),
  "sub-gradient-side": () => ({ given: { t: 0.3 }, answer: 0.7 * -1 + 0.3 * 1 }),
  "jacobian-diagonal": () => ({
    given: { p: softmax([1, 0.2, -0.5])[0]! },
    answer: slope((z) => softmax([z, 0.2, -0.5])[0]!, 1),
  }),
  "jacobian-off-diagonal": () => ({
    given: { p: softmax([1, 0.2, -0.5])[0]!, q: softmax([1, 0.2, -0.5])[1]! },
    answer: slope((z) => softmax([1, z, -0.5])[0]!, 0.2),
  }),
  "softmax-regression-weight-gradient": () => {
    const X = [[1, 2], [0.5, -1]];
    const W = [[0.1, -0.2, 0.4], [0.3, 0, -0.1]];
    const loss = (w: Grid) =>
      total(times(X, w).map((row, i) => softmax(row).map((p, j) => -Y[i]![j]! * Math.log(p))));
    return { given: { X, P: times(X, W).map(softmax), Y }, answer: gradient(loss, W) };
  },
  "cross-entropy-from-logit": () => ({
    given: { z: 0.7, r: Math.exp(0.1) + Math.exp(-0.4) },
    answer: -Math.log(softmax([0.7, 0.1, -0.4])[0]!),
  }),
  "two-class-softmax": () => ({ given: { a: 0.7, b: -0.2 }, answer: softmax([0.7, -0.2])[0]! }),
};

const notes = shippedFormulas();

test("every shipped formula has a check of its own", () => {
  expect(notes.map((note) => note.id).sort()).toEqual(Object.keys(CHECKS).sort());
  expect(notes.length).toBeGreaterThanOrEqual(25);
});

test.each(notes.map((note) => [note.id, note] as const))("%s is what finite differences give", (id, note) => {
  const { given, answer } = CHECKS[id]!();
  expect(Object.keys(given).filter((name) => name in note.variables).length).toBe(
    Object.keys(note.variables).length,
  );
  const parsed = parseExpression(note.answer, formulaDialect(Object.keys(note.variables)));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const variables = new Map(Object.entries(given).map(([name, value]) => [name, valueOf(value)]));
  const evaluated = evaluate(parsed.value, variables);
  if (!evaluated.ok) throw new Error(evaluated.error.message);
  const [found, wanted] = [flat(evaluated.value), flat(valueOf(answer))];
  expect(found.shape).toEqual(wanted.shape);
  found.values.forEach((value, i) => expect(value).toBeCloseTo(wanted.values[i]!, 6));
});

function bce(p: number, y: number): number {
  return -y * Math.log(p) - (1 - y) * Math.log(1 - p);
}

function nll(m: number, s: number): number {
  return Math.log(2 * Math.PI * s ** 2) / 2 + (-1 - m) ** 2 / (2 * s ** 2);
}

function norm2(x: Grid): number {
  return dot(x, x);
}

function softmax(z: readonly number[]): number[] {
  const sum = z.reduce((all, value) => all + Math.exp(value), 0);
  return z.map((value) => Math.exp(value) / sum);
}

function valueOf(value: number | Grid): Value {
  return typeof value === "number" ? value : fromValues(value.flat(), [value.length, value[0]?.length ?? 0]);
}

function flat(value: Value): { shape: readonly number[]; values: readonly number[] } {
  if (typeof value === "object") {
    const tensor: Tensor = value;
    return { shape: tensor.shape, values: Array.from(tensor.values) };
  }
  return { shape: [], values: [Number(value)] };
}

interface Formula {
  readonly id: string;
  readonly answer: string;
  readonly variables: Readonly<Record<string, string>>;
}

function shippedFormulas(): Formula[] {
  return readdirSync("cards", { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(
    (folder) => {
      const file = `cards/${folder.name}/deck.md`;
      const parsed = parseDeckMarkdown(file, readFileSync(file, "utf8"));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      return parsed.value.notes.filter((note) => note.type === "formula").map((note) => ({
        id: note.id,
        ...JSON.parse(note.fields),
      }));
    },
  );
}
