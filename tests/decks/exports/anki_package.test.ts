/** Packages that are written read as what they were, here and as Anki's. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ankiPackage as format } from "../../../src/decks/exports/anki_package.ts";
import type { ExportContents, ExportNote } from "../../../src/decks/exports/contents.ts";
import { ankiPackage as plain } from "../../../src/decks/formats/anki_package.ts";
import { rehearsalPackage } from "../../../src/decks/formats/rehearsal_package.ts";
import { deckFormats } from "../../../src/decks/formats.ts";
import type { CollectedNote } from "../../../src/decks/imports/collection.ts";
import { DEFAULT_CHOICES } from "../../../src/decks/imports/import_plan.ts";
import { planCollection } from "../../../src/decks/imports/plan.ts";
import { readZip } from "../../../src/decks/zip.ts";
import { type ZipFile, zipOf } from "../../../src/decks/zip_writer.ts";
import { PACKAGE_LIMITS } from "../../../src/decks/formats/anki/package_files.ts";
import { DEFAULT_PRESET } from "../../../src/scheduling/preset.ts";
import { carriedOut, EMPTY } from "../imports/carried_out.ts";
import { contents } from "./arbitrary_contents.ts";
import { contentsOf, readBack, TWO_SIDED, written } from "./made_contents.ts";

const RUNS = { numRuns: 25 };
const older = fc.boolean();

function pack(from: ExportContents, wishes: Parameters<typeof written>[2] = {}) {
  return written(format, from, wishes);
}

/** What of a note any reading must give back; JSON leaves out what is undefined. */
function essence(
  { guid, scope, deck, type, noteType, fields, tags, modifiedAt, cards }: ExportNote | CollectedNote,
) {
  return JSON.parse(JSON.stringify({
    guid,
    scope,
    deck,
    type,
    noteType,
    fields: JSON.parse(fields),
    tags,
    modifiedAt,
    cards: cards.map((card) => ({
      side: card.side.key,
      deck: card.deck,
      suspended: card.suspended,
      flag: card.flag,
      history: card.history === undefined
        ? undefined
        : { state: card.history.state, reviews: card.history.reviews },
    })),
  }));
}

test("a package comes back here as what it was, whatever it holds", async () => {
  await fc.assert(
    fc.asyncProperty(contents, older, async (from, isOlder) => {
      const collection = await readBack(await pack(from, { older: isOlder }), "deck.apkg");
      expect(collection.notes.map(essence)).toEqual(from.notes.map(essence));
      expect(collection.noteTypes).toEqual(from.noteTypes);
      expect(collection.decks.map(({ path, slug, description }) => ({ path, slug, description })))
        .toEqual(from.decks.map(({ path, slug, description }) => ({ path, slug, description })));
      expect(collection.media.map(({ name }) => name)).toEqual(["a.png"]);
      expect(collection.problems).toEqual([]);
    }),
    RUNS,
  );
});

test("a package that is imported where it came from changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(contents, older, async (from, isOlder) => {
      const collection = await readBack(await pack(from, { older: isOlder }), "deck.apkg");
      const stored = carriedOut(planCollection(collection, EMPTY, DEFAULT_CHOICES), EMPTY);
      const again = await readBack(await pack(from, { older: !isOlder }), "deck.apkg");
      const plan = planCollection(again, stored, DEFAULT_CHOICES);
      expect(plan.counts.notes).toMatchObject({ new: 0, updated: 0, moved: 0, conflicting: 0, skipped: 0 });
      expect(plan).toMatchObject({ steps: [], decks: [], media: [], noteTypes: { add: [], change: [] } });
    }),
    RUNS,
  );
});

test("notes that were written here, went to Anki and come back from there change nothing", async () => {
  await fc.assert(
    fc.asyncProperty(contents, older, async (from, isOlder) => {
      const collection = await readBack(await pack(from, { older: isOlder }), "deck.apkg");
      const stored = carriedOut(planCollection(collection, EMPTY, DEFAULT_CHOICES), EMPTY);
      const theirs = await readBack(await pack(from, { older: isOlder }), "deck.apkg", plain);
      const plan = planCollection(theirs, stored, DEFAULT_CHOICES);
      expect(plan).toMatchObject({ counts: { notes: { new: 0 } }, media: [] });
      const own = plan.notes.filter(({ index }) => /^17321904/.test(theirs.notes[index]?.noteType ?? ""));
      expect(own.map(({ kind }) => kind)).toEqual(own.map(() => "skipped"));
      expect(own).toHaveLength(from.notes.filter(({ type }) => type !== "anki").length);
    }),
    RUNS,
  );
});

