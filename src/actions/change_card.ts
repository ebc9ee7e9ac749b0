/** Changes that a learner makes to a card by hand: suspend, bury, flag, set due, reset; each can be undone. */
import { unreachable } from "../base/invariant.ts";
import { applyEntry, type ChangeEntry } from "../scheduling/fold.ts";
import type { Flag, Memory } from "../scheduling/types.ts";
import { type Change, recordAction } from "../store/log.ts";
import type { Person } from "../store/people.ts";
import { type KnownCard, reviewCard, siblings } from "../store/memories.ts";
import type { Deps } from "./deps.ts";
import { type Now, nowFor } from "./studying.ts";

export type CardChange =
  | { readonly kind: "suspend" | "unsuspend" | "bury" | "bury_note" | "unbury" | "reset" }
  | { readonly kind: "flag"; readonly flag: Flag }
  /** Due in so many days from today; 0 is today. */
  | { readonly kind: "set_due"; readonly inDays: number };

export interface ChangeRequest {
  readonly cardId: number;
  /** The version of the memory that the page showed. */
  readonly version: number;
  readonly change: CardChange;
}

export type Changed =
  | { readonly kind: "done" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "stale" }
  | { readonly kind: "missing" };

export async function changeCard(deps: Deps, person: Person, request: ChangeRequest): Promise<Changed> {
  const now = nowFor(person, deps.now());
  const stored = await reviewCard(deps.store, person.id, request.cardId);
  if (stored === undefined) return { kind: "missing" };
  if (stored.memory.version !== request.version) return { kind: "stale" };
  const touched = request.change.kind === "bury_note"
    ? await siblings(deps.store, person.id, stored.note.id)
    : stored.retired
    ? []
    : [{ cardId: request.cardId, memory: stored.memory }];
  const changes = touched.flatMap((card): Change[] => {
    const entry = entryOf(card.memory, request.change, { now, stored });
    if (entry === undefined) return [];
    const after = applyEntry(card.memory, entry, stored.preset.options.parameters);
    return [{ cardId: card.cardId, entry, after, details: undefined }];
  });
  if (changes.length === 0) return { kind: "unchanged" };
  const recorded = await recordAction(deps.store, {
    userId: person.id,
    day: now.today,
    at: now.at,
    verb: request.change.kind,
    deckId: stored.deck.id,
    cardId: request.cardId,
    targetId: undefined,
    changes,
    study: [],
  });
  return { kind: recorded.kind };
}

export interface Context {
  readonly now: Now;
  readonly stored: KnownCard;
}

/** undefined when the card already is so. */
export function entryOf(
  memory: Memory,
  change: CardChange,
  { now, stored }: Context,
): ChangeEntry | undefined {
  const base = { seq: memory.version + 1, at: now.at, day: now.today };
  const isBuried = memory.burial !== undefined && memory.burial.untilDay > now.today;
  switch (change.kind) {
    case "suspend":
      return memory.suspended ? undefined : { ...base, kind: "suspend" };
    case "unsuspend":
      return memory.suspended ? { ...base, kind: "unsuspend" } : undefined;
    case "bury":
    case "bury_note":
      return memory.suspended || isBuried
        ? undefined
        : { ...base, kind: "bury", by: "hand", untilDay: now.today + 1 };
    case "unbury":
      return isBuried ? { ...base, kind: "unbury" } : undefined;
    case "flag":
      return memory.flag === change.flag ? undefined : { ...base, kind: "flag", flag: change.flag };
    case "set_due":
      return {
        ...base,
        kind: "set_due",
        dueDay: now.today + change.inDays,
        intervalDays: Math.max(1, change.inDays),
      };
    case "reset":
      return memory.phase === "new" ? undefined : { ...base, kind: "reset", position: stored.position };
    default:
      return unreachable(change);
  }
}
