/** Keys that are formulas: against central differences, under rewriting, and with what is said of wrong ones. */
import { expect, test } from "vitest";
import { z } from "zod";
import { evaluate } from "../../src/expressions/evaluate.ts";
import type { Value } from "../../src/expressions/value.ts";
import { isFormula } from "../../src/questions/answer_value.ts";
import type { Question } from "../../src/questions/define.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { grade, type Grading } from "../../src/questions/grade.ts";
import type { Json } from "../../src/questions/question.ts";
import { readAnswer } from "../../src/questions/read.ts";
import { fromValues } from "../../src/tensor/tensor.ts";
import * as d from "./differences.ts";
import { column, type Grid } from "./differences.ts";

const [A, W, X] = [[[0.4, -0.7], [1.1, 0.2], [-0.6, 0.9]], [[0.3, 1.2], [-0.8, 0.5], [0.1, -0.4]], [
  [0.5, -1.2, 0.3, 0.7],
  [0.9, 0.4, -0.6, -1.1],
]];
const G = [[1, -0.5, 0.2, 0.8], [-0.3, 0.6, 1.4, -0.9], [0.7, 0.1, -1.2, 0.5]];
const SQUARE = [[0.5, -1.2], [0.8, 0.3]];
const [x, b2, u3, v3] = [
  column(0.7, -1.3),
  column(1.1, -0.2),
  column(0.2, -0.5, 1.4),
  column(-0.8, 0.3, 0.6),
];
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  sigmoid: d.sigmoid,
  tanh: Math.tanh,
  softplus: d.softplus,
  sin: Math.sin,
  square: (x) => x * x,
};

const text = z.string().default("");
const number = z.number().default(NaN);
/** Of all these generators together. */
const PARAMS = z.object({
  form: text,
  by: text,
  f: text,
  outer: text,
  middle: text,
  hidden: text,
  output: text,
  name: text,
  weighted: z.boolean().default(false),
  alpha: number,
  beta: number,
  factor: number,
  power: number,
  a: number,
  b: number,
  classes: number,
  row: number,
  column: number,
  scale: number,
  weight: number,
  temperature: number,
});
type Params = z.infer<typeof PARAMS>;

/** Values of the variables, and the derivative found without the key. */
interface Check {
  readonly given: Readonly<Record<string, number | Grid>>;
  readonly answer: number | Grid;
}

