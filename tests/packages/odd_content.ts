/** A package with one of everything that an import has to tell of. */
import {
  BASIC,
  type BuiltReview,
  cardWith,
  contentWith,
  DEFAULT_DECK,
  DEFAULT_OPTIONS,
  noteWith,
  type PackageContent,
} from "./content.ts";

const DAY = 86_400_000;
/** 1 February 2024. */
const FIRST = Date.UTC(2024, 1, 1, 12);

export function reviewOn(day: number, parts: Partial<BuiltReview> = {}): BuiltReview {
  const plain = { ease: 3, interval: 2, lastInterval: 0, factor: 2500, time: 4000, kind: day === 0 ? 0 : 1 };
  return { id: FIRST + day * DAY, ...plain, ...parts };
}

/** Rows of one card, six of which are answers. */
const REVIEWS: readonly BuiltReview[] = [
  reviewOn(0),
  reviewOn(2),
  reviewOn(3, { kind: 3, factor: 0 }),
  reviewOn(4, { interval: 900_000 }),
  reviewOn(5, { kind: 4, ease: 0, interval: 9 }),
  reviewOn(6, { kind: 4, ease: 0, interval: 0, factor: 0 }),
  reviewOn(7, { kind: 0 }),
  reviewOn(8, { ease: 0, interval: 0 }),
  reviewOn(9, { kind: 9 }),
  reviewOn(10),
  reviewOn(365 * 90),
];

const REVIEWED = {
  type: 2,
  queue: 2,
  due: 1600,
  interval: 2,
  factor: 2500,
  reps: 6,
  deck: 10,
} as const;

export const ODD: PackageContent = contentWith({
  decks: [
    DEFAULT_DECK,
    { ...DEFAULT_DECK, id: 10, name: "Physics", options: 7 },
    { ...DEFAULT_DECK, id: 11, name: "Cram", isFiltered: true },
    { ...DEFAULT_DECK, id: 12, name: "Chemistry" },
  ],
  options: [
    DEFAULT_OPTIONS,
    {
      ...DEFAULT_OPTIONS,
      id: 7,
      name: "Eager",
      newPerDay: 20_000,
      desiredRetention: 0.995,
      learningSteps: [10, 1],
      reviewOrder: 3,
    },
  ],
  noteTypes: [BASIC],
  notes: [
    noteWith(0, {
      fields: ["force", "\\(F = m\\nosuch{a}\\)"],
      cards: [cardWith({ ...REVIEWED, reviews: REVIEWS })],
    }),
    noteWith(1, {
      fields: ["work", "energy <img src=gone.png>"],
      cards: [
        cardWith({ deck: 11, originalDeck: 10, due: -100_001, originalDue: 5 }),
        cardWith({ ord: 4, deck: 10, reviews: [reviewOn(20), reviewOn(21)] }),
      ],
    }),
    noteWith(2, { cards: [] }),
  ],
});

/** What a plan of it has to count. */
export const ODD_ANSWERS = 6;
