/** The beginning and the end of a restore, and its way back: what is cut off or breaks a rule leaves nothing. */
import { type SQL, sql } from "drizzle-orm";
import { addMissingMemories } from "./new_memories.ts";
import type { Statement, Store } from "./open.ts";
import { deck, deckChoice, memory, preset, setting, user } from "./schema.ts";

const ROWS_AT_ONCE = 500;
/** Stands before the name of each option set that the person had, as long as a restore is under way. */
const ASIDE = "\u0001";
/** The trigger `review_goes_only_with_its_whole` lets the log of a person go while there is a setting of this name. */
const RESTORING = "restoring:";

type Ranges = Readonly<Record<string, readonly [number, number]>>;

/** What the way back needs to know. */
interface Mark {
  /** The first and the last id of the rows that were written, by table. */
  readonly ranges: Ranges;
  /** Which option set a deck followed before. */
  readonly choices: readonly { readonly deck: number; readonly preset: number }[];
  /** Name of the process that restores. */
  readonly process?: string;
}

/** Whether a person has decks, note types or media of their own, or has ever answered a card. */
export async function hasOwnData(store: Store, userId: number): Promise<boolean> {
  const [found] = await store.db.all<{ any: number }>(sql`select ${ownData(userId)} as any`);
  return found?.any === 1;
}

function ownData(userId: number): SQL {
  // Index: deck_owned, action_day, note_type_key and the primary key of media_name.
  return sql`(exists (select 1 from deck where owner_id = ${userId})
    or exists (select 1 from action where user_id = ${userId})
    or exists (select 1 from note_type where user_id = ${userId})
    or exists (select 1 from media_name where user_id = ${userId}))`;
}

/** Whether it may begin: for a person who has nothing, and no restore under way. */
export async function beginRestoring(store: Store, userId: number, ranges: Ranges): Promise<boolean> {
  const choices = await store.db.all<Mark["choices"][number]>(
    sql`select deck_id as deck, preset_id as preset from ${deckChoice} where user_id = ${userId}`,
  );
  const mark: Mark = { ranges, choices, ...(store.process === undefined ? {} : { process: store.process }) };
  const isMine = sql`exists (select 1 from ${setting} where key = ${keyOf(userId)} and value = ${
    JSON.stringify(mark)
  })`;
  const [marked] = await store.write([
    sql`insert into ${setting} (key, value) select ${keyOf(userId)}, ${JSON.stringify(mark)}
      where not ${ownData(userId)} on conflict do nothing`,
    sql`update ${preset} set name = ${ASIDE} || name where user_id = ${userId} and ${isMine}`,
    sql`delete from ${deckChoice} where user_id = ${userId} and ${isMine}`,
    // Memories of shipped cards that were never seen give way to those of the archive.
    sql`delete from ${memory} where user_id = ${userId} and version = 0 and ${isMine}`,
  ]);
  return marked?.rowsAffected === 1;
}

/** An archive without option sets leaves those that the person had. */
export function endRestoring(
  userId: number,
  { withPresets }: { readonly withPresets: boolean },
): readonly Statement[] {
  const aside = sql`user_id = ${userId} and substr(name, 1, 1) = ${ASIDE}`;
  return [
    withPresets
      ? sql`delete from ${preset} where ${aside}`
      : sql`update ${preset} set name = substr(name, 2) where ${aside}`,
    sql`delete from ${setting} where key = ${keyOf(userId)}`,
  ];
}

/** As if it had never begun. It can be cut off anywhere and begun again. */
export async function takeBackRestore(store: Store, userId: number): Promise<void> {
  const [row] = await store.db.all<{ value: string }>(
    sql`select value from ${setting} where key = ${keyOf(userId)}`,
  );
  if (row === undefined) return;
  const { ranges, choices }: Mark = JSON.parse(row.value);
  const ofUser = (table: string) => remove(store, table, sql`user_id = ${userId}`);
  const ofArchive = async (table: string) => {
    const [first, last] = ranges[table] ?? [1, 0];
    await remove(store, table, sql`id between ${first} and ${last}`);
  };
  // What refers to other rows goes before them; cards take their memories along, and those their logs.
  for (const table of ["import_change", "import_run"]) await ofArchive(table);
  for (const table of ["review", "attempt", "memory", "study_day", "deck_choice", "media_name"]) {
    await ofUser(table);
  }
  for (const table of ["action", "card", "note", "note_type", "deck", "preset"]) await ofArchive(table);
  await store.write([
    ...endRestoring(userId, { withPresets: false }),
    sql`insert into ${deckChoice} (user_id, deck_id, preset_id)
      select ${userId}, value ->> 'deck', value ->> 'preset' from json_each(${JSON.stringify(choices)})`,
    addMissingMemories(sql`${user.id} = ${userId} and ${deck.ownerId} is null`),
  ]);
}

/**
 * At the start: restores that were under way when their program ended are taken back; `isCutOff` tells that by the name
 * of its process. Says how many.
 */
export async function recoverRestores(
  store: Store,
  isCutOff: (process: string | undefined) => Promise<boolean>,
): Promise<number> {
  const rows = await store.db.all<{ key: string; value: string }>(
    sql`select key, value from ${setting} where substr(key, 1, ${RESTORING.length}) = ${RESTORING}`,
  );
  let taken = 0;
  for (const { key, value } of rows) {
    const { process }: Mark = JSON.parse(value);
    if (!await isCutOff(process)) continue;
    await takeBackRestore(store, Number(key.slice(RESTORING.length)));
    taken++;
  }
  return taken;
}

async function remove(store: Store, table: string, where: SQL): Promise<void> {
  const name = sql.raw(table);
  while (true) {
    const [gone] = await store.write([
      sql`delete from ${name} where rowid in (select rowid from ${name} where ${where} limit ${ROWS_AT_ONCE})`,
    ]);
    await store.letOthersIn();
    if ((gone?.rowsAffected ?? 0) === 0) return;
  }
}

function keyOf(userId: number): string {
  return `${RESTORING}${userId}`;
}
