/** Stores, people and decks to test with; whatever a test reads through them must be found by an index. */
import { sql } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import type { Preset } from "../../src/scheduling/types.ts";
import { applyDeck, type DeckContent } from "../../src/store/apply_deck.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open.ts";
import { createOwner, type NewPerson, type Person } from "../../src/store/people.ts";

export const NOW = 1_795_000_000_000;
export const TODAY = 20_775;

export const PRESET: Preset = {
  learningStepsMinutes: [1, 10],
  relearningStepsMinutes: [10],
  desiredRetention: 0.9,
  maximumIntervalDays: 36500,
  newPerDay: 20,
  reviewsPerDay: 200,
  learnAheadMinutes: 20,
  newOrder: "position",
  reviewOrder: "due",
  mix: "mixed",
  buryNewSiblings: false,
  buryReviewSiblings: false,
  buryLearningSiblings: false,
  leechThreshold: 8,
  leechAction: "tag",
  fuzz: true,
  parameters: { version: 6, weights: [0.2, 1.3] },
};

export function storeOptions(options: Partial<StoreOptions>): StoreOptions {
  return {
    url: ":memory:",
    authToken: undefined,
    migrations: "migrations",
    busyTimeoutMs: 5000,
    process: undefined,
    pause: () => Promise.resolve(),
    observe: () => {},
    gapMs: 0,
    thread: undefined,
    ...options,
  };
}

/** What the tests of this file read through the store, and what they looked up by themselves. */
const reads = new Set<string>();
const lookups = new Set<string>();

afterAll(async () => {
  const store = await openedStore();
  const slow: string[] = [];
  for (const text of [...reads].filter((one) => !lookups.has(one))) {
    for (const step of await planOf(store, text)) if (isFullScan(step)) slow.push(`${step}: ${text}`);
  }
  expect(slow).toEqual([]);
});

/** The steps of SQLite's plan for a statement. */
export async function planOf(store: Store, text: string): Promise<string[]> {
  const plan = await rowsOf<{ detail: string }>(store, `explain query plan ${text}`);
  return plan.map((step) => step.detail);
}

/** Going over all rows, be it by an index, takes longer with every card and answer. */
export function isFullScan(step: string): boolean {
  return /^SCAN (card|memory|review|note|action|study_day)\b/.test(step);
}

export async function openedStore(options: Partial<StoreOptions> = {}): Promise<Store> {
  const observe: StoreOptions["observe"] = (text, args) => {
    if (/^\s*select/i.test(text)) reads.add(text);
    options.observe?.(text, args);
  };
  const opened = await openStore(storeOptions({ ...options, observe }));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

export function newPerson(name: string): NewPerson {
  return {
    name,
    createdAt: NOW,
    passwordHash: undefined,
    zone: "Europe/Berlin",
    rolloverHour: 4,
    theme: "system",
    keysEnabled: true,
    preset: { name: "Default", options: PRESET },
  };
}

export async function addPerson(store: Store, name: string): Promise<Person> {
  const created = await createOwner(store, newPerson(name));
  if (!created.ok) throw new Error(created.error);
  return created.value;
}

export type NoteContent = DeckContent["notes"][number];

export function noteOf(id: string, sides: readonly string[] = ["forward"]): NoteContent {
  return {
    id,
    type: "basic",
    tags: ["softmax", "loss"],
    source: undefined,
    fields: JSON.stringify({ front: `What is ${id}?` }),
    sides: sides.map((key) => ({ key, label: `the ${key} side`, generator: undefined })),
    summary: `What is ${id}?`,
  };
}

export function deckOf(slug: string, notes: readonly NoteContent[]): DeckContent {
  return {
    slug,
    name: `The ${slug} deck`,
    description: "",
    parentId: undefined,
    position: 1,
    owner: { origin: "shipped" },
    contentHash: `hash of ${notes.length}`,
    notes,
  };
}

/** A store with one person and one shipped deck of `count` notes, one card each. */
export async function studyStore(count: number, options: Partial<StoreOptions> = {}) {
  const store = await openedStore(options);
  const notes = Array.from({ length: count }, (_, index) => noteOf(`n${index + 1}`));
  const { deckId } = await applyDeck(store, deckOf("basics", notes), NOW);
  const person = await addPerson(store, "Ada");
  return { store, deckId, userId: person.id, notes };
}

/** What a query of the test itself returns; it need not be fast. */
export function rowsOf<T>(store: Store, text: string): Promise<T[]> {
  lookups.add(text);
  return store.db.all<T>(sql.raw(text));
}
