/** Keeps media by hash in the data folder: written aside, flushed and renamed, so that a name never holds half a file. */
import type { MediaFolders } from "./actions/sweep_media.ts";

const HASH = /^[0-9a-f]{64}$/;
const FOLDER = /^[0-9a-f]{2}$/;
/** What is being written, by the number of its process. */
const HALF = /^[0-9a-f]{64}\.\d+\.\d+$/;
/** Nothing is written for so long: what is older was left behind. */
const HOUR = 3_600_000;

export function mediaFilesIn(folder: string): MediaFolders {
  function pathOf(hash: string, within = hash.slice(0, 2)): string {
    if (!HASH.test(hash)) {
      throw new RangeError(`Cannot keep a file as ${JSON.stringify(hash)}: that is no SHA-256`);
    }
    return `${folder}/${within}/${hash}`;
  }
  const asideOf = (hash: string) => pathOf(hash, ASIDE);
  let written = 0;

  return {
    async keep(hash, bytes) {
      const path = pathOf(hash);
      if (await isFile(path, bytes.length)) return;
      await Deno.mkdir(`${folder}/${hash.slice(0, 2)}`, { recursive: true });
      const half = `${path}.${Deno.pid}.${++written}`;
      const file = await Deno.open(half, { write: true, create: true, truncate: true });
      try {
        await writeAll(file, bytes);
        await file.sync();
      } finally {
        file.close();
      }
      await Deno.rename(half, path);
    },
    async read(hash) {
      const path = pathOf(hash);
      const found = await foundOr(undefined, () => Deno.readFile(path));
      if (found !== undefined || !(await movedBack(asideOf(hash), path))) return found;
      return await foundOr(undefined, () => Deno.readFile(path));
    },
    async remove(hashes) {
      for (const hash of hashes) {
        for (const path of [pathOf(hash), asideOf(hash)]) await foundOr(undefined, () => Deno.remove(path));
      }
    },
    async folders() {
      return (await namesIn(folder)).filter((name) => FOLDER.test(name)).sort();
    },
    async filesIn(name) {
      const names = await namesIn(`${folder}/${name}`);
      for (const half of names.filter((one) => HALF.test(one))) {
        await removeOld(`${folder}/${name}/${half}`);
      }
      return names.filter((one) => HASH.test(one));
    },
    async putAside(hashes) {
      if (hashes.length > 0) await Deno.mkdir(`${folder}/${ASIDE}`, { recursive: true });
      for (const hash of hashes) {
        await foundOr(undefined, async () => {
          await Deno.rename(pathOf(hash), asideOf(hash));
          const now = new Date();
          await Deno.utime(asideOf(hash), now, now);
        });
      }
    },
    async asideSince(before) {
      const old: string[] = [];
      for (const name of (await namesIn(`${folder}/${ASIDE}`)).filter((one) => HASH.test(one))) {
        const at = await foundOr(Infinity, async () => (await Deno.stat(asideOf(name))).mtime?.getTime());
        if (at !== undefined && at < before) old.push(name);
      }
      return old;
    },
    async removeAside(hashes) {
      for (const hash of hashes) await foundOr(undefined, () => Deno.remove(asideOf(hash)));
    },
  };
}

/** Folder of what nobody names. */
const ASIDE = "aside";

/** Other programs move and remove files as well. */
async function foundOr<T>(missing: T, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return missing;
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await foundOr([], async () => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name));
}

async function movedBack(aside: string, path: string): Promise<boolean> {
  return await foundOr(false, async () => {
    await Deno.rename(aside, path);
    return true;
  });
}

async function removeOld(path: string): Promise<void> {
  await foundOr(undefined, async () => {
    const { mtime } = await Deno.stat(path);
    if ((mtime?.getTime() ?? Infinity) < Date.now() - HOUR) await Deno.remove(path);
  });
}

async function isFile(path: string, size: number): Promise<boolean> {
  return await foundOr(false, async () => (await Deno.stat(path)).size === size);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
