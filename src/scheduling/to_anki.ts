/** A card's memory and log as Anki keeps them: the columns of its card and the rows of its review log. */
import { dueToAnki, within } from "./anki_due.ts";
import type { AnkiCardState, AnkiReview } from "./anki_history.ts";
import type { Clock } from "./day.ts";
import { applyEntry, type ChangeEntry, effectiveEntries, newMemory } from "./fold.ts";
import { intervalFor } from "./memory_model.ts";
import type { Day, Decision, LogEntry, Memory, Preset } from "./types.ts";

/** An entry with the time that the answer took, 0 for what is no answer. */
export interface TimedEntry {
  readonly entry: LogEntry;
  readonly tookMs: number;
}

export interface ExportContext {
  readonly clock: Clock;
  readonly preset: Preset;
  readonly today: Day;
  /** The collection that the card goes to: see AnkiCardState. */
  readonly collectionMadeAt: number;
  readonly collectionWestOffset: number | undefined;
}

export interface ExportedCard {
  readonly state: AnkiCardState;
  /** Oldest first; ids differ within the card, but rows of other cards may have the same. */
  readonly reviews: readonly AnkiReview[];
}

/** The ease of a card that only FSRS has scheduled: Anki's own default. */
const DEFAULT_FACTOR = 2500;

/** What was undone is left out, as is what Anki has no row for. Folding begins at `position`. */
export function toAnki(
  { memory, log, position }: {
    readonly memory: Memory;
    readonly log: readonly TimedEntry[];
    readonly position: number;
  },
  context: ExportContext,
): ExportedCard {
  return { state: stateOfCard(memory, context), reviews: reviewsOf(log, position, context.preset) };
}

function stateOfCard(memory: Memory, context: ExportContext): AnkiCardState {
  const { phase, due } = memory;
  return {
    type: phase === "new" ? 0 : phase === "learning" ? 1 : phase === "review" ? 2 : 3,
    queue: queueOf(memory, context.today),
    due: dueToAnki(due, context, context.clock),
    originalDue: 0,
    isFiltered: false,
    intervalDays: intervalOf(memory, context.preset),
    factor: phase === "new" ? 0 : DEFAULT_FACTOR,
    reps: memory.reviews,
    lapses: memory.lapses,
    stepsLeft: stepsLeft(memory, context.preset),
    stability: memory.stability,
    difficulty: memory.difficulty,
    lastReviewAt: memory.lastAt,
    collectionMadeAt: context.collectionMadeAt,
    collectionWestOffset: context.collectionWestOffset,
  };
}

/** Suspended before buried, as a card in Anki is only one of them. */
function queueOf({ suspended, burial, due, phase }: Memory, today: Day): number {
  if (suspended) return -1;
  if (burial !== undefined && burial.untilDay > today) return burial.by === "hand" ? -3 : -2;
  if (due.kind === "new") return 0;
  if (due.kind === "time") return 1;
  return phase === "review" ? 2 : 3;
}

/** In relearning Anki keeps the interval that comes after it. */
function intervalOf({ phase, intervalDays, stability }: Memory, preset: Preset): number {
  if (phase === "review") return intervalDays;
  if (phase !== "relearning" || stability === undefined) return 0;
  const days = intervalFor({ stability, retention: preset.desiredRetention }, preset.parameters);
  return within(Math.round(days), 1, preset.maximumIntervalDays);
}

function stepsLeft({ phase, step }: Memory, preset: Preset): number {
  if (phase !== "learning" && phase !== "relearning") return 0;
  const steps = phase === "learning" ? preset.learningStepsMinutes : preset.relearningStepsMinutes;
  return Math.max(1, steps.length - step);
}

function reviewsOf(log: readonly TimedEntry[], position: number, preset: Preset): readonly AnkiReview[] {
  const took = new Map(log.map(({ entry, tookMs }) => [entry.seq, tookMs]));
  const rows: AnkiReview[] = [];
  let memory = newMemory(position);
  for (const entry of effectiveEntries(log.map((timed) => timed.entry))) {
    const after = applyEntry(memory, entry, preset.parameters);
    const row = rowOf(entry, memory, after);
    if (row !== undefined) {
      const last = rows.at(-1);
      rows.push({
        ...row,
        id: last === undefined ? entry.at : Math.max(entry.at, last.id + 1),
        lastInterval: last?.interval ?? 0,
        tookMs: took.get(entry.seq) ?? 0,
      });
    }
    memory = after;
  }
  return rows;
}

type Row = Omit<AnkiReview, "id" | "lastInterval" | "tookMs">;

/** Source: ankitects/anki, rslib/src/scheduler/answering/revlog.rs and rslib/src/revlog/mod.rs. */
function rowOf(entry: ChangeEntry, before: Memory, after: Memory): Row | undefined {
  switch (entry.kind) {
    case "answer":
      return {
        ease: entry.rating,
        interval: intervalNumber(entry.decision, entry.at),
        factor: factorOf(after),
        kind: kindOf(before),
      };
    case "reset":
      return { ease: 0, interval: 0, factor: 0, kind: 4 };
    case "set_due":
      return { ease: 0, interval: Math.max(1, entry.intervalDays), factor: DEFAULT_FACTOR, kind: 4 };
    default:
      return undefined;
  }
}

function kindOf({ phase }: Memory): 0 | 1 | 2 {
  if (phase === "review") return 1;
  return phase === "relearning" ? 2 : 0;
}

/** Days of a review when positive, seconds of a step when negative. */
function intervalNumber({ phase, due, intervalDays }: Decision, at: number): number {
  if (phase === "review") return intervalDays;
  const seconds = due.kind === "time" ? Math.round((due.at - at) / 1000) : intervalDays * 86_400;
  return Math.min(-seconds, -1);
}

/** Difficulty 1 to 10 as 100 to 1100. Source: rslib/src/scheduler/answering/mod.rs, difficulty_shifted. */
function factorOf({ difficulty }: Memory): number {
  return difficulty === undefined ? DEFAULT_FACTOR : Math.round(((difficulty - 1) / 9 + 0.1) * 1000);
}
