/** The grammar of deck.md: each rule by a file that breaks it, and where the problem is seen. */
import { describe, expect, test } from "vitest";
import { writtenTypes } from "../../src/decks/card_types.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { deckFormats } from "../../src/decks/formats.ts";
import type { ParsedDeck } from "../../src/decks/note.ts";
import { examples, front, wholeFile } from "./readme_examples.ts";

const TOOLS = { sqlWasm: new Uint8Array(), progress: () => undefined };

const FRONT = `---
deck: a-deck
name: A deck
description: For tests.
order: 1
---
`;

/** Line of the first line after FRONT. */
const FIRST = 7;

function deckOf(text: string): ParsedDeck {
  const read = parseDeckMarkdown("deck.md", text);
  if (!read.ok) throw new Error(JSON.stringify(read.error, undefined, 1));
  return read.value;
}

/** Problems as "line:column message", lines counted from the first line after the front matter. */
function problemsOf(notes: string): string[] {
  return shown(FRONT + notes, FIRST - 1);
}

function shown(text: string, offset = 0, file = "deck.md"): string[] {
  const read = parseDeckMarkdown(file, text);
  return read.ok
    ? []
    : read.error.map(({ line, column, message }) => `${line - offset}:${column} ${message}`);
}

const basic = (id: string, front = "Front?", back = "Back.") =>
  `## ${id}\n\n- type: basic\n\n${front}\n\n---\n\n${back}\n`;

describe("what is read", () => {
  test("the whole file of the README is read", () => {
    expect(deckOf(wholeFile)).toMatchObject({
      slug: "softmax-cross-entropy",
      order: 4,
      notes: [{
        id: "softmax-sum",
        tags: ["softmax", "probability"],
        source: "Goodfellow et al. 2016, section 6.2.2",
        line: 10,
      }],
      media: [],
    });
  });

  test("all examples of the README make one deck", () => {
    const notes = examples.map(({ note }) => note).join("\n");
    const read = parseDeckMarkdown("cards/softmax-cross-entropy/deck.md", `${front}\n${notes}`);
    expect(read.ok ? [] : read.error).toEqual([]);
  });

  test("the README shows every type of the list and no other", () => {
    expect([...new Set(examples.map(({ type }) => type))].sort()).toEqual(
      writtenTypes.map(({ id }) => id).sort(),
    );
  });

  test("a file with CRLF line ends, a byte order mark, tabs and trailing spaces reads as its plain form", () => {
    const plain = FRONT + basic("a") + basic("b");
    const rough = "\uFEFF" + plain
      .replaceAll("- type: basic", "-\ttype:\tbasic  ")
      .replaceAll("\n---\n", "\n--- \t\n")
      .replaceAll("## a", "##\ta ")
      .replaceAll("\n", "\r\n");
    expect(deckOf(rough)).toEqual(deckOf(plain));
  });

  test("a rule or a heading inside fenced code separates nothing", () => {
    const code = "```md\n## not-a-note\n---\n```";
    const { notes } = deckOf(FRONT + basic("a", code));
    expect(notes.map(({ fields }) => JSON.parse(fields))).toEqual([{ front: code, back: "Back." }]);
  });

  test("free text before the first note is not shown", () => {
    expect(deckOf(`${FRONT}\n# A title\n\nFor readers, with a $ sign.\n\n${basic("a")}`).notes).toHaveLength(
      1,
    );
  });

  test("a deck without notes is a deck", () => {
    expect(deckOf(FRONT).notes).toEqual([]);
  });

  test("tags may be a list, and each counts once", () => {
    const [note] = deckOf(FRONT + basic("a").replace("basic", "basic\n- tags: [x, y, x]")).notes;
    expect(note?.tags).toEqual(["x", "y"]);
  });

  test("a setting goes on over indented lines", () => {
    const [note] =
      deckOf(FRONT + basic("a").replace("basic", "basic\n- tags: [x,\n    y]\n- source: one\n  line")).notes;
    expect(note).toMatchObject({ tags: ["x", "y"], source: "one line" });
  });

  test("pictures of the deck are collected once each, wherever they stand", () => {
    const notes = basic("a", "![one](b.svg)", "![two](dir/a%20b.png) ![one](b.svg)");
    expect(deckOf(FRONT + notes).media).toEqual(["b.svg", "dir/a b.png"]);
  });
});

