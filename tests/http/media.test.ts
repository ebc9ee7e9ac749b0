/** People's own pictures and sounds: served to them alone, in parts, and unable to run anything. */
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { mediaFilesIn } from "../../src/media_files.ts";
import { get, openSite, type Served } from "./site.ts";

const SOUND = new TextEncoder().encode("0123456789");
const PICTURE = new TextEncoder().encode('<svg><script>alert(1)</script><circle r="1" /></svg>');

let site: Served;

async function keep(name: string, bytes: Uint8Array<ArrayBuffer>, userId: number) {
  const hash = createHash("sha256").update(bytes).digest("hex");
  await site.media.keep(hash, bytes);
  await site.store.write([
    sql`insert into media (hash, size, created_at) values (${hash}, ${bytes.length}, 1) on conflict do nothing`,
    sql`insert into media_name (user_id, name, hash, created_at) values (${userId}, ${name}, ${hash}, 1)`,
  ]);
  return hash;
}

beforeAll(async () => {
  site = await openSite();
  await keep("dröhn sound.mp3", SOUND, site.person.id);
  await keep("sun.svg", PICTURE, site.person.id);
  await keep("page.html", SOUND, site.person.id);
});

describe("a file of one's own", () => {
  const path = `/media/any-deck/${encodeURIComponent("dröhn sound.mp3")}`;

  test("comes whole with its type, in a sandbox", async () => {
    const response = await get(site, path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "audio/mpeg"]);
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(await response.text()).toBe("0123456789");
  });

  test("is found however its name is composed", async () => {
    const name = encodeURIComponent("dröhn sound.mp3".normalize("NFD"));
    expect((await get(site, `/media/any-deck/${name}`)).status).toBe(200);
  });

  test.each([
    ["bytes=2-4", 206, "bytes 2-4/10", "234"],
    ["bytes=7-", 206, "bytes 7-9/10", "789"],
    ["bytes=-3", 206, "bytes 7-9/10", "789"],
    ["bytes=5-99", 206, "bytes 5-9/10", "56789"],
    ["bytes=10-", 416, "bytes */10", ""],
    ["bytes=0-1,3-4", 200, null, "0123456789"],
    ["lines=1-2", 200, null, "0123456789"],
  ])("answers the range %s with %i", async (range, status, contentRange, text) => {
    const response = await get(site, path, { range });
    expect([response.status, response.headers.get("content-range"), await response.text()])
      .toEqual([status, contentRange, text]);
  });

  test("is not sent again to who has it", async () => {
    const etag = (await get(site, path)).headers.get("etag") ?? "";
    expect((await get(site, path, { "if-none-match": etag })).status).toBe(304);
  });

  test("is cleaned when it could run something, and offered for saving when it is no picture, sound or film", async () => {
    expect(await (await get(site, "/media/d/sun.svg")).text()).toBe('<svg><circle r="1"></circle></svg>');
    const page = await get(site, "/media/d/page.html");
    expect([page.headers.get("content-type"), page.headers.get("content-disposition")])
      .toEqual(["application/octet-stream", "attachment"]);
  });

  test("is nobody else's", async () => {
    const locked = await openSite({ password: true });
    expect((await get(locked, path)).status).toBe(303);
    expect((await get(await openSite(), path)).status).toBe(404);
  });
});

describe("the folder of media", () => {
  test("keeps the same bytes once, and forgets them on request", async () => {
    const folder = Deno.makeTempDirSync();
    const files = mediaFilesIn(folder);
    const hash = createHash("sha256").update(SOUND).digest("hex");
    await Promise.all([files.keep(hash, SOUND), files.keep(hash, SOUND)]);
    await files.keep(hash, SOUND);
    expect([...Deno.readDirSync(`${folder}/${hash.slice(0, 2)}`)].map(({ name }) => name)).toEqual([hash]);
    expect(await files.read(hash)).toEqual(SOUND);
    await files.remove([hash, "f".repeat(64)]);
    expect(await files.read(hash)).toBeUndefined();
  });

  test.each(["../../etc/passwd", "", "A".repeat(64)])("refuses %j for a name", async (hash) => {
    await expect(mediaFilesIn("/tmp").keep(hash, SOUND)).rejects.toThrow(RangeError);
  });
});
