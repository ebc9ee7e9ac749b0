/** Tables are brought up to date once, and what cannot be used is named. */
import { createClient } from "@libsql/client";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { openedStore, rowsOf, storeOptions } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "migrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

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
    expect(records.map((record) => record.hash)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect(records.every((record) => record.created_at > 1_700_000_000_000)).toBe(true);
    await store.close();
  }
});

test("stores that start at the same time on a new file do not stand in each other's way", async () => {
  const url = `file:${join(folder, "race.db")}`;
  const stores = await Promise.all([1, 2, 3].map(() => openedStore({ url })));
  const [first] = stores;
  expect(first && await rowsOf(first, "select count(*) as n from __drizzle_migrations")).toEqual([{ n: 2 }]);
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
