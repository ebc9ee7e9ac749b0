/** Writes the rows of a collection as the SQLite file that Anki keeps it in, of schema 11 or 18. */
// @ts-types="../../formats/anki/sql_js.d.ts"
import initSqlJs, { type Database, type SqlValue } from "sql.js";
import type { NoteType } from "../../imports/note_type.ts";
import type { ExportPreset } from "../contents.ts";
import type { ExportTools } from "../export_format.ts";
import type { CollectionRows, DeckRow } from "./collection_rows.ts";
import { presetJson, presetMessage } from "./preset_options.ts";
import { SCHEMA_11, SCHEMA_18, SCHEMA_18_END } from "./sql_tables.ts";
import { wireMessage } from "./wire_writer.ts";

const ROWS_A_TURN = 300;

export async function writeCollection(
  rows: CollectionRows,
  schema: 11 | 18,
  tools: ExportTools,
): Promise<Uint8Array<ArrayBuffer>> {
  const sql = await initSqlJs({ wasmBinary: await tools.sqlWasm() });
  const database = new sql.Database();
  try {
    database.run(schema === 11 ? SCHEMA_11 : SCHEMA_18);
    if (schema === 11) writeFrame11(database, rows);
    else writeFrame18(database, rows);
    await insert(
      database,
      "notes",
      rows.notes.map((note) => [
        note.id,
        note.guid,
        note.noteType,
        note.modifiedAt,
        0,
        note.tags,
        note.fields,
        note.sortText,
        note.checksum,
        0,
        "",
      ]),
      tools,
    );
    await insert(
      database,
      "cards",
      rows.cards.map(({ id, note, deck, ord, flag, state, data }) => [
        id,
        note,
        deck,
        ord,
        rows.at,
        0,
        state.type,
        state.queue,
        state.due,
        state.intervalDays,
        state.factor,
        state.reps,
        state.lapses,
        state.stepsLeft,
        0,
        0,
        flag,
        data,
      ]),
      tools,
    );
    await insert(
      database,
      "revlog",
      rows.reviews.map((review) => [
        review.id,
        review.cardId,
        0,
        review.ease,
        review.interval,
        review.lastInterval,
        review.factor,
        review.tookMs,
        review.kind,
      ]),
      tools,
    );
    if (schema === 18) database.run(SCHEMA_18_END);
    return database.export();
  } finally {
    database.close();
  }
}

async function insert(
  database: Database,
  table: string,
  rows: readonly (readonly SqlValue[])[],
  { pause }: Pick<ExportTools, "pause">,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const statement = database.prepare(`insert into ${table} values (${first.map(() => "?").join(", ")})`);
  database.run("begin");
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_A_TURN === 0) await pause();
    statement.bind(row);
    statement.step();
  }
  database.run("commit");
  statement.free();
}

/** Everything but notes, cards and reviews as JSON in the one row of the collection. */
function writeFrame11(database: Database, rows: CollectionRows): void {
  const { noteTypes, decks, at } = rows;
  const byId = <Item extends { readonly id: number }>(
    items: readonly Item[],
    json: (item: Item) => unknown,
  ) => JSON.stringify(Object.fromEntries(items.map((item) => [String(item.id), json(item)])));
  database.run("insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')", [
    rows.madeAt,
    at * 1000,
    at * 1000,
    JSON.stringify(Object.fromEntries(settingsOf(rows))),
    byId(noteTypes, ({ id, type }) => noteTypeJson(id, type)),
    byId(decks, (deck) => deckJson(deck, at)),
    byId(presetsOf(rows), ({ id, name, own }) => ({ id, name, mod: at, usn: 0, ...presetJson(own) })),
  ]);
}

interface PresetRow {
  readonly id: number;
  readonly name: string;
  readonly own: ExportPreset | undefined;
}

/** Every collection has the preset 1. */
function presetsOf({ presets }: CollectionRows): readonly PresetRow[] {
  return [
    { id: 1, name: "Default", own: undefined },
    ...presets.map((own) => ({ id: own.id, name: own.name, own })),
  ];
}

