/** Keeps uploads in the data folder until their import is over: one folder an import, files by number. */
import type { ImportUploads, UploadPlace } from "./actions/imports/uploads.ts";

export function uploadFilesIn(folder: string): ImportUploads {
  const folderOf = (importId: number) => `${folder}/${whole(importId)}`;
  const pathOf = ({ importId, file }: UploadPlace) => `${folderOf(importId)}/${whole(file)}`;

  return {
    async keep(place, content, limit) {
      await Deno.mkdir(folderOf(place.importId), { recursive: true });
      const path = pathOf(place);
      const size = await written(path, content, limit);
      if (size === undefined) await Deno.remove(path);
      return size;
    },
    async read(place) {
      try {
        return await Deno.readFile(pathOf(place));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    async remove(importId) {
      try {
        await Deno.remove(folderOf(importId), { recursive: true });
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    },
    async kept() {
      try {
        const entries = await Array.fromAsync(Deno.readDir(folder));
        return entries.filter(({ name }) => /^\d{1,15}$/.test(name)).map(({ name }) => Number(name));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return [];
        throw error;
      }
    },
  };
}

/** Numbers make paths here: anything else would be a mistake. */
function whole(number: number): number {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`Cannot keep an upload as ${number}: that is no whole number`);
  }
  return number;
}

/** undefined as soon as there is more than the limit. */
async function written(
  path: string,
  content: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<number | undefined> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true });
  let size = 0;
  try {
    for await (const bytes of content) {
      size += bytes.length;
      if (size > limit) return undefined;
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    }
    await file.sync();
    return size;
  } finally {
    file.close();
  }
}
