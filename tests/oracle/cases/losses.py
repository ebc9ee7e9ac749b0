"""Losses of regression, classification and generative models, with their gradients."""

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.stats import norm

from .case import case, differentiated, distribution, draw, normal, positive

REDUCTIONS = {
    "none": lambda x: x,
    "sum": jnp.sum,
    "mean": jnp.mean,
    "half-sum": lambda x: 0.5 * jnp.sum(x),
    "half-mean": lambda x: 0.5 * jnp.mean(x),
}


def cases(rng):
    yield from regression(rng)
    yield from binary(rng)
    yield from classes(rng)
    yield from margins(rng)
    yield from generative(rng)


def regression(rng):
    n = draw(rng, 2, 4)
    for reduction, reduce in REDUCTIONS.items():
        inputs = {"predicted": normal(rng, n, 2), "target": normal(rng, n, 2)}
        options = {"reduction": reduction}
        yield differentiated(
            rng, "squaredError", lambda predicted, target: reduce((predicted - target) ** 2), inputs, options
        )
        yield differentiated(
            rng, "absoluteError", lambda predicted, target: reduce(jnp.abs(predicted - target)), inputs, options
        )
        delta = round(rng.uniform(0.3, 1.5), 2)

        def huber(predicted, target):
            e = jnp.abs(predicted - target)
            near = jnp.minimum(e, delta)
            return reduce(0.5 * near**2 + delta * (e - near))

        yield differentiated(rng, "huber", huber, inputs, {**options, "delta": delta})


def binary(rng):
    n = draw(rng, 2, 5)
    for reduction in ["mean", "sum", "none"]:
        reduce, options = REDUCTIONS[reduction], {"reduction": reduction}
        p, z = np.round(rng.uniform(0.02, 0.98, size=n), 3), normal(rng, n, scale=5)
        y = [rng.integers(0, 2, size=n).astype(float), np.round(rng.uniform(size=n), 2)][draw(rng, 0, 1)]

        def entropy(p, y):
            return reduce(-(y * jnp.log(p) + (1 - y) * jnp.log1p(-p)))

        def logits(z, y):
            return reduce(-(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z)))

        yield differentiated(rng, "binaryCrossEntropy", entropy, {"p": p, "y": y}, options, by=["p"])
        yield differentiated(rng, "binaryCrossEntropyOfLogits", logits, {"z": z, "y": y}, options, by=["z"])
        y = rng.integers(0, 2, size=n).astype(float)
        for alpha in [None, 0.25]:
            right = np.where(y == 1, p, 1 - p)
            weight = 1 if alpha is None else np.where(y == 1, alpha, 1 - alpha)
            value = reduce(-weight * (1 - right) ** 2 * np.log(right))
            focus = {"gamma": 2, **options} if alpha is None else {"gamma": 2, "alpha": alpha, **options}
            yield case("focalLoss", {"p": p, "y": y}, focus, value=value)


def classes(rng):
    n, c = draw(rng, 1, 3), draw(rng, 2, 5)
    for reduction in ["mean", "sum", "none"]:
        reduce, options = REDUCTIONS[reduction], {"reduction": reduction}
        z, p, soft = normal(rng, n, c, scale=3), distribution(rng, n, c), distribution(rng, n, c)
        labels = rng.integers(0, c, size=n)
        hot = np.eye(c)[labels]

        def entropy(p, y):
            return reduce(-jnp.sum(y * jnp.log(p), -1))

        def logits(z, y):
            return reduce(-jnp.sum(y * jax.nn.log_softmax(z), -1))

        yield differentiated(rng, "crossEntropy", entropy, {"p": p, "y": soft}, options, by=["p"])
        yield differentiated(rng, "crossEntropyOfLogits", logits, {"z": z, "y": soft}, options, by=["z"])
        named = {"z": z, "labels": labels.astype(float)}
        yield case("crossEntropyOfLabels", named, options, value=logits(z, hot))
        logs = np.log(p)
        inputs = {"logs": logs, "labels": labels.astype(float)}
        yield case("negativeLogLikelihood", inputs, options, value=reduce(-logs[np.arange(n), labels]))
    upstream = jax.vmap(jax.grad(lambda z, y: -jnp.sum(y * jax.nn.log_softmax(z))))(z, soft)
    yield case("crossEntropyGradient", {"z": z, "y": soft}, value=upstream)
    yield case("smoothLabels", {"y": hot}, {"smoothing": 0.1}, value=hot * 0.9 + 0.1 / c)


