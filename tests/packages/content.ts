/** What a built Anki package holds, in Anki's own words; everything left out is as Anki would have it. */

export interface BuiltNoteType {
  readonly id: number;
  readonly name: string;
  readonly kind: "normal" | "cloze";
  readonly fields: readonly string[];
  readonly templates: readonly { readonly name: string; readonly front: string; readonly back: string }[];
  readonly css: string;
  readonly sortField: number;
  /** Seconds UTC. */
  readonly modifiedAt: number;
}

export interface BuiltDeck {
  readonly id: number;
  /** "Languages::French". */
  readonly name: string;
  readonly description: string;
  readonly isFiltered: boolean;
  /** Id of its options. */
  readonly options: number;
}

export interface BuiltOptions {
  readonly id: number;
  readonly name: string;
  readonly learningSteps: readonly number[];
  readonly relearningSteps: readonly number[];
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly maximumInterval: number;
  readonly desiredRetention: number;
  readonly leechThreshold: number;
  /** 0 suspend, 1 tag. */
  readonly leechAction: 0 | 1;
  readonly buryNew: boolean;
  readonly buryReviews: boolean;
  /** 0 by due, 8 at random, 7 by retrievability. */
  readonly reviewOrder: number;
  /** 0 mixed, 1 after reviews, 2 before. */
  readonly newMix: number;
  readonly isRandom: boolean;
  readonly weights: readonly number[];
}

export interface BuiltReview {
  readonly id: number;
  readonly ease: number;
  readonly interval: number;
  readonly lastInterval: number;
  readonly factor: number;
  readonly time: number;
  readonly kind: number;
}

export interface BuiltCard {
  readonly ord: number;
  readonly deck: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly interval: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly originalDue: number;
  readonly originalDeck: number;
  readonly flags: number;
  readonly data: string;
  readonly reviews: readonly BuiltReview[];
}

export interface BuiltNote {
  readonly id: number;
  readonly guid: string;
  readonly noteType: number;
  /** Seconds UTC. */
  readonly modifiedAt: number;
  readonly tags: string;
  readonly fields: readonly string[];
  readonly cards: readonly BuiltCard[];
}

export interface PackageContent {
  /** Seconds UTC. */
  readonly madeAt: number;
  /** Settings of the collection, as in its JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly noteTypes: readonly BuiltNoteType[];
  readonly decks: readonly BuiltDeck[];
  readonly options: readonly BuiltOptions[];
  readonly notes: readonly BuiltNote[];
  readonly media: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

export const BASIC: BuiltNoteType = {
  id: 1_700_000_000_001,
  name: "Basic",
  kind: "normal",
  fields: ["Front", "Back"],
  templates: [{ name: "Card 1", front: "{{Front}}", back: "{{FrontSide}}<hr id=answer>{{Back}}" }],
  css: ".card { font-size: 20px; }",
  sortField: 0,
  modifiedAt: 1_700_000_000,
};

export const REVERSED: BuiltNoteType = {
  ...BASIC,
  id: 1_700_000_000_002,
  name: "Basic (and reversed card)",
  templates: [
    { name: "Forward", front: "{{Front}}", back: "{{Back}}" },
    { name: "Backward", front: "{{Back}}", back: "{{Front}}" },
  ],
};

export const CLOZE: BuiltNoteType = {
  ...BASIC,
  id: 1_700_000_000_003,
  name: "Cloze",
  kind: "cloze",
  fields: ["Text", "Back Extra"],
  templates: [{ name: "Cloze", front: "{{cloze:Text}}", back: "{{cloze:Text}}<br>{{Back Extra}}" }],
};

export const DEFAULT_DECK: BuiltDeck = {
  id: 1,
  name: "Default",
  description: "",
  isFiltered: false,
  options: 1,
};

export const DEFAULT_OPTIONS: BuiltOptions = {
  id: 1,
  name: "Default",
  learningSteps: [1, 10],
  relearningSteps: [10],
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumInterval: 36500,
  desiredRetention: 0.9,
  leechThreshold: 8,
  leechAction: 1,
  buryNew: false,
  buryReviews: false,
  reviewOrder: 0,
  newMix: 0,
  isRandom: false,
  weights: [],
};

const NEW_CARD: BuiltCard = {
  ord: 0,
  deck: 1,
  type: 0,
  queue: 0,
  due: 1,
  interval: 0,
  factor: 0,
  reps: 0,
  lapses: 0,
  left: 0,
  originalDue: 0,
  originalDeck: 0,
  flags: 0,
  data: "{}",
  reviews: [],
};

export function cardWith(parts: Partial<BuiltCard>): BuiltCard {
  return { ...NEW_CARD, ...parts };
}

/** A note of BASIC with one new card, number `index` of its package. */
export function noteWith(index: number, parts: Partial<BuiltNote>): BuiltNote {
  return {
    id: 1_600_000_000_000 + index,
    guid: `guid-${index}`,
    noteType: BASIC.id,
    modifiedAt: 1_650_000_000 + index,
    tags: "",
    fields: [`front ${index}`, `back ${index}`],
    cards: [cardWith({ due: index + 1 })],
    ...parts,
  };
}

/** A collection with the stock note types and one deck. */
export function contentWith(parts: Partial<PackageContent>): PackageContent {
  return {
    madeAt: 1_577_836_800,
    settings: { creationOffset: -60, collapseTime: 1200, schedVer: 2 },
    noteTypes: [BASIC, REVERSED, CLOZE],
    decks: [DEFAULT_DECK],
    options: [DEFAULT_OPTIONS],
    notes: [noteWith(0, {})],
    media: [],
    ...parts,
  };
}
