/** The one door: set up on every connection, patient with other programs, one batch at a time. */
import { createClient } from "@libsql/client";
import { sql } from "drizzle-orm";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStore, type Store } from "../../src/store/open.ts";
import { readSetting, writeSetting } from "../../src/store/settings.ts";
import { openedStore, rowsOf, storeOptions } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PRAGMAS = {
  journal_mode: "wal",
  synchronous: 2,
  foreign_keys: 1,
  timeout: 50,
  temp_store: 2,
  cache_size: -32000,
};

async function pragmasOf(store: Store): Promise<Record<string, unknown>> {
  const names = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "temp_store", "cache_size"];
  const rows = await Promise.all(
    names.map((name) => rowsOf<Record<string, unknown>>(store, `pragma ${name}`)),
  );
  return Object.assign({}, ...rows.map((found) => found[0]));
}

/** Holds the write lock of a file until it is told to let go. */
async function lock(url: string) {
  const client = createClient({ url, timeout: 0 });
  const held = await client.transaction("write");
  await held.execute("insert into setting values ('locked', 'by another program')");
  return async () => {
    await held.rollback();
    client.close();
  };
}

test("a new connection has every PRAGMA", async () => {
  const store = await openedStore({ url: `file:${join(folder, "pragmas.db")}`, busyTimeoutMs: 50 });
  expect(await pragmasOf(store)).toEqual(PRAGMAS);
  await store.close();
});

test("a write that met a lock waits, opens the connection anew with every PRAGMA, and passes", async () => {
  const url = `file:${join(folder, "busy.db")}`;
  const pauses: number[] = [];
  let unlock = () => Promise.resolve();
  const store = await openedStore({
    url,
    busyTimeoutMs: 50,
    pause: async (ms) => {
      pauses.push(ms);
      if (pauses.length === 2) await unlock();
    },
  });
  unlock = await lock(url);
  await writeSetting(store, "a", "1");
  expect(pauses).toEqual([10, 40]);
  expect(await readSetting(store, "a")).toBe("1");
  expect(await pragmasOf(store)).toEqual(PRAGMAS);
  const orphan = sql`insert into session values ('t', 99, 0, 0)`;
  await expect(store.write([orphan])).rejects.toThrow(/FOREIGN KEY/);
  await store.close();
});

test("a write that waits for a lock is not overtaken by a later one", async () => {
  const url = `file:${join(folder, "order.db")}`;
  let unlock = () => Promise.resolve();
  let later: Promise<void> | undefined;
  const store: Store = await openedStore({
    url,
    busyTimeoutMs: 1,
    pause: async () => {
      await unlock();
      later ??= writeSetting(store, "a", "second");
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    },
  });
  unlock = await lock(url);
  await writeSetting(store, "a", "first");
  await later;
  expect(await readSetting(store, "a")).toBe("second");
  await store.close();
});

test("a lock that nobody lets go of ends in an error that says so, and later writes pass", async () => {
  const url = `file:${join(folder, "held.db")}`;
  const store = await openedStore({ url, busyTimeoutMs: 1 });
  const unlock = await lock(url);
  await expect(writeSetting(store, "a", "1")).rejects.toThrow(
    /locked by another program through 5 tries; close that/,
  );
  expect(await readSetting(store, "a")).toBeUndefined();
  await unlock();
  await writeSetting(store, "a", "2");
  expect(await readSetting(store, "a")).toBe("2");
  await store.close();
});

