/** A store whose long work runs in a thread: the same rows, errors and turns as without. */
import { afterEach, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { codeOf } from "../../src/store/client.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { setting } from "../../src/store/schema.ts";
import { databaseThread } from "../../src/workers/database_thread.ts";
import { storeOptions } from "../store/fixtures.ts";

const folders: string[] = [];
const stores: Store[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function openedOnDisk(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-thread-"));
  folders.push(folder);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const opened = await openStore(
    storeOptions({ url: `file:${join(folder, "a.db")}`, thread: databaseThread, pause }),
  );
  if (!opened.ok) throw new Error(opened.error.message);
  stores.push(opened.value);
  return opened.value;
}

const put = (key: string, value: string) =>
  sql`insert into ${setting} (key, value) values (${key}, ${value})`;

test("what a thread writes is there for requests, and the other way round", async () => {
  const store = await openedOnDisk();
  await store.aside.write([put("a", "of the thread")]);
  await store.write([put("b", "of a request")]);
  const rows = [{ key: "a", value: "of the thread" }, { key: "b", value: "of a request" }];
  expect(await store.db.select().from(setting).orderBy(setting.key)).toEqual(rows);
  expect(await store.aside.db.select().from(setting).orderBy(setting.key)).toEqual(rows);
  expect(
    await store.aside.db.all(sql`select key as name, 1.5 as half, null as none from ${setting} order by key`),
  )
    .toEqual([{ name: "a", half: 1.5, none: null }, { name: "b", half: 1.5, none: null }]);
});

test("a batch of a thread says what it changed, and gives numbers, bytes and truth as they are", async () => {
  const store = await openedOnDisk();
  const [first, second] = await store.aside.write([
    put("a", "1"),
    {
      sql: "select ? as bytes, ? as truth, ? as half, ? as absent",
      args: [new Uint8Array([1, 2]), true, 0.5, null],
    },
  ]);
  expect(first).toMatchObject({ rowsAffected: 1 });
  const row = second?.rows[0];
  expect(row).toMatchObject({ truth: 1, half: 0.5, absent: null });
  expect(new Uint8Array(bytesOf(row?.["bytes"]))).toEqual(new Uint8Array([1, 2]));
  expect(row?.[2]).toBe(0.5);
});

test("a batch of a thread is all or nothing, and its failure has the code of the database", async () => {
  const store = await openedOnDisk();
  const failing = store.aside.write([put("a", "1"), put("a", "2")]);
  const error: unknown = await failing.catch((found: unknown) => found);
  expect(codeOf(error)).toBe("SQLITE_CONSTRAINT");
  expect(await store.db.select().from(setting)).toEqual([]);
});

test("batches of a thread and of requests take turns: none finds the database locked", async () => {
  const store = await openedOnDisk();
  const some = Array.from(
    { length: 60 },
    (_, index) => (index % 3 === 0 ? store : store.aside).write([put(`key ${index}`, "x".repeat(2000))]),
  );
  await Promise.all(some);
  expect(await store.db.all(sql`select count(*) as count from ${setting}`)).toEqual([{ count: 60 }]);
});

test("a store that is closed takes its thread along", async () => {
  const store = await openedOnDisk();
  await store.aside.write([put("a", "1")]);
  await store.close();
  await expect(store.aside.write([put("b", "2")])).rejects.toThrow("closed");
});

function bytesOf(value: unknown): ArrayBuffer {
  if (!(value instanceof ArrayBuffer)) throw new TypeError(`Cannot read ${String(value)} as bytes`);
  return value;
}
