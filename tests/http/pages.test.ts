/** Every page and file: found, well formed, calm about nonsense. */
import { expect, test } from "vitest";
import { get, openSite, post } from "./site.ts";

const SITE = await openSite({
  problems: [{ file: "cards/x/deck.md", line: 3, column: 1, message: "No <type>", expected: "a type" }],
  pictures: { "all-types/kernel.svg": "<svg/>", "all-types/notes.txt": "private" },
});

test.each([
  "/",
  "/review",
  "/review?deck=all-types",
  "/review?turn=1",
  "/review?deck=all-types&again=1",
  "/decks/all-types",
  "/decks/all-types?search=softmax",
  "/decks/all-types?search=%25&after=3",
  "/cards/1",
  "/cards/5",
  "/settings",
  "/presets/1",
  "/sign-in",
])("GET %s is a page with one h1, a title and a language", async (path) => {
  const response = await get(SITE, path);
  const html = await response.text();
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toMatch(/^<!doctype html><html lang="en"/);
  expect(html).toMatch(/<title>[^<]+ · Rehearsal<\/title>/);
  expect(html.match(/<main/g)).toHaveLength(1);
});

test("every card of every type has a page", async () => {
  const rows = await SITE.store.db.all<{ id: number }>("select id from card");
  expect(rows.length).toBeGreaterThan(10);
  for (const { id } of rows) {
    const response = await get(SITE, `/cards/${id}`);
    expect([id, response.status]).toEqual([id, 200]);
    expect((await response.text()).match(/<h1/g)).toHaveLength(1);
  }
});

test.each([
  "/nowhere",
  "/decks/no-such-deck",
  "/review?deck=no-such-deck",
  "/cards/999",
  "/cards/0",
  "/cards/-1",
  "/cards/1.5",
  "/cards/one",
  "/cards/9007199254740993",
  "/presets/999",
  "/presets/x",
  "/decks/%E0%A4%A",
  "/decks/..%2f..%2fetc",
])("GET %s is a 404 that says where to go on", async (path) => {
  const response = await get(SITE, path);
  const html = await response.text();
  expect(response.status).toBe(404);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain('href="/"');
});

const NEEDED = "Go back, load the page again and try once more.";

test.each<[string, Record<string, string>]>([
  ["/review/answer", {}],
  ["/review/answer", { card: "1", version: "0", rating: "5" }],
  ["/review/answer", { card: "1", version: "0", rating: "" }],
  ["/review/answer", { card: "one", version: "0", rating: "3" }],
  ["/review/answer", { card: "1", version: "-1", rating: "3" }],
  ["/review/answer", { card: "1", version: "", rating: "3" }],
  ["/review/answer", { card: "1", version: "0", rating: "3", tookMs: "soon" }],
  ["/review/answer", { card: "1", version: "0", rating: "3", reason: "x".repeat(201) }],
  ["/review/check", { card: "1" }],
  ["/cards/1/flag", { version: "0", flag: "8" }],
  ["/cards/1/set-due", { version: "0", days: "-1" }],
  ["/cards/1/set-due", { version: "0", days: "1.5" }],
  ["/cards/1/set-due", { version: "0", days: "" }],
  ["/cards/1/suspend", {}],
  ["/presets", { name: "  " }],
  ["/presets", { name: "x".repeat(101) }],
  ["/decks/all-types/preset", { preset: "first" }],
  ["/settings", { zone: "UTC", rolloverHour: "24", theme: "dark" }],
  ["/settings", { zone: "UTC", rolloverHour: "", theme: "dark" }],
  ["/settings", { zone: "UTC", rolloverHour: "4", theme: "pink" }],
  ["/undo", { back: "x".repeat(501) }],
])("POST %s with %j is a 400 that names the field", async (path, form) => {
  const response = await post(SITE, path, form);
  const html = await response.text();
  expect(response.status).toBe(400);
  expect(html).toContain(NEEDED);
  expect(SITE.logged).toEqual([]);
});

test("a JSON body is no form, and is told so", async () => {
  const response = await SITE.app.request("/review/answer", {
    method: "POST",
    body: JSON.stringify({ card: 1, version: 0, rating: 3 }),
    headers: { host: "localhost", "content-type": "application/json", accept: "application/json" },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { title: "This form cannot be read" } });
});

test.each<[string, Record<string, string>]>([
  ["/review/answer", { card: "999", version: "0", rating: "3" }],
  ["/review/check", { card: "999", version: "0" }],
  ["/cards/999/suspend", { version: "0" }],
  ["/cards/x/suspend", { version: "0" }],
  ["/decks/none/preset", { preset: "1" }],
  ["/decks/all-types/preset", { preset: "999" }],
  ["/presets/999", { newPerDay: "3" }],
  ["/presets/999/delete", {}],
  ["/nowhere", {}],
])("POST %s with %j is a 404", async (path, form) => {
  expect((await post(SITE, path, form)).status).toBe(404);
});

test("options out of bounds come back as typed, each with what is wrong", async () => {
  const form = { newPerDay: "-3", desiredRetention: "ninety", learningStepsMinutes: "10m 1m" };
  const response = await post(SITE, "/presets/1", form);
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(html).toContain("Nothing was saved");
  expect(html).toContain('value="-3"');
  expect(html).toContain('value="ninety"');
  expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
  expect(await (await get(SITE, "/presets/1")).text()).toContain('value="20"');
});