function settingsOf(
  { presets, noteTypes, notes, westOffset }: CollectionRows,
): readonly (readonly [string, unknown])[] {
  const ahead = presets[0]?.options.learnAheadMinutes ?? 20;
  const settings = {
    activeDecks: [1],
    addToCur: true,
    collapseTime: Math.round(ahead * 60),
    curDeck: 1,
    curModel: noteTypes[0]?.id ?? 1,
    dayLearnFirst: false,
    dueCounts: true,
    estTimes: true,
    newSpread: 0,
    nextPos: notes.length + 1,
    sched2021: true,
    schedVer: 2,
    sortBackwards: false,
    sortType: "noteFld",
    timeLim: 0,
    ...(westOffset === undefined ? {} : { creationOffset: westOffset }),
  };
  return Object.entries(settings);
}

function noteTypeJson(id: number, type: NoteType): unknown {
  return {
    id,
    name: type.name,
    type: type.kind === "cloze" ? 1 : 0,
    mod: Math.floor(type.modifiedAt / 1000),
    usn: 0,
    sortf: type.sortField,
    did: null,
    tmpls: type.templates.map(({ name, front, back }, ord) => ({
      name,
      ord,
      qfmt: front,
      afmt: back,
      bqfmt: "",
      bafmt: "",
      did: null,
      bfont: "",
      bsize: 0,
    })),
    flds: type.fields.map(({ name, rtl, description }, ord) => ({
      name,
      ord,
      sticky: false,
      rtl,
      font: "Arial",
      size: 20,
      description,
      media: [],
    })),
    css: type.css,
    latexPre: type.latexPre,
    latexPost: type.latexPost,
    latexsvg: false,
    req: type.templates.map((_, ord) => [ord, "any", type.fields.map((_, index) => index)]),
    tags: [],
    vers: [],
  };
}

function deckJson({ id, path, description, preset }: DeckRow, at: number): unknown {
  const none = [0, 0];
  return {
    id,
    mod: at,
    name: path.join("::"),
    usn: 0,
    lrnToday: none,
    revToday: none,
    newToday: none,
    timeToday: none,
    collapsed: false,
    browserCollapsed: false,
    desc: description,
    md: true,
    dyn: 0,
    conf: preset,
    extendNew: 0,
    extendRev: 0,
  };
}

/** Tables with protocol buffers. Field numbers: ankitects/anki, proto/anki. */
function writeFrame18(database: Database, rows: CollectionRows): void {
  const { noteTypes, decks, at } = rows;
  database.run("insert into col values (1, ?, ?, ?, 18, 0, 0, 0, '', '', '', '', '')", [
    rows.madeAt,
    at * 1000,
    at * 1000,
  ]);
  for (const [key, value] of settingsOf(rows)) {
    const json = new TextEncoder().encode(JSON.stringify(value));
    database.run("insert into config values (?, 0, ?, ?)", [key, at, json]);
  }
  for (const { id, name, own } of presetsOf(rows)) {
    database.run("insert into deck_config values (?, ?, ?, 0, ?)", [id, name, at, presetMessage(own)]);
  }
  for (const { id, path, description, preset } of decks) {
    const normal = wireMessage([[1, "number", preset], [4, "text", description], [5, "number", 1]]);
    const kind = wireMessage([[1, "message", normal]]);
    database.run("insert into decks values (?, ?, ?, 0, ?, ?)", [
      id,
      path.join("\u001f"),
      at,
      new Uint8Array(0),
      kind,
    ]);
  }
  for (const { id, type } of noteTypes) writeNoteType(database, id, type);
}

function writeNoteType(database: Database, id: number, type: NoteType): void {
  const seconds = Math.floor(type.modifiedAt / 1000);
  const config = wireMessage([
    [1, "number", type.kind === "cloze" ? 1 : 0],
    [2, "number", type.sortField],
    [3, "text", type.css],
    [5, "text", type.latexPre],
    [6, "text", type.latexPost],
  ]);
  database.run("insert into notetypes values (?, ?, ?, 0, ?)", [id, type.name, seconds, config]);
  type.fields.forEach(({ name, rtl, description }, ord) => {
    const field = wireMessage([
      [2, "number", rtl ? 1 : 0],
      [3, "text", "Arial"],
      [4, "number", 20],
      [5, "text", description],
    ]);
    database.run("insert into fields values (?, ?, ?, ?)", [id, ord, name, field]);
  });
  type.templates.forEach(({ name, front, back }, ord) => {
    const template = wireMessage([[1, "text", front], [2, "text", back]]);
    database.run("insert into templates values (?, ?, ?, ?, 0, ?)", [id, ord, name, seconds, template]);
  });
}
