/** Imports over the web: files in, the plan, what is chosen, the outcome, and the way back. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { settledImport } from "../../src/actions/imports/desk.ts";
import { changePassword } from "../../src/actions/sign_in.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { addPerson } from "../actions/house.ts";
import { buildPackage } from "../packages/build_package.ts";
import { ODD } from "../packages/odd_content.ts";
import { readerHere } from "../actions/imports/desk_house.ts";
import { get, openSite, ORIGIN, PASSWORD, post, QUICK_VAULT, type Served, signedIn } from "./site.ts";

const WORDS =
  "#separator:tab\n#guid column:1\n#deck:Latin::Words\nw1\taqua\twater\nw2\tterra\tearth\nw3\tignis\tfire\n";

async function upload(
  site: Served,
  files: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new FormData();
  for (const [name, text] of Object.entries(files)) body.append("files", new File([text], name));
  return await site.app.request("/import", {
    method: "POST",
    body,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin", ...headers },
  });
}

/** The address of the import, when its files are read. */
async function imported(site: Served, files: Readonly<Record<string, string>>): Promise<string> {
  const response = await upload(site, files);
  expect(response.status).toBe(303);
  return await settled(site, response.headers.get("location") ?? "");
}

async function settled(site: Served, address: string): Promise<string> {
  await settledImport(site.imports, Number(/\d+/.exec(address)?.[0]));
  return address;
}

async function text(site: Served, address: string): Promise<string> {
  const html = await (await get(site, address)).text();
  return html.replace(/<svg.*?<\/svg>/gs, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

type Changes = Readonly<Record<string, string | readonly string[]>>;

/** What the form of the plan sends as it stands, but for what is changed in it. */
async function formOn(site: Served, address: string, changes: Changes = {}): Promise<URLSearchParams> {
  const html = await (await get(site, address)).text();
  const form = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const [name, value] = ["name", "value"].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(tag)?.[1]);
    const isOff = /type="(checkbox|radio)"/.test(tag) && !tag.includes(" checked");
    if (name !== undefined && !isOff) form.append(name, value ?? "");
  }
  for (const [, name, options] of html.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    form.append(name ?? "", /<option value="([^"]*)" selected/.exec(options ?? "")?.[1] ?? "");
  }
  for (const [name, value] of Object.entries(changes)) {
    form.delete(name);
    for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
  }
  return form;
}

async function send(site: Served, path: string, form: URLSearchParams): Promise<Response> {
  return await site.app.request(path, {
    method: "POST",
    body: form,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin" },
  });
}

async function choose(site: Served, address: string, changes: Changes): Promise<void> {
  const response = await send(site, `${address}/choices`, await formOn(site, address, changes));
  expect(response.status).toBe(303);
  await settled(site, address);
}

async function carryOut(site: Served, address: string): Promise<void> {
  const response = await send(site, `${address}/apply`, await formOn(site, address));
  expect([response.status, response.headers.get("location")]).toEqual([303, address]);
  await settled(site, address);
}

function notes(site: Served) {
  return site.store.db.all<{ guid: string; fields: string; deck: string }>(sql`select note.guid as guid,
    note.fields as fields, deck.name as deck from note join deck on deck.id = note.deck_id
    where note.retired_at is null order by note.guid`);
}

test("a file becomes a plan, the plan becomes decks, and nothing is written before", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.txt": WORDS });
  const plan = await text(site, address);
  expect(plan).toContain("Import 3 notes and 3 cards");
  expect(plan).toContain("aqua 1 card into Latin › Words");
  expect(await notes(site)).toEqual([]);
  await carryOut(site, address);
  const done = await text(site, address);
  expect(done).toContain("3 notes and 3 cards were added.");
  expect(done).toContain("Study Latin");
  expect((await notes(site)).map(({ deck }) => deck)).toEqual(["Words", "Words", "Words"]);
  expect(await text(site, "/")).toContain("Latin");
  expect(await text(site, "/import")).toContain("words.txt 3 notes and 3 cards added");
});

test("an unticked note is left out, and may be ticked again", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.txt": WORDS });
  await choose(site, address, { take: ["0", "2"] });
  expect(await text(site, address)).toContain("Import 2 notes and 2 cards");
  expect(await text(site, `${address}?list=skipped`)).toContain("You left it out.");
  const form = await formOn(site, `${address}?list=skipped`, { take: "1" });
  await send(site, `${address}/choices`, form);
  await settled(site, address);
  expect(await text(site, address)).toContain("Import 3 notes and 3 cards");
});

test("what is carried out is what was shown: other choices come back as a plan first", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.txt": WORDS });
  const form = await formOn(site, address, { under: " Languages :: Old " });
  const response = await send(site, `${address}/apply`, form);
  expect(response.headers.get("location")).toBe(`${address}?list=new&done=plan_first`);
  await settled(site, address);
  expect(await notes(site)).toEqual([]);
  const plan = await text(site, `${address}?done=plan_first`);
  expect(plan).toContain("Nothing is imported yet.");
  expect(plan).toContain("into Languages › Old › Latin › Words");
});

