/** One step of a GRU with one unit, gate by gate, in the forms that libraries and papers differ in. */
import { SIGMOID, TANH } from "../../tensor/activation.ts";
import type { GruForm } from "../../tensor/gru.ts";
import type { Solver } from "../solver.ts";
import { equals, term } from "../tex.ts";
import { four, fourTerm } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

export interface ScalarGru extends GruForm {
  readonly x: number;
  readonly h: number;
  /** [w_x, w_h, b] of the reset gate, the update gate and the candidate. */
  readonly r: readonly number[];
  readonly z: readonly number[];
  readonly n: readonly number[];
  /** A second bias of the candidate, on the side of the hidden state. */
  readonly hiddenBias: number;
}

/** r, z = sigmoid, n = tanh, then h' as the form says. Answers: r, z, n, h. Source: Cho et al. 2014; PyTorch's GRU. */
export function gruStepSolver(cell: ScalarGru): Solver {
  const { x, h, hiddenBias, reset, update } = cell;
  const gate = (id: "r" | "z", name: string) => {
    const [wx = 0, wh = 0, b = 0] = cell[id];
    const sum = wx * x + wh * h + b;
    return numberStep({
      id,
      rule: `${name}: $${id} = \\sigma(w_x x + w_h h + b)$.`,
      roundable: true,
      value: () => SIGMOID.value(sum),
      tex: (value) =>
        `${id} = \\sigma(${term(wx)} \\cdot ${term(x)} + ${term(wh)} \\cdot ${term(h)} + ${
          term(b)
        }) = \\sigma(${four(sum)}) ${equals(value, 4)}`,
    });
  };
  const [wx = 0, wh = 0, b = 0] = cell.n;
  const memory = (r: number) => reset === "after" ? r * (wh * h + hiddenBias) : wh * (r * h) + hiddenBias;
  const memoryTex = (r: number) =>
    hiddenBias === 0
      ? `${four(r)} \\cdot ${term(wh)} \\cdot ${term(h)}`
      : reset === "after"
      ? `${four(r)} \\cdot (${term(wh)} \\cdot ${term(h)} + ${term(hiddenBias)})`
      : `${term(wh)} \\cdot (${four(r)} \\cdot ${term(h)}) + ${term(hiddenBias)}`;
  return {
    steps: [
      gate("r", "Reset gate"),
      gate("z", "Update gate"),
      numberStep({
        id: "n",
        rule: `Candidate, with the old state let through by $r$: $n = ${candidateTex(cell)}$.`,
        uses: ["r"],
        roundable: true,
        value: (r) => TANH.value(wx * x + b + memory(r)),
        tex: (value, r) =>
          `n = \\tanh(${term(wx)} \\cdot ${term(x)} + ${term(b)} + ${memoryTex(r)}) = \\tanh(${
            four(wx * x + b + memory(r))
          }) ${equals(value, 4)}`,
      }),
      numberStep({
        id: "h",
        rule: `New state, a mix of old state and candidate: $h' = ${mixTex(update)}$.`,
        uses: ["z", "n"],
        roundable: true,
        value: (z, n) => update === "keeps-old" ? (1 - z) * n + z * h : (1 - z) * h + z * n,
        tex: (value, z, n) => {
          const [first, second] = update === "keeps-old" ? [fourTerm(n), term(h)] : [term(h), fourTerm(n)];
          return `h' = (1 - ${four(z)}) \\cdot ${first} + ${four(z)} \\cdot ${second} ${equals(value, 4)}`;
        },
      }),
    ],
    answers: { r: "r", z: "z", n: "n", h: "h" },
  };
}

/** The formula of the candidate. */
export function candidateTex(
  { hiddenBias, reset }: { readonly hiddenBias: number; readonly reset: GruForm["reset"] },
): string {
  if (hiddenBias === 0) return "\\tanh(w_x x + b + r \\cdot w_h h)";
  return reset === "after"
    ? "\\tanh(w_x x + b + r \\cdot (w_h h + b_h))"
    : "\\tanh(w_x x + b + w_h (r h) + b_h)";
}

/** The formula of the new state. */
export function mixTex(update: GruForm["update"]): string {
  return update === "keeps-old" ? "(1 - z) \\cdot n + z \\cdot h" : "(1 - z) \\cdot h + z \\cdot n";
}
