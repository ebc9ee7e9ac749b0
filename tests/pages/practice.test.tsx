import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { practice, practiceFurther, type PracticeRequest } from "../../src/actions/practice.ts";
import { present } from "../../src/base/invariant.ts";
import { PracticePage, practiceTitle } from "../../src/pages/practice.tsx";
import { practiceModel } from "../../src/pages/practice_model.ts";
import type { PracticeModel } from "../../src/ui/models.ts";
import { ASSETS, PRACTICE } from "./samples.ts";

const SOFTMAX: PracticeRequest = { course: { kind: "generator", id: "softmax" }, level: 1, seed: 4 };
const WRONG = { chosen: [], typed: { "p[0]": "0.1", "p[1]": "0.6", "p[2]": "0.3" } };

function after(verb: "check" | "hint" | "steps", tries: number): PracticeModel {
  const form = { verb, typed: WRONG, judged: tries === 0 ? undefined : WRONG, tries, hints: 0 };
  return practiceModel(present(practiceFurther(SOFTMAX, form), "the softmax of seed 4"), { keys: true });
}

const MIX = practiceModel(
  present(
    practice({ course: { kind: "topic", slug: "conv-shapes" }, level: undefined, seed: 5 }),
    "a mix of convolution arithmetic",
  ),
  { keys: false },
);

const STATES: readonly (readonly [string, PracticeModel])[] = [
  ["untouched", PRACTICE],
  ["after a hint", after("hint", 0)],
  ["after a first try", after("check", 0)],
  ["after the last try", after("check", 1)],
  ["shown how", after("steps", 0)],
  ["of a mix", MIX],
];

function draw(model: PracticeModel): string {
  return renderToString(<PracticePage model={model} assets={ASSETS} />);
}

function propsOf(html: string): string {
  const text = /data-props="([^"]*)"/.exec(html)?.[1] ?? "";
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll(
    "&amp;",
    "&",
  );
}

test.each(STATES)("a question %s has one h1, one question to focus, and labels on its inputs", (_, model) => {
  const html = draw(model).replaceAll(/ data-props="[^"]*"/g, "");
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/id="question"/g)).toHaveLength(1);
  const inputs = html.match(/<input(?![^>]*hidden)[^>]*>/g) ?? [];
  expect(inputs.filter((input) => !/aria-label=| id="in-/.test(input))).toEqual([]);
});

test.each(STATES)("a question %s is drawn the same from its props", (_, model) => {
  const html = draw(model);
  const { model: again }: { readonly model: PracticeModel } = JSON.parse(propsOf(html));
  expect(draw(again)).toBe(html);
});

test.each(STATES)("nothing of the key is sent before the end of a question %s", (_, model) => {
  const shown = /0\.24[45]|0\.665|0\.090/.test(draw(model).replaceAll("0.6650", "0.665"));
  expect(shown).toBe(model.question.turned && model.mix === undefined);
  expect(model.question.back === undefined).toBe(!model.question.turned);
});

test("a mix is named as such, and its level may be any", () => {
  expect(practiceTitle(MIX)).toBe("Practice: Convolution arithmetic, mixed");
  expect(MIX.levels.map(({ label, chosen }) => [label, chosen])).toEqual([
    ["any", true],
    ["1", false],
    ["2", false],
    ["3", false],
  ]);
  expect(MIX.here).toBe("/practice/topic/conv-shapes?seed=5");
});

test("checking is the first button of the form, so that Enter in an input means it", () => {
  expect(/<button[^>]*form="check"[^>]*>/.exec(draw(PRACTICE))?.[0]).toContain('value="check"');
});
