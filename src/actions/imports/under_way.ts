/** Whose an import is that is under way: it belongs to the process that has it in hand, as long as that lives. */
import { openImports, type StoredImport } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import type { ImportDesk } from "./desk.ts";
import type { ImportView } from "./import_view.ts";

/** What is known of the process that has an import in hand; unknown where processes cannot be told apart. */
export type SignOfLife = "own" | "lives" | "dead" | "unknown";

/** `isStart`: a server starts, which an import of an unknown process cannot have outlived. */
export function isCutOff(sign: SignOfLife, { isStart }: { readonly isStart: boolean }): boolean {
  return sign === "dead" || (sign === "unknown" && isStart);
}

const BUSY = "Another import or edit is being carried out or undone. Wait until that is done.";

/** Why this person may not carry out or undo anything now, in a sentence; undefined when they may. */
export async function whyNotNow(desk: ImportDesk, person: Person): Promise<string | undefined> {
  if ([...desk.live.values()].some((one) => one.person.id === person.id && one.writing)) return BUSY;
  const run = (await openImports(desk.store)).find(({ userId }) => userId === person.id);
  return run === undefined ? undefined : sentenceOf(await desk.signOf(run.process));
}

function sentenceOf(sign: SignOfLife): string {
  switch (sign) {
    case "own":
      return BUSY;
    case "lives":
      return "An import or edit is being carried out by another program. Wait until that is done.";
    case "dead":
      return "An import or edit was cut off and will be taken back at once. Try again when that is done.";
    case "unknown":
      return `${BUSY} If its program has ended, start the server again: that takes it back.`;
  }
}

const UNDER_WAY: readonly StoredImport["state"][] = ["reading", "applying", "cancelling", "undoing"];

/** Whether an import is in the hands of another program, which lives. */
export async function isElsewhere(
  { live, signOf }: ImportDesk,
  { id, state, process }: Pick<StoredImport, "id" | "state" | "process">,
): Promise<boolean> {
  const here = live.get(id);
  if (!UNDER_WAY.includes(state) || here?.writing === true || here?.progress !== undefined) return false;
  return await signOf(process) === "lives";
}

/** How far an import is, as far as that can be seen from here. */
export async function progressOf(desk: ImportDesk, run: StoredImport): Promise<ImportView["progress"]> {
  if (await isElsewhere(desk, run)) return { share: 0, doing: "Another program is doing this" };
  return desk.live.get(run.id)?.progress;
}
