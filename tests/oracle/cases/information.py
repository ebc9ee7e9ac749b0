"""Entropies, divergences, splits, and measures of language models in plain Python."""

import math
from collections import Counter

import jax.numpy as jnp
import numpy as np
from scipy import stats
from scipy.spatial import distance

from .case import case, differentiated, distribution, draw

WORDS = ["the", "cat", "sat", "on", "a", "mat"]


def cases(rng):
    yield from entropies(rng)
    yield from splits(rng)
    yield from language(rng)
    for beam in [1, 2, 3]:
        yield beam_case(rng, beam)


def entropies(rng):
    c = draw(rng, 2, 5)
    p, q = distribution(rng, c), distribution(rng, c)
    for unit, base in [("nats", math.e), ("bits", 2)]:
        yield case("entropy", {"p": p}, {"unit": unit}, value=stats.entropy(p, base=base))
        counts = rng.integers(0, 6, size=c) + np.eye(c)[0]
        yield case("entropyOfCounts", {"counts": counts}, {"unit": unit}, value=stats.entropy(counts, base=base))
        joint = rng.integers(0, 5, size=(3, 4)) + np.eye(3, 4)
        table = joint / joint.sum()
        parts = [stats.entropy(table.sum(1)), stats.entropy(table.sum(0)), -stats.entropy(table.ravel())]
        value = sum(parts) / math.log(base)
        yield case("mutualInformation", {"joint": joint}, {"unit": unit}, value=value)
    yield differentiated(
        rng,
        "klDivergence",
        lambda p, q: jnp.sum(p * (jnp.log(p) - jnp.log(q)), -1),
        {"p": distribution(rng, 2, c), "q": distribution(rng, 2, c)},
    )
    yield case("klDivergencePlain", {"p": p, "q": q}, value=stats.entropy(p, q))
    yield case("jsDivergence", {"p": p, "q": q}, value=distance.jensenshannon(p, q) ** 2)


def splits(rng):
    counts = rng.integers(0, 6, size=4) + np.eye(4)[1]
    p = counts / counts.sum()
    yield case("giniOfCounts", {"counts": counts}, value=np.sum(p * (1 - p)))
    yield case("errorOfCounts", {"counts": counts}, value=1 - p.max())
    parts = rng.integers(1, 6, size=(3, 2)).astype(float)
    share = parts.sum(1) / parts.sum()
    entropy = stats.entropy(parts.sum(0), base=2) - share @ stats.entropy(parts, base=2, axis=1)
    yield case("gainOfSplit", {"parts": parts}, {"impurity": "bits"}, value=entropy)
    impurity = lambda t: 1 - ((t / t.sum()) ** 2).sum()
    gini = impurity(parts.sum(0)) - share @ np.array([impurity(part) for part in parts])
    yield case("gainOfSplit", {"parts": parts}, {"impurity": "gini"}, value=gini)


def language(rng):
    p = np.round(rng.uniform(0.05, 1, size=draw(rng, 2, 6)), 3)
    yield case("perplexity", {"p": p}, value=1 / stats.gmean(p))
    yield case("meanNll", {"p": p}, value=-math.fsum(math.log(x) for x in p) / len(p))
    for _ in range(4):
        order = draw(rng, 1, 3)
        reference = [WORDS[i] for i in rng.integers(0, 6, size=draw(rng, 4, 8))]
        other = [WORDS[i] for i in rng.integers(0, 6, size=draw(rng, 4, 8))]
        hypothesis = [word if rng.uniform() < 0.8 else WORDS[0] for word in reference[: draw(rng, 3, len(reference))]]
        score, penalty, closest = bleu(hypothesis, [reference, other], order)
        options = {"hypothesis": hypothesis, "references": [reference, other], "order": order}
        yield case("bleu", {}, options, value=score, penalty=penalty, closest=closest)


def bleu(hypothesis, references, order):
    """Papineni et al. 2002, sections 2.1 to 2.3; of equally close lengths the shorter."""

    def grams(words, n):
        return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    precisions = []
    for n in range(1, order + 1):
        mine, most = grams(hypothesis, n), Counter()
        for reference in references:
            most |= grams(reference, n)
        total = sum(mine.values())
        precisions.append(sum((mine & most).values()) / total if total else 0)
    c = len(hypothesis)
    r = min((abs(len(reference) - c), len(reference)) for reference in references)[1]
    penalty = 1 if c >= r else math.exp(1 - r / c)
    score = penalty * math.prod(precisions) ** (1 / order)
    return score, penalty, r


def beam_case(rng, beam):
    """Next-token probabilities depend on the last token; sequences end with '.' or at the length."""
    tokens, length = ["a", "b", "."], draw(rng, 2, 4)
    table = {last: distribution(rng, 3).tolist() for last in ["", "a", "b"]}
    kept = [(0.0, ())]
    for _ in range(length):
        grown = []
        for score, sequence in kept:
            if sequence and sequence[-1] == ".":
                grown.append((score, sequence))
                continue
            row = table[sequence[-1] if sequence else ""]
            grown += [(score + math.log(p), (*sequence, token)) for p, token in zip(row, tokens)]
        kept = sorted(grown, reverse=True)[:beam]
    score, best = kept[0]
    options = {"tokens": tokens, "table": table, "beam": beam, "maxLength": length}
    return case("beamSearch", {}, options, value=score, best=[tokens.index(token) for token in best])
