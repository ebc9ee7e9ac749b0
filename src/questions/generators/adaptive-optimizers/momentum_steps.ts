/** Momentum on given gradients, in any of three conventions, then heavy-ball or Nesterov momentum on a parabola. */
import { rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type MomentumMethod, type MomentumRun, momentumSolver } from "../../solvers/momentum.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { keysOf } from "../../solver.ts";
import { num, vec } from "../../tex.ts";

type MomentumParams = {
  readonly method: MomentumMethod;
  /** One a step; empty where the gradient comes from f(x) = curvature x^2 / 2. */
  readonly gradients: readonly number[];
  readonly curvature: number;
  readonly start: number;
  readonly rate: number;
  readonly mu: number;
};

const STEPS_ON_PARABOLA = 2;

export const momentumStepsGenerator = defineGenerator<MomentumParams>({
  id: "momentum-steps",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Steps with momentum",
  levels: [1, 2, 3],
  domains: {
    method: { kind: "pick", of: ["rate-inside", "rate-outside", "average", "nesterov"] },
    gradients: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.1 }, min: 0, max: 4 },
    curvature: { kind: "dec", lo: 0.5, hi: 10, step: 0.5 },
    start: { kind: "dec", lo: -10, hi: 10, step: 0.5 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    mu: { kind: "dec", lo: 0.1, hi: 0.95, step: 0.05 },
  },
  generate(random, level, fixed) {
    const method = fixed.method ??
      random.pick<MomentumMethod>(
        level === 1
          ? ["rate-inside"]
          : level === 2
          ? ["rate-inside", "rate-outside", "average"]
          : ["nesterov", "rate-inside", "nesterov"],
      );
    const given = level < 3 && method !== "nesterov";
    return {
      method,
      gradients: fixed.gradients ??
        (given ? Array.from({ length: level + 1 }, () => random.pick([-4, -3, -2, -1, 1, 2, 3, 4])) : []),
      curvature: fixed.curvature ?? (level === 3 ? random.pick([1, 2, 4]) : 2),
      start: fixed.start ?? random.pick([-3, -2, -1, 1, 2, 3, 5]),
      rate: fixed.rate ?? random.pick([0.1, 0.2]),
      mu: fixed.mu ?? random.pick(level === 1 ? [0.5, 0.9] : [0.5, 0.8, 0.9]),
    };
  },
  refuse({ method, gradients, start }) {
    if (method === "nesterov" && gradients.length > 0) {
      return "Nesterov needs gradients at points not yet known";
    }
    if (gradients.length === 1) return "a single step has no momentum";
    if (gradients.includes(0)) return "a gradient is zero";
    if (gradients.length === 0 && start === 0) return "the start is the minimum";
    const [first, second] = gradients;
    return first !== undefined && first === second ? "the gradients do not change" : undefined;
  },
  prompt: (p) =>
    p.gradients.length > 0
      ? `A weight starts at $x_0 = ${num(p.start)}$. The gradients of the next steps are $g = ${
        vec(p.gradients)
      }$. Work out velocity and weight after each step of gradient descent with momentum, $\\eta = ${
        num(p.rate)
      }$ and $\\mu = ${num(p.mu)}$.`
      : `Two steps of ${p.method === "nesterov" ? "Nesterov momentum" : "momentum"} on $f(x) = ${
        p.curvature === 2 ? "" : num(p.curvature / 2)
      } x^2$ from $x_0 = ${num(p.start)}$ with $\\eta = ${num(p.rate)}$ and $\\mu = ${
        num(p.mu)
      }$: work out velocity and position after each.`,
  conventions: ({ method }) => [FORMULAS[method], "$v_0 = 0$; exact values"],
  answers: (p) =>
    Array.from({ length: stepsOf(p) }, (_, i) => [
      rationalAnswer({ id: `v${i + 1}`, label: `$v_${i + 1}$` }),
      rationalAnswer({ id: `x${i + 1}`, label: `$x_${i + 1}$` }),
    ]).flat(),
  solve: (p) => momentumSolver(run(p)),
  mistakes: [
    {
      id: "averaged",
      solve: (p) =>
        p.method === "rate-outside" ? keysOf(momentumSolver(run({ ...p, method: "average" }))) : undefined,
      feedback:
        "You took the moving average with $1 - \\mu$ in front of the gradient. In the convention on the card the gradient counts fully.",
    },
    {
      id: "not-averaged",
      solve: (p) =>
        p.method === "average" ? keysOf(momentumSolver(run({ ...p, method: "rate-outside" }))) : undefined,
      feedback: "The gradient comes with the weight $1 - \\mu$ here: the velocity is a moving average.",
    },
    {
      id: "look-ahead-forgotten",
      solve: (p) =>
        p.method === "nesterov" ? keysOf(momentumSolver(run({ ...p, method: "rate-inside" }))) : undefined,
      feedback:
        "That is plain momentum. Nesterov takes the gradient at the point where the old velocity would lead, $x + \\mu v$.",
    },
    {
      id: "looked-ahead",
      solve: (p) =>
        p.method === "rate-inside" && p.gradients.length === 0
          ? keysOf(momentumSolver(run({ ...p, method: "nesterov" })))
          : undefined,
      feedback: "You took the gradient at the look-ahead point. Plain momentum takes it at $x$ itself.",
    },
    {
      id: "velocity-reset",
      solve: (p) => walked(p, (x, _, i) => move(p, x, 0, run(p).gradientAt(x, i))),
      feedback:
        "You began each step with velocity 0: that is plain gradient descent. Carry $\\mu v$ over from step to step.",
    },
    {
      id: "velocity-undamped",
      solve: (p) =>
        walked(p, (x, v, i) => {
          const at = p.method === "nesterov" ? x + v : x;
          return move(p, x, v, run(p).gradientAt(at, i));
        }),
      feedback: "The old velocity is multiplied by $\\mu$ before the gradient joins it.",
    },
    {
      id: "climbing",
      solve: (p) => {
        if (p.method === "average" || p.method === "rate-outside") {
          return walked(p, (x, v, i) => {
            const [next] = move(p, x, p.mu * v, run(p).gradientAt(x, i));
            return [next, x + p.rate * next];
          });
        }
        return walked(p, (x, v, i) => {
          const at = p.method === "nesterov" ? x + p.mu * v : x;
          return move(p, x, p.mu * v, -run(p).gradientAt(at, i));
        });
      },
      feedback: "The sign slipped: the step goes against the gradient.",
    },
    {
      id: "rate-forgotten",
      solve: (p) =>
        p.rate === 1 ? undefined : walked({ ...p, rate: 1 }, (x, v, i) => {
          const at = p.method === "nesterov" ? x + p.mu * v : x;
          return move({ ...p, rate: 1 }, x, p.mu * v, run(p).gradientAt(at, i));
        }),
      feedback: "The learning rate is missing.",
    },
  ],
  hints: () => ["Velocity first, then position; then the same again with the new velocity."],
});

