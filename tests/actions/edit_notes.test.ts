/** Notes of one's own are changed one or many at a time, all or none, and every edit can be taken back. */
import { beforeEach, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { bulkEdit, previewReplace } from "../../src/actions/bulk_edit.ts";
import { changeCards, MOST_CARDS } from "../../src/actions/change_cards.ts";
import { addNotes, editNotes, lastEdit, takeBackEdit } from "../../src/actions/edit_notes.ts";
import { undo } from "../../src/actions/undo.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { logOf } from "../../src/store/log.ts";
import { reviewCard } from "../../src/store/memories.ts";
import { addPerson, answerNext, basic, deckText, type House, openHouse, START } from "./house.ts";

let house: House;
let mine: readonly number[];
let shipped: number;

const fieldsOf = (front: string) => JSON.stringify({ front, back: "an answer" });

async function rows(): Promise<
  readonly { id: number; guid: string; fields: string; tags: string; retired: number; deck: string }[]
> {
  return await house.store.db.all(
    sql`select note.id as id, guid, fields, tags, note.retired_at is not null as retired,
    slug as deck from note join deck on deck.id = note.deck_id where owner_id is not null order by note.id`,
  );
}

beforeEach(async () => {
  house = await openHouse({ decks: { ships: deckText("ships", { s: basic("Shipped question") }) } });
  const own = (slug: string, guids: readonly string[]) =>
    applyDeck(house.store, {
      slug,
      name: slug,
      description: "",
      parentId: undefined,
      position: 0,
      owner: { origin: "own", userId: house.person.id },
      contentHash: "",
      notes: guids.map((id) => ({
        id,
        type: "basic",
        tags: ["old", "both"],
        source: undefined,
        fields: fieldsOf(`What is ${id}?`),
        sides: [{ key: "forward", label: "front to back", generator: undefined }],
        summary: id,
      })),
    }, START);
  await own("notes", ["a", "b", "c"]);
  await own("shelf", []);
  mine = (await rows()).map(({ id }) => id);
  const [note] = await house.store.db.all<{ id: number }>(sql`select id from note where guid = 's'`);
  shipped = note?.id ?? 0;
});

describe("an edit of many notes", () => {
  test("adds and takes off tags, leaves notes that ship alone, and is taken back as one", async () => {
    const edit = { kind: "add_tags", tags: ["new", "both"] } as const;
    const done = await bulkEdit(house.deps, house.person, { noteIds: [...mine, shipped], edit });
    expect(done).toMatchObject({ ok: true, value: { changed: 3, notOwn: 1 } });
    expect((await rows()).map(({ tags }) => tags)).toEqual(Array(3).fill('["old","both","new"]'));
    const removed = { kind: "remove_tags", tags: ["old"] } as const;
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit: removed });
    expect((await rows())[0]?.tags).toBe('["both","new"]');
    expect(await lastEdit(house.deps, house.person)).toMatchObject({ verb: "tag", notes: 3 });
    for (const tags of ['["old","both","new"]', '["old","both"]']) {
      const last = await lastEdit(house.deps, house.person);
      expect(await takeBackEdit(house.deps, house.person, last?.id ?? 0)).toMatchObject({ restored: 3 });
      expect((await rows())[0]?.tags).toBe(tags);
    }
    expect(await lastEdit(house.deps, house.person)).toBeUndefined();
  });

  test("moves notes with everything learnt, and back", async () => {
    const shown = await answerNext(house, 3);
    const noteIds = [shown.stored.note.id, ...mine];
    await bulkEdit(house.deps, house.person, { noteIds, edit: { kind: "move", slug: "shelf" } });
    expect((await rows()).map(({ deck }) => deck)).toEqual(["shelf", "shelf", "shelf"]);
    expect((await reviewCard(house.store, house.person.id, shown.stored.cardId))?.memory.reviews).toBe(1);
    const last = await lastEdit(house.deps, house.person);
    await takeBackEdit(house.deps, house.person, last?.id ?? 0);
    expect((await rows()).map(({ deck }) => deck)).toEqual(["notes", "notes", "notes"]);
  });

  test.each(["ships", "nowhere"])(
    "does not move notes to the deck %s, which is not one's own",
    async (slug) => {
      const edit = { kind: "move", slug } as const;
      expect(await bulkEdit(house.deps, house.person, { noteIds: mine, edit })).toMatchObject({
        ok: false,
        error: { message: "Notes can be moved only to a deck of your own." },
      });
    },
  );

  test("deletes notes, and brings them back with their history", async () => {
    await answerNext(house, 3);
    const before = await rows();
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit: { kind: "delete" } });
    expect((await rows()).map(({ retired }) => retired)).toEqual([1, 1, 1]);
    await takeBackEdit(house.deps, house.person, (await lastEdit(house.deps, house.person))?.id ?? 0);
    expect(await rows()).toEqual(before);
  });

  test("changes nothing of another person", async () => {
    const stranger = await addPerson(house.store, { name: "Eve", options: DEFAULT_PRESET });
    const before = await rows();
    const done = await bulkEdit(house.deps, stranger, { noteIds: mine, edit: { kind: "delete" } });
    expect(done).toMatchObject({ ok: true, value: { id: undefined, changed: 0, notOwn: 3 } });
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit: { kind: "add_tags", tags: ["x"] } });
    const last = await lastEdit(house.deps, house.person);
    expect(await takeBackEdit(house.deps, stranger, last?.id ?? 0)).toBeUndefined();
    expect((await rows()).map(({ retired }) => retired)).toEqual(before.map(({ retired }) => retired));
  });

  test("is refused as a whole when one note cannot be so", async () => {
    const before = await rows();
    const done = await editNotes(house.deps, house.person, {
      verb: "edit",
      noteIds: mine,
      edit: ({ guid }) =>
        guid === "b" ? { type: "cloze", fields: '{"text":"no deletion"}' } : { fields: fieldsOf("x") },
    });
    expect(done).toMatchObject({
      ok: false,
      error: { noteId: mine[1], message: expect.stringContaining("no card") },
    });
    expect(await rows()).toEqual(before);
    expect(await lastEdit(house.deps, house.person)).toBeUndefined();
  });

  test("keeps what was written since when it is taken back", async () => {
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit: { kind: "add_tags", tags: ["x"] } });
    const last = await lastEdit(house.deps, house.person);
    await house.store.write([sql`update note set fields = ${fieldsOf("mine")} where id = ${mine[0]}`]);
    await takeBackEdit(house.deps, house.person, last?.id ?? 0);
    expect((await rows())[0]).toMatchObject({ fields: fieldsOf("mine"), tags: '["old","both"]' });
  });
});

