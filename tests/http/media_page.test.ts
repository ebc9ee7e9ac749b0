/** The page of files: what notes use, miss and do without, found in everything that may name a file. */
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { addPerson, DAY } from "../actions/house.ts";
import { get, openSite, ORIGIN, post, type Served } from "./site.ts";

let site: Served;

async function send(path: string, fields: Readonly<Record<string, string | File>>): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return await site.app.request(path, {
    method: "POST",
    body: form,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin" },
  });
}

async function upload(name: string, bytes = name): Promise<string> {
  return await (await send("/notes/media", { file: new File([bytes], name) })).text();
}

async function write(text: string): Promise<void> {
  await send("/notes", { kind: "basic", deck: "mine", text: `${text}\n\n---\n\nback`, back: "/" });
}

/** A note of a note type, as a package brings it. */
async function writeImported(fields: Readonly<Record<string, string>>): Promise<void> {
  await send("/notes", {
    kind: "anki:7",
    was: "anki:7",
    deck: "mine",
    back: "/",
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field.${name}`, value])),
  });
}

async function names(list: string): Promise<string[]> {
  const page = await (await get(site, `/media?show=${list}`)).text();
  return [...page.matchAll(/<span class="media-name">(?:<a[^>]*>)?([^<]*)/g)].map(([, name = ""]) => name);
}

async function unusedAfterADay(): Promise<string> {
  site.clock.now += 2 * DAY;
  const page = await (await get(site, "/media/unused")).text();
  return (/<textarea name="names" hidden>\n([^<]*)/.exec(page)?.[1] ?? "").replaceAll("&quot;", '"');
}

beforeEach(async () => {
  site = await openSite();
  await post(site, "/decks", { name: "Mine", description: "![](in-deck.png)" });
  const definition = {
    key: "7",
    name: "Two",
    kind: "normal",
    fields: ["Front", "Back"].map((name) => ({ name, rtl: false, description: "" })),
    templates: [{ name: "1", front: '{{Front}}<img src="_logo.png">', back: "{{Back}}" }],
    css: "@font-face { src: url(_font.woff2) }",
    latexPre: "",
    latexPost: "",
    sortField: 0,
    modifiedAt: 0,
  };
  await site.store.write([
    sql`insert into note_type (user_id, key, name, definition, changed_at)
      values (${site.person.id}, '7', 'Two', ${JSON.stringify(definition)}, 1)`,
  ]);
});

describe("a file", () => {
  test.each([
    ["Markdown", "dot.png", () => write("![Dot](dot.png)")],
    ["a link of Markdown", "song.mp3", () => write("[Song](song.mp3)")],
    ["HTML", "dot.png", () => writeImported({ Front: "<img src='dot.png'>", Back: "" })],
    [
      "an address with signs written otherwise",
      "a&b.png",
      () => writeImported({ Front: '<img src="a&amp;b.png">' }),
    ],
    ["a sound", "song.mp3", () => writeImported({ Front: "x", Back: "[sound:song.mp3]" })],
    ["a field that is nothing but its name", "dot.png", () => writeImported({ Front: "x", Back: "dot.png" })],
  ])("that a note names by %s is used", async (_, name, writing) => {
    await upload(name);
    expect(await names("unused")).toEqual([name.replace("&", "&amp;")]);
    await writing();
    expect(await names("unused")).toEqual([]);
    expect(await names("used")).toEqual([name.replace("&", "&amp;")]);
  });

  test.each(["_logo.png", "_font.woff2", "in-deck.png"])(
    "that a template, a style sheet or a deck names is used: %s",
    async (name) => {
      await send("/media/missing", { name, file: new File(["x"], "other.bin") });
      expect(await names("used")).toEqual([name]);
    },
  );

  test("of a deleted note counts as used, since the note may come back", async () => {
    await upload("dot.png");
    await write("![Dot](dot.png)");
    await post(site, "/browse/change", { verb: "delete", all: "1", q: "deck:Mine" });
    expect(await names("used")).toEqual(["dot.png"]);
  });

  test("that is missing is asked for with the notes that miss it, and can be added under its name", async () => {
    await writeImported({ Front: '<img src="lost%20one.png"> <img src="https://x.y/z.png">', Back: "" });
    await write("![Gone](gone.png)");
    expect(await names("missing")).toEqual(["_font.woff2", "_logo.png", "gone.png", "lost one.png"]);
    const page = await (await get(site, "/media")).text();
    expect(page).toMatch(/href="\/notes\/\d+\/edit\?back=%2Fmedia">in 1 note/);
    const sent = await send("/media/missing", { name: "lost one.png", file: new File(["bytes"], "x.png") });
    expect(sent.headers.get("location")).toBe("/media?show=missing&done=media_added");
    expect(await names("missing")).toEqual(["_font.woff2", "_logo.png", "gone.png"]);
    expect(await (await get(site, "/media/mine/lost%20one.png")).text()).toBe("bytes");
  });

  test("may be as large as those that come with notes", async () => {
    await write("![Gone](gone.png)");
    await send("/media/missing", { name: "gone.png", file: new File([new Uint8Array(2_000_000)], "x.png") });
    expect(await names("used")).toEqual(["gone.png"]);
  });

  test.each([
    ["dot.png", "is there already"],
    ["../x.png", "cannot be the name"],
  ])("is not taken under the name %s", async (name, words) => {
    await upload("dot.png");
    const sent = await send("/media/missing", { name, file: new File(["other"], "x.png") });
    expect([sent.status, await sent.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(await (await get(site, "/media/mine/dot.png")).text()).toBe("dot.png");
  });
});

describe("deleting what is not used", () => {
  test("leaves what is used, what came today and what others call theirs", async () => {
    const [shared, alone] = ["shared.png", "alone.png"];
    for (const name of [shared, alone, "used.png"]) await upload(name);
    await write("![Used](used.png)");
    const eve = await addPerson(site.store, { name: "Eve", options: DEFAULT_PRESET });
    await site.store.write([
      sql`insert into media_name (user_id, name, hash, created_at)
        select ${eve.id}, 'hers.png', hash, 1 from media_name where name = ${shared}`,
    ]);
    const hashes = new Map(
      (await site.store.db.all<{ name: string; hash: string }>(sql`select name, hash from media_name`))
        .map(({ name, hash }) => [name, hash]),
    );
    const listed = await unusedAfterADay();
    expect(JSON.parse(listed)).toEqual([alone, shared]);
    await upload("fresh.png");
    const sent = await post(site, "/media/unused", {
      names: JSON.stringify([...JSON.parse(listed), "fresh.png"]),
    });
    expect(sent.headers.get("location")).toBe("/media?show=unused&done=media_deleted");
    expect([await names("unused"), await names("used")]).toEqual([["fresh.png"], ["used.png"]]);
    expect(await site.media.read(hashes.get(alone) ?? "")).toBeUndefined();
    expect(await site.media.read(hashes.get(shared) ?? "")).toBeDefined();
    expect(await site.store.db.all(sql`select name from media_name where user_id = ${eve.id}`)).toEqual([
      { name: "hers.png" },
    ]);
  });

  test("leaves what a note has come to use since the page was seen", async () => {
    await upload("dot.png");
    const listed = await unusedAfterADay();
    await write("![Dot](dot.png)");
    const sent = await post(site, "/media/unused", { names: listed });
    expect(sent.headers.get("location")).toContain("done=media_kept");
    expect(await names("used")).toEqual(["dot.png"]);
  });

  test.each(["", "{}", "[1]"])("is refused when the form says %j", async (given) => {
    expect((await post(site, "/media/unused", { names: given })).status).toBe(400);
  });
});
