/** Markdown of other programs, and our own decks in a zip: which notes, names, pictures and schedules they become. */
import fc from "fast-check";
import { strToU8 } from "fflate";
import { expect, test } from "vitest";
import { hashcards } from "../../../src/decks/formats/hashcards.ts";
import { withDeletions } from "../../../src/decks/formats/hashcards/parse.ts";
import { markdownFolder } from "../../../src/decks/formats/markdown_folder.ts";
import { obsidian } from "../../../src/decks/formats/obsidian.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import { front } from "../readme_examples.ts";
import { PICTURE, zipped } from "./format_examples.ts";
import { notesOf, noTools, readWith, textFile } from "./reading.ts";

const fromHashcards = async (text: string) =>
  (await readWith(hashcards, textFile("Geo.md", text), {})).collection;
const fromObsidian = async (text: string) =>
  (await readWith(obsidian, textFile("note.md", text), {})).collection;
const problemsOf = ({ problems }: Collection) =>
  problems.map(({ kind, place, message }) => [kind, place.line, message]);
const guidsOf = ({ notes }: Collection) => notes.map(({ guid }) => guid);

test("hashcards: questions, answers and clozes go over several lines", async () => {
  const collection = await fromHashcards(
    "Text above.\n\nQ: a\nb\nA:\n\n- c\n- d\n\nC:\nOne [x]\nand [y].\n\nQ: e\nA: f",
  );
  expect(notesOf(collection)).toEqual([
    { front: "a\nb", back: "- c\n- d" },
    { text: "One {{c1::x}}\nand {{c2::y}}." },
    { front: "e", back: "f" },
  ]);
  expect(collection.notes.map(({ place }) => place.line)).toEqual([3, 10, 14]);
});

test("hashcards: the deck is called by its front matter, else by its file", async () => {
  expect((await fromHashcards('---\nname = "Cell Biology"\n---\nQ: a\nA: b')).decks[0]?.path).toEqual([
    "Cell Biology",
  ]);
  expect((await fromHashcards("Q: a\nA: b")).decks[0]?.path).toEqual(["Geo"]);
});

test.each([
  ["Foo [bar] baz [quux].", "Foo {{c1::bar}} baz {{c2::quux}}."],
  ["[$n!$] is ![alt](a.png) [x]", "{{c1::$n!$}} is ![alt](a.png) {{c2::x}}"],
  ["a \\[b\\] [c]", "a \\[b\\] {{c1::c}}"],
  ["[a [b] c]", "a {{c1::b}} c"],
  ["[std::vector]", "{{c1::std\\::vector}}"],
])("hashcards: %j becomes %j", (given, wanted) => expect(withDeletions(given)).toBe(wanted));

test("hashcards: text between deletions is never lost", () => {
  const piece = fc.stringMatching(/^[a-z ,.]{1,8}$/);
  fc.assert(fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 9 }), (pieces) => {
    const given = pieces.map(([plain, hidden]) => `${plain}[${hidden}]`).join("");
    const wanted = pieces.map(([plain, hidden], index) => `${plain}{{c${index + 1}::${hidden}}}`).join("");
    expect(withDeletions(given)).toBe(wanted);
  }));
});

test("hashcards: what breaks its grammar is named by line, and the rest is taken", async () => {
  const collection = await fromHashcards(
    "Q: open\n\nQ: a\nA: b\nA: again\nC: no brackets\nC: [ ]x[y]\nC: [a}}b]\n",
  );
  expect(notesOf(collection)).toEqual([{ front: "a", back: "b" }]);
  expect(problemsOf(collection)).toEqual([
    ["skipped", 1, "The question has no answer"],
    ["skipped", 5, "The answer has no question"],
    ["skipped", 6, "The text has no deletion"],
    ["skipped", 7, "The deletion c1 hides nothing"],
    ["skipped", 8, "A deletion holds braces that do not pair"],
  ]);
});

test("hashcards: an edited answer keeps the note, another question or deck does not", async () => {
  const [guid] = guidsOf(await fromHashcards("Q: a\nA: b"));
  expect(guidsOf(await fromHashcards("Q: a\nA: c"))).toEqual([guid]);
  expect(guidsOf(await fromHashcards("Q: A\nA: b"))).not.toEqual([guid]);
  expect(guidsOf(await fromHashcards('---\nname = "x"\n---\nQ: a\nA: b'))).not.toEqual([guid]);
});

