/** Keeps media by hash in the data folder: written aside, flushed and renamed, so that a name never holds half a file. */
import type { MediaFiles } from "./actions/media.ts";

const HASH = /^[0-9a-f]{64}$/;

export function mediaFilesIn(folder: string): MediaFiles {
  function pathOf(hash: string): string {
    if (!HASH.test(hash)) {
      throw new RangeError(`Cannot keep a file as ${JSON.stringify(hash)}: that is no SHA-256`);
    }
    return `${folder}/${hash.slice(0, 2)}/${hash}`;
  }
  let written = 0;

  return {
    async keep(hash, bytes) {
      const path = pathOf(hash);
      if (await isFile(path, bytes.length)) return;
      await Deno.mkdir(`${folder}/${hash.slice(0, 2)}`, { recursive: true });
      const aside = `${path}.${Deno.pid}.${++written}`;
      const file = await Deno.open(aside, { write: true, create: true, truncate: true });
      try {
        await writeAll(file, bytes);
        await file.sync();
      } finally {
        file.close();
      }
      await Deno.rename(aside, path);
    },
    async read(hash) {
      try {
        return await Deno.readFile(pathOf(hash));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    async remove(hashes) {
      for (const hash of hashes) {
        try {
          await Deno.remove(pathOf(hash));
        } catch (error) {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        }
      }
    },
  };
}

async function isFile(path: string, size: number): Promise<boolean> {
  try {
    return (await Deno.stat(path)).size === size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
