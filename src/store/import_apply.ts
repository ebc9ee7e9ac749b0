/** Carries out an import in small batches, each with the way back from it; nothing new is shown before the last one. */
import { type SQL, sql } from "drizzle-orm";
import type { PreparedDeck, PreparedFrame, PreparedMedia, PreparedStep } from "../decks/imports/prepared.ts";
import type { ImportSummary } from "../decks/imports/import_record.ts";
import type { PlannableDeck } from "../decks/imports/import_plan.ts";
import type { NoteType } from "../decks/imports/note_type.ts";
import { importNotes } from "./import_notes.ts";
import { plannableDecks } from "./import_reads.ts";
import { noteTypesOf } from "./note_types.ts";
import type { Statement, Store } from "./open.ts";
import {
  action,
  deck,
  deckChoice,
  importChange,
  importRun,
  media,
  mediaName,
  noteType,
  preset,
} from "./schema.ts";

/** An import under way: what its notes refer to. */
export interface Applying {
  readonly importId: number;
  readonly userId: number;
  readonly actionId: number;
  /** ms UTC: the one instant at which everything of it is dated. */
  readonly at: number;
  /** Ids by `pathKey`. */
  readonly decks: ReadonlyMap<string, number>;
  /** Ids by key. */
  readonly noteTypes: ReadonlyMap<string, number>;
}

export interface ApplyingFrom {
  readonly importId: number;
  readonly userId: number;
  readonly day: number;
  readonly at: number;
  readonly frame: PreparedFrame;
}

/** How much is written at once: a batch of this weight takes a few ms. */
const BATCH_WEIGHT = 250;
const ROWS_AT_ONCE = 200;

export function pathKey(path: readonly string[]): string {
  return path.join("\u001f");
}

/** Takes a planned import up and writes its decks, note types and options. undefined when it is not planned any more. */
export async function beginApplying(store: Store, from: ApplyingFrom): Promise<Applying | undefined> {
  const { importId, userId, day, at, frame } = from;
  const [, taken] = await store.write([
    sql`insert into ${action} (user_id, day, at, verb)
      select user_id, ${day}, ${at}, 'import' from ${importRun}
      where id = ${importId} and user_id = ${userId} and state = 'planned'`,
    sql`update ${importRun} set state = 'applying', process = ${
      store.process ?? null
    }, action_id = (select max(id) from ${action})
      where id = ${importId} and user_id = ${userId} and state = 'planned'`,
  ]);
  if (taken?.rowsAffected !== 1) return undefined;
  const [run] = await store.db.select({ actionId: importRun.actionId }).from(importRun)
    .where(sql`${importRun.id} = ${importId}`);
  const begun = { importId, userId, at, actionId: run?.actionId ?? 0 };
  await addNoteTypes(store, begun, frame);
  await addDecks(store, begun, frame.decks);
  const [decks, noteTypes] = await Promise.all([
    plannableDecks(store, userId),
    noteTypesOf(store, userId),
  ]);
  const own = liveLast(decks).filter((one) => !one.shipped);
  const applying = {
    ...begun,
    decks: new Map(own.map(({ path, deckId }) => [pathKey(path), deckId])),
    noteTypes: new Map(noteTypes.map(({ id, definition }) => [definition.key, id])),
  };
  await addPresets(store, applying, frame);
  return applying;
}

/** A deck in use goes before one of the same path that is not. */
function liveLast(decks: readonly PlannableDeck[]): readonly PlannableDeck[] {
  return [...decks.filter(({ retired }) => retired), ...decks.filter(({ retired }) => !retired)];
}

type Begun = Pick<Applying, "importId" | "userId" | "at">;

async function addNoteTypes(store: Store, begun: Begun, { noteTypes }: PreparedFrame): Promise<void> {
  await store.writeInChunks(
    [...noteTypes.add, ...noteTypes.change].map((type) => noteTypeStatements(begun, type)),
  );
}

