/** The log: what people did, written with the memories it leads to, and read back card by card. */
import { and, asc, desc, eq, placeholder, sql } from "drizzle-orm";
import type { Day, LogEntry, Memory } from "../scheduling/types.ts";
import { databaseError } from "./client.ts";
import { type AnswerDetails, detailsOf, entryOf, rowOfEntry } from "./log_row.ts";
import { lineOf, LINES, rowOfMemory } from "./memory_row.ts";
import type { Statement, Store } from "./open.ts";
import { prepared } from "./prepared.ts";
import { action, attempt, card, memory, review } from "./schema.ts";
import { addToStudyDay, type StudyDelta } from "./study_days.ts";

export interface Change {
  readonly cardId: number;
  readonly entry: LogEntry;
  /** The fold of the card's log with `entry` at its end. */
  readonly after: Memory;
  /** Of answers only. */
  readonly details: AnswerDetails | undefined;
}

export interface NewAction {
  readonly userId: number;
  readonly day: Day;
  /** ms UTC. */
  readonly at: number;
  /** "answer", "suspend", "undo", ... */
  readonly verb: string;
  readonly deckId: number | undefined;
  /** The card that the action was about; siblings that it buried are among the changes only. */
  readonly cardId: number | undefined;
  /** The action that an undo or redo is about; undefined for all other verbs. */
  readonly targetId: number | undefined;
  readonly changes: readonly Change[];
  /** What to add to the counts of days; negative numbers take back. */
  readonly study: readonly StudyDelta[];
}

export type Recorded =
  | { readonly kind: "done"; readonly actionId: number }
  /** Somebody was first: the log of a card has moved on since it was read. Nothing was written. */
  | { readonly kind: "stale" };

/** Writes an action, its log entries, the memories after them and the day's counts: all or nothing. */
export async function recordAction(store: Store, done: NewAction): Promise<Recorded> {
  const statements: Statement[] = [insertAction(store, done)];
  for (const change of done.changes) statements.push(...changeStatements(store, done.userId, change));
  for (const delta of done.study) statements.push(addToStudyDay(store, done.userId, delta));
  try {
    const [inserted] = await store.write(statements);
    return { kind: "done", actionId: Number(inserted?.lastInsertRowid) };
  } catch (error) {
    if (isTakenPlace(error)) return { kind: "stale" };
    throw error;
  }
}

function insertAction(store: Store, done: NewAction): Statement {
  return store.db.insert(action).values({
    userId: done.userId,
    day: done.day,
    at: done.at,
    verb: done.verb,
    deckId: done.deckId ?? null,
    cardId: done.cardId ?? null,
    targetId: done.targetId ?? null,
  });
}

function changeStatements(store: Store, userId: number, change: Change): Statement[] {
  const { cardId, entry, after } = change;
  const mine = and(eq(memory.userId, userId), eq(memory.cardId, cardId));
  const line = lineOf(after);
  const lineNumber = line === undefined ? null : LINES.indexOf(line);
  const retired = sql`(select ${card.retiredAt} from ${card} where ${card.id} = ${cardId})`;
  const statements: Statement[] = [
    store.db.insert(review).values({
      userId,
      cardId,
      // The action was inserted in this batch, and ids only grow.
      actionId: sql`(select max(${action.id}) from ${action})`,
      ...rowOfEntry(entry, change.details),
    }),
    store.db.update(memory)
      .set({ ...rowOfMemory(after), line: sql`case when ${retired} is null then ${lineNumber} end` })
      .where(mine),
  ];
  if (entry.kind === "answer") {
    statements.push(
      store.db.delete(attempt).where(and(eq(attempt.userId, userId), eq(attempt.cardId, cardId))),
    );
  }
  return statements;
}

/** Whether an entry could not be written because its place in the log of the card is taken. */
function isTakenPlace(error: unknown): boolean {
  const found = databaseError(error);
  return found?.extendedCode === "SQLITE_CONSTRAINT_UNIQUE" && found.message.includes("review.seq");
}

