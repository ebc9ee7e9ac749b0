/** Looks up whether an answer was quick for this person, so that Easy may be offered beside Good. */
import type { Drawn } from "../decks/card_type.ts";
import { TEMPLATE_ID } from "../questions/template_generator.ts";
import { answerTimes, type Skill } from "../store/answer_times.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import type { ShownCard } from "./shown_card.ts";
import { offersEasy, suggestRating } from "./suggest_rating.ts";

export async function isEasyOffered(
  { store }: Deps,
  person: Person,
  { attempt, stored }: ShownCard,
): Promise<boolean> {
  if (attempt === undefined || suggestRating(attempt) !== 3) return false;
  return offersEasy(attempt, await answerTimes(store, person.id, skillOf(stored.cardId, attempt.drawn)));
}

/** All templates are drawn under one id, so each card of theirs is a skill of its own. */
function skillOf(cardId: number, drawn: Drawn | undefined): Skill {
  return drawn === undefined || drawn.generator === TEMPLATE_ID
    ? { kind: "card", cardId }
    : { kind: "generator", generator: drawn.generator, level: drawn.level };
}
