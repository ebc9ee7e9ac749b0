/** Entropy, cross-entropy and the divergences between two distributions, term by term. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { add, map, mul } from "../../tensor/elementwise.ts";
import { jsDivergence, klDivergence } from "../../tensor/divergences.ts";
import { crossEntropyRows } from "../../tensor/losses_classification.ts";
import type { InformationUnit } from "../../tensor/information.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, vec } from "../tex.ts";
import { short } from "./shown.ts";

export interface TwoDistributions {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly unit: InformationUnit;
}

/** H(p), H(p,q), KL(p||q) = H(p,q) - H(p) and KL(q||p). Answers: entropy, cross, kl, reverse. 0 log 0 is 0. */
export function entropiesSolver({ p, q, unit }: TwoDistributions): Solver {
  const log = logTex(unit);
  return {
    steps: [
      sumStep({
        id: "entropy",
        rule: `Entropy: $H(p) = -\\sum_i p_i ${log} p_i$.`,
        weights: p,
        inside: p,
        unit,
      }),
      sumStep({
        id: "cross",
        rule: `Cross-entropy: $H(p, q) = -\\sum_i p_i ${log} q_i$; $p$ weighs, $q$ stands in the logarithm.`,
        weights: p,
        inside: q,
        unit,
      }),
      {
        id: "kl",
        rule: "Divergence: what coding with $q$ costs beyond the entropy, $H(p, q) - H(p)$. Never negative.",
        uses: ["cross", "entropy"],
        roundable: true,
        value: (cross, entropy) => scalar(item(cross) - item(entropy)),
        tex: (value, cross, entropy) =>
          `\\mathrm{KL}(p \\| q) = ${short(item(cross))} - ${short(item(entropy))} ${equals(item(value), 4)}`,
      },
      divergenceStep({
        id: "reverse",
        rule:
          `The other way round $q$ weighs: $\\mathrm{KL}(q \\| p) = \\sum_i q_i ${log} \\frac{q_i}{p_i}$.`,
        name: "\\mathrm{KL}(q \\| p)",
        from: q,
        to: p,
        unit,
      }),
    ],
    answers: { entropy: "entropy", cross: "cross", kl: "kl", reverse: "reverse" },
  };
}

/** m = (p+q)/2 and JS = KL(p||m)/2 + KL(q||m)/2. Answers: m [n], js. Source: Lin 1991. */
export function jensenShannonSolver({ p, q, unit }: TwoDistributions): Solver {
  const m = map(add(tensor(p), tensor(q)), (x) => x / 2);
  const half = (id: string, name: string, from: readonly number[]): StepPlan =>
    divergenceStep({
      id,
      rule: `Divergence of $${name}$ from the mixture.`,
      name: `\\mathrm{KL}(${name} \\| m)`,
      from,
      to: Array.from(m.values),
      unit,
    });
  return {
    steps: [
      {
        id: "m",
        rule: "The mixture: the mean of both distributions, class by class.",
        uses: [],
        roundable: false,
        value: () => m,
        tex: (value) => `m = \\tfrac{1}{2}\\left(${vec(p)} + ${vec(q)}\\right) ${equalsVec(value, 4)}`,
      },
      half("first", "p", p),
      half("second", "q", q),
      {
        id: "js",
        rule: "Jensen-Shannon: the mean of the two.",
        uses: ["first", "second"],
        roundable: true,
        value: (first, second) => scalar((item(first) + item(second)) / 2),
        tex: (value, first, second) =>
          `\\tfrac{1}{2}(${short(item(first))} + ${short(item(second))}) ${equals(item(value), 4)}`,
      },
    ],
    answers: { m: "m", js: "js" },
  };
}

/** Jensen-Shannon divergence in the unit, for mistakes and checks. */
export function jensenShannon({ p, q, unit }: TwoDistributions): number {
  return item(jsDivergence(tensor(p), tensor(q))) / perUnit(unit);
}

export function divergence({ p, q, unit }: TwoDistributions): number {
  return item(klDivergence(tensor(p), tensor(q))) / perUnit(unit);
}

export function perUnit(unit: InformationUnit): number {
  return unit === "bits" ? Math.LN2 : 1;
}

export function logTex(unit: InformationUnit): string {
  return unit === "bits" ? "\\log_2" : "\\ln";
}

interface Sum {
  readonly id: string;
  readonly rule: string;
  readonly weights: readonly number[];
  readonly inside: readonly number[];
  readonly unit: InformationUnit;
}

function sumStep({ id, rule, weights, inside, unit }: Sum): StepPlan {
  return {
    id,
    rule,
    uses: [],
    roundable: true,
    value: () => mul(crossEntropyRows(tensor(inside), tensor(weights)), 1 / perUnit(unit)),
    tex: (value) => {
      const terms = weights.flatMap((w, i) =>
        w === 0 ? [] : [`${short(w)} ${logTex(unit)} ${short(inside[i] ?? NaN)}`]
      );
      return `-\\left( ${terms.join(" + ")} \\right) ${equals(item(value), 4)}`;
    },
  };
}

interface Divergence {
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly unit: InformationUnit;
}

function divergenceStep({ id, rule, name, from, to, unit }: Divergence): StepPlan {
  return {
    id,
    rule,
    uses: [],
    roundable: true,
    value: (): Tensor => scalar(divergence({ p: from, q: to, unit })),
    tex: (value) => {
      const terms = from.flatMap((x, i) =>
        x === 0 ? [] : [`${short(x)} ${logTex(unit)} \\tfrac{${short(x)}}{${short(to[i] ?? NaN)}}`]
      );
      return `${name} = ${terms.join(" + ")} ${equals(item(value), 4)}`;
    },
  };
}
