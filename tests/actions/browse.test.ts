/** Searching finds what its words say, in the order asked for, of one's own cards only. */
import { beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { answerCard } from "../../src/actions/answer_card.ts";
import { browse, type BrowseRequest, makeFoundKeeper } from "../../src/actions/browse.ts";
import { changeCard } from "../../src/actions/change_card.ts";
import { undo } from "../../src/actions/undo.ts";
import type { Person } from "../../src/store/people.ts";
import { reviewCard } from "../../src/store/memories.ts";
import {
  addPerson,
  answerNext,
  basic,
  DAY,
  deckText,
  type House,
  load,
  openHouse,
  REVERSED,
} from "./house.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";

const GATES = deckText("gates", {
  forget:
    `- type: basic\n- tags: [lstm::gates, core]\n\nWhat does the forget gate do?\n\n---\n\nIt scales the old cell state.`,
  forgotten:
    `- type: basic\n- tags: [lstm]\n\nÜber das Vergessen: 100% sure_thing?\n\n---\n\nA (doghouse) of 1997.`,
  turned: REVERSED,
  same1: basic("Twice asked"),
  same2: basic("Twice asked"),
});

let house: House;
let stranger: Person | undefined;
const keeper = makeFoundKeeper();

async function found(text: string, more: Partial<BrowseRequest> = {}): Promise<string[]> {
  const request = { text, sort: "position", descending: false, by: "card", ...more } as const;
  const read = await browse(house.deps, house.person, { request, from: 0, keeper });
  if (!read.ok) throw new Error(read.error.message);
  const notes = await house.store.db.all<{ id: number; guid: string; side: string }>(
    sql`select card.id as id, guid, side from card join note on note.id = card.note_id`,
  );
  return read.value.found.cardIds.map((id) => {
    const row = notes.find((one) => one.id === id);
    return row?.side === "forward" ? row.guid : `${row?.guid}/${row?.side}`;
  });
}

async function cardId(guid: string, side = "forward"): Promise<number> {
  const [row] = await house.store.db.all<{ id: number }>(
    sql`select card.id as id from card join note on note.id = card.note_id where guid = ${guid} and side = ${side}`,
  );
  return row?.id ?? 0;
}

async function change(guid: string, asked: Parameters<typeof changeCard>[2]["change"]) {
  const id = await cardId(guid);
  const card = await reviewCard(house.store, house.person.id, id);
  await changeCard(house.deps, house.person, {
    cardId: id,
    version: card?.memory.version ?? 0,
    change: asked,
  });
}

const ALL = ["forget", "forgotten", "turned", "turned/backward", "same1", "same2"];

beforeAll(async () => {
  house = await openHouse({
    decks: { gates: GATES, other: deckText("other", { n1: basic("Elsewhere") }) },
  });
  // The first card is known, the second was answered and taken back, the third is suspended, the fourth flagged.
  await answerNext(house, 4);
  await answerNext(house, 3);
  await undo(house.deps, house.person);
  house.clock.now += 20 * DAY;
  const again = {
    cardId: await cardId("forget"),
    version: 1,
    rating: 3,
    tookMs: 9,
    reason: undefined,
  } as const;
  expect(await answerCard(house.deps, house.person, again)).toEqual({ kind: "done" });
  await change("same1", { kind: "suspend" });
  await change("same2", { kind: "flag", flag: 3 });
});

const SEARCHES: readonly (readonly [string, string[]])[] = [
  ["", [...ALL, "n1"]],
  ["deck:*gates*", ALL],
  ["deck:nowhere", []],
  ["forget", ["forget"]],
  ["FORGET", ["forget"]],
  ["cell state", ["forget"]],
  ['"old cell"', ["forget"]],
  ["house", ["forgotten"]],
  ["uber", ["forgotten"]],
  ["w:dog", []],
  ["w:doghouse", ["forgotten"]],
  ["of", ["forgotten"]],
  ["sure_thing", ["forgotten"]],
  ["sure\\_thing", ["forgotten"]],
  ["ce*state", ["forget"]],
  ["19_7", ["forgotten"]],
  ["re:\\d{4}", ["forgotten"]],
  ["100%", ["forgotten"]],
  ["front:re:^What", ["forget"]],
  ['"front:Twice asked"', ["same1", "same2"]],
  ["front:Twice", []],
  ["front:Twice*", ["same1", "same2"]],
  ["tag:lstm", ["forget", "forgotten"]],
  ["tag:lstm::gates", ["forget"]],
  ["tag:c_re", ["forget"]],
  ["-tag:none", ["forget", "forgotten"]],
  ["note:reversed", ["turned", "turned/backward"]],
  ["card:2", ["turned/backward"]],
  ["card:back*", ["turned/backward"]],
  ["is:suspended", ["same1"]],
  ["-is:suspended tag:none deck:*gates*", ["turned", "turned/backward", "same2"]],
  ["flag:3", ["same2"]],
  ["flag:3 or is:suspended", ["same1", "same2"]],
  ["prop:reps>0", ["forget"]],
  ["prop:reps=2", ["forget"]],
  ["rated:1", ["forget"]],
  ["rated:30:4", ["forget"]],
  ["rated:1:4", []],
  ["introduced:30", ["forget"]],
  ["introduced:1", []],
  ["prop:s>1", ["forget"]],
  ["prop:d<0.5", ["forget"]],
  ["prop:d>0.5", []],
  ["prop:r>0.99", ["forget"]],
  ["prop:r<0.9", []],
  ["prop:r<2", ["forget"]],
  ["is:new is:suspended", ["same1"]],
  ["is:review", ["forget"]],
  ["prop:lapses>0", []],
  ["added:1", []],
  ["added:21", [...ALL, "n1"]],
  ["dupe:", ["same1", "same2"]],
  ["-dupe: deck:*gates* tag:none", ["turned", "turned/backward"]],
];

describe("a search", () => {
  test.each(SEARCHES)(
    "%s",
    async (text, cards) => expect((await found(text)).sort()).toEqual([...cards].sort()),
  );

  test.each(SEARCHES.filter(([text]) => text !== ""))(
    "%s holds beside other words for all of itself",
    async (text) => expect(await found(`deck:nowhere (${text})`)).toEqual([]),
  );

  test("goes by notes when asked to", async () => {
    expect(await found("note:reversed", { by: "note" })).toEqual(["turned"]);
  });

  test("comes in the order asked for", async () => {
    const rising = await found("deck:*gates*", { sort: "text" });
    expect(await found("deck:*gates*", { sort: "reviews", descending: true })).toMatchObject({ 0: "forget" });
    expect((await found("deck:*gates*", { sort: "text", descending: true }))[0]).toBe(rising.at(-1));
  });

  test("keeps the decks of one position apart", async () => {
    await house.store.db.run(sql`update deck set position = 5`);
    expect((await found(""))[6]).toBe("n1");
    expect((await found("", { descending: true }))[0]).toBe("n1");
  });

  test("falls as days go by for recall", async () => {
    house.clock.now += 2000 * DAY;
    expect(await found("prop:r<0.9")).toEqual(["forget"]);
    expect(await found("is:due")).toEqual(["forget"]);
    house.clock.now -= 2000 * DAY;
  });

  test("finds notes by their new text as soon as they have changed, and no more by the old", async () => {
    const changed = GATES.replace("forget gate do", "output gate do");
    const other = deckText("other", { n1: basic("Elsewhere") });
    await load(house, { gates: changed, other });
    expect([await found("forget"), await found("output")]).toEqual([[], ["forget"]]);
    await load(house, { gates: GATES, other });
    expect(await found("forget")).toEqual(["forget"]);
  });

  test.each(SEARCHES)("%s finds no card of another person", async (text) => {
    stranger ??= await addPerson(house.store, { name: "Mallory", options: DEFAULT_PRESET });
    // Of all cards this person has but one.
    const only = await cardId("n1");
    await house.store.db.run(sql`delete from memory where user_id = ${stranger.id} and card_id <> ${only}`);
    const request = { text, sort: "position", descending: false, by: "card" } as const;
    const read = await browse(house.deps, stranger, { request, from: 0, keeper: makeFoundKeeper() });
    if (!read.ok) throw new Error(read.error.message);
    expect([[], [only]]).toContainEqual(read.value.found.cardIds);
  });

  test("shows nothing of another person", async () => {
    const stranger = await addPerson(house.store, { name: "Eve", options: DEFAULT_PRESET });
    const request = { text: "is:suspended", sort: "position", descending: false, by: "card" } as const;
    expect(await browse(house.deps, stranger, { request, from: 0, keeper })).toMatchObject({
      ok: true,
      value: { found: { cardIds: [] } },
    });
  });
});

test("later windows go on in what was found, and a search that is gone is done again", async () => {
  const request = { text: "", sort: "position", descending: false, by: "card" } as const;
  const first = await browse(house.deps, house.person, { request, from: 0, keeper });
  const later = await browse(house.deps, house.person, { request, from: 3, keeper });
  if (!first.ok || !later.ok) throw new Error("The search cannot be read");
  expect(later.value.found).toBe(first.value.found);
  expect(later.value.cards.map(({ cardId }) => cardId)).toEqual(first.value.found.cardIds.slice(3));
  const fresh = await browse(house.deps, house.person, { request, from: 3, keeper: makeFoundKeeper() });
  expect(fresh).toMatchObject({ ok: true, value: { cards: later.value.cards } });
});