test("a picture that comes back with notes of one's own stays what it is here", async () => {
  const picture = () => Promise.resolve(new TextEncoder().encode("<svg/>"));
  const shown = contentsOf([{ type: "basic", fields: '{"front":"![a](fig.svg)","back":"b"}' }], {
    media: [{ name: "fig.svg", deck: 0, bytes: picture }],
  });
  const stored = carriedOut(
    planCollection(await readBack(await pack(shown), "deck.apkg"), EMPTY, DEFAULT_CHOICES),
    EMPTY,
  );
  const theirs = await readBack(await pack(shown), "deck.apkg", plain);
  expect(theirs.media.map(({ name }) => name)).toEqual(["deck_fig.svg"]);
  expect(planCollection(theirs, stored, DEFAULT_CHOICES)).toMatchObject({
    media: [],
    counts: { media: { left: 1 } },
  });
});

test("imported notes come back through the part that Anki reads too, letters composed", async () => {
  await fc.assert(
    fc.asyncProperty(contents, older, async (from, isOlder) => {
      const collection = await readBack(await pack(from, { older: isOlder }), "deck.apkg", plain);
      const known = new Map(collection.notes.map((note) => [note.guid, note]));
      for (const note of from.notes.filter(({ type }) => type === "anki")) {
        const found = known.get(note.guid);
        const { deck: _, cards, ...rest } = essence(note);
        const composed = JSON.parse(JSON.stringify(rest).normalize("NFC"));
        expect(found === undefined ? undefined : essence(found)).toMatchObject(composed);
        const schedules = (one: typeof cards) => one.map(({ deck: _, ...card }: { deck: number }) => card);
        expect(schedules(essence(found ?? note).cards)).toEqual(schedules(cards));
      }
      const cards = from.notes.flatMap((note) => note.cards);
      expect(collection.notes.flatMap((note) => note.cards)).toHaveLength(cards.length);
      expect(collection.problems).toEqual([]);
    }),
    RUNS,
  );
});

