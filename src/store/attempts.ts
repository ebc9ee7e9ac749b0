/** Attempts: the answer to the card now shown, checked but not yet graded, so that a reload loses nothing. */
import { and, eq, placeholder } from "drizzle-orm";
import type { Drawn } from "../decks/card_type.ts";
import type { Given, Verdict } from "../decks/face.ts";
import { drawnColumns, drawnOf } from "./log_row.ts";
import type { Store } from "./open.ts";
import { prepared } from "./prepared.ts";
import { attempt } from "./schema.ts";

export interface Attempt {
  /** The version of the memory that was answered; another one makes the attempt stale. */
  readonly version: number;
  readonly drawn: Drawn | undefined;
  readonly given: Given;
  /** Undefined for what was given up or turned without an answer. */
  readonly verdict: Verdict | undefined;
  readonly tries: number;
  readonly hints: number;
  /** ms UTC: when the card was first shown, and when this was written. */
  readonly askedAt: number;
  readonly at: number;
}

export interface AttemptKey {
  readonly userId: number;
  readonly cardId: number;
}

/** Keeps the attempt in place of an earlier one at the same card; recordAction() clears it with the answer. */
export async function saveAttempt(store: Store, key: AttemptKey, made: Attempt): Promise<void> {
  const columns = {
    version: made.version,
    ...drawnColumns(made.drawn),
    given: JSON.stringify(made.given),
    verdict: made.verdict === undefined ? null : JSON.stringify(made.verdict),
    tries: made.tries,
    hints: made.hints,
    askedAt: made.askedAt,
    at: made.at,
  };
  await store.write([
    store.db.insert(attempt).values({ userId: key.userId, cardId: key.cardId, ...columns })
      .onConflictDoUpdate({ target: [attempt.userId, attempt.cardId], set: columns }),
  ]);
}

// Index: the primary key of attempt.
const attemptQuery = prepared((db) =>
  db.select().from(attempt)
    .where(and(eq(attempt.userId, placeholder("userId")), eq(attempt.cardId, placeholder("cardId"))))
    .prepare()
);

export async function loadAttempt(store: Store, key: AttemptKey): Promise<Attempt | undefined> {
  const [row] = await attemptQuery(store).all({ userId: key.userId, cardId: key.cardId });
  if (row === undefined) return undefined;
  return {
    version: row.version,
    drawn: drawnOf(row),
    given: JSON.parse(row.given),
    verdict: row.verdict === null ? undefined : JSON.parse(row.verdict),
    tries: row.tries,
    hints: row.hints,
    askedAt: row.askedAt,
    at: row.at,
  };
}

export async function clearAttempt(store: Store, key: AttemptKey): Promise<void> {
  await store.write([store.db.delete(attempt).where(isOf(key))]);
}

function isOf(key: AttemptKey) {
  return and(eq(attempt.userId, key.userId), eq(attempt.cardId, key.cardId));
}
