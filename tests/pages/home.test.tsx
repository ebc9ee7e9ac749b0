import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { renderDocument } from "../../src/pages/document.tsx";
import { HomePage } from "../../src/pages/home.tsx";
import { stepOf } from "../../src/pages/year_figure.tsx";
import { ASSETS, HOME, SHELL } from "./samples.ts";

function draw(model: typeof HOME): string {
  return renderToString(<HomePage model={model} assets={ASSETS} keys />);
}

test("the first page links each deck to its review and its cards", () => {
  const html = draw(HOME);
  expect(html).toContain('href="/review?deck=attention"');
  expect(html).toContain('href="/decks/lstm"');
  expect(html).toContain("16 due, 2 learning and 5 new cards to go.");
  expect(html).toContain("1 answer given in 2 minutes.");
});

test("the first page says when nothing is left, and offers no study then", () => {
  const html = draw({ ...HOME, total: { new: 0, learning: 0, due: 0 } });
  expect(html).toContain("Nothing is left today");
  expect(html).not.toContain('href="/review"');
});

test("the first page without decks says how to get some", () => {
  const html = draw({ ...HOME, decks: { ...HOME.decks, rows: [], total: 0 } });
  expect(html).toContain("cards/README.md");
  expect(html).toContain('href="/import"');
});

test("problems of deck files say where and what is needed", () => {
  const problem = {
    file: "cards/a/deck.md",
    line: 4,
    column: 2,
    message: "No type",
    expected: "Known: basic",
  };
  const html = draw({ ...HOME, problems: [problem] });
  expect(html).toContain("cards/a/deck.md:4:2");
  expect(html).toContain("1 problem in deck files");
});

test("the year is told in words and by month", () => {
  const html = draw(HOME);
  expect(html).toContain("41 answers on 2 days of the past year, the last 2 days in a row.");
  expect(html).toContain("<title>2026-11-21: 1 answer</title>");
  expect(html).toContain("Nov 2026");
});

test.each([[0, 0], [1, 1], [14, 1], [15, 2], [40, 3], [89, 3], [90, 4]])(
  "stepOf(%i) is %i",
  (answers, step) => {
    expect(stepOf(answers)).toBe(step);
  },
);

test("a document has language, theme, one main, a skip link and no script but the module", () => {
  const body = <HomePage model={HOME} assets={ASSETS} keys />;
  const html = renderDocument({ shell: SHELL, title: "Decks", assets: ASSETS, body, frame: "page" });
  expect(html).toMatch(/^<!doctype html><html lang="en" data-theme="dark">/);
  expect(html).toContain("<title>Decks · Rehearsal</title>");
  expect(html.match(/<main /g)).toHaveLength(1);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain('<a class="skip" href="#main">');
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/static/islands/boot-A.js">']);
  expect(html).not.toMatch(/ on[a-z]+="/);
});

test("a bare document brings no navigation", () => {
  const html = renderDocument({ shell: SHELL, title: "x", assets: ASSETS, body: <h1>x</h1>, frame: "bare" });
  expect(html).not.toContain("site-bar");
});
