/** The imports that are being worked on in this process: one job after the other for each, with its progress. */
import type { ImportSession } from "../../decks/imports/import_session.ts";
import type { Person } from "../../store/people.ts";
import type { Deps } from "../deps.ts";
import { type ImportReader, ImportStopped } from "../import_reader.ts";
import type { MediaFiles } from "../media.ts";
import type { ImportView } from "./import_view.ts";
import type { SignOfLife } from "./under_way.ts";
import type { ImportUploads, UploadLimits } from "./uploads.ts";

export interface ImportTools extends Pick<Deps, "store" | "now"> {
  readonly reader: ImportReader;
  readonly uploads: ImportUploads;
  readonly limits: UploadLimits;
  readonly files: MediaFiles;
  /** Of the process of this name; none has a name where they cannot be told apart. */
  readonly signOf: (process: string | undefined) => Promise<SignOfLife>;
  /** Hears of failures that are the program's own, for its log. */
  readonly report: (event: string, error: unknown) => void;
}

export interface LiveImport {
  readonly id: number;
  readonly person: Person;
  /** Open while its plan may be asked for. */
  session: ImportSession | undefined;
  progress: ImportView["progress"];
  /** What no second one of the same person may do at the same time. */
  writing: boolean;
  cancelled: boolean;
  /** Ends, and never fails, when all jobs begun so far have. */
  settled: Promise<void>;
}

export interface ImportDesk extends ImportTools {
  readonly live: Map<number, LiveImport>;
  /** Bytes of media are kept by one and removed by another: never at the same time. */
  readonly mediaInTurn: <T>(run: () => Promise<T>) => Promise<T>;
}

/** Sessions that stay open beside the one in use: each holds a whole file in memory. */
const MOST_OPEN = 3;

export function openImportDesk(tools: ImportTools): ImportDesk {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...tools,
    live: new Map(),
    mediaInTurn(run) {
      const result = last.then(run);
      last = result.catch(() => undefined);
      return result;
    },
  };
}

export function liveImport(desk: ImportDesk, person: Person, id: number): LiveImport {
  const known = desk.live.get(id);
  if (known !== undefined) return known;
  const live: LiveImport = {
    id,
    person,
    session: undefined,
    progress: undefined,
    writing: false,
    cancelled: false,
    settled: Promise.resolve(),
  };
  desk.live.set(id, live);
  return live;
}

/** Begins a job when those before it have ended. Its failure is for whoever awaits the result. */
export function inTurn<T>(live: LiveImport, job: () => Promise<T>): Promise<T> {
  const result = live.settled.then(job).finally(() => live.progress = undefined);
  live.settled = result.then(() => undefined, () => undefined);
  return result;
}

/** Waits until nothing is being done with an import. */
export async function settledImport(desk: ImportDesk, id: number): Promise<void> {
  const live = desk.live.get(id);
  let before: Promise<void> | undefined;
  while (live !== undefined && before !== live.settled) {
    before = live.settled;
    await before;
  }
}

/** Opens the kept files, and closes the session that was opened longest ago when there are too many. */
export async function openSession(
  desk: ImportDesk,
  live: LiveImport,
  names: readonly string[],
): Promise<ImportSession> {
  const idle = [...desk.live.values()].filter((one) =>
    one !== live && one.session !== undefined && one.progress === undefined && !one.writing
  );
  for (const one of idle.slice(0, Math.max(0, idle.length - MOST_OPEN + 1))) closeSession(one);
  const files = await Promise.all(names.map(async (name, file) => {
    const bytes = await desk.uploads.read({ importId: live.id, file });
    if (bytes === undefined) throw new ImportStopped(`The file ${name} is not here any more`);
    return { name, bytes };
  }));
  closeSession(live);
  const session = await desk.reader.open(files, (share, doing) => live.progress = { share, doing });
  if (live.cancelled) {
    session.close();
    throw new ImportStopped("The import was cancelled");
  }
  live.session = session;
  return session;
}

export function closeSession(live: LiveImport): void {
  live.session?.close();
  live.session = undefined;
}

/** Forgets an import that is over, with its files. */
export async function leaveDesk(desk: ImportDesk, live: LiveImport): Promise<void> {
  closeSession(live);
  desk.live.delete(live.id);
  await desk.uploads.remove(live.id);
}
