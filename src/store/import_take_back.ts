/**
 * Takes an import back: one that was cancelled or cut off leaves nothing; one that was done and is undone leaves the
 * notes that were studied or edited since, out of use, with everything learnt. It can be cut off anywhere and begun again.
 */
import { type SQL, sql } from "drizzle-orm";
import { followCards } from "./follow_cards.ts";
import { type ChangeRow, restoredNote } from "./import_restore.ts";
import type { Store } from "./open.ts";
import {
  action,
  card,
  deck,
  deckChoice,
  importChange,
  importRun,
  media,
  mediaName,
  memory,
  note,
  noteBase,
  noteType,
  preset,
  review,
  studyDay,
} from "./schema.ts";

const NOTES_AT_ONCE = 50;

export interface TakenBack {
  /** Notes that were deleted, put back as they were, and kept out of use because of what was done with them since. */
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
}

interface TakingBack {
  readonly importId: number;
  readonly userId: number;
  readonly actionId: number;
  readonly at: number;
}

/** Cancels an import that is being applied, or undoes one that is done. undefined when it is neither. */
export async function takeBackImport(
  store: Store,
  { userId, importId, at }: Omit<TakingBack, "actionId">,
  progress: (share: number) => void = () => undefined,
): Promise<TakenBack | undefined> {
  await store.write([
    sql`update ${importRun} set state = case state when 'done' then 'undoing' else 'cancelling' end,
      process = ${store.process ?? null}
      where id = ${importId} and user_id = ${userId} and state in ('applying', 'done')`,
  ]);
  const [run] = await store.db.select({ state: importRun.state, actionId: importRun.actionId }).from(
    importRun,
  )
    .where(sql`${importRun.id} = ${importId} and ${importRun.userId} = ${userId}`);
  if (run === undefined || run.actionId === null) return undefined;
  if (run.state !== "cancelling" && run.state !== "undoing") return undefined;
  const taking = { importId, userId, actionId: run.actionId, at };
  const all = await changesLeft(store, importId);
  let done = 0;
  const step = (count: number) => progress(Math.min(1, (done += count) / Math.max(1, all)));
  const added = await takeBackAdded(store, taking, step);
  const changed = await takeBackChanged(store, taking, step);
  await takeBackTypes(store, taking);
  await takeBackPresets(store, taking);
  await takeBackMedia(store, taking, added.kept);
  await takeBackDecks(store, taking);
  await store.write([
    sql`update ${importRun} set state = case state when 'undoing' then 'undone' else 'cancelled' end,
      finished_at = ${at} where id = ${importId} and state in ('cancelling', 'undoing')`,
  ]);
  return { removed: added.removed, kept: added.kept, restored: changed };
}

/** Files that nobody's notes name any more, forgotten here; their bytes may go. */
export async function forgetUnnamedMedia(store: Store): Promise<readonly string[]> {
  const [gone] = await store.write([
    sql`delete from ${media} where not exists (select 1 from ${mediaName} where media_name.hash = media.hash)
      returning hash`,
  ]);
  return (gone?.rows ?? []).map((row) => String(row["hash"]));
}

async function changesLeft(store: Store, importId: number): Promise<number> {
  // Index: import_change_import.
  const [row] = await store.db.all<{ count: number }>(
    sql`select count(*) as count from ${importChange} where import_id = ${importId}
      and kind in ('note_added', 'note_changed')`,
  );
  return row?.count ?? 0;
}

async function changesOf(
  store: Store,
  importId: number,
  kind: ChangeRow["kind"],
): Promise<readonly ChangeRow[]> {
  // Index: import_change_import.
  return await store.db.all<ChangeRow>(
    sql`select id, kind, row_id as rowId, before, after from ${importChange}
    where import_id = ${importId} and kind = ${kind} order by id limit ${NOTES_AT_ONCE}`,
  );
}

function forget(rows: readonly ChangeRow[]): SQL {
  return sql`delete from ${importChange} where id in (select value from json_each(${
    JSON.stringify(rows.map(({ id }) => id))
  }))`;
}