/** By generator; `p` are the params of a drawn variant. */
const CHECKS: Readonly<Record<string, (p: Params) => Check>> = {
  "matcalc-linear-symbolic"({ form, alpha, beta }) {
    switch (form) {
      case "dot":
        return {
          given: { a: column(0.3, -0.9), b: b2, x },
          answer: d.gradient((x) => alpha * d.dot(column(0.3, -0.9), x) + beta * d.dot(b2, x), x),
        };
      case "through-matrix":
        return {
          given: { u: u3, A, b: b2, x },
          answer: d.gradient((x) => alpha * d.dot(u3, d.times(A, x)) + beta * d.dot(b2, x), x),
        };
      default:
        return {
          given: { u: u3, v: v3, W, x },
          answer: d.gradient((W) => alpha * d.dot(u3, d.times(W, x)) + beta * d.dot(v3, d.times(W, x)), W),
        };
    }
  },
  "matcalc-quadratic-symbolic"({ form, alpha, beta }) {
    const squares = (r: Grid) => d.total(r, (e) => e * e);
    switch (form) {
      case "quadratic":
        return {
          given: { A: SQUARE, b: b2, x },
          answer: d.gradient((x) => alpha * d.dot(x, d.times(SQUARE, x)) + beta * d.dot(b2, x), x),
        };
      case "by-matrix":
        return {
          given: { W, x, y: u3 },
          answer: d.gradient((W) => alpha * squares(d.minus(d.times(W, x), u3)), W),
        };
      default: {
        const penalty = form === "ridge" ? beta : 0;
        return {
          given: { A, b: u3, x },
          answer: d.gradient((x) => alpha * squares(d.minus(d.times(A, x), u3)) + penalty * squares(x), x),
        };
      }
    }
  },
  "matmul-grad-symbolic"({ by, f, weighted, factor }) {
    const each = FUNCTIONS[f] ?? ((x: number) => x);
    const loss = (A: Grid, X: Grid) => {
      const values = d.times(A, X).map((row) => row.map(each));
      return factor * (weighted ? d.dot(G, values) : d.total(values, (x) => x));
    };
    return {
      given: { A, X, ...(weighted ? { G } : {}) },
      answer: by === "A" ? d.gradient((A) => loss(A, X), A) : d.gradient((X) => loss(A, X), X),
    };
  },
  "chain-expr"({ outer, middle, power, a, b }) {
    const inner = (x: number) => power === 1 ? a * x + b : a * x * x + b * x;
    const between = FUNCTIONS[middle] ?? ((x: number) => x);
    return { given: { x: 0.3 }, answer: d.slope((x) => FUNCTIONS[outer]!(between(inner(x))), 0.3) };
  },
  "two-layer-symbolic"({ hidden, output, by, factor }) {
    const at = { x: 0.8, w: -0.6, b: 0.3, v: 1.2, c: -0.4 };
    const hiddenOf = (p: typeof at) => FUNCTIONS[hidden]!(p.w * p.x + p.b);
    const outputOf = (p: typeof at) => (output === "sigmoid" ? d.sigmoid : Number)(p.v * hiddenOf(p) + p.c);
    const key = z.enum(["x", "w", "b", "v", "c"]).parse(by);
    return {
      given: { x: at.x, w: at.w, v: at.v, h: hiddenOf(at), y: outputOf(at), t: 0.9 },
      answer: d.slope((value) => factor * (outputOf({ ...at, [by]: value }) - 0.9) ** 2, at[key]),
    };
  },
  "softmax-jacobian-symbolic"({ classes, row, column: to, scale }) {
    const logits = Array.from({ length: classes }, (_, i) => Math.sin(3 * i + 1));
    const p = (z: readonly number[]) => d.softmax(z.map((value) => scale * value));
    return {
      given: { [`p${row}`]: p(logits)[row - 1]!, [`p${to}`]: p(logits)[to - 1]! },
      answer: d.slope((value) => p(logits.with(to - 1, value))[row - 1]!, logits[to - 1]!),
    };
  },
  "ce-grad-symbolic"({ by, weight, temperature }) {
    const p = (z: readonly number[]) => d.softmax(z.map((value) => value / temperature));
    const [z, y] = [[0.4, -0.9, 1.3], [0, 1, 0]];
    const loss = (z: readonly number[]) =>
      -weight * p(z).reduce((sum, value, i) => sum + y[i]! * Math.log(value), 0);
    switch (by) {
      case "own-logit":
        return { given: { p: p(z)[1]! }, answer: d.slope((value) => loss(z.with(1, value)), z[1]!) };
      case "other-logit":
        return { given: { p: p(z)[2]! }, answer: d.slope((value) => loss(z.with(2, value)), z[2]!) };
      case "logits":
        return {
          given: { p: column(...p(z)), y: column(...y) },
          answer: d.gradient((grid) => loss(grid.flat()), column(...z)),
        };
      case "weights":
        return {
          given: { p: column(...p(d.times(W, x).flat())), y: column(...y), x },
          answer: d.gradient((W) => loss(d.times(W, x).flat()), W),
        };
      default: {
        // Two samples with four inputs, three classes.
        const weights = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.2], [-0.3, 0.6, 0.1], [0.4, 0, -0.5]];
        const labels = [[0, 1, 0], [1, 0, 0]];
        const probabilities = (W: Grid) => d.times(X, W).map(p);
        const sum = (W: Grid) =>
          -weight * d.dot(labels, probabilities(W).map((row) => row.map((value) => Math.log(value))));
        return { given: { P: probabilities(weights), Y: labels, X }, answer: d.gradient(sum, weights) };
      }
    }
  },
  "activation-derivative-symbolic"({ name, scale, by }) {
    const inner = FUNCTIONS[name === "swish" ? "sigmoid" : name]!;
    const f = (x: number) => (name === "swish" ? x : 1) * inner(scale * x);
    const kept = name === "swish" ? { x: 0.7, s: inner(scale * 0.7) } : { y: f(0.7) };
    return { given: by === "input" ? { x: 0.7 } : kept, answer: d.slope(f, 0.7) };
  },
};

