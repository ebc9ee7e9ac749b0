/** Presets: the scheduling options that a person gave a name, and which deck follows which. */
import { and, asc, eq, type Placeholder, sql } from "drizzle-orm";
import { err, ok, type Result } from "../base/result.ts";
import type { Preset } from "../scheduling/types.ts";
import { databaseError } from "./client.ts";
import type { Store } from "./open.ts";
import { deckChoice, preset } from "./schema.ts";

export interface StoredPreset {
  readonly id: number;
  readonly name: string;
  readonly options: Preset;
}

export interface NewPreset {
  readonly name: string;
  readonly options: Preset;
}

/** The preset of decks without a choice of their own: a person's first. */
export function firstPresetId(userId: number | Placeholder) {
  return sql<number>`(select min(${preset.id}) from ${preset} where ${preset.userId} = ${userId})`;
}

/** First made first: the first is the one that decks follow without a choice. */
export async function presetsOf(store: Store, userId: number): Promise<readonly StoredPreset[]> {
  // Index: preset_name.
  const rows = await store.db.select({ id: preset.id, name: preset.name, options: preset.options }).from(
    preset,
  )
    .where(eq(preset.userId, userId)).orderBy(asc(preset.id));
  return rows.map(presetOf);
}

export async function presetById(
  store: Store,
  userId: number,
  id: number,
): Promise<StoredPreset | undefined> {
  const [row] = await store.db.select({ id: preset.id, name: preset.name, options: preset.options }).from(
    preset,
  )
    .where(and(eq(preset.id, id), eq(preset.userId, userId)));
  return row === undefined ? undefined : presetOf(row);
}

export function presetOf(row: { readonly id: number; readonly name: string; readonly options: string }) {
  const options: Preset = JSON.parse(row.options);
  return { id: row.id, name: row.name, options };
}

export async function createPreset(
  store: Store,
  userId: number,
  { name, options }: NewPreset,
): Promise<Result<number, "name_taken">> {
  return await unlessTaken(async () => {
    const [inserted] = await store.write([
      store.db.insert(preset).values({ userId, name, options: JSON.stringify(options) }),
    ]);
    return Number(inserted?.lastInsertRowid);
  });
}

/** Returns whether there was such a preset. */
export async function updatePreset(
  store: Store,
  userId: number,
  { id, name, options }: StoredPreset,
): Promise<Result<boolean, "name_taken">> {
  return await unlessTaken(async () => {
    const [updated] = await store.write([
      store.db.update(preset).set({ name, options: JSON.stringify(options) })
        .where(and(eq(preset.id, id), eq(preset.userId, userId))),
    ]);
    return updated?.rowsAffected === 1;
  });
}

/** Its decks follow the first preset from now on. Returns false, and deletes nothing, for a person's last preset. */
export async function deletePreset(store: Store, userId: number, id: number): Promise<boolean> {
  const others =
    sql`exists (select 1 from preset as other where other.user_id = ${userId} and other.id <> ${id})`;
  const [deleted] = await store.write([
    store.db.delete(preset).where(and(eq(preset.id, id), eq(preset.userId, userId), others)),
  ]);
  return deleted?.rowsAffected === 1;
}

/** Lets a deck follow a preset. Returns false when the preset is not this person's. */
export async function choosePreset(
  store: Store,
  choice: { readonly userId: number; readonly deckId: number; readonly presetId: number },
): Promise<boolean> {
  const { userId, deckId, presetId } = choice;
  const [chosen] = await store.write([
    sql`insert into ${deckChoice} (user_id, deck_id, preset_id)
      select ${userId}, ${deckId}, id from ${preset} where id = ${presetId} and user_id = ${userId}
      on conflict (user_id, deck_id) do update set preset_id = excluded.preset_id`,
  ]);
  return chosen?.rowsAffected === 1;
}

async function unlessTaken<T>(write: () => Promise<T>): Promise<Result<T, "name_taken">> {
  try {
    return ok(await write());
  } catch (error) {
    if (databaseError(error)?.extendedCode === "SQLITE_CONSTRAINT_UNIQUE") return err("name_taken");
    throw error;
  }
}
