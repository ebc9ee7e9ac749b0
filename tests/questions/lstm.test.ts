/** Keys of LSTM and GRU questions against the same worked in Python: formulas, entries counted one by one, bisection. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";
import type { Json } from "../../src/questions/question.ts";

const CASES: readonly (readonly [string, Json, GoldenValue])[] = [
  ["lstm-step", {
    x: 1,
    h: 0.5,
    c: -1,
    i: [-0.5, 0.5, 0],
    f: [0.5, 0.5, 1],
    g: [1, 0.5, 0],
    o: [0.5, -0.5, 1],
  }, {
    f: 0.8519528019683,
    i: 0.4378234991142,
    g: 0.8482836399575,
    o: 0.7772998611747,
    c: -0.4805542904808,
    h: -0.3472100642567,
  }],
  ["lstm-step", { x: 2, h: -1, c: 2, i: [0.5, -0.5, 0], f: [1, 1, -1], g: [-0.5, 1, 1], o: [0.5, 0.5, 1] }, {
    f: 0.5,
    i: 0.8175744761936,
    g: -0.7615941559558,
    o: 0.8175744761936,
    c: 0.3773400568723,
    h: 0.2946499434023,
  }],
  ["lstm-step", {
    x: 1,
    h: 0.5,
    c: -1,
    i: [-0.3, 0.4, 0],
    f: [0.5, 0.1, 1],
    g: [0.7, 0.3, -0.1],
    o: [0.2, -0.6, 0.1],
  }, {
    f: 0.824913731836,
    i: 0.4750208125211,
    g: 0.6351489523873,
    o: 0.5,
    c: -0.5232047604011,
    h: -0.2400848328058,
  }],
  ["lstm-step", {
    x: -1,
    h: 0.6,
    c: 0.7,
    i: [-0.3, 0.4, 0.2],
    f: [0.9, 0.1, -0.4],
    g: [0.7, -0.3, -0.1],
    o: [0.2, -0.6, 0.5],
  }, {
    f: 0.2244359857309,
    i: 0.6769958562385,
    g: -0.7530659048696,
    o: 0.4850044983806,
    c: -0.3527173070596,
    h: -0.1643113689741,
  }],
  ["gru-step", {
    x: 1,
    h: 0.6,
    r: [0.5, -1, 0],
    z: [-1, 0.5, 0.5],
    n: [0.5, 1, -0.5],
    hiddenBias: 0,
    reset: "after",
    update: "keeps-old",
  }, { r: 0.4750208125211, z: 0.4501660026875, n: 0.2775378759712, h: 0.4226993613634 }],
  ["gru-step", {
    x: 2,
    h: -0.4,
    r: [0.5, 1, -0.5],
    z: [-0.5, 0.5, 0.5],
    n: [0.5, -1, 0],
    hiddenBias: 0,
    reset: "after",
    update: "keeps-old",
  }, { r: 0.5249791874789, z: 0.3318122278318, n: 0.836676991828, h: 0.4263324440612 }],
  ["gru-step", {
    x: 1,
    h: 0.6,
    r: [0.5, -1, 0],
    z: [-1, 0.5, 0.5],
    n: [0.5, 1, -0.5],
    hiddenBias: 0,
    reset: "after",
    update: "takes-new",
  }, { r: 0.4750208125211, z: 0.4501660026875, n: 0.2775378759712, h: 0.4548385146078 }],
  ["gru-step", {
    x: -1,
    h: 0.8,
    r: [0.5, -1, 0],
    z: [-1, 0.5, 0.5],
    n: [0.5, 1, -0.5],
    hiddenBias: 0,
    reset: "after",
    update: "takes-new",
  }, { r: 0.2141650169574, z: 0.869891525637, n: -0.6797601297755, h: -0.4872307968672 }],
  ["gru-step", {
    x: 1,
    h: 0.6,
    r: [0.5, -1, 0],
    z: [-1, 0.5, 0.5],
    n: [0.5, 1, -0.5],
    hiddenBias: 1,
    reset: "after",
    update: "keeps-old",
  }, { r: 0.4750208125211, z: 0.4501660026875, n: 0.6410965751635, h: 0.622596294198 }],
  ["gru-step", {
    x: 1,
    h: 0.6,
    r: [0.5, -1, 0],
    z: [-1, 0.5, 0.5],
    n: [0.5, 1, -0.5],
    hiddenBias: 1,
    reset: "before",
    update: "takes-new",
  }, { r: 0.4750208125211, z: 0.4501660026875, n: 0.8578146904926, h: 0.7160594086532 }],
  ["lstm-params", { cell: "lstm", inputs: 10, hidden: 20, layers: 1, bidirectional: false, biases: 1 }, {
    gate: 620,
    total: 2480,
  }],
  ["lstm-params", { cell: "lstm", inputs: 3, hidden: 8, layers: 1, bidirectional: false, biases: 2 }, {
    gate: 104,
    total: 416,
  }],
  ["lstm-params", { cell: "lstm", inputs: 10, hidden: 20, layers: 2, bidirectional: false, biases: 1 }, {
    first: 2480,
    later: 3280,
    total: 5760,
  }],
  ["lstm-params", { cell: "gru", inputs: 5, hidden: 7, layers: 2, bidirectional: false, biases: 2 }, {
    first: 294,
    later: 336,
    total: 630,
  }],
  ["lstm-params", { cell: "lstm", inputs: 10, hidden: 20, layers: 2, bidirectional: true, biases: 2 }, {
    first: 5120,
    later: 9920,
    total: 15040,
    width: 40,
  }],
  ["lstm-params", { cell: "gru", inputs: 6, hidden: 9, layers: 3, bidirectional: true, biases: 1 }, {
    first: 864,
    later: 1512,
    total: 3888,
    width: 18,
  }],
  ["cell-gradient", { forget: [0.9, 0.5, 0.8], w: 0.9, slope: 0.5, compare: false }, { lstm: 0.36 }],
  ["cell-gradient", { forget: [0.95, 0.3, 0.85, 0.6], w: 0.9, slope: 0.5, compare: false }, {
    lstm: 0.14535,
  }],
  ["cell-gradient", { forget: [0.9, 0.95, 0.99, 0.98], w: 1.2, slope: 0.6, compare: true }, {
    lstm: 0.829521,
    rnn: 0.26873856,
  }],
  ["cell-gradient", { forget: [0.9, 0.85, 0.9, 0.8, 0.95], w: 0.9, slope: 0.5, compare: true }, {
    lstm: 0.52326,
    rnn: 0.0184528125,
  }],
  ["forget-horizon", { share: 0.5, steps: 10 }, { gate: 0.9330329915368, bias: 2.634240473806 }],
  ["forget-horizon", { share: 0.1, steps: 7 }, { gate: 0.7196856730012, bias: 0.942902981458 }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-10)).toEqual([]);
});

test.each([
  "lstm-step",
  "gru-step",
  "lstm-params",
  "cell-gradient",
  "forget-horizon",
])("%s says calmly why a visitor's params are unfair", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 100; seed++) {
    const params = anyParams(generator.domains, random(seed));
    expect(() => generator.refusalOf(params), JSON.stringify(params)).not.toThrow();
  }
});
