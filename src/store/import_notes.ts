/** The statements that write some notes of an import: notes, what was imported, cards, histories, and what was before. */
import { type SQL, sql } from "drizzle-orm";
import { present } from "../base/invariant.ts";
import type { ImportBase } from "../decks/imports/import_plan.ts";
import type { PreparedCard, PreparedContent, PreparedStep } from "../decks/imports/prepared.ts";
import { followCards } from "./follow_cards.ts";
import { type Applying, pathKey } from "./import_apply.ts";
import { importedLogs } from "./import_logs.ts";
import { type Add, newNotes } from "./import_new_notes.ts";
import { addMissingMemories } from "./new_memories.ts";
import type { Statement } from "./open.ts";
import { card, importChange, note, noteBase } from "./schema.ts";

type Change = Extract<PreparedStep, { readonly kind: "change" }>;
type Rebase = Extract<PreparedStep, { readonly kind: "rebase" }>;
type Retire = Extract<PreparedStep, { readonly kind: "retire" }>;

export function importNotes(
  applying: Applying,
  steps: readonly PreparedStep[],
): readonly Statement[] {
  const adds = steps.filter((step): step is Add => step.kind === "add");
  const changes = steps.filter((step): step is Change => step.kind === "change");
  const rebases = steps.filter((step): step is Rebase => step.kind === "rebase");
  const retires = steps.filter((step): step is Retire => step.kind === "retire");
  return [
    ...(adds.length === 0 ? [] : newNotes(applying, adds)),
    ...(changes.length === 0 ? [] : changeStatements(applying, changes)),
    ...(rebases.length === 0 ? [] : [baseStatement(rebases)]),
    ...(retires.length === 0 ? [] : retireStatements(applying, retires)),
  ];
}

/** Gives the notes that come into a deck places counted from 1, behind the last one that is in use. */
export function counting(applying: Applying) {
  const counts = new Map<number, number>();
  return (path: readonly string[]) => {
    const deckId = deckIdOf(applying, path);
    const behind = (counts.get(deckId) ?? 0) + 1;
    counts.set(deckId, behind);
    return { deckId, behind };
  };
}

function changeStatements(applying: Applying, changes: readonly Change[]): Statement[] {
  const { importId, at } = applying;
  const place = counting(applying);
  const rows = JSON.stringify(changes.map((step) => ({
    ...contentColumns(applying, step),
    id: step.noteId,
    ...(step.deckPath === undefined ? {} : place(step.deckPath)),
    base: step.base && baseColumns(step.base),
  })));
  const ids = JSON.stringify(changes.map((step) => step.noteId));
  const cards = changes.flatMap((step) => step.cards.map((card) => ({ noteId: step.noteId, card })));
  const moving = new Set(changes.filter((step) => step.deckPath !== undefined).map((step) => step.noteId));
  const cardRows = JSON.stringify(
    cards.map(({ noteId, card }) => ({
      id: noteId,
      moves: moving.has(noteId) ? 1 : 0,
      ...cardColumns(applying, card),
    })),
  );
  const changed = sql`note.id = value ->> 'id'`;
  const inChanged = (column: SQL) => sql`${column} in (select value from json_each(${ids}))`;
  return [
    ...rememberNotes(importId, ids, rows),
    // With a note that moves go those of its cards that lay in its deck, each to where it now lies.
    sql`update ${card} set deck_id = value ->> 'cardDeckId' from json_each(${cardRows}) cross join ${note} on ${changed}
      where card.note_id = note.id and card.side = value ->> 'side' and card.deck_id = note.deck_id
        and value ->> 'moves' = 1`,
    sql`update ${note} set type = value ->> 'type', note_type_id = value ->> 'noteTypeId', fields = value ->> 'fields',
        tags = value ->> 'tags', source = value ->> 'source', summary = value ->> 'summary',
        deck_id = coalesce(value ->> 'deckId', note.deck_id),
        position = coalesce((value ->> 'behind') + coalesce((select max(last.position) from ${note} as last
          where last.deck_id = value ->> 'deckId' and last.retired_at is null), 0), note.position),
        retired_at = null, changed_at = ${at}
      from json_each(${rows}) where ${changed}`,
    baseStatement(changes.flatMap(({ noteId, base }) => base === undefined ? [] : [{ noteId, base }])),
    sql`update ${card} set retired_at = ${at} where ${
      inChanged(sql`card.note_id`)
    } and card.retired_at is null
      and not exists (select 1 from json_each(${cardRows}) where value ->> 'id' = card.note_id
        and value ->> 'side' = card.side)`,
    // A note may have moved: its new cards lie in the deck that the file says, its old ones stay.
    sql`insert into ${card} (note_id, deck_id, side, label, generator, position)
      select note.id, value ->> 'cardDeckId', value ->> 'side', value ->> 'label', value ->> 'generator',
        value ->> 'position'
      from json_each(${cardRows}) cross join ${note} on ${changed} where true
      on conflict (note_id, side) do update set label = excluded.label, generator = excluded.generator,
        retired_at = null
      where (card.label, card.generator) is not (excluded.label, excluded.generator) or card.retired_at is not null`,
    addMissingMemories(inChanged(sql`card.note_id`)),
    ...importedLogs(applying, cards),
    ...followCards(inChanged(sql`memory.note_id`)),
  ];
}

