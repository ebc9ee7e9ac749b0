/** The ids that rows of an archive get: those of shipped decks are here already, all others are set aside for them. */
import { type SQL, sql } from "drizzle-orm";
import type { ArchiveCalls } from "../decks/archive/archive_session.ts";
import type { ArchiveRow, ArchiveTable, ArchiveTableName } from "../decks/archive/archive_tables.ts";
import type { Store } from "./open.ts";

/** Rows looked at in one piece. */
export const ROWS_AT_ONCE = 200;

/** Where the rows of the archive come from. */
export interface ArchiveSource {
  readonly tables: readonly ArchiveTable[];
  /** How many rows a table has. */
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: (ask: ArchiveCalls["rows"]["ask"]) => Promise<ArchiveCalls["rows"]["answer"]>;
}

export interface ArchiveIds {
  /** The id of a row by its number in the archive. */
  readonly of: (table: ArchiveTableName, number: number) => number;
  /** Whether the row is there already: of a deck that ships, and never written. */
  readonly isKnown: (table: ArchiveTableName, number: number) => boolean;
  /** The first and the last id that were set aside in each table. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
}

/** Rows of a table, piece by piece, letting others in between. */
export async function* pieces(
  store: Store,
  { counts, rows }: ArchiveSource,
  table: ArchiveTableName,
): AsyncGenerator<readonly ArchiveRow[]> {
  for (let from = 0; from < (counts[table] ?? 0); from += ROWS_AT_ONCE) {
    yield await rows({ table, from, count: ROWS_AT_ONCE });
    await store.letOthersIn();
  }
}

/** Nobody else gets the ids that were set aside, so that all that has one of them is of the archive. */
export async function setIdsAside(store: Store, source: ArchiveSource): Promise<ArchiveIds> {
  const known = await shippedIds(store, source);
  const tables = source.tables.filter(({ columns }) => "id" in columns).map(({ name }) => name);
  const results = await store.write(tables.flatMap((name) => [
    sql`insert into sqlite_sequence (name, seq) select ${name}, 0
      where not exists (select 1 from sqlite_sequence where name = ${name})`,
    sql`update sqlite_sequence set seq = ${source.counts[name] ?? 0}
        + max(seq, ifnull((select max(id) from ${sql.raw(name)}), 0)) where name = ${name} returning seq`,
  ]));
  const ranges = Object.fromEntries(tables.map((name, index): [string, readonly [number, number]] => {
    const last = Number(results[2 * index + 1]?.rows[0]?.["seq"]);
    return [name, [last - (source.counts[name] ?? 0) + 1, last]];
  }));
  return {
    of: (table, number) => known.get(table)?.get(number) ?? (ranges[table]?.[0] ?? 1) + number - 1,
    isKnown: (table, number) => known.get(table)?.has(number) ?? false,
    ranges,
  };
}

type Known = ReadonlyMap<number, number>;

/** The shipped decks, notes and cards of the archive that are here too, by address, guid and side. */
async function shippedIds(
  store: Store,
  source: ArchiveSource,
): Promise<ReadonlyMap<ArchiveTableName, Known>> {
  const decks = await matched(store, source, {
    table: "deck",
    wanted: (row) => row["origin"] === "shipped" ? row : undefined,
    join: sql`deck as found on found.owner_id is null and found.slug = value ->> 'slug'`,
  });
  const notes = await matched(store, source, {
    table: "note",
    wanted: (row) => withId(row, "deck_id", decks),
    join: sql`note as found on found.deck_id = value ->> 'deck_id' and found.guid = value ->> 'guid'`,
  });
  const cards = await matched(store, source, {
    table: "card",
    wanted: (row) => withId(row, "note_id", notes),
    join: sql`card as found on found.note_id = value ->> 'note_id' and found.side = value ->> 'side'`,
  });
  return new Map([["deck", decks], ["note", notes], ["card", cards]]);
}

function withId(row: ArchiveRow, column: string, ids: Known): ArchiveRow | undefined {
  const id = ids.get(Number(row[column]));
  return id === undefined ? undefined : { ...row, [column]: id };
}

interface Matching {
  readonly table: ArchiveTableName;
  readonly wanted: (row: ArchiveRow) => ArchiveRow | undefined;
  readonly join: SQL;
}

async function matched(
  store: Store,
  source: ArchiveSource,
  { table, wanted, join }: Matching,
): Promise<Known> {
  const ids = new Map<number, number>();
  for await (const rows of pieces(store, source, table)) {
    const some = rows.map(wanted).filter((row) => row !== undefined);
    if (some.length === 0) continue;
    const found = await store.db.all<{ number: number; id: number }>(
      sql`select value ->> 'id' as number, found.id as id
        from json_each(${JSON.stringify(some)}) cross join ${join}`,
    );
    for (const { number, id } of found) ids.set(number, id);
  }
  return ids;
}
