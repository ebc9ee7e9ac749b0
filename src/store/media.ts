/** Names of media: what a person's notes call a file. */
import { and, eq, sql } from "drizzle-orm";
import type { Store } from "./open.ts";
import { media, mediaName } from "./schema.ts";

/** The hash behind a name of this person. */
export async function mediaHash(store: Store, userId: number, name: string): Promise<string | undefined> {
  // Index: primary key.
  const [row] = await store.db.select({ hash: mediaName.hash }).from(mediaName)
    .where(and(eq(mediaName.userId, userId), eq(mediaName.name, name)));
  return row?.hash;
}

export interface NamedFile {
  readonly name: string;
  readonly hash: string;
  readonly size: number;
  /** ms UTC. */
  readonly at: number;
}

/** Gives a file a name among a person's; a name that means another file already stays as it is. */
export async function nameMedia(
  store: Store,
  userId: number,
  { name, hash, size, at }: NamedFile,
): Promise<void> {
  await store.write([
    sql`insert into ${media} (hash, size, created_at) values (${hash}, ${size}, ${at}) on conflict do nothing`,
    sql`insert into ${mediaName} (user_id, name, hash, created_at) values (${userId}, ${name}, ${hash}, ${at})
      on conflict do nothing`,
  ]);
}
