/** Entropy, impurity and what is learnt from a split. */

export type InformationUnit = "nats" | "bits";

/** Entropy -sum p log p of probabilities, 0 log 0 = 0. Throws RangeError unless they are at least 0 and sum to 1. */
export function entropy(probabilities: ArrayLike<number>, unit: InformationUnit): number {
  const p = Array.from(probabilities);
  const total = p.reduce((sum, x) => sum + x, 0);
  if (p.some((x) => !(x >= 0)) || Math.abs(total - 1) > 1e-9) {
    throw new RangeError(
      `Cannot take the entropy of (${p.join(", ")}): probabilities from 0 that sum to 1 needed`,
    );
  }
  const nats = p.reduce((sum, x) => x === 0 ? sum : sum - x * Math.log(x), 0);
  return nats / perUnit(unit);
}

/** Entropy of the frequencies of counts: (3, 2) is that of (3/5, 2/5). Throws RangeError when nothing was counted. */
export function entropyOfCounts(counts: ArrayLike<number>, unit: InformationUnit): number {
  return entropy(frequencies(counts), unit);
}

/** Gini impurity 1 - sum p^2 of the frequencies of counts. */
export function giniOfCounts(counts: ArrayLike<number>): number {
  return 1 - frequencies(counts).reduce((sum, p) => sum + p * p, 0);
}

/** Misclassification impurity 1 - max p of the frequencies of counts. */
export function errorOfCounts(counts: ArrayLike<number>): number {
  return 1 - Math.max(...frequencies(counts));
}

/** How impure a node is, measured on its class counts. */
export type Impurity = "bits" | "nats" | "gini" | "error";

export function impurityOfCounts(counts: ArrayLike<number>, impurity: Impurity): number {
  switch (impurity) {
    case "bits":
    case "nats":
      return entropyOfCounts(counts, impurity);
    case "gini":
      return giniOfCounts(counts);
    case "error":
      return errorOfCounts(counts);
  }
}

/**
 * Impurity of the whole minus the impurities of its parts, weighted by their shares: H(S) - sum |S_v|/|S| H(S_v).
 * parts holds class counts, all in one order; empty parts weigh nothing. Source: Quinlan 1986.
 */
export function gainOfSplit(parts: readonly (readonly number[])[], impurity: Impurity): number {
  const classes = parts[0]?.length ?? 0;
  if (parts.some((part) => part.length !== classes)) {
    throw new RangeError("Cannot take the gain of parts that count different numbers of classes");
  }
  const whole = Array.from({ length: classes }, (_, c) => parts.reduce((sum, part) => sum + part[c]!, 0));
  const size = whole.reduce((sum, n) => sum + n, 0);
  return parts.reduce((gain, part) => {
    const own = part.reduce((sum, n) => sum + n, 0);
    return own === 0 ? gain : gain - own / size * impurityOfCounts(part, impurity);
  }, impurityOfCounts(whole, impurity));
}

/** Mutual information of a joint table of counts or probabilities: sum p(x,y) log(p(x,y) / (p(x) p(y))). */
export function mutualInformation(joint: readonly (readonly number[])[], unit: InformationUnit): number {
  const width = joint[0]?.length ?? 0;
  if (joint.some((row) => row.length !== width)) {
    throw new RangeError("Cannot take the mutual information of a ragged table");
  }
  const p = frequencies(joint.flat());
  const rows = joint.map((_, i) => p.slice(i * width, (i + 1) * width).reduce((sum, x) => sum + x, 0));
  const columns = Array.from(
    { length: width },
    (_, j) => rows.reduce((sum, _row, i) => sum + p[i * width + j]!, 0),
  );
  const nats = p.reduce((sum, x, at) => {
    if (x === 0) return sum;
    return sum + x * Math.log(x / (rows[Math.floor(at / width)]! * columns[at % width]!));
  }, 0);
  return nats / perUnit(unit);
}

function frequencies(counts: ArrayLike<number>): number[] {
  const list = Array.from(counts);
  const total = list.reduce((sum, n) => sum + n, 0);
  if (list.some((n) => !(n >= 0)) || !(total > 0)) {
    throw new RangeError(`Cannot take frequencies of counts (${list.join(", ")}): from 0, not all 0`);
  }
  return list.map((n) => n / total);
}

function perUnit(unit: InformationUnit): number {
  return unit === "bits" ? Math.LN2 : 1;
}
