/** Uploads on the disk: one folder an import, and none of what was cut off on its way. */
import { beforeEach, expect, test } from "vitest";
import { uploadFilesIn } from "../../src/upload_files.ts";

let folder: string;

beforeEach(async () => {
  folder = await Deno.makeTempDir({ prefix: "rehearsal-" });
  return () => Deno.remove(folder, { recursive: true });
});

async function* bytesOf(...texts: readonly string[]) {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
}

const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

test("files belong to an import from when they settle, in place of what a lost database has left", async () => {
  await Deno.mkdir(`${folder}/7`);
  await Deno.writeTextFile(`${folder}/7/1`, "old");
  const uploads = uploadFilesIn(folder);
  const arrival = await uploads.arrive();
  expect(await arrival.keep(0, bytesOf("a", "bc"), 3)).toBe(3);
  expect(await uploads.kept()).toEqual([7]);
  await arrival.settle(7);
  await arrival.leave();
  expect(new TextDecoder().decode(await uploads.read({ importId: 7, file: 0 }))).toBe("abc");
  expect(await uploads.read({ importId: 7, file: 1 })).toBeUndefined();
  await uploads.remove(7);
  expect(names()).toEqual([]);
});

test("a file that is larger than its limit is not kept, and nothing after the limit is read", async () => {
  const arrival = await uploadFilesIn(folder).arrive();
  let asked = 0;
  async function* endless() {
    while (true) {
      asked++;
      yield await Promise.resolve(new Uint8Array(10));
    }
  }
  expect(await arrival.keep(0, endless(), 25)).toBeUndefined();
  expect(asked).toBe(3);
  expect([...Deno.readDirSync(`${folder}/${names()[0]}`)]).toEqual([]);
});

test("what a program left that was killed is removed by a later upload, and what still arrives is not", async () => {
  const uploads = uploadFilesIn(folder);
  const [dead, slow] = [await uploads.arrive(), await uploads.arrive()];
  await dead.keep(0, bytesOf("x"), 1);
  await slow.keep(0, bytesOf("y"), 1);
  const before = names();
  const old = new Date(Date.now() - 2 * 3_600_000);
  for (const name of before) await Deno.utime(`${folder}/${name}`, old, old);
  const place = before.find((name) => Deno.readTextFileSync(`${folder}/${name}/0`) === "x") ?? "";
  await Deno.utime(`${folder}/${place}/0`, old, old);
  await uploads.arrive();
  expect(names()).not.toContain(place);
  await slow.settle(1);
  expect(await uploads.kept()).toEqual([1]);
});