/** Whether the person did anything with cards of the note that is not part of the import. */
function studied(noteId: SQL, { userId, actionId }: TakingBack): SQL {
  return sql`exists (select 1 from ${card} cross join ${review} on review.user_id = ${userId}
    and review.card_id = card.id where card.note_id = ${noteId} and review.action_id <> ${actionId})`;
}

async function takeBackAdded(store: Store, taking: TakingBack, step: (count: number) => void) {
  const total = { removed: 0, kept: 0 };
  while (true) {
    const rows = await changesOf(store, taking.importId, "note_added");
    if (rows.length === 0) return total;
    const ids = JSON.stringify(rows.map(({ rowId }) => rowId));
    const mine = sql`note.id in (select value from json_each(${ids}))`;
    const kept = await store.db.all<{ id: number }>(sql`select note.id as id from ${note} where ${mine}
      and (${studied(sql`note.id`, taking)} or note.changed_at <> note.created_at)`);
    const keep = new Set(kept.map(({ id }) => id));
    const remove = rows.flatMap(({ rowId }) => rowId === null || keep.has(rowId) ? [] : [rowId]);
    await store.writeInChunks([[
      ...removeNotes(taking, JSON.stringify(remove)),
      ...retireNotes(taking, JSON.stringify([...keep])),
      forget(rows),
    ]]);
    total.removed += remove.length;
    total.kept += keep.size;
    step(rows.length);
    await store.letOthersIn();
  }
}

function removeNotes({ userId, actionId }: TakingBack, ids: string): SQL[] {
  const wanted = sql`(select value from json_each(${ids}))`;
  return [
    uncount(sql`card.note_id in ${wanted}`, { userId, actionId }),
    sql`delete from ${note} where id in ${wanted}`,
  ];
}

/** Takes the answers that came with the import out of the counts of days. */
function uncount(cards: SQL, { userId, actionId }: Pick<TakingBack, "userId" | "actionId">): SQL {
  return sql`update ${studyDay} set answers = answers - gone.count, new_cards = study_day.new_cards - gone.new,
      reviews = study_day.reviews - gone.due, took_ms = study_day.took_ms - gone.took
    from (select review.day as day, memory.deck_id as deck, count(*) as count,
        coalesce(sum(review.line = 'new'), 0) as new, coalesce(sum(review.line = 'review'), 0) as due,
        sum(coalesce(review.took_ms, 0)) as took
      from ${card} cross join ${memory} on memory.user_id = ${userId} and memory.card_id = card.id
        cross join ${review} on review.user_id = ${userId} and review.card_id = card.id
      where ${cards} and review.kind = 'answer' and review.action_id = ${actionId}
      group by review.day, memory.deck_id) as gone
    where study_day.user_id = ${userId} and study_day.day = gone.day and study_day.deck_id = gone.deck`;
}

function retireNotes({ at }: TakingBack, ids: string): SQL[] {
  const wanted = sql`(select value from json_each(${ids}))`;
  return [
    sql`update ${note} set retired_at = ${at} where id in ${wanted} and retired_at is null`,
    sql`update ${card} set retired_at = ${at} where note_id in ${wanted} and retired_at is null`,
    ...followCards(sql`memory.note_id in ${wanted}`),
  ];
}

async function takeBackChanged(
  store: Store,
  taking: TakingBack,
  step: (count: number) => void,
): Promise<number> {
  let restored = 0;
  while (true) {
    const rows = await changesOf(store, taking.importId, "note_changed");
    if (rows.length === 0) return restored;
    const ids = JSON.stringify(rows.map(({ rowId }) => rowId));
    const current = await store.db.all<
      { id: number; type: string; fields: string; tags: string; source: string | null; deckId: number }
    >(
      sql`select id, type, fields, tags, source, deck_id as deckId from ${note}
        where id in (select value from json_each(${ids}))`,
    );
    const notes = rows.flatMap((row) => {
      const now = current.find(({ id }) => id === row.rowId);
      return now === undefined ? [] : [restoredNote(row, now)];
    });
    await store.writeInChunks([[...restoreNotes(taking, JSON.stringify(notes)), forget(rows)]]);
    restored += notes.length;
    step(rows.length);
    await store.letOthersIn();
  }
}

