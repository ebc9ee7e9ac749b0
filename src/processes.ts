/**
 * Tells which processes over one data folder live: each holds a lock on a file of its own, which the system drops when
 * the process dies, however it dies.
 */
import type { SignOfLife } from "./actions/imports/under_way.ts";

export interface Processes {
  /** The name of this one; undefined where files cannot be locked. */
  readonly own: string | undefined;
  readonly signOf: (name: string | undefined) => Promise<SignOfLife>;
  /** When this process ends by itself. */
  readonly leave: () => Promise<void>;
}

const NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ENDING = ".lock";
/** A file that is younger may be about to be locked. */
const HOUR = 3_600_000;

/** Files of processes that died lie in `folder` until another one joins an hour later. */
export async function joinProcesses(folder: string): Promise<Processes> {
  await Deno.mkdir(folder, { recursive: true });
  const name = crypto.randomUUID();
  const path = (name: string) => `${folder}/${name}${ENDING}`;
  const file = await Deno.open(path(name), { createNew: true, read: true, write: true });
  const own = await locked(file, { exclusive: true }) === true ? name : undefined;
  await sweep(folder);
  return {
    own,
    async signOf(name) {
      if (name === undefined || !NAME.test(name)) return "unknown";
      return name === own ? "own" : await signAt(path(name));
    },
    async leave() {
      file.close();
      await Deno.remove(path(name));
    },
  };
}

/** Where there is no file, its process left or is long dead: a copy of a data folder comes without its processes. */
async function signAt(path: string): Promise<Exclude<SignOfLife, "own">> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "dead";
    throw error;
  }
  try {
    // Shared, so that two that ask at the same time do not take each other for the owner.
    const free = await locked(file, { exclusive: false });
    return free === undefined ? "unknown" : free ? "dead" : "lives";
  } finally {
    file.close();
  }
}

/** undefined where the file system knows no locks, as some networks' do not. */
async function locked(
  file: Deno.FsFile,
  { exclusive }: { readonly exclusive: boolean },
): Promise<boolean | undefined> {
  try {
    return await file.tryLock(exclusive);
  } catch {
    // Each system has an error of its own for this.
    return undefined;
  }
}

async function sweep(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (!name.endsWith(ENDING) || !NAME.test(name.slice(0, -ENDING.length))) continue;
    try {
      const { mtime } = await Deno.stat(path);
      if ((mtime?.getTime() ?? Infinity) > Date.now() - HOUR) continue;
      if (await signAt(path) === "dead") await Deno.remove(path);
    } catch (error) {
      // Another process was first.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
