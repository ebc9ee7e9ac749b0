"""Convolutions, transposed convolutions and pooling."""

import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from .case import case, differentiated, distinct, draw, normal, pair


def cases(rng):
    for groups in [1, 1, 2, 3]:
        yield image(rng, groups)
    yield image(rng, 1, batch=False)
    for groups in [1, 2]:
        yield line(rng, groups)
    for groups in [1, 1, 2]:
        yield transposed(rng, groups)
    yield transposed_line(rng)
    for ceil in [False, True]:
        for _ in range(2):
            yield max_pool(rng, ceil)
            yield average_pool(rng, ceil, True)
            yield average_pool(rng, ceil, False)
    x = normal(rng, 2, 3, 2, 4)
    yield case("globalAvgPool2d", {"x": x}, value=x.mean((-2, -1)))


def convolve(x, weight, stride, padding, dilation, groups, lhs=None):
    rank = x.ndim - 2
    letters = "HW"[2 - rank:]
    return lax.conv_general_dilated(
        x,
        weight,
        window_strides=stride,
        padding=padding,
        lhs_dilation=lhs,
        rhs_dilation=dilation,
        feature_group_count=groups,
        dimension_numbers=("NC" + letters, "OI" + letters, "NC" + letters),
        precision=lax.Precision.HIGHEST,
    )


def image(rng, groups, batch=True):
    stride, padding, dilation, kernel = pair(rng, 1, 2), pair(rng, 0, 2), pair(rng, 1, 2), pair(rng, 1, 3)
    h, w = [max(d * (k - 1) + 1 - 2 * p, 1) + draw(rng, 0, 3) for d, k, p in zip(dilation, kernel, padding)]
    c, o = groups * draw(rng, 1, 2), groups * draw(rng, 1, 2)
    inputs = {
        "x": normal(rng, *([2] if batch else []), c, h, w),
        "weight": normal(rng, o, c // groups, *kernel),
        "bias": normal(rng, o),
    }

    def f(x, weight, bias):
        x = x if batch else x[None]
        out = convolve(x, weight, stride, [(p, p) for p in padding], dilation, groups) + bias[:, None, None]
        return out if batch else out[0]

    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    return differentiated(rng, "conv2d", f, inputs, options)


def line(rng, groups):
    stride, padding, dilation, kernel = draw(rng, 1, 2), draw(rng, 0, 2), draw(rng, 1, 2), draw(rng, 1, 3)
    length = max(dilation * (kernel - 1) + 1 - 2 * padding, 1) + draw(rng, 0, 4)
    c, o = groups * draw(rng, 1, 2), groups * draw(rng, 1, 2)
    inputs = {"x": normal(rng, 2, c, length), "weight": normal(rng, o, c // groups, kernel), "bias": normal(rng, o)}

    def f(x, weight, bias):
        return convolve(x, weight, [stride], [(padding, padding)], [dilation], groups) + bias[:, None]

    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    return differentiated(rng, "conv1d", f, inputs, options)


def transposed_values(x, weight, bias, stride, padding, dilation, extra, groups):
    """By dilating the input and flipping the kernel, not as the gradient of a convolution."""
    c, per_group, *kernel = weight.shape
    flipped = np.flip(weight, tuple(range(2, weight.ndim))).reshape(groups, c // groups, per_group, *kernel)
    swapped = np.swapaxes(flipped, 1, 2).reshape(groups * per_group, c // groups, *kernel)
    reach = [d * (k - 1) for d, k in zip(dilation, kernel)]
    edges = [(r - p, r - p + e) for r, p, e in zip(reach, padding, extra)]
    out = convolve(x, swapped, [1] * len(kernel), edges, dilation, groups, lhs=stride)
    return out + bias.reshape(-1, *[1] * len(kernel))


def transposed(rng, groups):
    stride, dilation, kernel = pair(rng, 1, 3), pair(rng, 1, 2), pair(rng, 2, 3)
    padding = pair(rng, 0, 1)
    extra = [draw(rng, 0, s - 1) for s in stride]
    c, per_group = groups * draw(rng, 1, 2), draw(rng, 1, 2)
    x = normal(rng, 2, c, draw(rng, 2, 3), draw(rng, 2, 3))
    weight, bias = normal(rng, c, per_group, *kernel), normal(rng, groups * per_group)
    value = transposed_values(x, weight, bias, stride, padding, dilation, extra, groups)
    options = {"stride": stride, "padding": padding, "dilation": dilation, "outputPadding": extra, "groups": groups}
    return case("convTranspose2d", {"x": x, "weight": weight, "bias": bias}, options, value=value)


def transposed_line(rng):
    stride, dilation, padding = draw(rng, 2, 3), draw(rng, 1, 2), draw(rng, 0, 1)
    x, weight, bias = normal(rng, 2, 2, 4), normal(rng, 2, 3, 3), normal(rng, 3)
    value = transposed_values(x, weight, bias, [stride], [padding], [dilation], [1], 1)
    options = {"stride": stride, "padding": padding, "dilation": dilation, "outputPadding": 1, "groups": 1}
    return case("convTranspose1d", {"x": x, "weight": weight, "bias": bias}, options, value=value)


def windows(rng, ceil):
    """Settings of a pooling, and for each axis the padding reduce_window needs after the input's end."""
    size, stride = pair(rng, 1, 3), pair(rng, 1, 3)
    padding = [draw(rng, 0, k // 2) for k in size]
    extent = [max(k - 2 * p, 1) + draw(rng, 1, 4) for k, p in zip(size, padding)]
    after = []
    for n, k, s, p in zip(extent, size, stride, padding):
        places = (math.ceil if ceil else math.floor)((n + 2 * p - k) / s) + 1
        if (places - 1) * s >= n + p:
            places -= 1
        after.append((places - 1) * s + k - n - p)
    options = {"size": size, "stride": stride, "padding": padding, "ceil": ceil}
    edges = [(0, 0), *[(p, a) for p, a in zip(padding, after)]]
    return options, extent, edges


def reduce_edges(x, edges, fill):
    """Padding that may be negative: floor mode leaves elements at the end unread."""
    return lax.pad(x, jnp.asarray(fill, x.dtype), [(before, after, 0) for before, after in edges])


def max_pool(rng, ceil):
    options, extent, edges = windows(rng, ceil)

    def f(x):
        shape = (1, *options["size"])
        padded = reduce_edges(x, edges, -jnp.inf)
        return lax.reduce_window(padded, -jnp.inf, lax.max, shape, (1, *options["stride"]), "VALID")

    return differentiated(rng, "maxPool2d", f, {"x": distinct(rng, 2, *extent)}, options)


def average_pool(rng, ceil, count_padding):
    options, extent, edges = windows(rng, ceil)

    def total(x, edges):
        shape = (1, *options["size"])
        return lax.reduce_window(reduce_edges(x, edges, 0.0), 0.0, lax.add, shape, (1, *options["stride"]), "VALID")

    there = jnp.ones((1, *extent))
    if count_padding:
        own = [(0, 0), *[(p, p) for p in options["padding"]]]
        over = [(0, 0), *[(0, after - p) for (_, after), p in zip(edges[1:], options["padding"])]]
        count = total(reduce_edges(there, own, 1.0), over)
    else:
        count = total(there, edges)
    return differentiated(
        rng,
        "avgPool2d",
        lambda x: total(x, edges) / count,
        {"x": normal(rng, 2, *extent)},
        {**options, "countPadding": count_padding},
    )
