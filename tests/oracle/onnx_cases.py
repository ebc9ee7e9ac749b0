"""Writes cases of one-node ONNX models run by onnxruntime in 32 bits: the conventions frameworks disagree on.

    python onnx_cases.py --seed 1 --rounds 3 --out cases.json
"""

import argparse
import json

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

F = np.float32


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    found = []
    for _ in range(arguments.rounds):
        for make in [pools, convolutions, norms, lstms, grus, attentions]:
            found += make(rng)
    with open(arguments.out, "w", encoding="utf8") as file:
        json.dump(found, file)


def run(op, inputs, outputs=("y",), **attributes):
    """The outputs of a graph of one node."""
    node = helper.make_node(op, list(inputs), list(outputs), **attributes)
    typed = [helper.make_tensor_value_info(name, TensorProto.FLOAT, x.shape) for name, x in inputs.items() if name]
    made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs if name]
    graph = helper.make_graph([node], "one", typed, made)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # In ceil mode the shape ONNX infers counts a window that starts past the input; the kernel drops it, and warns.
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {name: x for name, x in inputs.items() if name})


def normal(rng, *shape):
    return rng.normal(size=shape).astype(F)


def draw(rng, low, high):
    return int(rng.integers(low, high + 1))


def pair(rng, low, high):
    return [draw(rng, low, high), draw(rng, low, high)]


def case(op, inputs, options, **expected):
    def stored(tensors):
        return {name: {"shape": list(x.shape), "values": x.astype(float).ravel().tolist()} for name, x in tensors.items()}

    return {"op": op, "options": options, "inputs": stored(inputs), "expected": stored(expected)}


def pools(rng):
    for ceil in [0, 1]:
        for op in ["MaxPool", "AveragePool", "AveragePool"]:
            size, stride = pair(rng, 1, 3), pair(rng, 1, 3)
            padding = [draw(rng, 0, k // 2) for k in size]
            extent = [max(k - 2 * p, 1) + draw(rng, 1, 5) for k, p in zip(size, padding)]
            x = normal(rng, 2, 2, *extent)
            how = {"kernel_shape": size, "strides": stride, "pads": padding * 2, "ceil_mode": ceil}
            options = {"size": size, "stride": stride, "padding": padding, "ceil": bool(ceil)}
            if op == "AveragePool":
                how["count_include_pad"] = draw(rng, 0, 1)
                options["countPadding"] = bool(how["count_include_pad"])
            (y,) = run(op, {"x": x}, **how)
            yield case("onnx " + op, {"x": x}, options, value=y)


def convolutions(rng):
    for groups in [1, 2]:
        stride, padding, dilation, kernel = pair(rng, 1, 2), pair(rng, 0, 2), pair(rng, 1, 2), pair(rng, 1, 3)
        extent = [max(d * (k - 1) + 1 - 2 * p, 1) + draw(rng, 0, 4) for d, k, p in zip(dilation, kernel, padding)]
        c, o = groups * draw(rng, 1, 3), groups * draw(rng, 1, 3)
        inputs = {"x": normal(rng, 2, c, *extent), "weight": normal(rng, o, c // groups, *kernel), "bias": normal(rng, o)}
        how = {"strides": stride, "pads": padding * 2, "dilations": dilation, "group": groups}
        (y,) = run("Conv", inputs, **how)
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        yield case("onnx Conv", inputs, options, value=y)
        stride, kernel = pair(rng, 1, 3), pair(rng, 2, 3)
        padding, extra = pair(rng, 0, 1), [draw(rng, 0, s - 1) for s in stride]
        inputs["x"], inputs["weight"] = normal(rng, 2, c, 3, 2), normal(rng, c, o // groups, *kernel)
        how = {"strides": stride, "pads": padding * 2, "output_padding": extra, "group": groups}
        (y,) = run("ConvTranspose", inputs, **how)
        options = {"stride": stride, "padding": padding, "outputPadding": extra, "groups": groups}
        yield case("onnx ConvTranspose", inputs, options, value=y)


def norms(rng):
    d, epsilon = draw(rng, 2, 6), [1e-5, 1e-3, 0.1][draw(rng, 0, 2)]
    inputs = {"x": normal(rng, 2, 3, d), "gamma": normal(rng, d), "beta": normal(rng, d)}
    (y,) = run("LayerNormalization", inputs, epsilon=epsilon)
    yield case("onnx LayerNormalization", inputs, {"epsilon": epsilon}, value=y)
    inputs = {"x": normal(rng, 2, 4, 3, 2), "gamma": normal(rng, 4), "beta": normal(rng, 4)}
    (y,) = run("InstanceNormalization", inputs, epsilon=epsilon)
    yield case("onnx InstanceNormalization", inputs, {"epsilon": epsilon}, value=y)
    inputs = {**inputs, "mean": normal(rng, 4), "variance": np.abs(normal(rng, 4)) + F(0.1)}
    (y,) = run("BatchNormalization", inputs, epsilon=epsilon)
    yield case("onnx BatchNormalization", inputs, {"epsilon": epsilon}, value=y)


def recurrent(rng, blocks):
    d, h = draw(rng, 1, 4), draw(rng, 1, 4)
    return h, {
        "x": normal(rng, draw(rng, 1, 5), 2, d),
        "w": normal(rng, 1, blocks * h, d),
        "r": normal(rng, 1, blocks * h, h),
        "b": normal(rng, 1, 2 * blocks * h),
        "": None,
        "h": normal(rng, 1, 2, h),
    }


def lstms(rng):
    h, inputs = recurrent(rng, 4)
    inputs["c"] = normal(rng, 1, 2, h)
    y, last, cell = run("LSTM", inputs, ("y", "y_h", "y_c"), hidden_size=h)
    inputs.pop("")
    yield case("onnx LSTM", inputs, {}, value=y[:, 0], last=last[0], cell=cell[0])


def grus(rng):
    for after in [0, 1]:
        h, inputs = recurrent(rng, 3)
        (y,) = run("GRU", inputs, hidden_size=h, linear_before_reset=after)
        inputs.pop("")
        yield case("onnx GRU", inputs, {"reset": "after" if after else "before"}, value=y[:, 0])


def attentions(rng):
    """By parts: MatMul, scaling, an additive mask, Softmax, MatMul."""
    n, m, d = draw(rng, 1, 5), draw(rng, 1, 5), draw(rng, 1, 4)
    inputs = {"query": normal(rng, 2, n, d), "key": normal(rng, 2, m, d), "value": normal(rng, 2, m, d)}
    mask = (rng.uniform(size=(n, m)) < 0.5).astype(F)
    mask[:, draw(rng, 0, m - 1)] = 1
    (scores,) = run("MatMul", {"a": inputs["query"], "b": inputs["key"].swapaxes(1, 2).copy()})
    seen = (scores / np.sqrt(F(d)) + np.where(mask, F(0), F(-np.inf))).astype(F)
    (weights,) = run("Softmax", {"x": seen}, axis=-1)
    (y,) = run("MatMul", {"a": weights, "b": inputs["value"]})
    yield case("onnx attention by parts", {**inputs, "mask": mask}, {}, value=y, weights=weights)


main()
