/** Keeps uploads in the data folder until their import is over: one folder an import, files by number. */
import type { Arrival, ImportUploads, UploadPlace } from "./actions/imports/uploads.ts";

const ARRIVING = "arriving-";
/** A connection that brought nothing for so long is dead, or its program is. */
const SILENT_MS = 3_600_000;
const PIECE_BYTES = 1_000_000;

export function uploadFilesIn(folder: string): ImportUploads {
  const folderOf = (importId: number) => `${folder}/${whole(importId)}`;
  const pathOf = ({ importId, file }: UploadPlace) => `${folderOf(importId)}/${whole(file)}`;

  return {
    async arrive() {
      await removeSilent(folder);
      const place = `${folder}/${ARRIVING}${crypto.randomUUID()}`;
      await Deno.mkdir(place, { recursive: true });
      return arrivalIn(place, folderOf);
    },
    async read(place) {
      try {
        return await bytesOf(pathOf(place));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    remove: (importId) => removed(folderOf(importId)),
    async kept() {
      return (await namesIn(folder)).filter((name) => /^\d{1,15}$/.test(name)).map(Number);
    },
  };
}

function arrivalIn(place: string, folderOf: (importId: number) => string): Arrival {
  return {
    async keep(file, content, limit) {
      const path = `${place}/${whole(file)}`;
      const size = await written(path, content, limit);
      if (size === undefined) await Deno.remove(path);
      return size;
    },
    read: (file) => bytesOf(`${place}/${whole(file)}`),
    async settle(importId) {
      // A database that was thrown away may have left files of the same number.
      await removed(folderOf(importId));
      await Deno.rename(place, folderOf(importId));
    },
    leave: () => removed(place),
  };
}

/** What was cut off by the end of a program is removed; another program may be bringing files at this moment. */
async function removeSilent(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(ARRIVING)) continue;
    const place = `${folder}/${name}`;
    const times = await Promise.all(
      [place, ...(await namesIn(place)).map((file) => `${place}/${file}`)].map(changedAt),
    );
    if (Math.max(...times) < Date.now() - SILENT_MS) await removed(place);
  }
}

/** ms UTC; of what is gone meanwhile, now. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).mtime?.getTime() ?? Date.now();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return Date.now();
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function removed(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Numbers make paths here: anything else would be a mistake. */
function whole(number: number): number {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`Cannot keep an upload as ${number}: that is no whole number`);
  }
  return number;
}

/** Read in pieces into their place: Deno.readFile holds a file twice for a moment, which at 300 MB is 300 MB more. */
async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await Deno.open(path);
  try {
    const bytes = new Uint8Array((await file.stat()).size);
    for (let at = 0; at < bytes.length;) {
      const count = await file.read(bytes.subarray(at, at + PIECE_BYTES));
      if (count === null) throw new Error(`Cannot read ${path}: it ends at ${at} of ${bytes.length} bytes`);
      at += count;
    }
    return bytes;
  } finally {
    file.close();
  }
}

/** undefined as soon as there is more than the limit. */
async function written(
  path: string,
  content: AsyncIterable<Uint8Array>,
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
