/** Files of media that nobody names, in a real folder: put aside, found again when they are needed, gone in the end. */
import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { keepUpload, mediaFile } from "../../src/actions/media.ts";
import { sweepMedia } from "../../src/actions/sweep_media.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { nameMedia } from "../../src/store/media.ts";
import { DAY, openHouse } from "./house.ts";
import { deskOf } from "./imports/desk_house.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});

function fileOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return { name: `${text}.png`, bytes, hash: createHash("sha256").update(bytes).digest("hex") };
}

async function openShelf() {
  // Files are dated by the machine, and so is what is compared with them.
  const house = await openHouse({ decks: {}, clock: { now: Date.now() } });
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-media-" });
  folders.push(folder);
  const media = mediaFilesIn(folder);
  const desk = deskOf(house.deps, { files: media, report: () => undefined });
  const files = () => [...namesBelow(folder)].toSorted();
  return { ...house, folder, media, desk, files, sweep: () => sweepMedia(desk, media) };
}

function* namesBelow(folder: string, within = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* namesBelow(`${folder}/${name}`, `${name}/`);
    else yield `${within}${name}`;
  }
}

function placeOf({ hash }: { readonly hash: string }): string {
  return `${hash.slice(0, 2)}/${hash}`;
}

test("an empty data folder has nothing to sweep", async () => {
  const { desk } = await openShelf();
  expect(await sweepMedia(desk, mediaFilesIn("/nonexistent"))).toEqual({ aside: 0, removed: 0 });
});

test("what nobody names is put aside, what somebody names stays, and what is no file of media is not touched", async () => {
  const { deps, person, media, sweep, files, folder } = await openShelf();
  const [named, left] = [fileOf("named"), fileOf("left")];
  await keepUpload(deps, person, { upload: named, files: media });
  await media.keep(left.hash, left.bytes);
  for (const own of ["readme.txt", `${left.hash.slice(0, 2)}/notes.txt`]) {
    await Deno.writeTextFile(`${folder}/${own}`, "not ours");
  }
  expect(await sweep()).toEqual({ aside: 1, removed: 0 });
  expect(files()).toEqual(
    [placeOf(named), `aside/${left.hash}`, "readme.txt", `${left.hash.slice(0, 2)}/notes.txt`].toSorted(),
  );
  expect(await sweep()).toEqual({ aside: 0, removed: 0 });
});

test("a file whose row is written while it is put aside is read all the same, and stays", async () => {
  const { deps, store, person, media, sweep, files } = await openShelf();
  const file = fileOf("late");
  // Another program has kept the bytes and not written the row yet.
  await media.keep(file.hash, file.bytes);
  expect(await sweep()).toMatchObject({ aside: 1 });
  await nameMedia(store, person.id, { ...file, size: file.bytes.length, at: deps.now() });
  expect(await mediaFile(deps, person, { name: "late.png", files: media })).toMatchObject({
    bytes: file.bytes,
  });
  expect(files()).toEqual([placeOf(file)]);
  expect(await sweep()).toEqual({ aside: 0, removed: 0 });
});

test("what was put aside is gone after a week, unless it is named by then", async () => {
  const { clock, deps, store, person, media, sweep, files } = await openShelf();
  const [gone, named] = [fileOf("gone"), fileOf("named")];
  for (const { hash, bytes } of [gone, named]) await media.keep(hash, bytes);
  await sweep();
  await nameMedia(store, person.id, { ...named, size: named.bytes.length, at: deps.now() });
  clock.now += 6 * DAY;
  expect(await sweep()).toEqual({ aside: 0, removed: 0 });
  clock.now += 2 * DAY;
  expect(await sweep()).toEqual({ aside: 0, removed: 1 });
  expect(files()).toEqual([`aside/${named.hash}`]);
  expect(await media.read(named.hash)).toEqual(named.bytes);
  expect(await media.read(gone.hash)).toBeUndefined();
});

test("what is removed on request is removed from aside as well, and can be kept again", async () => {
  const { media, sweep, files } = await openShelf();
  const file = fileOf("twice");
  await media.keep(file.hash, file.bytes);
  await sweep();
  await media.remove([file.hash]);
  expect(files()).toEqual([]);
  await media.keep(file.hash, file.bytes);
  expect(files()).toEqual([placeOf(file)]);
});

test("what was left half written goes after an hour; what is being written stays", async () => {
  const { folder, media, sweep, files } = await openShelf();
  const file = fileOf("half");
  await media.keep(file.hash, file.bytes);
  const [old, fresh] = [`${placeOf(file)}.4711.1`, `${placeOf(file)}.4712.2`];
  for (const path of [old, fresh]) await Deno.writeTextFile(`${folder}/${path}`, "ha");
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  await Deno.utime(`${folder}/${old}`, longAgo, longAgo);
  await sweep();
  expect(files()).toEqual([fresh, `aside/${file.hash}`].toSorted());
});

test("a sweep waits for those who keep files here", async () => {
  const { deps, store, person, desk, media, sweep, files } = await openShelf();
  const file = fileOf("mine");
  let sweeping: Promise<unknown> = Promise.resolve();
  await desk.mediaInTurn(async () => {
    await media.keep(file.hash, file.bytes);
    sweeping = sweep();
    // Long enough for a sweep that does not wait.
    for (let turn = 0; turn < 50; turn++) await media.filesIn(file.hash.slice(0, 2));
    await nameMedia(store, person.id, { ...file, size: file.bytes.length, at: deps.now() });
  });
  expect(await sweeping).toEqual({ aside: 0, removed: 0 });
  expect(files()).toEqual([placeOf(file)]);
});
