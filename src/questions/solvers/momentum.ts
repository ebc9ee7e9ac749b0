/** Momentum step by step, in its three conventions and Nesterov's. */
import { type Momentum, momentumStep, nesterovStep } from "../../tensor/optimise.ts";
import { item, scalar } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { num, term } from "../tex.ts";
import { numberStep, settled } from "./number_steps.ts";

export type MomentumMethod = Momentum["convention"] | "nesterov";

export interface MomentumRun {
  readonly start: number;
  readonly rate: number;
  readonly mu: number;
  readonly method: MomentumMethod;
  readonly steps: number;
  /** The gradient at a point in step i, counted from 0. */
  readonly gradientAt: (x: number, i: number) => number;
  /** The gradient as a formula, for worked steps: "2x"; undefined when gradients are given. */
  readonly formula: string | undefined;
}

const RULES: Readonly<Record<MomentumMethod, string>> = {
  "rate-inside": "$v_t = \\mu v_{t-1} - \\eta g_t$",
  "rate-outside": "$v_t = \\mu v_{t-1} + g_t$",
  "average": "$v_t = \\mu v_{t-1} + (1 - \\mu) g_t$",
  "nesterov": "$v_t = \\mu v_{t-1} - \\eta g_t$ with $g_t$ taken at $x_{t-1} + \\mu v_{t-1}$",
};

/** Velocities and positions. Answers: v1, x1, v2, x2, ... The first velocity is 0. */
export function momentumSolver(run: MomentumRun): Solver {
  const indices = Array.from({ length: run.steps }, (_, i) => i);
  return {
    steps: indices.flatMap((i) => {
      const before = i === 0 ? [] : [`x${i}`, `v${i}`];
      return [
        numberStep({
          id: `v${i + 1}`,
          rule: `Velocity ${i + 1}: ${RULES[run.method]}.`,
          uses: before,
          value: (x = run.start, v = 0) => moved(run, { x, v, i }).v,
          tex: (value, x = run.start, v = 0) => velocityTex(run, { x, v, i }, value),
        }),
        numberStep({
          id: `x${i + 1}`,
          rule: run.method === "rate-inside" || run.method === "nesterov"
            ? `Position ${i + 1}: add the velocity.`
            : `Position ${i + 1}: subtract rate times velocity.`,
          uses: [...before, `v${i + 1}`],
          value: (...inputs) =>
            placed(run, inputs.length === 1 ? run.start : inputs[0] ?? NaN, inputs.at(-1) ?? NaN),
          tex: (value, ...inputs) => {
            const x = inputs.length === 1 ? run.start : inputs[0] ?? NaN;
            const v = inputs.at(-1) ?? NaN;
            return run.method === "rate-inside" || run.method === "nesterov"
              ? `x_${i + 1} = ${num(x)} + ${term(v)} = ${num(value)}`
              : `x_${i + 1} = ${num(x)} - ${num(run.rate)} \\cdot ${term(v)} = ${num(value)}`;
          },
        }),
      ];
    }),
    answers: Object.fromEntries(
      indices.flatMap((i) => [[`v${i + 1}`, `v${i + 1}`], [`x${i + 1}`, `x${i + 1}`]]),
    ),
  };
}

interface Place {
  readonly x: number;
  readonly v: number;
  readonly i: number;
}

function moved(run: MomentumRun, { x, v, i }: Place): { readonly x: number; readonly v: number } {
  const state = { weights: scalar(x), velocity: scalar(v) };
  const { rate: lr, mu, method } = run;
  const next = method === "nesterov"
    ? nesterovStep(state, (at) => scalar(run.gradientAt(item(at), i)), { lr, mu })
    : momentumStep(state, scalar(run.gradientAt(x, i)), { lr, mu, convention: method });
  return { x: settled(item(next.weights)), v: settled(item(next.velocity)) };
}

function placed({ method, rate }: MomentumRun, x: number, v: number): number {
  return settled(method === "rate-inside" || method === "nesterov" ? x + v : x - rate * v);
}

function velocityTex(run: MomentumRun, { x, v, i }: Place, value: number): string {
  const { mu, rate, method, formula } = run;
  const ahead = method === "nesterov" ? x + mu * v : x;
  const g = run.gradientAt(ahead, i);
  const point = method === "nesterov"
    ? `x_${i} + \\mu v_${i} = ${num(x)} + ${num(mu)} \\cdot ${term(v)} = ${num(ahead)},\\quad `
    : "";
  const gradient = formula === undefined ? "" : `g_${i + 1} = f'(${num(ahead)}) = ${num(g)},\\quad `;
  const old = `v_${i + 1} = ${num(mu)} \\cdot ${term(v)}`;
  switch (method) {
    case "rate-outside":
      return `${gradient}${old} + ${term(g)} = ${num(value)}`;
    case "average":
      return `${gradient}${old} + ${num(1 - mu)} \\cdot ${term(g)} = ${num(value)}`;
    case "rate-inside":
    case "nesterov":
      return `${point}${gradient}${old} - ${num(rate)} \\cdot ${term(g)} = ${num(value)}`;
  }
}