def margins(rng):
    n, c = draw(rng, 2, 4), draw(rng, 2, 4)
    scores, y = normal(rng, n, scale=2), np.where(rng.uniform(size=n) < 0.5, -1.0, 1.0)
    for reduction in ["mean", "sum"]:
        reduce, options = REDUCTIONS[reduction], {"reduction": reduction}
        yield differentiated(
            rng,
            "hinge",
            lambda scores, y: reduce(jax.nn.relu(1 - y * scores)),
            {"scores": scores, "y": y},
            options,
            by=["scores"],
        )
        table, labels = normal(rng, n, c, scale=2), rng.integers(0, c, size=n)
        losses = [
            sum(max(0.0, row[j] - row[right] + 0.5) for j in range(c) if j != right)
            for row, right in zip(table, labels)
        ]
        inputs = {"scores": table, "labels": labels.astype(float)}
        yield case("multiClassHinge", inputs, {"margin": 0.5, **options}, value=reduce(np.array(losses)))


def generative(rng):
    n, d = draw(rng, 1, 3), draw(rng, 1, 4)
    mean, std, y = normal(rng, n, d), positive(rng, n, d), normal(rng, n, d)
    for reduction in ["mean", "sum", "none"]:
        reduce, options = REDUCTIONS[reduction], {"reduction": reduction}
        yield differentiated(
            rng,
            "gaussianNll",
            lambda y, mean, std: reduce(-norm.logpdf(y, mean, std)),
            {"y": y, "mean": mean, "std": std},
            options,
            by=["mean", "std"],
        )
        real, fake = positive(rng, n) / 2.1, positive(rng, n) / 2.1
        both = {"real": real, "fake": fake}
        yield case("discriminatorLoss", both, options, value=reduce(-np.log(real) - np.log(1 - fake)))
        yield case("generatorLoss", {"fake": fake}, options, value=reduce(-np.log(fake)))
        yield case("generatorLossMinimax", {"fake": fake}, options, value=reduce(np.log(1 - fake)))
        a, b = normal(rng, n, scale=3), normal(rng, n, scale=3)
        logits = reduce(-jax.nn.log_sigmoid(a) - jax.nn.log_sigmoid(-b))
        yield case("discriminatorLossOfLogits", {"real": a, "fake": b}, options, value=logits)
    yield differentiated(
        rng,
        "vaeKl",
        lambda mean, std: 0.5 * jnp.sum(mean**2 + std**2 - 1 - 2 * jnp.log(std), -1),
        {"mean": mean, "std": std},
    )
    logs = normal(rng, n, d)
    value = 0.5 * (mean**2 + np.exp(logs) - 1 - logs).sum(-1)
    yield case("vaeKlOfLogVariance", {"mean": mean, "logVariance": logs}, value=value)
    noise = normal(rng, n, d)
    yield case("reparameterise", {"mean": mean, "std": std, "noise": noise}, value=mean + std * noise)
    p, q = positive(rng, 4), positive(rng, 4)
    yield case("optimalDiscriminator", {"data": p, "generated": q}, value=p / (p + q))
    mask = (rng.uniform(size=(n, d)) < 0.5).astype(float)
    yield case("dropout", {"x": mean, "mask": mask}, {"keep": 0.5}, value=mean * mask / 0.5)
