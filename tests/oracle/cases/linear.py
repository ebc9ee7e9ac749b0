"""Reductions, softmax, products, rearrangements and small systems of equations."""

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.special import logsumexp
from scipy import ndimage

from .case import case, differentiated, distinct, draw, normal, positive


def cases(rng):
    yield from reductions(rng)
    yield from softmaxes(rng)
    yield from products(rng)
    yield from arrangements(rng)
    yield from systems(rng)


OVER = [{}, {"axis": 1}, {"axis": [0, -1], "keep": True}]


def numpy_over(over):
    axis = over.get("axis")
    return {"axis": tuple(axis) if isinstance(axis, list) else axis, "keepdims": over.get("keep", False)}


def reductions(rng):
    shape = (draw(rng, 2, 3), draw(rng, 2, 4), draw(rng, 2, 3))
    for over in OVER:
        how = numpy_over(over)
        for op, f in [("sum", jnp.sum), ("mean", jnp.mean), ("logSumExp", logsumexp), ("norm", jnp.linalg.norm)]:
            if op == "norm":
                f = lambda x, **how: jnp.sqrt(jnp.sum(x * x, **how))
            yield differentiated(rng, op, lambda x, f=f: f(x, **how), {"x": normal(rng, *shape)}, over)
        yield differentiated(rng, "max", lambda x: jnp.max(x, **how), {"x": distinct(rng, *shape)}, over)
        for divisor, lost in [("biased", 0), ("unbiased", 1)]:
            yield differentiated(
                rng,
                "variance",
                lambda x: jnp.var(x, ddof=lost, **how),
                {"x": normal(rng, *shape)},
                {**over, "divisor": divisor},
            )
        x = normal(rng, *shape)
        yield case("min", {"x": x}, over, value=np.min(x, **how))
        yield case("product", {"x": x}, over, value=np.prod(x, **how))
    x = np.round(normal(rng, *shape), 0)
    for axis in [0, 1, -1]:
        yield case("argmax", {"x": x}, {"axis": axis}, value=np.argmax(x, axis))
        yield case("argmin", {"x": x}, {"axis": axis}, value=np.argmin(x, axis))


def softmaxes(rng):
    shape = (draw(rng, 2, 3), draw(rng, 2, 4), draw(rng, 2, 3))
    for axis in [0, 1, -1]:
        for op, f in [("softmax", jax.nn.softmax), ("logSoftmax", jax.nn.log_softmax)]:
            inputs = {"x": normal(rng, *shape, scale=4)}
            yield differentiated(rng, op, lambda x, f=f: f(x, axis=axis), inputs, {"axis": axis})
    x = normal(rng, 5, scale=3)
    yield case("softmaxAt", {"x": x}, {"temperature": 2.5}, value=jax.nn.softmax(x / 2.5))
    yield case("softmaxJacobian", {"x": x}, value=jax.jacobian(jax.nn.softmax)(x))


def products(rng):
    n, k, m = draw(rng, 1, 4), draw(rng, 1, 6), draw(rng, 1, 4)
    pairs = [
        ((n, k), (k, m)),
        ((2, n, k), (2, k, m)),
        ((2, 1, n, k), (3, k, m)),
        ((k,), (2, k, m)),
        ((n, k), (k,)),
        ((k,), (k,)),
    ]
    for left, right in pairs:
        inputs = {"a": normal(rng, *left), "b": normal(rng, *right)}
        yield differentiated(rng, "matmul", lambda a, b: a @ b, inputs)
    yield case("outer", {"a": inputs["a"], "b": inputs["b"]}, value=np.outer(inputs["a"], inputs["b"]))
    for formula, shapes in [
        ("ij,jk->ik", [(n, k), (k, m)]),
        ("bij,bkj->bik", [(2, n, k), (2, m, k)]),
        ("ii->i", [(k, k)]),
        ("ijk->", [(n, k, m)]),
        ("i,j->ij", [(n,), (m,)]),
        ("bhnd,bhmd->bhnm", [(2, 2, n, k), (2, 2, m, k)]),
        ("ij,jk,kl->il", [(n, k), (k, m), (m, 2)]),
    ]:
        operands = [normal(rng, *shape) for shape in shapes]
        inputs = {f"t{i}": x for i, x in enumerate(operands)}
        yield case("einsum", inputs, {"formula": formula}, value=np.einsum(formula, *operands))
    inputs = {"x": normal(rng, 2, n, k), "weight": normal(rng, k, m), "bias": normal(rng, m)}
    yield differentiated(rng, "rowDense", lambda x, weight, bias: x @ weight + bias, inputs)
    inputs = {"x": normal(rng, n, k), "weight": normal(rng, m, k), "bias": normal(rng, m)}
    yield differentiated(rng, "columnDense", lambda x, weight, bias: x @ weight.T + bias, inputs)


