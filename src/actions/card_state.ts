/** Everything that is known of one card: its faces, memory, history and siblings. */
import { effectiveEntries } from "../scheduling/fold.ts";
import { type LoggedEntry, logOf } from "../store/log.ts";
import { type Sibling, siblings } from "../store/memories.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { showCard, type ShownCard } from "./shown_card.ts";
import { type Now, nowFor } from "./studying.ts";

export interface CardState {
  readonly person: Person;
  readonly now: Now;
  readonly shown: ShownCard;
  readonly log: readonly LoggedEntry[];
  /** Entries that are not taken back, by seq. */
  readonly effective: ReadonlySet<number>;
  readonly siblings: readonly Sibling[];
}

/** undefined when there is no such card for this person. */
export async function cardState(deps: Deps, person: Person, cardId: number): Promise<CardState | undefined> {
  const now = nowFor(person, deps.now());
  const shown = await showCard(deps, person, { cardId, now });
  if (shown === undefined) return undefined;
  const [log, others] = await Promise.all([
    logOf(deps.store, person.id, cardId),
    siblings(deps.store, person.id, shown.stored.note.id),
  ]);
  const entries = effectiveEntries(log.map((logged) => logged.entry));
  return {
    person,
    now,
    shown,
    log,
    effective: new Set(entries.map((entry) => entry.seq)),
    siblings: others.filter((card) => card.cardId !== cardId),
  };
}
