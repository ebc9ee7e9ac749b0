/** One step of an LSTM with one unit, gate by gate. */
import { item, scalar, type Tensor } from "../../tensor/tensor.ts";
import { map } from "../../tensor/elementwise.ts";
import { SIGMOID, TANH } from "../../tensor/activation.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term } from "../tex.ts";

/** Weights of one gate: [w_x, w_h, b]. */
export type GateWeights = readonly number[];

export interface ScalarLstm {
  readonly x: number;
  readonly h: number;
  readonly c: number;
  readonly i: GateWeights;
  readonly f: GateWeights;
  readonly g: GateWeights;
  readonly o: GateWeights;
}

const at = (t: Tensor | undefined) => t === undefined ? NaN : item(t);

const shown = (value: number) => {
  const text = num(Number(value.toFixed(4)));
  return value < 0 ? `(${text})` : text;
};

/** f, i, o = sigmoid, g = tanh; c' = f c + i g; h' = o tanh(c'). Answers: f, i, g, o, c, h. Source: Gers et al. 2000. */
export function lstmStepSolver(cell: ScalarLstm): Solver {
  const { x, h, c } = cell;
  const gate = (id: "i" | "f" | "g" | "o", name: string): StepPlan[] => {
    const [wx = 0, wh = 0, b = 0] = cell[id];
    const z = wx * x + wh * h + b;
    const act = id === "g" ? "\\tanh" : "\\sigma";
    return [{
      id,
      rule: `${name}: $${id} = ${act}(w_x x + w_h h + b)$.`,
      uses: [],
      roundable: true,
      value: () => scalar(id === "g" ? TANH.value(z) : SIGMOID.value(z)),
      tex: (value) =>
        `${id} = ${act}(${term(wx)} \\cdot ${term(x)} + ${term(wh)} \\cdot ${term(h)} + ${
          term(b)
        }) = ${act}(${num(z)}) ${equals(item(value), 4)}`,
    }];
  };
  return {
    steps: [
      ...gate("f", "Forget gate"),
      ...gate("i", "Input gate"),
      ...gate("g", "Candidate"),
      ...gate("o", "Output gate"),
      {
        id: "c",
        rule: "New cell: keep $f$ of the old one, add $i$ of the candidate, $c' = f c + i g$.",
        uses: ["f", "i", "g"],
        roundable: true,
        value: (f, i, g) => scalar(at(f) * c + at(i) * at(g)),
        tex: (value, f, i, g) =>
          `c' = ${shown(at(f))} \\cdot ${term(c)} + ${shown(at(i))} \\cdot ${shown(at(g))} ${
            equals(item(value), 4)
          }`,
      },
      {
        id: "h",
        rule: "New hidden state: $h' = o \\tanh(c')$.",
        uses: ["o", "c"],
        roundable: true,
        value: (o, cell) => map(scalar(at(cell)), (value) => at(o) * Math.tanh(value)),
        tex: (value, o, cell) =>
          `h' = ${shown(at(o))} \\cdot \\tanh(${num(Number(at(cell).toFixed(4)))}) ${equals(item(value), 4)}`,
      },
    ],
    answers: { f: "f", i: "i", g: "g", o: "o", c: "c", h: "h" },
  };
}
