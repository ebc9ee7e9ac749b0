/** Edits of notes: kept as imports are, so that they are carried out and taken back the same way. */
import { and, desc, eq } from "drizzle-orm";
import type { Store } from "./open.ts";
import { importRun } from "./schema.ts";

export type EditVerb = "write" | "edit" | "tag" | "move" | "replace" | "delete";

export interface EditFacts {
  readonly verb: EditVerb;
  /** How many notes it is about. */
  readonly notes: number;
}

export interface StoredEdit extends EditFacts {
  readonly id: number;
  /** ms UTC. */
  readonly at: number;
}

/** An edit that is ready to be carried out by `beginApplying`. */
export async function createEdit(
  store: Store,
  { userId, at, facts }: { readonly userId: number; readonly at: number; readonly facts: EditFacts },
): Promise<number> {
  const [inserted] = await store.write([
    store.db.insert(importRun).values({
      userId,
      kind: "edit",
      at,
      state: "planned",
      files: "[]",
      choices: JSON.stringify(facts),
    }),
  ]);
  return Number(inserted?.lastInsertRowid);
}

/** The latest edit of a person that has not been taken back. */
export async function latestEdit(store: Store, userId: number): Promise<StoredEdit | undefined> {
  // Index: import_run_user.
  const [row] = await store.db.select({ id: importRun.id, at: importRun.at, choices: importRun.choices })
    .from(importRun).where(
      and(eq(importRun.userId, userId), eq(importRun.kind, "edit"), eq(importRun.state, "done")),
    ).orderBy(desc(importRun.id)).limit(1);
  if (row === undefined) return undefined;
  const facts: EditFacts = JSON.parse(row.choices);
  return { ...facts, id: row.id, at: row.at };
}
