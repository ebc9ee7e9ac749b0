/** Parameters of LSTMs and GRUs: level 1 one LSTM layer, level 2 two stacked layers, level 3 both directions. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { recurrentParamsSolver, type RecurrentStack } from "../../solvers/recurrent_params.ts";

type CountParams = {
  readonly cell: "lstm" | "gru";
  readonly inputs: number;
  readonly hidden: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly biases: 0 | 1 | 2;
};

const NAMES = { lstm: "LSTM", gru: "GRU" } as const;
const GATES = { lstm: 4, gru: 3 } as const;
const BLOCKS = { lstm: "three gates and the candidate", gru: "two gates and the candidate" } as const;

const LABELS: Readonly<Record<string, string>> = {
  gate: "One block (gate or candidate)",
  first: "First layer",
  later: "Each later layer",
  width: "Width of the output",
  total: "Together",
};

export const lstmParamsGenerator = defineGenerator<CountParams>({
  id: "lstm-params",
  version: 1,
  topic: "lstm",
  title: "Parameters of LSTM and GRU layers",
  levels: [1, 2, 3],
  domains: {
    cell: { kind: "pick", of: ["lstm", "gru"] },
    inputs: { kind: "int", lo: 1, hi: 1024 },
    hidden: { kind: "int", lo: 1, hi: 1024 },
    layers: { kind: "int", lo: 1, hi: 6 },
    bidirectional: { kind: "pick", of: [false, true] },
    biases: { kind: "pick", of: [0, 1, 2] },
  },
  generate: (random, level, fixed) => ({
    cell: fixed.cell ?? (level === 1 ? "lstm" : random.pick(["lstm", "gru"] as const)),
    inputs: fixed.inputs ?? random.pick([3, 4, 5, 6, 8, 10, 12, 16, 24, 30, 50]),
    hidden: fixed.hidden ?? random.pick([5, 7, 8, 9, 10, 15, 20, 25, 32, 40]),
    layers: fixed.layers ?? (level === 1 ? 1 : level === 2 ? 2 : random.int(2, 3)),
    bidirectional: fixed.bidirectional ?? level === 3,
    biases: fixed.biases ?? random.pick([1, 2] as const),
  }),
  refuse: ({ inputs, hidden, layers, bidirectional }) =>
    inputs === hidden || layers > 1 && bidirectional && inputs === 2 * hidden
      ? "input and hidden state are equally wide"
      : undefined,
  prompt: ({ cell, inputs, hidden, layers, bidirectional }) =>
    `${cell === "lstm" ? "An" : "A"} ${NAMES[cell]} reads vectors with ${inputs} components and has ${
      layers === 1 ? "one layer" : `${layers} layers, each`
    } of ${hidden} units${bidirectional ? " in each of two directions" : ""}. How many parameters has it${
      bidirectional && layers > 1 ? ", and how wide is its output" : ""
    }?`,
  conventions: ({ cell, layers, bidirectional, biases }) => [
    `${BLOCKS[cell]}, each with weights for the input and for the previous hidden state; no peepholes`,
    biases === 0
      ? "no biases"
      : biases === 1
      ? `one bias vector for each block${cell === "lstm" ? " (as in Keras)" : ""}`
      : "two bias vectors for each block, one for the input's side and one for the hidden state's (as in PyTorch); count both",
    ...(layers > 1 ? ["each later layer reads the output of the layer below"] : []),
    ...(bidirectional
      ? ["a layer's count takes in both directions; its output joins the states of both"]
      : []),
  ],
  answers: (p) => asked(p).map((id) => integerAnswer({ id, label: LABELS[id] ?? id })),
  solve(p) {
    const solver = recurrentParamsSolver({ ...p, gates: GATES[p.cell] });
    const [gate, first] = solver.steps;
    return {
      steps: p.layers === 1 && gate !== undefined && first !== undefined
        ? [gate, { ...first, id: "total" }]
        : solver.steps,
      answers: Object.fromEntries(asked(p).map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "one-block",
      solve: (p) => count(p, { gates: 1 }, ["gate"]),
      feedback: "That is a single block. A cell has one for each gate and one for the candidate.",
    },
    {
      id: "gates-only",
      solve: (p) => p.cell === "lstm" ? count(p, { gates: 3 }, ["gate"]) : undefined,
      feedback: "Besides its three gates an LSTM has the candidate, with weights of its own: four blocks.",
    },
    {
      id: "four-for-gru",
      solve: (p) => p.cell === "gru" ? count(p, { gates: 4 }, ["gate"]) : undefined,
      feedback: "A GRU has three blocks: reset gate, update gate and candidate. Four is the LSTM.",
    },
    {
      id: "no-recurrent-weights",
      solve: (p) => wrong(p, (from) => p.hidden * from + p.biases * p.hidden),
      feedback: "Each block also has weights for the previous hidden state, a square matrix.",
    },
    {
      id: "other-biases",
      solve: (p) => p.biases === 0 ? undefined : count(p, { biases: p.biases === 1 ? 2 : 1 }, []),
      feedback: "The number of bias vectors for each block is the other one: see the conventions.",
    },
    {
      id: "no-biases",
      solve: (p) => p.biases === 0 ? undefined : count(p, { biases: 0 }, []),
      feedback: "The biases are missing.",
    },
    {
      id: "layers-alike",
      solve: (p) => {
        if (p.layers === 1) return undefined;
        const { first = NaN } = counts(p, {});
        return scalars({ later: first, total: p.layers * first });
      },
      feedback: "Only the first layer reads the input. The later ones read the states of the layer below.",
    },
    {
      id: "one-direction-below",
      solve: (p) => {
        if (p.layers === 1 || !p.bidirectional) return undefined;
        const { first = NaN } = counts(p, {});
        const later = 2 * block(p, p.hidden) * GATES[p.cell];
        return scalars({ later, total: first + (p.layers - 1) * later, width: p.hidden });
      },
      feedback: "The layer below hands on the states of both directions, joined: twice as wide.",
    },
  ],
  hints: () => ["One block first: how many numbers does it read, how many units read them?"],
});

function asked({ layers, bidirectional }: CountParams): readonly string[] {
  if (layers === 1) return ["gate", "total"];
  return bidirectional ? ["first", "later", "total", "width"] : ["first", "later", "total"];
}

/** Parameters of one block that reads `from` values. */
function block({ hidden, biases }: CountParams, from: number): number {
  return hidden * (from + hidden) + biases * hidden;
}

