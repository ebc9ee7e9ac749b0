/** A noised sample in one jump: after one step, then after several. */
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { diffusionSolver, type Noising } from "../../solvers/latent.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { num, vec } from "../../tex.ts";

type DiffusionParams = {
  readonly x: readonly number[];
  readonly noise: readonly number[];
  readonly betas: readonly number[];
};

const LIST = { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.1 }, min: 1, max: 4 } as const;

export const diffusionForwardGenerator = defineGenerator<DiffusionParams>({
  id: "diffusion-forward",
  version: 1,
  topic: "generative-models",
  title: "The forward process of diffusion",
  levels: [1, 2],
  domains: {
    x: LIST,
    noise: LIST,
    betas: { kind: "list", of: { kind: "dec", lo: 0.01, hi: 0.95, step: 0.01 }, min: 1, max: 4 },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.noise?.length ?? 2;
    return {
      x: fixed.x ?? random.sample([-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 3], n),
      noise: fixed.noise ?? random.sample([-1.5, -1.2, -0.8, -0.4, 0.4, 0.6, 1.2, 1.8], n),
      betas: fixed.betas ??
        (level === 1
          ? [random.pick([0.1, 0.2, 0.3, 0.4, 0.6, 0.7])]
          : random.sample([0.05, 0.1, 0.2, 0.3, 0.4], 3).sort((a, b) => a - b)),
    };
  },
  refuse({ x, noise, betas }) {
    if (x.length !== noise.length) return "sample and noise differ in length";
    if (x.includes(0) || noise.includes(0)) return "a zero hides a step";
    if (x.every((entry, i) => Math.abs(entry - (noise[i] ?? 0)) < 0.3)) return "sample and noise are alike";
    const kept = betas.reduce((product, beta) => product * (1 - beta), 1);
    return Math.abs(kept - 0.5) < 0.02 || kept < 0.05
      ? "signal and noise count the same, or nothing is left"
      : undefined;
  },
  prompt: ({ x, noise, betas }) =>
    betas.length === 1
      ? `A diffusion model noises $x_0 = ${vec(x)}$ with $\\bar\\alpha_t = ${
        num(1 - (betas[0] ?? 0))
      }$ and the noise $\\epsilon = ${vec(noise)}$. What is $x_t$?`
      : `A diffusion model noises $x_0 = ${vec(x)}$ in ${betas.length} steps with $\\beta = ${
        vec(betas)
      }$. Work out $\\bar\\alpha_${betas.length}$, and $x_${betas.length}$ in one jump with the noise $\\epsilon = ${
        vec(noise)
      }$.`,
  conventions: ({ betas }) => [
    "$x_t = \\sqrt{\\bar\\alpha_t}\\, x_0 + \\sqrt{1 - \\bar\\alpha_t}\\, \\epsilon$",
    ...(betas.length === 1 ? [] : ["$\\bar\\alpha_t = \\prod_{s \\le t} (1 - \\beta_s)$"]),
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ x, betas }) => [
    ...(betas.length === 1
      ? []
      : [realAnswer({ id: "alphaBar", label: `$\\bar\\alpha_{${betas.length}}$`, decimals: 3 })]),
    tensorAnswer({
      id: "xt",
      label: `$x_{${betas.length === 1 ? "t" : betas.length}}$`,
      shape: [x.length],
      decimals: 3,
    }),
  ],
  solve: (p) => {
    const { steps, answers } = diffusionSolver(tidy(p));
    const { alphaBar: _, ...sampleOnly } = answers;
    return { steps, answers: p.betas.length === 1 ? sampleOnly : answers };
  },
  mistakes: [
    {
      id: "no-roots",
      solve: (p) => mixed(p, kept(p), 1 - kept(p)),
      feedback: "The roots are missing: variances add up to 1, not the factors.",
    },
    {
      id: "swapped",
      solve: (p) => mixed(p, Math.sqrt(1 - kept(p)), Math.sqrt(kept(p))),
      feedback: "The two factors are swapped: $\\bar\\alpha_t$ belongs to the signal.",
    },
    {
      id: "root-of-signal-only",
      solve: (p) => mixed(p, Math.sqrt(kept(p)), 1 - kept(p)),
      feedback: "The factor of the noise is a root too.",
    },
    {
      id: "one-minus-root",
      solve: (p) => mixed(p, Math.sqrt(kept(p)), 1 - Math.sqrt(kept(p))),
      feedback: "The factor of the noise is $\\sqrt{1 - \\bar\\alpha_t}$, not $1 - \\sqrt{\\bar\\alpha_t}$.",
    },
    {
      id: "full-noise",
      solve: (p) => mixed(p, Math.sqrt(kept(p)), 1),
      feedback: "The noise is scaled as well, so that the variance stays 1.",
    },
    {
      id: "betas-added",
      solve: (p) => {
        const a = 1 - p.betas.reduce((sum, beta) => sum + beta, 0);
        return p.betas.length === 1 || a <= 0
          ? undefined
          : { ...nestedKeys({ alphaBar: a }), ...mixed(p, Math.sqrt(a), Math.sqrt(1 - a)) };
      },
      feedback: "The $\\beta_s$ are not added: what is left after each step, $1 - \\beta_s$, is multiplied.",
    },
    {
      id: "last-step-only",
      solve: (p) => {
        const a = 1 - (p.betas.at(-1) ?? 0);
        return p.betas.length === 1
          ? undefined
          : { ...nestedKeys({ alphaBar: a }), ...mixed(p, Math.sqrt(a), Math.sqrt(1 - a)) };
      },
      feedback: "That is the last step alone. The jump from $x_0$ takes the product of all steps.",
    },
  ],
  hints: () => ["How much of the signal's variance is left?"],
});

function tidy({ x, noise, betas }: DiffusionParams): Noising {
  return { x, noise: x.map((_, i) => noise[i] ?? 1), betas };
}

function kept({ betas }: DiffusionParams): number {
  return betas.reduce((product, beta) => product * (1 - beta), 1);
}

function mixed(p: DiffusionParams, signal: number, rest: number) {
  const { x, noise } = tidy(p);
  return nestedKeys({ xt: x.map((entry, i) => signal * entry + rest * (noise[i] ?? 0)) });
}
