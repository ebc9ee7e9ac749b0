/** Writes the rows of an archive for a person who has nothing yet: piece by piece, and all of them or none. */
import { sql } from "drizzle-orm";
import type { ArchiveRow, ArchiveTable, ArchiveTableName } from "../decks/archive/archive_tables.ts";
import { err, ok, type Result } from "../base/result.ts";
import { renumberedChange } from "./archive_changes.ts";
import { type ArchiveIds, type ArchiveSource, pieces, setIdsAside } from "./archive_ids.ts";
import { beginRestoring, endRestoring, takeBackRestore } from "./archive_take_back.ts";
import { databaseError } from "./client.ts";
import { followCards } from "./follow_cards.ts";
import { addMissingMemories } from "./new_memories.ts";
import type { Statement, Store } from "./open.ts";
import type { PersonSettings } from "./people.ts";
import { deck, media, user } from "./schema.ts";

export interface Restoring extends ArchiveSource {
  readonly userId: number;
  /** ms UTC: when shipped notes that this server does not have went out of use. */
  readonly at: number;
  readonly settings: PersonSettings;
  /** Keeps the bytes of media, between the rows and the end. */
  readonly keepMedia: () => Promise<void>;
}

/** not_empty: nothing was tried. Where rows break a rule of the database all is taken back, and its words come back. */
export async function restoreRows(
  store: Store,
  restoring: Restoring,
): Promise<Result<undefined, "not_empty" | { readonly broken: string }>> {
  const ids = await setIdsAside(store, restoring);
  if (!await beginRestoring(store, restoring.userId, ids.ranges)) return err("not_empty");
  try {
    await writeAll(store, restoring, ids);
    await restoring.keepMedia();
    await store.write(lastStatements(restoring));
    return ok(undefined);
  } catch (error) {
    await takeBackRestore(store, restoring.userId);
    const found = databaseError(error);
    if (found?.extendedCode?.startsWith("SQLITE_CONSTRAINT") !== true) throw error;
    return err({ broken: found.message });
  }
}

async function writeAll(store: Store, restoring: Restoring, ids: ArchiveIds): Promise<void> {
  const shipped = new Set<ArchiveRow[string]>();
  for await (const rows of pieces(store, restoring, "deck")) {
    for (const row of rows) if (row["origin"] === "shipped") shipped.add(row["id"] ?? null);
  }
  for (const table of restoring.tables) {
    for await (const rows of pieces(store, restoring, table.name)) {
      const statements = insertStatements(table, { rows, ids, shipped, restoring });
      if (statements.length > 0) await store.write(statements);
    }
    if (table.name !== "deck") continue;
    // A deck may stand before its parent, so that parents are set when all are there.
    for await (const rows of pieces(store, restoring, "deck")) {
      await store.write([parentStatement(rows, ids)]);
    }
  }
}

/** What makes it the person's: their settings, and shipped cards that are not in the archive. */
function lastStatements({ userId, settings, counts }: Restoring): readonly Statement[] {
  return [
    sql`update ${user} set zone = ${settings.zone}, rollover_hour = ${settings.rolloverHour},
      theme = ${settings.theme}, keys_enabled = ${settings.keysEnabled ? 1 : 0} where id = ${userId}`,
    addMissingMemories(sql`${user.id} = ${userId} and ${deck.ownerId} is null`),
    ...followCards(
      sql`memory.user_id = ${userId} and memory.deck_id in (select id from ${deck} where owner_id is null)`,
    ),
    ...endRestoring(userId, { withPresets: (counts["preset"] ?? 0) > 0 }),
  ];
}

interface Piece {
  readonly rows: readonly ArchiveRow[];
  readonly ids: ArchiveIds;
  /** Numbers of the decks that ship. */
  readonly shipped: ReadonlySet<ArchiveRow[string]>;
  readonly restoring: Restoring;
}

function insertStatements(table: ArchiveTable, { rows, ids, shipped, restoring }: Piece): Statement[] {
  const { userId, at } = restoring;
  const fresh = rows.filter((row) => !("id" in table.columns) || !ids.isKnown(table.name, Number(row["id"])))
    .map((row): ArchiveRow => {
      const isShipped = shipped.has(row[table.name === "deck" ? "id" : "deck_id"] ?? null);
      return {
        ...withIds(row, table, ids),
        // What shipped once and is not here is kept out of use until it ships again.
        ...("retired_at" in table.columns && isShipped ? { retired_at: row["retired_at"] ?? at } : {}),
        ...(table.name === "deck" ? { parent_id: null, owner_id: isShipped ? null : userId } : {}),
        ...(table.name === "deck" && isShipped ? { content_hash: "" } : {}),
      };
    });
  if (fresh.length === 0) return [];
  const some = JSON.stringify(fresh);
  const columns = Object.keys(table.columns).filter((column) =>
    table.name !== "media_name" || column !== "size"
  );
  const values = columns.map((column) => `value ->> '${column}'`);
  const [owner, whose] = table.name === "deck"
    ? [["owner_id"], sql`, value ->> 'owner_id'`]
    : OWNED.has(table.name)
    ? [["user_id"], sql`, ${userId}`]
    : [[], sql``];
  return [
    ...(table.name === "media_name"
      ? [
        sql`insert into ${media} (hash, size, created_at) select value ->> 'hash', value ->> 'size', ${at}
        from json_each(${some}) where true on conflict do nothing`,
      ]
      : []),
    sql`insert into ${sql.raw(table.name)} (${sql.raw([...columns, ...owner].join(", "))})
      select ${sql.raw(values.join(", "))}${whose} from json_each(${some}) order by json_each.key`,
  ];
}

function withIds(row: ArchiveRow, { name, columns, refs }: ArchiveTable, ids: ArchiveIds): ArchiveRow {
  const named = Object.entries(refs).map(([column, target]) => {
    const number = row[column] ?? null;
    return [column, number === null ? null : ids.of(target, Number(number))] as const;
  });
  const mapped: ArchiveRow = {
    ...row,
    ...Object.fromEntries(named),
    ...("id" in columns ? { id: ids.of(name, Number(row["id"])) } : {}),
  };
  return name === "import_change" ? renumberedChange(mapped, ids.of) ?? mapped : mapped;
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
  "import_run",
]);

function parentStatement(decks: readonly ArchiveRow[], ids: ArchiveIds): Statement {
  const below = decks.filter((row) => row["parent_id"] !== null && !ids.isKnown("deck", Number(row["id"])));
  const rows = JSON.stringify(below.map((row) => ({
    id: ids.of("deck", Number(row["id"])),
    parent: ids.of("deck", Number(row["parent_id"])),
  })));
  return sql`update ${deck} set parent_id = value ->> 'parent' from json_each(${rows}) where deck.id = value ->> 'id'`;
}