/** Each element of `notes` is a RestoredNote. */
function restoreNotes(taking: TakingBack, notes: string): SQL[] {
  const { at } = taking;
  const isNote = sql`note.id = value ->> 'id'`;
  const wanted = sql`(select value ->> 'id' from json_each(${notes}))`;
  const wasThere =
    sql`exists (select 1 from json_each(${notes}) as one, json_each(one.value, '$.cards') as was
    where was.value ->> 'id' = card.id)`;
  const unused = sql`not exists (select 1 from ${review} where review.user_id = ${taking.userId}
    and review.card_id = card.id and review.action_id <> ${taking.actionId})`;
  return [
    sql`update ${note} set type = value ->> 'type', note_type_id = value ->> 'noteTypeId', fields = value ->> 'fields',
        tags = value ->> 'tags', source = value ->> 'source', summary = value ->> 'summary',
        deck_id = value ->> 'deckId', position = value ->> 'position', retired_at = value ->> 'retiredAt',
        changed_at = ${at}
      from json_each(${notes}) where ${isNote}`,
    sql`delete from ${noteBase} where note_id in
      (select value ->> 'id' from json_each(${notes}) where value ->> 'keepBase' = 0)`,
    sql`insert into ${noteBase} (note_id, modified_at, type, fields, tags, deck_path)
      select value ->> 'id', value ->> '$.base.modifiedAt', value ->> '$.base.type', value ->> '$.base.fields',
        value ->> '$.base.tags', value ->> '$.base.deckPath'
      from json_each(${notes}) where value ->> '$.base.type' is not null and value ->> 'keepBase' = 0`,
    uncount(sql`card.note_id in ${wanted} and not ${wasThere} and ${unused}`, taking),
    sql`delete from ${card} where note_id in ${wanted} and not ${wasThere} and ${unused}`,
    sql`update ${card} set retired_at = ${at} where note_id in ${wanted} and retired_at is null and not ${wasThere}`,
    sql`update ${card} set deck_id = was.value ->> 'deckId', label = was.value ->> 'label',
        generator = was.value ->> 'generator', retired_at = was.value ->> 'retiredAt'
      from json_each(${notes}) as one, json_each(one.value, '$.cards') as was where card.id = was.value ->> 'id'`,
    ...followCards(sql`memory.note_id in ${wanted}`),
  ];
}

async function takeBackTypes(store: Store, { importId, at }: TakingBack): Promise<void> {
  await store.write([
    sql`update ${noteType} set definition = change.before, changed_at = ${at},
        name = change.before ->> 'name'
      from ${importChange} as change where change.import_id = ${importId} and change.kind = 'note_type_changed'
        and note_type.id = change.row_id and note_type.definition = change.after`,
    sql`delete from ${noteType} where id in
      (select row_id from ${importChange} where import_id = ${importId} and kind = 'note_type_added')
      and not exists (select 1 from ${note} where note.note_type_id = note_type.id)`,
    sql`delete from ${importChange} where import_id = ${importId} and kind in ('note_type_added', 'note_type_changed')`,
  ]);
}

async function takeBackPresets(store: Store, { importId, userId }: TakingBack): Promise<void> {
  const ours = sql`(select row_id from ${importChange} where import_id = ${importId} and kind = 'preset')`;
  const decks =
    sql`(select row_id from ${importChange} where import_id = ${importId} and kind = 'deck' and before is null)`;
  await store.write([
    sql`delete from ${deckChoice} where user_id = ${userId} and preset_id in ${ours} and deck_id in ${decks}`,
    sql`delete from ${preset} where user_id = ${userId} and id in ${ours}
      and not exists (select 1 from ${deckChoice} where deck_choice.preset_id = preset.id)
      and id <> (select min(id) from ${preset} where user_id = ${userId})`,
    sql`delete from ${importChange} where import_id = ${importId} and kind = 'preset'`,
  ]);
}

