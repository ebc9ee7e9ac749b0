/** Changes many cards at once as one action, which one undo takes back. */
import { applyEntry } from "../scheduling/fold.ts";
import { type Change, recordAction } from "../store/log.ts";
import { reviewCard } from "../store/memories.ts";
import type { Person } from "../store/people.ts";
import { type CardChange, entryOf } from "./change_card.ts";
import type { Deps } from "./deps.ts";
import { nowFor } from "./studying.ts";

/** One batch writes them all; more would hold others up. */
export const MOST_CARDS = 1000;

export type ChangedCards =
  | { readonly kind: "done"; readonly changed: number }
  | { readonly kind: "unchanged" }
  | { readonly kind: "stale" }
  | { readonly kind: "too_many" };

export async function changeCards(
  deps: Deps,
  person: Person,
  { cardIds, change }: { readonly cardIds: readonly number[]; readonly change: CardChange },
): Promise<ChangedCards> {
  if (cardIds.length > MOST_CARDS) return { kind: "too_many" };
  const now = nowFor(person, deps.now());
  const changes: Change[] = [];
  for (const cardId of new Set(cardIds)) {
    if (changes.length % 50 === 49) await deps.store.letOthersIn();
    const stored = await reviewCard(deps.store, person.id, cardId);
    if (stored === undefined || stored.retired) continue;
    const entry = entryOf(stored.memory, change, { now, stored });
    if (entry === undefined) continue;
    const after = applyEntry(stored.memory, entry, stored.preset.options.parameters);
    changes.push({ cardId, entry, after, details: undefined });
  }
  if (changes.length === 0) return { kind: "unchanged" };
  const recorded = await recordAction(deps.store, {
    userId: person.id,
    day: now.today,
    at: now.at,
    verb: change.kind,
    deckId: undefined,
    cardId: undefined,
    targetId: undefined,
    changes,
    study: [],
  });
  return recorded.kind === "done" ? { kind: "done", changed: changes.length } : recorded;
}
