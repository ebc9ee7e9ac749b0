/** Carries an import out in the background, in small pieces; whatever stops it, it ends done or taken back. */
import { err, ok, type Result } from "../../base/result.ts";
import type { PlannedMedia } from "../../decks/imports/import_plan.ts";
import type { ImportSession, PlanFrame } from "../../decks/imports/import_session.ts";
import { dayOf } from "../../scheduling/day.ts";
import {
  type Applying,
  applyMedia,
  applySteps,
  beginApplying,
  finishImport,
} from "../../store/import_apply.ts";
import { editedSince } from "../../store/import_reads.ts";
import { explainImport, importOf, type StoredImport, updateImport } from "../../store/import_runs.ts";
import { takeBackImport } from "../../store/import_take_back.ts";
import type { Person } from "../../store/people.ts";
import { ImportStopped } from "../import_reader.ts";
import { type ImportDesk, inTurn, leaveDesk, type LiveImport, liveImport } from "./desk.ts";
import { framed } from "./import_frame.ts";
import { forgetMedia } from "./undo_import.ts";
import { planOf } from "./read_import.ts";
import { whyNotNow } from "./under_way.ts";

const STEPS_AT_ONCE = 100;
/** Files that are kept together: until one of the two is reached. */
const FILES_AT_ONCE = 100;
const FILE_BYTES_AT_ONCE = 8_000_000;

/** Says in a sentence why it cannot begin. */
export async function applyImport(
  desk: ImportDesk,
  person: Person,
  id: number,
): Promise<Result<undefined, string>> {
  const run = await importOf(desk.store, person.id, id);
  if (run?.state !== "planned") return err("This import cannot be carried out: it has no plan any more.");
  const busy = await whyNotNow(desk, person);
  if (busy !== undefined) return err(busy);
  const live = liveImport(desk, person, id);
  live.writing = true;
  live.progress = { share: 0, doing: "Comparing once more" };
  void inTurn(live, () => carryOut(desk, live, run));
  return ok(undefined);
}

async function carryOut(desk: ImportDesk, live: LiveImport, run: StoredImport): Promise<void> {
  let applying: Applying | undefined;
  // What is edited from now on is not overwritten.
  const at = desk.now();
  try {
    // Since the plan was shown, notes may have been edited.
    const made = await planOf(desk, live, { run, reread: false });
    if (!made.ok) throw new ImportStopped(made.error[0]?.message ?? "The file cannot be read any more");
    const session = live.session;
    if (session === undefined) throw new ImportStopped("Reading the file was ended");
    stopIfCancelled(live);
    const planned = await session.frame(undefined);
    const { frame, histories } = await framed(desk.store, { person: live.person, at, planned });
    await session.histories(histories);
    const day = dayOf(at, histories.clock);
    const whose = { importId: live.id, userId: live.person.id };
    applying = await beginApplying(desk.store, { ...whose, day, at, frame });
    if (applying === undefined) throw new ImportStopped("It was cancelled elsewhere");
    const lostMedia = await writeMedia(desk, live, { applying, session, planned });
    const edited = await writeSteps(desk, live, { applying, session, planned });
    await finishImport(desk.store, { ...applying, at: desk.now() }, {
      kind: "done",
      plan: made.value,
      lostMedia,
      edited,
    });
  } catch (error) {
    await takeBack(desk, live, { error, begun: applying !== undefined });
  } finally {
    live.writing = false;
    await leaveDesk(desk, live);
  }
}

interface Writing {
  readonly applying: Applying;
  readonly session: ImportSession;
  readonly planned: PlanFrame;
}

/** Names of the files whose bytes could not be had. */
async function writeMedia(
  desk: ImportDesk,
  live: LiveImport,
  { applying, session, planned: { media } }: Writing,
): Promise<readonly string[]> {
  const lost: string[] = [];
  let done = 0;
  for (const some of filesTogether(media)) {
    stopIfCancelled(live);
    live.progress = { share: 0.3 * done / media.length, doing: `Keeping ${media.length} files` };
    await desk.mediaInTurn(async () => {
      const bytes = await session.media(some.map(({ index }) => index));
      const kept = some.filter((_, index) => bytes[index] !== undefined);
      // The disk makes many files safe in the time of one. Where one fails the others end first: nothing is still being
      // kept when the import is taken back.
      const keeping = some.map(async ({ hash }, index) => {
        const content = bytes[index];
        if (content !== undefined) await desk.files.keep(hash, content);
      });
      await Promise.allSettled(keeping);
      await Promise.all(keeping);
      lost.push(...some.filter((file) => !kept.includes(file)).map(({ name }) => name));
      await applyMedia(desk.store.aside, applying, kept);
    });
    done += some.length;
  }
  return lost;
}