test("a newer file changes what its person left alone, and says where both changed something", async () => {
  const site = await openSite({ decks: {} });
  await carryOut(site, await imported(site, { "words.txt": WORDS }));
  await site.store.db.run(sql`update note set fields = replace(fields, 'fire', 'a fire') where guid = 'w3'`);
  const newer = WORDS.replace("water", "the water").replace("fire", "the fire");
  const address = await imported(site, { "words.txt": newer });
  const html = await (await get(site, address)).text();
  expect(await (await get(site, `${address}?list=updated`)).text())
    .toContain("<ins>the </ins><span>water</span>");
  expect(html).toContain("you and the file both changed it");
  expect(html).toMatch(/<div data-kept[^>]*><dt>Yours<span class="kept">kept/);
  await choose(site, address, { bothChanged: "theirs" });
  expect(await (await get(site, address)).text()).toMatch(
    /<div data-kept[^>]*><dt>The file’s<span class="kept">kept/,
  );
  await carryOut(site, address);
  expect((await notes(site)).map(({ fields }) => fields.includes("the "))).toEqual([true, false, true]);
});

test("an import is undone after it was asked once", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.txt": WORDS });
  await carryOut(site, address);
  expect(await text(site, `${address}/undo`)).toContain(
    "Undo this import? words.txt: 3 notes and 3 cards added.",
  );
  const response = await post(site, `${address}/undo`, {});
  expect(response.headers.get("location")).toBe(address);
  await settled(site, address);
  expect(await text(site, address)).toContain("3 notes that came with it are gone.");
  expect(await notes(site)).toEqual([]);
  expect((await post(site, `${address}/undo`, {})).status).toBe(409);
  expect((await get(site, `${address}/undo`)).headers.get("location")).toBe(address);
});

test("the columns of a table are mapped by hand", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.csv": "water;aqua;noun\nearth;terra;noun\n" });
  await choose(site, address, { "table.column": ["field:Back", "field:Front", "tags"] });
  const plan = await text(site, address);
  expect(plan).toContain("aqua 1 card into words line 1");
  expect(plan).toContain("Import 2 notes and 2 cards");
});

test("another separator cuts the columns anew", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.csv": "water;aqua, wet\nearth;terra, dry\n" });
  await choose(site, address, { "table.separator": "," });
  expect(await text(site, address)).toContain("Table, columns separated by commas");
  expect(await text(site, address)).toContain("water;aqua");
});

test("a file that is none is refused in a sentence, with what to do", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "deck.apkg": "<!doctype html><html><body>Sign in</body></html>" });
  const page = await text(site, address);
  expect(page).toContain("Nothing could be imported");
  expect(page).toContain("The file is a web page");
  expect(page).toContain("Choose other files");
});

test("while something is under way the page says how far it is, with scripts and without, and can be cancelled", async () => {
  const gate = Promise.withResolvers<void>();
  const site = await openSite({ decks: {}, reader: readerHere(() => gate.promise) });
  const address = await imported(site, { "words.txt": WORDS });
  expect(await (await get(site, `${address}/progress`)).json()).toEqual({ id: 1, isOver: true });
  expect(await (await get(site, address)).text()).not.toContain("http-equiv");
  await send(site, `${address}/apply`, await formOn(site, address));
  const page = await (await get(site, address)).text();
  expect(page).toContain('<noscript><meta http-equiv="refresh" content="2"/></noscript>');
  expect(page).toContain('<progress class="bar" max="1"');
  expect(await (await get(site, `${address}/progress`)).json()).toMatchObject({ id: 1, canCancel: true });
  await post(site, `${address}/cancel`, {});
  gate.resolve();
  await settled(site, address);
  expect(await text(site, address)).toContain("Nothing was imported");
  expect(await notes(site)).toEqual([]);
});

test("a sender of JSON is told where to go", async () => {
  const site = await openSite({ decks: {} });
  const response = await upload(site, { "words.txt": WORDS }, { accept: "application/json" });
  expect(await response.json()).toEqual({ at: "/imports/1" });
  const refused = await upload(site, {}, { accept: "application/json" });
  expect(await refused.json()).toMatchObject({
    error: { detail: "No file was chosen. Choose one or more." },
  });
});

test("a plan is cancelled, and stays so", async () => {
  const site = await openSite({ decks: {} });
  const address = await imported(site, { "words.txt": WORDS });
  const form = await formOn(site, address);
  await post(site, `${address}/cancel`, {});
  expect(await text(site, address)).toContain("Nothing was imported, and everything is as it was before.");
  expect((await send(site, `${address}/apply`, form)).status).toBe(409);
  expect((await post(site, `${address}/guess`, {})).status).toBe(409);
  expect((await post(site, `${address}/cancel`, {})).headers.get("location")).toContain("done=too_late");
});

