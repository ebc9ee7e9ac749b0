/** Writes the rows of an archive for a person who has nothing yet, all at once or not at all. */
import { type SQL, sql } from "drizzle-orm";
import type {
  ArchiveRow,
  ArchiveRows,
  ArchiveTable,
  ArchiveTableName,
} from "../decks/archive/archive_tables.ts";
import { err, ok, type Result } from "../base/result.ts";
import { databaseError } from "./client.ts";
import { followCards } from "./follow_cards.ts";
import { addMissingMemories } from "./new_memories.ts";
import type { Statement, Store } from "./open.ts";
import type { PersonSettings } from "./people.ts";
import { deck, media, memory, preset, user } from "./schema.ts";

const ROWS_A_STATEMENT = 500;

/** Whether a person has decks, note types or media of their own, or has ever answered a card. */
export async function hasOwnData(store: Store, userId: number): Promise<boolean> {
  // Index: deck_owned, action_day, note_type_key and the primary key of media_name.
  const [found] = await store.db.all<{ any: number }>(sql`select
      exists (select 1 from deck where owner_id = ${userId})
      or exists (select 1 from action where user_id = ${userId})
      or exists (select 1 from note_type where user_id = ${userId})
      or exists (select 1 from media_name where user_id = ${userId}) as any`);
  return found?.any === 1;
}

export interface Restoring {
  readonly userId: number;
  /** ms UTC: when shipped notes that this server does not have went out of use. */
  readonly at: number;
  readonly settings: PersonSettings;
  readonly tables: readonly ArchiveTable[];
  readonly rows: ArchiveRows;
}

/** Where rows break a rule of the database nothing is written, and its words come back. */
export async function restoreRows(store: Store, restoring: Restoring): Promise<Result<undefined, string>> {
  try {
    await store.write(await restoreStatements(store, restoring));
    return ok(undefined);
  } catch (error) {
    const found = databaseError(error);
    if (found?.extendedCode?.startsWith("SQLITE_CONSTRAINT") !== true) throw error;
    return err(found.message);
  }
}

async function restoreStatements(store: Store, restoring: Restoring): Promise<readonly Statement[]> {
  const { userId, settings, rows, tables } = restoring;
  const ids = await newIds(store, restoring);
  const statements: Statement[] = [
    sql`update ${user} set zone = ${settings.zone}, rollover_hour = ${settings.rolloverHour},
      theme = ${settings.theme}, keys_enabled = ${settings.keysEnabled ? 1 : 0} where id = ${userId}`,
    // Nothing has been learnt yet: memories of shipped cards that were never seen give way to those of the archive.
    sql`delete from ${memory} where user_id = ${userId} and version = 0`,
    ...(rows.preset.length === 0 ? [] : [sql`delete from ${preset} where user_id = ${userId}`]),
  ];
  for (const table of tables) statements.push(...insertStatements(table, { ids, restoring }));
  statements.push(
    ...parentStatements(rows.deck, ids),
    addMissingMemories(sql`${user.id} = ${userId}`),
    ...followCards(
      sql`memory.user_id = ${userId} and memory.deck_id in (select id from ${deck} where owner_id is null)`,
    ),
  );
  return statements;
}

interface Ids {
  /** The id of a row by its number in the archive. */
  readonly of: (table: ArchiveTableName, number: number) => number;
  /** Whether the row is there already: of a deck that ships, and never written. */
  readonly isKnown: (table: ArchiveTableName, number: number) => boolean;
}

/** Rows of shipped decks are those that are here; all others come after the last id there is. */
async function newIds(store: Store, { rows, tables }: Restoring): Promise<Ids> {
  const known = await shippedIds(store, rows);
  const last = new Map<ArchiveTableName, number>();
  for (const { name, columns } of tables) {
    if (!("id" in columns)) continue;
    const [row] = await store.db.all<{ id: number | null }>(
      sql`select max(ifnull((select max(id) from ${sql.raw(name)}), 0),
        ifnull((select seq from sqlite_sequence where name = ${name}), 0)) as id`,
    );
    last.set(name, row?.id ?? 0);
  }
  return {
    of: (table, number) => known.get(table)?.get(number) ?? (last.get(table) ?? 0) + number,
    isKnown: (table, number) => known.get(table)?.has(number) ?? false,
  };
}