describe("a package", () => {
  const two = contentsOf([{ type: "anki", fields: '{"Front":"f","Back":"b","More":""}' }]);
  const [note] = two.notes;
  if (note === undefined) throw new Error("There is one note");
  const [card] = note.cards;
  const studied: ExportContents = {
    ...two,
    noteTypes: [TWO_SIDED],
    notes: [{
      ...note,
      scope: "collection",
      noteType: TWO_SIDED.key,
      cards: card === undefined ? [] : [{
        ...card,
        side: { key: "t1", label: "Card 1", generator: undefined },
        suspended: true,
        flag: 3,
        leech: true,
        history: {
          state: {
            type: 2,
            queue: -1,
            due: 30,
            originalDue: 0,
            isFiltered: false,
            intervalDays: 12,
            factor: 2500,
            reps: 4,
            lapses: 1,
            stepsLeft: 0,
            stability: 12.5,
            difficulty: 6,
            lastReviewAt: 1_650_000_000_000,
            collectionMadeAt: 1_600_000_000,
            collectionWestOffset: 0,
          },
          reviews: [{
            id: 1_650_000_000_000,
            ease: 3,
            interval: 12,
            lastInterval: 5,
            factor: 600,
            tookMs: 3000,
            kind: 1,
          }],
        },
      }],
    }],
  };

  test("without schedules holds new cards only, and nothing that was learnt", async () => {
    for (const by of [plain, rehearsalPackage]) {
      const { notes } = await readBack(await pack(studied, { schedules: false }), "deck.apkg", by);
      expect(notes).toMatchObject([{ tags: [], cards: [{ suspended: false, flag: 0 }] }]);
      const history = notes[0]?.cards[0]?.history;
      expect([history?.state.type ?? 0, history?.state.reps ?? 0, history?.reviews ?? []]).toEqual([
        0,
        0,
        [],
      ]);
    }
  });

  test("with schedules says in Anki's way what is a leech", async () => {
    const { notes } = await readBack(await pack(studied), "deck.apkg", plain);
    expect(notes[0]?.tags).toEqual(["leech"]);
    expect(notes[0]?.cards[0]).toMatchObject({
      suspended: true,
      flag: 3,
      history: { state: { reps: 4, due: 30 } },
    });
  });

  test("keeps the answers of two cards that were given in the same millisecond", async () => {
    const [one] = studied.notes;
    if (one === undefined) throw new Error("There is one note");
    const both = { ...studied, notes: [one, { ...one, guid: "another" }] };
    const { notes } = await readBack(await pack(both), "deck.apkg", plain);
    const reviews = notes.flatMap(({ cards }) => cards.flatMap(({ history }) => history?.reviews ?? []));
    expect(reviews.map(({ id }) => id).toSorted()).toEqual([1_650_000_000_000, 1_650_000_000_001]);
    expect(reviews.map(({ ease, tookMs }) => ({ ease, tookMs }))).toEqual(
      [1, 2].map(() => ({ ease: 3, tookMs: 3000 })),
    );
  });

  test("holds the place that a studied card had among the new ones", async () => {
    const placed = {
      ...studied,
      notes: studied.notes.map((one) => ({
        ...one,
        cards: one.cards.map((its) => ({ ...its, position: 41 })),
      })),
    };
    for (const by of [plain, rehearsalPackage]) {
      const { notes } = await readBack(await pack(placed), "deck.apkg", by);
      expect(notes[0]?.cards[0]?.history?.position).toBe(41);
    }
  });

  test("names no parameters in Anki's part where they are those that everyone begins with", async () => {
    const preset = { key: "1", name: "Options", options: DEFAULT_PRESET };
    for (const isFitted of [true, false]) {
      const decks = studied.decks.map((deck) => ({ ...deck, preset: "1" }));
      const fitted = { ...studied, decks, presets: [{ ...preset, isFitted }] };
      for (const isOlder of [true, false]) {
        const { presets } = await readBack(await pack(fitted, { older: isOlder }), "deck.apkg", plain);
        expect(presets.map(({ options }) => "parameters" in options)).toEqual([isFitted]);
      }
    }
  });

  test("is the same, byte for byte, when it is written again", async () => {
    expect(await pack(studied)).toEqual(await pack(studied));
  });

  test("whose notes were changed by another program is read as Anki's", async () => {
    const files = readZip(await pack(studied, { older: true }), PACKAGE_LIMITS);
    if (!files.ok) throw new Error(files.error.message);
    const other = await pack(contentsOf([{ type: "basic", fields: '{"front":"changed","back":"b"}' }]), {
      older: true,
    });
    const changed = readZip(other, PACKAGE_LIMITS);
    if (!changed.ok) throw new Error(changed.error.message);
    const mixed = files.value.map((entry): ZipFile => {
      const from = entry.name === "collection.anki2"
        ? changed.value.find(({ name }) => name === entry.name)
        : entry;
      const bytes = (from ?? entry).bytes();
      return { name: entry.name, bytes: bytes.ok ? bytes.value : new Uint8Array(), packs: true };
    });
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of zipOf(mixed)) pieces.push(piece);
    const file = { name: "deck.apkg", bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
    expect(deckFormats.find((format) => format.recognises(file))?.id).toBe("anki-package");
    expect((await readBack(file.bytes, file.name)).notes[0]?.fields).toContain("changed");
  });

  test("holds as many different variants of a drawn question as are asked for, each with key and steps", async () => {
    const skill = contentsOf([{ type: "generated", fields: '{"generator":"softmax","level":1,"fixed":{}}' }]);
    const { notes } = await readBack(await pack(skill, { variants: 4 }), "deck.apkg", plain);
    const values = notes.map(({ fields }) => JSON.parse(fields));
    expect(new Set(values.map(({ Front }) => Front)).size).toBe(4);
    for (const { Back } of values) expect(Back).toMatch(/<p>\\\(p\\\): .*<ol><li>/s);
    const again = await readBack(await pack(skill, { variants: 2 }), "deck.apkg", plain);
    expect(again.notes.map(({ guid, fields }) => ({ guid, fields })))
      .toEqual(notes.slice(0, 2).map(({ guid, fields }) => ({ guid, fields })));
  });

  test("gives files of a shipped deck the deck's name, also where its notes show them", async () => {
    const picture = new TextEncoder().encode("<svg/>");
    const shown = contentsOf([{ type: "basic", fields: '{"front":"![a](fig.svg)","back":"b"}' }], {
      media: [{ name: "fig.svg", deck: 0, bytes: () => Promise.resolve(picture) }],
    });
    const { notes, media } = await readBack(await pack(shown), "deck.apkg", plain);
    expect(media.map(({ name }) => name)).toEqual(["deck_fig.svg"]);
    expect(JSON.parse(notes[0]?.fields ?? "{}").Front).toBe('<p><img src="deck_fig.svg" alt="a" /></p>');
  });
});

test.each([
  ["{{c1::a}} and {{c2::b::hint}}", "<p>{{c1::a}} and {{c2::b::hint}}</p>"],
  ["$\\frac{ {{c1::e^{z_i}}} }{2}$", "<p>\\(\\frac{ {{c1::e^{z_i&#125;}} }{2}\\)</p>"],
  ["{{c1::*a* {b::c}}}", "<p>{{c1::<em>a</em> {b&#58;:c&#125;}}</p>"],
  ["{{c1::out {{c2::in}} side}}", "<p>{{c1::out {{c2::in}} side}}</p>"],
])("the text %j becomes Anki's %j", async (text, html) => {
  const note = contentsOf([{ type: "cloze", fields: JSON.stringify({ text }) }]);
  const cards = note.notes[0]?.cards.map((card) => ({ ...card, side: { ...card.side, key: "c1" } })) ?? [];
  const cloze = { ...note, notes: note.notes.map((one) => ({ ...one, cards })) };
  const { notes } = await readBack(await pack(cloze), "deck.apkg", plain);
  expect(JSON.parse(notes[0]?.fields ?? "{}").Text).toBe(html);
});
