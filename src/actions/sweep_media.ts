/**
 * Puts aside the files of media that nobody names: a crash between keeping bytes and writing their row leaves such
 * files. They come back by themselves when they are asked for, and go for good a week later.
 */
import { unnamedHashes } from "../store/media.ts";
import type { ImportDesk } from "./imports/desk.ts";
import type { MediaFiles } from "./media.ts";

/** Media as they lie in folders, some hundred files in each when there are tens of thousands. */
export interface MediaFolders extends MediaFiles {
  readonly folders: () => Promise<readonly string[]>;
  /** The hashes of the files in a folder; what was left half written there is removed. */
  readonly filesIn: (folder: string) => Promise<readonly string[]>;
  /** Takes files out of their folders. Reading one of them puts it back. */
  readonly putAside: (hashes: readonly string[]) => Promise<void>;
  /** What was put aside before an instant, in ms UTC. */
  readonly asideSince: (before: number) => Promise<readonly string[]>;
  readonly removeAside: (hashes: readonly string[]) => Promise<void>;
}

export interface Swept {
  readonly aside: number;
  readonly removed: number;
}

/** A database that is put back from a backup still finds its files so long. */
const ASIDE_MS = 7 * 24 * 60 * 60 * 1000;
const HASHES_AT_ONCE = 500;

/** Another program may keep a file this very moment: put aside before its row is written, it comes back when read. */
export async function sweepMedia(
  { store, now, mediaInTurn }: Pick<ImportDesk, "store" | "now" | "mediaInTurn">,
  media: MediaFolders,
): Promise<Swept> {
  let aside = 0;
  for (const folder of await media.folders()) {
    await mediaInTurn(async () => {
      const unnamed = await unnamedHashes(store, await media.filesIn(folder));
      await media.putAside(unnamed);
      aside += unnamed.length;
    });
    await store.letOthersIn();
  }
  let removed = 0;
  const old = await media.asideSince(now() - ASIDE_MS);
  for (let from = 0; from < old.length; from += HASHES_AT_ONCE) {
    const unnamed = await unnamedHashes(store, old.slice(from, from + HASHES_AT_ONCE));
    await media.removeAside(unnamed);
    removed += unnamed.length;
    await store.letOthersIn();
  }
  return { aside, removed };
}