function* filesTogether(media: readonly PlannedMedia[]): Generator<readonly PlannedMedia[]> {
  let some: PlannedMedia[] = [];
  let bytes = 0;
  for (const file of media) {
    if (some.length === FILES_AT_ONCE || some.length > 0 && bytes + file.size > FILE_BYTES_AT_ONCE) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(file);
    bytes += file.size;
  }
  if (some.length > 0) yield some;
}

/** How many notes were left as they are, because their person edited them meanwhile. */
async function writeSteps(
  { store }: ImportDesk,
  live: LiveImport,
  { applying, session, planned: { steps, media } }: Writing,
): Promise<number> {
  let edited = 0;
  const before = media.length === 0 ? 0 : 0.3;
  const tell = (done: number) =>
    live.progress = {
      share: before + (1 - before) * done / Math.max(1, steps),
      doing: `Writing ${steps} notes`,
    };
  tell(0);
  let writing = Promise.resolve();
  try {
    for await (const { from, some } of preparedSteps(live, session, steps)) {
      const run = await importOf(store, applying.userId, applying.importId);
      if (run?.state !== "applying") throw new ImportStopped("It was taken back elsewhere");
      const ids = some.flatMap((step) => step.kind === "add" ? [] : [step.noteId]);
      // Notes that are there already are looked at just before they are written: an edit may come at any time.
      if (ids.length > 0) await writing;
      const others = await editedSince(store, ids, applying.at);
      const safe = some.filter((step) => step.kind === "add" || !others.has(step.noteId));
      edited += some.length - safe.length;
      const last = writing;
      writing = applySteps(store.aside, applying, safe, (done) => tell(from + done));
      // Whoever waits for it below hears of its failure.
      writing.catch(() => undefined);
      await last;
    }
  } finally {
    // What is taken back must not be written any more.
    await writing;
  }
  stopIfCancelled(live);
  return edited;
}

/** While some are written, the thread of the file prepares the next. */
async function* preparedSteps(live: LiveImport, session: ImportSession, steps: number) {
  const ask = (from: number) => {
    const some = session.steps({ from, count: STEPS_AT_ONCE });
    // When writing fails nobody asks for it any more, and the session is closed under it.
    some.catch(() => undefined);
    return some;
  };
  let next = ask(0);
  for (let from = 0; from < steps; from += STEPS_AT_ONCE) {
    const some = await next;
    stopIfCancelled(live);
    next = ask(from + STEPS_AT_ONCE);
    yield { from, some };
  }
}

class Cancelled extends Error {}

function stopIfCancelled(live: LiveImport): void {
  if (live.cancelled) throw new Cancelled();
}

async function takeBack(
  desk: ImportDesk,
  live: LiveImport,
  { error, begun }: { readonly error: unknown; readonly begun: boolean },
): Promise<void> {
  const whose = { id: live.id, userId: live.person.id };
  const isCancelled = error instanceof Cancelled;
  if (!isCancelled && !(error instanceof ImportStopped)) desk.report("import_failed", error);
  const summary = { kind: "failed", message: messageOf(error) } as const;
  try {
    if (begun) {
      await takeBackImport(
        desk.store.aside,
        { userId: live.person.id, importId: live.id, at: desk.now() },
        (share) => live.progress = { share, doing: "Taking it back" },
      );
      await forgetMedia(desk);
    } else {
      await updateImport(desk.store, whose, { state: "cancelled" });
    }
    if (!isCancelled) await explainImport(desk.store, whose, summary);
  } catch (failure) {
    // At the next start it is taken back.
    desk.report("import_not_taken_back", failure);
  }
}

function messageOf(error: unknown): string {
  return error instanceof ImportStopped
    ? error.message
    : "It could not be written: the program made a mistake, and has logged it";
}
