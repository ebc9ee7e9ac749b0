/** Anki's review log of one card, put in order, and what each row of it says. */
import { instantOf, within } from "./anki_due.ts";
import type { AnkiReview } from "./anki_history.ts";
import type { Rating } from "./types.ts";

/** What a row says. Source: ankitects/anki, rslib/src/revlog/mod.rs (is_reset, is_cramming, has_rating). */
export type ReviewEvent =
  /** An answer that scheduled the card; `learn` where it stood in first learning. */
  | { readonly kind: "answer"; readonly row: AnkiReview; readonly rating: Rating; readonly learn: boolean }
  /** Made new by hand: earlier answers no longer count. */
  | { readonly kind: "reset"; readonly row: AnkiReview }
  /** Given a due date by hand, or moved when the options of its deck changed. */
  | { readonly kind: "set_due"; readonly row: AnkiReview };

export interface ReadReviews {
  /** Oldest first. */
  readonly events: readonly ReviewEvent[];
  /** Rows that shape no memory: answers in filtered decks that do not reschedule, and rows no answer can be read from. */
  readonly ignored: number;
}

const RATINGS: readonly Rating[] = [1, 2, 3, 4];

/** The longest interval in days, either way of the sign. */
const MOST_DAYS = 36_500;

/**
 * Rows by time, each once; times after `seen` (a clock that was wrong) count as `seen`, as Anki takes them for today.
 * With Anki's first scheduler learning had three buttons: its Good and Easy are lifted to 3 and 4.
 * Source: rslib/src/storage/revlog/v2_upgrade.sql.
 */
export function readReviews(
  reviews: readonly AnkiReview[],
  { seen, scheduler }: { readonly seen: number; readonly scheduler: 1 | 2 },
): ReadReviews {
  const rows = inOrder(reviews).map((row) => tidied(row, seen));
  const three = scheduler === 1 && !rows.some((row) => isLearning(row) && row.ease === 4);
  const events = rows.map((row) => three ? withFourButtons(row) : row).flatMap(eventOf);
  return { events, ignored: reviews.length - events.length };
}

/** Whether the row sent the card a day or more away. Source: rslib/src/scheduler/fsrs/params.rs, `interday`. */
export function isInterday({ interval }: AnkiReview): boolean {
  return interval >= 1 || interval <= -86_400;
}

function eventOf(row: AnkiReview): ReviewEvent[] {
  const rating = RATINGS[row.ease - 1];
  if (row.kind === 3 && row.factor === 0) return [];
  if (row.kind === 4 && row.factor === 0) return [{ kind: "reset", row }];
  if (rating !== undefined) return [{ kind: "answer", row, rating, learn: row.kind === 0 }];
  return row.ease === 0 && row.interval > 0 ? [{ kind: "set_due", row }] : [];
}

function inOrder(reviews: readonly AnkiReview[]): readonly AnkiReview[] {
  const byId = new Map<number, AnkiReview>();
  for (const row of reviews) {
    if (Number.isFinite(row.id) && row.id > 0 && !byId.has(row.id)) byId.set(row.id, row);
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

function tidied(row: AnkiReview, seen: number): AnkiReview {
  return {
    id: Math.min(instantOf(row.id, seen), seen),
    ease: row.ease,
    interval: within(row.interval, -MOST_DAYS * 86_400, MOST_DAYS),
    lastInterval: within(row.lastInterval, -MOST_DAYS * 86_400, MOST_DAYS),
    factor: within(row.factor, 0, 100_000),
    tookMs: within(row.tookMs, 0, 86_400_000),
    kind: row.kind,
  };
}

function isLearning(row: AnkiReview): boolean {
  return row.kind === 0 || row.kind === 2;
}

function withFourButtons(row: AnkiReview): AnkiReview {
  return isLearning(row) && (row.ease === 2 || row.ease === 3) ? { ...row, ease: row.ease + 1 } : row;
}
