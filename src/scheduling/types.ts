/** The words of scheduling: ratings, a card's memory, and the log entries that it is folded from. */

/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

export const RATINGS = [1, 2, 3, 4] as const satisfies readonly Rating[];

export type Phase = "new" | "learning" | "review" | "relearning";

/** A civil day of the learner as the count of days since 1970-01-01; it begins at their rollover hour. */
export type Day = number;

/** When a card comes next: by its place among the new ones, at an instant, or on a day. */
export type Due =
  | { readonly kind: "new"; readonly position: number }
  | { readonly kind: "time"; readonly at: number }
  | { readonly kind: "day"; readonly day: Day };

/** 0 is no flag; 1 to 7 are red, orange, green, blue, pink, turquoise, purple, as in Anki. */
export type Flag = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Burial {
  /** The card may come again on this day. */
  readonly untilDay: Day;
  readonly by: "hand" | "sibling";
}

/** What is known of one card for one person: a fold over the log of that card. */
export interface Memory {
  readonly phase: Phase;
  /** Index of the learning or relearning step the card stands on; 0 elsewhere. */
  readonly step: number;
  readonly due: Due;
  /** Days until retrievability falls to 0.9; undefined before the first answer. */
  readonly stability: number | undefined;
  /** 1 (easy) to 10 (hard); undefined before the first answer. */
  readonly difficulty: number | undefined;
  /** Scheduled length of the present interval in days; 0 while it is shorter than a day. */
  readonly intervalDays: number;
  /** Instant (ms UTC) and day of the last answer. */
  readonly lastAt: number | undefined;
  readonly lastDay: Day | undefined;
  /** Answers folded in, undone ones not counted. */
  readonly reviews: number;
  /** Times the card fell from review back to relearning. */
  readonly lapses: number;
  readonly leech: boolean;
  readonly suspended: boolean;
  readonly burial: Burial | undefined;
  readonly flag: Flag;
  /** Number of log entries, undone ones and undos included: grows with every change, guards against stale pages. */
  readonly version: number;
}

/** What an answer decided, kept in the log so that folding never has to decide again. */
export interface Decision {
  readonly phase: Exclude<Phase, "new">;
  readonly step: number;
  readonly due: Due;
  readonly intervalDays: number;
  readonly lapse: boolean;
  /** Set when this answer made the card a leech, with what was done about it. */
  readonly leech: "tag" | "suspend" | undefined;
}

interface EntryBase {
  /** Place in the log of this card, from 1, without gaps. */
  readonly seq: number;
  /** Instant in ms UTC and the learner's day then. */
  readonly at: number;
  readonly day: Day;
}

export interface AnswerEntry extends EntryBase {
  readonly kind: "answer";
  readonly rating: Rating;
  readonly decision: Decision;
}

/**
 * A memory as the program that a card came from knew it. Without stability and difficulty those folded so far stay,
 * unless the card is new.
 */
export type ImportedState = Omit<Memory, "version">;

/** One row of the append-only log of a card. Undo and redo are rows too: `target` is the seq they take back or restore. */
export type LogEntry =
  | AnswerEntry
  | (EntryBase & { readonly kind: "suspend" | "unsuspend" | "unbury" })
  | (EntryBase & { readonly kind: "bury"; readonly by: Burial["by"]; readonly untilDay: Day })
  | (EntryBase & { readonly kind: "flag"; readonly flag: Flag })
  | (EntryBase & { readonly kind: "set_due"; readonly dueDay: Day; readonly intervalDays: number })
  | (EntryBase & { readonly kind: "reset"; readonly position: number })
  | (EntryBase & { readonly kind: "import"; readonly state: ImportedState })
  | (EntryBase & { readonly kind: "undo" | "redo"; readonly target: number });

/** FSRS weights with the version of the model they belong to. */
export interface FsrsParameters {
  readonly version: 6;
  readonly weights: readonly number[];
}

/** Scheduling options of a set of decks, as one person chose them. Minutes, days and counts as named. */
export interface Preset {
  readonly learningStepsMinutes: readonly number[];
  readonly relearningStepsMinutes: readonly number[];
  /** 0.7 to 0.99. */
  readonly desiredRetention: number;
  readonly maximumIntervalDays: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly learnAheadMinutes: number;
  readonly newOrder: "position" | "random";
  readonly reviewOrder: "due" | "retrievability" | "random";
  readonly mix: "mixed" | "reviews_first" | "new_first";
  readonly buryNewSiblings: boolean;
  readonly buryReviewSiblings: boolean;
  readonly buryLearningSiblings: boolean;
  readonly leechThreshold: number;
  readonly leechAction: "tag" | "suspend";
  readonly fuzz: boolean;
  readonly parameters: FsrsParameters;
}

/** Which waiting line a card stands in; suspended and buried cards stand in none. */
export type Line = "new" | "learning" | "day_learning" | "review";

/** A card that may be next, as the store offers it. */
export interface Candidate {
  readonly cardId: number;
  readonly noteId: number;
  readonly deckId: number;
  /** The generator of a generated card; cards of one generator are kept apart. */
  readonly generator: string | undefined;
  readonly line: Line;
  /** Position, ms or day, by line. */
  readonly due: number;
  /** Fixed shuffle key, 32 bits. */
  readonly salt: number;
  readonly stability: number | undefined;
  readonly lastDay: Day | undefined;
}
