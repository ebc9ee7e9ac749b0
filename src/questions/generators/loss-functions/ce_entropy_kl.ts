/** Entropy, cross-entropy and divergence of two distributions; level 2 both ways round and in either unit. */
import { scalar } from "../../../tensor/tensor.ts";
import { entropy, type InformationUnit } from "../../../tensor/information.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { divergence, entropiesSolver, perUnit } from "../../solvers/divergences.ts";
import { vec } from "../../tex.ts";

type KlParams = {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly unit: InformationUnit;
  readonly both: boolean;
};

const LIST = { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, min: 2, max: 4 } as const;

export const ceEntropyKlGenerator = defineGenerator<KlParams>({
  id: "ce-entropy-kl",
  version: 1,
  topic: "loss-functions",
  title: "Entropy, cross-entropy and KL divergence",
  levels: [1, 2],
  domains: {
    p: LIST,
    q: LIST,
    unit: { kind: "pick", of: ["nats", "bits"] },
    both: { kind: "pick", of: [true, false] },
  },
  generate(random, level, fixed) {
    const classes = fixed.p?.length ?? fixed.q?.length ?? (level === 1 ? 2 : 3);
    const draw = () =>
      classes === 2
        ? pair(random.dec(0.1, 0.9, 0.1))
        : random.shuffle(random.pick(classes === 3 ? THREE : FOUR));
    return {
      p: fixed.p ?? draw(),
      q: fixed.q ?? draw(),
      unit: fixed.unit ?? (level === 1 ? "nats" : random.pick(["nats", "bits"])),
      both: fixed.both ?? level === 2,
    };
  },
  refuse({ p, q, unit }) {
    if (p.length !== q.length) return "the distributions have different numbers of classes";
    if (![p, q].every((d) => Math.abs(d.reduce((a, b) => a + b, 0) - 1) < 1e-9)) {
      return "a distribution does not add up to 1";
    }
    if ([...p, ...q].includes(0)) return "a probability is 0";
    const there = divergence({ p, q, unit });
    if (there < 0.02) return "the distributions are nearly equal";
    return Math.abs(there - divergence({ p: q, q: p, unit })) < 0.01 ? "both directions agree" : undefined;
  },
  prompt: ({ p, q, both }) =>
    `Data follow $p = ${vec(p)}$, a model says $q = ${
      vec(q)
    }$. Give the entropy $H(p)$, the cross-entropy $H(p, q)$ and the divergence $\\mathrm{KL}(p \\| q)$${
      both ? ", then $\\mathrm{KL}(q \\| p)$" : ""
    }.`,
  conventions: ({ unit }) => [
    unit === "nats" ? "natural logarithm (nats)" : "logarithm to base 2 (bits)",
    "$H(p, q)$: $p$ weighs, $q$ stands in the logarithm; 3 decimals, so keep 4 in between",
  ],
  answers: ({ unit, both }) => [
    realAnswer({ id: "entropy", label: "$H(p)$", decimals: 3, unit }),
    realAnswer({ id: "cross", label: "$H(p, q)$", decimals: 3, unit }),
    realAnswer({ id: "kl", label: "$\\mathrm{KL}(p \\| q)$", decimals: 3, unit }),
    ...(both ? [realAnswer({ id: "reverse", label: "$\\mathrm{KL}(q \\| p)$", decimals: 3, unit })] : []),
  ],
  solve: ({ p, q, unit, both }) => {
    const solver = entropiesSolver({ p, q, unit });
    return both ? solver : {
      steps: solver.steps.filter((step) => step.id !== "reverse"),
      answers: { entropy: "entropy", cross: "cross", kl: "kl" },
    };
  },
  mistakes: [
    {
      id: "roles-swapped",
      solve: (params) => {
        const { p, q, unit, both } = params;
        const back = divergence({ p: q, q: p, unit });
        return {
          cross: scalar(entropy(q, unit) + back),
          kl: scalar(back),
          ...(both ? { reverse: scalar(divergence({ p, q, unit })) } : {}),
        };
      },
      feedback:
        "The roles are swapped: in $H(p, q)$ and $\\mathrm{KL}(p \\| q)$ the *first* distribution weighs, the second is the model's.",
    },
    {
      id: "reversed-divergence",
      solve: ({ p, q, unit }) => ({ kl: scalar(divergence({ p: q, q: p, unit })) }),
      feedback: "That is $\\mathrm{KL}(q \\| p)$. The divergence is not symmetric: $p$ weighs here.",
    },
    {
      id: "symmetric",
      solve: ({ p, q, unit, both }) => both ? { reverse: scalar(divergence({ p, q, unit })) } : undefined,
      feedback: "You gave the same value both ways. The divergence is not symmetric.",
    },
    {
      id: "entropy-added",
      solve: ({ p, q, unit }) => ({ kl: scalar(divergence({ p, q, unit }) + 2 * entropy(p, unit)) }),
      feedback: "You added the entropy. Cross-entropy contains it already: subtract, $H(p, q) - H(p)$.",
    },
    {
      id: "opposite-sign",
      solve: ({ p, q, unit }) => ({ kl: scalar(-divergence({ p, q, unit })) }),
      feedback: "A divergence is never negative: cross-entropy minus entropy, in this order.",
    },
    {
      id: "other-unit",
      solve: ({ p, q, unit, both }) => {
        const factor = unit === "nats" ? 1 / Math.LN2 : Math.LN2;
        const kl = divergence({ p, q, unit });
        const h = entropy(p, unit);
        const reverse = divergence({ p: q, q: p, unit });
        return {
          entropy: scalar(h * factor),
          cross: scalar((h + kl) * factor),
          kl: scalar(kl * factor),
          ...(both ? { reverse: scalar(reverse * factor) } : {}),
        };
      },
      feedback: "These are the right values in the other unit: nats take the natural logarithm, bits base 2.",
    },
    {
      id: "entropy-of-model",
      solve: ({ p, q, unit }) => ({
        cross: scalar(entropy(q, unit)),
        kl: scalar(entropy(q, unit) - entropy(p, unit)),
      }),
      feedback:
        "You took the entropy of $q$ for the cross-entropy. The logarithms are those of $q$, the weights those of $p$.",
    },
    {
      id: "weights-forgotten",
      solve: ({ p, q, unit }) => {
        const cross = -q.reduce((total, x) => total + Math.log(x), 0) / perUnit(unit);
        return { cross: scalar(cross), kl: scalar(cross - entropy(p, unit)) };
      },
      feedback: "In the cross-entropy each logarithm is multiplied by $p_i$.",
    },
  ],
  hints: () => ["The third follows from the first two: $H(p, q) = H(p) + \\mathrm{KL}(p \\| q)$."],
});

const THREE = [[0.5, 0.25, 0.25], [0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.4, 0.4, 0.2], [0.8, 0.1, 0.1]];
const FOUR = [[0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25], [0.7, 0.1, 0.1, 0.1]];

function pair(x: number): number[] {
  return [x, Number((1 - x).toFixed(2))];
}
