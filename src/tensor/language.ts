/** Measures of language models and translations: perplexity, n-gram estimates, BLEU. */

/**
 * exp of the mean negative log-likelihood of the probabilities a model gave the tokens that came. The unit of the
 * logarithm cancels: 2^bits is the same. Infinity when one was 0. Throws RangeError on none or none in [0,1].
 */
export function perplexity(tokenProbabilities: readonly number[]): number {
  return Math.exp(meanNll(tokenProbabilities));
}

/** The mean of -log p over tokens, in nats. */
export function meanNll(tokenProbabilities: readonly number[]): number {
  if (tokenProbabilities.length === 0 || tokenProbabilities.some((p) => !(p >= 0 && p <= 1))) {
    throw new RangeError(
      `Cannot take the likelihood of tokens with probabilities (${tokenProbabilities.join(", ")})`,
    );
  }
  return -sequenceLogProbability(tokenProbabilities) / tokenProbabilities.length;
}

/** The log of the product of step probabilities, summed in logs. */
export function sequenceLogProbability(stepProbabilities: readonly number[]): number {
  return stepProbabilities.reduce((sum, p) => sum + Math.log(p), 0);
}

/** How often words followed a history, and the history was followed by anything. */
export interface NgramCounts {
  readonly together: number;
  readonly history: number;
}

/** Counts in one corpus; a history at its very end is followed by nothing and does not count. */
export function ngramCounts(
  corpus: readonly string[],
  { history, word }: { readonly history: readonly string[]; readonly word: string },
): NgramCounts {
  let together = 0;
  let found = 0;
  for (let end = history.length; end < corpus.length; end++) {
    if (!history.every((token, i) => corpus[end - history.length + i] === token)) continue;
    found++;
    if (corpus[end] === word) together++;
  }
  return { together, history: found };
}

/** count(h w) / count(h), the maximum-likelihood estimate. Throws RangeError when the history never came. */
export function ngramEstimate({ together, history }: NgramCounts): number {
  if (history === 0) throw new RangeError("Cannot estimate after a history that never came: 0/0");
  return together / history;
}

/** (count(h w) + k) / (count(h) + k |V|): add-k smoothing, Laplace's rule for k = 1. */
export function smoothedNgramEstimate(
  { together, history }: NgramCounts,
  { k, vocabulary }: { readonly k: number; readonly vocabulary: number },
): number {
  return (together + k) / (history + k * vocabulary);
}

/** BLEU with the numbers it is made of. */
export interface Bleu {
  readonly bleu: number;
  /** Clipped matches and number of n-grams of the hypothesis, for n = 1, 2, ... */
  readonly clipped: readonly (readonly [matches: number, total: number])[];
  readonly brevityPenalty: number;
  /** The reference length closest to the hypothesis, the shorter of two. */
  readonly referenceLength: number;
}

/**
 * BLEU of one sentence: the geometric mean of clipped n-gram precisions with n from 1 to `order`, equally weighted,
 * times exp(1 - r/c) when the hypothesis (c) is shorter than the reference (r). Without smoothing: one precision
 * of 0 makes it 0. Throws RangeError on an empty hypothesis, no reference or order below 1. Source: Papineni et al. 2002.
 */
export function bleu(
  hypothesis: readonly string[],
  { references, order }: { readonly references: readonly (readonly string[])[]; readonly order: number },
): Bleu {
  if (hypothesis.length === 0 || references.length === 0 || !Number.isInteger(order) || order < 1) {
    throw new RangeError(
      `Cannot take BLEU-${order} of ${hypothesis.length} words against ${references.length} references`,
    );
  }
  const clipped = Array.from({ length: order }, (_, i) => clippedMatches(hypothesis, references, i + 1));
  const lengths = references.map((reference) => reference.length).sort((a, b) => a - b);
  const gap = (length: number) => Math.abs(length - hypothesis.length);
  const referenceLength = lengths.reduce((best, next) => gap(next) < gap(best) ? next : best);
  const brevityPenalty = Math.min(1, Math.exp(1 - referenceLength / hypothesis.length));
  const logs = clipped.map(([matches, total]) => total === 0 ? -Infinity : Math.log(matches / total));
  const precision = Math.exp(logs.reduce((sum, x) => sum + x, 0) / order);
  return { bleu: brevityPenalty * precision, clipped, brevityPenalty, referenceLength };
}

function clippedMatches(
  hypothesis: readonly string[],
  references: readonly (readonly string[])[],
  n: number,
): readonly [number, number] {
  const limits = references.map((reference) => countNgrams(reference, n));
  let matches = 0;
  let total = 0;
  for (const [gram, count] of countNgrams(hypothesis, n)) {
    total += count;
    matches += Math.min(count, Math.max(...limits.map((limit) => limit.get(gram) ?? 0)));
  }
  return [matches, total];
}

function countNgrams(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= words.length; start++) {
    const gram = JSON.stringify(words.slice(start, start + n));
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
