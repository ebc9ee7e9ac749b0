/** Settings of the whole instance: text by key. */
import { eq } from "drizzle-orm";
import type { Store } from "./open.ts";
import { setting } from "./schema.ts";

export async function readSetting(store: Store, key: string): Promise<string | undefined> {
  const [row] = await store.db.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
  return row?.value;
}

export async function writeSetting(store: Store, key: string, value: string): Promise<void> {
  await store.write([
    store.db.insert(setting).values({ key, value })
      .onConflictDoUpdate({ target: setting.key, set: { value } }),
  ]);
}

/** Writes `value` unless the key has one, and returns the one it has: for secrets made at the first start. */
export async function settingOrNew(store: Store, key: string, value: string): Promise<string> {
  await store.write([store.db.insert(setting).values({ key, value }).onConflictDoNothing()]);
  return await readSetting(store, key) ?? value;
}
