/** Sessions: who is signed in, by the hash of a secret token that only the browser has. */
import { and, eq, gt, lte, placeholder } from "drizzle-orm";
import type { Store } from "./open.ts";
import { type Person, personColumns, personOf } from "./people.ts";
import { prepared } from "./prepared.ts";
import { session, user } from "./schema.ts";

export interface Session {
  readonly tokenHash: string;
  readonly userId: number;
  /** ms UTC. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Opens a session, and clears away those that had expired when it was created. */
export async function createSession(store: Store, opened: Session): Promise<void> {
  await store.write([
    store.db.delete(session).where(lte(session.expiresAt, opened.createdAt)),
    store.db.insert(session).values(opened),
  ]);
}

// Index: the primary key of session.
const personQuery = prepared((db) =>
  db.select(personColumns).from(session).innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.tokenHash, placeholder("token")), gt(session.expiresAt, placeholder("now"))))
    .prepare()
);

/** Whose session it is; undefined once it has expired. */
export async function findSession(
  store: Store,
  tokenHash: string,
  now: number,
): Promise<Person | undefined> {
  const [row] = await personQuery(store).all({ token: tokenHash, now });
  return row === undefined ? undefined : personOf(row);
}

export async function deleteSession(store: Store, tokenHash: string): Promise<void> {
  await store.write([store.db.delete(session).where(eq(session.tokenHash, tokenHash))]);
}

/** Signs a person out everywhere. */
export async function deleteSessionsOf(store: Store, userId: number): Promise<void> {
  await store.write([store.db.delete(session).where(eq(session.userId, userId))]);
}
