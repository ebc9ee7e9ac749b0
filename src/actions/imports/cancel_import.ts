/** Gives an import up: before it is carried out nothing was written, while it is being carried out it is taken back. */
import { importOf, updateImport } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { type ImportDesk, leaveDesk, type LiveImport, liveImport } from "./desk.ts";

/** Whether there was anything to cancel. One that is being carried out ends soon; watch its state. */
export async function cancelImport(desk: ImportDesk, person: Person, id: number): Promise<boolean> {
  const run = await importOf(desk.store, person.id, id);
  if (run === undefined) return false;
  const live = liveImport(desk, person, id);
  switch (run.state) {
    case "reading":
    case "planned":
    case "refused":
      if (live.writing) {
        live.cancelled = true;
        return true;
      }
      await giveUp(desk, live);
      return true;
    case "applying":
      live.cancelled = true;
      return live.writing;
    default:
      return false;
  }
}

/** Of an import that has not been carried out. */
export async function giveUp(desk: ImportDesk, live: LiveImport): Promise<void> {
  live.cancelled = true;
  await updateImport(desk.store, { id: live.id, userId: live.person.id }, { state: "cancelled" });
  await leaveDesk(desk, live);
}
