/** Log entries as rows and back, with what is kept of an answer beside its decision. */
import { present, unreachable } from "../base/invariant.ts";
import type { Drawn } from "../decks/card_type.ts";
import type { Given, Verdict } from "../decks/face.ts";
import type { AnswerEntry, ImportedState, Line, LogEntry, Rating } from "../scheduling/types.ts";
import { dueOf, flagOf, numberOfDue } from "./memory_row.ts";
import type { review } from "./schema.ts";

/** What the history of a card shows of an answer; the fold needs none of it. */
export interface AnswerDetails {
  /** The waiting line that the card was taken from. */
  readonly line: Line;
  /** Memory after the answer; days and 1 to 10. */
  readonly stability: number | undefined;
  readonly difficulty: number | undefined;
  /** Before the answer, 0 to 1; undefined at the first one. */
  readonly retrievability: number | undefined;
  readonly tookMs: number;
  /** Until the last check of a typed or chosen answer; undefined for what is not checked. */
  readonly answerMs: number | undefined;
  readonly drawn: Drawn | undefined;
  readonly typed: Given | undefined;
  readonly verdict: Verdict | undefined;
  /** The rating that the verdict suggested, and why. */
  readonly suggested: Rating | undefined;
  readonly reason: string | undefined;
}

type Row = typeof review.$inferSelect;
type EntryColumns = Omit<Row, "id" | "userId" | "cardId" | "actionId">;
export type DrawnColumns = Pick<Row, "generator" | "generatorVersion" | "level" | "seed" | "params">;

const EMPTY = {
  rating: null,
  phase: null,
  step: null,
  dueKind: null,
  due: null,
  intervalDays: null,
  lapse: null,
  leechAction: null,
  buriedBy: null,
  untilDay: null,
  flag: null,
  target: null,
  line: null,
  stability: null,
  difficulty: null,
  retrievability: null,
  tookMs: null,
  answerMs: null,
  generator: null,
  generatorVersion: null,
  level: null,
  seed: null,
  params: null,
  typed: null,
  verdict: null,
  suggested: null,
  reason: null,
  state: null,
} as const;

export function rowOfEntry(entry: LogEntry, details: AnswerDetails | undefined): EntryColumns {
  const base = { ...EMPTY, seq: entry.seq, at: entry.at, day: entry.day, kind: entry.kind };
  switch (entry.kind) {
    case "answer":
      return { ...base, ...decisionColumns(entry), ...(details === undefined ? {} : detailColumns(details)) };
    case "suspend":
    case "unsuspend":
    case "unbury":
      return base;
    case "bury":
      return { ...base, buriedBy: entry.by, untilDay: entry.untilDay };
    case "flag":
      return { ...base, flag: entry.flag };
    case "set_due":
      return { ...base, dueKind: "day", due: entry.dueDay, intervalDays: entry.intervalDays };
    case "reset":
      return { ...base, dueKind: "new", due: entry.position };
    case "import":
      return { ...base, state: JSON.stringify(entry.state) };
    case "undo":
    case "redo":
      return { ...base, target: entry.target };
    default:
      return unreachable(entry);
  }
}

export function entryOf(row: Row): LogEntry {
  const { seq, at, day, kind } = row;
  const base = { seq, at, day };
  switch (kind) {
    case "answer":
      return answerOf(row);
    case "suspend":
    case "unsuspend":
    case "unbury":
      return { ...base, kind };
    case "bury":
      return {
        ...base,
        kind,
        by: present(row.buriedBy, "who buried"),
        untilDay: present(row.untilDay, "the day of a burial"),
      };
    case "flag":
      return { ...base, kind, flag: flagOf(present(row.flag, "a flag")) };
    case "set_due":
      return {
        ...base,
        kind,
        dueDay: present(row.due, "a due day"),
        intervalDays: present(row.intervalDays, "an interval"),
      };
    case "reset":
      return { ...base, kind, position: present(row.due, "a position") };
    case "undo":
    case "redo":
      return { ...base, kind, target: present(row.target, "the target of an undo") };
    case "import":
      return {
        ...base,
        kind,
        state: importedStateOf(present(row.state, "the state that an import brought")),
      };
    default:
      return unreachable(kind);
  }
}

