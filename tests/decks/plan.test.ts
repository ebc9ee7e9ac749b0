/** Plans of imports: what is added, changed, retired, revived, and that a plan once carried out leaves nothing. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { ParsedDeck, ParsedNote } from "../../src/decks/note.ts";
import {
  type ChangedNote,
  changesAnything,
  type Plan,
  planDeck,
  type StoredDeck,
  type StoredNote,
} from "../../src/decks/plan.ts";

const note = (id: string, changes: Partial<ParsedNote> = {}): ParsedNote => ({
  id,
  type: "basic",
  tags: [],
  source: undefined,
  fields: "{}",
  sides: [{ key: "forward", label: "front to back", generator: undefined }],
  summary: id,
  line: 1,
  ...changes,
});

const deck = (...notes: ParsedNote[]): ParsedDeck => ({
  slug: "d",
  name: "D",
  description: "About d.",
  order: 1,
  notes,
  media: [],
});

const stored = (...notes: ParsedNote[]) => applied(planDeck(deck(...notes), undefined), undefined);

const side = (key: string, label = key) => ({ key, label, generator: undefined });

describe("planDeck()", () => {
  test("adds every note of a deck that is not stored", () => {
    const plan = planDeck(deck(note("a"), note("b")), undefined);
    expect(plan).toMatchObject({
      deck: { isNew: true, changed: [] },
      change: [],
      revive: [],
      retire: [],
      keep: [],
    });
    expect(plan.add.map(({ note, position }) => [note.id, position])).toEqual([["a", 0], ["b", 1]]);
  });

  test("keeps what is as it was", () => {
    const plan = planDeck(deck(note("a"), note("b")), stored(note("a"), note("b")));
    expect(plan.keep).toEqual(["a", "b"]);
    expect(changesAnything(plan)).toBe(false);
  });

  test("sees no change in the line where a note stands", () => {
    expect(planDeck(deck(note("a", { line: 90 })), stored(note("a"))).keep).toEqual(["a"]);
  });

  test.each<[Partial<ParsedNote>, string]>([
    [{ type: "cloze" }, "type"],
    [{ fields: '{"front":"x"}' }, "fields"],
    [{ tags: ["x"] }, "tags"],
    [{ source: "a book" }, "source"],
    [{ summary: "x" }, "summary"],
  ])("says of %j that the %s changed", (changes, aspect) => {
    const plan = planDeck(deck(note("a", changes)), stored(note("a")));
    expect(plan.change).toMatchObject([{ note: { id: "a" }, changed: [aspect] }]);
  });

  test("moves notes without touching anything else of them", () => {
    const plan = planDeck(deck(note("b"), note("a")), stored(note("a"), note("b")));
    expect(plan.change.map(({ note, position, changed }) => [note.id, position, changed])).toEqual([
      ["b", 0, ["position"]],
      ["a", 1, ["position"]],
    ]);
  });

  test("retires a note that is gone, with its cards", () => {
    const plan = planDeck(deck(note("a")), stored(note("a"), note("b")));
    expect(plan.retire).toEqual([{ id: "b", summary: "b", cards: ["forward"] }]);
  });

  test("revives a note that is back, with what changed meanwhile", () => {
    const gone = applied(planDeck(deck(), stored(note("a"))), stored(note("a")));
    expect(planDeck(deck(), gone).retire).toEqual([]);
    expect(planDeck(deck(note("a", { fields: "[]" })), gone).revive).toMatchObject([
      {
        note: { id: "a" },
        changed: ["fields"],
        cards: { add: [], revive: ["forward"], retire: [], relabel: [] },
      },
    ]);
  });

  test("adds, retires, revives and relabels cards by their side", () => {
    const before = stored(note("a", { sides: [side("c1"), side("c2"), side("c3")] }));
    const without = planDeck(deck(note("a", { sides: [side("c1"), side("c3")] })), before);
    expect(without.change[0]?.cards).toEqual({ add: [], retire: ["c2"], revive: [], relabel: [] });
    const after = applied(without, before);
    const back = planDeck(
      deck(note("a", { sides: [side("c1", "x"), side("c2"), side("c3"), side("c4")] })),
      after,
    );
    expect(back.change[0]?.cards).toEqual({
      add: [side("c4")],
      retire: [],
      revive: ["c2"],
      relabel: [side("c1", "x")],
    });
  });

  test("says which words of the deck changed", () => {
    const plan = planDeck({ ...deck(), name: "E", order: 2 }, stored());
    expect(plan.deck).toMatchObject({ isNew: false, changed: ["name", "order"], name: "E" });
    expect(changesAnything(plan)).toBe(true);
  });

  test("refuses to plan one deck over another", () => {
    expect(() => planDeck({ ...deck(), slug: "e" }, stored())).toThrow(RangeError);
  });

  test("names every note exactly once", () => {
    fc.assert(fc.property(decks, decks, (first, second) => {
      const before = applied(planDeck(first, undefined), undefined);
      const { add, change, revive, keep, retire } = planDeck(second, before);
      const named = [...add, ...change, ...revive].map(({ note }) => note.id).concat(keep);
      expect(named.sort()).toEqual(second.notes.map(({ id }) => id).sort());
      expect(retire.filter(({ id }) => named.includes(id))).toEqual([]);
    }));
  });

  test("leaves nothing to plan once it is carried out", () => {
    fc.assert(fc.property(fc.array(decks, { minLength: 1, maxLength: 4 }), (history) => {
      let before: StoredDeck | undefined;
      for (const parsed of history) {
        before = applied(planDeck(parsed, before), before);
        const again = planDeck(parsed, before);
        expect(changesAnything(again)).toBe(false);
        expect(again.keep).toEqual(parsed.notes.map(({ id }) => id));
      }
    }));
  });

  test("never drops a card, so that no history is lost", () => {
    fc.assert(fc.property(decks, decks, (first, second) => {
      const before = applied(planDeck(first, undefined), undefined);
      const after = applied(planDeck(second, before), before);
      const keys = (deck: StoredDeck) =>
        deck.notes.flatMap(({ id, cards }) => cards.map(({ key }) => `${id}/${key}`));
      expect(keys(after)).toEqual(expect.arrayContaining(keys(before)));
    }));
  });
});

const sides = fc.uniqueArray(
  fc.record({ key: fc.constantFrom("c1", "c2", "c3"), label: fc.constantFrom("x", "y") }),
  {
    minLength: 1,
    selector: ({ key }) => key,
  },
);

const notes = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom("a", "b", "c", "d"),
    type: fc.constantFrom("basic", "cloze"),
    fields: fc.constantFrom("1", "2"),
    sides,
  }),
  { selector: ({ id }) => id },
);

const decks: fc.Arbitrary<ParsedDeck> = fc.tuple(notes, fc.constantFrom("D", "E")).map(([chosen, name]) => ({
  ...deck(
    ...chosen.map(({ id, type, fields, sides }) =>
      note(id, { type, fields, sides: sides.map((side) => ({ ...side, generator: undefined })) })
    ),
  ),
  name,
}));

/** Carries a plan out, as the store does. */
function applied(plan: Plan, before: StoredDeck | undefined): StoredDeck {
  const notes = new Map(before?.notes.map((note) => [note.id, note]));
  for (const { note, position } of plan.add) {
    notes.set(note.id, {
      ...wordsOf(note),
      position,
      retired: false,
      cards: note.sides.map((side) => ({ ...side, retired: false })),
    });
  }
  for (const change of [...plan.change, ...plan.revive]) {
    const old = notes.get(change.note.id);
    if (old === undefined) throw new Error(`${change.note.id} is not stored`);
    notes.set(old.id, {
      ...wordsOf(change.note),
      position: change.position,
      retired: false,
      cards: cardsAfter(old, change),
    });
  }
  for (const { id, cards } of plan.retire) {
    const old = notes.get(id);
    if (old === undefined) throw new Error(`${id} is not stored`);
    const retired = old.cards.map((card) => cards.includes(card.key) ? { ...card, retired: true } : card);
    notes.set(id, { ...old, retired: true, cards: retired });
  }
  const { name, description, order } = plan.deck;
  return { slug: plan.slug, name, description, order, notes: [...notes.values()] };
}

function wordsOf({ id, type, tags, source, fields, summary }: ParsedNote) {
  return { id, type, tags, source, fields, summary };
}

function cardsAfter(old: StoredNote, { cards }: ChangedNote) {
  const kept = old.cards.map((card) => {
    const relabelled = cards.relabel.find(({ key }) => key === card.key) ?? card;
    const retired = cards.retire.includes(card.key) || (card.retired && !cards.revive.includes(card.key));
    return { ...relabelled, retired };
  });
  return [...kept, ...cards.add.map((side) => ({ ...side, retired: false }))];
}
