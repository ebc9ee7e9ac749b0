/** Contents made to be awkward: scripts from both sides, decomposed letters, markup, quotes, separators, empty fields. */
import fc from "fast-check";
import type { ExportCard, ExportContents, ExportNote } from "../../../src/decks/exports/contents.ts";
import { DEFAULT_PRESET } from "../../../src/scheduling/preset.ts";
import type { AnkiCardState, AnkiReview } from "../../../src/scheduling/anki_history.ts";
import { CLOZE, TWO_SIDED } from "./made_contents.ts";

const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom(
    "e\u0301",
    "\u00e9",
    "👩‍👩‍👧",
    "שלום",
    "مرحبا",
    "<b>x</b>",
    "<br>",
    "a\nb",
    '"',
    "'",
    ",",
    ";",
    "\t",
    "::",
    "}}",
    "{{x}}",
    "&amp;",
    "#deck:x",
    "|",
    "\\",
    "  ",
    '<img src="a.png">',
    "\u00a0",
    "\u2028",
  ),
);

/** No control characters beside tabs and line ends: Anki's own separator is one, and no field holds it. */
export const awkward = fc.array(piece, { maxLength: 5 }).map((pieces) =>
  // deno-lint-ignore no-control-regex
  pieces.join("").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
);

const filled = awkward.map((text) => `${text}x`);
const tag = fc.constantFrom("softmax", "täg", "a::b", "標籤", "leech", "🙂");

const AT = Date.UTC(2026, 0, 1);
const MADE_AT = Math.floor(AT / 1000) - 400 * 86_400;

const review: fc.Arbitrary<AnkiReview> = fc.record({
  id: fc.integer({ min: AT - 10_000_000_000, max: AT }),
  ease: fc.integer({ min: 1, max: 4 }),
  interval: fc.integer({ min: -600, max: 400 }),
  lastInterval: fc.integer({ min: -600, max: 400 }),
  factor: fc.integer({ min: 100, max: 3000 }),
  tookMs: fc.integer({ min: 0, max: 60_000 }),
  kind: fc.constantFrom(0, 1, 2),
});

const START = {
  originalDue: 0,
  isFiltered: false,
  collectionMadeAt: MADE_AT,
  collectionWestOffset: -60,
};

const state: fc.Arbitrary<AnkiCardState> = fc.oneof(
  fc.record({
    queue: fc.constantFrom(2, -1, -2, -3),
    due: fc.integer({ min: 0, max: 900 }),
    intervalDays: fc.integer({ min: 1, max: 500 }),
    reps: fc.integer({ min: 1, max: 50 }),
    lapses: fc.integer({ min: 0, max: 9 }),
    known: fc.option(fc.record({
      stability: fc.double({ min: 0.01, max: 3000, noNaN: true }),
      difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
      lastReviewAt: fc.integer({ min: 1_600_000_000, max: 1_700_000_000 }).map((seconds) => seconds * 1000),
    })),
  }).map(({ known, ...rest }): AnkiCardState => ({
    ...START,
    ...rest,
    type: 2,
    factor: 2500,
    stepsLeft: 0,
    stability: known?.stability,
    difficulty: known?.difficulty,
    lastReviewAt: known?.lastReviewAt,
  })),
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }).map((due): AnkiCardState => ({
    ...START,
    type: 1,
    queue: 1,
    due,
    intervalDays: 0,
    factor: 2500,
    reps: 1,
    lapses: 0,
    stepsLeft: 2,
    stability: 1.5,
    difficulty: 5,
    lastReviewAt: undefined,
  })),
);

function newState(position: number, suspended: boolean): AnkiCardState {
  return {
    ...START,
    type: 0,
    queue: suspended ? -1 : 0,
    due: position,
    intervalDays: 0,
    factor: 0,
    reps: 0,
    lapses: 0,
    stepsLeft: 0,
    stability: undefined,
    difficulty: undefined,
    lastReviewAt: undefined,
  };
}

/** Cards share no instant of an answer: Anki numbers answers by theirs, and moves one that is taken. */
const APART = 1024;

