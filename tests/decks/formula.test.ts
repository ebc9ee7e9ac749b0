/** Formulas that are typed, judged by their values. */
import { describe, expect, test } from "vitest";
import { judged, openNote, problemsOf } from "./read_note.ts";

const QUESTION = "What is the gradient?\n";

const GRADIENT = [
  "type: formula",
  "answer: p - y",
  "variables: {p: prob, y: prob}",
  'wrong: [{answer: y - p, say: "The sign is turned."}, {answer: "(p - y)*p*(1 - p)", say: "That factor cancels."}]',
];

function answered(settings: readonly string[], typed: string) {
  return judged(openNote(settings, QUESTION).ask("type", 1), { typed: { answer: typed } });
}

describe("a typed formula", () => {
  test.each([
    "p - y",
    "p−y",
    "-(y - p)",
    "(p^2 - y^2)/(p + y)",
    "p*(1 - y) - y*(1 - p)",
  ])("is right in any notation: %s", (typed) => {
    expect(answered(GRADIENT, typed)).toMatchObject({ kind: "right", score: 1 });
  });

  test("is named when it equals a known mistake", () => {
    expect(answered(GRADIENT, "y-p")).toMatchObject({
      kind: "wrong",
      mistake: "wrong-1",
      message: { source: "The sign is turned." },
    });
    expect(answered(GRADIENT, "(p-y)*(p - p^2)")).toMatchObject({ kind: "wrong", mistake: "wrong-2" });
  });

  test("is refuted by a counterexample when nobody knows the mistake", () => {
    expect(answered(GRADIENT, "p + y")).toMatchObject({
      kind: "wrong",
      mistake: undefined,
      message: { source: expect.stringContaining("yours") },
    });
  });

  test.each(["", "p -", "p - q", "log(p)"])("costs nothing when it cannot be read: %j", (typed) => {
    expect(answered(GRADIENT, typed)).toMatchObject({ kind: "unreadable" });
  });

  test("must keep to the rules of its form", () => {
    const settings = ["type: formula", "answer: p*(1 - p)", "variables: {p: prob}", "forbid: [sigmoid]"];
    expect(answered(settings, "p - p^2")).toMatchObject({ kind: "right" });
    const squashed = ["type: formula", "answer: s", "variables: {s: prob}", "forbid: [exp]"];
    expect(answered(squashed, "exp(ln(s))")).toMatchObject({ kind: "unreadable" });
  });

  test("of matrices fails on a forgotten transposition", () => {
    const settings = ["type: formula", "answer: W'@g", 'variables: {W: "matrix[m,n]", g: "vector[m]"}'];
    expect(answered(settings, "W'@g")).toMatchObject({ kind: "right" });
    expect(answered(settings, "(g'@W)'")).toMatchObject({ kind: "right" });
    expect(answered(settings, "W@g")).toMatchObject({ kind: "wrong" });
  });
});

describe("a formula note is refused", () => {
  test("when a wrong answer equals the right one", () => {
    const settings = [
      "type: formula",
      "answer: p - y",
      "variables: {p: prob, y: prob}",
      'wrong: [{answer: "-(y-p)", say: "No."}]',
    ];
    expect(problemsOf(settings, QUESTION).join()).toContain("number 1 equals the answer");
  });

  test("when two wrong answers are the same", () => {
    const settings = [
      "type: formula",
      "answer: p - y",
      "variables: {p: prob, y: prob}",
      'wrong: [{answer: y - p, say: "One."}, {answer: "-(p - y)", say: "Two."}]',
    ];
    expect(problemsOf(settings, QUESTION).join()).toContain("number 2 equals number 1");
  });

  test("when its answer names a variable without a domain", () => {
    const settings = ["type: formula", "answer: p - y", "variables: {p: prob}"];
    expect(problemsOf(settings, QUESTION).join()).toContain("`answer`");
  });

  test("when a domain is no domain", () => {
    const settings = ["type: formula", "answer: p", "variables: {p: probably}"];
    expect(problemsOf(settings, QUESTION).join()).toContain("`variables`: p");
  });
});
