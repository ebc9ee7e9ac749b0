/** Losses between scores or probabilities and classes, in nats. */
import { map, mul, neg, sub, zip } from "./elementwise.ts";
import { elementLoss, reduceLoss, type Reduction } from "./losses_regression.ts";
import { logSumExp, sum } from "./reduce.ts";
import { sameShape, shapeText } from "./shape.ts";
import { oneHot } from "./slices.ts";
import { logSoftmax, softmax } from "./softmax.ts";
import { SOFTPLUS } from "./activation.ts";
import type { Tensor } from "./tensor.ts";

/** -x log y with 0 log 0 = 0. */
function surprise(x: number, y: number): number {
  return x === 0 ? 0 : -x * Math.log(y);
}

/** Binary cross-entropy of probabilities p and labels y in [0,1]: -(y log p + (1-y) log(1-p)), reduced. */
export function binaryCrossEntropy(p: Tensor, y: Tensor, reduction: Reduction): Tensor {
  if (p.values.some((x) => !(x >= 0 && x <= 1))) {
    throw new RangeError(
      `Cannot take binary cross-entropy of ${shapeText(p.shape)}: it holds no probabilities`,
    );
  }
  const f = (q: number, label: number) => surprise(label, q) + surprise(1 - label, 1 - q);
  return reduceLoss(elementLoss(p, y, { doing: "take binary cross-entropy", f }), reduction);
}

/** Binary cross-entropy of logits z: softplus(z) - y z, stable for large |z|; its gradient is sigmoid(z) - y. */
export function binaryCrossEntropyOfLogits(z: Tensor, y: Tensor, reduction: Reduction): Tensor {
  const f = (x: number, label: number) => {
    return label * SOFTPLUS.value(-x) + (1 - label) * SOFTPLUS.value(x);
  };
  return reduceLoss(elementLoss(z, y, { doing: "take binary cross-entropy", f }), reduction);
}

/**
 * Cross-entropy -sum_i y_i log p_i over the last axis, one for each row: p and y [...,c] -> [...]; y may be soft.
 * 0 log 0 is 0, a true class of probability 0 costs Infinity. Throws RangeError on shapes that differ.
 */
export function crossEntropyRows(p: Tensor, y: Tensor): Tensor {
  needRows(p, y);
  return sum(zip(y, p, { doing: "take cross-entropy", f: surprise }), { axis: -1 });
}

/** Cross-entropy of probabilities with one-hot or soft labels, reduced over the rows. */
export function crossEntropy(p: Tensor, y: Tensor, reduction: Reduction): Tensor {
  return reduceLoss(crossEntropyRows(p, y), reduction);
}

/**
 * Cross-entropy of logits with one-hot or soft labels over the last axis: sum y (logsumexp(z) - z), reduced over the
 * rows. Its gradient for one row is softmax(z) sum(y) - y.
 */
export function crossEntropyOfLogits(z: Tensor, y: Tensor, reduction: Reduction): Tensor {
  needRows(z, y);
  return reduceLoss(
    neg(sum(zip(y, logSoftmax(z), { doing: "take cross-entropy", f: weigh }), { axis: -1 })),
    reduction,
  );
}

/** Cross-entropy of logits [...,c] with class labels [...] from 0: logsumexp(z) - z[label], reduced over the rows. */
export function crossEntropyOfLabels(z: Tensor, labels: Tensor, reduction: Reduction): Tensor {
  const rows = oneHot(labels, z.shape[z.shape.length - 1] ?? 0);
  needRows(z, rows);
  const chosen = sum(zip(rows, z, { doing: "choose", f: weigh }), { axis: -1 });
  return reduceLoss(sub(logSumExp(z, { axis: -1 }), chosen), reduction);
}

/** Labels smoothed towards the uniform distribution: (1 - s) y + s/c for c classes on the last axis. */
export function smoothLabels(y: Tensor, smoothing: number): Tensor {
  const classes = y.shape[y.shape.length - 1] ?? 1;
  return map(y, (label) => (1 - smoothing) * label + smoothing / classes);
}

