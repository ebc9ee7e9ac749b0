/** Undoes an import that was carried out: what was studied or edited since is kept, out of use. */
import { explainImport, importOf } from "../../store/import_runs.ts";
import { forgetUnnamedMedia, takeBackImport } from "../../store/import_take_back.ts";
import type { Person } from "../../store/people.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type ImportDesk, inTurn, type LiveImport, liveImport } from "./desk.ts";
import { whyNotNow } from "./under_way.ts";

/** Says in a sentence why it cannot begin. */
export async function undoImport(
  desk: ImportDesk,
  person: Person,
  id: number,
): Promise<Result<undefined, string>> {
  const run = await importOf(desk.store, person.id, id);
  if (run?.state !== "done") return err("This import cannot be undone: it is not carried out.");
  const busy = await whyNotNow(desk, person);
  if (busy !== undefined) return err(busy);
  const live = liveImport(desk, person, id);
  live.writing = true;
  live.progress = { share: 0, doing: "Taking it back" };
  void inTurn(live, () => takeBack(desk, live));
  return ok(undefined);
}

async function takeBack(desk: ImportDesk, live: LiveImport): Promise<void> {
  const whose = { id: live.id, userId: live.person.id };
  try {
    const taken = await takeBackImport(
      desk.store.aside,
      { userId: live.person.id, importId: live.id, at: desk.now() },
      (share) => live.progress = { share, doing: "Taking it back" },
    );
    if (taken !== undefined) await explainImport(desk.store, whose, { kind: "undone", ...taken });
    await forgetMedia(desk);
  } catch (error) {
    // At the next start it is gone on with.
    desk.report("import_not_undone", error);
  } finally {
    live.writing = false;
    desk.live.delete(live.id);
  }
}

/** Removes the bytes that nobody's notes name any more. */
export async function forgetMedia({ mediaInTurn, store, files }: ImportDesk): Promise<void> {
  await mediaInTurn(async () => files.remove(await forgetUnnamedMedia(store)));
}
