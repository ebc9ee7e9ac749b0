/** Gradient descent on a parabola: its iterates, and whether it converges. */
import { choiceAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { behaviourOf, contraction, type Parabola, parabolaSolver } from "../../solvers/descent.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type DescentParams = {
  readonly a: number;
  readonly centre: number;
  readonly start: number;
  readonly rate: number;
  readonly steps: number;
};

const STEPS = ["step", "two steps", "three steps", "four steps", "five steps"];

const CHOICES = [
  { id: "monotone", label: "converges from one side" },
  { id: "alternating", label: "converges, changing sides at every step" },
  { id: "cycle", label: "jumps between two points for ever" },
  { id: "diverges", label: "diverges" },
];

export const gdQuadraticGenerator = defineGenerator<DescentParams>({
  id: "gd-quadratic",
  version: 1,
  topic: "gradient-descent",
  title: "Gradient descent on a parabola",
  levels: [1, 2, 3],
  domains: {
    a: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
    centre: { kind: "int", lo: -10, hi: 10 },
    start: { kind: "int", lo: -20, hi: 20 },
    rate: { kind: "dec", lo: 0.05, hi: 2.5, step: 0.05 },
    steps: { kind: "int", lo: 1, hi: 5 },
  },
  generate(random, level, fixed) {
    const a = fixed.a ?? random.pick(level === 1 ? [0.5, 1] : [0.5, 1, 2]);
    const factor = random.pick([0.8, 0.6, 0.5, 0.4, 0.2, -0.2, -0.4, -0.5, -0.6, -1, -1.2, -1.5, -2]);
    const rate = Math.round((1 - factor) / (2 * a) * 20) / 20;
    const centre = fixed.centre ?? (level === 1 ? 0 : random.pick([-3, -2, -1, 1, 2, 3]));
    return {
      a,
      centre,
      start: fixed.start ?? centre + random.pick([-5, -4, -3, -2, 2, 3, 4, 5]),
      rate: fixed.rate ?? Math.min(2.5, Math.max(0.05, rate)),
      steps: fixed.steps ?? (level === 3 ? 3 : 2),
    };
  },
  refuse(p) {
    if (p.start === p.centre) return "the start is the minimum";
    if (p.start === 0) return "the start hides a factor";
    const r = contraction(p);
    if (r === 0) return "one step reaches the minimum";
    return Math.abs(r) ** p.steps * Math.abs(p.start - p.centre) > 60
      ? "the iterates grow too large"
      : undefined;
  },
  prompt: (p) =>
    `Gradient descent minimises $f(x) = ${functionTex(p)}$ with the learning rate $\\eta = ${
      num(p.rate)
    }$, starting at $x_0 = ${num(p.start)}$. Work out the first ${
      STEPS[p.steps - 1]
    }. What happens in the long run?`,
  conventions: () => ["$x_{t+1} = x_t - \\eta\\, f'(x_t)$", "exact values"],
  answers: ({ steps }) => [
    ...Array.from({ length: steps }, (_, i) => rationalAnswer({ id: `x${i + 1}`, label: `$x_${i + 1}$` })),
    choiceAnswer({ id: "behaviour", label: "Long run", choices: CHOICES }),
  ],
  solve: parabolaSolver,
  mistakes: [
    {
      id: "no-two",
      solve: (p) => shrunk(p, p.centre, 1 - p.a * p.rate),
      feedback: "The derivative of $(x - c)^2$ is $2(x - c)$: the factor 2 is missing from your gradient.",
    },
    {
      id: "ascent",
      solve: (p) => shrunk(p, p.centre, 1 + 2 * p.a * p.rate),
      feedback: "You added the gradient, which climbs. Subtract it to go down.",
    },
    {
      id: "no-rate",
      solve: (p) => p.rate === 1 ? undefined : shrunk(p, p.centre, 1 - 2 * p.a),
      feedback: "You subtracted the whole gradient. Multiply it by the learning rate first.",
    },
    {
      id: "frozen-gradient",
      solve: (p) => {
        if (p.steps < 2) return undefined;
        const step = p.rate * 2 * p.a * (p.start - p.centre);
        return walked(p, (x) => x - step);
      },
      feedback: "You used the gradient of the start in every step. Work it out anew at each point.",
    },
    {
      id: "centre-ignored",
      solve: (p) => p.centre === 0 ? undefined : shrunk(p, 0, 1 - 2 * p.a * p.rate),
      feedback:
        "The gradient is zero at the centre of the parabola, not at 0: subtract the centre inside it.",
    },
    {
      id: "value-for-gradient",
      solve: (p) => walked(p, (x) => x - p.rate * p.a * (x - p.centre) ** 2),
      feedback: "You stepped by the value of $f$. The step takes its derivative.",
    },
    {
      id: "smaller-is-safer",
      solve: (p) => contraction(p) > 0 ? undefined : scalars({ behaviour: 0 }),
      feedback:
        "Your iterates are right, but look at their sides: the step jumps over the minimum. What does that do to the distance?",
    },
    {
      id: "alternating-means-divergence",
      solve: (p) => behaviourOf(contraction(p)) === 1 ? scalars({ behaviour: 3 }) : undefined,
      feedback: "Jumping over the minimum is not divergence yet: compare the distances to the minimum.",
    },
  ],
  hints: () => ["How does the distance to the minimum change from one step to the next?"],
});

function functionTex({ a, centre }: DescentParams): string {
  const front = a === 1 ? "" : num(a);
  if (centre === 0) return `${front} x^2`;
  return `${front} (x ${centre < 0 ? "+" : "-"} ${num(Math.abs(centre))})^2`;
}

/** The walk whose distance to `centre` is multiplied by `factor` each time, and how it behaves. */
function shrunk(p: Parabola, centre: number, factor: number) {
  return {
    ...walked(p, (x) => centre + factor * (x - centre)),
    ...scalars({ behaviour: behaviourOf(Number(factor.toPrecision(12))) }),
  };
}

function walked({ start, steps }: Parabola, next: (x: number) => number) {
  const found: Record<string, number> = {};
  let x = start;
  for (let i = 1; i <= steps; i++) {
    x = next(x);
    found[`x${i}`] = x;
  }
  return scalars(found);
}
