/** Templates that make as much work as the limits let them, each in its own way. */
import type { TemplateSource } from "../../src/questions/template_source.ts";

const N = { n: { int: [2, 99] } } as const;
/** Distinct enough to be fair, and never refused early. */
const FAIR = { expr: "n + 1", type: "integer" } as const;

function plain(change: Partial<TemplateSource>): TemplateSource {
  return { vars: N, answer: FAIR, prompt: "{{n}}", ...change };
}

function many(count: number, formula: (index: number) => string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, formula(index)]));
}

function real(expr: string): TemplateSource["answer"] {
  return { expr, type: "real" };
}

function sum(count: number, term: string): string {
  return Array.from({ length: count }, () => term).join(" + ");
}

const LIST = {
  list: { list: { int: [0, 50], not: Array.from({ length: 50 }, (_, i) => i) }, length: 16 },
  length: 16,
} as const;
const LISTS = Object.fromEntries(Array.from({ length: 19 }, (_, i) => [`v${i}`, LIST]));
const TALK = "word ".repeat(380);
const WRONG = (expr: (index: number) => string) =>
  Array.from({ length: 20 }, (_, index) => ({ expr: expr(index), say: `${TALK} {{n}}` }));
const NEVER = { require: ["n > 100"] };

const nodes = many(16, () => sum(120, "n"));
const tensors = many(6, () => "sum(ones(40, 50) * n) + sum(exp(-ones(40, 50) * n))");

export const HOSTILE: Readonly<Record<string, TemplateSource>> = {
  "nodes": plain({ let: nodes, answer: real("s0 + s1 + s15") }),
  "nodes, never fair": plain({ let: nodes, answer: real("s0 + s1 + s15"), ...NEVER }),
  "nodes, all mistakes one": plain({ let: nodes, answer: real("s0"), wrong: WRONG(() => "-s0") }),
  "nodes, mistakes on key": plain({ let: nodes, answer: real("s0"), wrong: WRONG(() => "s0") }),
  "elementwise": plain({ let: tensors, answer: real("s0 / 3") }),
  "elementwise, beyond a run": plain({
    let: many(9, () => "sum(ones(60, 60) * n)"),
    answer: real("s0 / 3"),
  }),
  "elementwise, never fair": plain({ let: tensors, answer: real("s0 / 3"), ...NEVER }),
  "indexing": plain({
    let: { a: "ones(64, 64)", ...many(6, () => sum(40, "a[0][1]")) },
    answer: real("s0 / 3 + n"),
  }),
  "indexing, 6 axes": plain({
    let: { a: "reshape(ones(4096), 4096, 1, 1, 1, 1)", ...many(4, () => sum(40, "a[n, 0, 0, 0, 0]")) },
    answer: real("s0 / 3 + n"),
  }),
  "broadcast": plain({ let: many(11, () => "sum(ones(1, 50) + ones(50, 1))"), answer: real("s0 / 3 + n") }),
  "matmul": plain({ let: many(2, () => "sum(ones(30, 30) @ ones(30, 30))"), answer: real("s0 / 3 + n") }),
  "conv2d": plain({
    let: many(2, () => "sum(conv2d(ones(20, 20), ones(7, 7)))"),
    answer: real("s0 / 3 + n"),
  }),
  "conv2d, wide steps": plain({
    let: many(2, () => "sum(conv2d(ones(4, 4), ones(1, 1), 1, 30))"),
    answer: real("s0 / 3 + n"),
  }),
  "maxpool": plain({ let: many(2, () => "sum(maxpool(ones(20, 20), 6, 1))"), answer: real("s0 / 3 + n") }),
  "inv": plain({ let: many(4, () => "sum(inv(eye(13) + n))"), answer: real("s0 / 3 + n") }),
  "det": plain({ let: many(4, () => "det(eye(22) + n)"), answer: real("s0 / 3 + n") }),
  "binomial": plain({
    let: many(30, () => "binomial(1000 + n, 480) * 0 + binomial(900, 450) * 0"),
    answer: real("s0 + n / 3"),
  }),
  "factorial": plain({ let: many(30, () => sum(8, "factorial(170)")), answer: real("n / 3") }),
  "erf": plain({ let: many(4, () => "sum(erf(ones(50, 50) * n / 50))"), answer: real("s0 / 3 + n") }),
  "stack": plain({
    let: {
      a: "ones(8, 8)",
      ...many(20, () => `sum(stack(${Array.from({ length: 20 }, () => "a").join(", ")}))`),
    },
    answer: real("s0 / 3 + n"),
  }),
  "sort and quantile": plain({
    let: { a: "ones(64, 60) * n", ...many(4, () => "sum(softmax(a, 0))") },
    answer: real("s0 / 3 + n"),
  }),
  "lists": { vars: { ...N, ...LISTS }, answer: FAIR, prompt: "{{n}}" },
  "lists, never fair": { vars: { ...N, ...LISTS }, answer: FAIR, prompt: "{{n}}", ...NEVER },
  "prompt": plain({ prompt: `${"word ".repeat(9000)} ${"{{ones(8, 8) * n}} ".repeat(8)}` }),
  "prompt of TeX": plain({ prompt: `${"word ".repeat(500)} ${"${{ones(8, 8) * n / 7}}$ ".repeat(14)}` }),
  "say": plain({
    let: Object.fromEntries(
      Array.from(
        { length: 30 },
        (_, i) => [`s${i}`, { expr: "n / 3", say: `${TALK} ${"{{n}} ".repeat(15)}` }],
      ),
    ),
    answer: real("s0 + n"),
  }),
  "say, never fair": plain({
    let: Object.fromEntries(
      Array.from(
        { length: 30 },
        (_, i) => [`s${i}`, { expr: "n / 3", say: `${TALK} ${"{{n}} ".repeat(15)}` }],
      ),
    ),
    answer: real("s0 + n"),
    ...NEVER,
  }),
  "mistakes": plain({ answer: real("n / 7"), wrong: WRONG((i) => `n / 7 + ${i + 1}`) }),
  "mistakes on key": plain({ answer: real("n / 7"), wrong: WRONG((i) => `n / 7 + ${i} / 1e6`) }),
  "tensor answers": plain({
    answer: undefined,
    answers: Object.fromEntries(
      Array.from(
        { length: 6 },
        (_, i) => [`a${i}`, { expr: "ones(8, 8) * n / 7", type: "tensor", decimals: 3 }],
      ),
    ),
    wrong: Array.from(
      { length: 20 },
      (_, i) => ({ expr: { a0: `ones(8, 8) * n / 7 + ${i + 1}` }, say: TALK }),
    ),
  }),
  "worked tensors": plain({ let: many(30, () => "ones(6, 6) * n / 7"), answer: real("n / 7") }),
};
