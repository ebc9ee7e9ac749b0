/** Plans of imports: Anki's rules for notes that come again, and that nothing a person wrote is ever lost. */
import { describe, expect, test } from "vitest";
import { copyOf } from "../../../src/decks/imports/plan_note_types.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import {
  DEFAULT_CHOICES,
  type ImportChoices,
  type PlanAgainst,
} from "../../../src/decks/imports/import_plan.ts";
import { notesWanted, planCollection } from "../../../src/decks/imports/plan.ts";
import {
  BASIC,
  cardOf,
  carriedOut,
  collectionOf,
  edited,
  EMPTY,
  fieldsOf,
  fileOf,
  noteOf,
  REVERSED,
} from "./carried_out.ts";

function planned(collection: Collection, against = EMPTY, choices: Partial<ImportChoices> = {}) {
  return planCollection(collection, against, { ...DEFAULT_CHOICES, ...choices });
}

function imported(
  collection: Collection,
  against = EMPTY,
  choices: Partial<ImportChoices> = {},
): PlanAgainst {
  return carriedOut(planned(collection, against, choices), against);
}

const kindsOf = (collection: Collection, against: PlanAgainst, choices: Partial<ImportChoices> = {}) =>
  planned(collection, against, choices).notes.map(({ kind }) => kind);

const OLD = collectionOf([noteOf("a", { fields: fieldsOf("hello", "there") })]);
const NEWER = collectionOf([noteOf("a", { fields: fieldsOf("goodbye", "there"), modifiedAt: 200 })]);

describe("a note that is not there", () => {
  test("is new, with its deck, its note type and its cards", () => {
    const plan = planned(OLD);
    expect(plan.notes).toMatchObject([{
      kind: "new",
      deck: { from: undefined, to: ["A"] },
      newSides: ["t1"],
    }]);
    expect(plan.decks).toMatchObject([{ path: ["A"], slug: "a", isNew: true }]);
    expect(plan.noteTypes).toEqual({ add: [BASIC], change: [] });
    expect(plan.counts).toMatchObject({ notes: { new: 1 }, newCards: 1, newDecks: 1, newNoteTypes: 1 });
  });

  test("brings every deck above its own", () => {
    const decks = [{ ...OLD.decks[0]!, path: ["A", "B", "C"] }];
    expect(planned({ ...OLD, decks }).decks.map(({ path, slug }) => [path.join("::"), slug])).toEqual([
      ["A", "a"],
      ["A::B", "a-b"],
      ["A::B::C", "a-b-c"],
    ]);
  });

  test("is put under the deck that was chosen", () => {
    expect(planned(OLD, EMPTY, { under: ["Mine"] }).decks.map(({ path }) => path)).toEqual([
      ["Mine"],
      ["Mine", "A"],
    ]);
  });

  test("comes to a deck that is there already, however that was made", () => {
    const deck = { deckId: 7, slug: "something", path: ["A"], shipped: false, retired: false };
    expect(planned(OLD, { ...EMPTY, decks: [deck] }).decks).toMatchObject([{
      slug: "something",
      isNew: false,
    }]);
  });

  test("comes to a deck of its own where the one of that name comes with the program", () => {
    const deck = { deckId: 7, slug: "a", path: ["A"], shipped: true, retired: false };
    expect(planned(OLD, { ...EMPTY, decks: [deck] }).decks).toMatchObject([{ slug: "a-2", isNew: true }]);
  });

  test("loses schedules, flags and the tags of learning when schedules are not wanted", () => {
    const history = {
      state: {
        type: 2,
        queue: 2,
        due: 5,
        originalDue: 0,
        isFiltered: false,
        intervalDays: 3,
        factor: 2500,
        reps: 4,
        lapses: 0,
        stepsLeft: 0,
        stability: undefined,
        difficulty: undefined,
        lastReviewAt: undefined,
        collectionMadeAt: 0,
        collectionWestOffset: undefined,
      },
      reviews: [],
    } as const;
    const card = { ...cardOf("t1"), suspended: true, flag: 3, history } as const;
    const collection = collectionOf([noteOf("a", { tags: ["leech", "Marked", "x"], cards: [card] })]);
    expect(planned(collection).counts).toMatchObject({ schedules: 1 });
    const plan = planned(collection, EMPTY, { takeSchedules: false });
    expect(plan.steps).toMatchObject([
      { tags: ["x"], cards: [{ suspended: false, flag: 0, history: undefined }] },
    ]);
    expect(plan.counts).toMatchObject({ schedules: 0 });
  });
});