const LEVELS = Object.keys(CHECKS).flatMap((id) => [1, 2, 3].map((level) => [id, level] as const));

test.each(LEVELS)("%s at level %i has keys that central differences give", (id, level) => {
  for (let seed = 0; seed < 40; seed++) {
    const drawn = generatorById(id)!.draw(seed, level === 1 ? 1 : level === 2 ? 2 : 3, {});
    if (!drawn.ok) throw new Error(drawn.error);
    const { question } = drawn.value;
    const { given, answer } = CHECKS[id]!(PARAMS.parse(question.params));
    const [key] = Object.values(question.key);
    if (key === undefined || !isFormula(key)) throw new Error(`${id} has no formula as its key`);
    expect(Object.keys(given).filter((name) => key.domains.has(name)).toSorted()).toEqual(
      [...key.domains.keys()].toSorted(),
    );
    const variables = new Map(Object.entries(given).map(([name, value]) => [name, valueOf(value)]));
    const found = evaluate(key.node, variables);
    if (!found.ok) throw new Error(found.error.message);
    const [mine, wanted] = [flat(found.value), flat(valueOf(answer))];
    expect(mine.shape, key.text).toEqual(wanted.shape);
    mine.values.forEach((value, i) => {
      const close = 1e-6 * Math.max(1, Math.abs(value));
      expect(Math.abs(value - wanted.values[i]!), `${key.text} of ${JSON.stringify(question.params)}`)
        .toBeLessThan(close);
    });
  }
});

test.each<readonly [id: string, params: Json, rewrites: readonly string[]]>([
  ["matcalc-linear-symbolic", { form: "through-matrix", alpha: 2, beta: -3 }, [
    "2*A'@u - 3*b",
    "(2*u'@A - 3*b')'",
    "-3*b + transpose(A)@(u + u)",
    "A'@(2*u) - 3*b",
  ]],
  ["matcalc-linear-symbolic", { form: "by-matrix", alpha: 0.5, beta: 2 }, [
    "(u/2 + 2*v)@x'",
    "0.5*outer(u, x) + 2*outer(v, x)",
    "(x@(0.5*u + 2*v)')'",
  ]],
  ["matcalc-quadratic-symbolic", { form: "quadratic", alpha: 2, beta: 1 }, [
    "2*A@x + 2*A'@x + b",
    "2*(A' + A)@x + b",
    "(2*x'@(A + A') + b')'",
  ]],
  ["matcalc-quadratic-symbolic", { form: "residual", alpha: 0.5, beta: 1 }, [
    "A'@(A@x - b)",
    "A'@A@x - A'@b",
    "((A@x - b)'@A)'",
    "-A'@(b - A@x)",
  ]],
  ["matmul-grad-symbolic", { by: "A", f: "tanh", weighted: true, factor: 2 }, [
    "2*(G*(1 - tanh(A@X)^2))@X'",
    "(2*G/cosh(A@X)^2)@X'",
    "(X@(2*G*(1 - square(tanh(A@X))))')'",
  ]],
  ["chain-expr", { outer: "softplus", middle: "none", power: 2, a: 2, b: 1 }, [
    "sigmoid(2*x^2 + x)*(4*x + 1)",
    "(4*x + 1)/(1 + exp(-2*x^2 - x))",
    "(1 + 4*x)*e^(x*(2*x + 1))/(1 + e^(x*(2*x + 1)))",
  ]],
  ["two-layer-symbolic", { hidden: "tanh", output: "linear", by: "w", factor: 0.5 }, [
    "(y - t)*v*(1 - h^2)*x",
    "x*v*(1 - h)*(1 + h)*(y - t)",
    "(t - y)*v*x*(h*h - 1)",
  ]],
  ["softmax-jacobian-symbolic", { classes: 4, row: 2, column: 2, scale: 3 }, [
    "3*p2*(1 - p2)",
    "3*p2 - 3*p2^2",
    "3*(p2 - p2*p2)",
  ]],
  ["ce-grad-symbolic", { by: "logits", weight: 3, temperature: 2 }, [
    "1.5*(p - y)",
    "-3*(y - p)/2",
    "3/2*p - 1.5*y",
  ]],
  ["activation-derivative-symbolic", { name: "sigmoid", scale: 2, by: "input" }, [
    "2*sigmoid(2*x)*(1 - sigmoid(2*x))",
    "2*exp(-2*x)/(1 + exp(-2*x))^2",
    "2/(2 + exp(2*x) + exp(-2*x))",
    "1/(2*cosh(x)^2)",
  ]],
])("%s of %j takes its key written otherwise", (id, params, rewrites) => {
  for (const typed of rewrites) {
    expect(judged(id, params, typed), typed).toMatchObject({ kind: "right", score: 1 });
  }
});