function noteTypeStatements({ importId, userId, at }: Begun, type: NoteType): Statement[] {
  const mine = sql`user_id = ${userId} and key = ${type.key}`;
  const definition = JSON.stringify(type);
  return [
    sql`insert into ${importChange} (import_id, kind, row_id, before, after)
      select ${importId}, 'note_type_changed', id, definition, ${definition} from ${noteType}
      where ${mine} and definition <> ${definition}`,
    sql`insert into ${importChange} (import_id, kind, after)
      select ${importId}, 'note_type_added', json_object('key', ${type.key})
      where not exists (select 1 from ${noteType} where ${mine})`,
    sql`insert into ${noteType} (user_id, key, name, definition, changed_at)
      values (${userId}, ${type.key}, ${type.name}, ${definition}, ${at})
      on conflict (user_id, key) do update set name = excluded.name, definition = excluded.definition,
        changed_at = excluded.changed_at where note_type.definition <> excluded.definition`,
    sql`update ${importChange} set row_id = (select id from ${noteType} where ${mine})
      where import_id = ${importId} and kind = 'note_type_added' and row_id is null`,
  ];
}

/** Level by level, since a deck names its parent. New decks stay out of use until the import is done. */
async function addDecks(store: Store, begun: Begun, decks: readonly PreparedDeck[]): Promise<void> {
  const { importId, userId, at } = begun;
  const known = liveLast(await plannableDecks(store, userId));
  const slugs = new Map(known.filter((one) => !one.shipped).map(({ path, slug }) => [pathKey(path), slug]));
  const fresh = decks.filter(({ path }) => !slugs.has(pathKey(path)));
  for (const { path, slug } of fresh) slugs.set(pathKey(path), slug);
  const live = new Set(known.filter((one) => !one.retired && !one.shipped).map(({ path }) => pathKey(path)));
  const wanted = new Set(decks.map(({ path }) => pathKey(path)));
  const back = known.filter(({ path, retired, shipped }) =>
    retired && !shipped && wanted.has(pathKey(path)) && !live.has(pathKey(path))
  );
  const deepest = Math.max(0, ...fresh.map(({ path }) => path.length));
  const chunks: Statement[][] = [];
  for (let depth = 1; depth <= deepest; depth++) {
    const level = fresh.filter(({ path }) => path.length === depth).map((
      { path, slug, description, order },
    ) => ({
      slug,
      name: path.at(-1),
      description,
      order,
      parent: slugs.get(pathKey(path.slice(0, -1))),
    }));
    for (let start = 0; start < level.length; start += ROWS_AT_ONCE) {
      const rows = JSON.stringify(level.slice(start, start + ROWS_AT_ONCE));
      chunks.push([
        sql`insert into ${deck} (slug, name, description, parent_id, position, origin, owner_id, content_hash, retired_at)
          select value ->> 'slug', value ->> 'name', value ->> 'description',
            (select id from ${deck} as above where above.owner_id = ${userId} and above.slug = value ->> 'parent'),
            value ->> 'order', 'imported', ${userId}, '', ${at} from json_each(${rows})`,
        sql`insert into ${importChange} (import_id, kind, row_id)
          select ${importId}, 'deck', deck.id from json_each(${rows}) cross join ${deck}
          on deck.owner_id = ${userId} and deck.slug = value ->> 'slug'`,
      ]);
    }
  }
  for (let start = 0; start < back.length; start += ROWS_AT_ONCE) {
    const ids = JSON.stringify(back.slice(start, start + ROWS_AT_ONCE).map((one) => one.deckId));
    chunks.push([
      sql`insert into ${importChange} (import_id, kind, row_id, before)
        select ${importId}, 'deck', id, json_object('retiredAt', retired_at) from ${deck}
        where id in (select value from json_each(${ids}))`,
    ]);
  }
  await store.writeInChunks(chunks);
}

