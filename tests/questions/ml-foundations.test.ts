/** Keys of the questions on the foundations of learning against counting and sorting in Python. */
import { test } from "vitest";
import { expectKeys, type KeyCase } from "./keys.ts";

// The values come from plain Python, by formulas written anew.
const CASES: readonly KeyCase[] = [
  ["knn-classify", 1, {
    "points": [[0, 0], [1, 0], [0, 1], [5, 5], [6, 5]],
    "labels": [0, 0, 1, 1, 1],
    "query": [1, 0.5],
    "k": 3,
  }, { "neighbours": [2, 1, 3], "label": [0] }],
  ["knn-classify", 1, {
    "points": [[2, 7], [4, 1], [6, 6], [3, 3], [0, 5]],
    "labels": [1, 0, 0, 1, 1],
    "query": [4, 3],
    "k": 3,
  }, { "neighbours": [4, 2, 3], "label": [0] }],
  ["knn-classify", 2, {
    "points": [[1, 1], [7, 2], [3, 6], [5, 5], [2, 3], [6, 0], [4, 7]],
    "labels": [0, 1, 1, 0, 0, 1, 1],
    "query": [4, 4],
    "k": 5,
  }, { "neighbours": [4, 3, 5, 7, 2], "label": [1] }],
  ["knn-classify", 2, {
    "points": [[0, 2], [6, 7], [3, 1], [5, 3], [7, 7], [2, 6], [1, 4]],
    "labels": [1, 0, 0, 1, 0, 1, 0],
    "query": [3, 3],
    "k": 3,
  }, { "neighbours": [3, 4, 7], "label": [0] }],
  ["confusion-metrics", 1, { "tp": 8, "fp": 2, "fn": 4, "tn": 36, "more": false }, {
    "accuracy": [0.88],
    "precision": [0.8],
    "recall": [0.6666666666667],
  }],
  ["confusion-metrics", 1, { "tp": 15, "fp": 5, "fn": 3, "tn": 7, "more": false }, {
    "accuracy": [0.7333333333333],
    "precision": [0.75],
    "recall": [0.8333333333333],
  }],
  ["confusion-metrics", 2, { "tp": 12, "fp": 3, "fn": 9, "tn": 50, "more": true }, {
    "accuracy": [0.8378378378378],
    "precision": [0.8],
    "recall": [0.5714285714286],
    "f1": [0.6666666666667],
    "specificity": [0.9433962264151],
  }],
  ["confusion-metrics", 2, { "tp": 6, "fp": 14, "fn": 2, "tn": 30, "more": true }, {
    "accuracy": [0.6923076923077],
    "precision": [0.3],
    "recall": [0.75],
    "f1": [0.4285714285714],
    "specificity": [0.6818181818182],
  }],
  ["kfold-sizes", 1, { "n": 120, "k": 5 }, { "first": [96, 24], "seen": [480] }],
  ["kfold-sizes", 1, { "n": 90, "k": 10 }, { "first": [81, 9], "seen": [810] }],
  ["kfold-sizes", 2, { "n": 103, "k": 5 }, { "larger": [3], "first": [82, 21], "last": [83, 20] }],
  ["kfold-sizes", 2, { "n": 50, "k": 8 }, { "larger": [2], "first": [43, 7], "last": [44, 6] }],
];

test.each(
  CASES.map((found) => [`${found[0]} level ${found[1]} of ${JSON.stringify(found[2])}`, found] as const),
)(
  "%s has the key that Python finds",
  (_, found) => expectKeys(found),
);
