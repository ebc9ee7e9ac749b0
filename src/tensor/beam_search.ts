/** Beam search over a model of next tokens; a beam of 1 is greedy decoding. */

/** A sequence of tokens and the log of the product of its step probabilities. */
export interface Hypothesis {
  readonly tokens: readonly string[];
  readonly logProbability: number;
  /** True when it ended with the end token. */
  readonly finished: boolean;
}

export interface BeamSearch {
  /** Probabilities of the next token after a prefix. */
  readonly next: (prefix: readonly string[]) => ReadonlyMap<string, number>;
  readonly beam: number;
  readonly end: string;
  /** The most tokens a hypothesis may have, the end token included. */
  readonly maxLength: number;
}

/** The hypotheses kept after each step, best first, and the best of all. */
export interface BeamFound {
  readonly best: Hypothesis;
  readonly steps: readonly (readonly Hypothesis[])[];
}

/**
 * At every step each unfinished hypothesis is extended by every token of positive probability and the `beam` best of
 * these and of the finished ones stay; of equals the one found first. Ends when all that stay are finished or
 * maxLength is reached. No length normalisation. Throws RangeError unless beam and maxLength are at least 1.
 */
export function beamSearch({ next, beam, end, maxLength }: BeamSearch): BeamFound {
  if (!Number.isInteger(beam) || beam < 1 || !Number.isInteger(maxLength) || maxLength < 1) {
    throw new RangeError(`Cannot search with a beam of ${beam} for ${maxLength} tokens: both from 1`);
  }
  const steps: (readonly Hypothesis[])[] = [];
  let kept: readonly Hypothesis[] = [{ tokens: [], logProbability: 0, finished: false }];
  for (let length = 0; length < maxLength && kept.some((hypothesis) => !hypothesis.finished); length++) {
    const candidates = kept.flatMap((hypothesis) =>
      hypothesis.finished ? [hypothesis] : extensions(hypothesis, next(hypothesis.tokens), end)
    );
    kept = candidates.sort((a, b) => b.logProbability - a.logProbability).slice(0, beam);
    steps.push(kept);
  }
  const best = kept[0];
  if (best === undefined) throw new RangeError("Cannot find a sequence: no token has a positive probability");
  return { best, steps };
}

function extensions(from: Hypothesis, next: ReadonlyMap<string, number>, end: string): Hypothesis[] {
  return [...next].filter(([, probability]) => probability > 0).map(([token, probability]) => ({
    tokens: [...from.tokens, token],
    logProbability: from.logProbability + Math.log(probability),
    finished: token === end,
  }));
}