describe("front matter", () => {
  test("a file without front matter is refused at its start", () => {
    expect(shown(basic("a"))).toEqual(["1:1 The file does not begin with front matter"]);
  });

  test("an empty file is refused at its start", () => {
    expect(shown("")).toEqual(["1:1 The file does not begin with front matter"]);
  });

  test("front matter that never closes is refused", () => {
    expect(shown("---\ndeck: a\n")).toEqual(["1:1 The file does not begin with front matter"]);
  });

  test("an unknown key is refused at its value", () => {
    expect(shown(FRONT.replace("order: 1", "order: 1\nauthor: me"))).toEqual([
      "6:9 Unknown setting `author`",
    ]);
  });

  test("a missing key is named", () => {
    expect(shown(FRONT.replace("name: A deck\n", ""))).toEqual(["2:1 `name` is missing"]);
  });

  test.each([
    ["deck: a-deck", "deck: A deck", '2:7 `deck` is "A deck"'],
    ["deck: a-deck", "deck: 7", "2:7 `deck` is 7"],
    ["order: 1", "order: first", '5:8 `order` is "first"'],
    ["order: 1", "order: -1", "5:8 `order` is -1"],
    ["order: 1", "order: 1.5", "5:8 `order` is 1.5"],
    ["name: A deck", "name:", "3:6 `name` is null"],
  ])("%j written as %j is refused at its value", (right, wrong, problem) => {
    expect(shown(FRONT.replace(right, wrong))).toEqual([problem]);
  });

  test("a deck must be called after its folder", () => {
    expect(shown(FRONT, 0, "cards/other/deck.md")).toEqual([
      '2:7 The deck is called "a-deck", but its folder is "other"',
    ]);
  });

  test("broken YAML is refused where it breaks", () => {
    expect(shown(FRONT.replace("A deck", "A: deck"))[0]).toMatch(/^3:\d+ This is not valid YAML/);
  });

  test("a key that stands twice is refused at the second", () => {
    expect(shown(FRONT.replace("order: 1", "order: 1\norder: 2"))[0]).toMatch(
      /^6:1 This is not valid YAML: Map keys/,
    );
  });
});

describe("ids", () => {
  test.each(["Softmax", "a b", "a_b", "-a", "a--b", "ä", "a".repeat(81)])(
    "%j is no id, said at the id",
    (id) => {
      expect(problemsOf(basic(id))).toEqual([
        `1:4 ${JSON.stringify(id).slice(0, 57)}${id.length > 60 ? "..." : ""} is no id`,
      ]);
    },
  );

  test("a heading without an id is refused", () => {
    expect(problemsOf(basic(""))).toEqual(["1:1 The heading has no id"]);
  });

  test("an id that is taken is refused at the second note, which names the first", () => {
    expect(problemsOf(basic("a") + basic("b") + basic("a"))).toEqual([
      `19:4 The id a is taken: the note in line ${FIRST} has it`,
    ]);
  });
});

