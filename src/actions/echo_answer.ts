/** Reads an answer without judging it, so that a learner sees how it is understood before it counts. */
import type { Asked } from "../decks/card_type.ts";
import type { Given, Verdict } from "../decks/face.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { showCard } from "./shown_card.ts";
import { nowFor } from "./studying.ts";

/** How one field is read; texts are Markdown of one line. */
export interface Echo {
  readonly field: string;
  /** What it is said of: the field's id, or that of a cell, "W[0,2]". */
  readonly at: string;
  readonly read: string | undefined;
  readonly problem: string | undefined;
}

export interface TypedSoFar {
  readonly cardId: number;
  /** The version of the memory that the page showed. */
  readonly version: number;
  readonly given: Given;
}

export type Echoed =
  | { readonly kind: "read"; readonly echoes: readonly Echo[] }
  /** The card has moved on, and asks something else by now. */
  | { readonly kind: "stale" }
  | { readonly kind: "missing" };

/** What was typed at a card, read; nothing is kept and nothing counts. */
export async function echoAnswer(
  deps: Deps,
  person: Person,
  { cardId, version, given }: TypedSoFar,
): Promise<Echoed> {
  const shown = await showCard(deps, person, { cardId, now: nowFor(person, deps.now()) });
  if (shown === undefined) return { kind: "missing" };
  if (shown.stored.memory.version !== version) return { kind: "stale" };
  return { kind: "read", echoes: echoesOf(shown.asked, given) };
}

/** Of the fields in which something is typed; what is right stays unsaid. Empty for cards that are not checked. */
export function echoesOf({ face, judge }: Asked, given: Given): readonly Echo[] {
  if (face.kind !== "fields" || judge === undefined) return [];
  const verdict = judge(given);
  return face.fields.flatMap(({ id, input }): Echo[] => {
    const typed = Object.entries(given.typed).filter(([name, text]) => isOf(name, id) && text.trim() !== "");
    if (typed.length === 0 || input === "choice") return [];
    const mine = verdict.marks.filter((mark) => typed.some(([name]) => name === mark.id) || mark.id === id);
    const unreadable = mine.find((mark) => mark.outcome === "unreadable");
    if (unreadable !== undefined) {
      return [{
        field: id,
        at: unreadable.id,
        read: undefined,
        problem: unreadable.read ?? messageOf(verdict),
      }];
    }
    const read = mine.find((mark) => mark.id === id)?.read;
    return read === undefined ? [] : [{ field: id, at: id, read, problem: undefined }];
  });
}

/** Of a card with one field, whose verdict says what is wrong with it. */
function messageOf({ message }: Verdict): string {
  return message?.source ?? "This cannot be read.";
}

function isOf(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}[`);
}
