/** Sinusoidal position encodings, pair by pair. */
import { sinusoidalPositions } from "../../tensor/positions.ts";
import { pick } from "../../tensor/slices.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, num } from "../tex.ts";
import { listStep } from "./number_steps.ts";

/** sin in the even components, cos in the odd ones, of pos / 10000^(2i/d). d even. Answer: pe [d]. Source: Vaswani et al. 2017. */
export function positionSolver({ pos, d }: { readonly pos: number; readonly d: number }): Solver {
  const pairs = Array.from({ length: d / 2 }, (_, i) => i);
  return {
    steps: [
      listStep({
        id: "angles",
        rule: "One angle, in radians, for each pair of components: $pos / 10000^{2i/d}$.",
        roundable: false,
        value: () => pairs.map((i) => pos / 10000 ** (2 * i / d)),
        tex: (angles) =>
          angles.map((angle, i) =>
            `i = ${i}\\colon\\; \\frac{${pos}}{10000^{${2 * i}/${d}}} ${equals(angle, 6)}`
          ).join(",\\quad "),
      }),
      {
        id: "pe",
        rule: "Each pair is the sine and the cosine of its angle.",
        uses: ["angles"],
        roundable: false,
        value: () => pick(sinusoidalPositions(pos + 1, d), 0, pos),
        tex: (value, angles) =>
          `(${
            Array.from(angles?.values ?? [], (angle) => `\\sin ${six(angle)},\\; \\cos ${six(angle)}`).join(
              ",\\; ",
            )
          }) ${equalsVec(value, 4)}`,
      },
    ],
    answers: { pe: "pe" },
  };
}

function six(angle: number): string {
  return num(Number(angle.toFixed(6)));
}
