/** Two people on one server: neither sees nor changes what is the other's. */
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { changePassword } from "../../src/actions/sign_in.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { addPerson, START } from "../actions/house.ts";
import { get, openSite, post, QUICK_VAULT, type Served, signedIn } from "./site.ts";

interface Two {
  readonly site: Served;
  /** Cookies of the one who looks, Bob; what he looks for is Ada's. */
  readonly bob: Readonly<Record<string, string>>;
  readonly ada: Readonly<Record<string, string>>;
  /** A card of a deck that is Ada's own. */
  readonly card: number;
}

let two: Two;

beforeAll(async () => {
  const site = await openSite({ password: true });
  const bob = await addPerson(site.store, { name: "Bob", options: DEFAULT_PRESET });
  await changePassword(site.store, QUICK_VAULT, { person: bob, password: "bob's password" });
  await applyDeck(site.store, {
    slug: "own",
    name: "Ada's own",
    description: "",
    parentId: undefined,
    position: 9,
    owner: { origin: "own", userId: site.person.id },
    contentHash: "1",
    notes: [{
      id: "n",
      type: "basic",
      tags: ["secret-tag"],
      source: undefined,
      fields: JSON.stringify({ front: "What is hers?", back: "This." }),
      sides: [{ key: "forward", label: "front to back", generator: undefined }],
      summary: "What is hers?",
    }],
  }, START);
  const [row] = await site.store.db.all<{ id: number }>(sql`select card.id as id from card
    join deck on deck.id = card.deck_id where deck.slug = 'own'`);
  two = {
    site,
    bob: await signedIn(site, "Bob", "bob's password"),
    ada: await signedIn(site),
    card: row?.id ?? 0,
  };
});

test("the owner of a deck sees it, others do not, by whatever address", async () => {
  const { site, ada, bob, card } = two;
  for (const path of ["/decks/own", "/review?deck=own", `/cards/${card}`]) {
    expect([path, (await get(site, path, ada)).status]).toEqual([path, 200]);
    expect([path, (await get(site, path, bob)).status]).toEqual([path, 404]);
  }
  expect(await (await get(site, "/", ada)).text()).toContain("/decks/own");
  expect(await (await get(site, "/", bob)).text()).not.toContain("/decks/own");
});

test("a card named in the address of another deck's review stays hidden", async () => {
  const { site, bob, card } = two;
  const html = await (await get(site, `/review?card=${card}&turn=1`, bob)).text();
  expect(html).not.toContain("What is hers?");
});

test("nothing that is posted to another person's card changes it", async () => {
  const { site, bob, card } = two;
  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ["/review/answer", { card: String(card), version: "0", rating: "3" }],
    ["/review/check", { card: String(card), version: "0", chosen: "a" }],
    [`/cards/${card}/suspend`, { version: "0" }],
    [`/cards/${card}/bury`, { version: "0" }],
    [`/cards/${card}/bury-note`, { version: "0" }],
    [`/cards/${card}/reset`, { version: "0" }],
    [`/cards/${card}/flag`, { version: "0", flag: "1" }],
    [`/cards/${card}/set-due`, { version: "0", days: "3" }],
  ];
  for (const [path, form] of forms) {
    expect([path, (await post(site, path, form, bob)).status]).toEqual([path, 404]);
  }
  const [row] = await site.store.db.all<{ n: number }>(
    sql`select count(*) as n from review where card_id = ${card}`,
  );
  expect(row?.n).toBe(0);
});

test("options are each person's own", async () => {
  const { site, ada, bob } = two;
  const [mine] = await site.store.db.all<{ id: number }>(
    sql`select id from preset where user_id = ${site.person.id}`,
  );
  expect((await get(site, `/presets/${mine?.id}`, ada)).status).toBe(200);
  expect((await get(site, `/presets/${mine?.id}`, bob)).status).toBe(404);
  expect((await post(site, `/presets/${mine?.id}`, { newPerDay: "1" }, bob)).status).toBe(404);
  expect((await post(site, "/decks/all-types/preset", { preset: String(mine?.id) }, bob)).status).toBe(404);
  expect((await post(site, "/presets", { name: "Mine", copyOf: String(mine?.id) }, bob)).status).toBe(404);
  await post(site, `/presets/${mine?.id}/delete`, {}, bob);
  expect((await get(site, `/presets/${mine?.id}`, ada)).status).toBe(200);
});

test("a shipped card has a memory for each, and one's answer and undo leave the other's alone", async () => {
  const { site, ada, bob } = two;
  await post(site, "/review/answer", { card: "1", version: "0", rating: "3" }, ada);
  expect(await (await get(site, "/cards/1", ada)).text()).toContain("learning");
  expect(await (await get(site, "/cards/1", bob)).text()).toContain('<span class="status">new</span>');
  const undone = await post(site, "/undo", { back: "/" }, bob);
  expect(undone.headers.get("location")).toBe("/?done=nothing");
  expect(await (await get(site, "/cards/1", ada)).text()).toContain("learning");
});

test("an attempt of one is not shown to the other", async () => {
  const { site, ada, bob } = two;
  const [row] = await site.store.db.all<{ id: number }>(sql`select card.id as id from card
    join note on note.id = card.note_id where note.guid = 'first-loss'`);
  const card = String(row?.id);
  const form = { card, version: "0", "field.answer": "7.77" };
  await post(site, "/review/check", form, ada);
  expect(await (await get(site, `/review?card=${card}`, ada)).text()).toContain("7.77");
  expect(await (await get(site, `/review?card=${card}`, bob)).text()).not.toContain("7.77");
});
