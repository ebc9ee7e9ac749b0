/** A person's whole data as one file, and the way back into an empty server. */
import { readArchive, writeArchive } from "../decks/archive/archive_file.ts";
import { ARCHIVE_TABLES } from "../decks/archive/archive_tables.ts";
import type { Refusal } from "../decks/imports/collection.ts";
import { err, ok, type Result } from "../base/result.ts";
import { formatDay } from "../scheduling/day.ts";
import { isZone } from "../scheduling/zone_offset.ts";
import { archiveRows } from "../store/archive_reads.ts";
import { hasOwnData, restoreRows } from "../store/archive_restore.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import type { MediaFiles } from "./media.ts";
import { nowFor } from "./studying.ts";
import type { WrittenExport } from "./write_export.ts";

/** Somebody who answers a card every second is never caught between two answers. */
const TRIES = 20;

export interface ArchiveTools {
  readonly media: MediaFiles;
  readonly pause: () => Promise<void>;
}

/** Throws when something is written all the time, so that no whole picture can be had. */
export async function exportArchive(deps: Deps, person: Person, tools: ArchiveTools): Promise<WrittenExport> {
  const at = deps.now();
  for (let left = TRIES; left > 0; left--) {
    const rows = await archiveRows(deps.store, person.id, { tables: ARCHIVE_TABLES, pause: tools.pause });
    if (rows === undefined) continue;
    const { zone, rolloverHour, theme, keysEnabled } = person;
    const archive = { at, settings: { zone, rolloverHour, theme, keysEnabled }, rows };
    return {
      name: `rehearsal-archive-${formatDay(nowFor(person, at).today)}.zip`,
      mediaType: "application/zip",
      pieces: writeArchive(archive, tools.media.read),
    };
  }
  throw new Error("Cannot read a whole archive: something is written all the time. Try again in a moment.");
}

export interface Restored {
  readonly decks: number;
  readonly notes: number;
  readonly answers: number;
  readonly media: number;
  /** Names of files whose bytes the archive does not have. */
  readonly missingMedia: readonly string[];
}

/** All or nothing, and only for a person who has nothing yet: nothing that is here is ever overwritten. */
export async function restoreArchive(
  deps: Deps,
  person: Person,
  { name, bytes, media }: {
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly media: MediaFiles;
  },
): Promise<Result<Restored, Refusal>> {
  const archive = readArchive(name, bytes);
  if (!archive.ok) return archive;
  if (!isZone(archive.value.settings.zone)) {
    return damaged(name, `${archive.value.settings.zone} is no time zone`);
  }
  if (await hasOwnData(deps.store, person.id)) {
    return err({
      file: name,
      message: `${person.name} already has decks, answers or files here`,
      mend:
        "Restore into an empty DATA_DIR; an archive never overwrites what is there. Decks come in by Import.",
      problems: [],
    });
  }
  const kept = new Set<string>();
  for (const { hash, bytes } of archive.value.media) {
    const file = bytes();
    if (file === undefined) continue;
    await media.keep(hash, file);
    kept.add(hash);
  }
  const { rows, settings } = archive.value;
  const restoring = { userId: person.id, at: deps.now(), settings, tables: ARCHIVE_TABLES, rows };
  const written = await restoreRows(deps.store, restoring);
  if (!written.ok) return damaged(name, `Its rows break a rule of the database: ${written.error}`);
  return ok({
    decks: rows.deck.filter((row) => row["origin"] !== "shipped").length,
    notes: rows.note.length,
    answers: rows.review.filter((row) => row["kind"] === "answer").length,
    media: kept.size,
    missingMedia: rows.media_name.filter((row) => !kept.has(String(row["hash"]))).map((row) =>
      String(row["name"])
    ),
  });
}

function damaged(file: string, message: string): Result<never, Refusal> {
  const mend =
    "The archive is damaged or was changed. Download it again, and try that one; nothing was taken.";
  return err({ file, message, mend, problems: [] });
}
