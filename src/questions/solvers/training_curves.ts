/** What training and validation losses say: when to stop, and what ails the model. */
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

export interface Stopping {
  /** Validation loss after each epoch. */
  readonly losses: readonly number[];
  /** So many epochs in a row without improvement end the training. */
  readonly patience: number;
  /** Number of the first epoch: 0 or 1. */
  readonly first: number;
}

/** Where early stopping ends and which epoch it keeps, as positions from 0; it never looks beyond its end. */
export function stopping({ losses, patience }: Stopping): { readonly best: number; readonly stop: number } {
  let best = 0;
  for (let i = 1; i < losses.length; i++) {
    if ((losses[i] ?? Infinity) < (losses[best] ?? Infinity)) best = i;
    else if (i - best >= patience) return { best, stop: i };
  }
  return { best, stop: losses.length - 1 };
}

/** Answers: best, stop, both in the numbering that begins with `first`. */
export function earlyStoppingSolver(run: Stopping): Solver {
  const { best, stop } = stopping(run);
  const waited = (i: number) =>
    i - stopping({ ...run, losses: run.losses.slice(0, i + 1), patience: Infinity }).best;
  return {
    steps: [
      numberStep({
        id: "best",
        rule: "Go through the epochs, keep the lowest loss so far, and count the epochs since.",
        value: () => best + run.first,
        tex: () =>
          run.losses.slice(0, stop + 1).map((loss, i) =>
            `${i + run.first}{:}\\; ${num(loss)} \\text{ (${waited(i) === 0 ? "best" : `wait ${waited(i)}`})}`
          ).join(",\\quad "),
      }),
      numberStep({
        id: "stop",
        rule: "Stop as soon as the count reaches the patience; later losses are never seen.",
        uses: ["best"],
        value: () => stop + run.first,
        tex: (value, from) => `${from} + ${run.patience} = ${value}`,
      }),
    ],
    answers: { best: "best", stop: "stop" },
  };
}

export const AILMENTS = ["underfitting", "overfitting", "mismatch", "healthy"] as const;

export interface ErrorRates {
  /** Percent. What can be reached, for instance by people. */
  readonly target: number;
  readonly training: number;
  /** On held-out data like the training data; undefined where there is no such set. */
  readonly held: number | undefined;
  readonly validation: number;
}

/** Gaps of up to so many points count as small. */
export const SMALL_GAP = 2;

/** Gaps between neighbouring errors, and the largest one's name. Answers: bias, variance, mismatch, ailment. */
export function diagnosisSolver({ target, training, held, validation }: ErrorRates): Solver {
  const next = held ?? validation;
  const gap = (id: string, rule: string, upper: number, lower: number) =>
    numberStep({
      id,
      rule,
      value: () => Number((upper - lower).toPrecision(12)),
      tex: (value) => `${num(upper)} - ${num(lower)} = ${num(value)}`,
    });
  return {
    steps: [
      gap("bias", "Avoidable bias: training error above what can be reached.", training, target),
      gap(
        "variance",
        "Variance: error on new data of the same kind above the training error.",
        next,
        training,
      ),
      ...(held === undefined
        ? []
        : [gap("mismatch", "Mismatch: what is left comes from the other kind of data.", validation, held)]),
      numberStep({
        id: "ailment",
        rule: "The largest gap says what to work on first.",
        uses: held === undefined ? ["bias", "variance"] : ["bias", "variance", "mismatch"],
        value: (...gaps) => {
          const worst = Math.max(...gaps);
          return worst <= SMALL_GAP ? 3 : gaps.indexOf(worst);
        },
        tex: (_, ...gaps) => `\\max(${gaps.map(num).join(",\\; ")}) = ${num(Math.max(...gaps))}`,
      }),
    ],
    answers: {
      bias: "bias",
      variance: "variance",
      ...(held === undefined ? {} : { mismatch: "mismatch" }),
      ailment: "ailment",
    },
  };
}
