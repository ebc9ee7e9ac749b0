/** Losses between numbers: squared, absolute and in between, each with its convention said. */
import { zip } from "./elementwise.ts";
import { mean, sum } from "./reduce.ts";
import { sameShape, shapeText } from "./shape.ts";
import { type Tensor } from "./tensor.ts";

/** How the losses of all elements become one: their mean, their sum, half of either, or not at all. */
export type Reduction = "mean" | "sum" | "half-mean" | "half-sum" | "none";

/** Reduces a tensor of losses to a scalar; "none" returns it as it is. */
export function reduceLoss(losses: Tensor, reduction: Reduction): Tensor {
  switch (reduction) {
    case "none":
      return losses;
    case "sum":
    case "half-sum":
      return scaled(sum(losses), reduction === "sum" ? 1 : 0.5);
    case "mean":
    case "half-mean":
      return scaled(mean(losses), reduction === "mean" ? 1 : 0.5);
  }
}

/** A loss element by element between shapes that must be equal: nothing broadcasts by accident. */
export function elementLoss(
  predicted: Tensor,
  target: Tensor,
  { doing, f }: { readonly doing: string; readonly f: (p: number, t: number) => number },
): Tensor {
  if (!sameShape(predicted.shape, target.shape)) {
    throw new RangeError(
      `Cannot ${doing} of ${shapeText(predicted.shape)} and ${shapeText(target.shape)}: shapes must be equal`,
    );
  }
  return zip(predicted, target, { doing, f });
}

/** Squared errors (p - t)^2, reduced; "half-sum" is 1/2 sum (p - t)^2, whose gradient is p - t. */
export function squaredError(predicted: Tensor, target: Tensor, reduction: Reduction): Tensor {
  return reduceLoss(
    elementLoss(predicted, target, { doing: "take squared errors", f: (p, t) => (p - t) * (p - t) }),
    reduction,
  );
}

/** The mean squared error over all elements: divided by their number, without a half. */
export function mse(predicted: Tensor, target: Tensor): Tensor {
  return squaredError(predicted, target, "mean");
}

/** Absolute errors |p - t|, reduced. */
export function absoluteError(predicted: Tensor, target: Tensor, reduction: Reduction): Tensor {
  return reduceLoss(
    elementLoss(predicted, target, { doing: "take absolute errors", f: (p, t) => Math.abs(p - t) }),
    reduction,
  );
}

/** Where Huber's loss turns from square to line, and how it is reduced. */
export interface Huber {
  readonly delta: number;
  readonly reduction: Reduction;
}

/**
 * Huber's loss: e^2/2 for |e| <= delta, delta (|e| - delta/2) beyond. Divided by delta it is smooth L1 with beta =
 * delta. Throws RangeError unless delta > 0. Source: Huber 1964.
 */
export function huber(predicted: Tensor, target: Tensor, { delta, reduction }: Huber): Tensor {
  if (!(delta > 0)) throw new RangeError(`Cannot take Huber's loss with delta ${delta}: it must be positive`);
  return reduceLoss(
    elementLoss(predicted, target, {
      doing: "take Huber's loss",
      f: (p, t) => {
        const e = Math.abs(p - t);
        return e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
      },
    }),
    reduction,
  );
}

function scaled(t: Tensor, factor: number): Tensor {
  return { shape: t.shape, values: t.values.map((x) => factor * x) };
}
