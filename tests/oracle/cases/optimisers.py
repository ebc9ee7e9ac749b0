"""Three steps of every optimiser on given gradients, and the variances of initial weights."""

import jax
import jax.numpy as jnp
import numpy as np

from .case import case, draw, normal, positive

STEPS = 3


def cases(rng):
    yield from plain_steps(rng)
    yield from momentum(rng)
    yield from adaptive(rng)
    yield from initialisers(rng)


def rates(rng):
    return round(rng.uniform(0.01, 0.5), 3), round(rng.uniform(0.5, 0.95), 2)


def plain_steps(rng):
    w, g = normal(rng, 4), normal(rng, 4)
    yield case("sgdStep", {"w": w, "g": g}, {"lr": 0.1}, value=w - 0.1 * g)
    decayed = g + jax.grad(lambda w: 0.5 * 0.3 * jnp.sum(w**2))(w)
    yield case("withL2", {"w": w, "g": g}, {"lambda": 0.3}, value=decayed)
    shrunk = np.sign(w) * np.maximum(np.abs(w) - 0.4, 0)
    yield case("softThreshold", {"w": w}, {"threshold": 0.4}, value=shrunk)
    for limit in [0.5, 100]:
        length = np.linalg.norm(g)
        yield case("clipByNorm", {"g": g}, {"limit": limit}, value=g * min(1, limit / length))


def momentum(rng):
    for convention in ["rate-inside", "rate-outside", "average"]:
        lr, mu = rates(rng)
        w0, gradients = normal(rng, 3), normal(rng, STEPS, 3)
        w, v = w0, np.zeros(3)
        for g in gradients:
            if convention == "rate-inside":
                v = mu * v - lr * g
                w = w + v
            else:
                v = mu * v + (g if convention == "rate-outside" else (1 - mu) * g)
                w = w - lr * v
        options = {"lr": lr, "mu": mu, "convention": convention}
        yield case("momentum", {"w": w0, "gradients": gradients}, options, value=w, velocity=v)
    lr, mu = 0.05, 0.8
    w0, curvature = normal(rng, 3), positive(rng, 3)
    slope = jax.grad(lambda w: 0.5 * jnp.sum(curvature * w**2))
    w, v = w0, np.zeros(3)
    for _ in range(STEPS):
        v = mu * v - lr * slope(w + mu * v)
        w = w + v
    yield case("nesterov", {"w": w0, "curvature": curvature}, {"lr": lr, "mu": mu}, value=w, velocity=v)
    w, v, gradients = w0, np.zeros(3), normal(rng, STEPS, 3)
    for g in gradients:
        v = mu * v + g
        w = w - lr * (g + mu * v)
    inputs = {"w": w0, "gradients": gradients}
    yield case("nesterovStepOf", inputs, {"lr": lr, "mu": mu}, value=w, velocity=v)


def adaptive(rng):
    inputs = {"w": normal(rng, 3), "gradients": normal(rng, STEPS, 3)}
    w, s = inputs["w"], np.zeros(3)
    for g in inputs["gradients"]:
        s = s + g * g
        w = w - 0.1 * g / (np.sqrt(s) + 1e-3)
    yield case("adagrad", inputs, {"lr": 0.1, "epsilon": 1e-3}, value=w, squares=s)
    for place in ["outside", "inside"]:
        w, s = inputs["w"], np.zeros(3)
        for g in inputs["gradients"]:
            s = 0.9 * s + 0.1 * g * g
            w = w - 0.05 * g / (np.sqrt(s) + 0.01 if place == "outside" else np.sqrt(s + 0.01))
        options = {"lr": 0.05, "beta": 0.9, "epsilon": 0.01, "place": place}
        yield case("rmsprop", inputs, options, value=w, squares=s)
    for form in ["adam", "adamUncorrected", "adamw"]:
        lr, b1, b2, epsilon, decay = 0.02, 0.8, 0.95, 1e-4, 0.1
        w, m, v = inputs["w"], np.zeros(3), np.zeros(3)
        for t, g in enumerate(inputs["gradients"], 1):
            m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
            m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
            if form == "adamw":
                w = w - lr * decay * w
            if form == "adamUncorrected":
                w = w - lr * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + epsilon)
            else:
                w = w - lr * m_hat / (np.sqrt(v_hat) + epsilon)
        options = {"lr": lr, "beta1": b1, "beta2": b2, "epsilon": epsilon}
        options = {**options, "decay": decay} if form == "adamw" else options
        yield case(form, inputs, options, value=w, m=m, v=v)


def initialisers(rng):
    """The bound of a uniform draw is what jax's sampler returns, divided by the draw from [-1,1] of the same key."""
    samplers = {
        "lecun": jax.nn.initializers.lecun_uniform,
        "glorot": jax.nn.initializers.glorot_uniform,
        "he": jax.nn.initializers.he_uniform,
    }
    key = jax.random.key(0)
    for scheme, sampler in samplers.items():
        fan_in, fan_out = draw(rng, 2, 9), draw(rng, 2, 9)
        bound = ratio(sampler(dtype=jnp.float64), key, (fan_in, fan_out))
        options = {"scheme": scheme, "fanIn": fan_in, "fanOut": fan_out}
        yield case("initialise", {}, options, value=bound, variance=bound**2 / 3, std=bound / np.sqrt(3))
        c, o, kernel = draw(rng, 1, 4), draw(rng, 1, 4), [draw(rng, 1, 3), draw(rng, 1, 3)]
        bound = ratio(sampler(in_axis=1, out_axis=0, dtype=jnp.float64), key, (o, c, *kernel))
        options = {"scheme": scheme, "channels": c, "filters": o, "kernel": kernel}
        yield case("initialiseConv", {}, options, value=bound)


def ratio(sampler, key, shape):
    drawn = np.asarray(sampler(key, shape)).reshape(-1)
    unit = np.asarray(jax.random.uniform(key, shape, jnp.float64, -1)).reshape(-1)
    largest = np.argmax(np.abs(unit))
    return drawn[largest] / unit[largest]
