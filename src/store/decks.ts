/** Decks as a person has them: shipped ones and their own, with what waits in each. */
import { type SQL, sql } from "drizzle-orm";
import type { Counts } from "../scheduling/limits.ts";
import type { Day } from "../scheduling/types.ts";
import type { Store } from "./open.ts";
import { firstPresetId, presetsOf, type StoredPreset } from "./presets.ts";
import { deck, deckChoice, memory } from "./schema.ts";

export interface StoredDeck {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly parentId: number | undefined;
  readonly position: number;
  readonly origin: "shipped" | "own" | "imported";
  readonly contentHash: string;
  /** The preset that this person lets the deck follow. */
  readonly presetId: number;
}

/** What waits in a deck itself, decks below it left out; suspended, retired and buried cards are not counted. */
export interface DeckOverview extends StoredDeck {
  /** At most newCap. */
  readonly newCards: number;
  /** Learning cards due by now + learnAheadMs. At most reviewCap, as all below. */
  readonly learningNow: number;
  /** Learning cards due after that. */
  readonly learningLater: number;
  /** Learning cards with a step of a day or more that are due by today. */
  readonly dayLearning: number;
  readonly reviews: number;
  /** ms UTC of the first learning card, which may be past. */
  readonly nextLearningAt: number | undefined;
  /** The first day after today on which a card comes due or comes back from being buried. */
  readonly nextDay: Day | undefined;
}

export interface OverviewAt {
  readonly now: number;
  readonly today: Day;
  readonly learnAheadMs: number;
  /** Counting stops here: no page shows more, and so the time does not grow with the deck. */
  readonly newCap: number;
  readonly reviewCap: number;
}

interface DeckRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly parentId: number | null;
  readonly position: number;
  readonly origin: StoredDeck["origin"];
  readonly contentHash: string;
  readonly presetId: number;
}

interface OverviewRow extends DeckRow {
  readonly newCards: number;
  readonly learningNow: number;
  readonly learningLater: number;
  readonly dayLearning: number;
  readonly reviews: number;
  readonly nextLearningAt: number | null;
  readonly nextDay: number | null;
}

/** Every deck of a person that is in use, in order of position. */
export async function deckOverview(
  store: Store,
  userId: number,
  at: OverviewAt,
): Promise<readonly DeckOverview[]> {
  const { now, today, learnAheadMs, newCap, reviewCap } = at;
  const ahead = now + learnAheadMs;
  const mine = sql`memory.user_id = ${userId} and memory.deck_id = deck.id`;
  const unburied = sql`(memory.buried_until is null or memory.buried_until <= ${today})`;
  const count = (where: SQL, cap: number) =>
    sql`(select count(*) from (select 1 from ${memory} where ${mine} and ${where} and ${unburied} limit ${cap}))`;
  const first = (column: "due" | "buried_until", where: SQL) =>
    sql`(select min(memory.${sql.raw(column)}) from ${memory} where ${mine} and ${where})`;
  // Index: memory_line for all but the last, which is memory_buried. The numbers of lines are those of LINES.
  const rows = await store.db.all<OverviewRow>(sql`select ${deckFields(userId)},
      ${count(sql`memory.line = 0`, newCap)} as newCards,
      ${count(sql`memory.line = 1 and memory.due <= ${ahead}`, reviewCap)} as learningNow,
      ${count(sql`memory.line = 1 and memory.due > ${ahead}`, reviewCap)} as learningLater,
      ${count(sql`memory.line = 2 and memory.due <= ${today}`, reviewCap)} as dayLearning,
      ${count(sql`memory.line = 3 and memory.due <= ${today}`, reviewCap)} as reviews,
      ${first("due", sql`memory.line = 1 and ${unburied}`)} as nextLearningAt,
      nullif(min(
        ifnull(${first("due", sql`memory.line = 2 and memory.due > ${today}`)}, 1e9),
        ifnull(${first("due", sql`memory.line = 3 and memory.due > ${today}`)}, 1e9),
        ifnull(${first("buried_until", sql`memory.buried_until > ${today} and memory.line >= 0`)}, 1e9)
      ), 1e9) as nextDay
    from ${deck} where ${isOf(userId)} and deck.retired_at is null order by deck.position, deck.id`);
  return rows.map((row) => ({
    ...deckOf(row),
    newCards: row.newCards,
    learningNow: row.learningNow,
    learningLater: row.learningLater,
    dayLearning: row.dayLearning,
    reviews: row.reviews,
    nextLearningAt: row.nextLearningAt ?? undefined,
    nextDay: row.nextDay ?? undefined,
  }));
}

