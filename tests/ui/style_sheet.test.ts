import { expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";

const files = readdirSync("static/css").map((name) => ({
  name,
  source: readFileSync(`static/css/${name}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, ""),
}));
const tokens = new Map(
  [...sourceOf("tokens.css").matchAll(/--([\w-]+): light-dark\((#[0-9a-fA-F]{6}), (#[0-9a-fA-F]{6})\)/g)]
    .map(([, name = "", light = "", dark = ""]) => [name, { light, dark }]),
);

const TEXTS = ["ink", "ink-2", "ink-3", "accent", "again", "hard", "good", "easy"];
const FLAGS = [1, 2, 3, 4, 5, 6, 7].map((n) => `flag-${n}`);
const GROUNDS = ["canvas", "surface", "sunken", "accent-wash"];

test.each([...TEXTS, ...FLAGS].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
  "%s is read on %s in both schemes",
  (text, ground) => {
    expect(contrast(text, ground, "light")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(text, ground, "dark")).toBeGreaterThanOrEqual(4.5);
  },
);

test.each([["accent-ink", "accent"], ["ink", "mark"]] as const)("%s is read on %s", (text, ground) => {
  expect(contrast(text, ground, "light")).toBeGreaterThanOrEqual(4.5);
  expect(contrast(text, ground, "dark")).toBeGreaterThanOrEqual(4.5);
});

test.each(["canvas", "surface"])("the edges of controls are seen on %s", (ground) => {
  expect(contrast("control", ground, "light")).toBeGreaterThanOrEqual(3);
  expect(contrast("control", ground, "dark")).toBeGreaterThanOrEqual(3);
});

test("contrast() knows black on white", () => {
  expect(ratio("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
});

test("colours in numbers stand among the tokens only", () => {
  const found = files.filter(({ name }) => name !== "tokens.css").flatMap(({ name, source }) =>
    (source.match(/#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])|\brgba?\(|\bhsla?\(|\boklch\(\s*[\d.]/g) ?? []).map((
      colour,
    ) => `${name}: ${colour}`)
  );
  expect(found).toEqual([]);
});

test("every token that is used is defined", () => {
  const all = files.map(({ source }) => source).join("\n");
  const defined = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name));
  // Given by the pages, as values of what they show.
  const given = new Set(["--share", "--row", "--depth"]);
  const used = [...all.matchAll(/var\((--[\w-]+)/g)].map(([, name = ""]) => name);
  expect(used.filter((name) => !defined.has(name) && !given.has(name))).toEqual([]);
});

test("every file of styles is imported, and none twice", () => {
  const imported = [...readFileSync("static/app.css", "utf8").matchAll(/url\("\.\/css\/([\w-]+\.css)"\)/g)]
    .map((
      [, name],
    ) => name);
  expect(imported.toSorted()).toEqual(files.map(({ name }) => name).toSorted());
});

test("!important serves reduced motion only", () => {
  const found = files.flatMap(({ name, source }) =>
    source.replace(/@media \(prefers-reduced-motion: reduce\) \{[\s\S]*?\n\}/g, "").includes("!important")
      ? [name]
      : []
  );
  expect(found).toEqual([]);
});

function contrast(text: string, ground: string, scheme: "light" | "dark"): number {
  const front = tokens.get(text);
  const back = tokens.get(ground);
  if (front === undefined || back === undefined) throw new Error(`There is no token ${text} or ${ground}`);
  return ratio(front[scheme], back[scheme]);
}

/** WCAG 2.2 contrast ratio of two sRGB colours. */
function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function sourceOf(name: string): string {
  return files.find((file) => file.name === name)?.source ?? "";
}