describe("find and replace", () => {
  const replace = { find: "What", with: "Which $1", isRegex: false, matchCase: true, field: undefined };

  test("shows what would change, then changes it; plain text means itself", async () => {
    const shown = await previewReplace(house.deps, house.person, {
      noteIds: [...mine, shipped],
      replace,
      most: 2,
    });
    expect(shown).toEqual({
      ok: true,
      value: {
        notes: 3,
        places: ["a", "b"].map((guid, index) => ({
          noteId: mine[index],
          field: "front",
          before: `What is ${guid}?`,
          after: `Which $1 is ${guid}?`,
        })),
      },
    });
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit: { kind: "replace", replace } });
    expect((await rows())[2]?.fields).toBe(fieldsOf("Which $1 is c?"));
  });

  test.each([
    [{ find: "what IS (\\w)", with: "$1 is what", isRegex: true, matchCase: false }, "a is what?"],
    [{ find: "what is", with: "x", isRegex: false, matchCase: true }, "What is a?"],
    [{ find: "(a+)+$|a", with: "A", isRegex: true, matchCase: true }, "WhAt is A?"],
    [{ find: "is", with: "", isRegex: false, matchCase: true, field: "back" }, "What is a?"],
  ])("with %j", async (asked, front) => {
    const edit = { kind: "replace", replace: { field: undefined, ...asked } } as const;
    await bulkEdit(house.deps, house.person, { noteIds: mine, edit });
    expect(JSON.parse((await rows())[0]?.fields ?? "").front).toBe(front);
  });

  test.each(["", "("])("says what is wrong with the pattern %j", async (find) => {
    const asked = { noteIds: mine, replace: { ...replace, find, isRegex: true }, most: 1 };
    expect(await previewReplace(house.deps, house.person, asked)).toMatchObject({ ok: false });
  });
});

describe("new notes", () => {
  const note = { deckPath: ["shelf"], type: "basic", noteType: undefined, tags: [], source: undefined };

  test("have cards that wait to be learnt, and go again when they are taken back", async () => {
    await addNotes(house.deps, house.person, [{ ...note, guid: "new", fields: fieldsOf("New?") }]);
    const [added] = (await rows()).filter(({ guid }) => guid === "new");
    expect(added).toMatchObject({ deck: "shelf", retired: 0 });
    const [card] = await house.store.db.all<{ line: number }>(
      sql`select line from memory where note_id = ${added?.id} and user_id = ${house.person.id}`,
    );
    expect(card).toEqual({ line: 0 });
    await takeBackEdit(house.deps, house.person, (await lastEdit(house.deps, house.person))?.id ?? 0);
    expect((await rows()).some(({ guid }) => guid === "new")).toBe(false);
  });

  test("are not added when they would have no card", async () => {
    const given = [{ ...note, guid: "bad", type: "cloze", fields: '{"text":"nothing hidden"}' }];
    expect(await addNotes(house.deps, house.person, given)).toMatchObject({ ok: false });
  });
});

describe("many cards", () => {
  test("are changed as one action, which one undo takes back", async () => {
    const cards = await house.store.db.all<{ id: number }>(sql`select id from card`);
    const cardIds = cards.map(({ id }) => id);
    expect(await changeCards(house.deps, house.person, { cardIds, change: { kind: "suspend" } }))
      .toEqual({ kind: "done", changed: 4 });
    expect(await changeCards(house.deps, house.person, { cardIds, change: { kind: "suspend" } }))
      .toEqual({ kind: "unchanged" });
    await undo(house.deps, house.person);
    for (const cardId of cardIds) {
      expect((await reviewCard(house.store, house.person.id, cardId))?.memory.suspended).toBe(false);
      expect((await logOf(house.store, house.person.id, cardId)).length).toBe(2);
    }
  });

  test("are at most so many at once", async () => {
    const cardIds = Array.from({ length: MOST_CARDS + 1 }, (_, index) => index + 1);
    expect(await changeCards(house.deps, house.person, { cardIds, change: { kind: "bury" } }))
      .toEqual({ kind: "too_many" });
  });
});