export interface ComingBy {
  readonly today: Day;
  /** A day after today. */
  readonly day: Day;
  /** Counting stops here, in each deck and line. */
  readonly cap: number;
}

interface CardsByRow {
  readonly id: number;
  readonly new: number;
  readonly review: number;
  readonly learning: number;
}

/**
 * What will wait on a day if nothing is done before, by deck: learnt cards due by then, and those that come back from
 * being buried. New cards that are not buried wait already and are not counted, nor are learning cards of today.
 */
export async function cardsBy(
  store: Store,
  userId: number,
  { today, day, cap }: ComingBy,
): Promise<ReadonlyMap<number, Counts>> {
  const mine = sql`memory.user_id = ${userId} and memory.deck_id = deck.id`;
  const unburied = sql`(memory.buried_until is null or memory.buried_until <= ${day})`;
  const returning = sql`memory.buried_until > ${today} and memory.buried_until <= ${day}`;
  const count = (where: SQL) =>
    sql`(select count(*) from (select 1 from ${memory} where ${mine} and ${where} limit ${cap}))`;
  // Index: memory_line and memory_buried.
  const rows = await store.db.all<CardsByRow>(sql`select deck.id as id,
      ${count(sql`memory.line = 0 and ${returning}`)} as new,
      ${count(sql`memory.line = 3 and memory.due <= ${day} and ${unburied}`)} as review,
      ${count(sql`memory.line = 2 and memory.due <= ${day} and ${unburied}`)}
        + ${count(sql`memory.line = 1 and ${returning}`)} as learning
    from ${deck} where ${isOf(userId)} and deck.retired_at is null`);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** A deck of a person by its address; their own comes before a shipped one of the same address. */
export async function deckBySlug(
  store: Store,
  userId: number,
  slug: string,
): Promise<StoredDeck | undefined> {
  // Index: deck_owned and deck_shipped.
  const [row] = await store.db.all<DeckRow>(sql`select ${deckFields(userId)} from ${deck}
    where ${isOf(userId)} and deck.slug = ${slug} and deck.retired_at is null
    order by deck.owner_id is null limit 1`);
  return row === undefined ? undefined : deckOf(row);
}

export interface DeckVersion {
  readonly id: number;
  readonly slug: string;
  readonly contentHash: string;
  readonly retired: boolean;
}

/** The shipped decks as they were last applied, retired ones included: tells which to apply anew at start. */
export async function shippedDecks(store: Store): Promise<readonly DeckVersion[]> {
  // Index: deck_shipped.
  const rows = await store.db.select({
    id: deck.id,
    slug: deck.slug,
    contentHash: deck.contentHash,
    retiredAt: deck.retiredAt,
  }).from(deck).where(sql`${deck.ownerId} is null`).orderBy(deck.position, deck.id);
  return rows.map(({ retiredAt, ...version }) => ({ ...version, retired: retiredAt !== null }));
}

function deckFields(userId: number): SQL {
  return sql`deck.id as id, deck.slug as slug, deck.name as name, deck.description as description,
    deck.parent_id as parentId, deck.position as position, deck.origin as origin, deck.content_hash as contentHash,
    ifnull((select preset_id from ${deckChoice} where user_id = ${userId} and deck_id = deck.id),
      ${firstPresetId(userId)}) as presetId`;
}

/** Of the decks, those that a person has. */
export function isOf(userId: number): SQL {
  return sql`deck.id in (select id from deck where owner_id is null
    union all select id from deck where owner_id = ${userId})`;
}

function deckOf(row: DeckRow): StoredDeck {
  const { id, slug, name, description, parentId, position, origin, contentHash, presetId } = row;
  return {
    id,
    slug,
    name,
    description,
    parentId: parentId ?? undefined,
    position,
    origin,
    contentHash,
    presetId,
  };
}

export interface DecksOfPreset {
  readonly decks: readonly number[];
  readonly options: StoredPreset["options"];
}

/** Which decks of a person follow which options. */
export async function deckChoices(store: Store, userId: number): Promise<readonly DecksOfPreset[]> {
  // Index: deck_owned and deck_shipped, deck_choice's primary key.
  const rows = await store.db.all<{ deckId: number; presetId: number }>(sql`select deck.id as deckId,
      ifnull((select preset_id from ${deckChoice} where user_id = ${userId} and deck_id = deck.id),
        ${firstPresetId(userId)}) as presetId
    from ${deck} where ${isOf(userId)}`);
  const presets = await presetsOf(store, userId);
  return presets.map(({ id, options }) => ({
    decks: rows.filter(({ presetId }) => presetId === id).map(({ deckId }) => deckId),
    options,
  }));
}
