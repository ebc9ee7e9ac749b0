/** Opens the SQLite file of a collection, which may be hostile, and reads its rows one by one. */
// @ts-types="./sql_js.d.ts"
import initSqlJs, { type Database, type SqlValue } from "sql.js";
import { isSqlite } from "./package_files.ts";
import { type SqlitePages, sqlitePages } from "./sqlite_pages.ts";
import { damaged, Unreadable } from "./unreadable.ts";

/** One row; what is not of the kind asked for is converted where that loses nothing, else empty. */
export interface Row {
  readonly integer: (column: number) => number;
  readonly text: (column: number) => string;
  readonly blob: (column: number) => Uint8Array;
}

export interface AnkiDatabase {
  readonly has: (table: string) => boolean;
  /** Rows of a table, one at a time, in no promised order. Throws Unreadable. */
  readonly rows: (table: string, columns: readonly string[]) => Generator<Row>;
  readonly count: (table: string) => number;
  readonly close: () => void;
}

const KNOWN_TABLES: ReadonlySet<string> = new Set([
  "col",
  "notes",
  "cards",
  "revlog",
  "config",
  "deck_config",
  "decks",
  "notetypes",
  "fields",
  "templates",
]);

/** Far above any collection of one person. */
const MOST_ROWS: Readonly<Record<string, number>> = { notes: 500_000, cards: 1_000_000, revlog: 3_000_000 };
const MOST_OTHER_ROWS = 100_000;
/** Ten thousand decks take four million. */
const LONGEST_ROW = 60_000_000;

const SCHEMA_PAGE = 1;

const COLLECTION = "The collection in the package";

export interface DatabaseTools {
  /** The bytes of sql.js's WebAssembly. */
  readonly sqlWasm: Uint8Array<ArrayBuffer>;
  /** Called now and then between rows; what it throws ends the reading. */
  readonly pulse: () => void;
}

/** Throws Unreadable on what SQLite cannot open. */
export async function openDatabase(
  bytes: Uint8Array<ArrayBuffer>,
  { sqlWasm, pulse }: DatabaseTools,
): Promise<AnkiDatabase> {
  const pages = sqlitePages(bytes);
  if (!isSqlite(bytes) || pages?.isTree(SCHEMA_PAGE) !== true) throw damaged(COLLECTION);
  const sql = await initSqlJs({ wasmBinary: sqlWasm });
  const database = sqlErrorsTold(() => new sql.Database(withoutLog(bytes)));
  const columns = sqlErrorsTold(() => {
    withKnownCollation(database);
    return tablesOf(database, pages);
  });
  let unread = bytes.length + 1_000_000;
  // An honest file holds no more text than it has bytes; pages that are used again and again would.
  const spend = (values: readonly SqlValue[]) => {
    for (const value of values) unread -= typeof value === "object" ? value?.length ?? 0 : lengthOf(value);
    if (unread < 0) throw damaged(COLLECTION);
  };
  return {
    has: (table) => columns.has(table),
    rows: (table, wanted) => rowsOf(database, { table, wanted, present: columns.get(table), spend, pulse }),
    count: (table) => {
      const [counted] = sqlErrorsTold(() =>
        valuesOf(database, `select count(*) from ${quoted(table)} not indexed`)
      );
      return Number(counted?.[0] ?? 0);
    },
    close: () => sqlErrorsTold(() => database.close()),
  };
}

/** Anki keeps its own collection with a log in another file; a copy of it must be told that there is none. */
function withoutLog(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const withLog = 2;
  if (bytes[18] !== withLog && bytes[19] !== withLog) return bytes;
  const copy = bytes.slice();
  copy.fill(1, 18, 20);
  return copy;
}

function lengthOf(value: string | number): number {
  return typeof value === "string" ? value.length : 0;
}

/**
 * Anki's tables name a collation that SQLite lacks; in this copy they name one that it has. Only the schema is
 * changed, and no index is read.
 */
