/** Counts what the notes of a plan come to. */
import type { NoteStep, PlanCounts, PlannedKind, PlannedNote, StepCard } from "./import_plan.ts";

type NoteCounts = Pick<PlanCounts, "notes" | "bothChanged" | "newCards" | "schedules">;

export function noteCounts(notes: readonly PlannedNote[], steps: readonly NoteStep[]): NoteCounts {
  const byKind: Record<PlannedKind, number> = {
    new: 0,
    updated: 0,
    moved: 0,
    unchanged: 0,
    conflicting: 0,
    skipped: 0,
  };
  for (const { kind } of notes) byKind[kind]++;
  let [cards, schedules] = [0, 0];
  for (const { card: { history } } of newCards(notes, steps)) {
    cards++;
    if (history !== undefined && wasStudied(history)) schedules++;
  }
  return {
    notes: byKind,
    bothChanged: notes.filter(({ fields }) => fields.some(({ conflicting }) => conflicting)).length,
    newCards: cards,
    schedules,
  };
}

export interface NewCard {
  readonly card: StepCard;
  /** Summary of its note. */
  readonly note: string;
}

/** The cards that a plan makes: of new notes all, of others those with sides that were not there. */
export function* newCards(
  notes: readonly PlannedNote[],
  steps: readonly NoteStep[],
): Generator<NewCard> {
  const sides = new Map(
    notes.flatMap(({ noteId, newSides }) => newSides.length === 0 ? [] : [[noteId, newSides]]),
  );
  for (const step of steps) {
    if (step.kind !== "add" && step.kind !== "change") continue;
    for (const card of step.cards) {
      if (step.kind === "add" || sides.get(step.noteId)?.includes(card.side.key) === true) {
        yield { card, note: step.summary };
      }
    }
  }
}

function wasStudied({ state, reviews }: NonNullable<StepCard["history"]>): boolean {
  return state.type !== 0 || state.reps > 0 || reviews.length > 0;
}
