/** Huber's loss or the hinge with its slope: one sample, then the mean of a few. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { hingeSolver, huberSolver } from "../../solvers/robust_losses.ts";
import { num, vec } from "../../tex.ts";

type RobustParams = {
  readonly loss: "huber" | "hinge";
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
  readonly delta: number;
};

export const huberHingeGenerator = defineGenerator<RobustParams>({
  id: "huber-hinge",
  version: 1,
  topic: "loss-functions",
  title: "Huber and hinge loss with their slopes",
  levels: [1, 2],
  domains: {
    loss: { kind: "pick", of: ["huber", "hinge"] },
    predictions: { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.25 }, min: 1, max: 5 },
    targets: { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.5 }, min: 1, max: 5 },
    delta: { kind: "pick", of: [0.5, 1, 1.5, 2, 3] },
  },
  generate(random, level, fixed) {
    const loss = fixed.loss ?? random.pick(["huber", "hinge"]);
    const n = fixed.predictions?.length ?? fixed.targets?.length ??
      (level === 1 ? 1 : loss === "huber" ? 2 : 4);
    const many = (draw: () => number) => Array.from({ length: n }, draw);
    return {
      loss,
      predictions: fixed.predictions ??
        many(() => loss === "huber" ? random.dec(-3, 4, 0.5) : random.dec(-2, 2, 0.25)),
      targets: fixed.targets ?? many(() => loss === "huber" ? random.int(-2, 3) : random.pick([-1, 1])),
      delta: fixed.delta ?? (loss === "huber" ? random.pick([1, 2]) : 1),
    };
  },
  refuse({ loss, predictions, targets, delta }) {
    const n = predictions.length;
    if (targets.length !== n) return `${targets.length} targets for ${n} predictions`;
    if (n === 3) return "thirds cannot be typed as exact decimals";
    if (loss === "huber") {
      const errors = predictions.map((y, i) => Math.abs(y - (targets[i] ?? 0)));
      if (errors.some((e) => e === 0 || e === delta)) return "an error is 0 or sits on the joint";
      if (errors.some((e) => e > 6)) return "an error is too large";
      const inside = errors.filter((e) => e < delta).length;
      return n > 1 && (inside === 0 || inside === n) ? "all errors lie on one side of delta" : undefined;
    }
    if (targets.some((y) => Math.abs(y) !== 1)) return "a label is not -1 or 1";
    const margins = predictions.map((s, i) => s * (targets[i] ?? 0));
    if (margins.some((m) => m === 1 || m === 0)) return "a margin is 0 or sits on the kink";
    const paid = margins.filter((m) => m < 1).length;
    if (n > 1 && (paid === 0 || paid === n)) return "all margins lie on one side";
    return n > 1 && !margins.some((m) => m > 0 && m < 1) ? "no sample lies inside the margin" : undefined;
  },
  prompt: ({ loss, predictions, targets, delta }) => {
    const many = predictions.length > 1;
    const [prediction = 0] = predictions;
    const [target = 0] = targets;
    if (loss === "huber") {
      return `${
        many
          ? `A network predicts $\\hat y = ${vec(predictions)}$ for the targets $y = ${vec(targets)}$.`
          : `A network predicts $\\hat y = ${num(prediction)}$ for the target $y = ${num(target)}$.`
      } What is Huber's loss with $\\delta = ${num(delta)}$, and its slope by ${
        many ? "each prediction" : "the prediction"
      }?`;
    }
    return `${
      many
        ? `A classifier gives the scores $s = ${vec(predictions)}$ to samples with the labels $y = ${
          vec(targets)
        }$.`
        : `A classifier gives the score $s = ${num(prediction)}$ to a sample with the label $y = ${
          num(target)
        }$.`
    } What is the hinge loss, and its slope by ${many ? "each score" : "the score"}?`;
  },
  conventions: ({ loss, predictions }) => [
    loss === "huber"
      ? "$\\tfrac{1}{2} e^2$ where $|e| \\le \\delta$, else $\\delta (|e| - \\tfrac{1}{2} \\delta)$, with $e = \\hat y - y$"
      : "$\\max(0,\\; 1 - y s)$ with labels $-1$ and $1$",
    predictions.length > 1
      ? `mean over the $${predictions.length}$ samples, the slopes are those of the mean; exact`
      : "exact",
  ],
  answers: ({ predictions }) => [
    fractionAnswer({ id: "loss", label: "$L$" }),
    exactTensorAnswer({
      id: "slope",
      label: predictions.length > 1 ? "$\\nabla L$" : "$L'$",
      shape: [predictions.length],
    }),
  ],
  solve: ({ loss, predictions, targets, delta }) =>
    loss === "huber" ? huberSolver({ predictions, targets, delta }) : hingeSolver({ predictions, targets }),
  mistakes: [
    {
      id: "always-quadratic",
      solve: (params) => huber(params, { value: (e) => e * e / 2, slope: (e) => e }),
      feedback: "You used half the square everywhere. Beyond $\\delta$ the loss goes on as a straight line.",
    },
    {
      id: "line-not-lowered",
      solve: (params) =>
        huber(params, { value: (e) => outside(params, e) ? params.delta * Math.abs(e) : e * e / 2 }),
      feedback:
        "The line must meet the parabola at $\\delta$: subtract $\\tfrac{1}{2}\\delta^2$ from $\\delta |e|$.",
    },
    {
      id: "no-half",
      solve: (params) => huber(params, { value: (e) => outside(params, e) ? right(params, e) : e * e }),
      feedback: "Inside $\\delta$ the square is halved.",
    },
    {
      id: "slope-not-cut",
      solve: (params) => huber(params, { slope: (e) => e }),
      feedback: "The slope is cut off at $\\pm\\delta$: that is what makes the loss robust.",
    },
    {
      id: "slope-sign-lost",
      solve: (params) =>
        huber(params, { slope: (e) => Math.abs(e) > params.delta ? params.delta : Math.abs(e) }),
      feedback:
        "A prediction below its target has a negative slope: the slope carries the sign of the error.",
    },
    {
      id: "zero-one-hinge",
      solve: (params) => hinge(params, { value: (m) => Math.max(0, -m), slope: (m, y) => m < 0 ? -y : 0 }),
      feedback: "You left out the margin. A right answer still costs something until $y s$ reaches 1.",
    },
    {
      id: "not-clipped",
      solve: (params) => hinge(params, { value: (m) => 1 - m, slope: (_, y) => -y }),
      feedback: "A sample beyond the margin costs 0, not a negative amount, and has no slope.",
    },
    {
      id: "label-not-multiplied",
      solve: ({ loss, predictions, targets }) => {
        if (loss === "huber") return undefined;
        const n = predictions.length;
        const sum = predictions.reduce((total, s) => total + Math.max(0, 1 - s), 0);
        return targets.includes(-1)
          ? { loss: tensor(sum / n), slope: tensor(predictions.map((s) => s < 1 ? -1 / n : 0)) }
          : undefined;
      },
      feedback:
        "You left out the label. The margin is $y s$: for label $-1$ a negative score is the good one.",
    },
    {
      id: "slope-sign",
      solve: (params) => hinge(params, { slope: (m, y) => m < 1 ? y : 0 }),
      feedback:
        "The slope points the other way: where the loss is positive, moving the score along $y$ lowers it, so it is $-y$.",
    },
    {
      id: "squared-hinge",
      solve: (params) =>
        hinge(params, {
          value: (m) => Math.max(0, 1 - m) ** 2,
          slope: (m, y) => m < 1 ? -2 * y * (1 - m) : 0,
        }),
      feedback: "That is the squared hinge. The plain one is not squared.",
    },
    {
      id: "sum",
      solve: (params) => {
        const n = params.predictions.length;
        if (n === 1) return undefined;
        return params.loss === "huber" ? huber(params, { scale: n }) : hinge(params, { scale: n });
      },
      feedback:
        "You added over the samples. The card asks for the mean, so loss and slopes are divided by their number.",
    },
  ],
  hints: ({ loss }) => [
    loss === "huber"
      ? "First decide for each error on which side of $\\delta$ it lies."
      : "First multiply each score by its label.",
  ],
});

interface HuberTwist {
  readonly value?: (e: number) => number;
  readonly slope?: (e: number) => number;
  readonly scale?: number;
}

/** Huber's loss with something done wrong; undefined for the hinge and where nothing changes. */
function huber(params: RobustParams, twist: HuberTwist) {
  if (params.loss !== "huber") return undefined;
  const errors = params.predictions.map((y, i) => y - (params.targets[i] ?? 0));
  const slope = (e: number) => outside(params, e) ? params.delta * Math.sign(e) : e;
  return changed({
    values: errors.map(twist.value ?? ((e) => right(params, e))),
    slopes: errors.map(twist.slope ?? slope),
    rightValues: errors.map((e) => right(params, e)),
    rightSlopes: errors.map(slope),
    scale: twist.scale ?? 1,
  });
}