export interface LoggedEntry {
  readonly actionId: number;
  readonly entry: LogEntry;
  readonly details: AnswerDetails | undefined;
}

// Index: review_seq.
const logQuery = prepared((db) =>
  db.select().from(review)
    .where(and(eq(review.userId, placeholder("user")), eq(review.cardId, placeholder("card"))))
    .orderBy(asc(review.seq)).prepare()
);

/** The whole log of a card for a person, oldest first. */
export async function logOf(store: Store, userId: number, cardId: number): Promise<readonly LoggedEntry[]> {
  const rows = await logQuery(store).all({ user: userId, card: cardId });
  return rows.map((row) => ({ actionId: row.actionId, entry: entryOf(row), details: detailsOf(row) }));
}

export interface LoggedChange extends LoggedEntry {
  readonly cardId: number;
  readonly noteId: number;
  readonly deckId: number;
}

/** What an action of this person changed, in the order it was written; empty for anybody else's. */
export async function changesOfAction(
  store: Store,
  userId: number,
  actionId: number,
): Promise<readonly LoggedChange[]> {
  // Index: review_action, then the primary key of memory.
  const rows = await store.db.select({ review, noteId: memory.noteId, deckId: memory.deckId }).from(review)
    .innerJoin(memory, and(eq(memory.userId, review.userId), eq(memory.cardId, review.cardId)))
    .where(and(eq(review.actionId, actionId), eq(review.userId, userId))).orderBy(asc(review.id));
  return rows.map(({ review: row, noteId, deckId }) => ({
    actionId,
    cardId: row.cardId,
    noteId,
    deckId,
    entry: entryOf(row),
    details: detailsOf(row),
  }));
}

export interface DoneAction {
  readonly id: number;
  readonly day: Day;
  readonly at: number;
  readonly verb: string;
  readonly deckId: number | undefined;
  readonly cardId: number | undefined;
  readonly targetId: number | undefined;
}

type ActionRow = readonly [number, number, number, string, number | null, number | null, number | null];

/** What a person did on a day, in order; imports aside, which are taken back as a whole on their own page. */
export async function actionsOfDay(store: Store, userId: number, day: Day): Promise<readonly DoneAction[]> {
  // Index: action_day. One value of JSON, because a busy day has hundreds of rows and every review asks for them.
  const [list] = await store.db.all<{ actions: string }>(sql`select json_group_array(json_array(
      action.id, action.day, action.at, action.verb, action.deck_id, action.card_id, action.target_id)
      order by action.id) as actions
    from ${action} where action.user_id = ${userId} and action.day = ${day} and action.verb <> 'import'`);
  const rows: readonly ActionRow[] = JSON.parse(list?.actions ?? "[]");
  return rows.map(([id, onDay, at, verb, deckId, cardId, targetId]) => ({
    id,
    day: onDay,
    at,
    verb,
    deckId: deckId ?? undefined,
    cardId: cardId ?? undefined,
    targetId: targetId ?? undefined,
  }));
}

export interface LastAnswered {
  readonly cardId: number;
  readonly noteId: number;
  readonly deckId: number;
  readonly generator: string | undefined;
}

/** The card of the latest answer that has not been taken back. */
export async function lastAnswered(store: Store, userId: number): Promise<LastAnswered | undefined> {
  // Index: action_verb, which ends in the id; action_target for what came of each.
  const later = sql`(select later.verb from ${action} as later where later.target_id = ${action.id}
    order by later.id desc limit 1)`;
  const [row] = await store.db.select({
    cardId: memory.cardId,
    noteId: memory.noteId,
    deckId: memory.deckId,
    generator: memory.generator,
  }).from(action)
    .innerJoin(memory, and(eq(memory.userId, action.userId), eq(memory.cardId, action.cardId)))
    .where(and(eq(action.userId, userId), eq(action.verb, "answer"), sql`${later} is not 'undo'`))
    .orderBy(desc(action.id)).limit(1);
  return row === undefined ? undefined : { ...row, generator: row.generator ?? undefined };
}
