/** Laws of imports: a plan carried out leaves nothing to plan, and what a person wrote is never lost. */
import { expect, test } from "vitest";
import fc from "fast-check";
import type { CollectedNote, Collection } from "../../../src/decks/imports/collection.ts";
import {
  DEFAULT_CHOICES,
  type ImportChoices,
  type PlanAgainst,
} from "../../../src/decks/imports/import_plan.ts";
import { mergeCollections } from "../../../src/decks/imports/merge_collections.ts";
import { planCollection } from "../../../src/decks/imports/plan.ts";
import {
  BASIC,
  cardOf,
  carriedOut,
  collectionOf,
  EMPTY,
  fieldsOf,
  fileOf,
  noteOf,
  REVERSED,
} from "./carried_out.ts";

const text = fc.constantFrom("one", "two", '<img src="p.png">', "[sound:q.mp3]");
const tags = fc.subarray(["x", "y", "leech"]);

const note: fc.Arbitrary<CollectedNote> = fc.record({
  guid: fc.constantFrom("a", "b", "c", "d"),
  front: text,
  back: text,
  tags,
  modifiedAt: fc.constantFrom(100, 200, 300, undefined),
  deck: fc.nat(1),
  own: fc.boolean(),
}).map(({ front, back, own, guid, deck, ...rest }) =>
  noteOf(own ? `own-${guid}` : guid, {
    ...rest,
    deck,
    cards: [cardOf(own ? "forward" : "t1", deck)],
    ...(own
      ? {
        type: "basic",
        noteType: undefined,
        scope: "deck" as const,
        fields: JSON.stringify({ front, back }),
      }
      : { fields: fieldsOf(front, back) }),
  })
);

const collection: fc.Arbitrary<Collection> = fc.record({
  notes: fc.array(note, { maxLength: 8 }),
  type: fc.constantFrom(BASIC, { ...BASIC, css: "b {}", modifiedAt: 20 }, REVERSED),
  media: fc.record({ p: fc.constantFrom("a", "b"), q: fc.constantFrom("c", "d") }),
  slug: fc.constantFrom(undefined, "deck-b"),
}).map(({ notes, type, media, slug }) =>
  collectionOf(notes, {
    decks: [["A"], ["B", "C"]].map((path, index) => (
      { path, slug: index === 1 ? slug : undefined, description: "", order: undefined, preset: undefined }
    )),
    noteTypes: [type],
    media: [fileOf("p.png", media.p), fileOf("q.mp3", media.q)],
  })
);

const choices: fc.Arbitrary<ImportChoices> = fc.record({
  under: fc.constantFrom([], ["Mine"]),
  takeSchedules: fc.boolean(),
  bothChanged: fc.constantFrom("mine", "theirs"),
  otherType: fc.constantFrom("skip", "copy"),
  gone: fc.constantFrom("keep", "retire"),
  without: fc.subarray([0, 1]),
});

/** What a person does with their notes between two imports. */
const edits = fc.array(
  fc.record({ at: fc.nat(7), front: fc.constantFrom("MY one", "MY two"), own: fc.boolean() }),
  { maxLength: 4 },
);

type Edit = { readonly at: number; readonly front: string; readonly own: boolean };

function editedBy(against: PlanAgainst, made: readonly Edit[]): PlanAgainst {
  return made.reduce((current, { at, front }) => ({
    ...current,
    notes: current.notes.map((one, index) => {
      if (index !== at) return one;
      const name = one.type === "anki" ? "Front" : "front";
      return {
        ...one,
        fields: JSON.stringify({ ...JSON.parse(one.fields), [name]: front }),
        tags: [...one.tags, "mine"],
      };
    }),
  }), against);
}

/** A store that two imports and a person's edits have made. */
const history = fc.tuple(collection, edits, collection, choices, edits).map(
  ([first, made, second, chosen, more]) => {
    const once = editedBy(carriedOut(planCollection(first, EMPTY, DEFAULT_CHOICES), EMPTY), made);
    return editedBy(carriedOut(planCollection(second, once, chosen), once), more);
  },
);

