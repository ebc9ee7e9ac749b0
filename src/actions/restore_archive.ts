/** The way back of an archive into an empty server: all of it or nothing, and nothing that is here is overwritten. */
import type { ArchiveContents, ArchiveSession } from "../decks/archive/archive_session.ts";
import { ARCHIVE_TABLES } from "../decks/archive/archive_tables.ts";
import type { ImportFile } from "../decks/format.ts";
import type { Refusal } from "../decks/imports/collection.ts";
import { err, ok, type Result } from "../base/result.ts";
import { isZone } from "../scheduling/zone_offset.ts";
import { restoreRows } from "../store/archive_restore.ts";
import { hasOwnData } from "../store/archive_take_back.ts";
import { namedFiles } from "../store/media.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { ImportStopped } from "./import_reader.ts";
import type { MediaFiles } from "./media.ts";

export interface RestoreTools {
  /** Reads archives where they can do no harm. Rejects with ImportStopped. */
  readonly openArchive: () => Promise<ArchiveSession>;
  readonly media: MediaFiles;
}

export interface Restored {
  readonly decks: number;
  readonly notes: number;
  readonly answers: number;
  readonly media: number;
  /** Names of files whose bytes the archive does not have. */
  readonly missingMedia: readonly string[];
}

export async function restoreArchive(
  deps: Deps,
  person: Person,
  { file, tools }: { readonly file: ImportFile; readonly tools: RestoreTools },
): Promise<Result<Restored, Refusal>> {
  if (await hasOwnData(deps.store, person.id)) return notEmpty(file.name, person);
  let session: ArchiveSession | undefined;
  try {
    session = await tools.openArchive();
    const read = await session.read(file);
    if (!read.ok) return read;
    const { settings } = read.value;
    if (!isZone(settings.zone)) return damaged(file.name, `${settings.zone} is no time zone`);
    return await written(deps, person, {
      name: file.name,
      contents: read.value,
      session,
      media: tools.media,
    });
  } catch (error) {
    if (error instanceof ImportStopped) return damaged(file.name, error.message);
    throw error;
  } finally {
    session?.close();
  }
}

interface Opened {
  readonly name: string;
  readonly contents: ArchiveContents;
  readonly session: ArchiveSession;
  readonly media: MediaFiles;
}

async function written(
  { store, now }: Deps,
  person: Person,
  { name, contents, session, media }: Opened,
): Promise<Result<Restored, Refusal>> {
  const kept = new Set<string>();
  const result = await restoreRows(store, {
    userId: person.id,
    at: now(),
    settings: contents.settings,
    tables: ARCHIVE_TABLES,
    counts: contents.rows,
    rows: session.rows,
    async keepMedia() {
      for (const [index, hash] of contents.media.entries()) {
        const bytes = await session.media(index);
        if (bytes === undefined) continue;
        await media.keep(hash, bytes);
        kept.add(hash);
      }
    },
  });
  if (!result.ok) {
    return result.error === "not_empty"
      ? notEmpty(name, person)
      : damaged(name, `Its rows break a rule of the database: ${result.error.broken}`);
  }
  const named = await namedFiles(store, person.id);
  return ok({
    decks: contents.decks,
    notes: contents.rows["note"] ?? 0,
    answers: contents.answers,
    media: kept.size,
    missingMedia: named.filter(({ hash }) => !kept.has(hash)).map((one) => one.name),
  });
}

function notEmpty(file: string, { name }: Person): Result<never, Refusal> {
  return err({
    file,
    message: `${name} already has decks, answers or files here`,
    mend:
      "An archive never overwrites what is there: start a server with an empty DATA_DIR and restore it there. Decks come in by Import.",
    problems: [],
  });
}

function damaged(file: string, message: string): Result<never, Refusal> {
  const mend =
    "The archive is damaged or was changed. Download it again, and try that one; nothing was taken.";
  return err({ file, message, mend, problems: [] });
}
