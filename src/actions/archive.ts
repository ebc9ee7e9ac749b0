/** A person's whole data as one file. */
import { writeArchive } from "../decks/archive/archive_file.ts";
import { ARCHIVE_TABLES } from "../decks/archive/archive_tables.ts";
import { err, ok, type Result } from "../base/result.ts";
import { formatDay } from "../scheduling/day.ts";
import { archiveRows } from "../store/archive_reads.ts";
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

/** Or a sentence why no whole picture can be had now. */
export async function exportArchive(
  deps: Deps,
  person: Person,
  tools: ArchiveTools,
): Promise<Result<WrittenExport, string>> {
  const at = deps.now();
  let isBusy = false;
  for (let left = TRIES; left > 0; left--) {
    const rows = await archiveRows(deps.store, person.id, { tables: ARCHIVE_TABLES, pause: tools.pause });
    isBusy = rows === "busy";
    if (rows === "busy" || rows === "changed") {
      await tools.pause();
      continue;
    }
    const { zone, rolloverHour, theme, keysEnabled } = person;
    const archive = { at, settings: { zone, rolloverHour, theme, keysEnabled }, rows };
    return ok({
      name: `rehearsal-archive-${formatDay(nowFor(person, at).today)}.zip`,
      mediaType: "application/zip",
      pieces: writeArchive(archive, tools.media.read),
    });
  }
  return err(
    isBusy
      ? "An import or edit is being carried out or undone, and half of it would be in the archive."
      : "Something is written all the time, so that no whole picture can be had.",
  );
}
