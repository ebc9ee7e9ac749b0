/** A card's schedule and reviews in Anki as a log of ours, whose fold is the memory that the card has there. */
import { dueFromAnki, instantOf, within } from "./anki_due.ts";
import type { AnkiCardState, AnkiReview } from "./anki_history.ts";
import { type AnkiLog, HISTORICAL_RETENTION, type ImportedAnswer, logOfReviews } from "./anki_log.ts";
import { readReviews } from "./anki_reviews.ts";
import { type Clock, dayOf } from "./day.ts";
import { applyEntry, newMemory } from "./fold.ts";
import { type MemoryState, stateFromInterval } from "./memory_model.ts";
import { currentStep } from "./steps.ts";
import type { Burial, Day, Due, Flag, ImportedState, LogEntry, Memory, Phase, Preset } from "./types.ts";

export interface AnkiCard {
  readonly state: AnkiCardState;
  readonly reviews: readonly AnkiReview[];
  readonly flag: Flag;
  /** Whether its note has the tag "leech". */
  readonly leech: boolean;
  /** Place that it had among the new cards before it was learnt; absent where nothing says so. */
  readonly position?: number | undefined;
}

export interface ImportContext {
  readonly clock: Clock;
  /** Steps and parameters of the deck that the card comes to. */
  readonly preset: Preset;
  /** Instant (ms UTC) of the import: buried cards come again on the day after. */
  readonly seen: number;
  /** The scheduler of the collection. */
  readonly scheduler: 1 | 2;
}

export interface ConvertedHistory {
  /** The place among the new cards from which the log is folded. */
  readonly position: number;
  /** Empty for a new card of which there is nothing to say. */
  readonly entries: readonly LogEntry[];
  /** One for each answer among the entries. */
  readonly answers: readonly ImportedAnswer[];
  /** The fold of the entries from `position`. */
  readonly memory: Memory;
  /** Rows that shape no memory and are left out: see readReviews(). */
  readonly ignored: number;
}

/** Never throws: numbers that make no sense are brought within bounds, rows that make none are left out. */
export function convertHistory(card: AnkiCard, context: ImportContext): ConvertedHistory {
  const { events, ignored } = readReviews(card.reviews, context);
  const log = logOfReviews(events, context);
  const state = stateOfCard(card, log, context);
  const position = state.due.kind === "new"
    ? state.due.position
    : within(card.position ?? 0, 0, Number.MAX_SAFE_INTEGER);
  if (log.entries.length === 0 && isUntouched(state)) {
    return { position, entries: [], answers: [], memory: newMemory(position), ignored };
  }
  const seq = log.memory.version + 1;
  const entry = {
    seq,
    at: context.seen,
    day: dayOf(context.seen, context.clock),
    kind: "import",
    state,
  } as const;
  return {
    position,
    entries: [...log.entries, entry],
    answers: log.answers,
    memory: applyEntry(log.memory, entry, context.preset.parameters),
    ignored,
  };
}

function isUntouched(state: ImportedState): boolean {
  const { phase, reviews, lapses, leech, suspended, burial, flag } = state;
  return phase === "new" && reviews === 0 && lapses === 0 && !leech && !suspended && burial === undefined &&
    flag === 0;
}

function stateOfCard(card: AnkiCard, log: AnkiLog, context: ImportContext): ImportedState {
  const { state } = card;
  const { clock, preset } = context;
  const phase = phaseOf(state);
  const due = dueFromAnki(state, phase, clock);
  const last = phase === "new" ? NEVER : lastAnswer(state, log, context);
  const known = phase === "new" ? undefined : knownState(state, log, context);
  return {
    phase,
    step: stepOf(state, phase, preset),
    due,
    stability: known?.stability,
    difficulty: known?.difficulty,
    intervalDays: intervalOf(state, phase, { due, since: last.lastDay ?? dayOf(context.seen, clock) }),
    ...last,
    reviews: within(state.reps, 0, 1_000_000),
    lapses: within(state.lapses, 0, 1_000_000),
    leech: card.leech,
    suspended: state.queue === -1,
    burial: burialOf(state.queue, dayOf(context.seen, clock)),
    flag: card.flag,
  };
}