describe("settings", () => {
  test("a note without a type is refused at its heading", () => {
    expect(problemsOf("## a\n\nText\n\n---\n\nMore\n")).toEqual(["1:1 The note a has no type"]);
  });

  test("an unknown type is refused at its value", () => {
    expect(problemsOf(basic("a").replace("basic", "riddle"))).toEqual(['3:9 "riddle" is no type of note']);
  });

  test("a setting that the type does not know is refused at its value", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- answer: 4"))).toEqual([
      "4:11 Unknown setting `answer`",
    ]);
  });

  test("a setting that is missing is named at the heading", () => {
    expect(problemsOf("## a\n\n- type: true-false\n\nS.\n\n---\n\nR.\n")).toEqual([
      "1:1 `answer` is missing",
    ]);
  });

  test("a setting of the wrong kind is refused at its value", () => {
    expect(problemsOf("## a\n\n- type: true-false\n- answer: perhaps\n\nS.\n\n---\n\nR.\n")).toEqual([
      '4:11 `answer` is "perhaps"',
    ]);
  });

  test("a setting that stands twice is refused at the second", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- tags: x\n- tags: y"))).toEqual([
      "5:3 `tags` is set twice",
    ]);
  });

  test("an item that is no setting is refused", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- a point"))).toEqual([
      '4:1 Found "- a point" in the list of settings',
    ]);
  });

  test("text right under the settings is refused", () => {
    expect(problemsOf("## a\n\n- type: basic\nFront\n\n---\n\nBack\n")).toEqual([
      '4:1 Found "Front" right under the settings',
    ]);
  });

  test("a comment in a setting is refused, as it would be lost", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- source: issue #3"))).toEqual([
      "4:16 `#3` is a comment in YAML and would be lost",
    ]);
  });

  test("a colon in unquoted text is refused with its place", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- source: Deep learning: a book"))[0]).toMatch(
      /^4:11 /,
    );
  });

  test("an alias is refused, since it can make much of little", () => {
    expect(problemsOf(basic("a").replace("basic", "basic\n- tags: [&x y, *x]"))).toEqual([
      "4:13 `&x` names a value for others",
      "4:16 `*x` refers to another value",
    ]);
  });

  test.each(["tags: ", "tags: a,,b", "tags: [1, 2]", "source: 2016"])("%j is refused", (setting) => {
    expect(problemsOf(basic("a").replace("basic", `basic\n- ${setting}`))[0]).toMatch(
      /^4:\d+ `(?:tags|source)` is /,
    );
  });
});

describe("parts", () => {
  test("a note without text is refused at its heading", () => {
    expect(problemsOf("## a\n\n- type: basic\n")).toEqual(["1:1 The note has no text"]);
  });

  test("a note with too few parts is refused at its heading", () => {
    expect(problemsOf("## a\n\n- type: basic\n\nFront\n")).toEqual(["1:1 The note has 1 part"]);
  });

  test("a note with too many parts is refused at the first that is too many", () => {
    expect(problemsOf(`${basic("a")}\n---\n\nThird\n`)).toEqual(["13:1 The note has 3 parts"]);
  });

  test("an empty part is refused", () => {
    expect(problemsOf("## a\n\n- type: basic\n\nFront\n\n---\n")).toEqual([
      "8:1 A part of the note is empty",
    ]);
  });

  test("a fenced block that never closes is refused at its fence, and later notes are still read", () => {
    expect(problemsOf(basic("a", "Front", "```py\nx") + basic("B", "Front"))).toEqual([
      "9:1 This fenced block is never closed",
      '11:4 "B" is no id',
    ]);
  });

  test("a heading of level 1 or 2 inside a note is refused", () => {
    expect(problemsOf(basic("a", "Title\n====="))).toEqual(["5:1 A heading of level 1 stands inside a note"]);
    expect(problemsOf(basic("a", " ## b"))).toEqual(["5:1 A heading of level 2 stands inside a note"]);
  });
});

describe("formulas", () => {
  test.each([
    ["a $\\foo$", "5:4 Undefined control sequence: \\foo"],
    ["a\n\n$$\n\\frac{1\n$$", "9:1 Unexpected end of input in a macro argument, expected '}'"],
    ["- a\n- b $x_$", "6:7 Expected group after '_'"],
    ["it costs $5", "5:10 $ opens no formula: nothing closes it before the end of the paragraph"],
    ["$$\nx", "5:1 $$ opens no formula: nothing closes it before the end of the paragraph"],
    ["$\\href{https://x.y}{z}$", "5:2 \\href is not allowed"],
  ])("%j is refused at its place", (front, problem) => {
    expect(problemsOf(basic("a", front))[0]).toBe(problem);
  });

  test("an escaped dollar and a dollar in code are no formulas", () => {
    expect(problemsOf(basic("a", "\\$5 and `$6`"))).toEqual([]);
  });
});

