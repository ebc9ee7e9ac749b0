/** Reads the files of imports where they can do no harm; what an import needs of the world beside the store. */
import type { ImportFile } from "../decks/format.ts";
import type { ImportSession } from "../decks/imports/import_session.ts";

export interface ImportReader {
  /** `progress` hears a share from 0 to 1 and what is being done. Rejects with ImportStopped. */
  readonly open: (
    files: readonly ImportFile[],
    progress: (share: number, doing: string) => void,
  ) => Promise<ImportSession>;
}

/** Reading was ended: it took too long, or the file broke the thread that read it. One plain sentence. */
export class ImportStopped extends Error {
  override readonly name = "ImportStopped";
}
