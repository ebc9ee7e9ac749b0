/** Packages that are odd or partly broken: what is good of them is taken, and the rest is told. */
import { strToU8 } from "fflate";
import { expect, test } from "vitest";
import { ankiPackage } from "../../../src/decks/formats/anki_package.ts";
import { buildPackage, GENERATIONS, packageFiles, zip } from "../../packages/build_package.ts";
import {
  BASIC,
  cardWith,
  CLOZE,
  contentWith,
  DEFAULT_DECK,
  noteWith,
  type PackageContent,
} from "../../packages/content.ts";
import { collectionIn } from "../../packages/read_built.ts";

const of = async (parts: Partial<PackageContent>, generation: (typeof GENERATIONS)[number] = "latest") =>
  await collectionIn(await buildPackage(contentWith(parts), generation));

const pixel = new Uint8Array([1, 2, 3]);

test("read() reads a package whose files lie in one folder", async () => {
  const files = await packageFiles(contentWith({ media: [{ name: "a.png", bytes: pixel }] }), "legacy2");
  const inFolder = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`My deck/${name}`, bytes]),
  );
  const bytes = zip({ ...inFolder, "__MACOSX/My deck/._collection.anki21": new Uint8Array(3) });
  expect(ankiPackage.recognises({ name: "deck.zip", bytes })).toBe(true);
  const { notes, media } = await collectionIn(bytes);
  expect([notes.length, media.length]).toEqual([1, 1]);
});

test("read() reads a collection by itself, also with Anki's write-ahead log on", async () => {
  const files = await packageFiles(contentWith({}), "legacy1");
  const bytes = files["collection.anki2"] ?? new Uint8Array(0);
  expect(ankiPackage.recognises({ name: "collection.anki2", bytes })).toBe(true);
  expect((await collectionIn(bytes)).title).toBe("Anki collection (schema 11)");
  const logged = bytes.slice().fill(2, 18, 20);
  expect((await collectionIn(logged)).notes).toHaveLength(1);
  expect(logged[18]).toBe(2);
});

test.each(GENERATIONS)("read() takes 10,000 decks of %s", async (generation) => {
  const decks = Array.from({ length: 10_000 }, (_, index) => ({
    ...DEFAULT_DECK,
    id: 100 + index,
    name: `Part ${index % 100}::Chapter ${index}`,
  }));
  const notes = [noteWith(0, { cards: [cardWith({ deck: 100 + 9999 })] })];
  const read = await of({ decks: [DEFAULT_DECK, ...decks], notes }, generation);
  expect(read.decks).toHaveLength(10_000);
  expect(read.decks[read.notes[0]?.deck ?? 0]?.path).toEqual(["Part 99", "Chapter 9999"]);
});

test.each(GENERATIONS)("read() keeps texts of %s as they are, whatever the script", async (generation) => {
  const texts = [
    "",
    "🎉👩‍👩‍👧",
    "‏مرحبا <b>بالعالم</b>",
    "日本語",
    '<script>alert("x")</script>',
    "{{c1::a}} \\(\\frac{1}{2}\\)",
    "\u0000x",
  ];
  const notes = texts.slice(0, -1).map((text, index) => noteWith(index, { fields: [text, `b${index}`] }));
  const read = await of({ notes }, generation);
  expect(read.problems).toEqual([]);
  expect(read.notes.map(({ fields }) => fields)).toEqual(
    texts.slice(0, -1).map((text, index) => JSON.stringify({ Front: text, Back: `b${index}` })),
  );
  expect(read.notes[0]?.summary).toBe("b0");
  expect(read.notes[4]?.summary).toBe("b4");
});

test("read() writes texts in NFC, so that they find their media", async () => {
  const notes = [noteWith(0, { fields: ['<img src="cafe\u0301.png">', "e\u0301"], tags: "e\u0301" })];
  const read = await of({ notes, media: [{ name: "caf\u00e9.png", bytes: pixel }] });
  expect(read.missingMedia).toEqual([]);
  expect(JSON.parse(read.notes[0]?.fields ?? "")).toEqual({ Front: '<img src="café.png">', Back: "é" });
  expect(read.notes[0]?.tags).toEqual(["é"]);
});