def arrangements(rng):
    n, m = draw(rng, 2, 3), draw(rng, 3, 4)
    x = normal(rng, n, m, 2)
    order = [int(i) for i in rng.permutation(3)]
    yield differentiated(rng, "permute", lambda x: jnp.transpose(x, order), {"x": x}, {"order": order})
    yield differentiated(rng, "transpose", lambda x: jnp.swapaxes(x, -1, -2), {"x": x})
    yield differentiated(rng, "reshape", lambda x: jnp.reshape(x, (2, -1)), {"x": x}, {"shape": [2, -1]})
    target = [2, n, m, 2]
    yield differentiated(rng, "broadcastTo", lambda x: jnp.broadcast_to(x, target), {"x": x}, {"shape": target})
    run = {"axis": 1, "from": 1, "to": m, "step": 2}
    yield differentiated(rng, "slice", lambda x: x[:, 1:m:2], {"x": x}, run)
    indices = [draw(rng, 0, m - 1) for _ in range(4)]
    taking = {"axis": 1, "indices": indices}
    yield differentiated(rng, "take", lambda x: jnp.take(x, jnp.array(indices), axis=1), {"x": x}, taking)
    both = {"a": normal(rng, n, 2), "b": normal(rng, n, 3)}
    yield differentiated(rng, "concat", lambda a, b: jnp.concatenate([a, b], axis=1), both, {"axis": 1})
    both = {"a": normal(rng, n, m), "b": normal(rng, n, m)}
    yield differentiated(rng, "stack", lambda a, b: jnp.stack([a, b], axis=-1), both, {"axis": -1})
    padding = {"axis": 1, "before": 1, "after": 2, "value": 0.5}
    padded = np.pad(x, [(0, 0), (1, 2), (0, 0)], constant_values=0.5)
    yield case("pad", {"x": x}, padding, value=padded)
    yield case("flip", {"x": x}, {"axis": 1}, value=np.flip(x, 1))
    labels = rng.integers(0, 4, size=(2, 3)).astype(float)
    yield case("oneHot", {"labels": labels}, {"classes": 4}, value=jax.nn.one_hot(labels.astype(int), 4))


def systems(rng):
    n = draw(rng, 2, 4)
    a = normal(rng, n, n) + 3 * np.eye(n)
    b = normal(rng, n, 2)
    yield case("solve", {"a": a, "b": b}, value=np.linalg.solve(a, b))
    yield case("inverse", {"a": a}, value=np.linalg.inv(a))
    x, y = normal(rng, n + 4, n), normal(rng, n + 4)
    yield case("leastSquares", {"x": x, "y": y}, value=np.linalg.lstsq(x, y, rcond=None)[0])
    a, b = normal(rng, n), normal(rng, n)
    yield case(
        "cosineSimilarity", {"a": a, "b": b}, value=a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    )
    image = normal(rng, 3, 4)
    at = {"x": round(rng.uniform(0, 3), 2), "y": round(rng.uniform(0, 2), 2)}
    value = ndimage.map_coordinates(image, [[at["y"]], [at["x"]]], order=1)[0]
    yield case("bilinearSample", {"image": image}, at, value=value)