test.each<[string, Readonly<Record<string, string>>, number, string]>([
  ["no file", {}, 422, "No file was chosen"],
  ["too many files", { a: "x", b: "x", c: "x", d: "x" }, 422, "at most 3 are taken"],
  ["too large a file", { a: "x".repeat(5_200_000) }, 413, "At most 4 MB are taken"],
])("%s is refused before anything is kept", async (_, files, status, words) => {
  const site = await openSite({ decks: {} });
  const response = await upload(site, files);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(words);
  expect(await text(site, "/import")).not.toContain("Your imports");
});

test("a form that is no upload is refused in words", async () => {
  const site = await openSite({ decks: {} });
  const response = await site.app.request("/import", {
    method: "POST",
    body: "{}",
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "content-type": "application/json" },
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("did not arrive whole");
});

test("nobody sees or touches the imports of somebody else", async () => {
  const site = await openSite({ decks: {}, password: true });
  const bob = await addPerson(site.store, { name: "Bob", options: DEFAULT_PRESET });
  await changePassword(site.store, QUICK_VAULT, { person: bob, password: PASSWORD });
  const ada = await signedIn(site);
  const response = await upload(site, { "words.txt": WORDS }, ada);
  const address = await settled(site, response.headers.get("location") ?? "");
  const other = await signedIn(site, "Bob");
  for (const path of ["", "/progress", "/undo"]) {
    expect((await get(site, `${address}${path}`, other)).status).toBe(404);
  }
  for (const path of ["/choices", "/apply", "/cancel", "/undo", "/guess"]) {
    expect((await post(site, `${address}${path}`, {}, other)).status).toBe(404);
  }
  expect(await (await get(site, "/import", other)).text()).not.toContain("words.txt");
  expect((await get(site, address, ada)).status).toBe(200);
});

test.each(["/imports/0", "/imports/x", "/imports/99", "/imports/1?list=nothing", "/imports/1?from=-1"])(
  "%s is no import, or no list of one",
  async (path) => {
    const site = await openSite({ decks: {} });
    await imported(site, { "words.txt": WORDS });
    expect([400, 404]).toContain((await get(site, path)).status);
  },
);

test("a long list of problems is turned page by page, to its end and back", async () => {
  const site = await openSite({ decks: {} });
  const rows = Array.from({ length: 130 }, (_, index) => `,empty ${index}`).join("\n");
  const address = await imported(site, { "rows.csv": `front,back\none,two\n${rows}\n` });
  expect(await text(site, address)).toContain(
    "130 things in the file could not be taken as they stand, and are left out.",
  );
  const page = async (from: number) =>
    await (await get(site, `${address}?list=problems&from=${from}`)).text();
  const seen = new Set<string>();
  for (const from of [0, 50, 100]) {
    const html = await page(from);
    expect(html).toContain(`${from + 1} to ${Math.min(130, from + 50)} of 130`);
    for (const [where] of html.matchAll(/rows\.csv, line \d+, column 1/g)) seen.add(where);
  }
  expect(seen.size).toBe(130);
  expect(await page(0)).toMatch(/from=50#list">Later ones.*from=100#list">Last ones/);
  expect(await page(100)).toMatch(/list=problems#list">First ones.*from=50#list">Earlier ones/);
  expect(await page(100)).not.toContain("Later ones");
  expect(await page(5000)).toContain("In detail");
});

test("a package that is not taken as it stands says so in its plan and in its result", async () => {
  const site = await openSite({ decks: {} });
  const bytes = await buildPackage(ODD, "latest");
  const body = new FormData();
  body.append("files", new File([bytes], "odd.apkg"));
  const response = await site.app.request("/import", {
    method: "POST",
    body,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin" },
  });
  const address = await settled(site, response.headers.get("location") ?? "");
  const plan = await text(site, address);
  for (
    const words of [
      "1 picture or sound that notes use is not in the file",
      "4 things in the file could not be taken as they stand, and are left out.",
      "1 formula cannot be set, and is shown as it is written.",
      "4 deck options become something else here than the file says.",
      "5 rows of the histories are left out; the list says why.",
      "2 rows of the histories are taken with a change.",
      "Cards with a schedule 1 6 answers",
    ]
  ) expect(plan).toContain(words);
  const list = async (name: string) => await text(site, `${address}?list=${name}`);
  expect(await list("formulas")).toContain("in the field Back of “force”, odd.apkg");
  expect(await list("options")).toContain("New cards a day : the file says 20,000; here it becomes 9,999");
  expect(await list("reviews")).toMatch(
    /1 answer in a filtered deck that does not reschedule Left out .*Card 1 of “force”, 2024-02-04 \d\d:00 \(row 1707048000000\)/,
  );
  expect(await list("missing")).toContain("gone.png used by odd.apkg");
  await carryOut(site, address);
  const done = await text(site, address);
  expect(done).toContain("What came otherwise than the file has it");
  expect(done).toContain("brought its schedule with 6 answers.");
  expect(done).toContain("4 problems");
  expect(done).toContain("Desired retention : the file says 99.5 %; here it becomes 99 %");
  expect(done).toContain("2 answers of cards that are left out");
});