describe("a note that comes again", () => {
  test("is unchanged when the file is the same", () => {
    const plan = planned(OLD, imported(OLD));
    expect(plan.notes).toMatchObject([{ kind: "unchanged", reason: undefined }]);
    expect(plan.steps).toEqual([]);
    expect(plan.decks).toEqual([]);
  });

  test("is updated when the file's is newer", () => {
    const before = imported(OLD);
    expect(planned(NEWER, before).notes).toMatchObject([{
      kind: "updated",
      fields: [{ name: "Front", mine: "hello", theirs: "goodbye", take: "theirs", conflicting: false }],
    }]);
    expect(imported(NEWER, before).notes[0]).toMatchObject({
      fields: fieldsOf("goodbye", "there"),
      sides: ["t1"],
    });
  });

  test("never goes back to what an older file has", () => {
    const plan = planned(OLD, imported(NEWER));
    expect(plan.notes).toMatchObject([{ kind: "unchanged", reason: "What is here is newer than the file" }]);
    expect(plan.steps).toEqual([]);
  });

  test("stays as it is when the file has another text but the same time", () => {
    const other = collectionOf([noteOf("a", { fields: fieldsOf("other", "there") })]);
    expect(kindsOf(other, imported(OLD))).toEqual(["unchanged"]);
  });

  test("is conflicting when its note type is another one", () => {
    const other = collectionOf([noteOf("a", { noteType: "2", modifiedAt: 300 })], {
      noteTypes: [{ ...BASIC, key: "2" }],
    });
    const plan = planned(other, imported(NEWER, imported(OLD)));
    expect(plan.notes).toMatchObject([{ kind: "conflicting", reason: "Here it has another note type" }]);
    expect(plan.steps).toEqual([]);
    expect(plan.noteTypes.add).toEqual([]);
  });

  test("is skipped where it belongs to a deck that comes with the program", () => {
    const before = edited(imported(OLD), "a", { shipped: true });
    expect(planned(NEWER, before).notes).toMatchObject([
      { kind: "skipped", reason: "It belongs to a deck that comes with the program" },
    ]);
  });

  test("comes back with everything learnt when it was out of use", () => {
    const before = edited(imported(OLD), "a", { retired: true, sides: [] });
    const plan = planned(OLD, before);
    expect(plan.notes).toMatchObject([{ kind: "new" }]);
    expect(plan.steps).toMatchObject([{
      kind: "change",
      noteId: 1,
      revive: true,
      cards: [{ side: { key: "t1" } }],
    }]);
    expect(plan.decks).toMatchObject([{ path: ["A"], isNew: false }]);
  });

  test("gets the sides that the file has and it has not", () => {
    const cloze = { ...BASIC, key: "c", kind: "cloze" as const, fields: BASIC.fields };
    const type = {
      ...cloze,
      templates: [{ name: "Cloze", front: "{{cloze:Front}}", back: "{{cloze:Front}}" }],
    };
    const note = { noteType: "c", fields: fieldsOf("{{c1::x}}", ""), cards: [cardOf("c1")] };
    const before = imported(collectionOf([noteOf("a", note)], { noteTypes: [type] }));
    const more = {
      ...note,
      fields: fieldsOf("{{c1::x}} {{c2::y}}", ""),
      cards: [cardOf("c1"), cardOf("c2")],
    };
    const after = collectionOf([noteOf("a", { ...more, modifiedAt: 200 })], { noteTypes: [type] });
    expect(planned(after, before).notes).toMatchObject([{ kind: "updated", newSides: ["c2"] }]);
    expect(planned(after, before).counts).toMatchObject({ newCards: 1 });
  });

  test("keeps cards that the file leaves out", () => {
    const noteTypes = [REVERSED];
    const before = imported(
      collectionOf([noteOf("a", { cards: [cardOf("t1"), cardOf("t2")] })], { noteTypes }),
    );
    const part = collectionOf([noteOf("a", { fields: fieldsOf("x", "y"), modifiedAt: 200 })], { noteTypes });
    expect(imported(part, before).notes[0]?.sides).toEqual(["t1", "t2"]);
  });
});

