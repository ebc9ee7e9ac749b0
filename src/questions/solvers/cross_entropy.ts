/** Cross-entropy worked by hand: from logits, from probabilities, with hard and soft targets, and its gradient. */
import { fromValues, item, scalar, tensor } from "../../tensor/tensor.ts";
import { map, sub } from "../../tensor/elementwise.ts";
import { crossEntropyRows, smoothLabels } from "../../tensor/losses_classification.ts";
import { oneHot } from "../../tensor/slices.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term, vec } from "../tex.ts";
import { lines, short, shortTerm } from "./shown.ts";
import { logSumExpStep, softmaxSteps } from "./softmax.ts";

/** Logits and the true class, from 0. */
export interface Labelled {
  readonly logits: readonly number[];
  readonly target: number;
}

/** L = ln sum exp(z) - z_target, in nats. Answer: loss. */
export function crossEntropyOfLogitsSolver({ logits, target }: Labelled): Solver {
  const steps = softmaxSteps({ logits, temperature: 1 }).filter((step) => step.id !== "p");
  const score = logits[target] ?? NaN;
  return {
    steps: [...steps, logSumExpStep(logits, steps), {
      id: "loss",
      rule: "Subtract the logit of the true class.",
      uses: ["lse"],
      roundable: true,
      value: (lse) => map(lse, (x) => x - score),
      tex: (value, lse) => `L = ${short(item(lse))} - ${term(score)} ${equals(item(value), 4)}`,
    }],
    answers: { loss: "loss" },
  };
}

/** Logits and a target distribution over the same classes. */
export interface SoftTarget {
  readonly logits: readonly number[];
  readonly targets: readonly number[];
}

/** p = softmax(z), L = -sum q ln p in nats, dL/dz = p - q. Answers: p [n], loss, grad [n]. */
export function crossEntropyGradientSolver({ logits, targets }: SoftTarget): Solver {
  return {
    steps: [...softmaxSteps({ logits, temperature: 1 }), ...lossAndGradient(targets)],
    answers: { p: "p", loss: "loss", grad: "grad" },
  };
}

/**
 * Label smoothing q = (1 - s) y + s/n, then loss and gradient as with any soft target. Answers: q, loss, grad.
 * Source: Szegedy et al. 2016, section 7.
 */
export function labelSmoothingSolver(
  { logits, target, smoothing }: Labelled & { readonly smoothing: number },
): Solver {
  const classes = logits.length;
  const hard = oneHot(tensor([target]), classes).values;
  const q = smoothLabels(fromValues(hard, [classes]), smoothing);
  const share = smoothing / classes;
  return {
    steps: [
      {
        id: "q",
        rule: "Spread $\\varepsilon$ evenly over all classes, and give the true class the rest on top.",
        uses: [],
        roundable: true,
        value: () => q,
        tex: (value) =>
          `\\frac{\\varepsilon}{n} = \\frac{${num(smoothing)}}{${classes}} ${equals(share, 4)},\\quad 1 - ${
            num(smoothing)
          } + ${short(share)} ${equals(1 - smoothing + share, 4)},\\quad q ${equalsVec(value, 4)}`,
      },
      ...softmaxSteps({ logits, temperature: 1 }),
      ...lossAndGradient(Array.from(q.values)),
    ],
    answers: { q: "q", p: "p", loss: "loss", grad: "grad" },
  };
}

