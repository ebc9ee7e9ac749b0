/** Takes back what was done today, one thing at a time and over restarts, and does it again. */
import { present } from "../base/invariant.ts";
import { foldLog } from "../scheduling/fold.ts";
import type { LogEntry } from "../scheduling/types.ts";
import { undoState } from "../scheduling/undo.ts";
import {
  actionsOfDay,
  type Change,
  changesOfAction,
  type LoggedChange,
  logOf,
  recordAction,
} from "../store/log.ts";
import type { Person } from "../store/people.ts";
import { reviewCard } from "../store/memories.ts";
import type { StudyDelta } from "../store/study_days.ts";
import type { Deps } from "./deps.ts";
import { type Now, nowFor } from "./studying.ts";

export type TakenBack =
  | { readonly kind: "done"; readonly verb: string; readonly cardId: number | undefined }
  | { readonly kind: "nothing" }
  | { readonly kind: "stale" };

export function undo(deps: Deps, person: Person): Promise<TakenBack> {
  return takeBack(deps, person, "undo");
}

export function redo(deps: Deps, person: Person): Promise<TakenBack> {
  return takeBack(deps, person, "redo");
}

async function takeBack(deps: Deps, person: Person, verb: "undo" | "redo"): Promise<TakenBack> {
  const now = nowFor(person, deps.now());
  const actions = await actionsOfDay(deps.store, person.id, now.today);
  const state = undoState(actions.map(({ id, verb, targetId }) => ({ id, verb, target: targetId })));
  const targetId = verb === "undo" ? state.undoable : state.redoable;
  const target = actions.find((action) => action.id === targetId);
  if (target === undefined) return { kind: "nothing" };

  const changed = await changesOfAction(deps.store, person.id, target.id);
  const changes = await Promise.all(changed.map((change) => reversal(deps, person, { change, verb, now })));
  const recorded = await recordAction(deps.store, {
    userId: person.id,
    day: now.today,
    at: now.at,
    verb,
    deckId: target.deckId,
    cardId: target.cardId,
    targetId: target.id,
    changes,
    study: changed.flatMap((change) => studyDelta(change, verb === "undo" ? -1 : 1)),
  });
  return recorded.kind === "stale" ? recorded : { kind: "done", verb: target.verb, cardId: target.cardId };
}

interface Reversing {
  readonly change: LoggedChange;
  readonly verb: "undo" | "redo";
  readonly now: Now;
}

/** One more entry in the log of the card, and the memory folded anew from all of it. */
async function reversal(deps: Deps, person: Person, { change, verb, now }: Reversing): Promise<Change> {
  const [log, stored] = await Promise.all([
    logOf(deps.store, person.id, change.cardId),
    reviewCard(deps.store, person.id, change.cardId),
  ]);
  const card = present(stored, `card ${change.cardId} of an action`);
  const entry: LogEntry = {
    kind: verb,
    seq: card.memory.version + 1,
    at: now.at,
    day: now.today,
    target: change.entry.seq,
  };
  const entries = [...log.map((logged) => logged.entry), entry];
  const after = foldLog(card.position, { entries, parameters: card.preset.options.parameters });
  return { cardId: change.cardId, entry, after, details: undefined };
}

/** The counts of the day on which the answer was given, once more or taken away. */
function studyDelta({ entry, details, deckId }: LoggedChange, sign: 1 | -1): StudyDelta[] {
  if (entry.kind !== "answer" || details === undefined) return [];
  return [{
    day: entry.day,
    deckId,
    answers: sign,
    newCards: details.line === "new" ? sign : 0,
    reviews: details.line === "review" ? sign : 0,
    tookMs: sign * details.tookMs,
  }];
}