test("read() pads and joins fields where a note has too few or too many", async () => {
  const read = await of({
    notes: [noteWith(0, { fields: ["only"] }), noteWith(1, { fields: ["a", "b", "c", "d"] })],
  });
  expect(read.notes.map(({ fields }) => JSON.parse(fields))).toEqual([
    { Front: "only", Back: "" },
    { Front: "a", Back: "b; c; d" },
  ]);
  expect(read.problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["changed", "The note “only” comes with 1 of 2 fields of Basic"],
    ["changed", "The note “a” comes with 4 of 2 fields of Basic"],
  ]);
});

test("read() leaves out what hangs on nothing, and says so", async () => {
  const read = await of({
    notes: [
      noteWith(0, { noteType: 77, fields: ["lost", ""] }),
      noteWith(1, { cards: [] }),
      noteWith(2, { cards: [cardWith({}), cardWith({ ord: 4 }), cardWith({ ord: 0, due: 9 })] }),
      noteWith(3, {
        noteType: CLOZE.id,
        fields: ["{{c1::x}}", ""],
        cards: [cardWith({ ord: -1 }), cardWith({})],
      }),
    ],
  });
  expect(read.notes.map(({ guid, cards }) => [guid, cards.map(({ side }) => side.key)])).toEqual([
    ["guid-2", ["t1"]],
    ["guid-3", ["c1"]],
  ]);
  expect(read.problems.map(({ message }) => message)).toEqual([
    "The note type of “lost ” is missing",
    "The note “front 1” has no cards",
    "Card 1 of “front 2” is there twice",
    "Card 5 of “front 2” belongs to no template of Basic",
    "Card 0 of “x” belongs to no template of Cloze",
  ]);
});

test("read() keeps notes whose guid is missing or there twice, each under its own", async () => {
  const read = await of({
    notes: [noteWith(0, { guid: "a" }), noteWith(1, { guid: "a" }), noteWith(2, { guid: "" })],
  });
  expect(read.notes.map(({ guid }) => guid)).toEqual(["a", "a#1600000000001", "#1600000000002"]);
  expect(read.problems).toHaveLength(1);
});

test("read() brings cards of a missing deck to the deck Default", async () => {
  const read = await of({
    decks: [DEFAULT_DECK, { ...DEFAULT_DECK, id: 5, name: "There" }],
    notes: [
      noteWith(0, { cards: [cardWith({ deck: 99 })] }),
      noteWith(1, { cards: [cardWith({ deck: 5 })] }),
    ],
  });
  expect(read.notes.map(({ deck }) => read.decks[deck]?.path)).toEqual([["Default"], ["There"]]);
  expect(read.problems[0]?.message).toBe("The deck of card 1 of “front 0” is missing");
});

test("read() keeps decks apart from filtered ones, and the same deck once", async () => {
  const deck = (id: number, name: string) => ({ ...DEFAULT_DECK, id, name });
  const read = await of({
    decks: [DEFAULT_DECK, deck(5, "A:: ::b"), deck(6, "a::blank::B"), { ...deck(7, "F"), isFiltered: true }],
    notes: [5, 6].map((id, index) => noteWith(index, { cards: [cardWith({ deck: id })] })),
  }, "legacy1");
  expect(read.decks.map(({ path }) => path)).toEqual([["A", "blank", "b"]]);
  expect(read.notes.map((note) => note.deck)).toEqual([0, 0]);
});

test("read() says which scheduler a collection is of", async () => {
  for (const generation of GENERATIONS) {
    const first = await of({ settings: { schedVer: 1 } }, generation);
    expect(first.notes[0]?.cards[0]?.history?.scheduler).toBe(1);
    const second = await of({ settings: { schedVer: 2 } }, generation);
    expect(second.notes[0]?.cards[0]?.history?.scheduler).toBe(2);
    // Collections from before there was a second one do not say.
    const silent = await of({ settings: {} }, generation);
    expect(silent.notes[0]?.cards[0]?.history).toMatchObject({
      scheduler: 1,
      state: { collectionWestOffset: undefined },
    });
  }
});

