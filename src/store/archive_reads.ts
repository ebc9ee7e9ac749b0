/** All rows of a person for an archive, in small reads, with numbers of their own in place of ids. */
import { type SQL, sql } from "drizzle-orm";
import type {
  ArchiveRow,
  ArchiveRows,
  ArchiveTable,
  ArchiveTableName,
} from "../decks/archive/archive_tables.ts";
import { renumberedChange } from "./archive_changes.ts";
import { isOf } from "./decks.ts";
import type { Store } from "./open.ts";

/** Ids looked at in one read. */
const IDS_A_READ = 400;

/** Where the rows of a person are, and the column that reads go along; without one they are read at once. */
interface Source {
  readonly from: SQL;
  readonly along: string | undefined;
  readonly order: string;
}

function sourcesOf(userId: number): Readonly<Record<ArchiveTableName, Source>> {
  const decks = sql`(select deck.id from deck where ${isOf(userId)})`;
  const mine = (table: string) => sql`${sql.raw(table)} as t where t.user_id = ${userId}`;
  const rows = (from: SQL, along: string, order = `t.${along}`): Source => ({ from, along, order });
  const whole = (from: SQL, order: string): Source => ({ from, along: undefined, order });
  return {
    preset: whole(mine("preset"), "t.id"),
    note_type: whole(mine("note_type"), "t.id"),
    deck: whole(sql`deck as t where t.id in ${decks}`, "t.id"),
    deck_choice: whole(mine("deck_choice"), "t.deck_id"),
    note: rows(sql`note as t where t.deck_id in ${decks}`, "id"),
    note_base: rows(
      sql`note_base as t where exists (select 1 from note where note.id = t.note_id and note.deck_id in ${decks})`,
      "note_id",
    ),
    card: rows(sql`card as t where t.deck_id in ${decks}`, "id"),
    memory: rows(mine("memory"), "card_id"),
    action: rows(mine("action"), "id"),
    review: rows(mine("review"), "id"),
    study_day: whole(mine("study_day"), "t.day, t.deck_id"),
    attempt: whole(mine("attempt"), "t.card_id"),
    media_name: whole(
      sql`(select media_name.*, media.size as size from media_name join media on media.hash = media_name.hash) as t
        where t.user_id = ${userId}`,
      "t.name",
    ),
    import_run: rows(
      sql`import_run as t where t.user_id = ${userId} and t.state in ('done', 'undone', 'cancelled', 'refused')`,
      "id",
    ),
    // The way back of one that was taken back already is used up.
    import_change: rows(
      sql`import_change as t where exists (select 1 from import_run as run where run.id = t.import_id
        and run.user_id = ${userId} and run.state = 'done')`,
      "id",
    ),
  };
}

/**
 * busy: an import or edit is being carried out or undone. changed: something was written meanwhile that does not fit
 * together. Either way, read again.
 */
export async function archiveRows(
  store: Store,
  userId: number,
  { tables, pause }: { readonly tables: readonly ArchiveTable[]; readonly pause: () => Promise<void> },
): Promise<ArchiveRows | "busy" | "changed"> {
  const before = await markOf(store, userId);
  if (before.isBusy) return "busy";
  const sources = sourcesOf(userId);
  const numbers = new Map<ArchiveTableName, Map<unknown, number>>();
  const rows = new Map<ArchiveTableName, readonly ArchiveRow[]>();
  for (const table of tables) {
    const found = await rowsOf(store, table, { source: sources[table.name], pause });
    const read = table.name === "import_change"
      ? found.map((row) => renumberedChange(row, (name, id) => numbers.get(name)?.get(id)))
        .filter((row) => row !== undefined)
      : found;
    if ("id" in table.columns) {
      numbers.set(table.name, new Map(read.map((row, index) => [row["id"], index + 1])));
    }
    const numbered = read.map((row) => numberedRow(row, table, numbers)).filter((row) => row !== undefined);
    if (numbered.length < read.length) return "changed";
    rows.set(table.name, numbered);
  }
  const after = await markOf(store, userId);
  if (after.isBusy) return "busy";
  if (after.mark !== before.mark) return "changed";
  const of = (name: ArchiveTableName) => rows.get(name) ?? [];
  return {
    preset: of("preset"),
    note_type: of("note_type"),
    deck: of("deck"),
    deck_choice: of("deck_choice"),
    note: of("note"),
    note_base: of("note_base"),
    card: of("card"),
    memory: of("memory"),
    action: of("action"),
    review: of("review"),
    study_day: of("study_day"),
    attempt: of("attempt"),
    media_name: of("media_name"),
    import_run: of("import_run"),
    import_change: of("import_change"),
  };
}

async function rowsOf(
  store: Store,
  table: ArchiveTable,
  { source: { from, along, order }, pause }: { readonly source: Source; readonly pause: () => Promise<void> },
): Promise<readonly ArchiveRow[]> {
  const columns = sql.raw(Object.keys(table.columns).map((column) => `t.${column}`).join(", "));
  const ordered = sql.raw(order);
  if (along === undefined) {
    return await store.db.all<ArchiveRow>(sql`select ${columns} from ${from} order by ${ordered}`);
  }
  const key = sql.raw(`t.${along}`);
  const [range] = await store.db.all<{ first: number | null; last: number | null }>(
    sql`select min(${sql.raw(along)}) as first, max(${sql.raw(along)}) as last from ${sql.raw(table.name)}`,
  );
  const rows: ArchiveRow[] = [];
  for (let start = range?.first ?? 1; start <= (range?.last ?? 0); start += IDS_A_READ) {
    rows.push(
      ...await store.db.all<ArchiveRow>(sql`select ${columns} from ${from}
        and ${key} >= ${start} and ${key} < ${start + IDS_A_READ} order by ${ordered}`),
    );
    await pause();
  }
  return rows;
}

/** undefined when it names a row that was not read. */
function numberedRow(
  row: ArchiveRow,
  { name, columns, refs }: ArchiveTable,
  numbers: ReadonlyMap<ArchiveTableName, ReadonlyMap<unknown, number>>,
): ArchiveRow | undefined {
  const named = Object.entries(refs).map(([column, target]) => {
    const id = row[column] ?? null;
    return [column, id === null ? null : numbers.get(target)?.get(id)] as const;
  });
  const mapped: Record<string, number | string | null> = { ...row };
  for (const [column, number] of named) {
    if (number === undefined) return undefined;
    mapped[column] = number;
  }
  if ("id" in columns) mapped["id"] = numbers.get(name)?.get(row["id"]) ?? null;
  return mapped;
}

/** Changes with every answer, import and edit, and with everything that takes one of them back. */
async function markOf(
  store: Store,
  userId: number,
): Promise<{ readonly mark: string; readonly isBusy: boolean }> {
  // Index: action_day begins with the user; the greatest id is looked for among theirs. Index: import_run_user.
  const [row] = await store.db.all<{ last: number | null; open: number | null; over: string }>(sql`select
      (select max(id) from action where user_id = ${userId}) as last,
      sum(state in ('applying', 'cancelling', 'undoing')) as open,
      json_array(sum(state = 'done'), sum(state = 'undone'), sum(state = 'cancelled'), sum(state = 'refused')) as over
    from import_run where user_id = ${userId}`);
  return { mark: `${row?.last} ${row?.over}`, isBusy: (row?.open ?? 0) > 0 };
}
