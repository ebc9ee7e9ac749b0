/** How a gradient fares along the cell of an LSTM, and along a plain recurrent network. */
import type { Solver } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { four } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

/** Along the cell each step multiplies by its forget gate. Answers: lstm = product, rnn = factor^steps. */
export function cellGradientSolver(
  { forget, rnnFactor }: { readonly forget: readonly number[]; readonly rnnFactor: number },
): Solver {
  const steps = forget.length;
  return {
    steps: [
      numberStep({
        id: "lstm",
        rule:
          "$c_t = f_t c_{t-1} + i_t g_t$, so along the cell each step back multiplies by its forget gate.",
        value: () => forget.reduce((product, f) => product * f, 1),
        tex: (value) => `${forget.map(num).join(" \\cdot ")} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "rnn",
        rule: "In the plain network each step back multiplies by the same factor.",
        value: () => rnnFactor ** steps,
        tex: (value) => `${num(rnnFactor)}^{${steps}} ${equals(value, 4)}`,
      }),
    ],
    answers: { lstm: "lstm", rnn: "rnn" },
  };
}

/** A constant forget gate that keeps `share` after `steps`: f = share^(1/steps), by a bias alone. Answers: gate, bias. */
export function forgetHorizonSolver(
  { share, steps }: { readonly share: number; readonly steps: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "gate",
        rule: `After ${steps} steps $f^{${steps}}$ is left; take the root.`,
        roundable: true,
        value: () => share ** (1 / steps),
        tex: (value) => `f = ${num(share)}^{1/${steps}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "bias",
        rule: "Undo the sigmoid: $b = \\ln \\frac{f}{1 - f}$.",
        uses: ["gate"],
        roundable: true,
        value: (f) => Math.log(f / (1 - f)),
        tex: (value, f) => `b = \\ln \\frac{${four(f)}}{${four(1 - f)}} ${equals(value, 4)}`,
      }),
    ],
    answers: { gate: "gate", bias: "bias" },
  };
}