test("200 of 200 writes pass while another process writes to the same file", async () => {
  const url = `file:${join(folder, "shared.db")}`;
  const store = await openedStore({ url });
  await writeSetting(store, "count", "0");
  const child = spawn("deno", ["run", "-A", "tests/store/contender.ts", url, "100"], { stdio: "pipe" });
  const errors: string[] = [];
  child.stderr.on("data", (text) => errors.push(String(text)));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const add = sql`update setting set value = value + 1 where key = 'count'`;
  for (let i = 0; i < 100; i++) {
    await store.write([add]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([await ended, errors.join("")]).toEqual([0, ""]);
  expect(await readSetting(store, "count")).toBe("200");
  await store.close();
});

test("200 of 200 overlapping writes of two stores pass", async () => {
  const url = `file:${join(folder, "two.db")}`;
  const stores = await Promise.all([openedStore({ url }), openedStore({ url })]);
  await stores[0].write([sql`insert into setting values ('count', 0)`]);
  const add = sql`update setting set value = value + 1 where key = 'count'`;
  await Promise.all(Array.from({ length: 100 }, () => stores.map((store) => store.write([add]))).flat());
  expect(await readSetting(stores[1], "count")).toBe("200");
  await Promise.all(stores.map((store) => store.close()));
});

test("a batch is all or nothing, and a refused one leaves the store usable", async () => {
  const store = await openedStore();
  const add = sql`insert into setting values ('a', '1')`;
  await expect(store.write([add, add])).rejects.toThrow(/UNIQUE/);
  expect(await readSetting(store, "a")).toBeUndefined();
  await store.write([add]);
  expect(await readSetting(store, "a")).toBe("1");
});

test("writeInChunks() lets others write in between", async () => {
  const store = await openedStore({ pause: () => new Promise((resolve) => setImmediate(resolve)) });
  const put = (key: string) => sql`insert into setting values (${key}, (select count(*) from setting))`;
  const long = store.writeInChunks([[put("a"), put("b")], [put("c"), put("d")]]);
  await store.write([put("between")]);
  await long;
  expect(await rowsOf(store, "select key, value from setting order by cast(value as integer)")).toEqual([
    { key: "a", value: "0" },
    { key: "b", value: "1" },
    { key: "between", value: "2" },
    { key: "c", value: "3" },
    { key: "d", value: "4" },
  ]);
});

test("a store of a command leaves the database alone after each batch before the next begins", async () => {
  const events: string[] = [];
  const gap = Promise.withResolvers<void>();
  const store = await openedStore({
    gapMs: 5,
    pause: (ms) => {
      events.push(`pause of ${ms} ms`);
      return gap.promise;
    },
    observe: (text) => {
      if (text.startsWith("insert")) events.push(text);
    },
  });
  const put = (key: string) => sql`insert into setting values (${sql.raw(`'${key}'`)}, '1')`;
  const both = Promise.all([store.write([put("a")]), store.write([put("b")])]);
  while (!events.includes("pause of 5 ms")) await new Promise((resolve) => setImmediate(resolve));
  expect(events).toEqual(["insert into setting values ('a', '1')", "pause of 5 ms"]);
  gap.resolve();
  await both;
  expect(events.at(2)).toBe("insert into setting values ('b', '1')");
});

test("close() waits for writes under way and folds the write-ahead log into the file", async () => {
  const path = join(folder, "closed.db");
  const store = await openedStore({ url: `file:${path}` });
  const written = writeSetting(store, "a", "1");
  await Promise.all([written, store.close()]);
  const wal = readdirSync(folder).filter((name) => name === "closed.db-wal");
  expect(wal.every((name) => statSync(join(folder, name)).size === 0)).toBe(true);
  const again = await openedStore({ url: `file:${path}` });
  expect(await readSetting(again, "a")).toBe("1");
  await again.close();
});

test("openStore() says when there is no folder for the file", async () => {
  const opened = await openStore(storeOptions({ url: `file:${join(folder, "none", "a.db")}` }));
  expect(opened).toMatchObject({ ok: false, error: { kind: "unreachable" } });
});

test("no file of the store holds a transaction open across turns", () => {
  const files = readdirSync("src/store").map((name) => join("src/store", name));
  expect(files.filter((file) => readFileSync(file, "utf8").includes(".transaction("))).toEqual([]);
});
