/** Imports as a person sees them: what was uploaded, how far it is, what came of it. */
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { ImportSummary, ImportWishes, StoredSummary } from "../decks/imports/import_record.ts";
import type { Store } from "./open.ts";
import { importRun } from "./schema.ts";

export type ImportState = typeof importRun.$inferSelect["state"];

export interface UploadedFile {
  readonly name: string;
  readonly size: number;
}

export interface StoredImport {
  readonly id: number;
  readonly userId: number;
  readonly state: ImportState;
  /** Name of the process that has it in hand, if that had one. */
  readonly process: string | undefined;
  /** ms UTC of the upload, and of the end of applying or undoing. */
  readonly at: number;
  readonly finishedAt: number | undefined;
  readonly files: readonly UploadedFile[];
  readonly wishes: ImportWishes;
  /** undefined until the files are read. */
  readonly summary: StoredSummary | undefined;
}

export interface NewImport {
  readonly userId: number;
  readonly at: number;
  readonly files: readonly UploadedFile[];
  readonly wishes: ImportWishes;
}

export async function createImport(
  store: Store,
  { userId, at, files, wishes }: NewImport,
): Promise<number> {
  const [inserted] = await store.write([
    store.db.insert(importRun).values({
      userId,
      at,
      process: store.process,
      state: "reading",
      files: JSON.stringify(files),
      choices: JSON.stringify(wishes),
    }),
  ]);
  return Number(inserted?.lastInsertRowid);
}

export interface ImportUpdate {
  readonly state?: Extract<ImportState, "reading" | "planned" | "refused" | "cancelled">;
  readonly wishes?: ImportWishes;
  readonly summary?: ImportSummary;
}

/** Changes an import that has not been applied; applying and undoing have doors of their own. */
export async function updateImport(
  store: Store,
  { id, userId }: { readonly id: number; readonly userId: number },
  update: ImportUpdate,
): Promise<boolean> {
  const [written] = await store.write([
    store.db.update(importRun).set({
      process: store.process ?? null,
      ...(update.state === undefined ? {} : { state: update.state }),
      ...(update.wishes === undefined ? {} : { choices: JSON.stringify(update.wishes) }),
      ...(update.summary === undefined ? {} : { summary: JSON.stringify(update.summary) }),
    }).where(
      and(
        eq(importRun.id, id),
        eq(importRun.userId, userId),
        inArray(importRun.state, ["reading", "planned", "refused"]),
      ),
    ),
  ]);
  return (written?.rowsAffected ?? 0) > 0;
}

/** Says what came of an import that is over. */
export async function explainImport(
  store: Store,
  { id, userId }: { readonly id: number; readonly userId: number },
  summary: ImportSummary,
): Promise<void> {
  await store.write([
    store.db.update(importRun).set({ summary: JSON.stringify(summary) }).where(
      and(
        eq(importRun.id, id),
        eq(importRun.userId, userId),
        eq(importRun.kind, "import"),
        inArray(importRun.state, ["cancelled", "undone"]),
      ),
    ),
  ]);
}

/** undefined when this person has no such import. */
export async function importOf(
  store: Store,
  userId: number,
  id: number,
): Promise<StoredImport | undefined> {
  const [row] = await store.db.select().from(importRun)
    .where(and(eq(importRun.id, id), eq(importRun.userId, userId), eq(importRun.kind, "import")));
  return row === undefined ? undefined : importFrom(row);
}

/** The imports of a person, newest first. */
export async function importsOf(
  store: Store,
  userId: number,
  limit: number,
): Promise<readonly StoredImport[]> {
  // Index: import_run_user.
  const rows = await store.db.select().from(importRun).where(
    and(eq(importRun.userId, userId), eq(importRun.kind, "import")),
  ).orderBy(
    desc(importRun.id),
  ).limit(limit);
  return rows.map(importFrom);
}

/** Imports and edits that are under way, or were when their program ended, of everybody. */
export async function openImports(store: Store): Promise<readonly StoredImport[]> {
  // Index: import_run_open, whose condition is repeated here for SQLite to see that it holds.
  const rows = await store.db.select().from(importRun).where(
    sql`${importRun.state} in ('applying', 'cancelling', 'undoing')`,
  ).orderBy(importRun.id);
  return rows.map(importFrom);
}

/** Makes an import of a process that is gone this one's own; false when another process was first. */
export async function claimImport(
  store: Store,
  { id, process }: Pick<StoredImport, "id" | "process">,
): Promise<boolean> {
  const [claimed] = await store.write([
    sql`update ${importRun} set process = ${store.process ?? null}
      where id = ${id} and process is ${process ?? null} and state in ('applying', 'cancelling', 'undoing')`,
  ]);
  return claimed?.rowsAffected === 1;
}

/** Imports of everybody whose uploads may still be needed: they wait, or can be mended. For the start only. */
export async function waitingImports(store: Store): Promise<readonly StoredImport[]> {
  const rows = await store.db.select().from(importRun).where(
    and(eq(importRun.kind, "import"), inArray(importRun.state, ["reading", "planned", "refused"])),
  );
  return rows.map(importFrom);
}

function importFrom(row: typeof importRun.$inferSelect): StoredImport {
  const { id, userId, state, process, at, finishedAt, files, choices, summary } = row;
  return {
    id,
    userId,
    state,
    process: process ?? undefined,
    at,
    finishedAt: finishedAt ?? undefined,
    files: JSON.parse(files),
    wishes: JSON.parse(choices),
    summary: summary === null ? undefined : JSON.parse(summary),
  };
}