describe("a note that its person has changed", () => {
  const mine = edited(imported(OLD), "a", { fields: fieldsOf("hello", "MINE") });

  test("takes the fields that only the file has changed, and keeps its own", () => {
    expect(imported(NEWER, mine).notes[0]).toMatchObject({ fields: fieldsOf("goodbye", "MINE") });
    expect(planned(NEWER, mine).counts).toMatchObject({ bothChanged: 0, notes: { updated: 1 } });
  });

  const both = edited(imported(OLD), "a", { fields: fieldsOf("MINE", "there") });

  test("keeps a field that both have changed, says so, and asks no second time", () => {
    const plan = planned(NEWER, both);
    expect(plan.notes).toMatchObject([{
      kind: "conflicting",
      fields: [{ name: "Front", mine: "MINE", theirs: "goodbye", take: "mine", conflicting: true }],
    }]);
    expect(plan.counts).toMatchObject({ bothChanged: 1 });
    const after = carriedOut(plan, both);
    expect(after.notes[0]).toMatchObject({ fields: fieldsOf("MINE", "there") });
    expect(kindsOf(NEWER, after)).toEqual(["unchanged"]);
  });

  test("takes the file's field where that was chosen", () => {
    expect(imported(NEWER, both, { bothChanged: "theirs" }).notes[0]).toMatchObject({
      fields: fieldsOf("goodbye", "there"),
    });
  });

  test("keeps and loses tags on both sides", () => {
    const first = collectionOf([noteOf("a", { tags: ["x", "y"] })]);
    const before = edited(imported(first), "a", { tags: ["x", "own"] });
    const second = collectionOf([noteOf("a", { tags: ["y", "new"], modifiedAt: 200 })]);
    expect(imported(second, before).notes[0]?.tags).toEqual(["own", "new"]);
    expect(planned(second, before).notes).toMatchObject([{ tags: { add: ["new"], remove: ["x"] } }]);
  });

  test("stays in the deck that its person has put it into", () => {
    const decks = [{ deckId: 1, slug: "a", path: ["A"], shipped: false, retired: false }, {
      deckId: 2,
      slug: "b",
      path: ["B"],
      shipped: false,
      retired: false,
    }];
    const moved = {
      ...edited(imported(OLD), "a", { deckId: 2, deckSlug: "b", deckPath: ["B"] }),
      decks,
    };
    const elsewhere = { ...OLD, decks: [{ ...OLD.decks[0]!, path: ["C"] }] };
    expect(kindsOf(elsewhere, moved)).toEqual(["unchanged"]);
    expect(planned(elsewhere, imported(OLD)).notes).toMatchObject([
      { kind: "moved", deck: { from: ["A"], to: ["C"] } },
    ]);
    expect(imported(elsewhere, imported(OLD)).notes[0]).toMatchObject({ deckPath: ["C"], sides: ["t1"] });
  });

  test("has its new neighbours in the deck that its person has renamed", () => {
    const first = imported(collectionOf([noteOf("a"), noteOf("b")]));
    const path = ["Mine", "Renamed"];
    const renamed = {
      ...first,
      decks: first.decks.map((deck) => ({ ...deck, path })),
      notes: first.notes.map((note) => ({ ...note, deckPath: path })),
    };
    const next = collectionOf([noteOf("a", { modifiedAt: 200, tags: ["x"] }), noteOf("b"), noteOf("c")]);
    const after = imported(next, renamed);
    expect(after.notes.map(({ deckPath }) => deckPath)).toEqual([path, path, path]);
    expect(planned(next, after).steps).toEqual([]);
  });

  test("was never imported: its fields are its person's", () => {
    const before = edited(imported(OLD), "a", { base: undefined });
    expect(kindsOf(NEWER, before)).toEqual(["conflicting"]);
  });
});

