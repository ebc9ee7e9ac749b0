/** A card's schedule and reviews as Anki stores them, before they become a log of ours. */

/** One row of Anki's `revlog`. Source: ankitects/anki, rslib/src/revlog/mod.rs. */
export interface AnkiReview {
  /** ms UTC of the answer. */
  readonly id: number;
  /** 1 to 4; 0 for a manual change. In learning before 2.1's second scheduler: 1 to 3 for Again, Good, Easy. */
  readonly ease: number;
  /** Days when positive, seconds when negative. */
  readonly interval: number;
  readonly lastInterval: number;
  /** Ease in permille, or with FSRS the difficulty scaled to 100..1100; 0 for resets. */
  readonly factor: number;
  readonly tookMs: number;
  /** 0 learn, 1 review, 2 relearn, 3 filtered, 4 manual, 5 rescheduled. */
  readonly kind: 0 | 1 | 2 | 3 | 4 | 5;
}

/** The scheduling columns of Anki's `cards`. Source: ankitects/anki, rslib/src/storage/card. */
export interface AnkiCardState {
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  readonly type: 0 | 1 | 2 | 3;
  /** -3 buried by hand, -2 buried as a sibling, -1 suspended, 0 new, 1 learning, 2 review, 3 day learning, 4 preview. */
  readonly queue: number;
  /** New: position; learning: seconds UTC; review and day learning: days since the collection's first day. */
  readonly due: number;
  /** The due of its own deck while the card lies in a filtered one; 0 otherwise. */
  readonly originalDue: number;
  readonly isFiltered: boolean;
  readonly intervalDays: number;
  /** Ease in permille; 0 for new cards. */
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  /** Steps left in learning (Anki's `left` modulo 1000). */
  readonly stepsLeft: number;
  /** FSRS state of the card's data, where there is one. */
  readonly stability: number | undefined;
  readonly difficulty: number | undefined;
  /** ms UTC of the last review as the card's data say; undefined where they do not. */
  readonly lastReviewAt: number | undefined;
  /** Seconds UTC at which the collection was made: day 0 of `due`, in the collection's own zone. */
  readonly collectionMadeAt: number;
  /** Minutes that the collection's zone lay west of UTC when it was made, where known. */
  readonly collectionWestOffset: number | undefined;
}
