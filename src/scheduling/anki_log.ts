/** Anki's review log of a card as ours: the answers in order, and where their memory begins anew. */
import { isInterday, type ReviewEvent } from "./anki_reviews.ts";
import type { AnkiReview } from "./anki_history.ts";
import { type Clock, dayOf } from "./day.ts";
import { applyEntry, type ChangeEntry, newMemory } from "./fold.ts";
import { type MemoryState, stateFromInterval } from "./memory_model.ts";
import { recallOn } from "./memory_state.ts";
import type { Decision, FsrsParameters, ImportedState, Line, Memory, Phase, Preset } from "./types.ts";

/** How often cards were recalled when due before FSRS: the default of Anki's historical retention. */
export const HISTORICAL_RETENTION = 0.9;

/** What an imported answer brings beside its entry. */
export interface ImportedAnswer {
  readonly seq: number;
  readonly line: Line;
  readonly tookMs: number;
  /** After the answer. */
  readonly stability: number | undefined;
  readonly difficulty: number | undefined;
  /** Just before it; undefined at a first one. */
  readonly retrievability: number | undefined;
}

export interface AnkiLog {
  readonly entries: readonly ChangeEntry[];
  readonly answers: readonly ImportedAnswer[];
  /** The fold of the entries. */
  readonly memory: Memory;
  /**
   * whole: from the first learning step on; cut: rows before the first are missing, it was taken at its interval;
   * none: nothing that a memory can be told from.
   */
  readonly history: "whole" | "cut" | "none";
}

export interface LogContext {
  readonly clock: Clock;
  readonly preset: Preset;
}

interface Course {
  readonly context: LogContext;
  readonly entries: ChangeEntry[];
  readonly answers: ImportedAnswer[];
  memory: Memory;
  history: AnkiLog["history"];
  /** The event before, when a memory has begun with it or goes on. */
  last: ReviewEvent | undefined;
}

/**
 * The answers as our log tells them. A memory begins with the first of a run of learning steps; where the card must
 * have been made new before it without a row that says so, a reset is put in. Without learning steps it begins at the
 * first answer that sent the card a day or more away, as SM-2 would have it.
 * Source: ankitects/anki, rslib/src/scheduler/fsrs/params.rs (reviews_for_fsrs), memory_state.rs.
 */
export function logOfReviews(events: readonly ReviewEvent[], context: LogContext): AnkiLog {
  const course: Course = {
    context,
    entries: [],
    answers: [],
    memory: newMemory(0),
    history: "none",
    last: undefined,
  };
  for (const event of events) {
    take(course, event);
    course.last = event;
  }
  const { entries, answers, memory, history } = course;
  return { entries, answers, memory, history };
}

function take(course: Course, event: ReviewEvent): void {
  const { row } = event;
  switch (event.kind) {
    case "reset":
      beginAnew(course, row.id);
      return;
    case "set_due": {
      const days = row.interval;
      push(course, row.id, (base) => ({
        ...base,
        kind: "set_due",
        dueDay: base.day + days,
        intervalDays: days,
      }));
      return;
    }
    case "answer":
      if (event.learn && wasForgotten(course.last)) beginAnew(course, between(course.last?.row.id, row.id));
      if (event.learn && course.history === "none") course.history = "whole";
      stand(course, row);
      answer(course, event);
      if (course.history === "none" && isInterday(row)) {
        course.history = "cut";
        push(course, row.id, (base) => ({
          ...base,
          kind: "import",
          state: { ...stateNow(course.memory), ...stateOfFirst(row, course.context.preset.parameters) },
        }));
      }
      return;
  }
}

/** Whether a learning step after this event means that the card was made new in between. */
function wasForgotten(last: ReviewEvent | undefined): boolean {
  if (last === undefined) return false;
  return last.kind === "set_due" || (last.kind === "answer" && !last.learn);
}

function beginAnew(course: Course, at: number): void {
  push(course, at, (base) => ({ ...base, kind: "reset", position: 0 }));
  course.history = "none";
}

