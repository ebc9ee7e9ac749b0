/**
 * Reviews of a Mochi card as Anki would have kept them. An export writes `~:date` and `~:due` as `~t` and ms, an
 * `~:interval` in days, which may be broken, `~:remembered?`, and where Mochi grades by more than that a `~:rating`;
 * and before the first review a mark of the moment at which the card began to be learnt, without an interval.
 */
import type { AnkiReview } from "../../../scheduling/anki_history.ts";
import type { CollectedHistory } from "../../imports/collection.ts";
import type { RowReason } from "../../imports/review_remarks.ts";

const DAY = 86_400_000;
const LAST = 8_000_000_000_000;
const LONGEST_DAYS = 36_500;

export interface MochiHistory {
  /** undefined for a card without answers. */
  readonly history: CollectedHistory | undefined;
  /** What is no answer: why, and the ms of each where it has one. */
  readonly others: readonly { readonly reason: RowReason; readonly row: number }[];
}

export function historyOf(given: unknown): MochiHistory {
  const read = (Array.isArray(given) ? given : []).map(reviewOf);
  const others = read.flatMap((one) => one.kind === "other" ? [{ reason: one.reason, row: one.at }] : []);
  const answers = read.flatMap((one) => one.kind === "answer" ? [one] : []).sort((a, b) => a.at - b.at);
  const last = answers.at(-1);
  if (last === undefined) return { history: undefined, others };
  const reviews = answers.map(({ at, ease, intervalDays, tookMs }, index): AnkiReview => ({
    id: at,
    ease,
    interval: intervalDays,
    lastInterval: answers[index - 1]?.intervalDays ?? 0,
    factor: 2500,
    tookMs,
    kind: index === 0 ? 0 : 1,
  }));
  const state = {
    type: 2,
    queue: 2,
    due: Math.floor((last.due ?? last.at + last.intervalDays * DAY) / DAY),
    originalDue: 0,
    isFiltered: false,
    intervalDays: last.intervalDays,
    factor: 2500,
    reps: answers.length,
    lapses: answers.slice(1).filter(({ ease }) => ease === 1).length,
    stepsLeft: 0,
    stability: undefined,
    difficulty: undefined,
    lastReviewAt: last.at,
    // Days are counted from 1970 on, in UTC.
    collectionMadeAt: 12 * 3600,
    collectionWestOffset: 0,
  } as const;
  return { history: { state, reviews }, others };
}

type Read =
  | {
    readonly kind: "answer";
    readonly at: number;
    readonly ease: number;
    readonly intervalDays: number;
    readonly due: number | undefined;
    readonly tookMs: number;
  }
  | { readonly kind: "other"; readonly reason: "marker" | "unreadable"; readonly at: number };

function reviewOf(item: unknown): Read {
  if (!(item instanceof Map)) return { kind: "other", reason: "unreadable", at: 0 };
  const at = instant(item.get("date"));
  const due = instant(item.get("due"));
  const interval: unknown = item.get("interval");
  const ease = easeOf(item.get("rating"), item.get("remembered?"));
  if (at === undefined) return { kind: "other", reason: "unreadable", at: 0 };
  if (typeof interval !== "number" && (due === undefined || due <= at)) {
    return { kind: "other", reason: "marker", at };
  }
  if (ease === undefined) return { kind: "other", reason: "unreadable", at };
  const days = typeof interval === "number" ? interval : ((due ?? at) - at) / DAY;
  const seconds: unknown = item.get("duration");
  return {
    kind: "answer",
    at,
    ease,
    intervalDays: Math.min(Math.max(Math.round(days) || 1, 1), LONGEST_DAYS),
    due: due !== undefined && due > at ? due : undefined,
    tookMs: typeof seconds === "number" && seconds > 0 ? Math.min(Math.round(seconds * 1000), DAY) : 0,
  };
}

const RATINGS: ReadonlyMap<unknown, number> = new Map([
  ["again", 1],
  ["fail", 1],
  ["forgot", 1],
  ["hard", 2],
  ["good", 3],
  ["easy", 4],
]);

function easeOf(rating: unknown, remembered: unknown): number | undefined {
  const graded = RATINGS.get(rating);
  if (graded !== undefined) return graded;
  return typeof remembered === "boolean" ? (remembered ? 3 : 1) : undefined;
}

function instant(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : value;
  return typeof at === "number" && at > 0 && at < LAST ? Math.round(at) : undefined;
}
