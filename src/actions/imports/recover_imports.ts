/** What the end of a program has cut off is taken back: at a start, and by a server that runs on. */
import {
  claimImport,
  explainImport,
  openImports,
  type StoredImport,
  updateImport,
  waitingImports,
} from "../../store/import_runs.ts";
import { takeBackImport } from "../../store/import_take_back.ts";
import { personById } from "../../store/people.ts";
import { type ImportDesk, inTurn, leaveDesk, type LiveImport, liveImport } from "./desk.ts";
import { forgetMedia } from "./undo_import.ts";
import { isCutOff } from "./under_way.ts";

const DAY = 86_400_000;

/** At the start of a server, which also removes files that nobody waits for. How many imports were taken back. */
export async function recoverImportDesk(desk: ImportDesk): Promise<number> {
  const { store, uploads, limits } = desk;
  const taken = await takeBackCutOff(desk, { isStart: true });
  // Listed before the imports are asked for: another program writes an import's row first and keeps its files then.
  const kept = await uploads.kept();
  const waiting = await waitingImports(store);
  const old = waiting.filter(({ at }) => at < desk.now() - limits.days * DAY);
  for (const { id, userId, state } of old) {
    if (state !== "refused") await updateImport(store, { id, userId }, { state: "cancelled" });
  }
  const needed = new Set([
    ...waiting.filter((one) => !old.includes(one)).map(({ id }) => id),
    ...(await openImports(store)).map(({ id }) => id),
  ]);
  for (const id of kept) if (!needed.has(id)) await uploads.remove(id);
  await forgetMedia(desk);
  return taken;
}

/** Takes back what belongs to nobody any more, and leaves alone what another program has in hand; how many it took. */
export async function takeBackCutOff(
  desk: ImportDesk,
  { isStart }: { readonly isStart: boolean },
): Promise<number> {
  let taken = 0;
  for (const run of await openImports(desk.store)) {
    if (desk.live.get(run.id)?.writing === true) continue;
    if (!isCutOff(await desk.signOf(run.process), { isStart })) continue;
    const person = await personById(desk.store, run.userId);
    // Of two that find it the one whose claim is written first takes it back.
    if (person === undefined || !(await claimImport(desk.store, run))) continue;
    const live = liveImport(desk, person, run.id);
    live.writing = true;
    live.progress = { share: 0, doing: "Taking it back" };
    await inTurn(live, () => takeBack(desk, live, run.state));
    taken++;
  }
  return taken;
}

async function takeBack(desk: ImportDesk, live: LiveImport, state: StoredImport["state"]): Promise<void> {
  const whose = { id: live.id, userId: live.person.id };
  try {
    const taken = await takeBackImport(
      desk.store.aside,
      { userId: live.person.id, importId: live.id, at: desk.now() },
      (share) => live.progress = { share, doing: "Taking it back" },
    );
    if (state === "undoing" && taken !== undefined) {
      await explainImport(desk.store, whose, { kind: "undone", ...taken });
    }
    if (state === "applying") {
      const message = "The program ended while the import was being carried out";
      await explainImport(desk.store, whose, { kind: "failed", message });
    }
    await forgetMedia(desk);
  } catch (error) {
    // At the next start it is gone on with.
    desk.report("import_not_taken_back", error);
  } finally {
    live.writing = false;
    await leaveDesk(desk, live);
  }
}