/** Probabilities of each sample, one row each, and the true classes, from 0. */
export interface PredictedBatch {
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** The mean over samples of -ln p of the true class. Answer: loss. */
export function meanCrossEntropySolver({ rows, labels }: PredictedBatch): Solver {
  return meanNllSolver({ chosen: rows.map((row, i) => row[labels[i] ?? -1] ?? NaN) });
}

/** The mean of -ln p over the probabilities of what was true. Answer: loss. */
export function meanNllSolver(of: Chosen): Solver {
  return { steps: meanNllSteps(of), answers: { loss: "loss" } };
}

/** The same with the likelihood of all that was true: the product of the probabilities. Answers: loss, likelihood. */
export function likelihoodSolver(of: Chosen): Solver {
  return {
    steps: [...meanNllSteps(of), {
      id: "likelihood",
      rule: "The likelihood of the labels is the product of these probabilities: $e^{-nL}$.",
      uses: ["chosen"],
      roundable: false,
      value: (p) => scalar(p.values.reduce((a, b) => a * b, 1)),
      tex: (value, p) => `${Array.from(p.values, short).join(" \\cdot ")} ${equals(item(value), 4)}`,
    }],
    answers: { loss: "loss", likelihood: "likelihood" },
  };
}

interface Chosen {
  /** The probability of what was true, one for each sample. */
  readonly chosen: readonly number[];
}

function meanNllSteps({ chosen }: Chosen): StepPlan[] {
  const n = chosen.length;
  return [
    {
      id: "chosen",
      rule: "Of each sample, only the probability of its true class counts.",
      uses: [],
      roundable: false,
      value: () => tensor(chosen),
      tex: (value) => `p_{\\text{true}} ${equalsVec(value, 4)}`,
    },
    {
      id: "losses",
      rule: "Loss of each sample: minus the natural logarithm.",
      uses: ["chosen"],
      roundable: true,
      value: (p) => map(p, (x) => -Math.log(x)),
      tex: (value, p) =>
        lines(
          Array.from(value.values, (loss, i) => `-\\ln ${short(p.values[i] ?? NaN)} &${equals(loss, 4)}`),
        ),
    },
    {
      id: "loss",
      rule: "The mean over the samples.",
      uses: ["losses"],
      roundable: true,
      value: (losses) => scalar(losses.values.reduce((a, b) => a + b, 0) / n),
      tex: (value, losses) =>
        `\\frac{${Array.from(losses.values, short).join(" + ")}}{${n}} ${equals(item(value), 4)}`,
    },
  ];
}

/** -sum q ln p for probabilities p of one sample. Answer: loss. 0 ln 0 is 0. */
export function crossEntropySolver(
  { targets, probabilities }: {
    readonly targets: readonly number[];
    readonly probabilities: readonly number[];
  },
): Solver {
  return {
    steps: [
      {
        id: "p",
        rule: "Write down what the model gives each class.",
        uses: [],
        roundable: false,
        value: () => tensor(probabilities),
        tex: () => `p = ${vec(probabilities)}`,
      },
      lossStep(targets),
    ],
    answers: { loss: "loss" },
  };
}

/** The steps "loss" and "grad" after a step "p". */
function lossAndGradient(targets: readonly number[]): StepPlan[] {
  return [lossStep(targets), {
    id: "grad",
    rule: "Gradient by the logits: probability minus target, class by class. Its entries add up to 0.",
    uses: ["p"],
    roundable: true,
    value: (p) => sub(p, tensor(targets)),
    tex: (value, p) => `${vec(p.values, short)} - ${vec(targets, short)} ${equalsVec(value, 4)}`,
  }];
}

function lossStep(targets: readonly number[]): StepPlan {
  const counted = targets.flatMap((q, i) => q === 0 ? [] : [{ q, i }]);
  const hard = counted.length === 1 && counted[0]?.q === 1;
  return {
    id: "loss",
    rule: hard
      ? "Loss: minus the natural logarithm of the true class's probability."
      : "Loss: minus the sum of target times logarithm of probability, over all classes.",
    uses: ["p"],
    roundable: true,
    value: (p) => crossEntropyRows(p, tensor(targets)),
    tex: (value, p) => {
      const logs = counted.map(({ q, i }) => {
        const log = `\\ln ${short(p.values[i] ?? NaN)}`;
        return hard ? log : `${shortTerm(q)} ${log}`;
      });
      return `L = -${logs.length === 1 ? logs[0] : `\\left( ${logs.join(" + ")} \\right)`} ${
        equals(item(value), 4)
      }`;
    },
  };
}
