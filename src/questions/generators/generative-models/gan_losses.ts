/** Losses of discriminator and generator: one pair of samples, then means over two. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { ganLossSolver, type Judged } from "../../solvers/adversarial.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type GanParams = { readonly real: readonly number[]; readonly fake: readonly number[] };

const JUDGEMENTS = {
  kind: "list",
  of: { kind: "dec", lo: 0.01, hi: 0.99, step: 0.01 },
  min: 1,
  max: 4,
} as const;

export const ganLossesGenerator = defineGenerator<GanParams>({
  id: "gan-losses",
  version: 1,
  topic: "generative-models",
  title: "Losses of a GAN",
  levels: [1, 2],
  domains: { real: JUDGEMENTS, fake: JUDGEMENTS },
  generate(random, level, fixed) {
    const n = fixed.real?.length ?? fixed.fake?.length ?? level;
    return {
      real: fixed.real ?? Array.from({ length: n }, () => random.dec(0.55, 0.95, 0.01)),
      fake: fixed.fake ?? Array.from({ length: n }, () => random.dec(0.05, 0.45, 0.01)),
    };
  },
  refuse({ real, fake }) {
    if (real.length !== fake.length) return "not as many real as generated samples";
    if ([...real, ...fake].includes(0.5)) return "the discriminator is undecided";
    return real.some((d, i) => Math.abs(d - (fake[i] ?? 0)) < 0.02 || Math.abs(d + (fake[i] ?? 0) - 1) < 0.02)
      ? "real and generated samples are judged alike"
      : undefined;
  },
  prompt: ({ real, fake }) =>
    real.length === 1
      ? `A discriminator gives $D(x) = ${num(real[0] ?? 0)}$ to a real sample and $D(G(z)) = ${
        num(fake[0] ?? 0)
      }$ to a generated one. What are the discriminator's loss and the generator's loss in both forms, minimax and non-saturating?`
      : `A discriminator gives $D(x) = ${vec(real)}$ to ${real.length} real samples and $D(G(z)) = ${
        vec(fake)
      }$ to as many generated ones. What are the discriminator's loss and the generator's loss in both forms, minimax and non-saturating?`,
  conventions: ({ real }) => [
    "natural logarithm; all three losses are minimised",
    "discriminator: $-\\ln D(x) - \\ln(1 - D(G(z)))$, the two terms added, not averaged",
    "generator: minimax $\\ln(1 - D(G(z)))$; non-saturating $-\\ln D(G(z))$",
    ...(real.length === 1 ? [] : ["each term is the mean over its samples"]),
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "discriminator", label: "Discriminator", decimals: 3 }),
    realAnswer({ id: "minimax", label: "Generator, minimax", decimals: 3 }),
    realAnswer({ id: "nonSaturating", label: "Generator, non-saturating", decimals: 3 }),
  ],
  solve: (p) => ganLossSolver(tidy(p)),
  mistakes: [
    {
      id: "real-term-only",
      solve: (p) => scalars({ discriminator: -logs(tidy(p).real) }),
      feedback: "The discriminator also sees generated samples: its second term is missing.",
    },
    {
      id: "fake-term-only",
      solve: (p) => scalars({ discriminator: -logs(against(p)) }),
      feedback: "The discriminator also sees real samples: its first term is missing.",
    },
    {
      id: "fake-called-real",
      solve: (p) => scalars({ discriminator: -logs(tidy(p).real) - logs(tidy(p).fake) }),
      feedback: "Generated samples have label 0: their term is $-\\ln(1 - D(G(z)))$.",
    },
    {
      id: "generator-losses-swapped",
      solve: (p) => scalars({ minimax: -logs(tidy(p).fake), nonSaturating: logs(against(p)) }),
      feedback: "The two losses of the generator are swapped.",
    },
    {
      id: "minimax-sign",
      solve: (p) => scalars({ minimax: -logs(against(p)) }),
      feedback: "The minimax generator minimises $\\ln(1 - D(G(z)))$ itself, which is negative.",
    },
    {
      id: "base-two",
      solve: (p) =>
        scalars({
          discriminator: -(logs(tidy(p).real) + logs(against(p))) / Math.LN2,
          minimax: logs(against(p)) / Math.LN2,
          nonSaturating: -logs(tidy(p).fake) / Math.LN2,
        }),
      feedback: "You used $\\log_2$. The losses here take the natural logarithm.",
    },
    {
      id: "discriminator-averaged",
      solve: (p) => scalars({ discriminator: -(logs(tidy(p).real) + logs(against(p))) / 2 }),
      feedback: "The two terms are added here, not averaged: see the conventions.",
    },
  ],
  hints: () => ["The discriminator is a binary classifier; the generator wants its samples called real."],
});

function tidy({ real, fake }: GanParams): Judged {
  return { real, fake: real.map((_, i) => fake[i] ?? 0.25) };
}

function against(p: GanParams): number[] {
  return tidy(p).fake.map((d) => 1 - d);
}

function logs(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
}
