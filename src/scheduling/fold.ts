/** The memory of a card as a fold over its log: the log is the truth, the memory a cache of it. */
import { invariant, unreachable } from "../base/invariant.ts";
import { stateFromInterval } from "./memory_model.ts";
import { stateAfter, stateOf } from "./memory_state.ts";
import type { AnswerEntry, FsrsParameters, ImportedState, LogEntry, Memory } from "./types.ts";

/** An entry that changes the memory by itself; undo and redo only say which of these count. */
export type ChangeEntry = Exclude<LogEntry, { readonly kind: "undo" | "redo" }>;

/** How a card that was never answered, but put into review by hand, is taken: a usual one that was recalled. */
const UNANSWERED = { ease: 2.5, retention: 0.9 };

/** A card nobody has answered yet, at its place among the new ones. */
export function newMemory(position: number): Memory {
  return {
    phase: "new",
    step: 0,
    due: { kind: "new", position },
    stability: undefined,
    difficulty: undefined,
    intervalDays: 0,
    lastAt: undefined,
    lastDay: undefined,
    reviews: 0,
    lapses: 0,
    leech: false,
    suspended: false,
    burial: undefined,
    flag: 0,
    version: 0,
  };
}

/** The memory after one more change. After an undo or redo fold the whole log: those need what came before. */
export function applyEntry(memory: Memory, entry: ChangeEntry, parameters: FsrsParameters): Memory {
  const next = { ...memory, version: entry.seq };
  switch (entry.kind) {
    case "answer":
      return answered(next, entry, parameters);
    case "suspend":
      return { ...next, suspended: true };
    case "unsuspend":
      return { ...next, suspended: false };
    case "bury":
      return { ...next, burial: { untilDay: entry.untilDay, by: entry.by } };
    case "unbury":
      return { ...next, burial: undefined };
    case "flag":
      return { ...next, flag: entry.flag };
    case "set_due":
      return putInReview(next, entry, parameters);
    case "reset":
      return madeNew(next, entry.position);
    case "import":
      return imported(next, entry.state);
    default:
      return unreachable(entry);
  }
}

/**
 * The memory that a whole log leads to, from a new card at `position`. Its version is the last seq.
 * Throws on a log with gaps, or whose undo and redo rows name entries that they cannot take back or restore.
 */
export function foldLog(
  position: number,
  { entries, parameters }: { readonly entries: readonly LogEntry[]; readonly parameters: FsrsParameters },
): Memory {
  const memory = effectiveEntries(entries).reduce(
    (before, entry) => applyEntry(before, entry, parameters),
    newMemory(position),
  );
  return { ...memory, version: entries.at(-1)?.seq ?? 0 };
}

/** The entries that count: those that are not undone, or were redone. */
export function effectiveEntries(entries: readonly LogEntry[]): ChangeEntry[] {
  const counts = new Map<number, { readonly entry: ChangeEntry; readonly undone: boolean }>();
  entries.forEach((entry, i) => {
    invariant(entry.seq === i + 1, `log entry ${i + 1} of a card has seq ${entry.seq}`);
    if (isChange(entry)) {
      counts.set(entry.seq, { entry, undone: false });
      return;
    }
    const target = counts.get(entry.target);
    invariant(
      target !== undefined,
      `${entry.kind} ${entry.seq} names ${entry.target}, which is no change before it`,
    );
    const undone = entry.kind === "undo";
    invariant(
      target.undone !== undone,
      `${entry.kind} ${entry.seq} names ${entry.target}, which it finds so already`,
    );
    counts.set(entry.target, { entry: target.entry, undone });
  });
  return [...counts.values()].filter(({ undone }) => !undone).map(({ entry }) => entry);
}

function isChange(entry: LogEntry): entry is ChangeEntry {
  return entry.kind !== "undo" && entry.kind !== "redo";
}

function answered(memory: Memory, entry: AnswerEntry, parameters: FsrsParameters): Memory {
  const { decision, rating, day } = entry;
  return {
    ...memory,
    ...stateAfter(memory, { rating, today: day, parameters }),
    phase: decision.phase,
    step: decision.step,
    due: decision.due,
    intervalDays: decision.intervalDays,
    lastAt: entry.at,
    lastDay: day,
    reviews: memory.reviews + 1,
    lapses: memory.lapses + (decision.lapse ? 1 : 0),
    leech: memory.leech || decision.leech !== undefined,
    suspended: memory.suspended || decision.leech === "suspend",
    burial: undefined,
  };
}

/** As in Anki, a card given a due day by hand is also no longer suspended or buried, and keeps what is known of it. */
function putInReview(
  memory: Memory,
  entry: Extract<LogEntry, { readonly kind: "set_due" }>,
  parameters: FsrsParameters,
): Memory {
  const intervalDays = Math.max(1, entry.intervalDays);
  const state = stateOf(memory) ?? stateFromInterval({ intervalDays, ...UNANSWERED }, parameters);
  return {
    ...memory,
    ...state,
    phase: "review",
    step: 0,
    due: { kind: "day", day: entry.dueDay },
    intervalDays,
    suspended: false,
    burial: undefined,
  };
}

/** What was learnt is forgotten; the counts of reviews and lapses, the flag and the mark of a leech stay. */
function madeNew(memory: Memory, position: number): Memory {
  const { reviews, lapses, leech, flag, version } = memory;
  return { ...newMemory(position), reviews, lapses, leech, flag, version };
}

function imported({ version, ...folded }: Memory, state: ImportedState): Memory {
  const known = state.phase === "new" ? undefined : stateOf(state) ?? stateOf(folded);
  return { ...state, stability: known?.stability, difficulty: known?.difficulty, version };
}