function withKnownCollation(database: Database): void {
  const unknown = /(\bcollate\s+)["'`[]?unicase\b["'`\]]?/gi;
  database.run("pragma writable_schema = on");
  for (const [id, sql] of valuesOf(database, "select rowid, sql from sqlite_master where sql is not null")) {
    if (typeof id !== "number" || typeof sql !== "string" || sql.search(unknown) < 0) continue;
    database.run("update sqlite_master set sql = ? where rowid = ?", [sql.replace(unknown, "$1nocase"), id]);
  }
  database.run("pragma writable_schema = reset");
}

/** Columns of each real table; views, virtual tables and computed columns could run what they please. */
function tablesOf(database: Database, pages: SqlitePages): ReadonlyMap<string, ReadonlySet<string>> {
  database.run("pragma trusted_schema = off");
  database.run("pragma query_only = on");
  const tables = new Map<string, ReadonlySet<string>>();
  for (
    const [name, root] of valuesOf(database, "select name, rootpage from sqlite_master where type = 'table'")
  ) {
    if (typeof name !== "string" || !KNOWN_TABLES.has(name)) continue;
    if (typeof root !== "number" || !pages.isTree(root)) throw damaged(COLLECTION);
    const columns = valuesOf(database, `pragma table_xinfo(${quoted(name)})`);
    const plain = columns.filter((column) => column[6] === 0).map((column) => String(column[1]));
    tables.set(name, new Set(plain));
  }
  return tables;
}

interface Wanted {
  readonly table: string;
  readonly wanted: readonly string[];
  readonly present: ReadonlySet<string> | undefined;
  readonly spend: (values: readonly SqlValue[]) => void;
  readonly pulse: () => void;
}

const ROWS_A_PULSE = 1000;

function* rowsOf(database: Database, { table, wanted, present, spend, pulse }: Wanted): Generator<Row> {
  const missing = wanted.find((column) => present?.has(column) !== true);
  if (present === undefined || missing !== undefined) {
    const what = present === undefined ? `no table ${table}` : `no column ${missing} in its table ${table}`;
    throw new Unreadable(`The collection in the package has ${what}`, "Open it in Anki and export it again.");
  }
  const most = MOST_ROWS[table] ?? MOST_OTHER_ROWS;
  // "not indexed" keeps SQLite from indexes, whose collation it does not have.
  const sql = `select ${wanted.map(quoted).join(", ")} from ${quoted(table)} not indexed`;
  refuseLongRows(database, { table, wanted });
  const statement = sqlErrorsTold(() => database.prepare(sql));
  try {
    for (let read = 0; sqlErrorsTold(() => statement.step()); read++) {
      if (read >= most) {
        throw new Unreadable(
          `The collection in the package has more than ${most} ${table}`,
          "Export its decks one by one.",
        );
      }
      if (read % ROWS_A_PULSE === 0) pulse();
      const values = sqlErrorsTold(() => statement.get());
      spend(values);
      yield rowOf(values);
    }
  } finally {
    sqlErrorsTold(() => statement.free());
  }
}

/** Before any is read: as text it would take twice as much, and again for each copy. */
function refuseLongRows(database: Database, { table, wanted }: Pick<Wanted, "table" | "wanted">): void {
  // The length stands in front of a value, so that long ones are not even fetched.
  const bytes = wanted.map((column) => `coalesce(octet_length(${quoted(column)}), 0)`).join(" + ");
  const [long] = sqlErrorsTold(() =>
    valuesOf(database, `select 1 from ${quoted(table)} not indexed where ${bytes} > ${LONGEST_ROW} limit 1`)
  );
  if (long === undefined) return;
  throw new Unreadable(
    `The collection in the package has a row of more than ${LONGEST_ROW / 1e6} MB in its table ${table}`,
    "Take files out of its texts in Anki, and put them into its media.",
  );
}

function rowOf(values: readonly SqlValue[]): Row {
  return {
    integer: (column) => integerOf(values[column]),
    text: (column) => textOf(values[column]),
    blob: (column) => {
      const value = values[column];
      return value instanceof Uint8Array ? value : new TextEncoder().encode(textOf(value));
    },
  };
}

function integerOf(value: SqlValue | undefined): number {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? Math.trunc(number) : 0;
}

function textOf(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return "";
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}

function valuesOf(database: Database, sql: string): readonly (readonly SqlValue[])[] {
  const statement = database.prepare(sql);
  const rows: SqlValue[][] = [];
  while (statement.step()) rows.push(statement.get());
  statement.free();
  return rows;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function sqlErrorsTold<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    // sql.js throws plain errors with SQLite's words, and RuntimeErrors of WebAssembly.
    if (error instanceof Unreadable) throw error;
    throw damaged(COLLECTION);
  }
}