describe("a note of a card type of our own", () => {
  const own = (front: string, back: string) => JSON.stringify({ front, back });
  const file = (fields: string, more: Partial<Collection> = {}) =>
    collectionOf(
      [noteOf("a", {
        scope: "deck",
        type: "basic",
        noteType: undefined,
        modifiedAt: undefined,
        fields,
        cards: [cardOf("forward")],
      })],
      { noteTypes: [], decks: [{ ...OLD.decks[0]!, slug: "deck-a" }], ...more },
    );

  test("is updated whenever its text differs from what was imported last", () => {
    const before = imported(file(own("q", "a")));
    expect(kindsOf(file(own("q", "a")), before)).toEqual(["unchanged"]);
    expect(kindsOf(file(own("q", "b")), before)).toEqual(["updated"]);
  });

  test("is taken as a whole, since a mixture of two versions could have a wrong key", () => {
    const before = edited(imported(file(own("q", "a"))), "a", { fields: own("my question", "a") });
    const plan = planned(file(own("q", "b")), before);
    expect(plan.notes).toMatchObject([{
      kind: "conflicting",
      fields: [{ name: "front", take: "mine", conflicting: true }, { name: "back", take: "mine" }],
    }]);
    expect(imported(file(own("q", "b")), before, { bothChanged: "theirs" }).notes[0]).toMatchObject({
      fields: own("q", "b"),
    });
  });

  test("is known again in its deck wherever that was moved, and nowhere else", () => {
    const first = imported(file(own("q", "a")));
    const path = ["Elsewhere", "Renamed"];
    const moved = {
      ...edited(first, "a", { deckPath: path }),
      decks: first.decks.map((deck) => ({ ...deck, path })),
    };
    expect(kindsOf(file(own("q", "a")), moved)).toEqual(["unchanged"]);
    const other = file(own("q", "a"), { decks: [{ ...OLD.decks[0]!, slug: "deck-b", path: ["B"] }] });
    expect(kindsOf(other, first)).toEqual(["new"]);
    expect(notesWanted(file("{}"), first, DEFAULT_CHOICES)).toEqual({
      guids: [],
      slugs: ["deck-a"],
      known: [],
    });
  });

  test("goes out of use when the file has it no longer, if that was chosen", () => {
    const before = imported(file(own("q", "a")));
    const without = { ...file("{}"), notes: [] };
    expect(planned(without, before)).toMatchObject({ steps: [], gone: [{ noteId: 1, summary: "q" }] });
    expect(imported(without, before, { gone: "retire" }).notes[0]).toMatchObject({ retired: true });
  });

  test("of a deck that ships is never touched", () => {
    const shipped = { deckId: 7, slug: "deck-a", path: ["A"], shipped: true, retired: false };
    expect(kindsOf(file(own("q", "a")), { ...EMPTY, decks: [shipped] })).toEqual(["skipped"]);
  });
});

describe("a note type", () => {
  const changed = { ...BASIC, css: "b { color: red }", modifiedAt: 20 };
  const one = (type: typeof BASIC, more = {}) => collectionOf([noteOf("a", more)], { noteTypes: [type] });

  test("gets newer templates and styles, and never older ones", () => {
    const before = imported(one(BASIC));
    expect(planned(one(changed), before).noteTypes.change).toEqual([{ before: BASIC, after: changed }]);
    expect(planned(one(BASIC), imported(one(changed))).noteTypes.change).toEqual([]);
  });

  test.each([["REVERSED after BASIC", BASIC, REVERSED], ["BASIC after REVERSED", REVERSED, BASIC]])(
    "of other templates makes the note that is there conflicting: %s",
    (_, first, second) => {
      const before = imported(one(first));
      for (const otherType of ["skip", "copy"] as const) {
        const plan = planned(one(second, { modifiedAt: 300 }), before, { otherType });
        expect(plan.notes).toMatchObject([{ kind: "conflicting" }]);
        expect(plan).toMatchObject({ steps: [], noteTypes: { add: [], change: [] } });
      }
    },
  );

  test("of other templates is copied for new notes if that was chosen, once for all files", () => {
    const before = imported(one(BASIC));
    const file = (guid: string) => collectionOf([noteOf(guid)], { noteTypes: [REVERSED] });
    expect(kindsOf(file("b"), before)).toEqual(["conflicting"]);
    const after = imported(file("b"), before, { otherType: "copy" });
    expect(after.noteTypes).toEqual([BASIC, copyOf(REVERSED)]);
    expect(kindsOf(file("b"), after)).toEqual(["unchanged"]);
    expect(planned(file("c"), after)).toMatchObject({ notes: [{ kind: "new" }], noteTypes: { add: [] } });
  });
});

