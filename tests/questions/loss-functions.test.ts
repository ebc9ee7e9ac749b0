/** Keys of the questions on losses and information measures against values and numeric slopes found by Python. */
import { test } from "vitest";
import { expectKeys, type KeyCase } from "./keys.ts";

// The values come from plain Python, by formulas written anew.
const CASES: readonly KeyCase[] = [
  ["bce", 1, { "given": "probabilities", "values": [0.8], "labels": [1] }, { "loss": [0.2231435513142] }],
  ["bce", 1, { "given": "probabilities", "values": [0.3], "labels": [0] }, { "loss": [0.3566749439387] }],
  ["bce", 2, { "given": "probabilities", "values": [0.9, 0.2, 0.6], "labels": [1, 0, 0] }, {
    "loss": [0.4149315996154],
  }],
  ["bce", 2, { "given": "probabilities", "values": [0.35, 0.75], "labels": [1, 0] }, {
    "loss": [1.218058242809],
  }],
  ["bce", 3, { "given": "logits", "values": [1.5, -0.5], "labels": [1, 0] }, { "loss": [0.3377451310814] }],
  ["bce", 3, { "given": "logits", "values": [-1, 2, 0.5], "labels": [0, 1, 0] }, {
    "loss": [0.4714222275804],
  }],
  ["initial-loss", 1, { "head": "softmax", "classes": 10, "batch": 64 }, { "loss": [2.302585092994] }],
  ["initial-loss", 1, { "head": "softmax", "classes": 1000, "batch": 32 }, { "loss": [6.907755278982] }],
  ["initial-loss", 2, { "head": "sigmoid-mean", "classes": 20, "batch": 32 }, { "loss": [0.6931471805599] }],
  ["initial-loss", 2, { "head": "sigmoid-sum", "classes": 20, "batch": 32 }, { "loss": [13.8629436112] }],
  ["ce-entropy-kl", 1, { "p": [0.3, 0.7], "q": [0.6, 0.4], "unit": "nats", "both": false }, {
    "entropy": [0.6108643020549],
    "cross": [0.7946511994417],
    "kl": [0.1837868973868],
  }],
  ["ce-entropy-kl", 1, { "p": [0.9, 0.1], "q": [0.5, 0.5], "unit": "nats", "both": false }, {
    "entropy": [0.3250829733914],
    "cross": [0.6931471805599],
    "kl": [0.3680642071685],
  }],
  ["ce-entropy-kl", 2, { "p": [0.5, 0.25, 0.25], "q": [0.8, 0.1, 0.1], "unit": "nats", "both": true }, {
    "entropy": [1.03972077084],
    "cross": [1.262864322154],
    "kl": [0.2231435513142],
    "reverse": [0.1927447570218],
  }],
  ["ce-entropy-kl", 2, { "p": [0.7, 0.2, 0.1], "q": [0.4, 0.4, 0.2], "unit": "bits", "both": true }, {
    "entropy": [1.156779649447],
    "cross": [1.421928094887],
    "kl": [0.2651484454403],
    "reverse": [0.277058031177],
  }],
  ["l1-l2-optimum", 1, { "values": [1, 2, 3, 4, 100], "losses": false }, { "mean": [22.0], "median": [3] }],
  ["l1-l2-optimum", 1, { "values": [7, 50, 0, 3, 6], "losses": false }, { "mean": [13.2], "median": [6] }],
  ["l1-l2-optimum", 2, { "values": [1, 9, 4, 2, 14], "losses": true }, {
    "mean": [6.0],
    "median": [4],
    "squares": [118.0],
    "absolutes": [20],
  }],
  ["l1-l2-optimum", 2, { "values": [0, 5, 3, 8, 19], "losses": true }, {
    "mean": [7.0],
    "median": [5],
    "squares": [214.0],
    "absolutes": [24],
  }],
  ["huber-hinge", 1, { "loss": "huber", "predictions": [2.5], "targets": [-1], "delta": 2 }, {
    "loss": [5.0],
    "slope": [2.0],
  }],
  ["huber-hinge", 1, { "loss": "huber", "predictions": [0.5], "targets": [1], "delta": 1 }, {
    "loss": [0.125],
    "slope": [-0.5],
  }],
  ["huber-hinge", 2, { "loss": "huber", "predictions": [3, 0.5], "targets": [0, 1], "delta": 1 }, {
    "loss": [1.3125],
    "slope": [0.5, -0.25],
  }],
  ["huber-hinge", 2, { "loss": "huber", "predictions": [-2.5, 1.5], "targets": [1, 0], "delta": 2 }, {
    "loss": [3.0625],
    "slope": [-1.0, 0.75],
  }],
  ["huber-hinge", 1, { "loss": "hinge", "predictions": [0.25], "targets": [1], "delta": 1 }, {
    "loss": [0.75],
    "slope": [-1.0],
  }],
  ["huber-hinge", 1, { "loss": "hinge", "predictions": [1.5], "targets": [-1], "delta": 1 }, {
    "loss": [2.5],
    "slope": [1.0],
  }],
  ["huber-hinge", 2, {
    "loss": "hinge",
    "predictions": [0.5, -1.5, 2, -0.25],
    "targets": [1, -1, -1, 1],
    "delta": 1,
  }, { "loss": [1.1875], "slope": [-0.25, 0.0, 0.25, -0.25] }],
  ["huber-hinge", 2, {
    "loss": "hinge",
    "predictions": [1.25, 0.75, -0.5, -2],
    "targets": [1, -1, -1, 1],
    "delta": 1,
  }, { "loss": [1.3125], "slope": [0.0, 0.25, 0.25, -0.25] }],
  ["focal-loss", 1, { "p": 0.9, "label": 1, "gamma": 2, "alpha": 0 }, { "loss": [0.001053605156578] }],
  ["focal-loss", 1, { "p": 0.3, "label": 0, "gamma": 2, "alpha": 0 }, { "loss": [0.03210074495449] }],
  ["focal-loss", 2, { "p": 0.2, "label": 1, "gamma": 3, "alpha": 0.25 }, { "loss": [0.2060080527916] }],
  ["focal-loss", 2, { "p": 0.6, "label": 0, "gamma": 1, "alpha": 0.75 }, { "loss": [0.1374436097811] }],
  ["js-divergence", 1, { "p": [0.2, 0.8], "q": [0.9, 0.1], "unit": "bits" }, {
    "m": [0.55, 0.45],
    "js": [0.3973126097495],
  }],
  ["js-divergence", 1, { "p": [0.5, 0.5], "q": [0.1, 0.9], "unit": "bits" }, {
    "m": [0.3, 0.7],
    "js": [0.1467931024361],
  }],
  ["js-divergence", 2, { "p": [0.7, 0.2, 0.1], "q": [0.1, 0.4, 0.5], "unit": "bits" }, {
    "m": [0.4, 0.3, 0.3],
    "js": [0.3120787460093],
  }],
  ["js-divergence", 2, { "p": [0.9, 0.1, 0], "q": [0.3, 0.2, 0.5], "unit": "bits" }, {
    "m": [0.6, 0.15, 0.25],
    "js": [0.3754887502163],
  }],
  ["mutual-information", 1, { "joint": [[0.3, 0.1], [0.2, 0.4]] }, { "information": [0.1245112497837] }],
  ["mutual-information", 1, { "joint": [[0.5, 0], [0.15, 0.35]] }, { "information": [0.4934226057601] }],
  ["mse", 1, { "outputs": [1, -2, 3], "targets": [0, 1, 1], "convention": "mean" }, {
    "loss": [4.666666666667],
  }],
  ["mse", 2, { "outputs": [0.5, -1.5, 2], "targets": [1, 0.5, 2], "convention": "half-sum" }, {
    "loss": [2.125],
  }],
];

test.each(
  CASES.map((found) => [`${found[0]} level ${found[1]} of ${JSON.stringify(found[2])}`, found] as const),
)(
  "%s has the key that Python finds",
  (_, found) => expectKeys(found),
);
