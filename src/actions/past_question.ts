/** A question as it was asked in an answer that has been given: its numbers, what was typed and how it was judged. */
import { cardTypeOf } from "../decks/card_types.ts";
import type { Asked, Drawn } from "../decks/card_type.ts";
import type { AnswerDetails } from "../store/log_row.ts";
import { logOf } from "../store/log.ts";
import { type KnownCard, reviewCard } from "../store/memories.ts";
import type { Person } from "../store/people.ts";
import type { Rating } from "../scheduling/types.ts";
import type { Deps } from "./deps.ts";

export interface PastQuestion {
  readonly person: Person;
  readonly stored: KnownCard;
  readonly at: number;
  readonly rating: Rating;
  readonly details: AnswerDetails;
  readonly drawn: Drawn;
  readonly asked:
    /** As it was asked then. */
    | { readonly kind: "same"; readonly asked: Asked }
    /** The same numbers, in a card that has been edited since. */
    | { readonly kind: "edited"; readonly asked: Asked }
    /** The card, as it was edited since, has no place for these numbers. */
    | { readonly kind: "gone" };
}

/** undefined when this person gave no such answer, or nothing was drawn for it. */
export async function pastQuestion(
  deps: Deps,
  person: Person,
  { cardId, seq }: { readonly cardId: number; readonly seq: number },
): Promise<PastQuestion | undefined> {
  const stored = await reviewCard(deps.store, person.id, cardId);
  if (stored === undefined) return undefined;
  const log = await logOf(deps.store, person.id, cardId);
  const found = log.find(({ entry }) => entry.seq === seq);
  const drawn = found?.details?.drawn;
  if (found?.entry.kind !== "answer" || found.details === undefined || drawn === undefined) return undefined;
  const { at, rating } = found.entry;
  return { person, stored, at, rating, details: found.details, drawn, asked: askedThen(stored, drawn) };
}

function askedThen({ note, side }: KnownCard, drawn: Drawn): PastQuestion["asked"] {
  const { sides, askDrawn } = cardTypeOf(note.type).load(note.fields, note.noteType);
  if (!sides.some(({ key }) => key === side)) return { kind: "gone" };
  const asked = askDrawn(side, drawn);
  const now = asked.drawn;
  if (now?.generator !== drawn.generator || now.params !== drawn.params || now.level !== drawn.level) {
    return { kind: "gone" };
  }
  return { kind: now.version === drawn.version ? "same" : "edited", asked };
}