describe("files of a collection", () => {
  const withFile = (fields: string, file: ReturnType<typeof fileOf>, modifiedAt = 100) =>
    collectionOf([noteOf("a", { fields, modifiedAt })], { media: [file] });
  const first = withFile(fieldsOf('<img src="sun.png">', ""), fileOf("sun.png", "a"));

  test("come once", () => {
    expect(planned(first).counts.media).toEqual({ new: 1, same: 0, renamed: 0, left: 0, missing: 0 });
    expect(planned(first, imported(first)).counts.media).toMatchObject({ new: 0, same: 1 });
  });

  test.each([
    ['<img src="sun.png">', '<img src="sun-bbbbbbbbbbbb.png">'],
    [
      "<img src='sun.png'> <img src=sun.png>",
      "<img src='sun-bbbbbbbbbbbb.png'> <img src=sun-bbbbbbbbbbbb.png>",
    ],
    ["[sound:sun.png] sun.png", "[sound:sun-bbbbbbbbbbbb.png] sun.png"],
    ["<b style=\"background: url('sun.png')\">", "<b style=\"background: url('sun-bbbbbbbbbbbb.png')\">"],
    ["![the sun](sun.png)", "![the sun](sun-bbbbbbbbbbbb.png)"],
    ["sun.png", "sun-bbbbbbbbbbbb.png"],
  ])("of one name and another content are renamed, and called so: %s", (text, renamed) => {
    const second = withFile(fieldsOf(text, ""), fileOf("sun.png", "b"), 200);
    const plan = planned(second, imported(first));
    expect(plan.media).toMatchObject([{ name: "sun-bbbbbbbbbbbb.png", index: 0 }]);
    expect(plan.steps).toMatchObject([{ fields: fieldsOf(renamed, "") }]);
    expect(plan.counts.media).toMatchObject({ renamed: 1 });
    expect(planned(second, imported(second, imported(first))).counts).toMatchObject({
      notes: { unchanged: 1 },
      media: { same: 1 },
    });
  });

  test("are renamed as they are written: with entities and as an address", () => {
    const text = '<img src="a &amp; b.png"> <img src="a%20%26%20b.png">';
    const before = { ...EMPTY, media: new Map([["a & b.png", "a".repeat(64)]]) };
    const plan = planned(withFile(fieldsOf(text, ""), fileOf("a & b.png", "b")), before);
    const after = '<img src="a &amp; b-bbbbbbbbbbbb.png"> <img src="a%20%26%20b-bbbbbbbbbbbb.png">';
    expect(plan.steps).toMatchObject([{ fields: fieldsOf(after, "") }]);
  });

  test("stay away when nothing that comes along needs their new name", () => {
    const same = withFile(fieldsOf('<img src="sun.png">', ""), fileOf("sun.png", "b"));
    expect(planned(same, imported(first))).toMatchObject({
      media: [],
      counts: { media: { renamed: 0, left: 1 } },
    });
  });

  test.each(["_style.css", "latex-123.png"])("that templates name are kept as they are here: %s", (name) => {
    const before = { ...EMPTY, media: new Map([[name, "a".repeat(64)]]) };
    const file = withFile(fieldsOf(`<img src="${name}">`, ""), fileOf(name, "b"));
    expect(planned(file, before)).toMatchObject({
      media: [],
      steps: [{ fields: fieldsOf(`<img src="${name}">`, "") }],
    });
  });
});

describe("what is left out", () => {
  test("is said: a note that stands twice in a file, the older of the two", () => {
    const place = { file: "deck.txt", line: 4, column: undefined };
    const twice = collectionOf([noteOf("a"), noteOf("a", { modifiedAt: 200, place }), noteOf("a")]);
    expect(planned(twice).notes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ["skipped", "The file has this note a second time, at 4 of deck.txt; that one is taken"],
      ["new", undefined],
      ["skipped", "The file has this note a second time, at 4 of deck.txt; that one is taken"],
    ]);
  });

  test("is what the person unticks", () => {
    const plan = planned(collectionOf([noteOf("a"), noteOf("b")]), EMPTY, { without: [0] });
    expect(plan.notes.map(({ kind }) => kind)).toEqual(["skipped", "new"]);
    expect(plan.steps.length).toBe(1);
  });
});
