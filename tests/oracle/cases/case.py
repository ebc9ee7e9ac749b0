"""What a case is: an operation, its inputs and settings, and what an independent library makes of them."""

import os

# This pass of jaxlib 0.10.2 crashes on some convolutions dilated on both sides, where it swaps image and kernel.
os.environ["XLA_FLAGS"] = "--xla_disable_hlo_passes=algsimp"

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def normal(rng, *shape, scale=1.0):
    """Normal numbers of three decimals: short in JSON, exact in both languages."""
    return np.round(rng.normal(size=shape) * scale, 3)


def positive(rng, *shape):
    return np.round(rng.uniform(0.1, 2, size=shape), 3)


def distinct(rng, *shape):
    """Numbers of which no two are equal, so that maxima have no ties."""
    size = int(np.prod(shape))
    return (rng.permutation(size).reshape(shape) - size / 2 + 0.25) / 8


def distribution(rng, *shape):
    """Positive numbers that sum to 1 along the last axis, to the last digit of a double or nearly."""
    p = rng.uniform(0.05, 1, size=shape)
    return p / p.sum(-1, keepdims=True)


def draw(rng, low, high):
    """A whole number from low to high, both included."""
    return int(rng.integers(low, high + 1))


def pair(rng, low, high):
    return [draw(rng, low, high), draw(rng, low, high)]


def tensor(x):
    x = np.asarray(x)
    if not np.all(np.isfinite(x)):
        raise ValueError(f"Cannot write {x} as JSON: it is not finite")
    return {"shape": list(x.shape), "values": [plain(v) for v in x.reshape(-1).tolist()]}


def plain(v):
    """Whole numbers without '.0'; other doubles by their shortest text that reads back as the same (17 digits at most)."""
    return int(v) if float(v).is_integer() and abs(v) < 2**53 else float(v)


def case(op, inputs=None, options=None, **expected):
    """A case of fixed answers. Keyword names are the names of outputs; `value` is the main one."""
    return {
        "op": op,
        "options": options or {},
        "inputs": {name: tensor(x) for name, x in (inputs or {}).items()},
        "expected": {name.replace("d_", "d "): tensor(x) for name, x in expected.items()},
    }


def differentiated(rng, op, f, inputs, options=None, by=None, **more):
    """A case of f's value and, for a random upstream, its gradient by each input named in `by` (all by default)."""
    names = list(inputs if by is None else by)
    fixed = {name: jnp.asarray(x) for name, x in inputs.items() if name not in names}

    def of(*args):
        return f(**dict(zip(names, args)), **fixed)

    args = [jnp.asarray(inputs[name]) for name in names]
    shape = jax.eval_shape(of, *args).shape
    upstream = normal(rng, *shape)

    @jax.jit
    def both(upstream, *args):
        value, pull = jax.vjp(of, *args)
        return value, pull(upstream)

    value, gradients = both(jnp.asarray(upstream), *args)
    gradients = {f"d_{name}": g for name, g in zip(names, gradients)}
    return case(op, {**inputs, "upstream": upstream}, options, value=value, **gradients, **more)
