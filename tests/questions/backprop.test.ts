/** Keys of the backpropagation questions against differences of the loss in Python, shapes and products by hand. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

test.each([
  ["square-of-sum", [3, -1, 2], 1, [2, -6, -2]],
  ["square-of-sum", [2, 3, -4], 4, [12, 8, 4]],
  ["sum-times", [2, -4, 3], -6, [3, 3, -2]],
  ["product-plus", [2, -1, 3], 36, [36, -72, 24]],
  ["two-sums", [1, -2, 4], -2, [2, 1, -1]],
  ["two-sums", [-3, 2, 1], -3, [3, 2, -1]],
  ["reuse", [2, -3, 1], 15, [9, -11, -3]],
  ["reuse", [-1, 4, 2], -8, [16, -6, 4]],
  ["long", [1, 2, -3], 8, [0, 4, -8]],
  ["long", [3, -2, 1], -96, [-80, 48, -48]],
])(
  "graph-gradient of %s at %j has f = %i and gradients %j",
  (graph, [x = 0, y = 0, z = 0], f, [dx = 0, dy = 0, dz = 0]) => {
    expectKeys("graph-gradient", { graph, x, y, z }, { f, d_x: dx, d_y: dy, d_z: dz });
  },
);

test.each([
  [{
    "x": [2, -1],
    "w1": [[1, -2], [-1, 1]],
    "b1": [1, -1],
    "w2": [[2, -1]],
    "b2": [1],
    "target": [3],
    "activation": "relu",
  }, {
    "delta2": [8.0],
    "dW2": [[40.0, 0.0]],
    "delta1": [16.0, 0.0],
    "dW1": [[32.0, -16.0], [0.0, 0.0]],
    "dx": [16.0, -32.0],
  }],
  [{
    "x": [-1, 2],
    "w1": [[1, 1], [2, -1]],
    "b1": [1, -2],
    "w2": [[-2, 1]],
    "b2": [0],
    "target": [1],
    "activation": "relu",
  }, {
    "delta2": [-5.0],
    "dW2": [[-10.0, 0.0]],
    "delta1": [10.0, 0.0],
    "dW1": [[-10.0, 20.0], [0.0, 0.0]],
    "dx": [10.0, 10.0],
  }],
  [{
    "x": [1, -1],
    "w1": [[0.5, -0.5], [1, 0.5]],
    "b1": [0.5, -1],
    "w2": [[1, -0.5]],
    "b2": [0.5],
    "target": [2],
    "activation": "sigmoid",
  }, {
    "delta2": [-0.871195858],
    "dW2": [[-0.712267497, -0.328911867]],
    "delta1": [-0.129935771, 0.10236713],
    "dW1": [[-0.129935771, 0.129935771], [0.10236713, -0.10236713]],
    "dx": [0.037399245, 0.116151451],
  }],
  [{
    "x": [2, 1],
    "w1": [[-0.5, 1], [0.5, -0.5]],
    "b1": [0.5, 1],
    "w2": [[-1, 0.5]],
    "b2": [0],
    "target": [-1],
    "activation": "tanh",
  }, {
    "delta2": [0.99045697],
    "dW2": [[0.457707159, 0.896510396]],
    "delta1": [-0.778942638, 0.089491075],
    "dW1": [[-1.557885277, -0.778942638], [0.17898215, 0.089491075]],
    "dx": [0.434216857, -0.823688176],
  }],
  [{
    "x": [2, -1],
    "w1": [[1, -0.5], [0.5, -1]],
    "b1": [0.5, -3],
    "w2": [[0.5, -1], [-0.5, 1]],
    "b2": [-1, 0.5],
    "target": [1, 0.5],
    "activation": "relu",
  }, {
    "delta2": [-0.5, -1.5],
    "dW2": [[-1.5, 0.0], [-4.5, 0.0]],
    "delta1": [0.5, 0.0],
    "dW1": [[1.0, -0.5], [0.0, 0.0]],
    "dx": [0.5, -0.25],
  }],
  [{
    "x": [-2, 1],
    "w1": [[-1, 2], [1, 1]],
    "b1": [1, -1],
    "w2": [[2, 1], [-1, 2]],
    "b2": [1, 0],
    "target": [3, -2],
    "activation": "relu",
  }, {
    "delta2": [8.0, -3.0],
    "dW2": [[40.0, 0.0], [-15.0, 0.0]],
    "delta1": [19.0, 0.0],
    "dW1": [[-38.0, 19.0], [0.0, 0.0]],
    "dx": [-19.0, 38.0],
  }],
])("mlp-backward of %j", (net, { dx, ...gradients }) => {
  expectKeys("mlp-backward", { ...net, input: true }, { ...gradients, dx });
  expectKeys("mlp-backward", { ...net, input: false }, gradients);
});

test.each([
  [{ "h": [1, -2], "w": [[0.5, -1, 1], [0, 0.5, 1]], "trueClass": 2, "convention": "row" }, [
    0.7661572066,
    0.0628900132,
    0.1709527802,
  ], [[0.766157207, -0.937109987, 0.17095278], [-1.532314413, 1.874219974, -0.34190556]]],
  [{ "h": [0.5, 1.5], "w": [[1, -0.5, 0.5], [-1, 0.5, 0]], "trueClass": 1, "convention": "row" }, [
    0.1114574711,
    0.4995177298,
    0.3890247991,
  ], [[-0.444271264, 0.249758865, 0.1945124], [-1.332813793, 0.749276595, 0.583537199]]],
  [
    {
      "h": [1, -1, 2],
      "w": [[0.5, -1, 0.5], [0, 0.5, -0.5], [1, 1, 0]],
      "trueClass": 3,
      "convention": "column",
    },
    [0.9087599243, 0.0166445186, 0.0745955571],
    [[0.908759924, -0.908759924, 1.817519849], [0.016644519, -0.016644519, 0.033289037], [
      -0.925404443,
      0.925404443,
      -1.850808886,
    ]],
  ],
  [{ "h": [-1.5, 1], "w": [[1, 0.5], [-0.5, 0], [0, -1]], "trueClass": 2, "convention": "column" }, [
    0.1289556721,
    0.7420886558,
    0.1289556721,
  ], [[-0.193433508, 0.128955672], [0.386867016, -0.257911344], [-0.193433508, 0.128955672]]],
])("ce-weight-grad of %j has p = %j", (layer, p, grad) => {
  expectKeys("ce-weight-grad", { ...layer, row: 0, column: 0 }, { p, grad });
  grad.forEach((row, i) =>
    row.forEach((entry, j) =>
      expectKeys("ce-weight-grad", { ...layer, row: i + 1, column: j + 1 }, { p, entry })
    )
  );
});

test.each([
  [[[2, 2], [-2, 3]], [1.5, -0.5], [], [4, 1.5]],
  [[[1, -2], [1, 3]], [2, 1], [], [3, -1]],
  [[[0, -2, -1], [-1, -1, 3]], [1.5, 3], [], [-3, -6, 7.5]],
  [[[1, 2, 0], [0, -1, 3]], [0.5, -2], [], [0.5, 3, -6]],
  [[[2, 2], [-2, 3]], [2.5, -2], [[1, 3, -2], [2, 1, 3]], [9, -1]],
])("vjp of %j with %j", (jacobian, upstream, inner, g1) => {
  expectKeys("vjp", { jacobian, upstream, inner }, { g1 });
});

test("vjp goes on through a second Jacobian", () => {
  const inner = [[1, 3, -2], [2, 1, 3]];
  expectKeys("vjp", { jacobian: [[2, 2], [-2, 3]], upstream: [2.5, -2], inner }, { g2: [7, 26, -21] });
  expectKeys("vjp", { jacobian: [[1, 0], [1, 1]], upstream: [1, 2], inner }, { g1: [3, 2], g2: [7, 11, 0] });
});

test.each([
  [{ samples: 12, inputs: 20, units: 16, convention: "row" }, [20, 16], [16], [12, 20]],
  [{ samples: 32, inputs: 5, units: 8, convention: "row" }, [5, 8], [8], [32, 5]],
  [{ samples: 12, inputs: 20, units: 16, convention: "column" }, [16, 20], [16], [20, 12]],
  [{ samples: 64, inputs: 4, units: 10, convention: "column" }, [10, 4], [10], [4, 64]],
])("shape-check of %j is %j, %j, %j", (params, dW, db, dX) => {
  expectKeys("shape-check", params, { dW, db, dX });
});

test.each([
  [{ xs: [1, 2, -1], ys: [3, -1, 2], w: 2, b: 0, intercept: false }, { dw: 8.6666666667 }],
  [{ xs: [-2, 3, 1], ys: [1, 4, -2], w: -1, b: 0, intercept: false }, { dw: -14.6666666667 }],
  [{ xs: [1, -1, 2, 3], ys: [0, 2, 5, -3], w: 0.5, b: 1, intercept: true }, { dw: 6.75, db: 1.25 }],
  [{ xs: [2, -2, 4, 1], ys: [1, -3, 2, 5], w: -1.5, b: -0.5, intercept: true }, { dw: -30.5, db: -7.25 }],
])("batch-gradient-mean of %j is %j", (params, keys) => {
  expectKeys("batch-gradient-mean", params, keys);
});

test.each([
  [[[-2, 2], [0.5, -2]], [[-3, -3], [-1, 2]], 0.5, [[-0.5, 3.5], [1, -3]]],
  [[[1, -0.5], [2, 1.5]], [[4, -2], [1, 3]], 0.1, [[0.6, -0.3], [1.9, 1.2]]],
])("weight-update of %j with %j at rate %d is %j", (weights, gradient, lr, w) => {
  expectKeys("weight-update", { weights, gradient, lr }, { w });
});

test.each([
  [{ a: 1, b: -2, c: 3, x: 2, h: 0.1 }, 7.01, 7],
  [{ a: -2, b: 3, c: 0, x: -1, h: 0.2 }, -12.08, -12],
  [{ a: 2, b: 1, c: -3, x: 1, h: 0.1 }, 5.02, 5],
])("numeric-gradient-check of %j is %d beside %d", (params, numeric, analytic) => {
  expectKeys("numeric-gradient-check", params, { numeric, analytic });
});

test.each([
  "graph-gradient",
  "mlp-backward",
  "ce-weight-grad",
  "vjp",
  "shape-check",
  "batch-gradient-mean",
  "weight-update",
  "numeric-gradient-check",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
