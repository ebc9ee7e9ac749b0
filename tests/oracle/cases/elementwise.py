"""Elementwise mathematics, activations and special functions."""

import jax
import jax.numpy as jnp
import numpy as np
from scipy import special

from .case import case, differentiated, distinct, draw, normal, positive


def cases(rng):
    yield from arithmetic(rng)
    yield from unary(rng)
    yield from activations(rng)
    yield from gated(rng)
    x = np.concatenate([normal(rng, 8), normal(rng, 6, scale=4)])
    yield case("erf", {"x": x}, value=special.erf(x))
    yield case("erfc", {"x": x}, value=special.erfc(x))
    yield case("normalCdf", {"x": x}, value=special.ndtr(x))


def arithmetic(rng):
    n, m = draw(rng, 2, 4), draw(rng, 2, 4)
    shapes = [((n, m), (n, m)), ((n, 1, m), (n, 1)), ((m,), (2, n, 1)), ((), (n, m))]
    for op, f in [("add", jnp.add), ("sub", jnp.subtract), ("mul", jnp.multiply), ("div", jnp.divide)]:
        for left, right in shapes:
            inputs = {"a": normal(rng, *left), "b": positive(rng, *right)}
            yield differentiated(rng, op, lambda a, b, f=f: f(a, b), inputs)
    for left, right in shapes[:2]:
        inputs = {"a": positive(rng, *left), "b": normal(rng, *right)}
        yield differentiated(rng, "pow", lambda a, b: a**b, inputs)
    names = ["maximum", "minimum", "greater", "less", "equal"]
    for op in names:
        a, b = np.round(normal(rng, n, m), 0), np.round(normal(rng, m), 0)
        yield case(op, {"a": a, "b": b}, value=getattr(np, op)(a, b))
    condition = (normal(rng, n, 1) > 0).astype(float)
    inputs = {"condition": condition, "yes": normal(rng, n, m), "no": normal(rng, m)}
    yield differentiated(
        rng, "where", lambda condition, yes, no: jnp.where(condition != 0, yes, no), inputs, by=["yes", "no"]
    )


def unary(rng):
    n = draw(rng, 2, 3)
    for op, f in [("neg", jnp.negative), ("exp", jnp.exp), ("square", jnp.square), ("abs", jnp.abs)]:
        yield differentiated(rng, op, lambda x, f=f: f(x), {"x": normal(rng, n, 3)})
    for op, f in [("log", jnp.log), ("sqrt", jnp.sqrt)]:
        yield differentiated(rng, op, lambda x, f=f: f(x), {"x": positive(rng, n, 3)})
    x = normal(rng, n, 4)
    yield case("sign", {"x": x}, value=np.sign(x))
    yield case("clip", {"x": x}, {"lo": -0.5, "hi": 0.75}, value=np.clip(x, -0.5, 0.75))
    yield case("log2", {"x": np.abs(x) + 0.125}, value=np.log2(np.abs(x) + 0.125))


ACTIVATIONS = {
    "relu": jax.nn.relu,
    "sigmoid": jax.nn.sigmoid,
    "logSigmoid": jax.nn.log_sigmoid,
    "tanh": jnp.tanh,
    "softplus": jax.nn.softplus,
    "softsign": jax.nn.soft_sign,
    "silu": jax.nn.silu,
    "mish": jax.nn.mish,
    "selu": jax.nn.selu,
    "gelu": lambda x: jax.nn.gelu(x, approximate=False),
    "geluTanh": lambda x: jax.nn.gelu(x, approximate=True),
}


def activations(rng):
    for op, f in ACTIVATIONS.items():
        x = np.concatenate([normal(rng, 5), distinct(rng, 6) * 8])
        slope = jax.jit(jax.vmap(jax.grad(f)))(x)
        yield differentiated(rng, op, lambda x, f=f: f(x), {"x": x}, slope=slope)
    for op, f in [("leakyRelu", jax.nn.leaky_relu), ("elu", jax.nn.elu)]:
        alpha = round(rng.uniform(0.01, 1.5), 2)
        x = normal(rng, 6, scale=2)
        slope = jax.vmap(jax.grad(lambda x: f(x, alpha)))(x)
        yield differentiated(rng, op, lambda x: f(x, alpha), {"x": x}, {"alpha": alpha}, slope=slope)
    yield differentiated(
        rng,
        "prelu",
        lambda x, slope: jnp.where(x > 0, x, slope * x),
        {"x": normal(rng, 2, 3, 4), "slope": positive(rng, 3, 1)},
    )


def gated(rng):
    x = normal(rng, 3, 2 * draw(rng, 1, 3))
    yield differentiated(rng, "glu", lambda x: jax.nn.glu(x), {"x": x})

    def swiglu(x):
        a, b = jnp.split(x, 2, axis=-1)
        return jax.nn.silu(a) * b

    yield differentiated(rng, "swiglu", swiglu, {"x": x})
