/** Rows of a review log that are no answers here, or only with a change: counted by reason, with some of them named. */

/** Why a row is told of. */
export type RowReason = keyof typeof ROW_WORDS;

export interface RowExample {
  /** As lists show it; empty where the file does not hold the note. */
  readonly note: string;
  /** "Card 1", "deletion 2"; its number in the file where there is no more to say. */
  readonly card: string;
  /** What the file knows the row by: ms UTC of the answer. */
  readonly row: number;
}

export interface ReviewRemark {
  readonly reason: RowReason;
  readonly count: number;
  /** The first few. */
  readonly examples: readonly RowExample[];
}

interface RowWords {
  /** left: the row does not come; changed: it comes, but not as it stands; other: it comes as something else. */
  readonly kind: "left" | "changed" | "other";
  /** What one such row is, and what several are. */
  readonly one: string;
  readonly many: string;
  /** How to mend it. */
  readonly mend: string;
}

export const ROW_WORDS = {
  no_card: {
    kind: "left",
    one: "answer of a card that is not in the file",
    many: "answers of cards that are not in the file",
    mend: "Nothing is to be done: such cards were deleted, or lie in decks that were not exported",
  },
  left_card: {
    kind: "left",
    one: "answer of a card that is left out",
    many: "answers of cards that are left out",
    mend: "Mend the card or its note, as the list of problems says, and import the file again",
  },
  unknown_kind: {
    kind: "left",
    one: "row of a kind, or with a grade, that Anki does not know",
    many: "rows of a kind, or with a grade, that Anki does not know",
    mend: "Nothing is to be done: the schedules of their cards are taken all the same",
  },
  no_time: {
    kind: "left",
    one: "row without a time that can be",
    many: "rows without a time that can be",
    mend: "Nothing is to be done: the schedules of their cards are taken all the same",
  },
  double: {
    kind: "left",
    one: "row that says the same answer a second time",
    many: "rows that say the same answer a second time",
    mend: "Nothing is to be done: each answer is taken once",
  },
  preview: {
    kind: "left",
    one: "answer in a filtered deck that does not reschedule",
    many: "answers in filtered decks that do not reschedule",
    mend: "Nothing is to be done: they changed no schedule in Anki either",
  },
  no_effect: {
    kind: "left",
    one: "row that holds neither an answer nor a due date",
    many: "rows that hold neither an answer nor a due date",
    mend: "Nothing is to be done: they changed no schedule in Anki either",
  },
  unreadable: {
    kind: "left",
    one: "answer that cannot be read",
    many: "answers that cannot be read",
    mend: "Export the file again; the others are taken",
  },
  not_divided: {
    kind: "left",
    one: "answer of a card that becomes several here",
    many: "answers of cards that become several here",
    mend: "Nothing is to be done: nobody can say which of them was asked",
  },
  marker: {
    kind: "left",
    one: "mark that a card began to be learnt, which is no answer",
    many: "marks that cards began to be learnt, which are no answers",
    mend: "Nothing is to be done",
  },
  reset: {
    kind: "other",
    one: "row that says that a card was made new by hand, which is what it comes as",
    many: "rows that say that a card was made new by hand, which is what they come as",
    mend: "Nothing is to be done",
  },
  set_due: {
    kind: "other",
    one: "row that says that a due date was set by hand, which is what it comes as",
    many: "rows that say that a due date was set by hand, which is what they come as",
    mend: "Nothing is to be done",
  },
  future: {
    kind: "changed",
    one: "row from the future; it counts as of the moment of the import",
    many: "rows from the future; they count as of the moment of the import",
    mend: "Look whether the clock of the device that wrote them is right",
  },
  bounded: {
    kind: "changed",
    one: "row with an interval, ease or time that cannot be; the nearest possible one is taken",
    many: "rows with an interval, ease or time that cannot be; the nearest possible one is taken",
    mend: "Nothing is to be done",
  },
  three_buttons: {
    kind: "changed",
    one: "answer from when learning had three buttons in Anki; Good and Easy are taken as what they meant",
    many: "answers from when learning had three buttons in Anki; Good and Easy are taken as what they meant",
    mend: "Nothing is to be done",
  },
} as const satisfies Readonly<Record<string, RowWords>>;

/** Examples of one reason. */
const MOST_EXAMPLES = 5;

export interface RowRemarks {
  readonly add: (reason: RowReason, example: () => RowExample, count?: number) => void;
  readonly list: () => readonly ReviewRemark[];
}

export function rowRemarks(): RowRemarks {
  const found = new Map<RowReason, { count: number; readonly examples: RowExample[] }>();
  return {
    add(reason, example, count = 1) {
      const known = found.get(reason) ?? { count: 0, examples: [] };
      known.count += count;
      if (known.examples.length < MOST_EXAMPLES) known.examples.push(example());
      found.set(reason, known);
    },
    list: () =>
      REASONS.flatMap((reason) => {
        const known = found.get(reason);
        return known === undefined ? [] : [{ reason, ...known }];
      }),
  };
}

/** What several readings or steps remarked, by reason. */
export function mergeRemarks(lists: readonly (readonly ReviewRemark[])[]): readonly ReviewRemark[] {
  const all = lists.flat();
  return REASONS.flatMap((reason) => {
    const own = all.filter((remark) => remark.reason === reason);
    const count = own.reduce((sum, remark) => sum + remark.count, 0);
    const examples = own.flatMap((remark) => remark.examples).slice(0, MOST_EXAMPLES);
    return count === 0 ? [] : [{ reason, count, examples }];
  });
}

/** In the order in which they are told. */
const REASONS: readonly RowReason[] = [
  "no_card",
  "left_card",
  "unknown_kind",
  "no_time",
  "double",
  "preview",
  "no_effect",
  "unreadable",
  "not_divided",
  "future",
  "bounded",
  "three_buttons",
  "marker",
  "reset",
  "set_due",
];
