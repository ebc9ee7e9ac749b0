/** SQLite files for built packages, with the tables that all of Anki's schemas share. */
import { readFileSync } from "node:fs";
// @ts-types="../../src/decks/formats/anki/sql_js.d.ts"
import initSqlJs, { type Database, type SqlValue } from "sql.js";
import type { PackageContent } from "./content.ts";

export type SqlDatabase = Database;

export const sqlWasm = new Uint8Array(readFileSync("node_modules/sql.js/dist/sql-wasm.wasm"));

const TABLES = [
  `create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
    models text not null, decks text not null, dconf text not null, tags text not null)`,
  `create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
    flags integer not null, data text not null)`,
  `create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
    ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
    left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null)`,
  `create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
    ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
    type integer not null)`,
  "create table graves (usn integer not null, oid integer not null, type integer not null)",
  "create index ix_cards_nid on cards (nid)",
  "create index ix_revlog_cid on revlog (cid)",
];

export async function newDatabase(): Promise<SqlDatabase> {
  const { Database } = await initSqlJs({ wasmBinary: sqlWasm });
  const database = new Database();
  for (const table of TABLES) database.run(table);
  return database;
}

export function insert(database: SqlDatabase, table: string, values: readonly SqlValue[]): void {
  database.run(`insert into ${table} values (${values.map(() => "?").join(", ")})`, values);
}

export function writeNotes(database: SqlDatabase, { notes }: PackageContent): void {
  database.run("begin");
  notes.forEach((note, index) => {
    const [first = ""] = note.fields;
    const fields = note.fields.join("\x1f");
    insert(database, "notes", [
      note.id,
      note.guid,
      note.noteType,
      note.modifiedAt,
      -1,
      note.tags,
      fields,
      first,
      0,
      0,
      "",
    ]);
    note.cards.forEach((card, place) => {
      const id = 1_610_000_000_000 + index * 100 + place;
      insert(database, "cards", [
        id,
        note.id,
        card.deck,
        card.ord,
        note.modifiedAt,
        -1,
        card.type,
        card.queue,
        card.due,
        card.interval,
        card.factor,
        card.reps,
        card.lapses,
        card.left,
        card.originalDue,
        card.originalDeck,
        card.flags,
        card.data,
      ]);
      for (const { id: at, ease, interval, lastInterval, factor, time, kind } of card.reviews) {
        insert(database, "revlog", [at, id, -1, ease, interval, lastInterval, factor, time, kind]);
      }
    });
  });
  database.run("commit");
}
