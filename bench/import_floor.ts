/**
 * The least that an import could take: unzip to the disk, read the rows of the collection, write the rows that came of
 * it. Nothing of it is made safe against a sudden end but the last commit.
 */
import { DatabaseSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";
import { unzipSync } from "fflate";

const TABLES = ["note", "note_base", "card", "memory", "review", "study_day"];

export interface Floor {
  readonly readSeconds: number;
  readonly writeSeconds: number;
}

/** `database` is one that holds nothing but what was imported and a start of the program. */
export function measureFloor(packed: Uint8Array<ArrayBuffer>, database: string, scratch: string): Floor {
  return {
    readSeconds: clocked(() => readRows(packed, scratch)),
    writeSeconds: writeRows(database, scratch),
  };
}

function readRows(packed: Uint8Array<ArrayBuffer>, scratch: string): void {
  const files = unzipSync(packed);
  const newest = files["collection.anki21b"];
  const bytes = newest === undefined ? files["collection.anki21"] : zstdDecompressSync(newest);
  if (bytes === undefined) {
    throw new Error("Cannot find the collection of a package that the bench has built");
  }
  for (const [name, file] of Object.entries(files)) {
    if (/^\d+$/.test(name)) Deno.writeFileSync(`${scratch}/${name}.media`, file);
  }
  const path = `${scratch}/collection.db`;
  Deno.writeFileSync(path, bytes);
  const collection = new DatabaseSync(path);
  for (const table of ["notes", "cards", "revlog"]) {
    let rows = 0;
    for (const row of collection.prepare(`select * from ${table} not indexed`).iterate()) {
      if (row !== undefined) rows++;
    }
    if (rows === 0 && table !== "revlog") throw new Error(`Cannot measure: the collection has no ${table}`);
  }
  collection.close();
}

/** With the indexes and checks of our tables, without their triggers, as one transaction of prepared inserts. */
function writeRows(database: string, scratch: string): number {
  const source = new DatabaseSync(database, { readOnly: true });
  const rows = TABLES.map((table) => ({
    table,
    rows: source.prepare(`select * from ${table}`).all().map((row) => Object.values(row)),
  }));
  const target = new DatabaseSync(`${scratch}/floor.db`, { enableForeignKeyConstraints: false });
  target.exec("pragma journal_mode = wal; pragma synchronous = full");
  const schema = source.prepare(
    `select sql from sqlite_master where sql is not null and tbl_name in (${TABLES.map(() => "?").join()})
      and type in ('table', 'index') order by type desc`,
  ).all(...TABLES);
  for (const { sql } of schema) target.exec(String(sql));
  source.close();
  const seconds = clocked(() => {
    target.exec("begin");
    for (const { table, rows: all } of rows) {
      const [first = []] = all;
      const insert = target.prepare(`insert into ${table} values (${first.map(() => "?").join()})`);
      for (const row of all) insert.run(...row);
    }
    target.exec("commit; pragma wal_checkpoint(truncate)");
  });
  target.close();
  return seconds;
}

function clocked(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
