/** Templates from strangers: nothing to escape to, and every way to make much of little is bounded by counts. */
import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/expressions/parse.ts";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { readTemplate } from "../../src/questions/template.ts";
import { templateGenerator } from "../../src/questions/template_generator.ts";
import type { TemplateSource } from "../../src/questions/template_source.ts";
import { surveyTemplate } from "../../src/questions/template_survey.ts";
import { HOSTILE } from "./hostile_templates.ts";
import { compiled, PLAIN, problemsOf, variant } from "./template_cards.ts";

const INHERITED = [
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "isPrototypeOf",
];
const GLOBALS = ["globalThis", "window", "Deno", "process", "require", "import", "eval", "Function", "this"];

describe("names", () => {
  test.each([...INHERITED, ...GLOBALS])("%s means nothing in a formula", (name) => {
    for (
      const text of [
        name,
        `${name}()`,
        `${name}(n)`,
        `n + ${name}`,
        `n.${name}`,
        `[1, 2].${name}`,
        `n["${name}"]`,
      ]
    ) {
      expect(readTemplate({ ...PLAIN, answer: { expr: text, type: "integer" } }).ok, text).toBe(false);
      expect(parseExpression(text, formulaDialect(["n"])).ok, text).toBe(false);
    }
  });

  test.each(INHERITED.filter((name) => name !== "prototype"))(
    "%s cannot name a variable, value or answer",
    (name) => {
      const vars = JSON.parse(`{"n": {"int": [2, 9]}, ${JSON.stringify(name)}: {"int": [2, 9]}}`);
      const one = JSON.parse(`{${JSON.stringify(name)}: "n"}`);
      const answers = JSON.parse(`{${JSON.stringify(name)}: {"expr": "n", "type": "integer"}}`);
      expect(readTemplate({ ...PLAIN, vars }).ok).toBe(false);
      expect(readTemplate({ ...PLAIN, let: one }).ok).toBe(false);
      expect(readTemplate({ ...PLAIN, answer: undefined, answers }).ok).toBe(false);
      expect(readTemplate({ ...PLAIN, wrong: [{ expr: one, say: "x" }] }).ok).toBe(false);
    },
  );

  test.each(INHERITED)("stored parameters with the key %s are refused, not obeyed", (name) => {
    const generator = templateGenerator(compiled(PLAIN));
    const params = JSON.parse(`{"n": 3, ${JSON.stringify(name)}: {"polluted": true}}`);
    expect(generator.withParams(params, 1).ok).toBe(false);
    expect(generator.refusalOf(params)).toBeTypeOf("string");
    expect(generator.withParams(JSON.parse(`{${JSON.stringify(name)}: 3}`), 1).ok).toBe(false);
    expect("polluted" in {}).toBe(false);
  });

  test("text in a placeholder is a formula and never code", () => {
    expect(problemsOf({ ...PLAIN, prompt: "{{(() => 1)()}}" })).not.toEqual([]);
    expect(problemsOf({ ...PLAIN, prompt: "{{n; n}}" })).not.toEqual([]);
  });
});

describe("the heaviest templates that the limits allow", () => {
  const heavy = Object.entries(HOSTILE);
  /** What is being worked out when the purse runs empty is finished: one run, or one step written out. */
  const OVERDRAFT = 5_000_000;

  test.each(heavy)("%s: trying it out ends by count", (_, source) => {
    const { operations, exhausted, draws } = surveyTemplate(compiled(source), {
      draws: 200,
      enough: Infinity,
      operations: 1_000_000,
    });
    expect(operations).toBeLessThan(1_000_000 + OVERDRAFT);
    expect(exhausted || draws === 200).toBe(true);
  });

  test.each(heavy)("%s: a draw finds a whole question or says that it takes too long", (_, source) => {
    const drawn = templateGenerator(compiled(source)).draw(1, 1, {});
    if (!drawn.ok) return expect(drawn.error).toContain("the template takes too long");
    const { question } = drawn.value;
    const numbers = [...Object.values(question.key).flatMap((key) => [...numbersIn(key).values])];
    expect([...numbers, ...Object.values(question.tolerances).flat()].every(Number.isFinite)).toBe(true);
    expect([question.prompt, ...question.mistakes.map(({ feedback }) => feedback)]).not.toContain("?");
    expect(question.trace.steps.every(({ tex }) => !tex.includes("NaN"))).toBe(true);
  });

  test.each(heavy)("%s: a deck may have it only if drawing it is quick", (_, source) => {
    const deck = parseDeckMarkdown("deck.md", deckOf(source));
    if (!deck.ok) return;
    const generator = templateGenerator(compiled(source));
    for (let seed = 0; seed < 30; seed++) expect(generator.draw(seed, 1, {}).ok, String(seed)).toBe(true);
  });

  test.each([
    ["nodes", "The template takes too long: it met the limit of operations in draw 1"],
    ["nodes, never fair", "Only 0 of 15 draws make a fair question; most often: not n > 100"],
    ["elementwise, beyond a run", "This takes too many operations"],
  ])("%s is refused when its deck is read", (name, message) => {
    const deck = parseDeckMarkdown("deck.md", deckOf(HOSTILE[name] ?? PLAIN));
    expect(deck.ok ? [] : deck.error.map((problem) => problem.message)).toEqual([message]);
  });

  test("the same seed gives the same variant, however often and after whatever else was drawn", () => {
    const generator = templateGenerator(compiled(HOSTILE["mistakes"] ?? PLAIN));
    const first = generator.draw(7, 1, {});
    for (let seed = 0; seed < 5; seed++) generator.draw(seed, 1, {});
    const again = generator.draw(7, 1, {});
    expect(first.ok && again.ok && again.value.question.params).toEqual(
      first.ok && first.value.question.params,
    );
  });
});