test("hashcards: pictures are found from the root of the zip, and clashing names are told apart", async () => {
  const other = strToU8("<svg>other</svg>");
  const upload = zipped("cards.zip", {
    "cards/a.md": "Q: ![](x/p.svg)\nA: ![other](y/p.svg)\n\nQ: ![gone](gone.png)\nA: b\n",
    "cards/x/p.svg": PICTURE,
    "cards/y/p.svg": other,
  });
  const { collection } = await readWith(hashcards, upload, {});
  const names = collection.media.map(({ name }) => name);
  expect(names).toEqual(["p.svg", expect.stringMatching(/^p-[0-9a-f]{12}\.svg$/)]);
  expect(notesOf(collection)[0]).toEqual({ front: "![p](p.svg)", back: `![other](${names[1]})` });
  expect(collection.missingMedia).toMatchObject([{
    name: "gone.png",
    place: { file: "cards.zip: cards/a.md", line: 4 },
  }]);
});

test("Obsidian: each separator makes its kind of card", async () => {
  const collection = await fromObsidian(
    "#flashcards\n\nq::a\n\nx:::y\n\nlong\nq\n?\nlong\na\n\nleft\n??\nright\n\nA ==b== and ==c==^[hint]\n\n==1==[^2] ==2==[^1]\n",
  );
  expect(collection.notes.map(({ type, place }) => [type, place.line])).toEqual([
    ["basic", 3],
    ["reversed", 5],
    ["basic", 7],
    ["reversed", 13],
    ["cloze", 17],
    ["cloze", 19],
  ]);
  expect(notesOf(collection)).toEqual([
    { front: "q", back: "a" },
    { front: "x", back: "y" },
    { front: "long\nq", back: "long\na" },
    { front: "left", back: "right" },
    { text: "A {{c1::b}} and {{c2::c::hint}}" },
    { text: "{{c2::1}} {{c1::2}}" },
  ]);
});

test("Obsidian: separators in code, formulas and comments make no card", async () => {
  const collection = await fromObsidian(
    "#flashcards\n\n`a::b` and $x::y$ :: z\n\n```\nc::d\n?\n```\n\n<!-- e::f -->\n\n<!--\ng::h\n-->\n",
  );
  expect(notesOf(collection)).toEqual([{ front: "`a::b` and $x::y$", back: "z" }]);
});

test("Obsidian: tags name the deck of what follows, of one card, or of the whole note", async () => {
  const collection = await fromObsidian(
    "---\ntags:\n  - flashcards/whole\n---\na::1\n\n#flashcards/x/y #flashcards/z\nb::2\n\n#flashcards/own c::3\n\nd::4\n",
  );
  const decks = collection.decks.map(({ path }) => path.join("/"));
  expect(collection.notes.map(({ deck, tags }) => [decks[deck], tags])).toEqual([
    ["flashcards/whole", []],
    ["flashcards/x/y", ["flashcards::z"]],
    ["flashcards/own", []],
    ["flashcards/x/y", ["flashcards::z"]],
  ]);
});

test("Obsidian: schedules go to their sides, and the placeholder of the plugin is a new card", async () => {
  const collection = await fromObsidian(
    "#flashcards\n\nq::a\n<!--SR:!2024-08-16,51,230-->\n\nx:::y <!--SR:!2024-08-17,3,250!2000-01-01,1,250-->\n",
  );
  const states = collection.notes.flatMap(({ cards }) => cards.map(({ history }) => history?.state));
  expect(states).toEqual([
    expect.objectContaining({
      type: 2,
      due: Date.UTC(2024, 7, 16) / 86_400_000,
      intervalDays: 51,
      factor: 2300,
    }),
    expect.objectContaining({ due: Date.UTC(2024, 7, 17) / 86_400_000, intervalDays: 3, factor: 2500 }),
    undefined,
  ]);
  expect(collection.hasSchedules).toBe(true);
  expect(notesOf(collection)[1]).toEqual({ front: "x", back: "y" });
});

test("Obsidian: a vault without tags has its folders as decks; with tags, cards without one are named", async () => {
  const folders = await readWith(obsidian, zipped("v.zip", { "a/b/n.md": "q::a", "m.md": "r::s" }), {});
  expect(folders.collection.decks.map(({ path }) => path)).toEqual([["a", "b"], ["m"]]);
  const tagged = await readWith(
    obsidian,
    zipped("v.zip", { "n.md": "#flashcards/t\nq::a", "m.md": "\nr::s\n\nt::u" }),
    {},
  );
  expect(tagged.collection.notes).toHaveLength(1);
  expect(problemsOf(tagged.collection)).toEqual([["skipped", 2, "2 cards have no deck"]]);
});

