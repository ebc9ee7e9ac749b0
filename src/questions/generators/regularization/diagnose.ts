/** Reads error rates: bias, variance and, at level 2, mismatch of data, and which one to work on. */
import { choiceAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { diagnosisSolver, SMALL_GAP } from "../../solvers/training_curves.ts";
import { num } from "../../tex.ts";

type DiagnosisParams = {
  readonly target: number;
  readonly training: number;
  readonly held: number;
  readonly validation: number;
  /** Whether there is a held-out set of the training kind, because the validation data are of another. */
  readonly mismatch: boolean;
};

const PERCENT = { kind: "dec", lo: 0, hi: 60, step: 0.5 } as const;

export const diagnoseGenerator = defineGenerator<DiagnosisParams>({
  id: "diagnose",
  version: 1,
  topic: "regularization",
  title: "Underfitting or overfitting?",
  levels: [1, 2],
  domains: {
    target: PERCENT,
    training: PERCENT,
    held: PERCENT,
    validation: PERCENT,
    mismatch: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const mismatch = fixed.mismatch ?? level === 2;
    const small = () => random.pick([0.5, 1, 1.5]);
    const large = () => random.pick([4, 5, 6.5, 8, 9, 10]);
    const gaps = [small(), small(), small()];
    const worst = random.int(0, 3);
    if (worst < (mismatch ? 3 : 2)) gaps[worst] = large();
    if (random.int(0, 1) === 0 && worst < 2) gaps[1 - worst] = random.pick([2.5, 3]);
    const target = fixed.target ?? random.pick([1, 2, 3, 4, 5, 7.5]);
    const training = fixed.training ?? target + (gaps[0] ?? 1);
    const held = fixed.held ?? training + (gaps[1] ?? 1);
    return {
      target,
      training,
      held,
      validation: fixed.validation ?? (mismatch ? held + (gaps[2] ?? 1) : held),
      mismatch,
    };
  },
  refuse({ target, training, held, validation, mismatch }) {
    const gaps = mismatch
      ? [training - target, held - training, validation - held]
      : [training - target, validation - training];
    if (gaps.some((gap) => gap <= 0)) return "an error falls where it should rise";
    if (new Set(gaps).size < gaps.length && Math.max(...gaps) > SMALL_GAP) {
      const sorted = gaps.toSorted((a, b) => b - a);
      if (sorted[0] === sorted[1]) return "two gaps are equally large";
    }
    if (!mismatch && gaps[0] === gaps[1]) return "both gaps are equal";
    return gaps.some((gap) => gap === SMALL_GAP) ? "a gap lies on the border" : undefined;
  },
  prompt: ({ target, training, held, validation, mismatch }) =>
    `A classifier has these error rates: about ${num(target)} % is reached by people, ${
      num(training)
    } % on the training set, ${
      mismatch ? `${num(held)} % on held-out data of the same kind as the training set, ` : ""
    }${num(validation)} % on the validation set${
      mismatch ? ", which comes from the users" : ""
    }. How large are the gaps, and what should be worked on first?`,
  conventions: ({ mismatch }) => [
    "gaps in percentage points; the error of people stands for what can be reached",
    `all gaps up to ${SMALL_GAP} points: nothing is wrong; otherwise the largest gap decides`,
    ...(mismatch ? [] : ["the validation set is of the same kind as the training set"]),
  ],
  answers: ({ mismatch }) => [
    rationalAnswer({ id: "bias", label: "Training above people" }),
    rationalAnswer({
      id: "variance",
      label: mismatch ? "Held-out above training" : "Validation above training",
    }),
    ...(mismatch ? [rationalAnswer({ id: "mismatch", label: "Validation above held-out" })] : []),
    choiceAnswer({
      id: "ailment",
      label: "Work on",
      choices: [
        { id: "underfitting", label: "underfitting: larger model, longer training" },
        { id: "overfitting", label: "overfitting: regularise, more data" },
        { id: "mismatch", label: "data mismatch: training data closer to those of the users" },
        { id: "healthy", label: "nothing: the fit is good" },
      ],
    }),
  ],
  solve: (p) => diagnosisSolver({ ...p, held: p.mismatch ? p.held : undefined }),
  mistakes: [
    {
      id: "error-not-gap",
      solve: (p) => scalars({ bias: p.training, ailment: 0 }),
      feedback: "Bias is measured against what can be reached, not against 0: subtract the error of people.",
    },
    {
      id: "from-the-target",
      solve: (p) => scalars({ variance: (p.mismatch ? p.held : p.validation) - p.target }),
      feedback:
        "Variance is the gap to the training error: compare neighbours, not everything with the target.",
    },
    {
      id: "mismatch-as-variance",
      solve: (p) => p.mismatch ? scalars({ variance: p.validation - p.training, ailment: 1 }) : undefined,
      feedback:
        "You compared the validation set with the training set. Part of that gap comes from the other kind of data: the held-out set tells the two apart.",
    },
    {
      id: "always-overfitting",
      solve: (p) => ailment(p) === 1 ? undefined : scalars({ ailment: 1 }),
      feedback: "Some gap between training and new data is always there. Look which gap is the largest.",
    },
    {
      id: "always-underfitting",
      solve: (p) => ailment(p) === 1 ? scalars({ ailment: 0 }) : undefined,
      feedback:
        "The training error is close to what can be reached: the model fits. The larger gap opens on new data.",
    },
    {
      id: "regularise-underfitting",
      solve: (p) => ailment(p) === 0 ? scalars({ ailment: 3 }) : undefined,
      feedback: "A small gap to new data is not enough: the model does not even fit its training data.",
    },
  ],
  hints: () => ["Walk from the smallest error to the largest: where is the big step?"],
});

function ailment({ target, training, held, validation, mismatch }: DiagnosisParams): number {
  const gaps = mismatch
    ? [training - target, held - training, validation - held]
    : [training - target, validation - training];
  const worst = Math.max(...gaps);
  return worst <= SMALL_GAP ? 3 : gaps.indexOf(worst);
}
