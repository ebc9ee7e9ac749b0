import { expect, test } from "vitest";
import fc from "fast-check";
import {
  entropy,
  entropyOfCounts,
  errorOfCounts,
  gainOfSplit,
  giniOfCounts,
  mutualInformation,
} from "../../src/tensor/information.ts";
import { bestCut, bestSplit, gains, growTree, predictTree, type Table } from "../../src/tensor/trees.ts";

const AIMA: Table = {
  features: { A1: [1, 1, 0, 1, 1], A2: [0, 0, 1, 1, 1], A3: [0, 1, 0, 1, 0] },
  labels: [0, 0, 0, 1, 1],
};

test("entropy() counts 0 log 0 as 0 and refuses what is no distribution", () => {
  expect(entropy([1, 0], "bits")).toBe(0);
  expect(entropy([0.5, 0.5], "bits")).toBe(1);
  expect(entropy([0.5, 0.25, 0.25], "nats")).toBeCloseTo(1.03972077084, 10);
  expect(() => entropy([0.5, 0.6], "bits")).toThrow("Cannot take the entropy of (0.5, 0.6)");
  expect(() => entropy([1.5, -0.5], "bits")).toThrow(RangeError);
});

test("impurities of counts: golden S2-1.entropy, Gini and misclassification", () => {
  expect(entropyOfCounts([3, 2], "bits")).toBeCloseTo(0.970950594455, 11);
  expect(giniOfCounts([3, 2])).toBeCloseTo(0.48, 15);
  expect(errorOfCounts([3, 2])).toBeCloseTo(0.4, 15);
  expect(() => giniOfCounts([0, 0])).toThrow("not all 0");
});

test("gains() and bestSplit() give goldens S2-1.gain and S2-1.second", () => {
  const found = Object.fromEntries(gains(AIMA, "bits").map(({ feature, gain }) => [feature, gain]));
  expect(found["A1"]).toBeCloseTo(0.170950594455, 11);
  expect(found["A2"]).toBeCloseTo(0.419973094022, 11);
  expect(found["A3"]).toBeCloseTo(0.019973094022, 11);
  expect(bestSplit(AIMA, "bits").feature).toBe("A2");
  const node = { features: { A1: [0, 1, 1], A3: [0, 1, 0] }, labels: [0, 1, 1] };
  expect(gains(node, "bits").map(({ gain }) => Number(gain.toFixed(11)))).toEqual([
    0.91829583405,
    0.25162916739,
  ]);
  expect(() => gains({ features: { A: [1] }, labels: [0, 1] }, "bits")).toThrow(
    "Cannot split on A: 1 values for 2 labels",
  );
});

test("growTree() finds golden S2-1.tree and predicts its table", () => {
  const tree = growTree(AIMA, "bits");
  const predictions = AIMA.labels.map((_, row) =>
    predictTree(
      tree,
      Object.fromEntries(Object.entries(AIMA.features).map(([name, column]) => [name, column[row]!])),
    )
  );
  expect(predictions).toEqual(AIMA.labels);
  expect(tree.kind === "split" && tree.feature).toBe("A2");
  expect(() => predictTree(tree, { A2: 7 })).toThrow("Cannot follow A2 = 7");
});

test("bestCut() splits a numeric column at the midpoint that gains most", () => {
  expect(bestCut([1, 2, 8, 9], [0, 0, 1, 1], "gini")).toEqual({ threshold: 5, gain: 0.5 });
  expect(bestCut([3, 3], [0, 1], "gini")).toBeUndefined();
});

test("a split never loses information, and a useless one gains none", () => {
  const counts = fc.array(fc.nat(9), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(fc.array(counts, { minLength: 1, maxLength: 4 }), (parts) => {
    if (parts.flat().every((n) => n === 0)) return;
    for (const impurity of ["bits", "gini", "error"] as const) {
      expect(gainOfSplit(parts, impurity)).toBeGreaterThanOrEqual(-1e-12);
    }
  }));
  expect(gainOfSplit([[2, 4], [1, 2]], "bits")).toBeCloseTo(0, 14);
});

test("mutualInformation() agrees with NumPy and with the gain of the split it describes", () => {
  expect(mutualInformation([[0.1, 0.2], [0.3, 0.4]], "bits")).toBeCloseTo(0.005802149014345795, 15);
  expect(mutualInformation([[2, 0], [1, 2]], "nats")).toBeCloseTo(gainOfSplit([[2, 0], [1, 2]], "nats"), 14);
  expect(() => mutualInformation([[1, 2], [3]], "bits")).toThrow("ragged");
});