/** Undefined for entries that are no answers, and for answers that came without (imported ones). */
export function detailsOf(row: Row): AnswerDetails | undefined {
  if (row.line === null) return undefined;
  return {
    line: row.line,
    stability: row.stability ?? undefined,
    difficulty: row.difficulty ?? undefined,
    retrievability: row.retrievability ?? undefined,
    tookMs: row.tookMs ?? 0,
    answerMs: row.answerMs ?? undefined,
    drawn: drawnOf(row),
    typed: row.typed === null ? undefined : JSON.parse(row.typed),
    verdict: row.verdict === null ? undefined : JSON.parse(row.verdict),
    suggested: row.suggested === null ? undefined : ratingOf(row.suggested),
    reason: row.reason ?? undefined,
  };
}

export function drawnColumns(drawn: Drawn | undefined): DrawnColumns {
  return {
    generator: drawn?.generator ?? null,
    generatorVersion: drawn?.version ?? null,
    level: drawn?.level ?? null,
    seed: drawn?.seed ?? null,
    params: drawn?.params ?? null,
  };
}

export function drawnOf(row: DrawnColumns): Drawn | undefined {
  if (row.generator === null) return undefined;
  return {
    generator: row.generator,
    version: present(row.generatorVersion, "the version of a generator"),
    level: present(row.level, "the level of a question"),
    seed: present(row.seed, "the seed of a question"),
    params: present(row.params, "the params of a question"),
  };
}

function decisionColumns({ rating, decision }: AnswerEntry) {
  return {
    rating,
    phase: decision.phase,
    step: decision.step,
    dueKind: decision.due.kind,
    due: numberOfDue(decision.due),
    intervalDays: decision.intervalDays,
    lapse: decision.lapse,
    leechAction: decision.leech ?? null,
  };
}

function detailColumns(details: AnswerDetails) {
  return {
    line: details.line,
    stability: details.stability ?? null,
    difficulty: details.difficulty ?? null,
    retrievability: details.retrievability ?? null,
    tookMs: details.tookMs,
    answerMs: details.answerMs ?? null,
    ...drawnColumns(details.drawn),
    typed: details.typed === undefined ? null : JSON.stringify(details.typed),
    verdict: details.verdict === undefined ? null : JSON.stringify(details.verdict),
    suggested: details.suggested ?? null,
    reason: details.reason ?? null,
  };
}

function answerOf(row: Row): AnswerEntry {
  return {
    kind: "answer",
    seq: row.seq,
    at: row.at,
    day: row.day,
    rating: ratingOf(present(row.rating, "the rating of an answer")),
    decision: {
      phase: present(row.phase, "the phase of an answer"),
      step: present(row.step, "the step of an answer"),
      due: dueOf(present(row.dueKind, "what an answer is due by"), present(row.due, "when an answer is due")),
      intervalDays: present(row.intervalDays, "the interval of an answer"),
      lapse: present(row.lapse, "whether an answer lapsed"),
      leech: row.leechAction ?? undefined,
    },
  };
}

/** JSON leaves out what is undefined; a state names all of it. */
const UNKNOWN = {
  stability: undefined,
  difficulty: undefined,
  lastAt: undefined,
  lastDay: undefined,
  burial: undefined,
} as const satisfies Partial<ImportedState>;

function importedStateOf(state: string): ImportedState {
  return { ...UNKNOWN, ...JSON.parse(state) };
}

const RATINGS = [1, 2, 3, 4] as const satisfies readonly Rating[];

function ratingOf(value: number): Rating {
  const rating = RATINGS[value - 1];
  if (rating === undefined) throw new RangeError(`Cannot read rating ${value}: ratings are 1 to 4`);
  return rating;
}
