/** What is done with found cards: ticked ones or all, by form, with words when it cannot be. */
import { beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { get, openSite, post, type Served } from "./site.ts";

let site: Served;
let cards: readonly number[];

beforeAll(async () => {
  site = await openSite();
  await applyDeck(site.store, {
    slug: "mine",
    name: "Mine & yours",
    description: "",
    parentId: undefined,
    position: 0,
    owner: { origin: "own", userId: site.person.id },
    contentHash: "",
    notes: ["a", "b"].map((id) => ({
      id,
      type: "basic",
      tags: [],
      source: undefined,
      fields: JSON.stringify({ front: `Ask <${id}>`, back: "Answer" }),
      sides: [{ key: "forward", label: "front to back", generator: undefined }],
      summary: id,
    })),
  }, 1);
  const rows = await site.store.db.all<{ id: number }>(
    sql`select card.id as id from card join deck on deck.id = card.deck_id where slug = 'mine' order by card.id`,
  );
  cards = rows.map(({ id }) => id);
});

async function tagsOf() {
  return await site.store.db.all(
    sql`select tags from note join deck on deck.id = deck_id where slug = 'mine'`,
  );
}

test("the page offers one's own decks to move notes to", async () => {
  expect(await (await get(site, "/browse")).text()).toContain(
    '<option value="mine">Mine &amp; yours</option>',
  );
});

test("tags are added to ticked cards' notes and taken back from the page", async () => {
  const sent = await post(site, "/browse/change", {
    verb: "add_tags",
    tags: "x, y",
    card: String(cards[0]),
    q: "deck:mine*",
  });
  expect([sent.status, sent.headers.get("location")]).toEqual([
    303,
    "/browse?q=deck%3Amine*&done=notes_changed",
  ]);
  expect(await tagsOf()).toEqual([{ tags: '["x","y"]' }, { tags: "[]" }]);
  const page = await (await get(site, "/browse?q=deck:mine*")).text();
  const id = /action="\/notes\/edits\/(\d+)\/undo"/.exec(page)?.[1];
  expect(page).toContain("The tags of 1 note were changed.");
  await post(site, `/notes/edits/${id}/undo`, { back: "/browse" });
  expect(await tagsOf()).toEqual([{ tags: "[]" }, { tags: "[]" }]);
});

test("all that a search finds can be changed at once", async () => {
  await post(site, "/browse/change", { verb: "flag", flag: "3", all: "1", q: '"deck:Mine & yours"' });
  const page = await (await get(site, "/browse/rows?q=flag:3")).json();
  expect(page.total).toBe(2);
});

test("a replacement is shown before it is done", async () => {
  const form = { q: '"deck:Mine & yours"', all: "1", find: "Ask <", with: "Say <" };
  const shown = await (await post(site, "/browse/replace", { ...form, step: "preview" })).text();
  expect(shown).toContain("<del>Ask &lt;a></del>");
  expect(shown).toContain("Replace in 2 notes");
  const done = await post(site, "/browse/replace", { ...form, step: "apply" });
  expect(done.headers.get("location")).toContain("done=replaced");
  const fields = await site.store.db.all<{ fields: string }>(sql`select fields from note where guid = 'a'`);
  expect(fields[0]?.fields).toContain("Say <a>");
});

test.each([
  [{ verb: "suspend" }, "No card is ticked"],
  [{ verb: "add_tags", card: "1" }, "No tag is given"],
  [{ verb: "move", deck: "all-types", card: "1" }, "deck of your own"],
  [{ verb: "suspend", all: "1", q: "is:tired" }, "not known here"],
])("%j is refused with words", async (form, words) => {
  const sent = await post(site, "/browse/change", form);
  expect(sent.status).toBe(422);
  expect(await sent.text()).toContain(words);
});

test("an edit that is not one's own, or not the last, cannot be taken back", async () => {
  expect((await post(site, "/notes/edits/9999/undo", {})).status).toBe(404);
  expect((await post(site, "/notes/edits/x/undo", {})).status).toBe(404);
});