test("a plan that is carried out leaves nothing to plan", () => {
  fc.assert(fc.property(history, collection, choices, (before, next, chosen) => {
    const after = carriedOut(planCollection(next, before, chosen), before);
    const again = planCollection(next, after, chosen);
    expect(again.steps).toEqual([]);
    expect(again.media).toEqual([]);
    expect(again.decks).toEqual([]);
    expect(again.noteTypes).toEqual({ add: [], change: [] });
    expect(again.counts.notes).toMatchObject({ new: 0, updated: 0, moved: 0 });
  }));
});

test("what a person wrote is never lost, unless they choose the file's version of what both have changed", () => {
  fc.assert(fc.property(history, collection, choices, (before, next, chosen) => {
    const after = carriedOut(planCollection(next, before, { ...chosen, bothChanged: "mine" }), before);
    for (const mine of before.notes.filter(({ fields }) => fields.includes("MY "))) {
      const kept = after.notes.find(({ noteId }) => noteId === mine.noteId);
      const front = JSON.parse(mine.fields)["Front"] ?? JSON.parse(mine.fields)["front"];
      expect(kept?.fields).toContain(front);
      expect(kept?.tags).toContain("mine");
    }
  }));
});

test("every note of a file is of exactly one kind, and carried out at most once", () => {
  fc.assert(fc.property(history, collection, choices, (before, next, chosen) => {
    const plan = planCollection(next, before, chosen);
    expect(plan.notes.map(({ index }) => index)).toEqual(next.notes.map((_, index) => index));
    const counted = Object.values(plan.counts.notes).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(next.notes.length);
    const touched = plan.steps.map((step) =>
      step.kind === "add" ? `new ${step.deckPath} ${step.guid}` : step.noteId
    );
    expect(new Set(touched).size).toBe(touched.length);
    const adds = plan.steps.filter(({ kind }) => kind === "add").length;
    const revived = plan.steps.filter((step) => step.kind === "change" && step.revive).length;
    expect(adds + revived).toBe(plan.counts.notes.new);
  }));
});

test("a note goes back to an older version by no import", () => {
  fc.assert(fc.property(history, collection, choices, (before, next, chosen) => {
    const after = carriedOut(planCollection(next, before, chosen), before);
    for (const { noteId, base } of before.notes) {
      const later = after.notes.find((one) => one.noteId === noteId)?.base;
      if (base?.modifiedAt === undefined || later?.modifiedAt === undefined) continue;
      expect(later.modifiedAt).toBeGreaterThanOrEqual(base.modifiedAt);
    }
  }));
});

test("cards that are there stay, whatever is imported", () => {
  fc.assert(fc.property(history, collection, choices, (before, next, chosen) => {
    const after = carriedOut(planCollection(next, before, { ...chosen, gone: "keep" }), before);
    for (const { noteId, sides } of before.notes) {
      expect(after.notes.find((one) => one.noteId === noteId)?.sides).toEqual(
        expect.arrayContaining([...sides]),
      );
    }
  }));
});

test("files imported together end as files imported one after the other", () => {
  const simple = note.filter(({ modifiedAt, scope }) => modifiedAt !== undefined && scope === "collection");
  const files = fc.array(simple, { maxLength: 4 }).map((notes) =>
    collectionOf(notes.map((one) => ({ ...one, deck: 0, cards: [cardOf("t1")] })))
  );
  fc.assert(fc.property(files, files, (first, second) => {
    const together = carriedOut(
      planCollection(mergeCollections([first, second]), EMPTY, DEFAULT_CHOICES),
      EMPTY,
    );
    const once = carriedOut(planCollection(first, EMPTY, DEFAULT_CHOICES), EMPTY);
    const apart = carriedOut(planCollection(second, once, DEFAULT_CHOICES), once);
    const contents = ({ notes }: PlanAgainst) =>
      notes.map(({ guid, fields, deckPath }) => [guid, fields, deckPath.join("::")]).sort();
    expect(contents(together)).toEqual(contents(apart));
  }));
});
