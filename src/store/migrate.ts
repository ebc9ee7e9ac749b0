/** Brings the tables up to date: each migration in one batch of its own, recorded as drizzle records it. */
import type { Client } from "@libsql/client";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { err, ok, type Result } from "../base/result.ts";
import type { StoreProblem } from "./open.ts";

// Drizzle's own migrator runs all new migrations as one, by last date only, and so neither notices a database that
// is newer than the program nor two programs that start at once. The table of records is the same.
const RECORDS = `CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
  id SERIAL PRIMARY KEY,
  hash text NOT NULL,
  created_at numeric
)`;

/** Applies what is missing. Throws what the database throws when a migration fails; nothing of it stays then. */
export async function migrate(client: Client, folder: string): Promise<Result<void, StoreProblem>> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  await client.execute(RECORDS);
  const applied = await recorded(client);
  const known = new Set(migrations.map((migration) => migration.folderMillis));
  const unknown = [...applied].filter((at) => !known.has(at));
  if (unknown.length > 0) {
    const found = `it holds ${unknown.length} migration(s) that this version does not know`;
    return err({
      kind: "newer",
      message:
        `Cannot use the database: ${found}. Start the newer version of the program, or restore a backup.`,
    });
  }
  for (const { folderMillis: at, hash, sql } of migrations) {
    if (applied.has(at)) continue;
    const record = {
      sql: `INSERT INTO "__drizzle_migrations" (hash, created_at) VALUES (?, ?)`,
      args: [hash, at],
    };
    const statements = sql.filter((text) => text.trim() !== "").map((text) => ({ sql: text, args: [] }));
    try {
      await client.migrate([record, ...statements]);
    } catch (error) {
      // Another program that started at the same time may have been first.
      if (!(await recorded(client)).has(at)) throw error;
    }
  }
  return ok(undefined);
}

async function recorded(client: Client): Promise<ReadonlySet<number>> {
  const { rows } = await client.execute(`SELECT created_at FROM "__drizzle_migrations"`);
  return new Set(rows.map((row) => Number(row["created_at"])));
}