test("read() takes cards in no known state as new ones", async () => {
  const read = await of({ notes: [noteWith(0, { cards: [cardWith({ type: 9, queue: 7, interval: -5 })] })] });
  expect(read.notes[0]?.cards[0]?.history?.state).toMatchObject({ type: 0, queue: 0, intervalDays: 0 });
  expect(read.problems[0]?.message).toMatch(/does not know: 1; they come as new/);
  expect(read.hasSchedules).toBe(false);
});

test("read() leaves out reviews of no known kind", async () => {
  const review = { id: 5, ease: 3, interval: 1, lastInterval: 0, factor: 0, time: 9, kind: 1 };
  const reviews = [review, { ...review, id: 6, kind: 8 }, { ...review, id: 7, ease: 7 }];
  const read = await of({ notes: [noteWith(0, { cards: [cardWith({ reviews })] })] });
  expect(read.notes[0]?.cards[0]?.history?.reviews.map(({ id }) => id)).toEqual([5]);
  expect(read.rowsLeft).toEqual([{
    reason: "unknown_kind",
    count: 2,
    examples: [{ note: "front 0", card: "Card 1", row: 6 }, { note: "front 0", card: "Card 1", row: 7 }],
  }]);
});

test("read() tells of reviews whose cards are left out or not there", async () => {
  const review = { id: 5, ease: 3, interval: 1, lastInterval: 0, factor: 0, time: 9, kind: 1 };
  const reviews = [review, { ...review, id: 6 }];
  const bytes = await buildPackage(
    contentWith({
      notes: [
        noteWith(0, {
          cards: [cardWith({ reviews }), cardWith({ ord: 3, reviews: [{ ...review, id: 7 }] })],
        }),
        noteWith(1, { noteType: 77, cards: [cardWith({ reviews: [{ ...review, id: 8 }] })] }),
      ],
    }),
    "latest",
    { sql: (database) => database.run("insert into revlog select 9, 12345, 0, 3, 1, 1, 0, 0, 1") },
  );
  const read = await collectionIn(bytes);
  expect(read.notes[0]?.cards.map(({ history }) => history?.reviews.length)).toEqual([2]);
  expect(read.rowsLeft).toEqual([
    { reason: "no_card", count: 1, examples: [{ note: "", card: "card 12345", row: 9 }] },
    {
      reason: "left_card",
      count: 2,
      examples: [
        { note: "front 0", card: "Card 4", row: 7 },
        { note: "front 1 back 1", card: "Card 1", row: 8 },
      ],
    },
  ]);
});

test("read() tells of settings that a deck has beside its options", async () => {
  const bytes = await buildPackage(contentWith({}), "legacy1", {
    sql: (database) =>
      database.run(
        `update col set decks = json_set(decks, '$."1".newLimit', 5, '$."1".desiredRetention', 95)`,
      ),
  });
  expect((await collectionIn(bytes)).problems.map(({ message }) => message)).toEqual([
    "The deck “Default” has settings of its own (new cards a day 5, desired retention 95 %), which decks here " +
    "have not: those of its options hold",
  ]);
});

test("read() gives fields of one name names of their own", async () => {
  const noteTypes = [{ ...BASIC, fields: ["A", "A", ""] }];
  const read = await of({ noteTypes, notes: [noteWith(0, { fields: ["1", "2", "3"] })] }, "legacy1");
  expect(read.notes[0]?.fields).toBe('{"A":"1","A+":"2","Field 3":"3"}');
});

const MEDIA = [
  { name: "a.png", bytes: pixel },
  { name: "../b.png", bytes: pixel },
  { name: "C:\\c.png", bytes: pixel },
  { name: "nul.png", bytes: pixel },
  { name: "d\u0000.png", bytes: pixel },
  { name: "", bytes: pixel },
  { name: "x".repeat(300), bytes: pixel },
  { name: "a.png", bytes: new Uint8Array([9]) },
];

