/** Gives an import up: before it is carried out nothing was written, while it is being carried out it is taken back. */
import { importOf, updateImport } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { isElsewhere } from "./under_way.ts";
import { type ImportDesk, leaveDesk, type LiveImport, liveImport } from "./desk.ts";

/** elsewhere: another program carries it out. */
export type Cancelling = "cancelled" | "over" | "elsewhere";

/** One that is being carried out ends soon; watch its state. */
export async function cancelImport(desk: ImportDesk, person: Person, id: number): Promise<Cancelling> {
  const run = await importOf(desk.store, person.id, id);
  switch (run?.state) {
    case "reading":
    case "planned":
    case "refused": {
      const live = liveImport(desk, person, id);
      if (live.writing) live.cancelled = true;
      else await giveUp(desk, live);
      return "cancelled";
    }
    case "applying": {
      const live = desk.live.get(id);
      if (live?.writing !== true) return await isElsewhere(desk, run) ? "elsewhere" : "over";
      live.cancelled = true;
      return "cancelled";
    }
    default:
      return "over";
  }
}

/** Of an import that has not been carried out. */
export async function giveUp(desk: ImportDesk, live: LiveImport): Promise<void> {
  live.cancelled = true;
  await updateImport(desk.store, { id: live.id, userId: live.person.id }, { state: "cancelled" });
  await leaveDesk(desk, live);
}