const schedule = fc.record({
  state: fc.option(state, { nil: undefined }),
  reviews: fc.uniqueArray(review, { maxLength: 4, selector: ({ id }) => Math.floor(id / APART) }),
  flag: fc.constantFrom(0, 1, 7),
  suspended: fc.boolean(),
  deck: fc.nat(1),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

function cardOf(side: ExportCard["side"], position: number, made: Schedule): ExportCard {
  const isSuspended = made.state === undefined ? made.suspended : made.state.queue === -1;
  const known = made.state ?? newState(position, isSuspended);
  const place = (position * 8 + Number(/\d+$/.exec(side.key)?.[0] ?? 0)) % APART;
  const reviews = known.type === 0
    ? []
    : made.reviews.map((one) => ({ ...one, id: one.id - one.id % APART + place })).toSorted((a, b) =>
      a.id - b.id
    );
  return {
    side,
    deck: made.deck,
    suspended: isSuspended,
    flag: made.flag === 1 ? 1 : made.flag === 7 ? 7 : 0,
    history: { state: known, reviews },
    position,
    leech: false,
  };
}

const note = fc.record({
  kind: fc.constantFrom("two", "cloze", "basic", "reversed"),
  front: filled,
  back: filled,
  more: awkward,
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  modifiedAt: fc.integer({ min: 1_500_000_000, max: 1_700_000_000 }).map((seconds) => seconds * 1000),
  schedules: fc.tuple(schedule, schedule),
});

type Made = typeof note extends fc.Arbitrary<infer Value> ? Value : never;

function noteOf(made: Made, index: number, decks: number): ExportNote {
  const { front, back, more, tags, modifiedAt, kind } = made;
  const [first, second] = made.schedules;
  const deck = index % decks;
  const card = (key: string, label: string, which: Schedule) =>
    cardOf({ key, label, generator: undefined }, index + 1, { ...which, deck: which.deck % decks });
  const base = { deck, tags, source: undefined, modifiedAt, createdAt: AT + index, summary: "" };
  const own = { ...base, guid: `note-${index}`, scope: "deck", noteType: undefined } as const;
  const imported = { ...base, guid: `g${index}#"&`, scope: "collection", type: "anki" } as const;
  switch (kind) {
    case "two":
      return {
        ...imported,
        noteType: TWO_SIDED.key,
        fields: JSON.stringify({ Front: front, Back: back, More: more }),
        cards: [card("t1", "Card 1", first), card("t2", "Card 2", second)],
      };
    case "cloze":
      return {
        ...imported,
        noteType: CLOZE.key,
        fields: JSON.stringify({ Text: `{{c1::word}} ${more}`, Zusatz: back }),
        cards: [card("c1", "deletion 1", first)],
      };
    case "reversed":
      return {
        ...own,
        type: "reversed",
        fields: JSON.stringify({ front, back }),
        cards: [card("forward", "front to back", first), card("backward", "back to front", second)],
      };
    default:
      return {
        ...own,
        type: "basic",
        fields: JSON.stringify({ front, back }),
        cards: [card("forward", "front to back", first)],
      };
  }
}

const deckName = filled.map((name) => name.trim().slice(0, 100) || "x");

export const contents: fc.Arbitrary<ExportContents> = fc.record({
  paths: fc.uniqueArray(fc.array(deckName, { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
    selector: (path) => path.join("\u001f").toLowerCase(),
  }),
  notes: fc.array(note, { maxLength: 6 }),
  description: awkward,
}).map(({ paths, notes, description }): ExportContents => {
  const made = notes.map((one, index) => noteOf(one, index, paths.length));
  return {
    decks: paths.map((path, index) => ({
      path,
      slug: `deck-${index + 1}`,
      description,
      order: index,
      preset: "1",
      shipped: false,
    })),
    noteTypes: [TWO_SIDED, CLOZE].filter(({ key }) => made.some(({ noteType }) => noteType === key)),
    notes: made,
    presets: [{ key: "1", name: "Default", options: DEFAULT_PRESET, isFitted: false }],
    media: [{ name: "a.png", deck: undefined, bytes: () => Promise.resolve(new Uint8Array([1, 2, 3])) }],
    at: AT,
    collectionMadeAt: MADE_AT,
    collectionWestOffset: -60,
  };
});