/** The source as the one note of a deck. YAML reads JSON. */
function deckOf({ prompt, ...data }: TemplateSource): string {
  const front = "---\ndeck: heavy\nname: Heavy\ndescription: Heavy.\norder: 0\n---\n\n";
  return `${front}## heavy\n\n- type: template\n\n\`\`\`yaml\n${JSON.stringify(data)}\n\`\`\`\n\n${prompt}\n`;
}

describe("size", () => {
  const failing = (change: Partial<TemplateSource>) =>
    surveyTemplate(compiled({ ...PLAIN, ...change }), { draws: 200, enough: 1e9, operations: 1e7 });

  test.each([
    ["nesting", `${"(".repeat(5000)}n${")".repeat(5000)}`],
    ["signs", `${"-".repeat(3000)}n`],
    ["powers", Array.from({ length: 300 }, () => "9").join("^")],
    ["length", Array.from({ length: 2000 }, () => "n").join("+")],
    ["lists", `${"[".repeat(500)}1${"]".repeat(500)}`],
    ["exponent", "1e999999999"],
  ])("a formula of absurd %s is refused when it is read", (_, expr) => {
    expect(problemsOf({ ...PLAIN, answer: { expr, type: "real" } })).toHaveLength(1);
  });

  test.each([
    ["a tower of powers", "9^9^9^9"],
    ["a factorial", "factorial(1e9)"],
    ["a tensor of a billion", "sum(zeros(100000, 100000))"],
    ["a long vector", "sum(ones(1e9))"],
    ["a product of large matrices", "sum(ones(64, 64) @ ones(64, 64) @ ones(64, 64))"],
  ])("%s is stopped before it is worked out", (_, expr) => {
    const { kept, faults, reasons } = failing({ answer: { expr, type: "real" } });
    expect(kept).toBe(0);
    expect(faults.length + reasons.length).toBeGreaterThan(0);
  });

  test("a card that costs too much is a fault of its template, by count and not by clock", () => {
    const heavy = "sum(ones(60, 60) * n) + ".repeat(20) + "n";
    expect(failing({ answer: { expr: heavy, type: "real" } }).faults[0]?.message).toBe(
      "This takes too many operations",
    );
  });

  test("many costly draws end when the purse is empty", () => {
    const costly = "sum(ones(50, 50) * n) + ".repeat(6) + "n";
    const survey = surveyTemplate(
      compiled({ ...PLAIN, answer: { expr: costly, type: "real" }, require: ["n > 100"] }),
      {
        draws: 1e6,
        enough: 1,
        operations: 1e7,
      },
    );
    expect(survey.exhausted).toBe(true);
    expect(survey.draws).toBeLessThan(1000);
    const generator = templateGenerator(
      compiled({ ...PLAIN, answer: { expr: costly, type: "real" }, require: ["n > 100"] }),
    );
    expect(generator.draw(1, 1, {}).ok).toBe(false);
  });

  test("all formulas together are bounded", () => {
    const long = Array.from({ length: 240 }, () => "n").join("+");
    const steps = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`s${i}`, long]));
    expect(problemsOf({ ...PLAIN, let: steps })).toEqual([
      "let.s8 @0 The formulas of this template have more than 4000 parts",
    ]);
  });

  test("a text shows few numbers, an answer asks for few, a worked line names large tensors by shape", () => {
    expect(failing({ prompt: "{{ones(9, 9)}}" }).faults[0]?.message).toBe(
      "A text can show at most 64 numbers in one place",
    );
    expect(failing({ answer: { expr: "ones(9, 9)", type: "tensor" } }).faults[0]?.message).toContain(
      "at most 64 numbers",
    );
    const { trace } = variant({ ...PLAIN, let: { big: "ones(30, 30) * n" } }, { n: 2 });
    expect(trace.steps[0]?.tex).toContain("\\in \\mathbb{R}^{30 \\times 30}");
  });

  test("domains are bounded", () => {
    expect(problemsOf({ ...PLAIN, vars: { n: { dec: [0, 1e9], step: 1e-6 } } })).toHaveLength(1);
    expect(problemsOf({ ...PLAIN, vars: { n: { list: { list: { int: [0, 9] }, length: 60 }, length: 60 } } }))
      .not.toEqual([]);
  });

  const READ_ONCE: readonly [string, number][] = [
    ["{", 50_000],
    ["{{", 20_000],
    ["{{n}} ", 9_000],
    ["{{ |", 15_000],
    ["{{a|1|", 10_000],
  ];

  test.each(READ_ONCE)(
    "a prompt of many %j is read once over",
    (piece, times) => expect(readTemplate({ ...PLAIN, prompt: piece.repeat(times) }).ok).toBe(false),
  );
});
