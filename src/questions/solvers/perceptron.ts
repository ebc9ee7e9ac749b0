/** The perceptron: its outputs, its learning rule, and small threshold networks over two bits. */
import { fromValues, item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { add, map } from "../../tensor/elementwise.ts";
import { relu } from "../../tensor/activations.ts";
import { columnDense } from "../../tensor/linear.ts";
import { dot } from "../../tensor/matmul.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equalsVec, num, term, vec } from "../tex.ts";
import { lines } from "./shown.ts";

export interface Sample {
  readonly x: readonly number[];
  /** -1 or 1. */
  readonly y: number;
}

export interface Learning {
  readonly w: readonly number[];
  readonly b: number;
  readonly rate: number;
  readonly samples: readonly Sample[];
}

/**
 * Rosenblatt's rule: where y (w x + b) <= 0, w += rate y x and b += rate y. Answers: scores, one for each sample as it
 * is met, w [n] and b at the end. Source: Rosenblatt 1958.
 */
export function perceptronUpdateSolver({ w, b, rate, samples }: Learning): Solver {
  const steps: StepPlan[] = [{
    id: "start",
    rule: "Weights and bias at the start.",
    uses: [],
    roundable: false,
    value: () => tensor([...w, b]),
    tex: () => `w = ${vec(w)},\\quad b = ${num(b)}`,
  }];
  samples.forEach(({ x, y }, at) => {
    const before = at === 0 ? "start" : `after${at}`;
    steps.push({
      id: `score${at + 1}`,
      rule: `Score of sample ${at + 1}, and whether its sign agrees with the label $y = ${y}$.`,
      uses: [before],
      roundable: false,
      value: (state) => scalar(item(dot(weightsOf(state), tensor(x))) + biasOf(state)),
      tex: (value, state) => {
        const products = x.map((part, i) => `${term(state.values[i] ?? NaN)} \\cdot ${term(part)}`);
        const score = item(value);
        return `s = ${products.join(" + ")} + ${term(biasOf(state))} = ${num(score)},\\quad y s = ${
          num(y * score)
        } ${y * score <= 0 ? "\\le 0" : "> 0"}`;
      },
    }, {
      id: `after${at + 1}`,
      rule:
        "Only a sample that is not on its right side changes anything: add $\\eta y x$ to $w$ and $\\eta y$ to $b$.",
      uses: [before, `score${at + 1}`],
      roundable: false,
      value: (state, score) =>
        y * item(score) > 0 ? state : add(state, tensor([...x.map((part) => rate * y * part), rate * y])),
      tex: (value, state, score) =>
        y * item(score) > 0
          ? `\\text{no change: } w = ${vec(weightsOf(state).values)},\\quad b = ${num(biasOf(state))}`
          : `w = ${vec(weightsOf(state).values)} + ${num(rate)} \\cdot ${term(y)} \\cdot ${vec(x)} = ${
            vec(weightsOf(value).values)
          },\\quad b = ${term(biasOf(state))} + ${num(rate)} \\cdot ${term(y)} = ${num(biasOf(value))}`,
    });
  });
  const last = `after${samples.length}`;
  steps.push(
    {
      id: "scores",
      rule: "The scores, in the order of the samples.",
      uses: samples.map((_, at) => `score${at + 1}`),
      roundable: false,
      value: (...scores) => tensor(scores.map(item)),
      tex: (value) => `s ${equalsVec(value, 4)}`,
    },
    {
      id: "w",
      rule: "The weights at the end.",
      uses: [last],
      roundable: false,
      value: weightsOf,
      tex: (value) => `w ${equalsVec(value, 4)}`,
    },
    {
      id: "b",
      rule: "The bias at the end.",
      uses: [last],
      roundable: false,
      value: (state) => scalar(biasOf(state)),
      tex: (value) => `b = ${num(item(value))}`,
    },
  );
  return { steps, answers: { scores: "scores", w: "w", b: "b" } };
}

/** A unit of a network over two inputs: f(w x + b). */
export interface Unit {
  readonly w: readonly number[];
  readonly b: number;
}

export const BITS: readonly (readonly number[])[] = [[0, 0], [0, 1], [1, 0], [1, 1]];

/** Outputs of one threshold unit, 1 where w x + b > 0, over some inputs. Answer: outputs. */
export function thresholdSolver({ w, b }: Unit, inputs: readonly (readonly number[])[] = BITS): Solver {
  return { steps: unitSteps({ w, b }, inputs), answers: { outputs: "outputs" } };
}

export interface SmallNet {
  readonly hidden: readonly Unit[];
  readonly output: Unit;
  /** Of the hidden units; "step" thresholds the output too, "relu" leaves it linear. */
  readonly activation: "step" | "relu";
}

/** A net with one hidden layer over all pairs of bits. Answers: hidden [4,units], outputs [4], separable (1 or 0). */
export function bitNetSolver({ hidden, output, activation }: SmallNet): Solver {
  const activate = activation === "relu" ? relu : step;
  const name = activation === "relu" ? "\\max(0,\\; \\cdot)" : "[\\,\\cdot > 0\\,]";
  const all = tensor(BITS);
  return {
    steps: [
      {
        id: "hidden",
        rule: `Hidden units for each of the four inputs, $${name}$ of $w x + b$.`,
        uses: [],
        roundable: false,
        value: () =>
          activate(columnDense(all, {
            weight: tensor(hidden.map((unit) => unit.w)),
            bias: tensor(hidden.map((unit) => unit.b)),
          })),
        tex: (value) =>
          lines(
            BITS.map((bits, row) =>
              `x = ${vec(bits)}:\\quad h &= ${
                vec(value.values.slice(row * hidden.length, (row + 1) * hidden.length))
              }`
            ),
          ),
      },
      {
        id: "outputs",
        rule: activation === "relu"
          ? "Output: the weighted sum of the hidden units."
          : "Output: the threshold of the weighted sum of the hidden units.",
        uses: ["hidden"],
        roundable: false,
        value: (h) => {
          const z = columnDense(h, { weight: tensor([output.w]), bias: tensor([output.b]) });
          const flat = fromValues(z.values, [BITS.length]);
          return activation === "relu" ? flat : step(flat);
        },
        tex: (value, h) =>
          lines(BITS.map((bits, row) => {
            const products = output.w.map((weight, i) =>
              `${term(weight)} \\cdot ${term(h.values[row * hidden.length + i] ?? NaN)}`
            );
            return `x = ${vec(bits)}:\\quad ${products.join(" + ")} + ${term(output.b)} &\\;\\to\\; ${
              num(value.values[row] ?? NaN)
            }`;
          })),
      },
      {
        id: "separable",
        rule:
          "One straight line parts the ones from the zeros unless they sit on opposite corners: $(0,0), (1,1)$ against $(0,1), (1,0)$.",
        uses: ["outputs"],
        roundable: false,
        value: (outputs) => scalar(isSeparable(outputs) ? 1 : 0),
        tex: (value, outputs) =>
          `${vec(outputs.values)} \\;\\Rightarrow\\; \\text{${
            item(value) === 1 ? "separable" : "not separable"
          }}`,
      },
    ],
    answers: { hidden: "hidden", outputs: "outputs", separable: "separable" },
  };
}

/** Whether a line separates outputs over (0,0), (0,1), (1,0), (1,1): all but XOR and its negation. */
function isSeparable({ values: [a = 0, b = 0, c = 0, d = 0] }: Tensor): boolean {
  return !(a === d && b === c && a !== b);
}

function step(t: Tensor): Tensor {
  return map(t, (z) => z > 0 ? 1 : 0);
}

function unitSteps({ w, b }: Unit, inputs: readonly (readonly number[])[]): StepPlan[] {
  return [
    {
      id: "sums",
      rule: "The weighted sum with the bias, for each input.",
      uses: [],
      roundable: false,
      value: () =>
        fromValues(
          columnDense(tensor(inputs), { weight: tensor([w]), bias: tensor([b]) }).values,
          [inputs.length],
        ),
      tex: (value) =>
        lines(
          inputs.map((x, row) =>
            `x = ${vec(x)}:\\quad ${
              w.map((weight, i) => `${term(weight)} \\cdot ${num(x[i] ?? 0)}`).join(" + ")
            } + ${term(b)} &= ${num(value.values[row] ?? NaN)}`
          ),
        ),
    },
    {
      id: "outputs",
      rule: "The unit fires, 1, where the sum is above 0.",
      uses: ["sums"],
      roundable: false,
      value: (sums) => step(sums),
      tex: (value) => `${equalsVec(value, 4).replace("= ", "")}`,
    },
  ];
}

function weightsOf(state: Tensor): Tensor {
  return fromValues(state.values.slice(0, -1), [state.values.length - 1]);
}

function biasOf(state: Tensor): number {
  return state.values.at(-1) ?? NaN;
}
