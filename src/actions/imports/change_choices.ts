/** Plans an import anew, as its person now wants it. */
import type { ImportWishes } from "../../decks/imports/import_record.ts";
import { importOf, updateImport } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { type ImportDesk, inTurn, liveImport } from "./desk.ts";
import { readImport } from "./read_import.ts";

/** Whether there was such an import that can be planned. The new plan is there when its state is planned again. */
export async function changeChoices(
  desk: ImportDesk,
  person: Person,
  { id, wishes }: { readonly id: number; readonly wishes: ImportWishes },
): Promise<boolean> {
  const run = await importOf(desk.store, person.id, id);
  if (run === undefined || desk.live.get(id)?.writing === true) return false;
  const changed = await updateImport(desk.store, { id, userId: person.id }, { state: "reading", wishes });
  if (!changed) return false;
  const live = liveImport(desk, person, id);
  const reread = JSON.stringify(wishes.table) !== JSON.stringify(run.wishes.table);
  live.progress = { share: 0, doing: "Comparing with what you have" };
  void inTurn(live, () => readImport(desk, live, { run: { files: run.files, wishes }, reread }));
  return true;
}
