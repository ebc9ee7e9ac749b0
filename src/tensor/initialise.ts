/** How wide initial weights spread: the variances of the named schemes, and what they keep. */

/** How many numbers a unit reads and how many units read its output. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * "lecun": 1/in, keeps the variance of linear layers forward. "glorot" (also called Xavier): 2/(in+out), a compromise
 * of both directions. "he": 2/in, makes up for ReLU's lost half. Some lectures call 1/in Xavier: say the formula.
 */
export type Scheme = "lecun" | "glorot" | "he";

/** The variance of the weights, not their deviation. Source: LeCun 1998, Glorot and Bengio 2010, He et al. 2015. */
export function initialVariance(scheme: Scheme, { fanIn, fanOut }: Fans): number {
  if (!(fanIn > 0 && fanOut > 0)) {
    throw new RangeError(`Cannot initialise for fans ${fanIn} and ${fanOut}: need both positive`);
  }
  switch (scheme) {
    case "lecun":
      return 1 / fanIn;
    case "glorot":
      return 2 / (fanIn + fanOut);
    case "he":
      return 2 / fanIn;
  }
}

export function initialStd(scheme: Scheme, fans: Fans): number {
  return Math.sqrt(initialVariance(scheme, fans));
}

/** The bound b of the uniform distribution on [-b,b] with that variance: sqrt(3 variance). Glorot: sqrt(6/(in+out)). */
export function initialBound(scheme: Scheme, fans: Fans): number {
  return Math.sqrt(3 * initialVariance(scheme, fans));
}

/** Fans of a dense weight: in inputs, out units. */
export function denseFans(inputs: number, units: number): Fans {
  return { fanIn: inputs, fanOut: units };
}

/** Fans of a convolution: channels times kernel area in, filters times kernel area out. */
export function convFans(
  { channels, filters, kernel }: {
    readonly channels: number;
    readonly filters: number;
    readonly kernel: readonly number[];
  },
): Fans {
  const area = kernel.reduce((total, n) => total * n, 1);
  return { fanIn: channels * area, fanOut: filters * area };
}

/** Var(out)/Var(in) = n Var(w) of one linear layer with independent zero-mean weights and inputs; 1 keeps the scale. */
export function varianceGain(fanIn: number, weightVariance: number): number {
  return fanIn * weightVariance;
}
