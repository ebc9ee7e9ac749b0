/** Notes are written and edited in the browser: with their cards drawn, problems in place, pictures kept, and nothing lost. */
import { beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { get, openSite, ORIGIN, post, type Served } from "./site.ts";

let site: Served;

async function send(path: string, form: FormData): Promise<Response> {
  return await site.app.request(path, {
    method: "POST",
    body: form,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin" },
  });
}

function formOf(fields: Readonly<Record<string, string | File>>): FormData {
  const form = new FormData();
  for (
    const [name, value] of Object.entries({ kind: "basic", deck: "mine", back: "/decks/mine", ...fields })
  ) {
    form.append(name, value);
  }
  return form;
}

async function notes() {
  return await site.store.db.all<
    { id: number; fields: string; tags: string; type: string; source: string | null }
  >(
    sql`select note.id as id, fields, tags, type, source from note join deck on deck.id = note.deck_id
      where slug = 'mine' and note.retired_at is null order by note.id`,
  );
}

async function cardsOf(noteId: number | undefined) {
  return await site.store.db.all(sql`select id, side from card where note_id = ${noteId} order by id`);
}

/** A note type as a package brings it. */
async function importedType({ store, person }: Served) {
  const definition = {
    key: "7",
    name: "Two sides",
    kind: "normal",
    fields: ["Front", "Back"].map((name) => ({ name, rtl: false, description: "" })),
    templates: [{ name: "Card 1", front: "{{Front}}", back: "{{Back}}" }],
    css: "",
    latexPre: "",
    latexPost: "",
    sortField: 0,
    modifiedAt: 0,
  };
  await store.write([
    sql`insert into note_type (user_id, key, name, definition, changed_at)
      values (${person.id}, '7', 'Two sides', ${JSON.stringify(definition)}, 1)`,
  ]);
}

beforeAll(async () => {
  site = await openSite();
  await post(site, "/decks", { name: "Mine" });
});

describe("a deck of one's own", () => {
  test("is made, renamed, put into another and deleted", async () => {
    const made = await post(site, "/decks", { name: "Öptics & more", description: "Light." });
    expect(made.headers.get("location")).toBe("/decks/optics-more?done=deck_made");
    await post(site, "/decks/optics-more/edit", { name: "Optics", parent: "mine", description: "Light." });
    const page = await (await get(site, "/decks/optics-more")).text();
    expect(page).toContain("Optics</h1>");
    expect(page).toContain('href="/decks/mine"');
    const inside = await post(site, "/decks/mine/edit", { name: "Mine", parent: "optics-more" });
    expect([inside.status, await inside.text()]).toEqual([
      422,
      expect.stringContaining("cannot lie in itself"),
    ]);
    await post(site, "/decks/optics-more/delete", {});
    expect((await get(site, "/decks/optics-more")).status).toBe(404);
  });

  test.each([
    [{ name: " " }, "needs a name"],
    [{ name: "Mine" }, "in that place already"],
    [{ name: "x", parent: "all-types" }, "only lie in another deck of your own"],
  ])("%j is refused with words", async (form, words) => {
    const sent = await post(site, "/decks", form);
    expect([sent.status, await sent.text()]).toEqual([422, expect.stringContaining(words)]);
  });

  test("a deck that ships is nobody's to change", async () => {
    expect((await get(site, "/decks/all-types/edit")).status).toBe(404);
    expect((await post(site, "/decks/all-types/edit", { name: "x" })).status).toBe(404);
    expect((await post(site, "/decks/all-types/delete", {})).status).toBe(404);
  });
});

describe("a note", () => {
  test("is written, shown in its form, edited and taken back", async () => {
    const text = "What is $1+1$?\n\n---\n\nTwo.";
    const sent = await send("/notes", formOf({ text, tags: "sums, easy", source: "Peano", step: "save" }));
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "/decks/mine?edit=1&done=note_saved"]);
    const [note] = await notes();
    expect(note).toMatchObject({ type: "basic", tags: '["sums","easy"]', source: "Peano" });
    expect(JSON.parse(note?.fields ?? "")).toEqual({ front: "What is $1+1$?", back: "Two." });

    const form = await (await get(site, `/notes/${note?.id}/edit`)).text();
    expect(form).toContain("What is $1+1$?\n\n---\n\nTwo.");
    expect(form).toContain('value="sums easy"');
    await send(`/notes/${note?.id}`, formOf({ text: "What is $1+1$?\n\n---\n\nThree.", tags: "sums" }));
    expect(JSON.parse((await notes())[0]?.fields ?? "").back).toBe("Three.");
    const shown = await (await get(site, "/decks/mine?edit=2&done=note_saved")).text();
    expect(shown).toContain('action="/notes/edits/2/undo"');
    expect(shown).toContain('name="back" value="/decks/mine"');
    await post(site, "/notes/edits/2/undo", { back: "/decks/mine" });
    expect((await notes())[0]).toEqual(note);
  });

  test("keeps what was typed when its kind is changed, and is not saved before it was seen", async () => {
    await importedType(site);
    const count = (await notes()).length;
    const text = "What is $1+1$?\n\n---\n\n![Two](two.png)";
    const turned = await (await send("/notes", formOf({ kind: "anki:7", was: "basic", text, tags: "kept" })))
      .text();
    expect(turned).toContain("What is \\(1+1\\)?</textarea>");
    expect(turned).toContain('&lt;img src="two.png" alt="Two">'.replaceAll('"', "&quot;"));
    expect(turned).toContain('value="kept"');
    const fields = { "field.Front": "<b>a</b><table></table>", "field.Back": "c\r\nd" };
    const back = await (await send("/notes", formOf({ kind: "basic", was: "anki:7", ...fields }))).text();
    expect(back).toContain("**a**\n\n---\n\nc d</textarea>");
    expect(back).toContain("Markdown has no words for &lt;table>");
    expect((await notes()).length).toBe(count);
    await send("/notes", formOf({ kind: "anki:7", was: "anki:7", ...fields, step: "save" }));
    expect(JSON.parse((await notes()).at(-1)?.fields ?? "")).toEqual({
      Front: "<b>a</b><table></table>",
      Back: "c\nd",
    });
  });

  test("moves to another deck with everything learnt, and back", async () => {
    await post(site, "/decks", { name: "Other" });
    const [note] = await notes();
    const before = await cardsOf(note?.id);
    const moved = formOf({ deck: "other", text: "Moved\n\n---\n\nyes", was: "basic" });
    const sent = await send(`/notes/${note?.id}`, moved);
    expect((await notes()).some(({ id }) => id === note?.id)).toBe(false);
    expect(await cardsOf(note?.id)).toEqual(before);
    const edit = /edit=(\d+)/.exec(sent.headers.get("location") ?? "")?.[1];
    await post(site, `/notes/edits/${edit}/undo`, { back: "/" });
    expect((await notes())[0]).toEqual(note);
  });

  test.each([
    ["basic", '["one","two","2","three"]'],
    ["anki:7", '["one","two,2","three"]'],
  ])("of kind %s typed with commas has the tags %s", async (kind, tags) => {
    const written = { text: "a\n\n---\n\nb", "field.Front": "a", "field.Back": "b" };
    await send("/notes", formOf({ kind, was: kind, ...written, tags: "one, two,2 ,three" }));
    expect((await notes()).at(-1)?.tags).toBe(tags);
  });

  test("may begin with a list that looks like settings", async () => {
    await send("/notes", formOf({ text: "\n- accept: yes\n\n---\n\nb" }));
    const note = (await notes()).at(-1);
    expect(JSON.parse(note?.fields ?? "").front).toBe("- accept: yes");
    const page = await (await get(site, `/notes/${note?.id}/edit`)).text();
    expect(page).toContain(">\n\n- accept: yes\n");
  });

  test("can be of any kind, with the settings of its kind above its text", async () => {
    const text = '- accept: [two, "2"]\n\nHow much is $1+1$?';
    await send("/notes", formOf({ kind: "text", text }));
    const note = (await notes()).at(-1);
    expect(JSON.parse(note?.fields ?? "")).toMatchObject({ accept: ["two", "2"] });
    expect(await (await get(site, `/notes/${note?.id}/edit`)).text()).toContain(
      "- accept: [two, &quot;2&quot;]",
    );
  });

  test.each([
    ["basic", "only a front", "The note has 1 part"],
    ["basic", "", "no text"],
    ["cloze", "nothing hidden", "no deletion"],
    ["basic", "a $\\frac{1}$\n\n---\n\nb", "formula"],
    ["basic", "a\n\n---\n\nb\n\n## another\n\n- type: basic\n\nc\n\n---\n\nd", "one note at a time"],
    ["nothing", "a", "not known"],
  ])("of kind %s as %j comes back with its problem and what was typed", async (kind, text, words) => {
    const count = (await notes()).length;
    const sent = await send("/notes", formOf({ kind, text, tags: "kept" }));
    expect(sent.status).toBe(422);
    const page = await sent.text();
    expect(page).toContain(words);
    expect(page).toContain('value="kept"');
    expect((await notes()).length).toBe(count);
  });

  test("says on which line of its text the problem stands", async () => {
    const sent = await send("/notes/preview", formOf({ text: "fine\n\n---\n\nbad $\\frac{1}$ here" }));
    expect(await sent.text()).toContain("line 5");
  });

  test("is previewed without being kept", async () => {
    const count = (await notes()).length;
    const sent = await send(
      "/notes/preview",
      formOf({ kind: "cloze", text: "{{c1::Paris}} and {{c2::Rome}}" }),
    );
    const html = await sent.text();
    expect(html).toContain("deletion 1");
    expect(html).toContain("deletion 2");
    expect(html).not.toContain("<html");
    expect((await notes()).length).toBe(count);
  });

  test("takes pictures along, without scripts too", async () => {
    const picture = new File(["<svg></svg>"], "My sun (1).svg", { type: "image/svg+xml" });
    await send("/notes", formOf({ text: "Look\n\n---\n\nSun", media: picture }));
    const note = (await notes()).at(-1);
    expect(JSON.parse(note?.fields ?? "").back).toContain("![My sun 1](My-sun-1.svg)");
    expect((await get(site, "/media/mine/My-sun-1.svg")).status).toBe(200);
  });

  test("keeps two pictures of one name apart", async () => {
    const upload = (bytes: string) => {
      const form = new FormData();
      form.append("file", new File([bytes], "dot.png"));
      return send("/notes/media", form).then((sent) => sent.text());
    };
    expect(await upload("a")).toBe("dot.png");
    expect(await upload("a")).toBe("dot.png");
    expect(await upload("b")).toMatch(/^dot-[0-9a-f]{8}\.png$/);
  });

  test("does not keep what is no picture, sound or film", async () => {
    const form = new FormData();
    form.append("file", new File(["x"], "page.html"));
    const sent = await send("/notes/media", form);
    expect([sent.status, await sent.text()]).toEqual([
      422,
      expect.stringContaining("no picture, sound or film"),
    ]);
  });

  test("of a deck that ships, or of nobody, cannot be edited here", async () => {
    const [shipped] = await site.store.db.all<{ id: number }>(
      sql`select note.id as id from note join deck on deck.id = note.deck_id where owner_id is null limit 1`,
    );
    expect((await get(site, `/notes/${shipped?.id}/edit`)).status).toBe(404);
    expect((await send(`/notes/${shipped?.id}`, formOf({ text: "a\n\n---\n\nb" }))).status).toBe(404);
    expect((await get(site, "/notes/99999/edit")).status).toBe(404);
    expect((await post(site, "/notes/99999/delete", {})).status).toBe(404);
  });
});
