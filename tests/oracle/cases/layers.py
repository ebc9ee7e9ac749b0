"""Normalisation, embedding, attention and position encodings."""

import jax
import jax.numpy as jnp
import numpy as np

from .case import case, differentiated, draw, normal, positive

EPSILONS = [1e-5, 1e-3, 0.5]


def cases(rng):
    yield from batch_norms(rng)
    yield from other_norms(rng)
    tokens = rng.integers(0, 4, size=(2, 3)).astype(float)
    yield differentiated(
        rng,
        "embed",
        lambda table, tokens: table[tokens.astype(int)],
        {"table": normal(rng, 4, draw(rng, 1, 3)), "tokens": tokens},
        by=["table"],
    )
    yield from attentions(rng)
    yield from many_heads(rng)
    n, d = draw(rng, 2, 6), 2 * draw(rng, 1, 3)
    angles = np.arange(n)[:, None] / np.power(10000.0, 2 * np.arange(d // 2)[None] / d)
    value = np.stack([np.sin(angles), np.cos(angles)], -1).reshape(n, d)
    yield case("sinusoidalPositions", {}, {"length": n, "width": d}, value=value)


def standardise(x, axes, epsilon):
    """Not jax.nn.standardize, whose variance E x^2 - (E x)^2 loses digits."""
    mean, variance = jnp.mean(x, axes, keepdims=True), jnp.var(x, axes, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + epsilon)


def channels(t, x):
    return t.reshape(-1, *[1] * (x.ndim - 2))


def batch_norms(rng):
    c = draw(rng, 2, 3)
    for shape, epsilon in [((4, c), 1e-5), ((3, c, 2), 1e-3), ((2, c, 2, 2), 0.5)]:
        x = normal(rng, *shape)
        axes = tuple(i for i in range(x.ndim) if i != 1)
        gamma, beta = positive(rng, c), normal(rng, c)
        yield differentiated(
            rng,
            "batchNorm",
            lambda x, gamma, beta: standardise(x, axes, epsilon) * channels(gamma, x) + channels(beta, x),
            {"x": x, "gamma": gamma, "beta": beta},
            {"epsilon": epsilon},
            mean=x.mean(axes),
            variance=x.var(axes),
            unbiased=x.var(axes, ddof=1),
        )
        mean, variance = normal(rng, c), positive(rng, c)
        inputs = {"x": x, "gamma": gamma, "beta": beta, "mean": mean, "variance": variance}
        scale = channels(gamma, x) / np.sqrt(channels(variance, x) + epsilon)
        value = (x - channels(mean, x)) * scale + channels(beta, x)
        yield case("batchNormFixed", inputs, {"epsilon": epsilon}, value=value)
    old, fresh = normal(rng, c), normal(rng, c)
    yield case("runningAverage", {"old": old, "fresh": fresh}, {"weight": 0.1}, value=0.9 * old + 0.1 * fresh)


def other_norms(rng):
    for epsilon in EPSILONS:
        n, d = draw(rng, 1, 3), draw(rng, 2, 5)
        inputs = {"x": normal(rng, 2, n, d), "gamma": positive(rng, d), "beta": normal(rng, d)}
        yield differentiated(
            rng,
            "layerNorm",
            lambda x, gamma, beta: standardise(x, -1, epsilon) * gamma + beta,
            inputs,
            {"epsilon": epsilon},
        )
        x, gamma, beta = normal(rng, 2, n, d), positive(rng, n, d), normal(rng, n, d)
        value = standardise(x, (-2, -1), epsilon) * gamma + beta
        inputs = {"x": x, "gamma": gamma, "beta": beta}
        yield case("layerNormWide", inputs, {"epsilon": epsilon, "axes": 2}, value=value)
        x, gamma, beta = normal(rng, 2, 4, 2, 3), positive(rng, 4), normal(rng, 4)
        inputs = {"x": x, "gamma": gamma, "beta": beta}
        value = standardise(x, (2, 3), epsilon) * channels(gamma, x) + channels(beta, x)
        yield case("instanceNorm", inputs, {"epsilon": epsilon}, value=value)
        groups = [1, 2, 4][draw(rng, 0, 2)]
        parts = standardise(x.reshape(2, groups, 4 // groups, 2, 3), (2, 3, 4), epsilon).reshape(x.shape)
        value = parts * channels(gamma, x) + channels(beta, x)
        yield case("groupNorm", inputs, {"epsilon": epsilon, "groups": groups}, value=value)
        x, gamma = normal(rng, 3, d), positive(rng, d)
        value = x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + epsilon) * gamma
        yield case("rmsNorm", {"x": x, "gamma": gamma}, {"epsilon": epsilon}, value=value)


def weigh(query, key, mask=None, scale=None):
    """Weights [...,n,m]. Not jax.nn.dot_product_attention, whose softmax is of 32 bits whatever the inputs."""
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    scores = jnp.einsum("...nd,...md->...nm", query, key) * scale
    return jax.nn.softmax(scores if mask is None else jnp.where(mask != 0, scores, -jnp.inf), axis=-1)


def attend(query, key, value, mask=None, scale=None):
    return jnp.einsum("...nm,...md->...nd", weigh(query, key, mask, scale), value)


def attentions(rng):
    n, m, d = draw(rng, 2, 4), draw(rng, 2, 4), draw(rng, 1, 4)
    cross = {"query": normal(rng, 2, n, d), "key": normal(rng, 2, m, d), "value": normal(rng, 2, m, d)}
    yield differentiated(rng, "attention", attend, cross)
    mask = (rng.uniform(size=(n, m)) < 0.5).astype(float)
    mask[:, draw(rng, 0, m - 1)] = 1
    yield differentiated(rng, "attention", attend, {**cross, "mask": mask}, by=["query", "key", "value"])
    own = {name: normal(rng, 2, n, d) for name in ["query", "key", "value"]}
    inputs = {**own, "mask": np.tril(np.ones((n, n)))}
    yield differentiated(
        rng, "attention", attend, inputs, {"causal": n}, by=["query", "key", "value"]
    )
    value = attend(**{name: jnp.asarray(x) for name, x in cross.items()}, scale=0.3)
    yield case("attentionScaled", cross, {"scale": 0.3}, value=value)


def many_heads(rng):
    for heads, width, causal, cross in [(1, 3, False, False), (2, 4, False, True), (2, 6, True, False)]:
        n = draw(rng, 2, 4)
        m = draw(rng, 2, 4) if cross else n
        query = normal(rng, 2, n, width)
        memory = normal(rng, 2, m, width) if cross else query
        inputs = {"query": query, "key": memory, "value": memory}
        for name in ["q", "k", "v", "o"]:
            inputs[f"{name}Weight"] = normal(rng, width, width)
            inputs[f"{name}Bias"] = normal(rng, width)
        if causal:
            inputs["mask"] = np.tril(np.ones((n, n)))

        def project(x, name):
            out = x @ inputs[f"{name}Weight"] + inputs[f"{name}Bias"]
            return out.reshape(2, -1, heads, width // heads).swapaxes(1, 2)

        weights = weigh(project(query, "q"), project(memory, "k"), inputs.get("mask"))
        found = jnp.einsum("bhnm,bhmd->bnhd", weights, project(memory, "v")).reshape(2, n, width)
        value = found @ inputs["oWeight"] + inputs["oBias"]
        yield case("multiHeadAttention", inputs, {"heads": heads}, value=value, weights=weights)
