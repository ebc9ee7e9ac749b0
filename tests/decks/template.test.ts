/** Template notes: how their YAML is read, where its mistakes are seen, and what becomes of cards when they are edited. */
import { describe, expect, test } from "vitest";
import { cardTypeOf } from "../../src/decks/card_types.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import type { LoadedNote } from "../../src/decks/card_type.ts";
import { examples, front } from "./readme_examples.ts";
import { judged, openNote, problemsOf } from "./read_note.ts";

const SETTINGS = ["type: template"];

interface Pieces {
  readonly vars?: string;
  readonly rest?: string;
  readonly answer?: string;
  readonly prompt?: string;
}

/** Lines 1 to 4 of the body are the fence, vars, rest and answer. */
function body({ vars = "vars: {n: {int: [2, 9]}}", rest = "hints: []", ...more }: Pieces = {}): string {
  const { answer = "answer: {expr: n + 1, type: integer}", prompt = "What comes after {{n}}?" } = more;
  return `\`\`\`yaml\n${vars}\n${rest}\n${answer}\n\`\`\`\n\n${prompt}\n\n---\n\nIt is {{n + 1}}.\n`;
}

const opened = (pieces: Pieces = {}): LoadedNote => openNote(SETTINGS, body(pieces));
const problems = (pieces: Pieces) => problemsOf(SETTINGS, body(pieces));

describe("a note that is read", () => {
  test("asks with its numbers filled in, takes the key and shows the solution and the steps", () => {
    const { params } = JSON.parse(JSON.stringify(opened().ask("skill", 7).drawn ?? {}));
    const { n } = JSON.parse(params);
    const asked = opened().ask("skill", 7);
    expect(asked.face).toMatchObject({
      kind: "fields",
      generated: true,
      prompt: { source: `What comes after ${n}?` },
    });
    expect(asked.back.answer?.source).toBe(`Your answer: $${n + 1}$\n\nIt is ${n + 1}.`);
    expect(asked.back.steps).toHaveLength(1);
    expect(judged(asked, { typed: { answer: String(n + 1) } })).toMatchObject({ kind: "right", score: 1 });
    expect(judged(asked, { typed: { answer: String(n) } })).toMatchObject({
      kind: "wrong",
      mistake: undefined,
    });
    expect(judged(asked, { typed: { answer: "" } })).toMatchObject({ kind: "unreadable" });
  });

  test("names the mistake that alone explains an answer", () => {
    const asked = opened({ rest: "wrong: [{expr: n, say: 'That is {{n}} itself.', id: itself}]" }).ask(
      "skill",
      7,
    );
    const { n } = JSON.parse(asked.drawn?.params ?? "{}");
    expect(judged(asked, { typed: { answer: String(n) } })).toMatchObject({
      kind: "wrong",
      mistake: "itself",
      message: { source: `That is ${n} itself.` },
    });
  });

  test("has one side and a summary without placeholders", () => {
    expect(opened().sides).toEqual([{ key: "skill", label: "fresh numbers", generator: undefined }]);
    expect(opened().summary).toBe("What comes after …?");
  });

  test("may stand between ~~~ and hold rules of its own", () => {
    const text = body().replaceAll("```", "~~~").replace(
      "hints: []",
      "hints:\n  - |\n    a\n\n    ---\n    b",
    );
    expect(openNote(SETTINGS, text).ask("skill", 1).face.kind).toBe("fields");
  });

  test("keeps its level", () => {
    expect(openNote([...SETTINGS, "level: 3"], body()).ask("skill", 1).drawn?.level).toBe(3);
  });
});

describe("a template that was edited", () => {
  const before = opened().ask("skill", 7);
  const drawn = before.drawn!;

  test("asks a stored variant again with the same numbers, though its words are new", () => {
    const again = opened({ prompt: "After {{n}} comes?" }).askDrawn("skill", drawn);
    expect(again.drawn?.params).toBe(drawn.params);
    expect(again.drawn?.version).not.toBe(drawn.version);
    expect(again.face.kind === "fields" && again.face.prompt.source).toBe(
      `After ${JSON.parse(drawn.params).n} comes?`,
    );
  });

  test.each([
    ["whose variables are others", {
      vars: "vars: {m: {int: [2, 9]}}",
      answer: "answer: {expr: m, type: integer}",
      prompt: "{{m}} {{m}}",
    }],
    ["whose domain is another", { vars: "vars: {n: {int: [20, 90]}}" }],
    ["whose rules refuse it", { rest: `require: ["n != ${JSON.parse(drawn.params).n}"]` }],
  ])("asks another one of the same seed where the template is one %s", (_, pieces) => {
    const text = body(pieces).replace("{{n + 1}}", "so");
    const again = openNote(SETTINGS, text).askDrawn("skill", drawn);
    expect(again.drawn?.params).not.toBe(drawn.params);
    expect(again.drawn).toEqual(openNote(SETTINGS, text).ask("skill", drawn.seed).drawn);
  });

  test("keeps its side, so that progress stays", () => {
    expect(opened({ vars: "vars: {n: {int: [20, 90]}}" }).sides).toEqual(opened().sides);
  });
});

