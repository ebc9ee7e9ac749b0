/** A small collection with something of everything that a package can hold. */
import {
  cardWith,
  CLOZE,
  contentWith,
  DEFAULT_DECK,
  DEFAULT_OPTIONS,
  noteWith,
  REVERSED,
} from "./content.ts";

export const REVIEW = {
  id: 1_700_000_000_000,
  ease: 3,
  interval: 4,
  lastInterval: -600,
  factor: 2500,
  time: 5200,
  kind: 0,
};

/** One note of each kind, in nested decks, with a schedule, media and options. */
export const RICH = contentWith({
  decks: [
    DEFAULT_DECK,
    { ...DEFAULT_DECK, id: 10, name: "Languages", description: "All <b>words</b><br>of *one* year" },
    { ...DEFAULT_DECK, id: 11, name: "Languages::French, 1/2", options: 5 },
    { ...DEFAULT_DECK, id: 12, name: "Cram", isFiltered: true },
  ],
  options: [DEFAULT_OPTIONS, {
    ...DEFAULT_OPTIONS,
    id: 5,
    name: "Hard",
    learningSteps: [0.5, 15, 1440],
    relearningSteps: [],
    newPerDay: 7,
    reviewsPerDay: 0,
    maximumInterval: 365,
    desiredRetention: 0.93,
    leechThreshold: 4,
    leechAction: 0,
    buryNew: true,
    reviewOrder: 8,
    newMix: 1,
    isRandom: true,
    weights: Array.from({ length: 21 }, (_, index) => index / 8 + 0.1),
  }],
  notes: [
    noteWith(0, {
      tags: " verbs  été::2024 ",
      fields: ['<img src="café noir.png"> être 🎉', "to be [sound:a.mp3]"],
      cards: [cardWith({
        deck: 12,
        originalDeck: 11,
        type: 2,
        queue: 2,
        due: 3,
        originalDue: 712,
        interval: 24,
        factor: 2350,
        reps: 6,
        lapses: 1,
        left: 2002,
        flags: 0b11010,
        data: '{"pos":3,"s":31.5,"d":6.25,"dr":0.9,"lrt":1700000500}',
        reviews: [{ ...REVIEW, id: REVIEW.id + 5, kind: 1, interval: 24, lastInterval: 4 }, REVIEW],
      })],
    }),
    noteWith(1, {
      noteType: REVERSED.id,
      fields: ["שלום", ""],
      cards: [cardWith({ deck: 11, due: 9 }), cardWith({ deck: 10, ord: 1, queue: -1, due: 9 })],
    }),
    noteWith(2, {
      noteType: CLOZE.id,
      fields: ["{{c1::Paris}} is in {{c3::France::where}}", "x"],
      cards: [cardWith({ deck: 11, due: 1 }), cardWith({ deck: 11, ord: 2, queue: -3, due: 1 })],
    }),
  ],
  media: [
    { name: "cafe\u0301 noir.png", bytes: new Uint8Array([137, 80, 78, 71, 0, 255]) },
    { name: "_font.woff", bytes: new Uint8Array(0) },
  ],
});