test.each<readonly [id: string, params: Json, typed: string, counterexample: RegExp]>([
  [
    "activation-derivative-symbolic",
    { name: "sigmoid", scale: 1, by: "input" },
    "sigmoid(x)^3",
    /^At \$x = .+\$ yours gives \$.+\$, expected \$.+\$\.$/,
  ],
  ["matcalc-quadratic-symbolic", { form: "residual", alpha: 1, beta: 1 }, "A@(A@x - b)", /inner sizes/],
])("a wrong formula of %s is shown where it fails", (id, params, typed, counterexample) => {
  const { kind, answers, diagnosis } = judged(id, params, typed);
  expect([kind, diagnosis]).toEqual(["wrong", undefined]);
  expect(answers[0]?.counterexample).toMatch(counterexample);
});

test("the counterexample is the simplest place, worked out by hand", () => {
  const params = { outer: "square", middle: "none", power: 1, a: 2, b: 1 };
  // f = (2x + 1)^2, f' = 8x + 4, which is 4 at 0.
  expect(judged("chain-expr", params, "8*x + 5").answers[0]?.counterexample).toBe(
    "At $x = 0$ yours gives $5$, expected $4$.",
  );
});

test.each([
  ["-2*A'@(A@x - b)", "sign"],
  ["4*A'@(A@x - b)", "doubled"],
])("%s is a slip of a kind that has no mistake of its own", (typed, slip) => {
  const params = { form: "residual", alpha: 1, beta: 1 };
  const { diagnosis } = judged("matcalc-quadratic-symbolic", params, typed);
  expect(diagnosis).toMatchObject(
    slip === "sign" ? { kind: "mistake", ids: ["sign"] } : { kind: "slip", id: slip },
  );
});

test.each<readonly [id: string, params: Json, typed: string, message: RegExp]>([
  ["chain-expr", { outer: "exp", middle: "none", power: 1, a: 2, b: 1 }, "2*exp(2*z + 1)", /z/],
  ["chain-expr", { outer: "exp", middle: "none", power: 1, a: 2, b: 1 }, "", /Nothing is typed/],
  [
    "chain-expr",
    { outer: "sigmoid", middle: "none", power: 1, a: 2, b: 1 },
    "2*dsigmoid(2*x + 1)",
    /without “dsigmoid”/,
  ],
  [
    "chain-expr",
    { outer: "exp", middle: "none", power: 1, a: 2, b: 1 },
    "x > 0 && x",
    /comparison is needed/,
  ],
  [
    "activation-derivative-symbolic",
    { name: "swish", scale: 2, by: "output" },
    "s + 2*x*sigmoid(2*x)*(1 - s)",
    /without “sigmoid”/,
  ],
])("%s of %j cannot read %j, which counts as no attempt", (id, params, typed, message) => {
  const { kind, answers } = judged(id, params, typed);
  expect(kind).toBe("unreadable");
  const [answer] = answers;
  expect(answer?.reading.kind === "unreadable" && answer.reading.problems[0]?.message).toMatch(message);
});

function questionOf(id: string, params: Json): Question {
  const built = generatorById(id)!.withParams(params, 1);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

function judged(id: string, params: Json, typed: string): Grading {
  const question = questionOf(id, params);
  return grade(
    question,
    Object.fromEntries(question.answers.map((spec) => [spec.id, readAnswer(spec, { [spec.id]: typed })])),
  );
}

function valueOf(value: number | Grid): Value {
  return typeof value === "number" ? value : fromValues(value.flat(), [value.length, value[0]?.length ?? 0]);
}

function flat(value: Value): { readonly shape: readonly number[]; readonly values: readonly number[] } {
  return typeof value === "object"
    ? { shape: value.shape, values: Array.from(value.values) }
    : { shape: [], values: [Number(value)] };
}
