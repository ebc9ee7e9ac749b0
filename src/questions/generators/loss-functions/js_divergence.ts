/** The Jensen-Shannon divergence of two distributions. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { add } from "../../../tensor/elementwise.ts";
import type { InformationUnit } from "../../../tensor/information.ts";
import { exactTensorAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { divergence, jensenShannon, jensenShannonSolver } from "../../solvers/divergences.ts";
import { vec } from "../../tex.ts";

type JsParams = {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly unit: InformationUnit;
};

const LIST = { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, min: 2, max: 4 } as const;

export const jsDivergenceGenerator = defineGenerator<JsParams>({
  id: "js-divergence",
  version: 1,
  topic: "loss-functions",
  title: "Jensen-Shannon divergence",
  levels: [1, 2],
  domains: { p: LIST, q: LIST, unit: { kind: "pick", of: ["nats", "bits"] } },
  generate(random, level, fixed) {
    const classes = fixed.p?.length ?? fixed.q?.length ?? (level === 1 ? 2 : 3);
    const pair = (x: number) => [x, Number((1 - x).toFixed(2))];
    const draw = () => classes === 2 ? pair(random.dec(0.1, 0.9, 0.1)) : random.shuffle(random.pick(THREE));
    return { p: fixed.p ?? draw(), q: fixed.q ?? draw(), unit: fixed.unit ?? "bits" };
  },
  refuse({ p, q, unit }) {
    if (p.length !== q.length) return "the distributions have different numbers of classes";
    if (![p, q].every((d) => Math.abs(d.reduce((a, b) => a + b, 0) - 1) < 1e-9)) {
      return "a distribution does not add up to 1";
    }
    return jensenShannon({ p, q, unit }) < 0.02 ? "the distributions are nearly equal" : undefined;
  },
  prompt: ({ p, q }) =>
    `For $p = ${vec(p)}$ and $q = ${
      vec(q)
    }$, give the mixture $m = \\tfrac{1}{2}(p + q)$ and the Jensen-Shannon divergence of $p$ and $q$.`,
  conventions: ({ unit }) => [
    "$\\mathrm{JS} = \\tfrac{1}{2} \\mathrm{KL}(p \\| m) + \\tfrac{1}{2} \\mathrm{KL}(q \\| m)$, without a root",
    `${
      unit === "bits" ? "logarithm to base 2 (bits)" : "natural logarithm (nats)"
    }; $0 \\log 0 = 0$; $m$ exact, the divergence to 3 decimals, so keep 4 in between`,
  ],
  answers: ({ p, unit }) => [
    exactTensorAnswer({ id: "m", label: "$m$", shape: [p.length] }),
    realAnswer({ id: "js", label: "$\\mathrm{JS}$", decimals: 3, unit }),
  ],
  solve: (params) => jensenShannonSolver(params),
  mistakes: [
    {
      id: "mean-of-both-ways",
      solve: ({ p, q, unit }) => {
        const both = (divergence({ p, q, unit }) + divergence({ p: q, q: p, unit })) / 2;
        return Number.isFinite(both) ? { js: scalar(both) } : undefined;
      },
      feedback:
        "You averaged $\\mathrm{KL}(p \\| q)$ and $\\mathrm{KL}(q \\| p)$. Each distribution is compared with the mixture $m$.",
    },
    {
      id: "sum",
      solve: (params) => ({ js: scalar(2 * jensenShannon(params)) }),
      feedback: "You added the two divergences. Take their mean: each counts one half.",
    },
    {
      id: "one-side",
      solve: ({ p, q, unit }) => ({ js: scalar(divergence({ p, q: half(p, q), unit })) }),
      feedback: "That is only $\\mathrm{KL}(p \\| m)$. Average it with $\\mathrm{KL}(q \\| m)$.",
    },
    {
      id: "reversed",
      solve: ({ p, q, unit }) => {
        const m = half(p, q);
        const both = (divergence({ p: m, q: p, unit }) + divergence({ p: m, q, unit })) / 2;
        return Number.isFinite(both) ? { js: scalar(both) } : undefined;
      },
      feedback: "You let the mixture weigh. In $\\mathrm{KL}(p \\| m)$ the weights are those of $p$.",
    },
    {
      id: "other-unit",
      solve: (params) => ({
        js: scalar(jensenShannon(params) * (params.unit === "bits" ? Math.LN2 : 1 / Math.LN2)),
      }),
      feedback: "That is the right value in the other unit: bits take the logarithm to base 2.",
    },
    {
      id: "distance",
      solve: (params) => ({ js: scalar(Math.sqrt(jensenShannon(params))) }),
      feedback: "You took the root: that is the Jensen-Shannon *distance*. The divergence has no root.",
    },
    {
      id: "mixture-not-halved",
      solve: ({ p, q }) => ({ m: add(tensor(p), tensor(q)) }),
      feedback: "The mixture must add up to 1: halve the sums.",
    },
  ],
  hints: () => ["Both distributions are compared with their mixture, so no logarithm of 0 can occur."],
});

const THREE = [[0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.8, 0.1, 0.1], [0.4, 0.4, 0.2], [
  0.9,
  0.1,
  0,
]];

function half(p: readonly number[], q: readonly number[]): number[] {
  return p.map((x, i) => (x + (q[i] ?? NaN)) / 2);
}