/** A name means again what it meant; where it meant nothing it goes, unless a note written since may use it. */
async function takeBackMedia(
  store: Store,
  { importId, userId, at }: TakingBack,
  kept: number,
): Promise<void> {
  const ofImport = sql`import_id = ${importId} and kind = 'media'`;
  const named = sql`media_name.user_id = ${userId} and media_name.name = change.after ->> 'name'
    and media_name.hash = change.after ->> 'hash'`;
  // Index: import_change_import.
  const fresh = await store.db.all<{ name: string }>(sql`select after ->> 'name' as name from ${importChange}
    where ${ofImport} and before ->> 'hash' is null`);
  const texts = kept > 0 || fresh.length === 0 ? [] : await textsSince(store, { userId, importId, at });
  const gone = kept > 0 ? [] : fresh.filter(({ name }) => !texts.some((text) => text.includes(name)));
  await store.write([
    sql`update ${mediaName} set hash = change.before ->> 'hash' from ${importChange} as change
      where ${ofImport} and ${named} and change.before ->> 'hash' is not null`,
    sql`delete from ${mediaName} where user_id = ${userId}
      and name in (select value ->> 'name' from json_each(${JSON.stringify(gone)}))
      and exists (select 1 from ${importChange} as change where ${ofImport} and ${named})`,
    sql`delete from ${importChange} where ${ofImport}`,
  ]);
}

/** The fields of the person's notes that were written after the import, deck by deck. */
async function textsSince(
  store: Store,
  { userId, importId }: Omit<TakingBack, "actionId">,
): Promise<string[]> {
  const decks = await store.db.all<{ id: number }>(sql`select id from ${deck} where owner_id = ${userId}`);
  const texts: string[] = [];
  for (const { id } of decks) {
    // Index: note_guid begins with the deck.
    const rows = await store.db.all<{ fields: string }>(sql`select fields from ${note} where deck_id = ${id}
      and changed_at > (select at from ${importRun} where id = ${importId})`);
    texts.push(...rows.map(({ fields }) => fields));
    await store.letOthersIn();
  }
  return texts;
}

/**
 * The deepest first: they were written after those above them. A deck in which something was done stays, out of use: the
 * log of what was done goes with it.
 */
async function takeBackDecks(store: Store, { importId, userId, at }: TakingBack): Promise<void> {
  const rows = await store.db.all<{ id: number; before: string | null }>(sql`select row_id as id, before
    from ${importChange} where import_id = ${importId} and kind = 'deck' order by id desc`);
  const empty = sql`not exists (select 1 from ${note} where note.deck_id = deck.id)
    and not exists (select 1 from ${card} where card.deck_id = deck.id)
    and not exists (select 1 from ${deck} as below where below.parent_id = deck.id)
    and not exists (select 1 from ${action} where action.deck_id = deck.id)`;
  const idle = sql`not exists (select 1 from ${card} where card.deck_id = deck.id and card.retired_at is null)
    and not exists (select 1 from ${deck} as below where below.parent_id = deck.id and below.retired_at is null)`;
  await store.writeInChunks(
    chunksOf(rows).map((some) =>
      some.flatMap(({ id, before }) => [
        ...(before === null
          ? [sql`delete from ${deck} where id = ${id} and owner_id = ${userId} and ${empty}`]
          : []),
        sql`update ${deck} set retired_at = ${at} where id = ${id} and owner_id = ${userId} and retired_at is null
        and ${idle}`,
      ])
    ),
  );
  await store.write([sql`delete from ${importChange} where import_id = ${importId} and kind = 'deck'`]);
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from(
    { length: Math.ceil(rows.length / NOTES_AT_ONCE) },
    (_, index) => rows.slice(index * NOTES_AT_ONCE, (index + 1) * NOTES_AT_ONCE),
  );
}
