/** Restores over the web: an archive comes in whole or not at all, and only where there is nothing. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openArchive } from "../../src/archive_reader.ts";
import { changePassword } from "../../src/actions/sign_in.ts";
import { archiveSession } from "../../src/decks/archive/archive_session.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { addPerson, answerNext, basic, deckText } from "../actions/house.ts";
import { changed, textsOf } from "../actions/archives.ts";
import { uploadsInMemory } from "../actions/imports/desk_house.ts";
import { get, openSite, ORIGIN, PASSWORD, post, QUICK_VAULT, type Served, signedIn } from "./site.ts";

const SHIPPED = { one: deckText("one", { a: basic("A?"), b: basic("B?") }) };
type Bytes = Uint8Array<ArrayBuffer>;
type Headers = Readonly<Record<string, string>>;

async function archiveOf(site: Served, headers: Headers = {}): Promise<Bytes> {
  return new Uint8Array(await (await post(site, "/export/archive", {}, headers)).arrayBuffer());
}

/** A server on which somebody wrote a deck, answered twice and likes the dark. */
async function livedIn(): Promise<Served> {
  const site = await openSite({ decks: SHIPPED });
  await answerNext(site, 3);
  await answerNext(site, 1);
  await post(site, "/decks", { name: "Mine", description: "", parent: "" });
  await site.store.db.run(sql`update user set theme = 'dark'`);
  return site;
}

async function send(site: Served, files: readonly File[], headers: Headers = {}): Promise<Response> {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  return await site.app.request("/restore", {
    method: "POST",
    body,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin", ...headers },
  });
}

const fileOf = (bytes: Bytes | string, name = "archive.zip") => new File([bytes], name);

async function plain(response: Response): Promise<string> {
  return (await response.text()).replace(/<svg.*?<\/svg>/gs, "").replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
}

test("an archive is read in a thread and restored, and what was there is there", async () => {
  const home = await livedIn();
  const bytes = await archiveOf(home);
  const uploads = uploadsInMemory();
  const site = await openSite({ decks: SHIPPED, openArchive, uploads });
  expect(await plain(await get(site, "/"))).toContain("Restore your archive");
  const response = await send(site, [fileOf(bytes)]);
  expect([response.status, response.headers.get("location")]).toEqual([303, "/?done=restored"]);
  const page = await get(site, "/?done=restored");
  const html = await page.text();
  expect(html).toContain("Your archive is restored");
  expect(html).toContain("Mine");
  expect(html).not.toContain("Restore your archive");
  expect(html).toContain('data-theme="dark"');
  const [there, here] = [textsOf(bytes), textsOf(await archiveOf(site))];
  expect(here).toEqual(there);
  expect(uploads.files.size).toBe(0);
});

test("the page of exports leads to the page of restores, and a server without any deck does", async () => {
  const site = await openSite({ decks: {} });
  for (const path of ["/", "/export"]) {
    expect(await (await get(site, path)).text()).toContain('href="/restore"');
  }
  expect(await (await get(site, "/restore")).text()).toContain('enctype="multipart/form-data"');
});

test("where there is something the page says what to do, and nothing is overwritten", async () => {
  const site = await livedIn();
  const before = textsOf(await archiveOf(site));
  const page = await get(site, "/restore");
  expect(await page.clone().text()).not.toContain('<form class="upload"');
  expect(await plain(page)).toContain("You already have decks, answers or files here");
  const refused = await send(site, [fileOf(await archiveOf(site))]);
  expect([refused.status, await plain(refused)]).toEqual([
    422,
    expect.stringContaining("Start a server with an empty DATA_DIR"),
  ]);
  expect(textsOf(await archiveOf(site))).toEqual(before);
});

const NEWER = (name: string, text: string) =>
  name === "archive.json" ? text.replace('"version": 2', '"version": 99') : text;
const DAMAGED = (name: string, text: string) =>
  name === "tables/review-0001.jsonl" ? text.replace('"rating":3', '"rating":"x"') : text;

test.each<[string, (bytes: Bytes) => Promise<readonly File[]>, string]>([
  ["no file", () => Promise.resolve([]), "No file was chosen."],
  ["two files", (bytes) => Promise.resolve([fileOf(bytes), fileOf(bytes)]), "Several files were chosen."],
  ["no zip", () => Promise.resolve([fileOf("hello")]), "The file is no archive."],
  [
    "a zip of another kind",
    async (
      bytes,
    ) => [fileOf(await changed(bytes, (name, text) => name === "archive.json" ? undefined : text))],
    "The zip file is no archive of this program.",
  ],
  [
    "an archive of a newer version",
    async (bytes) => [fileOf(await changed(bytes, NEWER))],
    "The archive was made by a newer version of the program.",
  ],
  [
    "a damaged archive",
    async (bytes) => [fileOf(await changed(bytes, DAMAGED))],
    "Line 1 of tables/review-0001.jsonl cannot be read",
  ],
  [
    "half an archive",
    (bytes) => Promise.resolve([fileOf(bytes.slice(0, bytes.length / 2))]),
    "",
  ],
])("%s is refused in a sentence, and nothing is taken", async (_, files, words) => {
  const chosen = await files(await archiveOf(await livedIn()));
  const uploads = uploadsInMemory();
  const site = await openSite({ decks: SHIPPED, uploads });
  const before = textsOf(await archiveOf(site));
  const response = await send(site, chosen);
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain('role="alert"');
  expect(html).toContain('enctype="multipart/form-data"');
  expect(html).toContain(words);
  expect(textsOf(await archiveOf(site))).toEqual(before);
  expect(uploads.files.size).toBe(0);
});

test("an archive that is too large is refused, with the way that takes it", async () => {
  const site = await openSite({ decks: {} });
  for (const size of [5_050_000, 5_200_000]) {
    const response = await send(site, [fileOf("x".repeat(size))]);
    expect([413, 422]).toContain(response.status);
    expect(await plain(response)).toContain("deno task restore FILE");
  }
});

test("while an archive is being restored nothing else of its person is written, and others go on", async () => {
  const bytes = await archiveOf(await livedIn());
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const inner = archiveSession();
  const site = await openSite({
    decks: SHIPPED,
    password: true,
    openArchive: () =>
      Promise.resolve({
        ...inner,
        rows: async (ask) => {
          if (ask.table === "study_day") {
            reached.resolve();
            await gate.promise;
          }
          return await inner.rows(ask);
        },
      }),
  });
  const bob = await addPerson(site.store, { name: "Bob", options: DEFAULT_PRESET });
  await changePassword(site.store, QUICK_VAULT, { person: bob, password: PASSWORD });
  const [ada, other] = [await signedIn(site), await signedIn(site, "Bob")];
  const sent = send(site, [fileOf(bytes)], ada);
  await reached.promise;
  const deck = { name: "Meanwhile", description: "", parent: "" };
  const held = await post(site, "/decks", deck, ada);
  expect([held.status, await plain(held)]).toEqual([409, expect.stringContaining("is being restored")]);
  expect((await get(site, "/", ada)).status).toBe(200);
  const second = await send(site, [fileOf(bytes)], ada);
  expect([second.status, await plain(second)]).toEqual([422, expect.stringContaining("is being restored")]);
  expect(await plain(await get(site, "/restore", ada))).toContain("is being restored");
  expect((await post(site, "/decks", deck, other)).status).toBe(303);
  gate.resolve();
  expect((await sent).headers.get("location")).toBe("/?done=restored");
  expect((await post(site, "/decks", deck, ada)).status).toBe(303);
  expect(textsOf(await archiveOf(site, other))["tables/deck-0001.jsonl"]).not.toContain("Mine");
});
