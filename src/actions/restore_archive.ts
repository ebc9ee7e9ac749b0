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
import type { Uploads } from "./imports/start_import.ts";
import type { ImportUploads } from "./imports/uploads.ts";
import type { MediaFiles } from "./media.ts";

export interface RestoreTools {
  /** Reads archives where they can do no harm. Rejects with ImportStopped. */
  readonly openArchive: () => Promise<ArchiveSession>;
  readonly media: MediaFiles;
}

/** Restores of the server: archives come in as uploads, and are read in threads. */
export interface RestoreDesk extends RestoreTools {
  readonly uploads: Pick<ImportUploads, "arrive">;
  /** Of an archive. */
  readonly bytes: number;
  /** People whose archive is being restored: nothing else of theirs may change meanwhile. */
  readonly busy: Set<number>;
}

export interface Restored {
  readonly decks: number;
  readonly notes: number;
  readonly answers: number;
  readonly media: number;
  /** Names of files whose bytes the archive does not have. */
  readonly missingMedia: readonly string[];
}

/** Whether an archive may be restored for this person. */
export async function isEmpty(deps: Pick<Deps, "store">, person: Person): Promise<boolean> {
  return !await hasOwnData(deps.store, person.id);
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

/** As restoreArchive(), from an upload, of which nothing stays. Throws what the uploads throw. */
export async function restoreUpload(
  deps: Deps,
  person: Person,
  { desk, uploads }: { readonly desk: RestoreDesk; readonly uploads: Uploads },
): Promise<Result<Restored, Refusal>> {
  const arrival = await desk.uploads.arrive();
  try {
    const hasRoom = !await hasOwnData(deps.store, person.id);
    const arrived: { readonly name: string; readonly size: number | undefined }[] = [];
    // Once there is a refusal the rest is passed over, to its end: who is still sending would not hear of it.
    for await (const { name, content } of uploads) {
      if (!hasRoom || arrived.length > 1) continue;
      const size = await arrival.keep(arrived.length, content, desk.bytes);
      if (size !== 0 || name !== "") arrived.push({ name, size });
    }
    if (desk.busy.has(person.id)) return err(refusal("", "Your archive is being restored", WAIT));
    if (!hasRoom) return notEmpty("", person);
    const [file] = arrived;
    if (file === undefined || arrived.length > 1) {
      return err(
        refusal("", arrived.length === 0 ? "No file was chosen" : "Several files were chosen", CHOOSE),
      );
    }
    if (file.size === undefined) return err(refusal(file.name, "The archive is too large", BY_COMMAND));
    if (desk.busy.has(person.id)) {
      return err(refusal(file.name, "An archive is being restored already", WAIT));
    }
    desk.busy.add(person.id);
    try {
      const bytes = await arrival.read(0);
      return await restoreArchive(deps, person, { file: { name: file.name, bytes }, tools: desk });
    } finally {
      desk.busy.delete(person.id);
    }
  } finally {
    await arrival.leave();
  }
}

const CHOOSE = "Choose the one .zip file that the page Export gave you.";
const WAIT = "Wait until that is done.";
export const BY_COMMAND = "Restore it with deno task restore FILE, which takes archives of any size.";

function refusal(file: string, message: string, mend: string): Refusal {
  return { file, message, mend, problems: [] };
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
  const result = await restoreRows(store.aside, {
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
  return err(refusal(
    file,
    `${name} already has decks, answers or files here`,
    "An archive never overwrites what is there. Start a server with an empty DATA_DIR and restore it there; decks come in by Import.",
  ));
}

function damaged(file: string, message: string): Result<never, Refusal> {
  const mend =
    "The archive is damaged or was changed. Download it again, and try that one; nothing was taken.";
  return err(refusal(file, message, mend));
}