describe("pictures and figures", () => {
  test("a picture without a text is refused", () => {
    expect(problemsOf(basic("a", "See ![](k.svg)"))).toEqual(["5:5 The picture has no text"]);
  });

  test.each([
    "https://x.y/k.svg",
    "//x.y/k.svg",
    "/k.svg",
    "../k.svg",
    "a/../../k.svg",
    "..%2fk.svg",
    "data:image/png;base64,aa",
  ])(
    "the picture %j is not in the deck's folder",
    (src) =>
      expect(problemsOf(basic("a", `![k](${src})`))[0]).toMatch(
        /^5:1 The picture `.*` is not in the deck's folder/,
      ),
  );

  test("an explorable figure is allowed", () => {
    expect(problemsOf(basic("a", "```explore softmax\nlogits: [2, 1]\n```"))).toEqual([]);
  });

  test.each([
    ["```explore\na: 1\n```", "5:1 An explorable figure needs one name"],
    ["```explore softmax\n- 1\n```", "6:1 Found [1] instead of settings"],
    ["```explore softmax\na: [1\n```", "7:1 This is not valid YAML"],
  ])("the figure %j is refused", (front, problem) => {
    expect(problemsOf(basic("a", front))[0]).toContain(problem);
  });
});

test("all problems of a file come at once, in order", () => {
  const text = FRONT.replace("order: 1", "order: x") + basic("A", "$\\foo$") +
    "## b\n\n- type: riddle\n\n![](/x)\n";
  expect(shown(text).map((problem) => problem.split(" ")[0])).toEqual([
    "5:8",
    "7:4",
    "11:2",
    "18:9",
    "20:1",
    "20:1",
  ]);
});

describe("absurd files", () => {
  const many = (text: string, count = 30_000) => text.repeat(count);

  test.each<[string, string]>([
    ["brackets in the front matter", FRONT.replace("A deck", many("["))],
    ["brackets in a setting", FRONT + basic("a").replace("basic", `basic\n- tags: ${many("[")}`)],
    ["braces in a formula", FRONT + basic("a", `$${many("{", 2000)}${many("}", 2000)}$`)],
    ["fractions in a formula", FRONT + basic("a", `$${many("\\frac{", 600)}$`)],
    [
      "deletions in deletions",
      `${FRONT}## a\n\n- type: cloze\n\n${many("{{c1::", 5000)}a${many("}}", 5000)}\n`,
    ],
    ["a text longer than a note", FRONT + basic("a", many("word "))],
    ["more characters than a deck", many("a", 4_000_001)],
  ])("%s are refused, not fatal", (_, text) => expect(shown(text)).not.toEqual([]));
});

describe("the format of Markdown decks", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const format = deckFormats.find(({ id }) => id === "deck-markdown");

  test.each([
    [FRONT, true],
    [`\uFEFF${FRONT.replaceAll("\n", "\r\n")}`, true],
    ["front\tback\n", false],
    ["---\ntitle: x\n---\n", false],
    ["PK\u0003\u0004", false],
    ["", false],
  ])("recognises %j: %s", (text, recognised) => {
    expect(format?.recognises({ name: "deck.md", bytes: bytes(text) })).toBe(recognised);
  });

  test("reads bytes as UTF-8", async () => {
    const read = await format?.read(
      { name: "deck.md", bytes: bytes(FRONT + basic("a", "Große Frage?")) },
      {},
      TOOLS,
    );
    expect(read).toMatchObject({
      ok: true,
      value: { collection: { decks: [{ slug: "a-deck" }], notes: [{ summary: "Große Frage?" }] } },
    });
  });

  test("refuses bytes that are no UTF-8", async () => {
    const read = await format?.read(
      { name: "deck.md", bytes: Uint8Array.of(0x2d, 0xff, 0xfe) },
      {},
      TOOLS,
    );
    expect(read).toMatchObject({
      ok: false,
      error: { file: "deck.md", message: "The file is not UTF-8 text" },
    });
  });
});