/** Where rows are missing, the card is put where the next answer found it. */
function stand(course: Course, row: AnkiReview): void {
  const phase = phaseBefore(row, course.memory.phase);
  if (phase === course.memory.phase) return;
  push(course, row.id, (base) => {
    const due = phase === "review"
      ? { kind: "day", day: base.day } as const
      : { kind: "time", at: row.id } as const;
    const intervalDays = phase === "review" ? Math.max(1, row.lastInterval) : 0;
    return {
      ...base,
      kind: "import",
      state: { ...stateNow(course.memory), phase, step: 0, due, intervalDays },
    };
  });
}

function phaseBefore({ kind }: AnkiReview, folded: Phase): Phase {
  if (kind === 0) return folded === "new" ? "new" : "learning";
  return kind === 2 ? "relearning" : "review";
}

function answer(course: Course, { row, rating }: Extract<ReviewEvent, { readonly kind: "answer" }>): void {
  const { memory: before, context: { clock, preset } } = course;
  const line = lineBefore(row, before);
  const retrievability = recallOn(before, dayOf(row.id, clock), preset.parameters);
  push(course, row.id, (base) => ({
    ...base,
    kind: "answer",
    rating,
    decision: decisionOf(row, before.phase, course.context),
  }));
  const { stability, difficulty, version: seq } = course.memory;
  course.answers.push({ seq, line, tookMs: row.tookMs, stability, difficulty, retrievability });
}

function lineBefore({ lastInterval }: AnkiReview, { phase }: Memory): Line {
  if (phase === "new" || phase === "review") return phase;
  return lastInterval <= -86_400 ? "day_learning" : "learning";
}

/** What the answer decided: days when positive, seconds of a step when negative. */
function decisionOf(row: AnkiReview, before: Phase, { clock, preset }: LogContext): Decision {
  const lapse = before === "review" && row.ease === 1;
  const today = dayOf(row.id, clock);
  if (row.interval > 0 || (row.interval === 0 && before === "review" && !lapse)) {
    const due = { kind: "day", day: today + row.interval } as const;
    return { phase: "review", step: 0, due, intervalDays: row.interval, lapse, leech: undefined };
  }
  const phase = before === "review" || before === "relearning" ? "relearning" : "learning";
  const steps = phase === "learning" ? preset.learningStepsMinutes : preset.relearningStepsMinutes;
  const seconds = -row.interval;
  const at = row.id + seconds * 1000;
  const intervalDays = seconds >= 86_400 ? Math.round(seconds / 86_400) : dayOf(at, clock) - today;
  return {
    phase,
    step: Math.max(0, steps.findIndex((minutes) => Math.round(minutes * 60) === seconds)),
    due: intervalDays === 0 ? { kind: "time", at } : { kind: "day", day: today + intervalDays },
    intervalDays,
    lapse,
    leech: undefined,
  };
}

/**
 * The memory after the first row that is left of a history. A factor up to 1100 was written with FSRS on and is a
 * difficulty. Source: rslib/src/scheduler/fsrs/memory_state.rs, single_card_revlog_to_item.
 */
function stateOfFirst({ interval, factor }: AnkiReview, parameters: FsrsParameters): MemoryState {
  const ease = (factor === 0 ? 2500 : factor) / 1000;
  const state = stateFromInterval(
    { intervalDays: Math.max(1, interval), ease, retention: HISTORICAL_RETENTION },
    parameters,
  );
  return ease > 1.1 ? state : { ...state, difficulty: Math.max(1, (ease - 0.1) * 9 + 1) };
}

function stateNow({ version: _, ...state }: Memory): ImportedState {
  return state;
}

type Base = Pick<ChangeEntry, "seq" | "at" | "day">;

function push(course: Course, at: number, make: (base: Base) => ChangeEntry): void {
  const { context: { clock, preset }, memory } = course;
  const entry = make({ seq: memory.version + 1, at, day: dayOf(at, clock) });
  course.entries.push(entry);
  course.memory = applyEntry(memory, entry, preset.parameters);
}

/** An instant after the one and before the other, as near to the first as can be. */
function between(after: number | undefined, before: number): number {
  return after === undefined ? before : Math.min(after + 1, before);
}