/** Options that came along are kept under a name of their own; only decks that are new follow them. */
async function addPresets(
  store: Store,
  { importId, userId, decks }: Applying,
  { presets, decks: prepared }: PreparedFrame,
): Promise<void> {
  for (const { key, name, options } of presets) {
    const followers = prepared.filter((one) => one.preset === key).map(({ path }) =>
      decks.get(pathKey(path))
    );
    const text = JSON.stringify(options);
    const named = sql`user_id = ${userId} and name = ${name}`;
    const free = sql`(select min(candidate) from (select ${name} as candidate, 1 as place
      union all select ${name} || ' (' || value || ')', value from json_each('[2,3,4,5,6,7,8,9]'))
      where not exists (select 1 from ${preset} where user_id = ${userId} and name = candidate))`;
    await store.write([
      sql`insert into ${preset} (user_id, name, options) select ${userId}, ${free}, ${text}
        where not exists (select 1 from ${preset} where ${named} and options = ${text})
          and ${free} is not null`,
      sql`insert into ${importChange} (import_id, kind, row_id) select ${importId}, 'preset', id from ${preset}
        where user_id = ${userId} and options = ${text} and id = last_insert_rowid() and changes() = 1`,
      sql`insert into ${deckChoice} (user_id, deck_id, preset_id)
        select ${userId}, value, (select max(id) from ${preset} where user_id = ${userId} and options = ${text}
          and (name = ${name} or name like ${`${name} (%)`}))
        from json_each(${JSON.stringify(followers)})
        where value in (select row_id from ${importChange} where import_id = ${importId} and kind = 'deck')
          and exists (select 1 from ${preset} where user_id = ${userId} and options = ${text}
            and (name = ${name} or name like ${`${name} (%)`}))
        on conflict do nothing`,
    ]);
  }
}

/** Writes some steps; `done` hears how many are through. Throws what the database throws: then take the import back. */
export async function applySteps(
  store: Store,
  applying: Applying,
  steps: readonly PreparedStep[],
  done: (count: number) => void = () => undefined,
): Promise<void> {
  let through = 0;
  for (const batch of batchesOf(steps)) {
    await store.writeInChunks([importNotes(applying, batch)]);
    through += batch.length;
    done(through);
  }
}

function* batchesOf(steps: readonly PreparedStep[]): Generator<readonly PreparedStep[]> {
  let batch: PreparedStep[] = [];
  let weight = 0;
  for (const step of steps) {
    const heavy = weightOf(step);
    if (batch.length > 0 && weight + heavy > BATCH_WEIGHT) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(step);
    weight += heavy;
  }
  if (batch.length > 0) yield batch;
}

function weightOf(step: PreparedStep): number {
  if (step.kind === "rebase" || step.kind === "retire") return 0.5;
  const logs = step.cards.reduce((sum, { log }) => sum + log.length, 0);
  return 1 + step.cards.length * 0.5 + logs * 0.2 + step.content.fields.length / 4000;
}

/** Gives files their names; what a name meant before is remembered. The bytes are kept already. */
export async function applyMedia(
  store: Store,
  { importId, userId, at }: Applying,
  files: readonly PreparedMedia[],
): Promise<void> {
  const chunks: SQL[][] = [];
  for (let start = 0; start < files.length; start += ROWS_AT_ONCE) {
    const rows = JSON.stringify(
      files.slice(start, start + ROWS_AT_ONCE).map(({ name, hash, size }) => ({ name, hash, size })),
    );
    chunks.push([
      sql`insert into ${media} (hash, size, created_at) select value ->> 'hash', value ->> 'size', ${at}
        from json_each(${rows}) where true on conflict do nothing`,
      sql`insert into ${importChange} (import_id, kind, before, after)
        select ${importId}, 'media', json_object('hash', media_name.hash),
          json_object('name', value ->> 'name', 'hash', value ->> 'hash')
        from json_each(${rows}) left join ${mediaName}
          on media_name.user_id = ${userId} and media_name.name = value ->> 'name'
        where media_name.hash is not value ->> 'hash'`,
      sql`insert into ${mediaName} (user_id, name, hash, created_at)
        select ${userId}, value ->> 'name', value ->> 'hash', ${at} from json_each(${rows}) where true
        on conflict (user_id, name) do update set hash = excluded.hash where media_name.hash <> excluded.hash`,
    ]);
  }
  await store.writeInChunks(chunks);
}

/** Shows everything at once: the decks come into use and the import is done, in one batch. */
export async function finishImport(
  store: Store,
  { importId, userId, at }: Pick<Applying, "importId" | "userId" | "at">,
  summary: ImportSummary | undefined,
): Promise<void> {
  await store.write([
    sql`update ${deck} set retired_at = null where owner_id = ${userId} and id in
      (select row_id from ${importChange} where import_id = ${importId} and kind = 'deck')`,
    sql`update ${importRun} set state = 'done', finished_at = ${at}, summary = ${
      JSON.stringify(summary ?? null)
    }
      where id = ${importId} and user_id = ${userId} and state = 'applying'`,
  ]);
}