/** In Anki's first scheduler cards being relearnt were review cards in the learning queue. */
function phaseOf({ type, queue }: AnkiCardState): Phase {
  switch (type) {
    case 1:
      return "learning";
    case 2:
      return queue === 1 || queue === 3 ? "relearning" : "review";
    case 3:
      return "relearning";
    default:
      return "new";
  }
}

/** Anki counts the steps that are left. */
function stepOf({ stepsLeft }: AnkiCardState, phase: Phase, preset: Preset): number {
  if (phase === "new" || phase === "review" || !(stepsLeft > 0)) return 0;
  const steps = phase === "learning" ? preset.learningStepsMinutes : preset.relearningStepsMinutes;
  return currentStep(steps, steps.length - within(stepsLeft, 1, 1000));
}

/** In learning the wait of the present step: Anki keeps there what comes after relearning. */
function intervalOf(
  { intervalDays }: AnkiCardState,
  phase: Phase,
  { due, since }: { readonly due: Due; readonly since: Day },
): number {
  if (phase === "review") return within(intervalDays, 1, 36_500);
  return due.kind === "day" ? within(due.day - since, 0, 36_500) : 0;
}

/** Both kinds of burial end when the next day begins. Source: rslib/src/scheduler/bury_and_suspend.rs. */
function burialOf(queue: number, today: Day): Burial | undefined {
  if (queue === -2) return { by: "sibling", untilDay: today + 1 };
  return queue === -3 ? { by: "hand", untilDay: today + 1 } : undefined;
}

type LastAnswer = Pick<Memory, "lastAt" | "lastDay">;

const NEVER: LastAnswer = { lastAt: undefined, lastDay: undefined };

function lastAnswer(state: AnkiCardState, log: AnkiLog, { clock, seen }: ImportContext): LastAnswer {
  const { lastAt, lastDay } = log.memory;
  if (!isCutShort(state, log)) return { lastAt, lastDay };
  const at = Math.min(instantOf(state.lastReviewAt ?? seen, seen), seen);
  return { lastAt: at, lastDay: dayOf(at, clock) };
}

/** Whether the card was answered after the last row there is. Anki keeps that instant in whole seconds. */
function isCutShort({ lastReviewAt }: AnkiCardState, { memory }: AnkiLog): boolean {
  return lastReviewAt !== undefined &&
    Math.floor(lastReviewAt / 1000) > Math.floor((memory.lastAt ?? -1) / 1000);
}

/**
 * Stability and difficulty that folding cannot give, or undefined where it gives them. With rows missing, what Anki
 * kept with the card knows more than the rest of the rows do; failing that, its interval and ease are converted.
 * Source: rslib/src/scheduler/fsrs/memory_state.rs, set_memory_state.
 */
function knownState(
  state: AnkiCardState,
  log: AnkiLog,
  { preset }: ImportContext,
): MemoryState | undefined {
  if (log.history === "whole" && !isCutShort(state, log)) return undefined;
  const kept = keptState(state);
  if (kept !== undefined || log.history !== "none") return kept;
  if (phaseOf(state) !== "review" && !(state.intervalDays > 0)) return undefined;
  const ease = (state.factor > 0 ? within(state.factor, 1, 100_000) : 2500) / 1000;
  const intervalDays = within(state.intervalDays, 1, 36_500);
  return stateFromInterval({ intervalDays, ease, retention: HISTORICAL_RETENTION }, preset.parameters);
}

function keptState({ stability, difficulty }: AnkiCardState): MemoryState | undefined {
  if (stability === undefined || difficulty === undefined) return undefined;
  if (!(stability > 0) || !(difficulty >= 0)) return undefined;
  return {
    stability: Math.min(Math.max(stability, 0.001), 36_500),
    difficulty: Math.min(Math.max(difficulty, 1), 10),
  };
}
