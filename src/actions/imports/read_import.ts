/** Reads the files of an import and makes its plan, in the background. */
import { firstFieldText } from "../../decks/imports/known_by.ts";
import type { Refusal } from "../../decks/imports/collection.ts";
import type { ImportWishes } from "../../decks/imports/import_record.ts";
import type { ImportSession, PlanSummary } from "../../decks/imports/import_session.ts";
import type { Result } from "../../base/result.ts";
import { notesOfType, planContext, planNotes } from "../../store/import_reads.ts";
import { type StoredImport, updateImport } from "../../store/import_runs.ts";
import { presetsOf } from "../../store/presets.ts";
import { DEFAULT_PRESET } from "../../scheduling/preset.ts";
import { ImportStopped } from "../import_reader.ts";
import { closeSession, type ImportDesk, leaveDesk, type LiveImport, openSession } from "./desk.ts";

type Waiting = Pick<StoredImport, "files" | "wishes">;

/** From reading to planned or refused. Without `reread` an open session goes on with what it has read. */
export async function readImport(
  desk: ImportDesk,
  live: LiveImport,
  { run, reread }: { readonly run: Waiting; readonly reread: boolean },
): Promise<void> {
  const whose = { id: live.id, userId: live.person.id };
  try {
    if (live.cancelled) return;
    const made = await planOf(desk, live, { run, reread });
    if (live.cancelled) return;
    if (made.ok) {
      await updateImport(desk.store, whose, {
        state: "planned",
        summary: { kind: "planned", plan: made.value },
      });
      return;
    }
    await refuse(desk, live, { refusals: made.error, wishes: run.wishes });
  } catch (error) {
    if (live.cancelled) return;
    if (!(error instanceof ImportStopped)) desk.report("import_not_read", error);
    const refusals = [stoppedRefusal(error, run)];
    await refuse(desk, live, { refusals, wishes: run.wishes });
  }
}

/** Other wishes for a table may mend it, so that its files stay; others are of no use any more. */
async function refuse(
  desk: ImportDesk,
  live: LiveImport,
  { refusals, wishes }: { readonly refusals: readonly Refusal[]; readonly wishes: ImportWishes },
): Promise<void> {
  closeSession(live);
  await updateImport(desk.store, { id: live.id, userId: live.person.id }, {
    state: "refused",
    summary: { kind: "refused", refusals },
  });
  if (Object.keys(wishes.table).length === 0) await leaveDesk(desk, live);
}

function stoppedRefusal(error: unknown, { files }: Waiting): Refusal {
  const message = error instanceof ImportStopped
    ? error.message
    : "The file could not be read: the program made a mistake with it, and has logged it";
  return {
    file: files.map(({ name }) => name).join(", "),
    message,
    mend: "Export it again, or in several parts, and try those.",
    problems: [],
  };
}

/** An open session with a plan against what the person has now. */
export async function planOf(
  desk: ImportDesk,
  live: LiveImport,
  { run, reread }: { readonly run: Waiting; readonly reread: boolean },
): Promise<Result<PlanSummary, readonly Refusal[]>> {
  let session = live.session;
  if (session === undefined || reread) {
    session ??= await openSession(desk, live, run.files.map(({ name }) => name));
    const read = await session.read(run.wishes.table);
    if (!read.ok) return read;
  }
  live.progress = { share: 1, doing: "Comparing with what you have" };
  return { ok: true, value: await planned(desk, live, { session, wishes: run.wishes }) };
}

async function planned(
  { store, now }: ImportDesk,
  live: LiveImport,
  { session, wishes }: { readonly session: ImportSession; readonly wishes: ImportWishes },
): Promise<PlanSummary> {
  const { choices } = wishes;
  const [context, presets] = await Promise.all([
    planContext(store.aside, live.person.id),
    presetsOf(store, live.person.id),
  ]);
  const wanted = await session.wanted({ decks: context.decks, noteTypes: context.noteTypes, choices });
  await session.against({ ...context, options: presets[0]?.options ?? DEFAULT_PRESET, now: now() });
  for await (const notes of planNotes(store.aside, live.person.id, wanted)) await session.notes(notes);
  for (const { noteType, texts } of wanted.known) {
    const type = context.noteTypes.find(({ key }) => key === noteType);
    if (type === undefined) continue;
    const known = new Set(texts);
    for await (const notes of notesOfType(store.aside, live.person.id, noteType)) {
      const found = notes.filter(({ fields }) => known.has(firstFieldText(type, fields)));
      if (found.length > 0) await session.notes(found);
    }
  }
  return await session.plan(choices);
}
