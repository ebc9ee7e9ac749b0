/** Reads an answer without judging it, so that a learner sees how it is understood before it counts. */
import type { Given } from "../decks/face.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { showCard } from "./shown_card.ts";
import { nowFor } from "./studying.ts";

/** How one field is read; both are Markdown of one line. */
export interface Echo {
  readonly field: string;
  readonly read: string | undefined;
  readonly problem: string | undefined;
}

/** Fields in which something is typed; what is right stays unsaid. Empty for cards that are not checked. */
export async function echoAnswer(
  deps: Deps,
  person: Person,
  { cardId, given }: { readonly cardId: number; readonly given: Given },
): Promise<readonly Echo[]> {
  const shown = await showCard(deps, person, { cardId, now: nowFor(person, deps.now()) });
  const face = shown?.asked.face;
  const judge = shown?.asked.judge;
  if (face?.kind !== "fields" || judge === undefined) return [];
  const { marks } = judge(given);
  return face.fields.flatMap(({ id, input }): Echo[] => {
    const typed = Object.entries(given.typed).filter(([name, text]) => isOf(name, id) && text.trim() !== "");
    if (typed.length === 0 || input === "choice") return [];
    const mine = marks.filter((mark) => typed.some(([name]) => name === mark.id) || mark.id === id);
    const unreadable = mine.find((mark) => mark.outcome === "unreadable");
    const read = mine.find((mark) => mark.id === id && mark.outcome !== "unreadable")?.read;
    if (unreadable !== undefined) return [{ field: id, read: undefined, problem: unreadable.read }];
    return read === undefined ? [] : [{ field: id, read, problem: undefined }];
  });
}

function isOf(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}[`);
}
