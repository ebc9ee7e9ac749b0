/** At the start: what the end of the program has cut off is taken back, and files that nobody waits for are removed. */
import { explainImport, openImports, updateImport, waitingImports } from "../../store/import_runs.ts";
import { recoverImports } from "../../store/import_take_back.ts";
import type { ImportDesk } from "./desk.ts";
import { forgetMedia } from "./undo_import.ts";

const DAY = 86_400_000;

/** How many imports were taken back. */
export async function recoverImportDesk(desk: ImportDesk): Promise<number> {
  const { store, uploads, limits } = desk;
  const open = await openImports(store);
  await recoverImports(store, desk.now());
  const message = "The program ended while the import was being carried out";
  for (const { id, userId } of open.filter(({ state }) => state === "applying")) {
    await explainImport(store, { id, userId }, { kind: "failed", message });
  }
  const waiting = await waitingImports(store);
  const old = waiting.filter(({ at }) => at < desk.now() - limits.days * DAY);
  for (const { id, userId } of old) await updateImport(store, { id, userId }, { state: "cancelled" });
  const needed = new Set(waiting.filter((one) => !old.includes(one)).map(({ id }) => id));
  for (const id of await uploads.kept()) if (!needed.has(id)) await uploads.remove(id);
  await forgetMedia(desk);
  return open.length;
}