/** Negative log-likelihood of class labels [...] given LOG-probabilities [...,c], reduced: PyTorch's NLLLoss. */
export function negativeLogLikelihood(logs: Tensor, labels: Tensor, reduction: Reduction): Tensor {
  const rows = oneHot(labels, logs.shape[logs.shape.length - 1] ?? 0);
  needRows(logs, rows);
  return reduceLoss(neg(sum(zip(rows, logs, { doing: "choose", f: weigh }), { axis: -1 })), reduction);
}

/** The focus of `focalLoss`. */
export interface Focus {
  /** Damps easy examples by (1 - p_t)^gamma; 0 is plain cross-entropy. */
  readonly gamma: number;
  /** Weight of class 1; class 0 has 1 - alpha. Without it both weigh 1. */
  readonly alpha?: number;
  readonly reduction: Reduction;
}

/** Focal loss of probabilities p of class 1 and labels 0 or 1: -alpha_t (1 - p_t)^gamma log p_t. Source: Lin et al. 2017, eq. 5. */
export function focalLoss(p: Tensor, y: Tensor, { gamma, alpha, reduction }: Focus): Tensor {
  if (y.values.some((label) => label !== 0 && label !== 1)) {
    throw new RangeError("Cannot take the focal loss of labels other than 0 and 1");
  }
  const f = (q: number, label: number) => {
    const right = label === 1 ? q : 1 - q;
    const weight = alpha === undefined ? 1 : label === 1 ? alpha : 1 - alpha;
    return right === 1 ? 0 : -weight * (1 - right) ** gamma * Math.log(right);
  };
  return reduceLoss(elementLoss(p, y, { doing: "take the focal loss", f }), reduction);
}

/** Hinge loss max(0, 1 - y s) of scores s and labels -1 or 1, reduced. Source: Cortes and Vapnik 1995. */
export function hinge(scores: Tensor, y: Tensor, reduction: Reduction): Tensor {
  if (y.values.some((label) => label !== 1 && label !== -1)) {
    throw new RangeError("Cannot take the hinge loss of labels other than -1 and 1");
  }
  const f = (score: number, label: number) => Math.max(0, 1 - label * score);
  return reduceLoss(elementLoss(scores, y, { doing: "take the hinge loss", f }), reduction);
}

/**
 * Multi-class hinge: sum over wrong classes j of max(0, s_j - s_label + margin), for scores [...,c] and labels [...],
 * reduced over the rows. Source: Weston and Watkins 1999 (sum form; PyTorch's MultiMarginLoss divides by c).
 */
export function multiClassHinge(
  scores: Tensor,
  labels: Tensor,
  { margin, reduction }: { readonly margin: number; readonly reduction: Reduction },
): Tensor {
  const rows = oneHot(labels, scores.shape[scores.shape.length - 1] ?? 0);
  needRows(scores, rows);
  const right = sum(mul(rows, scores), { axis: -1, keep: true });
  const gaps = zip(sub(scores, right), rows, {
    doing: "compare",
    f: (gap, isRight) => isRight === 1 ? 0 : Math.max(0, gap + margin),
  });
  return reduceLoss(sum(gaps, { axis: -1 }), reduction);
}

/** dL/dz of cross-entropy on softmax for one row or each of many, before any mean: softmax(z) sum(y) - y. */
export function crossEntropyGradient(z: Tensor, y: Tensor): Tensor {
  needRows(z, y);
  return sub(mul(softmax(z), sum(y, { axis: -1, keep: true })), y);
}

/** w x with 0 times anything 0, so that log-probabilities of -Infinity with weight 0 do not spoil a sum. */
function weigh(w: number, x: number): number {
  return w === 0 ? 0 : w * x;
}

function needRows(p: Tensor, y: Tensor): void {
  if (!sameShape(p.shape, y.shape) || p.shape.length === 0) {
    throw new RangeError(
      `Cannot take cross-entropy of ${shapeText(p.shape)} and ${
        shapeText(y.shape)
      }: need equal shapes [...,c]`,
    );
  }
}
