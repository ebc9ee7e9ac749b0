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
const MOST_FACTOR = 100_000;
const DAY_MS = 86_400_000;

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
  const three = scheduler === 1 && hasThreeButtons(rows);
  const events = rows.map((row) => three ? withFourButtons(row) : row).flatMap(eventOf);
  return { events, ignored: reviews.length - events.length };
}

/** Whether the row sent the card a day or more away. Source: rslib/src/scheduler/fsrs/params.rs, `interday`. */
export function isInterday({ interval }: AnkiReview): boolean {
  return interval >= 1 || interval <= -86_400;
}

/** What becomes of a row: an event, or nothing for one of four reasons. */
export type RowFate = ReviewEvent["kind"] | "preview" | "no_effect" | "double" | "no_time";

/** With what change a row is taken. */
export type RowChange = "future" | "bounded" | "three_buttons";

/**
 * How many rows become answers of our log: what readReviews() makes of them, without making it, for a plan counts
 * those of a whole collection. `tell` hears of rows that become something else or nothing, and of changes.
 */
export function countRows(
  reviews: readonly AnkiReview[],
  { seen, scheduler }: { readonly seen: number; readonly scheduler: 1 | 2 },
  tell: (row: AnkiReview, what: Exclude<RowFate, "answer"> | RowChange) => void,
): number {
  const isDouble = doubles(reviews);
  const three = scheduler === 1 && hasThreeButtons(inOrder(reviews));
  let answers = 0;
  for (const row of reviews) {
    const fate = !hasTime(row) ? "no_time" : isDouble(row) ? "double" : fateOf(row);
    if (fate === "answer") answers++;
    else tell(row, fate);
    if (fate === "no_time" || fate === "double" || fate === "preview" || fate === "no_effect") continue;
    if (row.id > seen) tell(row, "future");
    if (!isWithin(row)) tell(row, "bounded");
    if (three && fate === "answer" && isLifted(row)) tell(row, "three_buttons");
  }
  return answers;
}

/** Whether a row was there before. Rows come in order as a rule, so that only the one before can be the same. */
function doubles(reviews: readonly AnkiReview[]): (row: AnkiReview) => boolean {
  const isInOrder = reviews.every(({ id }, index) => id >= (reviews[index - 1]?.id ?? -Infinity));
  if (isInOrder) {
    let before: number | undefined;
    return ({ id }) => {
      const isSame = id === before;
      before = id;
      return isSame;
    };
  }
  const met = new Set<number>();
  return ({ id }) => met.size === met.add(id).size;
}

/** The fate of a row whose time and numbers are as they should be, or will be brought there. */
function fateOf(row: AnkiReview): Exclude<RowFate, "double" | "no_time"> {
  const hasFactor = within(row.factor, 0, 1) > 0;
  if (row.kind === 3 && !hasFactor) return "preview";
  if (row.kind === 4 && !hasFactor) return "reset";
  if (RATINGS[row.ease - 1] !== undefined) return "answer";
  return row.ease === 0 && within(row.interval, 0, 1) > 0 ? "set_due" : "no_effect";
}

function eventOf(row: AnkiReview): ReviewEvent[] {
  const rating = RATINGS[row.ease - 1];
  const kind = fateOf(row);
  if (kind === "reset" || kind === "set_due") return [{ kind, row }];
  return kind === "answer" && rating !== undefined ? [{ kind, row, rating, learn: row.kind === 0 }] : [];
}

function inOrder(reviews: readonly AnkiReview[]): readonly AnkiReview[] {
  const byId = new Map<number, AnkiReview>();
  for (const row of reviews) {
    if (hasTime(row) && !byId.has(row.id)) byId.set(row.id, row);
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

function hasTime({ id }: AnkiReview): boolean {
  return Number.isFinite(id) && id > 0;
}

function isWithin({ interval, lastInterval, factor, tookMs }: AnkiReview): boolean {
  return isInterval(interval) && isInterval(lastInterval) && factor >= 0 && factor <= MOST_FACTOR &&
    tookMs >= 0 && tookMs <= DAY_MS;
}

function isInterval(interval: number): boolean {
  return interval >= -MOST_DAYS * 86_400 && interval <= MOST_DAYS;
}

function tidied(row: AnkiReview, seen: number): AnkiReview {
  return {
    id: Math.min(instantOf(row.id, seen), seen),
    ease: row.ease,
    interval: within(row.interval, -MOST_DAYS * 86_400, MOST_DAYS),
    lastInterval: within(row.lastInterval, -MOST_DAYS * 86_400, MOST_DAYS),
    factor: within(row.factor, 0, MOST_FACTOR),
    tookMs: within(row.tookMs, 0, DAY_MS),
    kind: row.kind,
  };
}

function isLearning(row: AnkiReview): boolean {
  return row.kind === 0 || row.kind === 2;
}

function hasThreeButtons(rows: readonly AnkiReview[]): boolean {
  return !rows.some((row) => isLearning(row) && row.ease === 4);
}

function withFourButtons(row: AnkiReview): AnkiReview {
  return isLifted(row) ? { ...row, ease: row.ease + 1 } : row;
}

function isLifted(row: AnkiReview): boolean {
  return isLearning(row) && (row.ease === 2 || row.ease === 3);
}
