/** Notes as they are here, in words of JSON: what our own packages carry beside what other programs read. */
import { z } from "zod";

const count = z.int().nonnegative();
const text = z.string().max(1_000_000);
const path = z.array(z.string().min(1).max(1000)).min(1).max(100);

const noteType = z.strictObject({
  key: z.string().min(1).max(200),
  name: z.string().min(1).max(1000),
  kind: z.enum(["normal", "cloze"]),
  fields: z.array(z.strictObject({ name: z.string().min(1).max(1000), rtl: z.boolean(), description: text }))
    .min(1).max(1000),
  templates: z.array(z.strictObject({ name: z.string().min(1).max(1000), front: text, back: text }))
    .min(1).max(1000),
  css: text,
  latexPre: text,
  latexPost: text,
  sortField: count,
  modifiedAt: count,
});

const state = z.strictObject({
  type: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  queue: z.int(),
  due: z.int(),
  originalDue: z.int(),
  isFiltered: z.boolean(),
  intervalDays: count,
  factor: count,
  reps: count,
  lapses: count,
  stepsLeft: count,
  stability: z.number().optional(),
  difficulty: z.number().optional(),
  lastReviewAt: z.number().optional(),
  collectionMadeAt: count,
  collectionWestOffset: z.int().optional(),
});

const review = z.strictObject({
  id: z.int(),
  ease: z.int().min(0).max(4),
  interval: z.int(),
  lastInterval: z.int(),
  factor: count,
  tookMs: count,
  kind: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
});

const card = z.strictObject({
  side: z.string().min(1).max(200),
  label: z.string().max(1000),
  deck: count,
  suspended: z.boolean(),
  flag: z.union([
    z.literal(0),
    z.literal(1),
    z.literal(2),
    z.literal(3),
    z.literal(4),
    z.literal(5),
    z.literal(6),
    z.literal(7),
  ]),
  history: z.strictObject({
    state,
    reviews: z.array(review).max(1_000_000),
    position: z.int().optional(),
  }).optional(),
});

const note = z.strictObject({
  guid: z.string().min(1).max(1000),
  scope: z.enum(["collection", "deck"]),
  deck: count,
  type: z.string().max(100),
  noteType: z.string().max(200).optional(),
  fields: z.string().max(20_000_000),
  tags: z.array(z.string().min(1).max(1000)).max(1000),
  source: text.optional(),
  modifiedAt: count,
  cards: z.array(card).min(1).max(100_000),
});

export const rehearsalContents = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the collection that lies beside it, unpacked: both must be of one writing. */
  collection: z.string().regex(/^[0-9a-f]{64}$/),
  decks: z.array(z.strictObject({
    path,
    slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/).max(80),
    description: text,
    order: z.int().optional(),
    preset: z.string().max(200).optional(),
  })).max(100_000),
  presets: z.array(z.strictObject({
    key: z.string().max(200),
    name: z.string().min(1).max(1000),
    options: z.record(z.string(), z.json()),
  })).max(10_000),
  noteTypes: z.array(noteType).max(10_000),
  notes: z.array(note).max(1_000_000),
  /** What the notes call each file of the package, where that is another name. */
  media: z.array(z.strictObject({ file: z.string().max(1000), name: z.string().max(1000) })).max(200_000),
});

export type RehearsalContents = z.infer<typeof rehearsalContents>;
