/** Trees of decks on the first page and on a deck's page: what is drawn, what opens, and how it holds with thousands. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { basic, deckText } from "../actions/house.ts";
import { get, openSite, type Served } from "./site.ts";

interface Tree {
  readonly rows: readonly {
    readonly name: string;
    readonly depth: number;
    readonly counts: { readonly new: number };
    readonly next: string | null;
    readonly toggle?: { readonly isOpen: boolean; readonly address: string };
  }[];
  readonly total: number;
  readonly later?: string;
}

/** Puts decks of the names below one another; "A::B::C" has its parents made before it. */
async function addDecks(site: Served, names: readonly string[]): Promise<void> {
  const ids = new Map<string, number>();
  for (const [position, name] of names.entries()) {
    const parent = ids.get(name.split("::").slice(0, -1).join("::")) ?? null;
    const { rows } = await site.store.db.run(sql`insert into deck
      (slug, name, description, parent_id, owner_id, position, origin, content_hash)
      values (${`d${position}`}, ${
      name.split("::").at(-1)
    }, '', ${parent}, ${site.person.id}, ${position}, 'imported', '')
      returning id`);
    ids.set(name, Number(rows[0]?.["id"]));
  }
}

async function tree(site: Served, address = "/"): Promise<Tree> {
  const response = await get(site, address, { accept: "application/json" });
  expect(response.status).toBe(200);
  return await response.json();
}

const namesOf = ({ rows }: Tree) => rows.map(({ name, depth }) => `${" ".repeat(depth)}${name}`);

test("a small tree is drawn whole, and each branch closes and opens by its link", async () => {
  const site = await openSite({ decks: {} });
  await addDecks(site, ["Latin", "Latin::Verbs", "Latin::Verbs::Irregular", "Greek"]);
  const whole = await tree(site);
  expect(namesOf(whole)).toEqual(["Latin", " Verbs", "  Irregular", "Greek"]);
  const closed = await tree(site, whole.rows[0]?.toggle?.address);
  expect(namesOf(closed)).toEqual(["Latin", "Greek"]);
  expect(closed.rows[0]?.toggle?.isOpen).toBe(false);
  expect(namesOf(await tree(site, closed.rows[0]?.toggle?.address))).toEqual(["Latin", " Verbs", "Greek"]);
});

test("a tree of 200 decks shows the levels that fit, and the rest on demand", async () => {
  const site = await openSite({ decks: {} });
  const names = Array.from({ length: 10 }, (_, i) => i).flatMap((i) => [
    `D${i}`,
    ...Array.from({ length: 19 }, (_, j) => `D${i}::${j}`),
  ]);
  await addDecks(site, names);
  const roots = await tree(site);
  expect(roots.total).toBe(10);
  expect((await tree(site, roots.rows[3]?.toggle?.address)).total).toBe(29);
});

test("10,000 decks side by side are shown 300 at once", async () => {
  const site = await openSite({ decks: {} });
  await site.store.db.run(sql`insert into deck
    (slug, name, description, owner_id, position, origin, content_hash)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
    select 'd' || i, 'Deck ' || i, '', ${site.person.id}, i, 'imported', '' from n`);
  const first = await tree(site);
  expect([first.rows.length, first.total]).toEqual([300, 10_000]);
  const second = await tree(site, first.later);
  expect(second.rows[0]?.name).toBe("Deck 301");
  const page = await (await get(site, "/")).text();
  expect(page).toContain("1 to 300 of 10,000 decks");
  expect(page.length).toBeLessThan(1_000_000);
});

test("a closed branch tells when its next card comes, wherever below it lies", async () => {
  const site = await openSite({ decks: { verbs: deckText("verbs", { one: basic("A question") }) } });
  await addDecks(site, ["Latin"]);
  await site.store.db.run(sql`update deck set parent_id = (select id from deck where name = 'Latin')
    where slug = 'verbs'`);
  const { rows } = await tree(site, "/?open=");
  expect(rows.map(({ name, next, counts }) => [name, next, counts.new])).toEqual([["Latin", "now", 1]]);
});

test("the page of a deck shows the decks above and below it", async () => {
  const site = await openSite({ decks: {} });
  await addDecks(site, ["Latin", "Latin::Verbs", "Latin::Verbs::Irregular"]);
  const html = await (await get(site, "/decks/d1")).text();
  expect(html).toContain(
    '<nav aria-label="Decks above"><ol class="crumbs"><li><a href="/decks/d0">Latin</a>',
  );
  expect(html).toContain('href="/review?deck=d2"');
  expect(namesOf(await tree(site, "/decks/d1"))).toEqual(["Irregular"]);
});

test.each(["/?open=x", "/?open=1..2", "/?from=-1"])("%s is refused in words", async (address) => {
  const site = await openSite({ decks: {} });
  expect((await get(site, address)).status).toBe(400);
});
