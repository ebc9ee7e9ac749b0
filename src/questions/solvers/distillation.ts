/** Softened probabilities, and the loss of a student who learns from a teacher. */
import { softmaxAt } from "../../tensor/softmax.ts";
import { tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term } from "../tex.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep } from "./number_steps.ts";
import { carried, products } from "./worked_tex.ts";

interface Softened {
  readonly id: string;
  readonly symbol: string;
  readonly rule: string;
  readonly logits: readonly number[];
  readonly temperature: number;
}

/** One softmax at a temperature as one worked step. */
export function softenedStep({ id, symbol, rule, logits, temperature }: Softened): StepPlan {
  return entriesStep({
    id,
    rule,
    roundable: true,
    value: () => toNested(softmaxAt(tensor(logits), { temperature })),
    tex: (value) => {
      const powers = logits.map((z) => Math.exp(z / temperature));
      const sum = powers.reduce((a, b) => a + b, 0);
      return `e^{${temperature === 1 ? "z" : `z / ${num(temperature)}`}} \\approx (${
        powers.map((e) => e.toFixed(4)).join(",\\; ")
      }),\\quad \\textstyle\\sum \\approx ${sum.toFixed(4)},\\quad ${symbol} ${equalsVec(tensor(value), 4)}`;
    },
  });
}

/** The same logits at T = 1 and at another temperature. Answers: plain [n], soft [n]. */
export function twoTemperaturesSolver(
  { logits, temperature }: { readonly logits: readonly number[]; readonly temperature: number },
): Solver {
  return {
    steps: [
      softenedStep({
        id: "plain",
        symbol: "p",
        rule: "Softmax of the logits as they are.",
        logits,
        temperature: 1,
      }),
      softenedStep({
        id: "soft",
        symbol: "p^{(T)}",
        rule: "Divide the logits by $T$ first, then take the softmax: the classes move closer together.",
        logits,
        temperature,
      }),
    ],
    answers: { plain: "plain", soft: "soft" },
  };
}

export interface Distillation {
  readonly teacher: readonly number[];
  readonly student: readonly number[];
  readonly label: number;
  readonly temperature: number;
  /** Weight of the soft part. */
  readonly alpha: number;
}

/**
 * alpha T^2 KL(teacher at T || student at T) + (1 - alpha) cross-entropy of the student at 1, in nats. Answers: soft
 * (the KL), hard, loss. Source: Hinton et al. 2015.
 */
export function distillationSolver({ teacher, student, label, temperature, alpha }: Distillation): Solver {
  return {
    steps: [
      softenedStep({ id: "p", symbol: "p", rule: "Teacher, softened.", logits: teacher, temperature }),
      softenedStep({
        id: "q",
        symbol: "q",
        rule: "Student, softened by the same $T$.",
        logits: student,
        temperature,
      }),
      entriesStep({
        id: "soft",
        rule: "KL divergence from the teacher's to the student's softened probabilities.",
        uses: ["p", "q"],
        roundable: true,
        value: (p, q) => p.reduce((sum, share, i) => sum + share * Math.log(share / (q[i] ?? NaN)), 0),
        tex: ([soft = NaN], p, q) =>
          `\\textstyle\\sum_k p_k \\ln \\frac{p_k}{q_k} \\approx ${
            products(p, p.map((share, i) => Math.log(share / (q[i] ?? NaN))))
          } ${equals(soft, 4)}`,
      }),
      softenedStep({
        id: "plain",
        symbol: "q^{(1)}",
        rule: "Student at $T = 1$.",
        logits: student,
        temperature: 1,
      }),
      entriesStep({
        id: "hard",
        rule: "Cross-entropy with the label, at $T = 1$.",
        uses: ["plain"],
        roundable: true,
        value: (q) => -Math.log(q[label] ?? NaN),
        tex: (value, q) => `-\\ln ${carried(q[label] ?? 0)} ${equals(value[0] ?? NaN, 4)}`,
      }),
      numberStep({
        id: "loss",
        rule: "Weigh both; $T^2$ makes up for gradients that $1/T$ has shrunk twice.",
        uses: ["soft", "hard"],
        roundable: true,
        value: (soft, hard) => alpha * temperature ** 2 * soft + (1 - alpha) * hard,
        tex: (value, soft, hard) =>
          `${num(alpha)} \\cdot ${num(temperature)}^2 \\cdot ${carried(soft)} + ${num(1 - alpha)} \\cdot ${
            carried(hard)
          } ${equals(value, 4)}`,
      }),
    ],
    answers: { soft: "soft", hard: "hard", loss: "loss" },
  };
}

export interface Quantisation {
  readonly values: readonly number[];
  readonly scale: number;
  readonly zeroPoint: number;
}