test("Obsidian: links become words, highlights strong, embedded pictures pictures", async () => {
  const upload = zipped("v.zip", {
    "deep/n.md": "[[Page|alias]] of [[Other]] is ==so==::![[my pic (1).svg|300]] ![[gone.png]]",
    "files/my pic (1).svg": PICTURE,
  });
  const { collection } = await readWith(obsidian, upload, {});
  expect(notesOf(collection)).toEqual([{
    front: "alias of Other is **so**",
    back: "![my pic (1)](my%20pic%20%281%29.svg) ![gone](gone.png)",
  }]);
  expect(collection.media.map(({ name }) => name)).toEqual(["my pic (1).svg"]);
  expect(collection.missingMedia.map(({ name }) => name)).toEqual(["gone.png"]);
});

test("headings and rules of other programs cannot cut a deck of ours", async () => {
  const collection = await fromHashcards("Q: a\n## b\nA: c\n```\n## d\n---\n```\n# e\n");
  expect(notesOf(collection)).toEqual([{ front: "a\n### b", back: "c\n```\n## d\n---\n```\n### e" }]);
});

test("Obsidian: a schedule that cannot be read is told of, and its card begins as new", async () => {
  const collection = await fromObsidian("#flashcards\nA::B <!--SR:!yesterday,3,250-->\n");
  expect(collection.notes[0]?.cards[0]?.history).toBeUndefined();
  expect(problemsOf(collection)).toMatchObject([["changed", 2, expect.stringMatching(/begins as new/)]]);
});

test("a formula that cannot be set is named, and its note is taken", async () => {
  const collection = await fromHashcards("Q: $\\frac{1$\nA: b\n");
  expect(collection.notes).toHaveLength(1);
  expect(problemsOf(collection)).toEqual([]);
  expect(collection.formulas).toMatchObject([{
    tex: "\\frac{1",
    message: expect.stringMatching(/expected/i),
    note: "$\\frac{1$",
    place: { line: 1 },
  }]);
});

const deckText = (slug: string, body: string) => `${front.replace(/^deck: .*$/m, `deck: ${slug}`)}\n${body}`;
const note = (id: string, answer: string) => `## ${id}\n\n- type: basic\n\nq\n\n---\n\n${answer}\n`;

test("our decks in a zip are taken with their pictures, each deck for itself", async () => {
  const upload = zipped("decks.zip", {
    "all/one/deck.md": deckText("one", note("n", "![p](p.svg) ![q](img/q.svg) ![gone](gone.svg)")),
    "all/one/p.svg": PICTURE,
    "all/one/img/q.svg": PICTURE,
    "all/two/deck.md": deckText("two", note("n", "![p](p.svg)")),
    "all/two/p.svg": strToU8("<svg>another</svg>"),
    "all/three/deck.md": deckText("three", note("n", "a").replace("- type: basic", "- type: none")),
  });
  const { collection } = await readWith(markdownFolder, upload, {});
  expect(collection.decks.map(({ slug }) => slug)).toEqual(["one", "two"]);
  const [q, p, other] = collection.media.map(({ name }) => name);
  expect([p, q, other]).toEqual(["p.svg", "q.svg", expect.stringMatching(/^p-[0-9a-f]{12}\.svg$/)]);
  expect(notesOf(collection).map(({ back }) => back)).toEqual([
    "![p](p.svg) ![q](q.svg) ![gone](gone.svg)",
    `![p](${other})`,
  ]);
  expect(collection.missingMedia.map(({ name }) => name)).toEqual(["gone.svg"]);
  expect(collection.problems).toMatchObject([{
    kind: "skipped",
    place: { file: "decks.zip: all/three/deck.md", line: expect.any(Number), column: expect.any(Number) },
    message: '"none" is no type of note',
  }]);
});

test("a zip whose decks all have problems, or one name, is refused or told apart", async () => {
  const bad = zipped("d.zip", { "a/deck.md": "---\ndeck: a\n---\n" });
  const read = await markdownFolder.read(bad, {}, noTools);
  expect(read).toMatchObject({ ok: false, error: { message: "No deck of the zip file can be taken" } });
  const twins = zipped("d.zip", {
    "a/deck.md": deckText("a", note("n", "b")),
    "b/deck.md": deckText("a", note("n", "c")),
  });
  const { collection } = await readWith(markdownFolder, twins, {});
  expect(collection.notes).toHaveLength(1);
  expect(problemsOf(collection)).toEqual([["skipped", undefined, "The deck a is also in a/deck.md"]]);
});

test("a zip of more than a hundred million characters of Markdown is refused", async () => {
  const line = `${"word ".repeat(15)}\n`;
  const text = `Q: a\nA: b\n\n${line.repeat(125_000)}`;
  const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}.md`, text]));
  const read = await hashcards.read(zipped("notes.zip", files), {}, noTools);
  expect(read).toMatchObject({
    ok: false,
    error: { message: "The files hold more than 100 million characters of text" },
  });
});
