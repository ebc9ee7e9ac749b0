/** Does a decreasing learning rate satisfy the conditions of Robbins and Monro? */
import { choiceAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { type DecreasingRate, diverges, robbinsMonroSolver } from "../../solvers/robbins_monro.ts";
import { num } from "../../tex.ts";

type RateParams = {
  readonly family: DecreasingRate["family"];
  readonly scale: number;
  readonly exponent: number;
  readonly base: number;
};

const NO_YES = [{ id: "no", label: "no" }, { id: "yes", label: "yes" }];

export const robbinsMonroGenerator = defineGenerator<RateParams>({
  id: "robbins-monro",
  version: 1,
  topic: "gradient-descent",
  title: "Robbins-Monro conditions",
  levels: [1, 2],
  domains: {
    family: { kind: "pick", of: ["power", "shifted", "geometric"] },
    scale: { kind: "dec", lo: 0.1, hi: 10, step: 0.1 },
    exponent: { kind: "dec", lo: 0, hi: 3, step: 0.05 },
    base: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
  },
  generate(random, level, fixed) {
    return {
      family: fixed.family ?? (level === 1 ? "power" : random.pick(["shifted", "shifted", "geometric"])),
      scale: fixed.scale ?? random.pick(level === 1 ? [0.1, 0.5, 1, 2] : [0.3, 0.5, 2, 5]),
      exponent: fixed.exponent ??
        random.pick(level === 1 ? [0, 0.5, 1, 2, 0.75, 0.25] : [0.4, 0.5, 0.55, 0.6, 0.8, 0.9, 1, 1.1, 1.5]),
      base: fixed.base ?? random.pick([0.5, 0.8, 0.9, 0.95]),
    };
  },
  refuse: () => undefined,
  prompt: (p) =>
    `Stochastic gradient descent uses the learning rates $${
      rateTex(p)
    }$ for $t = 1, 2, 3, \\dots$ Does the sum of the rates diverge, does the sum of their squares converge, and does the schedule satisfy the conditions of Robbins and Monro?`,
  conventions: () => ["conditions: $\\sum_t \\eta_t = \\infty$ and $\\sum_t \\eta_t^2 < \\infty$"],
  answers: () => [
    choiceAnswer({ id: "sum", label: "$\\sum \\eta_t$ diverges", choices: NO_YES }),
    choiceAnswer({ id: "squares", label: "$\\sum \\eta_t^2$ converges", choices: NO_YES }),
    choiceAnswer({ id: "both", label: "Both conditions hold", choices: NO_YES }),
  ],
  solve: robbinsMonroSolver,
  mistakes: [
    {
      id: "terms-vanish",
      solve: (p) => diverges(p, 1) && decreasing(p) ? scalars({ sum: 0, squares: 1, both: 0 }) : undefined,
      feedback:
        "Rates that go to 0 need not have a finite sum: $\\sum 1/t$ is infinite. Compare the exponent with 1.",
    },
    {
      id: "any-decrease-will-do",
      solve: (p) => !holds(p) && decreasing(p) ? scalars({ sum: 1, squares: 1, both: 1 }) : undefined,
      feedback:
        "Falling to 0 is not enough: too slow, and the noise never dies out; too fast, and the steps never get far enough.",
    },
    {
      id: "squares-forgotten",
      solve: (p) => diverges(p, 1) && diverges(p, 2) ? scalars({ both: 1 }) : undefined,
      feedback: "The first condition holds, the second does not. Both are needed.",
    },
    {
      id: "exponent-not-doubled",
      solve: (p) => diverges(p, 1) && !diverges(p, 2) ? scalars({ squares: 0, both: 0 }) : undefined,
      feedback: "The squares have twice the exponent: $(t^{-a})^2 = t^{-2a}$. Compare $2a$ with 1.",
    },
    {
      id: "conditions-swapped",
      solve: (p) => !diverges(p, 1) ? scalars({ sum: 1, squares: 0, both: 0 }) : undefined,
      feedback:
        "These rates fall so fast that their sum is finite: the steps can only go so far. And what converges converges even faster when squared.",
    },
  ],
  hints: ({ family }) => [
    family === "geometric"
      ? "What kind of series is $\\sum \\eta_t$, and what does its ratio say? What is the ratio of the squares?"
      : "For which $s$ does $\\sum t^{-s}$ diverge? Remember the harmonic series.",
  ],
});

function rateTex({ family, scale, exponent, base }: RateParams): string {
  if (family === "geometric") return `\\eta_t = ${num(scale)} \\cdot ${num(base)}^t`;
  if (exponent === 0) return `\\eta_t = ${num(scale)}`;
  const time = family === "power" ? "t" : "t + 10";
  const lower = exponent === 1
    ? time
    : exponent === 0.5
    ? `\\sqrt{${time}}`
    : `${family === "power" ? "t" : `(${time})`}^{${num(exponent)}}`;
  return `\\eta_t = \\frac{${num(scale)}}{${lower}}`;
}

function holds(p: DecreasingRate): boolean {
  return diverges(p, 1) && !diverges(p, 2);
}

function decreasing({ family, exponent }: DecreasingRate): boolean {
  return family === "geometric" || exponent > 0;
}
