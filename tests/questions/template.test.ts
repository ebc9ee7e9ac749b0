/** Templates: what is drawn, worked out, shown and refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { templateGenerator, templateSolution } from "../../src/questions/template_generator.ts";
import type { AnswerSource, TemplateSource } from "../../src/questions/template_source.ts";
import { surveyTemplate } from "../../src/questions/template_survey.ts";
import { toNested } from "../../src/tensor/tensor.ts";
import { keepsItsPromises, rendersItsFormulas } from "../contracts/promises.ts";
import { BCE, compiled, drawn, PLAIN, problemsOf, variant } from "./template_cards.ts";

const real = (expr: string, more: Partial<AnswerSource> = {}): AnswerSource => ({
  expr,
  type: "real",
  ...more,
});

function keyOf(source: TemplateSource, params: Readonly<Record<string, number | number[]>>) {
  const key = variant(source, params).key["answer"];
  return key && toNested(numbersIn(key));
}

describe("a drawn variant", () => {
  test("keeps every promise of generators for 300 seeds", () => {
    for (let seed = 0; seed < 300; seed++) {
      const question = drawn(BCE, seed);
      keepsItsPromises(question, `seed ${seed}`);
      if (seed < 20) rendersItsFormulas(question, `seed ${seed}`);
    }
  });

  test("is the same for the same seed, and comes back from its stored parameters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const once = drawn(BCE, seed);
        expect(JSON.stringify(drawn(BCE, seed).params)).toBe(JSON.stringify(once.params));
        const again = templateGenerator(compiled(BCE)).withParams(JSON.parse(JSON.stringify(once.params)), 1);
        expect(again).toMatchObject({ ok: true, value: { prompt: once.prompt, key: once.key } });
        expect(templateGenerator(compiled(BCE)).refusalOf(once.params)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test("takes parameters that are pinned", () => {
    const draw = templateGenerator(compiled(BCE)).draw(1, 1, { p: 0.2 });
    expect(draw).toMatchObject({ ok: true, value: { question: { params: { p: 0.2 } } } });
    expect(templateGenerator(compiled(BCE)).draw(1, 1, { p: 2 }).ok).toBe(false);
    expect(templateGenerator(compiled(BCE)).draw(1, 1, JSON.parse('{"constructor": 1}')).ok).toBe(false);
  });

  test("draws every value of its domains and none of the excepted", () => {
    const source: TemplateSource = {
      ...PLAIN,
      vars: {
        n: { int: [-2, 4], step: 2, not: [0] },
        d: { dec: [0.1, 0.3], step: 0.1 },
        k: { pick: [3, 7] },
        v: { list: { int: [0, 1] }, length: [1, 3] },
      },
    };
    const seen: Record<string, Set<string>> = { n: new Set(), d: new Set(), k: new Set(), v: new Set() };
    for (let seed = 0; seed < 200; seed++) {
      for (const [name, value] of Object.entries(drawn(source, seed).params ?? {})) {
        seen[name]?.add(JSON.stringify(name === "v" ? value.length : value));
      }
    }
    const sorted = (name: string) => [...seen[name] ?? []].map(Number).sort((a, b) => a - b);
    expect(sorted("n")).toEqual([-2, 2, 4]);
    expect(sorted("d")).toEqual([0.1, 0.2, 0.3]);
    expect(sorted("k")).toEqual([3, 7]);
    expect(sorted("v")).toEqual([1, 2, 3]);
  });

  test("has vectors and matrices for lists", () => {
    const source: TemplateSource = {
      vars: {
        W: { list: { list: { int: [-2, 2] }, length: 2 }, length: 2 },
        x: { list: { int: [-2, 2] }, length: 2 },
      },
      answer: { expr: "W @ x", type: "tensor" },
      prompt: "$W = {{W}}$, $x = {{x}}$",
    };
    const question = templateGenerator(compiled(source)).withParams({ W: [[1, 2], [0, -1]], x: [2, -2] }, 1);
    if (!question.ok) throw new Error("not taken");
    expect(toNested(numbersIn(question.value.key["answer"]!))).toEqual([-2, 2]);
    expect(question.value.prompt).toBe(
      "$W = {\\begin{bmatrix} 1 & 2 \\\\ 0 & -1 \\end{bmatrix}}$, $x = {(2,\\; -2)}$",
    );
  });
});

describe("numbers", () => {
  test.each([
    [0.2, 1, 1.6094379124341003],
    [0.2, 0, 0.2231435513142097],
    [0.95, 0, 2.995732273553991],
  ])("the binary cross-entropy of p = %d under label %d is %d", (p, y, loss) => {
    expect(keyOf(BCE, { p, y })).toBeCloseTo(loss, 12);
  });

  test("an answer that is a formula of its own has a step of its own", () => {
    const question = variant({ ...PLAIN, answer: real("n / 3") }, { n: 4 });
    expect(question.trace.steps.map(({ id, tex }) => [id, tex])).toEqual([
      ["answer answer", "\\begin{aligned} \\frac{n}{3} &= \\frac{4}{3} \\\\ &\\approx 1.3333 \\end{aligned}"],
    ]);
  });

  test("a worked line shows formula, numbers and value, and of a condition the branch taken", () => {
    expect(variant(BCE, { p: 0.2, y: 0 }).trace.steps.map(({ tex }) => tex)).toEqual([
      "\\begin{aligned} q &= \\begin{cases}p & y = 1 \\\\ 1 - p & \\text{otherwise}\\end{cases} " +
      "\\\\ &= 1 - 0.2 \\\\ &= 0.8 \\end{aligned}",
      "\\begin{aligned} L &= -\\ln\\left(q\\right) \\\\ &= -\\ln\\left(0.8\\right) \\\\ &\\approx 0.2231 \\end{aligned}",
    ]);
  });

  test("several answers have keys of their own, and a mistake touches those it names", () => {
    const source: TemplateSource = {
      vars: { a: { int: [2, 5] } },
      answers: { double: { expr: "2*a", type: "integer" }, square: { expr: "a^2", type: "integer" } },
      wrong: [{ expr: { square: "a*3" }, say: "Thrice.", when: "a != 3", id: "thrice" }],
      prompt: "{{a}}?",
    };
    const [four, three] = [variant(source, { a: 4 }), variant(source, { a: 3 })];
    expect(
      four.mistakes.map((
        { ids, keys },
      ) => [ids, numbersIn(keys["double"]!).values[0], numbersIn(keys["square"]!).values[0]]),
    )
      .toEqual([[["thrice"], 8, 12]]);
    expect(three.mistakes).toEqual([]);
  });

  test("a choice asks for the place of the right option", () => {
    const answer: AnswerSource = { expr: "n > 5 ? 1 : 0", type: "choice", options: ["small", "large"] };
    expect(keyOf({ ...PLAIN, answer }, { n: 7 })).toBe(1);
  });
});

describe("texts", () => {
  const text = (prompt: string, params: Readonly<Record<string, number | number[]>>) =>
    variant({
      vars: { x: { dec: [-5, 5], step: 0.5 }, v: { list: { int: [0, 9] }, length: 2 } },
      answer: { expr: "x", type: "real" },
      prompt,
    }, { v: [1, 2], ...params }).prompt;

  test.each([
    ["$2^{{x}}$", 10 / 4, "$2^{2.5}$"],
    ["$3 \\cdot {{x|()}}$", -2, "$3 \\cdot {(-2)}$"],
    ["${{x|2}}$", 1.5, "${1.50}$"],
    ["at {{x}} degrees", -1.5, "at −1.5 degrees"],
    ["{{v}} and `{{x}}`", 1, "(1, 2) and `1`"],
    ["$\\frac{{{x}}}{2}$", 3, "$\\frac{{3}}{2}$"],
    ["${{x * 1e-9}}$", 1, "${1 \\times 10^{-9}}$"],
    ["{{x * 1e-9}}", -1, "−1e−9"],
    ["{{x > 0}}", 1, "true"],
  ])("%j with x = %d reads %j", (prompt, x, filled) => expect(text(prompt, { x })).toBe(filled));

  test("the solution is filled in for the variant", () => {
    expect(templateSolution(compiled(BCE), { p: 0.2, y: 1 })).toBe("$L = -\\ln({0.2}) \\approx {1.6094}$");
  });

  test("a mistake's words carry the numbers of the variant", () => {
    expect(variant(BCE, { p: 0.2, y: 1 }).mistakes[1]?.feedback).toBe(
      "That is the loss of the other class, with ${0.8}$.",
    );
  });
});

describe("what is wrong is said at its place", () => {
  test.each<[string, Partial<TemplateSource>, string]>([
    ["an unknown name", { let: { m: "2 * k" } }, "let.m @4 “k” is not known here; known here: n"],
    [
      "a name used before its line",
      { let: { a: "b", b: "n" } },
      "let.a @0 “b” is not known here; known here: n",
    ],
    ["an open bracket", { require: ["(n > 2"] }, "require.0 @0 This “(” is never closed"],
    [
      "a name of a function",
      { vars: { n: { int: [1, 9] }, exp: { int: [1, 2] } } },
      "vars.exp @0 “exp” is the name of a function",
    ],
    ["a name twice", { let: { n: "1" } }, "let.n @0 “n” has a value already"],
    ["a placeholder", { prompt: "Is {{n + }} so?" }, "prompt @9 Something is missing at the end"],
    ["an open placeholder", { prompt: "Is {{n so?" }, "prompt @3 This placeholder is never closed"],
    [
      "an empty domain",
      { vars: { n: { int: [3, 2] } } },
      "vars.n.int @0 The upper end, 2, is below the lower end, 3",
    ],
    [
      "a step that misses the end",
      { vars: { n: { dec: [0, 1], step: 0.3 } } },
      "vars.n.dec @0 Steps from 0 do not meet 1",
    ],
    ["nothing left", { vars: { n: { int: [1, 2], not: [1, 2] } } }, "vars.n.not @0 No value is left"],
    ["no answer", { answer: undefined }, " @0 Exactly one of `answer` and `answers` is needed"],
    [
      "decimals of a whole number",
      { answer: { expr: "n", type: "integer", decimals: 2 } },
      "answer @0 An answer of type integer is exact and has no `decimals`",
    ],
    [
      "an unknown answer",
      { wrong: [{ expr: { b: "n" }, say: "x" }] },
      "wrong.0.expr.b @0 There is no answer “b”",
    ],
  ])("%s", (_, change, problem) => expect(problemsOf({ ...PLAIN, ...change })).toContain(problem));

  test.each<[string, Partial<TemplateSource>, string]>([
    ["a rule that is a number", { require: ["n"] }, "require.0 @0 A rule needs a comparison, such as x > 0"],
    [
      "shapes that do not meet",
      { let: { v: "[1, 2] + [1, 2, 3]" } },
      "let.v @0 Cannot add [2] and [3]",
    ],
    [
      "a vector for a number",
      { answer: real("[n, n]") },
      "answer.expr @0 An answer of type real needs one number, found a tensor [2]",
    ],
    [
      "a rounded number in the prompt",
      { prompt: "About {{n / 3|2}}." },
      "prompt @8 The prompt shows a rounded number",
    ],
    ["an index out of range", { let: { v: "[1, 2][n]" } }, "let.v @0 Index 1 of 1"],
  ])("%s, once numbers are drawn", (_, change, problem) => {
    const { faults } = surveyTemplate(compiled({ ...PLAIN, ...change }), {
      draws: 20,
      enough: 1e9,
      operations: 1e7,
    });
    expect(faults.map(({ path, at, message }) => `${path.join(".")} @${at} ${message}`).join("\n")).toContain(
      problem,
    );
  });
});

describe("what is refused", () => {
  test("draws without a value are passed over, not faults", () => {
    const source = {
      ...PLAIN,
      vars: { n: { int: [0, 3] } },
      answer: real("ln(n)", { decimals: 2 }),
    } as const;
    const survey = surveyTemplate(compiled(source), { draws: 100, enough: 1e9, operations: 1e7 });
    expect(survey.faults).toEqual([]);
    expect(survey.reasons.map(({ reason }) => reason)).toContain("ln needs a positive number, found 0");
    expect(survey.kept).toBeGreaterThan(10);
  });

  test("a mistake that is the key in disguise never lets a draw through, and is counted", () => {
    const source: TemplateSource = {
      ...PLAIN,
      wrong: [{ expr: "1 + n", say: "No." }, { expr: "n", say: "Off by one." }],
    };
    const survey = surveyTemplate(compiled(source), { draws: 50, enough: 1e9, operations: 1e7 });
    expect(survey).toMatchObject({
      kept: 0,
      mistakes: [{ id: "wrong-1", possible: 50, likeKey: 50 }, { id: "wrong-2", possible: 50, likeKey: 0 }],
    });
  });

  test("steps whose honest rounding would make wrong answers right are refused", () => {
    const source: TemplateSource = {
      ...PLAIN,
      let: { small: "n / 100000" },
      answer: real("1 / small", { decimals: 2 }),
    };
    expect(templateGenerator(compiled(source)).refusalOf({ n: 7 })).toContain("set `keep` higher");
  });

  test("an answer of type integer that is none is passed over", () => {
    const source: TemplateSource = { ...PLAIN, answer: { expr: "n / 2", type: "integer" } };
    expect(templateGenerator(compiled(source)).refusalOf({ n: 3 })).toBe("The answer is no whole number");
    expect(templateGenerator(compiled(source)).refusalOf({ n: 4 })).toBeUndefined();
  });
});
