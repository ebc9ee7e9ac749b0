/** Reviews of a Mochi card as Anki would have kept them: remembered is Good, forgotten Again. */
import type { AnkiReview } from "../../../scheduling/anki_history.ts";
import type { CollectedHistory } from "../../imports/collection.ts";

const DAY = 86_400_000;
const LAST = 8_000_000_000_000;

/** undefined for a card without reviews that can be read. */
export function historyOf(given: unknown): CollectedHistory | undefined {
  const read = (Array.isArray(given) ? given : []).flatMap((item) => reviewOf(item) ?? []);
  const sorted = [...new Map(read.map((review) => [review.at, review])).values()].sort((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  if (last === undefined) return undefined;
  const reviews = sorted.map(({ at, remembered, intervalDays }, index): AnkiReview => ({
    id: at,
    ease: remembered ? 3 : 1,
    interval: intervalDays,
    lastInterval: sorted[index - 1]?.intervalDays ?? 0,
    factor: 2500,
    tookMs: 0,
    kind: index === 0 ? 0 : 1,
  }));
  return {
    state: {
      type: 2,
      queue: 2,
      due: Math.floor(last.at / DAY) + last.intervalDays,
      originalDue: 0,
      isFiltered: false,
      intervalDays: last.intervalDays,
      factor: 2500,
      reps: sorted.length,
      lapses: sorted.slice(1).filter(({ remembered }) => !remembered).length,
      stepsLeft: 0,
      stability: undefined,
      difficulty: undefined,
      lastReviewAt: last.at,
      // Days are counted from 1970 on, in UTC.
      collectionMadeAt: 12 * 3600,
      collectionWestOffset: 0,
    },
    reviews,
  };
}

interface Review {
  readonly at: number;
  readonly remembered: boolean;
  readonly intervalDays: number;
}

function reviewOf(item: unknown): Review | undefined {
  if (!(item instanceof Map)) return undefined;
  const at = instant(item.get("date"));
  const due = instant(item.get("due"));
  const remembered: unknown = item.get("remembered?");
  const given: unknown = item.get("interval");
  if (at === undefined || typeof remembered !== "boolean") return undefined;
  const days = typeof given === "number" ? given : due === undefined ? 1 : (due - at) / DAY;
  return { at, remembered, intervalDays: Math.min(Math.max(Math.round(days) || 1, 1), 36_500) };
}

function instant(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : value;
  return typeof at === "number" && at > 0 && at < LAST ? Math.round(at) : undefined;
}
