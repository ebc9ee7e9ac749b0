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
  /** What Anki computes from the log now; absent of ours. */
  computed: z.array(number).nullish(),
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

/** Notes by what an import did with them; duplicate: there already, and left as they were. */
export const ImportLog = z.object({ new: number, updated: number, duplicate: number, conflicting: number });

const Step = z.object({ log: ImportLog.nullable(), state: CollectionState, seconds: number.optional() });

/** Packages that are imported one after the other into one collection. */
export const Run = z.object({
  name: text,
  fsrs: z.boolean(),
  files: z.array(text),
  /** One for each file; absent when Anki refused one. */
  steps: z.array(Step).optional(),
  refused: text.optional(),
});

export type CardState = z.infer<typeof CardState>;
export type NoteState = z.infer<typeof NoteState>;
export type CollectionState = z.infer<typeof CollectionState>;
export type ImportLog = z.infer<typeof ImportLog>;
export type Run = z.infer<typeof Run>;
