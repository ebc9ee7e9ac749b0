/** A worked example before the first question of a skill: the same kind of question with other numbers. */
import type { Asked } from "../decks/card_type.ts";
import { isFirst } from "../scheduling/memory_state.ts";
import type { Person } from "../store/people.ts";
import { type Deps, exampleSeed } from "./deps.ts";
import type { ShownCard } from "./shown_card.ts";

/** How many variants are looked at to find one that does not give the question's own answer away. */
const LOOKS = 8;

/**
 * Example first, then a question with its first steps given, then whole questions: for what is practised with new
 * numbers each time, testing alone is no better than studying an example (Yeo and Fazio 2019).
 * undefined for cards without fresh numbers, for those that were answered before, and where every variant has the
 * same answer.
 */
export function workedExample(
  deps: Deps,
  person: Person,
  { stored, note, asked, attempt }: ShownCard,
): Asked | undefined {
  if (asked.drawn === undefined || attempt !== undefined || !isFirst(stored.memory)) return undefined;
  for (let look = 0; look < LOOKS; look++) {
    const seed = exampleSeed(deps.secret, { userId: person.id, cardId: stored.cardId, look });
    const example = note.ask(stored.side, seed);
    if (example.back.steps.length === 0) return undefined;
    if (
      example.drawn?.params !== asked.drawn.params &&
      example.back.answer?.source !== asked.back.answer?.source
    ) return example;
  }
  return undefined;
}
