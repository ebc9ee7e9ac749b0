/** The perceptron's learning rule: one sample, then two in a row. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { perceptronUpdateSolver } from "../../solvers/perceptron.ts";
import { num, vec } from "../../tex.ts";

type UpdateParams = {
  readonly w: readonly number[];
  readonly b: number;
  readonly rate: number;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
};

const NUMBER = { kind: "dec", lo: -5, hi: 5, step: 0.5 } as const;
const PAIR = { kind: "list", of: NUMBER, min: 2, max: 2 } as const;

export const perceptronUpdateGenerator = defineGenerator<UpdateParams>({
  id: "perceptron-update",
  version: 1,
  topic: "perceptron-mlp",
  title: "The perceptron's learning rule",
  levels: [1, 2],
  domains: {
    w: PAIR,
    b: NUMBER,
    rate: { kind: "pick", of: [0.1, 0.5, 1, 2] },
    x: { kind: "list", of: PAIR, min: 1, max: 3 },
    y: { kind: "list", of: { kind: "pick", of: [-1, 1] }, min: 1, max: 3 },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.y?.length ?? level;
    const cell = () => random.pick([-2, -1, 1, 2, 3]);
    return {
      w: fixed.w ?? [cell(), cell()],
      b: fixed.b ?? random.int(-2, 2),
      rate: fixed.rate ?? random.pick(level === 1 ? [0.5, 2] : [0.5]),
      x: fixed.x ?? Array.from({ length: n }, () => [cell(), cell()]),
      y: fixed.y ?? Array.from({ length: n }, () => random.pick([-1, 1])),
    };
  },
  refuse(params) {
    if (params.x.length !== params.y.length) return "as many labels as samples are needed";
    const { scores, changes } = learn(params, {});
    if (scores.includes(0)) return "a score sits on the boundary";
    if (changes === 0 && (params.x.length > 1 || (params.w[0] ?? 0) < 0)) return "nothing is learnt";
    return undefined;
  },
  prompt: ({ w, b, rate, x, y }) =>
    `A perceptron has $w = ${vec(w)}$ and $b = ${num(b)}$. It meets ${
      x.length === 1
        ? `the sample $x = ${vec(x[0] ?? [])}$ with label $y = ${y[0] ?? 0}$`
        : x.map((sample, i) => `$x = ${vec(sample)}$ with $y = ${y[i] ?? 0}$`).join(", then ")
    } at the learning rate $\\eta = ${num(rate)}$. What ${
      x.length === 1 ? "is its score before" : "are the scores it gives on the way"
    }, and what are $w$ and $b$ afterwards?`,
  conventions: () => [
    "labels $-1$ and $1$; score $s = w \\cdot x + b$",
    "an update only where $y s \\le 0$: $w \\leftarrow w + \\eta y x$, $b \\leftarrow b + \\eta y$; exact",
  ],
  answers: ({ x }) => [
    exactTensorAnswer({ id: "scores", label: x.length === 1 ? "$s$" : "Scores", shape: [x.length] }),
    exactTensorAnswer({ id: "w", label: "$w$", shape: [2] }),
    rationalAnswer({ id: "b", label: "$b$" }),
  ],
  solve: ({ w, b, rate, x, y }) =>
    perceptronUpdateSolver({ w, b, rate, samples: x.map((sample, i) => ({ x: sample, y: y[i] ?? 1 })) }),
  mistakes: [
    {
      id: "always-updates",
      solve: (params) =>
        learn(params, {}).changes === params.x.length ? undefined : learn(params, { always: true }).keys,
      feedback:
        "You updated on a sample that was right already. The perceptron learns from its mistakes only.",
    },
    {
      id: "never-updates",
      solve: (params) => learn(params, {}).changes === 0 ? undefined : learn(params, { sign: 0 }).keys,
      feedback: "A sample lies on the wrong side ($y s \\le 0$): the weights have to change.",
    },
    {
      id: "wrong-direction",
      solve: (params) => learn(params, {}).changes === 0 ? undefined : learn(params, { sign: -1 }).keys,
      feedback: "You moved away from the sample. Add $\\eta y x$, so that $y s$ grows.",
    },
    {
      id: "label-forgotten",
      solve: (params) =>
        learn(params, {}).changes === 0 || !params.y.includes(-1)
          ? undefined
          : differing(params, learn(params, { label: false }).keys),
      feedback: "The label is missing from the update: for $y = -1$ the sample is subtracted.",
    },
    {
      id: "bias-not-updated",
      solve: (params) => learn(params, {}).changes === 0 ? undefined : learn(params, { bias: false }).keys,
      feedback: "The bias learns too, like a weight whose input is always 1: $b \\leftarrow b + \\eta y$.",
    },
    {
      id: "rate-forgotten",
      solve: (params) =>
        learn(params, {}).changes === 0 || params.rate === 1
          ? undefined
          : learn({ ...params, rate: 1 }, {}).keys,
      feedback: "The learning rate is missing: it scales the whole update.",
    },
    {
      id: "bias-left-out-of-score",
      solve: (params) =>
        params.b === 0 || params.x.length > 1
          ? undefined
          : { scores: tensor(learn(params, {}).scores.map((score) => score - params.b)) },
      feedback: "The bias belongs to the score: $s = w \\cdot x + b$.",
    },
  ],
  hints: () => ["First the score: is its sign that of the label?"],
});

interface Twist {
  readonly always?: boolean;
  readonly sign?: number;
  readonly label?: boolean;
  readonly bias?: boolean;
}

/** The rule with something done wrong; how often it changed anything. */
function learn(
  { w, b, rate, x, y }: UpdateParams,
  { always = false, sign = 1, label = true, bias = true }: Twist,
) {
  let [first = 0, second = 0] = w;
  let offset = b;
  let changes = 0;
  const scores: number[] = [];
  x.forEach(([one = 0, two = 0], i) => {
    const target = y[i] ?? 1;
    const score = first * one + second * two + offset;
    scores.push(score);
    if (!always && target * score > 0) return;
    changes++;
    const move = rate * sign * (label ? target : 1);
    first += move * one;
    second += move * two;
    if (bias) offset += move;
  });
  return { scores, changes, keys: { scores: tensor(scores), w: tensor([first, second]), b: tensor(offset) } };
}

/** The keys unless they are the right ones. */
function differing(params: UpdateParams, keys: ReturnType<typeof learn>["keys"]) {
  const right = learn(params, {}).keys;
  return right.w.values.join() === keys.w.values.join() && right.b.values.join() === keys.b.values.join()
    ? undefined
    : keys;
}