describe("problems stand at their places", () => {
  test.each<[string, Pieces, string]>([
    ["YAML that is none", { rest: "hints: [" }, "4:"],
    ["an unknown key", { rest: "hint: [a]" }, "3:1 Unknown key `hint`"],
    ["an unknown key inside", { vars: "vars: {n: {int: [2, 9], steps: 2}}" }, "2:32 `vars.n.steps` is 2"],
    [
      "a value of the wrong kind",
      { answer: "answer: {expr: n, type: whole}" },
      '4:25 `answer.type` is "whole"',
    ],
    ["a missing key", { answer: "answer: {expr: n}" }, "4:1 `answer.type` is missing"],
    [
      "a missing answer",
      { answer: "conventions: [a]" },
      "2:1 Exactly one of `answer` and `answers` is needed",
    ],
    [
      "a formula in a flow map",
      { answer: "answer: {expr: n + k, type: integer}" },
      "4:20 “k” is not known here; known here: n",
    ],
    [
      "a formula in double quotes",
      { rest: 'let: {m: "n + k"}' },
      "3:15 “k” is not known here; known here: n",
    ],
    [
      "a formula in single quotes",
      { rest: "let: {m: 'n + k'}" },
      "3:15 “k” is not known here; known here: n",
    ],
    [
      "a formula in a block",
      { rest: "let:\n  m: |\n    n +\n      k" },
      "6:7 “k” is not known here; known here: n",
    ],
    [
      "a formula that goes on over lines",
      { rest: "let:\n  m: n +\n    2*k" },
      "5:7 “k” is not known here; known here: n",
    ],
    ["a name that is taken", { rest: "let: {n: 2}" }, "3:10 “n” has a value already"],
    ["a placeholder of the prompt", { prompt: "Is\n{{n +}} it?" }, "8:6 Something is missing at the end"],
    ["a formula of the prompt", { prompt: "$\\foo{{n}}$" }, "7:2 Undefined control sequence"],
    ["a dollar of the prompt", { prompt: "{{n}} and $ 5" }, "7:11 $ opens no formula"],
    ["words of a mistake", { rest: 'wrong: [{expr: n, say: "no {{k}}"}]' }, "3:30 “k” is not known here"],
    ["a value once numbers are drawn", { rest: "let: {m: '[1, 2][n]'}" }, "3:11 Index 1 of 1"],
    [
      "a rule that nothing meets",
      { rest: "require: [n > 10]" },
      "2:7 Only 0 of 400 draws make a fair question; most often: not n > 10",
    ],
    [
      "a mistake that is the key",
      { rest: "wrong: [{expr: 1 + n, say: x}]" },
      "2:7 Only 0 of 309 draws make a fair question; most often: mistake wrong-1 is too close to the key",
    ],
    ["an alias", { vars: "vars: {n: &a {int: [2, 9]}, m: *a}" }, "2:32 `*a` refers to another value"],
    ["a tag", { rest: "hints: !!set {a}" }, "3:"],
    [
      "a reserved key",
      { vars: "vars: {__proto__: {int: [1, 2]}, n: {int: [1, 2]}}" },
      "2:8 The name `__proto__` is kept for the program",
    ],
    ["a merge key", { vars: "vars: {n: {int: [2, 9], <<: {pick: [1]}}}" }, "2:"],
  ])("%s", (_, pieces, problem) => {
    expect(problems(pieces).some((found) => found.startsWith(problem)), JSON.stringify(problems(pieces)))
      .toBe(true);
  });

  test("a note without its block, or without a prompt", () => {
    expect(problemsOf(SETTINGS, "What?\n")).toEqual(["1:1 The note does not begin with a block of YAML"]);
    expect(problemsOf(SETTINGS, "```yaml\nvars: {}\n```\n")).toEqual([
      "3:4 There is no prompt under the closing ```",
    ]);
  });
});

describe("YAML from strangers", () => {
  test("a billion laughs are refused at the first anchor", () => {
    const laughs = [
      "a: &a [x, x, x]",
      ..."bcdefghi".split("").map((name, i) => `${name}: &${name} [${`*${"abcdefghi"[i]}, `.repeat(9)}]`),
    ];
    expect(problems({ rest: laughs.join("\n") })[0]).toContain("names a value for others");
  });

  test.each([
    ["deep flow", `hints: ${"[".repeat(5000)}${"]".repeat(5000)}`],
    ["deep enough to read", `hints: ${"[".repeat(40)}a${"]".repeat(40)}`],
    ["many values", `hints: [${"a, ".repeat(6000)}]`],
    ["a long text", `hints: [${"a".repeat(30_000)}]`],
    ["a key twice", "hints: [a]\nhints: [b]"],
    ["a number that is none", "let: {a: .nan}"],
    ["a step of nothing", "let: {a: 1}\nconventions: {a: {dec: [0, 1], step: 0}}"],
  ])("%s is one problem and no more than that", (_, rest) => {
    const found = problems({ rest });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(4);
  });
});

test("the README's example keeps most of its draws", () => {
  const example = examples.find(({ type }) => type === "template");
  const deck = parseDeckMarkdown("deck.md", `${front}\n${example?.note}`);
  const note = deck.ok ? deck.value.notes[0] : undefined;
  const asked = cardTypeOf("template").load(note?.fields ?? "").ask("skill", 3);
  expect(asked.face.kind === "fields" && asked.face.conventions).toEqual(["natural logarithm"]);
});
