/** What comes after today: the next day on which cards come, and how many then. */
import { present } from "../base/invariant.ts";
import { type DeckWaiting, remainingCounts } from "../scheduling/limits.ts";
import type { Day } from "../scheduling/types.ts";
import { cardsBy } from "../store/decks.ts";
import type { Store } from "../store/open.ts";
import type { Person } from "../store/people.ts";
import { type StudyDeck, type Studying, totalOf } from "./studying.ts";

export interface Coming {
  readonly day: Day;
  /** Cards that have been learnt or buried before, held to the limits of that day. */
  readonly cards: number;
}

interface Looking {
  readonly all: Studying;
  /** A deck with those below it, or all. */
  readonly scope: readonly StudyDeck[];
}

/** undefined when no day is known, or its limits let nothing through. */
export async function comingAfter(
  store: Store,
  person: Person,
  { all: { now, decks }, scope }: Looking,
): Promise<Coming | undefined> {
  // What today's limits held back waits for tomorrow.
  const isLeft = scope.some(({ reviews, dayLearning }) => reviews + dayLearning > 0);
  const days = scope.flatMap(({ nextDay }) => nextDay === undefined ? [] : [nextDay]);
  const day = isLeft ? now.today + 1 : days.length === 0 ? undefined : Math.min(...days);
  if (day === undefined) return undefined;
  const waiting = await cardsBy(store, person.id, {
    today: now.today,
    day,
    cap: Math.max(0, ...decks.map(({ preset }) => Math.max(preset.newPerDay, preset.reviewsPerDay))),
  });
  const counts = remainingCounts(decks.map(({ id, parentId, preset }): DeckWaiting => ({
    deckId: id,
    parentId,
    newPerDay: preset.newPerDay,
    reviewsPerDay: preset.reviewsPerDay,
    newDone: 0,
    reviewsDone: 0,
    waiting: waiting.get(id) ?? { new: 0, review: 0, learning: 0 },
  })));
  const total = totalOf(
    scope.map((deck) => ({ ...deck, counts: present(counts.get(deck.id), `counts of deck ${deck.id}`) })),
  );
  const cards = total.new + total.review + total.learning;
  return cards === 0 ? undefined : { day, cards };
}
