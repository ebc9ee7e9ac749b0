/** Writes content as a collection of schema 18: tables with protocol buffers, and a collation that SQLite lacks. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { BuiltDeck, BuiltNoteType, BuiltOptions, PackageContent } from "./content.ts";
import { insert, newDatabase, type SqlDatabase, writeNotes } from "./sql_tables.ts";

/** Written with a collation of the same length that is there; withUnicase() puts the real one in its place. */
const TABLES = [
  `create table deck_config (id integer primary key not null, name text not null COLLATE nocase ,
    mtime_secs integer not null, usn integer not null, config blob not null)`,
  `create table config (KEY text not null primary key, usn integer not null, mtime_secs integer not null,
    val blob not null) without rowid`,
  `create table fields (ntid integer not null, ord integer not null, name text not null COLLATE nocase ,
    config blob not null, primary key (ntid, ord)) without rowid`,
  "create unique index idx_fields_name_ntid on fields (name, ntid)",
  `create table templates (ntid integer not null, ord integer not null, name text not null COLLATE nocase ,
    mtime_secs integer not null, usn integer not null, config blob not null, primary key (ntid, ord)) without rowid`,
  `create table notetypes (id integer not null primary key, name text not null COLLATE nocase ,
    mtime_secs integer not null, usn integer not null, config blob not null)`,
  `create table decks (id integer primary key not null, name text not null COLLATE nocase ,
    mtime_secs integer not null, usn integer not null, common blob not null, kind blob not null)`,
  "create unique index idx_decks_name on decks (name)",
  `create table tags (tag text not null primary key COLLATE nocase , usn integer not null,
    collapsed boolean not null, config blob null) without rowid`,
];

/** The caller may change the database before it exports and closes it. */
export async function collection18(content: PackageContent): Promise<SqlDatabase> {
  const database = await newDatabase();
  for (const table of TABLES) database.run(table);
  const { madeAt } = content;
  insert(database, "col", [1, madeAt, madeAt * 1000, madeAt * 1000, 18, 0, 0, 0, "", "", "", "", ""]);
  database.run("begin");
  for (const [key, value] of Object.entries(content.settings)) {
    insert(database, "config", [key, 0, 0, new TextEncoder().encode(JSON.stringify(value))]);
  }
  for (const noteType of content.noteTypes) writeNoteType(database, noteType);
  for (const deck of content.decks) {
    const name = deck.name.replaceAll("::", "\x1f");
    insert(database, "decks", [deck.id, name, 0, 0, new Uint8Array(0), kindOf(deck)]);
  }
  for (const options of content.options) {
    insert(database, "deck_config", [options.id, options.name, 0, 0, configOf(options)]);
  }
  database.run("commit");
  writeNotes(database, content);
  return database;
}

/** The bytes of a collection that names Anki's own collation. */
export function withUnicase(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const [there, wanted] = ["COLLATE nocase ", "COLLATE unicase"].map((text) =>
    new TextEncoder().encode(text)
  );
  for (let at = 0; at < bytes.length; at++) {
    if (there?.every((byte, index) => bytes[at + index] === byte) === true) bytes.set(wanted ?? [], at);
  }
  return bytes;
}

function writeNoteType(database: SqlDatabase, type: BuiltNoteType): void {
  const config = new BinaryWriter();
  if (type.kind === "cloze") config.tag(1, WireType.Varint).int32(1);
  if (type.sortField > 0) config.tag(2, WireType.Varint).uint32(type.sortField);
  config.tag(3, WireType.LengthDelimited).string(type.css);
  config.tag(5, WireType.LengthDelimited).string("\\documentclass{article}");
  config.tag(6, WireType.LengthDelimited).string("\\end{document}");
  insert(database, "notetypes", [type.id, type.name, type.modifiedAt, 0, bytesOf(config)]);
  type.fields.forEach((name, ord) => insert(database, "fields", [type.id, ord, name, new Uint8Array(0)]));
  type.templates.forEach(({ name, front, back }, ord) => {
    const template = new BinaryWriter();
    template.tag(1, WireType.LengthDelimited).string(front);
    template.tag(2, WireType.LengthDelimited).string(back);
    insert(database, "templates", [type.id, ord, name, 0, 0, bytesOf(template)]);
  });
}

function kindOf({ isFiltered, options, description }: BuiltDeck): Uint8Array<ArrayBuffer> {
  const inner = new BinaryWriter();
  if (isFiltered) inner.tag(1, WireType.Varint).bool(true);
  else {
    inner.tag(1, WireType.Varint).int64(options);
    if (description !== "") inner.tag(4, WireType.LengthDelimited).string(description);
  }
  const kind = new BinaryWriter().tag(isFiltered ? 2 : 1, WireType.LengthDelimited).bytes(inner.finish());
  return bytesOf(kind);
}

function configOf(options: BuiltOptions): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  const floats = (field: number, values: readonly number[]) => {
    if (values.length === 0) return;
    writer.tag(field, WireType.LengthDelimited).fork();
    for (const value of values) writer.float(value);
    writer.join();
  };
  const number = (field: number, value: number) => {
    if (value !== 0) writer.tag(field, WireType.Varint).uint32(value);
  };
  floats(1, options.learningSteps);
  floats(2, options.relearningSteps);
  floats(6, options.weights);
  number(9, options.newPerDay);
  number(10, options.reviewsPerDay);
  number(16, options.maximumInterval);
  number(20, options.isRandom ? 1 : 0);
  number(21, options.leechAction);
  number(22, options.leechThreshold);
  number(27, options.buryNew ? 1 : 0);
  number(28, options.buryReviews ? 1 : 0);
  number(30, options.newMix);
  number(33, options.reviewOrder);
  writer.tag(37, WireType.Bit32).float(options.desiredRetention);
  return bytesOf(writer);
}

function bytesOf(writer: BinaryWriter): Uint8Array<ArrayBuffer> {
  return new Uint8Array(writer.finish());
}
