/** What a person's collection holds after an import, in words that anki_state.py uses for Anki's. */
import { z } from "zod";

const text = z.string();
const number = z.number();

const CardState = z.object({
  /** Path of its home deck, parts joined by "::". */
  deck: text,
  flag: number,
  suspended: z.boolean(),
  buried: text.nullable(),
  phase: text,
  /** Place among the new cards. */
  position: number.nullable(),
  /** Days from today; of cards that are due on a day. */
  dueIn: number.nullable(),
  /** Seconds UTC; of cards that are due at an instant. */
  dueAt: number.nullable(),
  intervalDays: number.nullable(),
  reps: number,
  lapses: number,
  stability: number.nullish().transform((value) => value ?? null),
  difficulty: number.nullish().transform((value) => value ?? null),
  /** Answers in its log. */
  reviews: number,
});

const NoteState = z.object({ type: text, fields: z.record(text, text), tags: z.array(text) });

export const CollectionState = z.object({
  /** By guid. */
  notes: z.record(text, NoteState),
  /** By guid and side: "guid t1". */
  cards: z.record(text, CardState),
  decks: z.array(text),
  /** SHA-256 by name. */
  media: z.record(text, text),
});

/** id (ms UTC), ease, interval, interval before, factor, ms taken, kind. */
const ReviewRow = z.tuple([number, number, number, number, number, number, number]);

const AnkiCardState = CardState.extend({
  /** Stability and difficulty that Anki computes from the log now. */
  computed: z.array(number).nullable(),
  own: z.object({
    queue: number,
    /** Also of cards that are no reviews. */
    interval: number,
    factor: number,
    stepsLeft: number,
    isFiltered: z.boolean(),
    originalDue: number,
    lastReviewAt: number.nullable(),
    firstPosition: number.nullable(),
  }),
  log: z.array(ReviewRow),
});

const AnkiNoteState = NoteState.extend({ typeId: text, modifiedAt: number });

const AnkiType = z.object({
  name: text,
  kind: text,
  fields: z.array(z.tuple([text, z.boolean(), text])),
  templates: z.array(z.tuple([text, text, text])),
  css: text,
  latex: z.array(text),
  sortField: number,
  modifiedAt: number,
});

const AnkiOptions = z.object({
  description: text,
  isMarkdown: z.boolean(),
  id: number,
  name: text,
  values: z.record(text, z.json()),
});

export const AnkiState = CollectionState.extend({
  notes: z.record(text, AnkiNoteState),
  cards: z.record(text, AnkiCardState),
  /** By id. */
  noteTypes: z.record(text, AnkiType),
  /** Description and options of each deck. */
  options: z.record(text, AnkiOptions),
});

/** Notes by what an import did with them; duplicate: there already, and left as they were. */
export const ImportLog = z.object({ new: number, updated: number, duplicate: number, conflicting: number });

const Step = z.object({ log: ImportLog.nullable(), state: AnkiState, seconds: number.optional() });

/** Packages that are imported one after the other into one collection. */
export const Run = z.object({
  name: text,
  fsrs: z.boolean(),
  files: z.array(text),
  /** One for each file; absent when Anki refused one. */
  steps: z.array(Step).optional(),
  /** What each file holds by itself. */
  inside: z.record(text, AnkiState).optional(),
  refused: text.optional(),
});

export type CardState = z.infer<typeof CardState>;
export type NoteState = z.infer<typeof NoteState>;
export type CollectionState = z.infer<typeof CollectionState>;
export type AnkiCardState = z.infer<typeof AnkiCardState>;
export type AnkiNoteState = z.infer<typeof AnkiNoteState>;
export type AnkiState = z.infer<typeof AnkiState>;
export type ReviewRow = z.infer<typeof ReviewRow>;
export type ImportLog = z.infer<typeof ImportLog>;
export type Run = z.infer<typeof Run>;