test.each(GENERATIONS)(
  "read() leaves out media of %s with names that no file may have",
  async (generation) => {
    const read = await of({ media: MEDIA }, generation);
    expect(read.media.map(({ name }) => name)).toEqual(["a.png"]);
    expect(read.problems.map(({ message }) => message.slice(0, 40))).toHaveLength(7);
    expect(read.problems.at(-1)?.message).toBe("The file a.png is in the package twice");
  },
);

test("read() leaves out media that are not there, or not what they should be", async () => {
  const content = contentWith({ media: [{ name: "a.png", bytes: pixel }, { name: "b.png", bytes: pixel }] });
  const lost = await buildPackage(content, "latest", { files: ({ "0": _, ...files }) => files });
  expect(await collectionIn(lost)).toMatchObject({
    media: [{ name: "b.png" }],
    problems: [{ kind: "skipped", message: 'The media file "a.png" is listed, but not in the package' }],
  });
  const other = await buildPackage(content, "latest", {
    files: (files) => ({ ...files, "1": files["meta"] ?? pixel }),
  });
  expect((await collectionIn(other)).problems[0]?.message).toMatch(/"b.png" cannot be unpacked/);
  const swapped = await buildPackage(
    contentWith({ media: [...content.media, { name: "c.png", bytes: new Uint8Array([7]) }] }),
    "latest",
    { files: (files) => ({ ...files, "1": files["2"] ?? pixel }) },
  );
  expect((await collectionIn(swapped)).problems[0]?.message).toBe(
    'The media file "b.png" is not the one that the package says it is',
  );
});

test("read() reads lists of media with gaps, and packages without one", async () => {
  const content = contentWith({ media: [{ name: "a.png", bytes: pixel }] });
  const gaps = await buildPackage(content, "legacy1", {
    files: ({ "0": file, ...files }) => ({ ...files, media: strToU8('{"7":"a.png"}'), "7": file ?? pixel }),
  });
  expect((await collectionIn(gaps)).media).toMatchObject([{ name: "a.png", size: 3 }]);
  const none = await buildPackage(content, "legacy1", { files: ({ media: _, ...files }) => files });
  expect(await collectionIn(none)).toMatchObject({ media: [], problems: [] });
});

test("read() tells each missing file once, wherever it is named", async () => {
  const noteTypes = [{
    ...BASIC,
    css: "@font-face { src: url('_font.woff') } .x { background: url(data:image/png;base64,AA) }",
    templates: [{ name: "Card 1", front: '<img src="_logo.svg">{{Front}}<img src="{{Back}}">', back: "" }],
  }];
  const front = [
    '<img class="x" alt="a>b" src="map%20one.png"><img src=two.png><img src=\'th&amp;ree.png\'>',
    '[sound:100%.mp3]<audio src="s.ogg"></audio><video poster="p.jpg" src="v.mp4"></video>',
    '<img src="https://example.com/x.png"><img src="//example.com/y.png"><a href="page.html">',
  ].join("");
  const read = await of({ noteTypes, notes: [noteWith(0, { fields: [front, front] })] });
  expect(read.missingMedia.map(({ name }) => name).toSorted()).toEqual([
    "100%.mp3",
    "_font.woff",
    "_logo.svg",
    "map one.png",
    "p.jpg",
    "s.ogg",
    "th&ree.png",
    "two.png",
    "v.mp4",
  ]);
});

test("read() sums up a note whose picture is written into it", async () => {
  const front = `<img src="data:image/png;base64,${"A".repeat(60_000)}"> A <b>cat</b>${"<i>".repeat(9000)}`;
  const read = await of({ notes: [noteWith(0, { fields: [front, ""] })] });
  expect(read.notes[0]?.summary).toBe("A cat");
  expect(read.missingMedia).toEqual([]);
});
