/** Answers that are typed: words with their variants, numbers with their tolerance. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { comparable, editDistance } from "../../src/decks/card_types/compare_words.ts";
import { isRight } from "../../src/decks/card_types/number.ts";
import { judged, openNote, problemsOf } from "./read_note.ts";

const QUESTION = "What?\n";

function words(settings: readonly string[], typed: string) {
  return judged(openNote(["type: text", ...settings], QUESTION).ask("type", 1), { typed: { answer: typed } });
}

function numbers(settings: readonly string[], typed: string) {
  return judged(openNote(["type: number", ...settings], QUESTION).ask("type", 1), {
    typed: { answer: typed },
  });
}

describe("typed words", () => {
  test.each([
    ["batch norm", "right"],
    ["  Batch   NORM. ", "right"],
    ["batch normalisation!", "right"],
    ["ｂａｔｃｈ norm", "right"],
    ["batch-norm", "wrong"],
    ["layer norm", "wrong"],
    ["", "unreadable"],
    [" \n ", "unreadable"],
    ["x".repeat(201), "unreadable"],
  ])("%j is %s", (typed, kind) => {
    expect(words(["accept: [batch norm, batch normalisation]"], typed)).toMatchObject({ kind });
  });

  test("a near miss is wrong, and said to be one of spelling", () => {
    expect(words(["accept: [perplexity]"], "perplexitiy")).toMatchObject({
      kind: "wrong",
      score: 0,
      message: { source: expect.stringContaining("Spelling?") },
      marks: [{ outcome: "wrong", read: "perplexitiy", expected: "perplexity" }],
    });
  });

  test.each([["recall", "precision"], ["L1 loss", "L2 loss"], ["ReLU", "GeLUs"], ["no", "on"]])(
    "%j for %j is no near miss",
    (typed, right) =>
      expect(words([`accept: ["${right}"]`], typed)).toMatchObject({ kind: "wrong", message: undefined }),
  );

  test("case counts where it is told to, and a slip of case is named", () => {
    expect(words(["accept: [ReLU]", "case: true"], "ReLU")).toMatchObject({ kind: "right" });
    expect(words(["accept: [ReLU]", "case: true"], "relu")).toMatchObject({
      kind: "wrong",
      message: { source: expect.stringContaining("case") },
    });
  });

  test("the back names every accepted text, and signs show as they are", () => {
    const { back } = openNote(["type: text", 'accept: ["a*b", c]'], `${QUESTION}\n---\n\nMore.`).ask(
      "type",
      1,
    );
    expect(back.answer?.source).toBe("**a\\*b**\n\nAlso accepted: c.\n\nMore.");
  });

  test.each([
    ["accept: []", "-1:11 `accept` is []"],
    ["accept: word", '-1:11 `accept` is "word"'],
    ["accept: [16]", "-1:11 `accept` is [16]"],
    ['accept: [" "]', "-1:11 An accepted text is empty"],
    ["case: true", "-4:1 `accept` is missing"],
  ])("the setting %j is refused: %s", (setting, problem) => {
    expect(problemsOf(["type: text", setting], QUESTION)).toContain(problem);
  });

  test("every accepted text is right as it is written", () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
      fc.pre(text.trim() !== "" && !/[\uE000-\uE0FF\0]/.test(text));
      expect(words([`accept: [${JSON.stringify(text)}]`], text)).toMatchObject({ kind: "right" });
    }));
  });

  test("comparable() changes nothing on its own result", () => {
    fc.assert(fc.property(fc.string(), fc.boolean(), (text, caseCounts) => {
      const once = comparable(text, caseCounts);
      expect(comparable(once, caseCounts)).toBe(once);
    }));
  });

  test.each([["", "abc", 3], ["abc", "abc", 0], ["kitten", "sitting", 3], ["ab", "ba", 1], [
    "softmax",
    "sofmtax",
    1,
  ]])(
    "editDistance(%j, %j) is %d",
    (a, b, distance) => {
      expect(editDistance(a, b)).toBe(distance);
      expect(editDistance(b, a)).toBe(distance);
    },
  );
});

describe("typed numbers", () => {
  const logarithm = ["answer: ln(10)", "tolerance: 0.005", "unit: nats"];

  test.each([
    ["2.30", "right"],
    ["2,30", "right"],
    ["ln(10)", "right"],
    ["2.3 nats", "right"],
    ["2.2976", "right"],
    ["2.2975", "wrong"],
    ["2.31", "wrong"],
    ["-2.3", "wrong"],
    ["", "unreadable"],
    ["two", "unreadable"],
    ["2.3.1", "unreadable"],
    ["[2.3]", "unreadable"],
  ])("for ln(10) within 0.005, %j is %s", (typed, kind) => {
    expect(numbers(logarithm, typed)).toMatchObject({ kind });
  });

  test("an unreadable number is told where it cannot be read", () => {
    expect(numbers(logarithm, "2.3 +* 1")).toMatchObject({
      kind: "unreadable",
      marks: [{ id: "answer", outcome: "unreadable" }],
      message: { source: expect.stringMatching(/at character 6/) },
    });
  });

  test("what was read and what is right are shown as formulas", () => {
    expect(numbers(logarithm, "4/2").marks).toEqual([{
      id: "answer",
      outcome: "wrong",
      read: "$\\frac{4}{2} = 2$",
      expected: "$\\ln\\left(10\\right) \\approx 2.30259$",
    }]);
  });

  test.each([
    ["answer: 0.35", "tolerance: 0.05", "0.4", "right"],
    ["answer: 200", "relative: 0.01", "202", "right"],
    ["answer: 200", "relative: 0.01", "202.1", "wrong"],
    ["answer: 1/3", "tolerance: 0", "1/3", "right"],
    ["answer: 1/3", "tolerance: 0", "0.3333333", "wrong"],
    ["answer: 0", "tolerance: 0", "0", "right"],
    ["answer: 0", "tolerance: 0", "1e-9", "wrong"],
    ["answer: 0.3", "tolerance: 0", "0.1+0.2", "right"],
    ["answer: 175000000000", "tolerance: 0", "175000000001", "wrong"],
    ["answer: 1e-14", "tolerance: 0", "2e-14", "wrong"],
    ["answer: -0.5", "tolerance: 0", "−1/2", "right"],
    ["answer: sum([1, 2, 3])", "tolerance: 0", "6", "right"],
  ])("%s, %s: %s is %s", (answer, tolerance, typed, kind) => {
    expect(numbers([answer, tolerance], typed)).toMatchObject({ kind });
  });

  test("a percent sign is read where percents are asked for, and nowhere else", () => {
    expect(numbers(["answer: 12.5", 'unit: "%"'], "12.5%")).toMatchObject({ kind: "right" });
    expect(numbers(["answer: 0.125"], "12.5%")).toMatchObject({ kind: "unreadable" });
  });

  test.each([
    ["answer: ln(", /^-1:\d+ `answer` is "ln\("/],
    ["answer: x + 1", /^-1:\d+ `answer` is "x \+ 1"/],
    ["answer: 1/0", /^-1:\d+ `answer` is "1\/0"/],
    ["answer: .inf", /^-1:11 `answer` is /],
    ["answer: [1, 2]", /^-1:11 `answer` is \[1,2\]/],
    ['answer: "[1, 2]"', /^-1:\d+ `answer` is .*not one number/],
    ["tolerance: -1", /`tolerance` is -1/],
    ["relative: 1", /`relative` is 1/],
    ["unit: 3", /`unit` is 3/],
  ])("the setting %j is refused", (setting, problem) => {
    const settings = setting.startsWith("answer") ? [setting] : ["answer: 1", setting];
    expect(problemsOf(["type: number", ...settings], QUESTION)[0]).toMatch(problem);
  });

  test("isRight() takes the right value and both edges of the tolerance, and nothing beyond", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const margin = fc.double({ min: 1e-3, max: 10, noNaN: true });
    fc.assert(fc.property(value, margin, (right, tolerance) => {
      const exact = { tolerance, relative: 0 };
      expect([right, right + tolerance, right - tolerance].map((typed) => isRight(typed, right, exact)))
        .toEqual([true, true, true]);
      expect(isRight(right + 1.01 * tolerance, right, exact)).toBe(false);
    }));
  });
});

describe("a rubric", () => {
  const RUBRIC = ["type: rubric"];

  test("has a model answer and the list at its end as weighted points", () => {
    const body =
      "Why?\n\n---\n\nBecause:\n\n- a list of the answer\n\nDone.\n\n- (2) first\n- second\n  goes on\n- (0.5) third $x$\n";
    expect(openNote(RUBRIC, body).ask("answer", 1)).toMatchObject({
      face: { kind: "points", prompt: { source: "Why?" } },
      back: {
        answer: { source: "Because:\n\n- a list of the answer\n\nDone." },
        points: [
          { id: "p1", label: { source: "first" }, weight: 2 },
          { id: "p2", label: { source: "second\ngoes on" }, weight: 1 },
          { id: "p3", label: { source: "third $x$" }, weight: 0.5 },
        ],
      },
      judge: undefined,
    });
  });

  test.each([
    ["Why?\n\n---\n\nBecause.\n", "5:1 The model answer has no points"],
    ["Why?\n\n---\n\n- a point\n", "5:1 The model answer is missing"],
    ["Why?\n\n---\n\nBecause.\n\n- (0) a\n", "7:7 The point has the weight 0"],
    ["Why?\n\n---\n\nBecause.\n\n- (2) \n- b\n", "7:7 The point is empty"],
    ["Why?\n\n---\n\nBecause.\n\n- a\n\nMore.\n", "5:1 The model answer has no points"],
  ])("%j is refused: %s", (body, problem) => expect(problemsOf(RUBRIC, body)).toContain(problem));
});