interface HingeTwist {
  readonly value?: (margin: number) => number;
  readonly slope?: (margin: number, label: number) => number;
  readonly scale?: number;
}

/** The hinge with something done wrong; undefined for Huber's loss and where nothing changes. */
function hinge({ loss, predictions, targets }: RobustParams, twist: HingeTwist) {
  if (loss !== "hinge") return undefined;
  const margins = predictions.map((s, i) => s * (targets[i] ?? 0));
  const value = (m: number) => Math.max(0, 1 - m);
  const slope = (m: number, y: number) => m < 1 ? -y : 0;
  const slopes = (f: typeof slope) => margins.map((m, i) => f(m, targets[i] ?? 0));
  return changed({
    values: margins.map(twist.value ?? value),
    slopes: slopes(twist.slope ?? slope),
    rightValues: margins.map(value),
    rightSlopes: slopes(slope),
    scale: twist.scale ?? 1,
  });
}

interface Changed {
  readonly values: readonly number[];
  readonly slopes: readonly number[];
  readonly rightValues: readonly number[];
  readonly rightSlopes: readonly number[];
  readonly scale: number;
}

function changed({ values, slopes, rightValues, rightSlopes, scale }: Changed) {
  const n = values.length;
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const same = total(values) === total(rightValues) && slopes.every((s, i) => s === rightSlopes[i]);
  return same && scale === 1
    ? undefined
    : { loss: tensor(total(values) * scale / n), slope: tensor(slopes.map((s) => s * scale / n)) };
}

function outside({ delta }: RobustParams, e: number): boolean {
  return Math.abs(e) > delta;
}

function right(params: RobustParams, e: number): number {
  return outside(params, e) ? params.delta * (Math.abs(e) - params.delta / 2) : e * e / 2;
}
