/** Gated linear units: one half of the features decides how much of the other passes. */
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { SIGMOID, SILU } from "../../tensor/activation.ts";
import { map, mul } from "../../tensor/elementwise.ts";
import { flatten } from "../../tensor/arrange.ts";
import { matmul } from "../../tensor/matmul.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { aligned, carried, products } from "./worked_tex.ts";

/** glu: a * sigmoid(b), the second is the gate. swiglu: SiLU(a) * b, the first is. */
export type GateVariant = "glu" | "swiglu";

export interface GateHalves {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly variant: GateVariant;
}

/** Answer: y [d]. Sources: Dauphin et al. 2017; Shazeer 2020. */
export function gatedSolver({ a, b, variant }: GateHalves): Solver {
  return { steps: gateSteps({ a: () => tensor(a), b: () => tensor(b) }, variant, []), answers: { y: "y" } };
}

/** The same of a = x W and b = x V, rows. Answers: a [d], b [d], y [d]. */
export function gatedLayerSolver(
  { x, w, v, variant }: {
    readonly x: readonly number[];
    /** [in][d], as V. */
    readonly w: readonly (readonly number[])[];
    readonly v: readonly (readonly number[])[];
    readonly variant: GateVariant;
  },
): Solver {
  const product = (id: "a" | "b", name: string, weight: readonly (readonly number[])[]): StepPlan => ({
    id,
    rule: `$${id} = x ${name}$: $x$ times each column of $${name}$.`,
    uses: [],
    roundable: false,
    value: () => flatten(matmul(tensor([x]), tensor(weight))),
    tex: (value) =>
      aligned(
        Array.from(
          value.values,
          (y, j) => `${id}_${j + 1} = ${products(x, weight.map((row) => row[j] ?? 0))} = ${num(y)}`,
        ),
      ),
  });
  const given = (t: Tensor | undefined) => t ?? tensor([]);
  return {
    steps: [
      product("a", "W", w),
      product("b", "V", v),
      ...gateSteps({ a: given, b: given }, variant, ["a", "b"]),
    ],
    answers: { a: "a", b: "b", y: "y" },
  };
}

interface Halves {
  readonly a: (t: Tensor | undefined) => Tensor;
  readonly b: (t: Tensor | undefined) => Tensor;
}

function gateSteps(of: Halves, variant: GateVariant, uses: readonly string[]): StepPlan[] {
  const gate = variant === "glu" ? "b" : "a";
  const passed = gate === "a" ? "b" : "a";
  const at = (id: "a" | "b") => (inputs: readonly (Tensor | undefined)[]) =>
    of[id](inputs[id === "a" ? 0 : 1]);
  const squash = variant === "glu" ? SIGMOID : SILU;
  const written = (z: number) =>
    variant === "glu" ? `\\sigma(${num(z)})` : `${carried(z)} \\cdot \\sigma(${num(z)})`;
  return [
    {
      id: "gate",
      rule: variant === "glu"
        ? "The gate: sigmoid of each entry of $b$, a number from 0 to 1."
        : "The gate: SiLU of each entry of $a$, $\\operatorname{SiLU}(z) = z\\, \\sigma(z)$.",
      uses,
      roundable: true,
      value: (...inputs) => map(at(gate)(inputs), squash.value),
      tex: (value, ...inputs) =>
        aligned(
          Array.from(at(gate)(inputs).values, (z, i) => `${written(z)} ${equals(value.values[i] ?? NaN, 4)}`),
        ),
    },
    {
      id: "y",
      rule: `Multiply entry by entry with $${passed}$.`,
      uses: ["gate", ...uses],
      roundable: true,
      value: (gates = tensor([]), ...inputs) => mul(gates, at(passed)(inputs)),
      tex: (value, gates = tensor([]), ...inputs) =>
        aligned(
          Array.from(at(passed)(inputs).values, (p, i) =>
            `y_${i + 1} = ${carried(p)} \\cdot ${carried(gates.values[i] ?? NaN)} ${
              equals(value.values[i] ?? NaN, 4)
            }`),
        ),
    },
  ];
}

/** As text in a prompt. */
export function gateFormula(variant: GateVariant): string {
  return variant === "glu"
    ? "\\operatorname{GLU}(a, b) = a \\odot \\sigma(b)"
    : "\\operatorname{SwiGLU}(a, b) = \\operatorname{SiLU}(a) \\odot b";
}
