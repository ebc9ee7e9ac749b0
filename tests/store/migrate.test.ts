/** Tables are brought up to date once, and what cannot be used is named. */
import { createClient } from "@libsql/client";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { openedStore, rowsOf, storeOptions } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "migrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const JOURNAL: { readonly entries: readonly { readonly tag: string }[] } = JSON.parse(
  readFileSync("migrations/meta/_journal.json", "utf8"),
);

/** A copy of the migrations up to the one of a name. */
function migrationsUpTo(tag: string): string {
  const copy = join(folder, `up-to-${tag}`);
  cpSync("migrations", copy, { recursive: true });
  const entries = JOURNAL.entries.slice(0, JOURNAL.entries.findIndex((entry) => entry.tag === tag) + 1);
  writeFileSync(join(copy, "meta", "_journal.json"), JSON.stringify({ ...JOURNAL, entries }));
  return copy;
}

/** A copy of the migrations with one more at the end. */
function withMigration(name: string, text: string): string {
  const copy = join(folder, name);
  cpSync("migrations", copy, { recursive: true });
  const journal = JSON.stringify({
    version: "7",
    dialect: "sqlite",
    entries: [{ idx: 0, version: "6", when: 1, tag: "more", breakpoints: true }],
  });
  writeFileSync(join(copy, "more.sql"), text);
  writeFileSync(join(copy, "meta", "_journal.json"), journal);
  return copy;
}

test("each migration is applied once and recorded as drizzle records it", async () => {
  const url = `file:${join(folder, "once.db")}`;
  for (let i = 0; i < 2; i++) {
    const store = await openedStore({ url });
    const records = await rowsOf<{ hash: string; created_at: number }>(
      store,
      "select hash, created_at from __drizzle_migrations order by created_at",
    );
    expect(records.map((record) => record.hash)).toEqual(
      JOURNAL.entries.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)),
    );
    expect(records.every((record) => record.created_at > 1_700_000_000_000)).toBe(true);
    await store.close();
  }
});

test("stores that start at the same time on a new file do not stand in each other's way", async () => {
  const url = `file:${join(folder, "race.db")}`;
  const stores = await Promise.all([1, 2, 3].map(() => openedStore({ url })));
  const [first] = stores;
  expect(first && await rowsOf(first, "select count(*) as n from __drizzle_migrations")).toEqual([{
    n: JOURNAL.entries.length,
  }]);
  await Promise.all(stores.map((store) => store.close()));
});

test("a migration that fails leaves nothing of itself behind", async () => {
  const url = `file:${join(folder, "failed.db")}`;
  const migrations = withMigration(
    "failing",
    "CREATE TABLE one (a);--> statement-breakpoint\nCREATE TABLE one (a);",
  );
  const opened = await openStore(storeOptions({ url, migrations }));
  expect(opened).toMatchObject({ ok: false, error: { kind: "failed" } });
  const client = createClient({ url });
  const { rows } = await client.execute("select name from sqlite_master where name = 'one'");
  expect(rows).toEqual([]);
  client.close();
});

test("a database of a newer program is told apart and left alone", async () => {
  const url = `file:${join(folder, "newer.db")}`;
  const newer = await openedStore({ url, migrations: withMigration("newer", "CREATE TABLE one (a);") });
  await newer.close();
  const opened = await openStore(storeOptions({ url }));
  expect(opened).toMatchObject({ ok: false, error: { kind: "newer" } });
});

test("a file that is no database is told apart", async () => {
  const path = join(folder, "letter.db");
  writeFileSync(path, "Dear reader, ".repeat(1000));
  const opened = await openStore(storeOptions({ url: `file:${path}` }));
  expect(opened).toMatchObject({ ok: false, error: { kind: "corrupt" } });
});

test("a file that may not be written is told apart", async () => {
  const path = join(folder, "sealed.db");
  const client = createClient({ url: `file:${path}` });
  await client.execute("create table a (b)");
  client.close();
  // Byte 18 is the version needed to write the file: a greater one makes it read-only, even to an administrator.
  const bytes = readFileSync(path);
  bytes[18] = 3;
  writeFileSync(path, bytes);
  const opened = await openStore(storeOptions({ url: `file:${path}` }));
  expect(opened).toMatchObject({ ok: false, error: { kind: "read_only" } });
});

test("foreign keys hold again after migrating", async () => {
  const store = await openedStore();
  expect(await rowsOf(store, "pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
});

test("a log that was begun before imports came keeps its rows, and stays append-only", async () => {
  const url = `file:${join(folder, "before-imports.db")}`;
  const before = await openedStore({ url, migrations: migrationsUpTo("0001_log_is_append_only") });
  const insert = [
    `insert into user values (1, 'Ada', 1, null, 'UTC', 4, 'system', 1)`,
    `insert into deck values (1, 'd', 'D', '', null, 1, 'shipped', null, 'h', null)`,
    `insert into note values (1, 1, 'n', 'basic', '{}', '[]', null, 's', 1, 1, 1, null)`,
    `insert into card values (1, 1, 1, 'forward', 'l', null, 1, null)`,
    `insert into memory (user_id, card_id, note_id, deck_id, phase, step, line, due_kind, due, interval_days, reviews,
       lapses, leech, suspended, flag, version, salt, position)
     values (1, 1, 1, 1, 'new', 0, 0, 'new', 1, 0, 0, 0, 0, 0, 0, 2, 1, 1)`,
    `insert into action (id, user_id, day, at, verb, card_id) values (1, 1, 5, 9, 'answer', 1)`,
    `insert into review (user_id, card_id, seq, action_id, kind, at, day, rating, phase, step, due_kind, due,
       interval_days, lapse, took_ms) values (1, 1, 1, 1, 'answer', 9, 5, 3, 'learning', 0, 'time', 99, 0, 0, 1234)`,
    `insert into review (user_id, card_id, seq, action_id, kind, at, day) values (1, 1, 2, 1, 'suspend', 10, 5)`,
  ];
  await before.write(insert.map((text) => sql.raw(text)));
  const was = await rowsOf(before, "select * from review order by id");
  await before.close();
  const after = await openedStore({ url });
  expect(await rowsOf(after, "select * from review order by id")).toEqual(
    was.map((row) => ({ ...Object(row), state: null, answer_ms: null })),
  );
  expect(await rowsOf(after, "pragma foreign_key_check")).toEqual([]);
  await expect(after.write([sql`update review set rating = 1`])).rejects.toThrow("append-only");
  await expect(after.write([sql`delete from review`])).rejects.toThrow("append-only");
  await expect(after.write([
    sql`insert into review (user_id, card_id, seq, action_id, kind, at, day) values (1, 1, 4, 1, 'suspend', 10, 5)`,
  ])).rejects.toThrow("no gaps");
  await after.close();
});
