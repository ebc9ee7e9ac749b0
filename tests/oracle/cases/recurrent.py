"""Recurrent cells in their variants."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from .case import case, differentiated, draw, normal


def cases(rng):
    d, h = draw(rng, 1, 3), draw(rng, 1, 3)
    xs, start = normal(rng, draw(rng, 1, 4), 2, d), normal(rng, 2, h)
    inputs = {"xs": xs, "start": start, **weights(rng, 1, d, h)}
    yield differentiated(rng, "rnn", rnn, inputs)
    yield from lstms(rng)
    for reset in ["after", "before"]:
        for update in ["keeps-old", "takes-new"]:
            yield gru_case(rng, reset, update)


def weights(rng, blocks, d, h):
    return {"input": normal(rng, blocks * h, d), "hidden": normal(rng, blocks * h, h), "bias": normal(rng, blocks * h)}


def rnn(xs, start, input, hidden, bias):
    def step(h, x):
        h = jnp.tanh(x @ input.T + h @ hidden.T + bias)
        return h, h

    return lax.scan(step, start, xs)[1]


def lstm_step(x, h, c, input, hidden, bias):
    i, f, g, o = jnp.split(x @ input.T + h @ hidden.T + bias, 4, axis=-1)
    i, f, g, o = jax.nn.sigmoid(i), jax.nn.sigmoid(f), jnp.tanh(g), jax.nn.sigmoid(o)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "value": o * jnp.tanh(c)}


def lstm(xs, h, c, input, hidden, bias):
    """The outputs of every step, and the last cell beside the last output."""

    def step(state, x):
        found = lstm_step(x, *state, input, hidden, bias)
        return (found["value"], found["c"]), found["value"]

    (h, c), outputs = lax.scan(step, (h, c), xs)
    return jnp.concatenate([outputs, c[None]])


def lstms(rng):
    for length in [1, 4]:
        d, h = draw(rng, 1, 3), draw(rng, 1, 3)
        inputs = {
            "xs": normal(rng, length, 2, d),
            "h": normal(rng, 2, h),
            "c": normal(rng, 2, h),
            **weights(rng, 4, d, h),
        }
        yield differentiated(rng, "lstm", lstm, inputs)
    inputs["x"] = inputs.pop("xs")[0]
    yield case("lstmStep", inputs, **lstm_step(**inputs))


def gru_step(x, h, w, reset, update):
    """Gate by gate in NumPy, from the formulas of Cho et al. 2014 and of cuDNN's manual."""

    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    wr, wz, wn = np.split(w["input"], 3)
    ur, uz, un = np.split(w["hidden"], 3)
    br, bz, bn = np.split(w["inputBias"], 3)
    cr, cz, cn = np.split(w["hiddenBias"], 3)
    r = sigmoid(x @ wr.T + br + h @ ur.T + cr)
    z = sigmoid(x @ wz.T + bz + h @ uz.T + cz)
    memory = r * (h @ un.T + cn) if reset == "after" else (r * h) @ un.T + cn
    n = np.tanh(x @ wn.T + bn + memory)
    new = (1 - z) * n + z * h if update == "keeps-old" else (1 - z) * h + z * n
    return {"r": r, "z": z, "n": n, "value": new}


def gru_case(rng, reset, update):
    d, h = draw(rng, 1, 3), draw(rng, 1, 3)
    xs, start = normal(rng, 3, 2, d), normal(rng, 2, h)
    w = weights(rng, 3, d, h)
    w["inputBias"], w["hiddenBias"] = w.pop("bias"), normal(rng, 3 * h)
    state, outputs = start, []
    for x in xs:
        last = gru_step(x, state, w, reset, update)
        state = last["value"]
        outputs.append(state)
    gates = {name: last[name] for name in ["r", "z", "n"]}
    options = {"reset": reset, "update": update}
    return case("gru", {"xs": xs, "start": start, **w}, options, value=np.stack(outputs), **gates)