/** All counts by the same sum, with parts of the stack changed. */
function counts(p: CountParams, change: Partial<RecurrentStack>): Record<string, number> {
  const { gates, biases } = { gates: GATES[p.cell], biases: p.biases, ...change };
  return sums({ ...p, biases }, gates, (from) => block({ ...p, biases }, from));
}

function sums(p: CountParams, gates: number, blockOf: (from: number) => number): Record<string, number> {
  const directions = p.bidirectional ? 2 : 1;
  const width = directions * p.hidden;
  const first = directions * gates * blockOf(p.inputs);
  const later = directions * gates * blockOf(width);
  return { gate: blockOf(p.inputs), first, later, total: first + (p.layers - 1) * later, width };
}

/** Wrong keys of what is asked, without those that the mistake leaves right. */
function count(p: CountParams, change: Partial<RecurrentStack>, right: readonly string[]) {
  const found = counts(p, change);
  return scalars(Object.fromEntries(
    asked(p).filter((id) => !right.includes(id)).map((id) => [id, found[id] ?? NaN]),
  ));
}

function wrong(p: CountParams, blockOf: (from: number) => number) {
  const found = sums(p, GATES[p.cell], blockOf);
  return scalars(Object.fromEntries(asked(p).map((id) => [id, found[id] ?? NaN])));
}
