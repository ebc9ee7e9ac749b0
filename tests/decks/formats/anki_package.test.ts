import { expect, test } from "vitest";
import { ankiPackage } from "../../../src/decks/formats/anki_package.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import { buildPackage, GENERATIONS } from "../../packages/build_package.ts";
import { BASIC, CLOZE, REVERSED } from "../../packages/content.ts";
import { collectionIn } from "../../packages/read_built.ts";
import { REVIEW, RICH } from "../../packages/rich_content.ts";

test.each(GENERATIONS)("read() takes everything of a package of the generation %s", async (generation) => {
  const bytes = await buildPackage(RICH, generation);
  expect(ankiPackage.recognises({ name: "x", bytes })).toBe(true);
  const read = await collectionIn(bytes);
  expect(read.problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["skipped", "The filtered deck “Cram” is not taken; its card stays in the decks that lent it"],
  ]);
  expect(read.hasSchedules).toBe(true);
  expect(read.decks).toEqual([
    {
      path: ["Languages"],
      slug: undefined,
      description: "All words\nof \\*one\\* year",
      order: undefined,
      preset: "1",
    },
    { path: ["Languages", "French, 1/2"], slug: undefined, description: "", order: undefined, preset: "5" },
  ]);
  expect(read.noteTypes.map(({ key, name, kind }) => [key, name, kind])).toEqual([
    [String(BASIC.id), "Basic", "normal"],
    [String(REVERSED.id), "Basic (and reversed card)", "normal"],
    [String(CLOZE.id), "Cloze", "cloze"],
  ]);
  expect(read.noteTypes[0]).toMatchObject({
    fields: [{ name: "Front", rtl: false, description: "" }, { name: "Back" }],
    templates: BASIC.templates,
    css: BASIC.css,
    latexPre: "\\documentclass{article}",
    latexPost: "\\end{document}",
    sortField: 0,
    modifiedAt: BASIC.modifiedAt * 1000,
  });
});

test.each(GENERATIONS)(
  "read() takes notes and their cards of %s in the order of new cards",
  async (generation) => {
    const { notes } = await collectionIn(await buildPackage(RICH, generation));
    expect(notes.map(({ guid, deck, summary, tags }) => ({ guid, deck, summary, tags }))).toEqual([
      { guid: "guid-2", deck: 1, summary: "Paris is in France", tags: [] },
      { guid: "guid-0", deck: 1, summary: "être 🎉", tags: ["verbs", "été::2024"] },
      { guid: "guid-1", deck: 1, summary: "שלום", tags: [] },
    ]);
    expect(
      notes.map(({ cards }) =>
        cards.map(({ side, deck, suspended, flag }) => [side.key, side.label, deck, suspended, flag])
      ),
    )
      .toEqual([
        [["c1", "deletion 1", 1, false, 0], ["c3", "deletion 3", 1, false, 0]],
        [["t1", "Card 1", 1, false, 2]],
        [["t1", "Forward", 1, false, 0], ["t2", "Backward", 0, true, 0]],
      ]);
    expect(notes[1]).toMatchObject({
      scope: "collection",
      type: "anki",
      noteType: String(BASIC.id),
      fields: JSON.stringify({ Front: '<img src="café noir.png"> être 🎉', Back: "to be [sound:a.mp3]" }),
      modifiedAt: 1_650_000_000_000,
    });
  },
);

test.each(GENERATIONS)("read() takes schedules and reviews of %s as Anki stores them", async (generation) => {
  const { notes } = await collectionIn(await buildPackage(RICH, generation));
  expect(notes[1]?.cards[0]?.history).toEqual({
    state: {
      type: 2,
      queue: 2,
      due: 3,
      originalDue: 712,
      isFiltered: true,
      intervalDays: 24,
      factor: 2350,
      reps: 6,
      lapses: 1,
      stepsLeft: 2,
      stability: 31.5,
      difficulty: 6.25,
      lastReviewAt: 1_700_000_500_000,
      collectionMadeAt: 1_577_836_800,
      collectionWestOffset: -60,
    },
    reviews: [
      { id: REVIEW.id, ease: 3, interval: 4, lastInterval: -600, factor: 2500, tookMs: 5200, kind: 0 },
      { id: REVIEW.id + 5, ease: 3, interval: 24, lastInterval: 4, factor: 2500, tookMs: 5200, kind: 1 },
    ],
    scheduler: 2,
    position: 3,
  });
  expect(notes[0]?.cards[1]?.history?.state).toMatchObject({ type: 0, queue: -3, due: 1 });
});

test.each(GENERATIONS)("read() takes the options of %s that have a counterpart", async (generation) => {
  const { presets } = await collectionIn(await buildPackage(RICH, generation));
  expect(presets.map(({ key, name }) => [key, name])).toEqual([["1", "Default"], ["5", "Hard"]]);
  expect(presets[1]?.options).toEqual({
    learningStepsMinutes: [0.5, 15, 1440],
    relearningStepsMinutes: [],
    desiredRetention: 0.93,
    maximumIntervalDays: 365,
    newPerDay: 7,
    reviewsPerDay: 0,
    learnAheadMinutes: 20,
    newOrder: "random",
    reviewOrder: "random",
    mix: "reviews_first",
    buryNewSiblings: true,
    buryReviewSiblings: false,
    buryLearningSiblings: false,
    leechThreshold: 4,
    leechAction: "suspend",
    parameters: Array.from({ length: 21 }, (_, index) => index / 8 + 0.1),
  });
});

test.each(GENERATIONS)(
  "read() takes media of %s by their names in NFC, and tells what is missing",
  async (generation) => {
    const read = await collectionIn(await buildPackage(RICH, generation));
    const media: Collection["media"] = read.media;
    expect(media.map(({ name, size, bytes }) => [name, size, [...bytes()]])).toEqual([
      ["café noir.png", 6, [137, 80, 78, 71, 0, 255]],
      ["_font.woff", 0, []],
    ]);
    expect(media.map(({ hash }) => hash)).toEqual([
      "ffdb519b788f33bddc8647611c3a24cc5e1a9ef5780c1f6f828a637c309ad8f1",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]);
    expect(read.missingMedia.map(({ name }) => name)).toEqual(["a.mp3"]);
  },
);

test("read() gives the same collection for every generation", async () => {
  const [first, ...others] = await Promise.all(
    [
      ...GENERATIONS.map((generation) => buildPackage(RICH, generation)),
      // Anki writes its JSON in an order of chance.
      buildPackage(
        { ...RICH, noteTypes: RICH.noteTypes.toReversed(), options: RICH.options.toReversed() },
        "legacy2",
      ),
    ].map(async (bytes) => await collectionIn(await bytes)),
  );
  const plain = ({ title: _, media, ...rest }: Collection) => ({
    ...rest,
    media: media.map(({ hash }) => hash),
  });
  for (const other of others) expect(first && plain(other)).toEqual(first && plain(first));
});