/** int8: clip(round(x / scale) + zero, -128, 127) and back. Answers: codes, restored, errors (restored - x), each [n]. */
export function quantiseSolver({ values, scale, zeroPoint }: Quantisation): Solver {
  return {
    steps: [
      entriesStep({
        id: "codes",
        rule: "Divide by the scale, round, add the zero point, clip to $[-128, 127]$.",
        value: () => values.map((x) => code(x, scale, zeroPoint)),
        tex: (value) =>
          value.map((c, i) => {
            const x = values[i] ?? 0;
            const quotient = Number((x / scale).toPrecision(10));
            const free = Math.round(quotient) + zeroPoint;
            return `${num(x)} / ${num(scale)} ${equals(quotient, 3)} \\to ${Math.round(quotient)}${
              zeroPoint === 0 ? "" : ` + ${term(zeroPoint)} = ${free}`
            }${free === c ? "" : ` \\to ${c}`}`;
          }).join(",\\quad "),
      }),
      entriesStep({
        id: "restored",
        rule: "Back: subtract the zero point, multiply by the scale.",
        uses: ["codes"],
        value: (codes) => codes.map((c) => Number((scale * (c - zeroPoint)).toPrecision(12))),
        tex: (value, codes) =>
          value.map((x, i) =>
            `${num(scale)} \\cdot ${
              zeroPoint === 0 ? term(codes[i] ?? 0) : `(${codes[i] ?? 0} - ${term(zeroPoint)})`
            } = ${num(x)}`
          ).join(",\\quad "),
      }),
      entriesStep({
        id: "errors",
        rule: "Error: what came back minus what went in.",
        uses: ["restored"],
        value: (restored) => restored.map((x, i) => Number((x - (values[i] ?? 0)).toPrecision(10))),
        tex: (value, restored) =>
          value.map((e, i) => `${num(restored[i] ?? 0)} - ${term(values[i] ?? 0)} = ${num(e)}`).join(
            ",\\quad ",
          ),
      }),
    ],
    answers: { codes: "codes", restored: "restored", errors: "errors" },
  };
}

/** The clipped int8 code of one value; quotients are freed from floating-point noise before rounding. */
export function code(x: number, scale: number, zeroPoint: number): number {
  const rounded = Math.round(Number((x / scale).toPrecision(10)));
  return Math.min(127, Math.max(-128, rounded + zeroPoint));
}

export interface FineTuning {
  /** Widths of a fully connected net, input first. */
  readonly sizes: readonly number[];
  /** How many layers, from the input on, are frozen. */
  readonly frozen: number;
  /** Rank of low-rank adapters beside the frozen layers; 0 for none. */
  readonly rank: number;
}

/** Answers: total, trainable. Adapters have two factors, out x r and r x in, no biases. Source: Hu et al. 2021 (LoRA). */
export function trainableSolver({ sizes, frozen, rank }: FineTuning): Solver {
  const layers = sizes.slice(1).map((size, i) => [sizes[i] ?? 0, size] as const);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const own = (pairs: readonly (readonly [number, number])[]) => sum(pairs.map(([a, b]) => a * b + b));
  const ownTex = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([a, b]) => `(${a} \\cdot ${b} + ${b})`).join(" + ");
  const [kept, tuned] = [layers.slice(0, frozen), layers.slice(frozen)];
  return {
    steps: [
      numberStep({
        id: "base",
        rule: "Every layer: inputs times outputs, and a bias for each output.",
        value: () => own(layers),
        tex: (value) => `${ownTex(layers)} = ${value}`,
      }),
      ...(rank === 0 ? [] : [numberStep({
        id: "adapters",
        rule:
          "Adapters beside each frozen layer: two thin factors, rank times inputs and outputs times rank.",
        value: () => rank * sum(kept.map(([a, b]) => a + b)),
        tex: (value) => `${kept.map(([a, b]) => `${rank} \\cdot (${a} + ${b})`).join(" + ")} = ${value}`,
      })]),
      numberStep({
        id: "total",
        rule: "All parameters.",
        uses: rank === 0 ? ["base"] : ["base", "adapters"],
        value: (base, adapters = 0) => base + adapters,
        tex: (value, base, adapters = 0) => adapters === 0 ? `${value}` : `${base} + ${adapters} = ${value}`,
      }),
      numberStep({
        id: "trainable",
        rule: rank === 0
          ? "Trained: the layers that are not frozen."
          : "Trained: the layers that are not frozen, and the adapters.",
        uses: rank === 0 ? [] : ["adapters"],
        value: (adapters = 0) => own(tuned) + adapters,
        tex: (value, adapters = 0) =>
          `${tuned.length === 0 ? "0" : ownTex(tuned)}${adapters === 0 ? "" : ` + ${adapters}`} = ${value}`,
      }),
    ],
    answers: { total: "total", trainable: "trainable" },
  };
}
