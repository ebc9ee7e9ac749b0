/** Options to tick: reading task lists, shuffling, and judging several, one or none right. */
import { describe, expect, test } from "vitest";
import { judged, openNote, problemsOf } from "./read_note.ts";

const BODY = "Which?\n\n- [x] one\n- [ ] two\n  because\n- [X] three\n";

function asked(settings: readonly string[], body: string, seed = 1) {
  return openNote(["type: choice", ...settings], body).ask("choice", seed);
}

describe("a choice", () => {
  test("shuffles its options by the seed, every option first at some seed", () => {
    const firsts = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const { face } = asked([], BODY, seed);
      if (face.kind !== "options") throw new Error(face.kind);
      expect(face.options.map(({ id }) => id).sort()).toEqual(["o1", "o2", "o3"]);
      firsts.add(face.options[0]?.id ?? "");
    }
    expect(firsts.size).toBe(3);
  });

  test("keeps the order where it is told to", () => {
    for (let seed = 0; seed < 10; seed++) {
      expect(asked(["shuffle: false"], BODY, seed).face).toMatchObject({
        many: true,
        options: [{ id: "o1", label: { source: "one" } }, { id: "o2" }, { id: "o3" }],
      });
    }
  });

  test.each([
    ["all", ["o1", "o3"], "right", 1],
    ["all", ["o1"], "wrong", 0],
    ["all", ["o1", "o2", "o3"], "wrong", 0],
    ["all", [], "wrong", 0],
    ["each", ["o1", "o3"], "right", 1],
    ["each", ["o1"], "partial", 2 / 3],
    ["each", ["o2"], "wrong", 0],
    ["each", ["o1", "o1", "o3"], "right", 1],
    ["all", ["o1", "o9"], "unreadable", undefined],
  ])("with points for %s, %j is %s", (points, chosen, kind, score) => {
    expect(judged(asked([`points: ${points}`], BODY), { chosen })).toMatchObject({
      kind,
      ...(score === undefined ? {} : { score }),
    });
  });

  test("marks each option by what it should have been", () => {
    const verdict = judged(asked(["shuffle: false"], BODY), { chosen: ["o2", "o3"] });
    expect(verdict.marks).toEqual([
      { id: "o1", outcome: "missed", read: "not chosen", expected: "chosen" },
      { id: "o2", outcome: "wrong", read: "chosen", expected: "not chosen" },
      { id: "o3", outcome: "right", read: "chosen", expected: "chosen" },
    ]);
  });

  test("may have no right option: nothing ticked is then right", () => {
    expect(judged(asked([], "Which?\n\n- [ ] a\n- [ ] b\n"), {})).toMatchObject({ kind: "right" });
  });

  test.each([[["o1"], "right"], [["o2"], "wrong"], [[], "unreadable"], [["o1", "o2"], "unreadable"]])(
    "with one right option, %j is %s",
    (chosen, kind) => {
      const one = asked(["one: true"], "Which?\n\n- [x] a\n- [ ] b\n");
      expect(one.face).toMatchObject({ many: false });
      expect(judged(one, { chosen })).toMatchObject({ kind });
    },
  );

  test("explains each option on the back, in the order shown, and then the whole", () => {
    const { back } = asked(["shuffle: false"], `${BODY}\n---\n\nIn all.\n`);
    expect(back.answer?.source).toBe(
      "- **Right:** one\n- **Not right:** two\n\n  because\n\n- **Right:** three\n\nIn all.",
    );
  });

  test("takes several paragraphs and code under an option, and task items in code for code", () => {
    const body =
      "Which?\n\n```\n- [ ] no option\n```\n\n- [x] a\n\n  First.\n\n  ```py\n  - [ ] x\n  ```\n- [ ] b\n";
    const { face, back } = asked(["shuffle: false"], body);
    expect(face).toMatchObject({ options: [{ label: { source: "a" } }, { label: { source: "b" } }] });
    expect(back.answer?.source).toContain("- **Right:** a\n\n  First.\n\n  ```py\n  - [ ] x\n  ```\n");
  });
});

describe("a choice is refused", () => {
  test.each<[string[], string, string]>([
    [[], "Which?\n", "1:1 The question has no options"],
    [[], "Which?\n\n- [x] a\n", "1:1 The question has 1 options"],
    [[], "- [x] a\n- [ ] b\n", "1:1 Nothing is asked"],
    [[], "Which?\n\n- [x] a\n- [ ] b\n\nMore.\n", "6:1 Text follows the options"],
    [[], "Which?\n\n- [x] a\n- [ ]\n", "4:6 The option is empty"],
    [[], "Which?\n\n- [x] a\n- [ ] a\n", "4:7 The option stands there twice"],
    [["one: true"], BODY, "-1:8 `one` is true, but 2 options are right"],
    [
      ["one: true", "points: each"],
      "Which?\n\n- [x] a\n- [ ] b\n",
      "-1:11 `points: each` stands with `one: true`",
    ],
    [["points: some"], BODY, '-1:11 `points` is "some"'],
    [["shuffle: maybe"], BODY, '-1:12 `shuffle` is "maybe"'],
    [[], "Which?\n\n- [x] $\\foo$\n- [ ] b\n", "3:8 Undefined control sequence: \\foo"],
  ])("%j %j: %s", (settings, body, problem) => {
    expect(problemsOf(["type: choice", ...settings], body)).toContain(problem);
  });
});

describe("true or false", () => {
  const body = "The sky is green.\n\n---\n\nBlue.\n";

  test.each([["true", "true", "right"], ["true", "false", "wrong"], ["false", "false", "right"], [
    "false",
    "true",
    "wrong",
  ]])(
    "where %s is the answer, %s is %s",
    (answer, chosen, kind) => {
      const note = openNote(["type: true-false", `answer: ${answer}`], body).ask("judge", 1);
      expect(judged(note, { chosen: [chosen] })).toMatchObject({
        kind,
        marks: [{ id: "true" }, { id: "false" }],
      });
      expect(note.back.answer?.source).toBe(`**${answer === "true" ? "True" : "False"}.** Blue.`);
    },
  );
});
