/** Imported cards on pages, and the style sheets of their note types. */
import { describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { addPerson } from "../actions/house.ts";
import { typedNote, typedType } from "../decks/anki/note_types.ts";
import { deckOf, makeImported } from "../actions/imported.ts";
import { get, openSite, post, type Served } from "./site.ts";

const values: Readonly<Record<string, string>> = JSON.parse(typedNote.fields);

async function served(): Promise<Served & { readonly cardId: number; readonly noteTypeId: number }> {
  const site = await openSite({ decks: { imported: deckOf(["typed"]) } });
  return { ...site, ...await makeImported(site, "typed", { noteType: typedType, values, side: "t1" }) };
}

const LINK = /<link rel="stylesheet" href="(\/note-types\/\d+\/note-[0-9a-f]{16}\.css)" \/>/;

describe("an imported card", () => {
  test("brings the style sheet of its note type along, in the page and in the next state of the island", async () => {
    const site = await served();
    const page = await (await get(site, "/review?deck=imported")).text();
    const link = LINK.exec(page)?.[1] ?? "";
    expect(link).toMatch(new RegExp(`^/note-types/${site.noteTypeId}/`));
    const state = await (await get(site, "/review?deck=imported", { accept: "application/json" })).json();
    expect(state.stage.card.prompt).toContain(link);
    const sheet = await get(site, link);
    expect(sheet.status).toBe(200);
    expect(sheet.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(sheet.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(await sheet.text()).toMatch(/^@layer imported\{\.note-[0-9a-f]{16}\{font-family:arial/);
  });

  test("has its own page", async () => {
    const site = await served();
    const page = await get(site, `/cards/${site.cardId}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(LINK);
  });

  test("asks for its typed answer, and shows what differs", async () => {
    const site = await served();
    const form = { card: String(site.cardId), version: "0", askedAt: "0", deck: "imported" };
    const checked = await post(site, "/review/check", { ...form, "field.answer": "Temperture" });
    expect(checked.status).toBe(303);
    const page = await (await get(site, `/review?deck=imported&card=${site.cardId}`)).text();
    expect(page).toContain("Not right");
    expect(page).toContain("Temper<ins>a</ins>ture");
    expect(page).toContain('<code class="im-typed-answer">Temperature</code>');
  });
});

describe("GET /note-types/:id/:sheet", () => {
  test("answers 404 for other names, other ids and other people", async () => {
    const site = await served();
    const page = await (await get(site, "/review?deck=imported")).text();
    const link = LINK.exec(page)?.[1] ?? "";
    for (
      const path of [
        link.replace(/note-[0-9a-f]{4}/, "note-0000"),
        link.replace(/types\/\d+/, "types/999"),
        "/note-types/1/x.css",
        "/note-types/1e0/note-0123456789abcdef.css",
      ]
    ) {
      expect((await get(site, path)).status).toBe(404);
    }
    const bob = await addPerson(site.store, { name: "Bob", options: DEFAULT_PRESET });
    await site.store.db.run(sql`update note_type set user_id = ${bob.id}`);
    expect((await get(site, link)).status).toBe(404);
  });
});