function retireStatements({ importId, at }: Applying, retires: readonly Retire[]): Statement[] {
  const ids = JSON.stringify(retires.map((step) => step.noteId));
  const wanted = sql`(select value from json_each(${ids}))`;
  return [
    ...rememberNotes(importId, ids, "[]"),
    sql`update ${note} set retired_at = ${at} where id in ${wanted} and retired_at is null`,
    sql`update ${card} set retired_at = ${at} where note_id in ${wanted} and retired_at is null`,
    ...followCards(sql`memory.note_id in ${wanted}`),
  ];
}

/** The whole of each note as it is before the import touches it, and what the import makes of it. */
function rememberNotes(importId: number, ids: string, after: string): SQL[] {
  return [
    sql`insert into ${importChange} (import_id, kind, row_id, before, after)
    select ${importId}, 'note_changed', note.id,
      json_object('deckId', note.deck_id, 'type', note.type, 'noteTypeId', note.note_type_id, 'fields', note.fields,
        'tags', note.tags, 'source', note.source, 'summary', note.summary, 'position', note.position,
        'retiredAt', note.retired_at,
        'cards', (select json_group_array(json_object('id', card.id, 'deckId', card.deck_id, 'label', card.label,
          'generator', card.generator, 'retiredAt', card.retired_at)) from ${card} where card.note_id = note.id),
        'base', (select json_object('modifiedAt', modified_at, 'type', type, 'fields', fields, 'tags', tags,
          'deckPath', deck_path) from ${noteBase} where note_id = note.id)),
      (select value from json_each(${after}) where value ->> 'id' = note.id)
    from ${note} where note.id in (select value from json_each(${ids}))`,
  ];
}

function baseStatement(steps: readonly { readonly noteId: number; readonly base: ImportBase }[]): SQL {
  const rows = JSON.stringify(steps.map(({ noteId, base }) => ({ id: noteId, ...baseColumns(base) })));
  return sql`insert into ${noteBase} (note_id, modified_at, type, fields, tags, deck_path)
    select value ->> 'id', value ->> 'modifiedAt', value ->> 'type', value ->> 'fields', value ->> 'tags',
      value ->> 'deckPath' from json_each(${rows}) where true
    on conflict (note_id) do update set modified_at = excluded.modified_at, type = excluded.type,
      fields = excluded.fields, tags = excluded.tags, deck_path = excluded.deck_path`;
}

// Fields and tags are JSON in text columns: they go in as texts, so that not a character of them changes.
function contentColumns(applying: Applying, { content }: Change) {
  const [type, noteTypeId, fields, tags, source, summary] = contentValues(applying, content);
  return { type, noteTypeId, fields, tags, source, summary };
}

/** Type, note type, fields, tags, source and summary of a note. */
export function contentValues(
  { noteTypes }: Applying,
  { type, noteType, fields, tags, source, summary }: PreparedContent,
) {
  const noteTypeId = noteType === undefined
    ? undefined
    : present(noteTypes.get(noteType), `the note type ${noteType} of an import`);
  return [type, noteTypeId, fields, JSON.stringify(tags), source, summary] as const;
}

function baseColumns(base: ImportBase) {
  const [modifiedAt, type, fields, tags, deckPath] = baseValues(base);
  return { modifiedAt, type, fields, tags, deckPath };
}

export function baseValues({ modifiedAt, type, fields, tags, deckPath }: ImportBase) {
  return [modifiedAt, type, fields, JSON.stringify(tags), JSON.stringify(deckPath)] as const;
}

function cardColumns(applying: Applying, { side, label, generator, deckPath, position }: PreparedCard) {
  return { side, label, generator, position, cardDeckId: deckIdOf(applying, deckPath) };
}

export function deckIdOf({ decks }: Applying, path: readonly string[]): number {
  return present(decks.get(pathKey(path)), `the deck ${path.join("::")} of an import`);
}