/** The shipped decks, notes and cards of the archive that are here too, by address, guid and side. */
async function shippedIds(
  store: Store,
  rows: ArchiveRows,
): Promise<ReadonlyMap<ArchiveTableName, ReadonlyMap<number, number>>> {
  const shipped = new Set(rows.deck.flatMap((row) => row["origin"] === "shipped" ? [row["id"]] : []));
  const slugs = rows.deck.filter((row) => shipped.has(row["id"] ?? null));
  const decks = await matched(
    store,
    slugs,
    sql`deck as found on found.owner_id is null and found.slug = value ->> 'slug'`,
  );
  const notes = await matched(
    store,
    withIds(rows.note, "deck_id", decks),
    sql`note as found on found.deck_id = value ->> 'deck_id' and found.guid = value ->> 'guid'`,
  );
  const cards = await matched(
    store,
    withIds(rows.card, "note_id", notes),
    sql`card as found on found.note_id = value ->> 'note_id' and found.side = value ->> 'side'`,
  );
  return new Map([["deck", decks], ["note", notes], ["card", cards]]);
}

function withIds(
  rows: readonly ArchiveRow[],
  column: string,
  ids: ReadonlyMap<number, number>,
): readonly ArchiveRow[] {
  return rows.flatMap((row) => {
    const id = ids.get(Number(row[column]));
    return id === undefined ? [] : [{ ...row, [column]: id }];
  });
}

async function matched(
  store: Store,
  rows: readonly ArchiveRow[],
  join: SQL,
): Promise<ReadonlyMap<number, number>> {
  const ids = new Map<number, number>();
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const some = JSON.stringify(rows.slice(start, start + ROWS_A_STATEMENT));
    const found = await store.db.all<{ number: number; id: number }>(
      sql`select value ->> 'id' as number, found.id as id from json_each(${some}) cross join ${join}`,
    );
    for (const { number, id } of found) ids.set(number, id);
  }
  return ids;
}

function insertStatements(
  table: ArchiveTable,
  { ids, restoring }: { readonly ids: Ids; readonly restoring: Restoring },
): Statement[] {
  const { userId, at, rows } = restoring;
  const hasId = "id" in table.columns;
  const shipped = new Set(rows.deck.flatMap((row) => row["origin"] === "shipped" ? [row["id"]] : []));
  const fresh = rows[table.name].filter((row) => !hasId || !ids.isKnown(table.name, Number(row["id"])))
    .map((row) => {
      const mapped: Record<string, number | string | null> = { ...row };
      for (const [column, target] of Object.entries(table.refs)) {
        const number = row[column] ?? null;
        mapped[column] = number === null ? null : ids.of(target, Number(number));
      }
      if (hasId) mapped["id"] = ids.of(table.name, Number(row["id"]));
      const isShipped = shipped.has(row[table.name === "deck" ? "id" : "deck_id"] ?? null);
      // What shipped once and is not here is kept out of use until it ships again.
      if ("retired_at" in table.columns && isShipped) mapped["retired_at"] = row["retired_at"] ?? at;
      if (table.name === "deck") {
        mapped["parent_id"] = null;
        mapped["owner_id"] = isShipped ? null : userId;
        if (isShipped) mapped["content_hash"] = "";
      }
      return mapped;
    });
  const columns = Object.keys(table.columns).filter((column) =>
    table.name !== "media_name" || column !== "size"
  );
  const owner = table.name === "deck" ? ["owner_id"] : OWNED.has(table.name) ? ["user_id"] : [];
  const names = sql.raw([...columns, ...owner].join(", "));
  const statements: Statement[] = [];
  for (let start = 0; start < fresh.length; start += ROWS_A_STATEMENT) {
    const some = JSON.stringify(fresh.slice(start, start + ROWS_A_STATEMENT));
    if (table.name === "media_name") {
      statements.push(sql`insert into ${media} (hash, size, created_at)
        select value ->> 'hash', value ->> 'size', ${at} from json_each(${some}) where true on conflict do nothing`);
    }
    const values = sql.raw(columns.map((column) => `value ->> '${column}'`).join(", "));
    const last = owner.length === 0
      ? sql``
      : table.name === "deck"
      ? sql`, value ->> 'owner_id'`
      : sql`, ${userId}`;
    statements.push(
      sql`insert into ${sql.raw(table.name)} (${names}) select ${values}${last}
        from json_each(${some}) order by json_each.key`,
    );
  }
  return statements;
}

const OWNED: ReadonlySet<ArchiveTableName> = new Set([
  "preset",
  "note_type",
  "deck_choice",
  "memory",
  "action",
  "review",
  "study_day",
  "attempt",
  "media_name",
]);

/** A deck may stand before its parent, so that parents are set when all are there. */
function parentStatements(decks: readonly ArchiveRow[], ids: Ids): Statement[] {
  const below = decks.filter((row) => row["parent_id"] !== null && !ids.isKnown("deck", Number(row["id"])));
  if (below.length === 0) return [];
  const rows = JSON.stringify(below.map((row) => ({
    id: ids.of("deck", Number(row["id"])),
    parent: ids.of("deck", Number(row["parent_id"])),
  })));
  return [
    sql`update ${deck} set parent_id = value ->> 'parent' from json_each(${rows}) where deck.id = value ->> 'id'`,
  ];
}
