/** Keys of the tree questions against entropies and gains computed in Python from their definitions, trees by hand. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

test.each([
  [[3, 2], 0.970950594, 0.48],
  [[7, 1], 0.543564443, 0.21875],
  [[1, 2, 5], 1.298794941, 0.53125],
  [[4, 4, 1], 1.392147224, 0.592592593],
  [[6, 0, 2, 1], 1.224394445, 0.49382716],
  [[0, 5, 3, 1], 1.351644115, 0.567901235],
])("counts %j have entropy %d and Gini impurity %d", (counts, entropy, gini) => {
  expectKeys("entropy", { counts }, { impurity: entropy });
  expectKeys("gini", { counts }, { impurity: gini });
});

test.each([
  [[[5, 1], [2, 4]], [0.979868757, 0.784159128, 0.195709629]],
  [[[6, 2], [0, 4]], [1, 0.540852083, 0.459147917]],
  [[[4, 1, 0], [1, 2, 6]], [1.530618995, 1.044942177, 0.485676817]],
  [[[3, 0, 2], [0, 5, 1]], [1.539484757, 0.795898864, 0.743585893]],
  [[[4, 0, 1], [1, 3, 1], [0, 2, 6]], [1.546631615, 0.941923247, 0.604708369]],
  [[[2, 2, 0], [0, 1, 4], [3, 0, 0]], [1.554585169, 0.634136706, 0.920448463]],
])("split-gain of %j is %j", (parts, [whole = NaN, rest = NaN, gain = NaN]) => {
  expectKeys("split-gain", { parts }, { whole, rest, gain });
});

test.each([
  [[[5, 1], [2, 4]], [0.486111111, 0.361111111, 0.125]],
  [[[6, 2], [0, 4]], [0.5, 0.25, 0.25]],
  [[[4, 1, 0], [1, 2, 6]], [0.642857143, 0.431746032, 0.211111111]],
  [[[3, 0, 2], [0, 5, 1]], [0.644628099, 0.36969697, 0.274931129]],
])("gini-split of %j is %j", ([left = [], right = []], [whole = NaN, rest = NaN, gain = NaN]) => {
  expectKeys("gini-split", { left, right }, { whole, rest, gain });
});

test.each([
  [
    [[1, 1, 0, 1, 1], [0, 0, 1, 1, 1], [0, 1, 0, 1, 0]],
    [0, 0, 0, 1, 1],
    [0.170950594, 0.419973094, 0.019973094],
    1,
  ],
  [[[0, 1, 1, 0, 1], [1, 1, 0, 0, 0]], [0, 1, 1, 0, 0], [0.419973094, 0.019973094], 0],
  [
    [[0, 1, 1, 0, 1, 1], [1, 1, 0, 0, 0, 1], [0, 0, 1, 0, 1, 1]],
    [0, 1, 1, 0, 0, 1],
    [0.459147917, 0.081704166, 0.081704166],
    0,
  ],
  [
    [[0, 1, 1, 0, 1, 1, 0, 0], [1, 0, 0, 0, 1, 1, 0, 1], [0, 2, 1, 0, 2, 1, 1, 0]],
    [0, 1, 1, 0, 1, 0, 1, 0],
    [0.188721876, 0.188721876, 0.655639062],
    2,
  ],
])("information-gain of %j for %j is %j, best %i", (features, labels, gains, best) => {
  expectKeys("information-gain", { features, labels }, { gains, best });
});

test.each([
  [[2, 5, 7, 11, 16], [0, 1, 0, 1, 1], 2, 0.419973094],
  [[1, 3, 4, 8, 9], [1, 1, 0, 1, 0], 1, 0.419973094],
  [[1, 2, 6, 7, 10, 13, 19], [0, 0, 1, 0, 1, 1, 1], 3, 0.521640636],
  [[3, 4, 6, 9, 14, 15, 18], [1, 1, 0, 1, 0, 0, 1], 1, 0.291691997],
])("best-split-1d of %j with labels %j is cut %i with gain %d", (xs, labels, best, gain) => {
  expectKeys("best-split-1d", { xs, labels }, { best, gain });
});

test.each([
  [[2, 1, 1], [4, 4, 5], [1, 0, 0, 1], [[6, 2], [6, 5], [2, 8], [4, 1]], [0, 1, 0, 1]],
  [[1, 2, 2], [5, 3, 6], [0, 1, 1, 0], [[5, 3], [5, 4], [6, 6], [6, 7]], [0, 1, 1, 0]],
  [[3, 1, 2], [4, 6, 7], [2, 0, 1, 2], [[7, 7, 4], [6, 9, 3], [1, 7, 5], [1, 8, 5], [7, 0, 9]], [
    0,
    2,
    1,
    2,
    1,
  ]],
  [[2, 3, 1], [0, -1, 3], [3, 1, 0, 2], [[9, 0, -1], [9, 0, 0], [3, 1, 9], [4, 1, -9]], [3, 1, 0, 2]],
])("tree-predict asks %j at %j with leaves %j", (asked, thresholds, leaves, rows, labels) => {
  expectKeys("tree-predict", { asked, thresholds, leaves, rows }, { labels });
});

test.each([
  "entropy",
  "gini",
  "split-gain",
  "gini-split",
  "information-gain",
  "best-split-1d",
  "tree-predict",
])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 200; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
