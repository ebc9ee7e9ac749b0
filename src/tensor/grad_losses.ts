/** Differentiable losses; conventions as in `losses_regression`, `losses_classification` and `divergences`. */
import { mul as times, sub as minus, zip } from "./elementwise.ts";
import { lift, record, type Term, type Variable } from "./grad.ts";
import { abs, add, log, mul, neg, relu, softplus, square, sub, unary } from "./grad_elementwise.ts";
import { logSoftmax, mean, sum } from "./grad_reduce.ts";
import { type Huber, type Reduction } from "./losses_regression.ts";
import { sameShape, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Reduces losses to one number, or leaves them with "none". */
export function reduceLoss(losses: Variable, reduction: Reduction): Variable {
  switch (reduction) {
    case "none":
      return losses;
    case "sum":
      return sum(losses);
    case "mean":
      return mean(losses);
    case "half-sum":
      return mul(sum(losses), 0.5);
    case "half-mean":
      return mul(mean(losses), 0.5);
  }
}

/** (p - t)^2, reduced. */
export function squaredError(predicted: Term, target: Term, reduction: Reduction): Variable {
  return reduceLoss(square(difference(predicted, target)), reduction);
}

/** The mean squared error over all elements. */
export function mse(predicted: Term, target: Term): Variable {
  return squaredError(predicted, target, "mean");
}

/** |p - t|, reduced; the derivative at 0 is 0. */
export function absoluteError(predicted: Term, target: Term, reduction: Reduction): Variable {
  return reduceLoss(abs(difference(predicted, target)), reduction);
}

export function huber(predicted: Term, target: Term, { delta, reduction }: Huber): Variable {
  const curve = {
    value: (e: number) => Math.abs(e) <= delta ? 0.5 * e * e : delta * (Math.abs(e) - 0.5 * delta),
    slope: (e: number) => Math.abs(e) <= delta ? e : delta * Math.sign(e),
  };
  return reduceLoss(unary(difference(predicted, target), curve), reduction);
}

/** Binary cross-entropy of probabilities with fixed labels in [0,1]. */
export function binaryCrossEntropy(p: Term, labels: Tensor, reduction: Reduction): Variable {
  const x = lift(p);
  needSame(x.value, labels);
  const curve = (q: number, y: number) =>
    (y === 0 ? 0 : -y * Math.log(q)) - (y === 1 ? 0 : (1 - y) * Math.log(1 - q));
  const slope = (q: number, y: number) => (y === 0 ? 0 : -y / q) + (y === 1 ? 0 : (1 - y) / (1 - q));
  const losses = record(zip(x.value, labels, { doing: "take cross-entropy", f: curve }), [
    { from: x, pull: (up) => times(up, zip(x.value, labels, { doing: "take cross-entropy", f: slope })) },
  ]);
  return reduceLoss(losses, reduction);
}

/** Binary cross-entropy of logits with fixed labels; the gradient before reduction is sigmoid(z) - y. */
export function binaryCrossEntropyOfLogits(z: Term, labels: Tensor, reduction: Reduction): Variable {
  const x = lift(z);
  needSame(x.value, labels);
  const losses = add(mul(softplus(neg(x)), labels), mul(softplus(x), minus(1, labels)));
  return reduceLoss(losses, reduction);
}

/** Cross-entropy of logits [...,c] with fixed one-hot or soft labels, reduced over the rows. */
export function crossEntropyOfLogits(z: Term, labels: Tensor, reduction: Reduction): Variable {
  const x = lift(z);
  needSame(x.value, labels);
  return reduceLoss(neg(sum(mul(logSoftmax(x), labels), { axis: -1 })), reduction);
}

/** Cross-entropy -sum y log p of probabilities [...,c] with fixed labels, reduced over the rows; 0 log 0 is 0. */
export function crossEntropy(p: Term, labels: Tensor, reduction: Reduction): Variable {
  const x = lift(p);
  needSame(x.value, labels);
  const curve = (q: number, y: number) => y === 0 ? 0 : -y * Math.log(q);
  const slope = (q: number, y: number) => y === 0 ? 0 : -y / q;
  const terms = record(zip(x.value, labels, { doing: "take cross-entropy", f: curve }), [
    { from: x, pull: (up) => times(up, zip(x.value, labels, { doing: "take cross-entropy", f: slope })) },
  ]);
  return reduceLoss(sum(terms, { axis: -1 }), reduction);
}

/** KL(p || q) over the last axis, differentiable in both; all probabilities must be positive for finite gradients. */
export function klDivergence(p: Term, q: Term): Variable {
  return sum(mul(p, sub(log(p), log(q))), { axis: -1 });
}

/** max(0, 1 - y s) of scores with fixed labels -1 or 1, reduced; the derivative at the kink is 0. */
export function hinge(scores: Term, labels: Tensor, reduction: Reduction): Variable {
  const x = lift(scores);
  needSame(x.value, labels);
  return reduceLoss(relu(sub(1, mul(x, labels))), reduction);
}

/** -log N(y; mean, std^2) with its constant, reduced; differentiable in mean and std. */
export function gaussianNll(
  y: Tensor,
  { mean: centre, std, reduction }: {
    readonly mean: Term;
    readonly std: Term;
    readonly reduction: Reduction;
  },
): Variable {
  const scaled = mul(sub(y, centre), unary(std, { value: (s) => 1 / s, slope: (s) => -1 / (s * s) }));
  const losses = add(add(mul(square(scaled), 0.5), log(std)), 0.5 * Math.log(2 * Math.PI));
  return reduceLoss(losses, reduction);
}

/** KL(N(mean, diag std^2) || N(0, I)) over the last axis. */
export function vaeKl(centre: Term, std: Term): Variable {
  return sum(sub(mul(sub(add(square(centre), square(std)), 1), 0.5), log(std)), { axis: -1 });
}

function difference(predicted: Term, target: Term): Variable {
  const [p, t] = [lift(predicted), lift(target)];
  needSame(p.value, t.value);
  return sub(p, t);
}

function needSame(found: Tensor, wanted: Tensor): void {
  if (!sameShape(found.shape, wanted.shape)) {
    throw new RangeError(
      `Cannot take a loss between ${shapeText(found.shape)} and ${
        shapeText(wanted.shape)
      }: shapes must be equal`,
    );
  }
}