test("an unknown zone is refused beside its field", async () => {
  const form = { zone: "Moon/Base", rolloverHour: "4", theme: "system" };
  const response = await post(SITE, "/settings", form);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain("need a zone of the list");
});

test("a person's own zone is chosen on the settings page, listed by the machine or not", async () => {
  for (const zone of ["Europe/Berlin", "Etc/GMT+5", "UTC"]) {
    await post(SITE, "/settings", { zone, rolloverHour: "4", theme: "system", keys: "on" });
    const html = await (await get(SITE, "/settings")).text();
    const zones = html.slice(html.indexOf('id="zone"'), html.indexOf("</select>"));
    expect(zones.match(/<option[^>]*selected[^>]*>[^<]*/g)).toHaveLength(1);
    expect(/<option[^>]*selected[^>]*>([^<]*)/.exec(zones)?.[1]).toBe(zone);
  }
});

test("a name of options that is taken is a conflict, in words", async () => {
  const response = await post(SITE, "/presets", { name: "Default" });
  expect(response.status).toBe(409);
  expect(await response.text()).toContain("already have options called Default");
});

test("the first options name the decks that were given none", async () => {
  const site = await openSite();
  expect(await (await get(site, "/presets/1")).text()).toContain(">One of each</a>");
  expect(await (await get(site, "/settings")).text()).toContain("1 deck<");
});

test("the last options cannot be deleted; others can, and their decks follow the first again", async () => {
  const made = await post(SITE, "/presets", { name: "Slow", copyOf: "1" });
  const id = /\/presets\/(\d+)/.exec(made.headers.get("location") ?? "")?.[1] ?? "";
  await post(SITE, "/decks/all-types/preset", { preset: id });
  expect(await (await get(SITE, `/presets/${id}`)).text()).toContain("One of each");
  const deleted = await post(SITE, `/presets/${id}/delete`, {});
  expect(deleted.headers.get("location")).toBe("/settings?done=preset_deleted");
  const last = await post(SITE, "/presets/1/delete", {});
  expect(last.headers.get("location")).toBe("/settings?done=preset_last");
});

test("a notice is named by the address, its text never is", async () => {
  expect(await (await get(SITE, "/?done=undone")).text()).toContain("Taken back.");
  for (const done of ["You+won", "constructor", "__proto__", "<script>"]) {
    const html = await (await get(SITE, `/?done=${encodeURIComponent(done)}`)).text();
    expect(html).not.toContain('class="notice"');
    expect(html).not.toContain("You won");
  }
});

test("problems of deck files are shown on the first page, as text", async () => {
  expect(await (await get(SITE, "/")).text()).toContain("cards/x/deck.md:3:1</code> No &lt;type>");
});

test("pictures come only from the files of decks, and can run nothing", async () => {
  const picture = await get(SITE, "/media/all-types/kernel.svg");
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  expect(picture.headers.get("content-security-policy")).toContain("sandbox");
  for (
    const path of [
      "/media/all-types/notes.txt",
      "/media/all-types/deck.md",
      "/media/all-types/none.svg",
      "/media/all-types/..%2fkernel.svg",
      "/media/..%2f..%2fstatic/icon.svg",
      "/static/islands/..%2f..%2fdeno.json",
      "/static/islands/../../deno.json",
      "/deno.json",
    ]
  ) {
    expect([path, (await get(SITE, path)).status]).toEqual([path, 404]);
  }
});

test("/healthz says ok to anybody", async () => {
  const closed = await openSite({ password: true });
  const response = await get(closed, "/healthz");
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

test.each(["http://[", "//", "https://evil.example/review", "/\\evil.example", "review"])(
  "what is to lead back to %j leads to the first page",
  async (back) => {
    const response = await post(SITE, "/undo", { back });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/?done=nothing"]);
  },
);

test("a failure inside is a 500 that tells nothing of itself, and goes into the log", async () => {
  const site = await openSite();
  await site.store.close();
  const response = await get(site, "/");
  const html = await response.text();
  expect(response.status).toBe(500);
  expect(html).toContain("Something went wrong here");
  expect(html).not.toMatch(/libsql|\.ts:\d+/i);
  expect(site.logged).toHaveLength(1);
  expect(site.logged[0]).toMatch(/request failed.*"path":"\/"/);
});

test("the browser shows what a search finds, window by window", async () => {
  const page = await (await get(SITE, "/browse?q=deck:*&sort=text&order=down")).text();
  expect(page).toContain(" found");
  expect(page).toContain('value="deck:*"');
  const rows = await get(SITE, "/browse/rows?q=note:cloze&from=1");
  expect(rows.headers.get("content-type")).toContain("application/json");
  const { total, from, rows: shown } = await rows.json();
  expect([from, shown.length]).toEqual([1, total - 1]);
  expect(shown[0]).toMatchObject({ row: 2, type: "cloze" });
});

test("the browser shows where a search cannot be read, and keeps what was typed", async () => {
  const response = await get(SITE, "/browse?q=lstm%20is%3Atired");
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain("<mark>is:tired</mark>");
  expect(page).toContain('value="lstm is:tired"');
  expect((await get(SITE, "/browse/rows?q=is%3Atired")).status).toBe(422);
});