const FORMULAS: Readonly<Record<MomentumMethod, string>> = {
  "rate-inside":
    "$v_t = \\mu v_{t-1} - \\eta g_t$, then $x_t = x_{t-1} + v_t$; $g_t$ is the gradient at $x_{t-1}$",
  "rate-outside": "$v_t = \\mu v_{t-1} + g_t$, then $x_t = x_{t-1} - \\eta v_t$ (as in PyTorch)",
  "average": "$v_t = \\mu v_{t-1} + (1 - \\mu) g_t$, then $x_t = x_{t-1} - \\eta v_t$ (moving average)",
  "nesterov": "$v_t = \\mu v_{t-1} - \\eta f'(x_{t-1} + \\mu v_{t-1})$, then $x_t = x_{t-1} + v_t$",
};

function stepsOf({ gradients }: MomentumParams): number {
  return gradients.length === 0 ? STEPS_ON_PARABOLA : gradients.length;
}

function run(p: MomentumParams): MomentumRun {
  const given = p.gradients.length > 0;
  return {
    ...p,
    steps: stepsOf(p),
    gradientAt: given ? (_, i) => p.gradients[i] ?? 0 : (x) => p.curvature * x,
    formula: given ? undefined : `${num(p.curvature)} x`,
  };
}

/** One step from an old velocity that is already damped: the new velocity and position. */
function move(
  { method, mu, rate }: MomentumParams,
  x: number,
  carried: number,
  g: number,
): readonly [number, number] {
  switch (method) {
    case "rate-outside":
      return [carried + g, x - rate * (carried + g)];
    case "average":
      return [carried + (1 - mu) * g, x - rate * (carried + (1 - mu) * g)];
    case "rate-inside":
    case "nesterov":
      return [carried - rate * g, x + carried - rate * g];
  }
}

function walked(p: MomentumParams, step: (x: number, v: number, i: number) => readonly [number, number]) {
  const found: Record<string, number> = {};
  let [x, v] = [p.start, 0];
  for (let i = 0; i < stepsOf(p); i++) {
    [v, x] = step(x, v, i);
    found[`v${i + 1}`] = v;
    found[`x${i + 1}`] = x;
  }
  return scalars(found);
}
