/** An archive that has been read and checked, handed out in pieces: so it can lie in a thread of its own. */
import type { Result } from "../../base/result.ts";
import type { ImportFile } from "../format.ts";
import type { Refusal } from "../imports/collection.ts";
import { type ArchiveHead, readArchive } from "./archive_file.ts";
import { ARCHIVE_TABLES, type ArchiveRow, type ArchiveTableName } from "./archive_tables.ts";

export interface ArchiveContents {
  readonly settings: ArchiveHead["settings"];
  readonly rows: Readonly<Record<string, number>>;
  /** Hashes of the files that it has the bytes of. */
  readonly media: readonly string[];
  /** Decks that are the person's own. */
  readonly decks: number;
  readonly answers: number;
}

/** Each question with its answer. */
export interface ArchiveCalls {
  /** Asked first. */
  readonly read: { readonly ask: ImportFile; readonly answer: Result<ArchiveContents, Refusal> };
  readonly rows: {
    readonly ask: { readonly table: ArchiveTableName; readonly from: number; readonly count: number };
    readonly answer: readonly ArchiveRow[];
  };
  /** By the index of its hash; undefined when its bytes are not those. */
  readonly media: { readonly ask: number; readonly answer: Uint8Array<ArrayBuffer> | undefined };
}

/** Rejects when the thread fails or takes too long: then it is closed. */
export type ArchiveSession =
  & {
    readonly [Call in keyof ArchiveCalls]: (
      ask: ArchiveCalls[Call]["ask"],
    ) => Promise<ArchiveCalls[Call]["answer"]>;
  }
  & { readonly close: () => void };

/** In this thread, wherever that is. */
export function archiveSession(): ArchiveSession {
  let archive: Extract<ReturnType<typeof readArchive>, { readonly ok: true }>["value"] | undefined;
  return {
    read({ name, bytes }) {
      const read = readArchive(name, bytes);
      if (!read.ok) return Promise.resolve(read);
      archive = read.value;
      const { rows, settings, media } = archive;
      const value: ArchiveContents = {
        settings,
        rows: Object.fromEntries(ARCHIVE_TABLES.map((table) => [table.name, rows[table.name].length])),
        media: media.map(({ hash }) => hash),
        decks: rows.deck.filter((row) => row["origin"] !== "shipped").length,
        answers: rows.review.filter((row) => row["kind"] === "answer").length,
      };
      return Promise.resolve({ ok: true, value });
    },
    rows: ({ table, from, count }) => Promise.resolve(archive?.rows[table].slice(from, from + count) ?? []),
    media: (index) => Promise.resolve(archive?.media[index]?.bytes()),
    close() {
      archive = undefined;
    },
  };
}
