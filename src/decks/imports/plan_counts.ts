/** Counts what the notes of a plan come to. */
import type { NoteStep, PlanCounts, PlannedKind, PlannedNote, StepCard } from "./import_plan.ts";

type NoteCounts = Pick<PlanCounts, "notes" | "bothChanged" | "newCards" | "schedules" | "reviews">;

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
  const isNew = new Map(notes.map(({ noteId, newSides }) => [noteId, new Set(newSides)]));
  const cards = steps.flatMap((step) => {
    if (step.kind === "add") return step.cards;
    if (step.kind !== "change") return [];
    return step.cards.filter(({ side }) => isNew.get(step.noteId)?.has(side.key));
  });
  return {
    notes: byKind,
    bothChanged: notes.filter(({ fields }) => fields.some(({ conflicting }) => conflicting)).length,
    newCards: cards.length,
    schedules: cards.filter(({ history }) => history !== undefined && wasStudied(history)).length,
    reviews: cards.reduce((sum, { history }) => sum + (history?.reviews.length ?? 0), 0),
  };
}

function wasStudied({ state, reviews }: NonNullable<StepCard["history"]>): boolean {
  return state.type !== 0 || state.reps > 0 || reviews.length > 0;
}
