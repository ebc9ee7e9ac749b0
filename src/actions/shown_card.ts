/** A card as it stands before its learner: its face with the numbers drawn, what was tried, and what each grade would do. */
import { cardTypeOf } from "../decks/card_types.ts";
import type { Asked, LoadedNote } from "../decks/card_type.ts";
import { type Outcome, previewAnswers } from "../scheduling/review.ts";
import type { Rating } from "../scheduling/types.ts";
import { type Attempt, loadAttempt } from "../store/attempts.ts";
import { type KnownCard, reviewCard } from "../store/memories.ts";
import type { Person } from "../store/people.ts";
import { type Deps, fuzzSeed, questionSeed } from "./deps.ts";
import type { Now } from "./studying.ts";

export interface ShownCard {
  readonly stored: KnownCard;
  readonly note: LoadedNote;
  readonly asked: Asked;
  /** A checked answer that waits for its grade; it belongs to the memory's present version. */
  readonly attempt: Attempt | undefined;
  readonly previews: Readonly<Record<Rating, Outcome>>;
}

/** undefined when there is no such card for this person. */
export async function showCard(
  deps: Deps,
  person: Person,
  { cardId, now }: { readonly cardId: number; readonly now: Now },
): Promise<ShownCard | undefined> {
  const stored = await reviewCard(deps.store, person.id, cardId);
  if (stored === undefined) return undefined;
  const kept = await loadAttempt(deps.store, { userId: person.id, cardId });
  const attempt = kept?.version === stored.memory.version ? kept : undefined;
  const note = openNote(stored);
  const seed = questionSeed(deps.secret, { userId: person.id, cardId, reviews: stored.memory.reviews });
  const asked = attempt?.drawn === undefined
    ? note.ask(stored.side, seed)
    : note.askDrawn(stored.side, attempt.drawn);
  const previews = previewAnswers(stored.memory, {
    now: now.at,
    clock: person,
    preset: stored.preset.options,
    fuzzSeed: fuzzSeed({ cardId, reviews: stored.memory.reviews }),
  });
  return { stored, note, asked, attempt, previews };
}

export function openNote({ note: { type, fields, noteType, tags }, deck, memory }: KnownCard): LoadedNote {
  return cardTypeOf(type).load(fields, noteType, { deck: deck.name, tags, flag: memory.flag });
}
