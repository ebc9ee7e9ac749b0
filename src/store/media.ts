/** Names of media: what a person's notes call a file. */
import { and, eq } from "drizzle-orm";
import type { Store } from "./open.ts";
import { mediaName } from "./schema.ts";

/** The hash behind a name of this person. */
export async function mediaHash(store: Store, userId: number, name: string): Promise<string | undefined> {
  // Index: primary key.
  const [row] = await store.db.select({ hash: mediaName.hash }).from(mediaName)
    .where(and(eq(mediaName.userId, userId), eq(mediaName.name, name)));
  return row?.hash;
}
