import { expect, test } from "vitest";
import { parse } from "yaml";
import * as kernel from "../../islands/explore_kernel.tsx";
import * as lstm from "../../islands/explore_lstm_step.tsx";
import * as softmax from "../../islands/explore_softmax.tsx";
import { exploreFence, figureOf } from "../../src/pages/explorables.ts";
import { ASSETS } from "./samples.ts";

const figures = [
  figureOf("explore_kernel", kernel),
  figureOf("explore_lstm_step", lstm),
  figureOf("explore_softmax", softmax),
];
const fence = exploreFence({ figures, assets: ASSETS, parseYaml: parse });

test("exploreFence() leaves other blocks alone", () => {
  expect(fence("python", "x = 1")).toBeUndefined();
});

test("a softmax is drawn with its numbers before any script has run", () => {
  const html = fence("explore softmax", "logits: [2, 1, 0]\ntemperature: 1") ?? "";
  expect(html).toContain('data-src="/static/islands/explore_softmax-A.js"');
  expect(html).toContain("p₁ = 0.665, p₂ = 0.245, p₃ = 0.090");
  expect(html).toMatch(/<svg[^>]*role="img" aria-label="Probabilities: p₁ = 0\.665/);
});

test("an LSTM step is drawn with its formulas", () => {
  const html = fence("explore lstm-step", "x: 1\nh: 0.5\nc: -0.5\nweights: {f: [0.5, 0.2, 0]}") ?? "";
  expect(html).toContain("σ(0.5 · 1 + 0.2 · 0.5 = 0.6)");
  expect(html).toContain("0.646");
});

test("a kernel stands at the first place with its sum", () => {
  const html = fence("explore kernel", "image: [[1, 2], [3, 4]]\nkernel: [[1, -1]]") ?? "";
  expect(html).toContain("1·1 + 2·(−1) = −1");
  expect(html).toContain("1 of 2");
});

test.each([
  ["explore nothing", "", "There is no figure named “nothing”. The figures are: kernel, lstm-step, softmax."],
  ["explore softmax", "temperature: 0", "temperature is 0; it must be a number from 0.05 to 20"],
  ["explore softmax", "logits: [1]", "logits is [1]; it must be a list of 2 to 8 numbers"],
  ["explore softmax", "logit: [1, 2]", "There is no value named logit"],
  ["explore softmax", "[1, 2]", "they must be lines of `name: value`"],
  ["explore softmax", "a: [", "Its values are not YAML"],
  ["explore lstm-step", "weights: {f: [1, 2]}", "weights of f is [1,2]; it must be a list of 3 numbers"],
  ["explore kernel", "image: [[1, 2], [3]]", "image, row 2, is [3]; it must be a list of 2 numbers"],
  ["explore kernel", "image: [[1]]", "does not fit into the image"],
  ["explore kernel", "stride: 1.5", "both must be whole numbers"],
])("```%s with %j says what is wrong", (info, body, message) => {
  const html = fence(info, body) ?? "";
  expect(html.replaceAll("&quot;", '"')).toContain(message);
  expect(html).not.toContain("data-island");
});

test("a problem shows the values as text, not as HTML", () => {
  expect(fence("explore softmax", "logits: <script>")).not.toContain("<script>");
});

test("figureOf() refuses a module that is no figure", () => {
  expect(() => figureOf("explore_x", { default: () => null })).toThrow(TypeError);
});
