/** Puts a deck with its notes and cards into the store: adds, changes and retires, never touching what was learnt. */
import { type SQL, sql } from "drizzle-orm";
import type { ParsedNote } from "../decks/note.ts";
import { followCards } from "./follow_cards.ts";
import { addMissingMemories } from "./new_memories.ts";
import type { Statement, Store } from "./open.ts";
import { card, deck, note } from "./schema.ts";

/** A deck as it is to be; notes in the order of study. */
export interface DeckContent {
  readonly slug: string;
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly parentId: number | undefined;
  readonly position: number;
  /** Shipped decks belong to nobody and are everybody's; the others have an owner. */
  readonly owner: { readonly origin: "shipped" } | {
    readonly origin: "own" | "imported";
    readonly userId: number;
  };
  /** Tells whether the content has changed since it was last applied. */
  readonly contentHash: string;
  readonly notes: readonly Omit<ParsedNote, "line">[];
}

export interface Applied {
  readonly deckId: number;
  readonly notes: number;
  readonly added: number;
  /** Changed in their fields, tags, source or place, or brought back. */
  readonly changed: number;
  readonly retired: number;
}

/** One batch for the whole deck. `at` is ms UTC. Note ids and sides must each be unique within the deck and note. */
export async function applyDeck(store: Store, content: DeckContent, at: number): Promise<Applied> {
  const { notes, cards } = listsOf(content);
  const id = deckId(content);
  const count = sql`select count(*) as notes from ${note} where ${note.deckId} = ${id}`;
  const batch: readonly Statement[] = [
    upsertDeck(content),
    count,
    upsertNotes(id, notes, at),
    count,
    retireNotes(id, notes, at),
    upsertCards(id, cards),
    retireCards(id, cards, at),
    addMissingMemories(sql`${card.deckId} = ${id}`),
    ...followCards(sql`memory.deck_id = ${id}`),
  ];
  const [upserted, before, written, after, retired] = await store.write(batch);
  const added = Number(after?.rows[0]?.["notes"]) - Number(before?.rows[0]?.["notes"]);
  return {
    deckId: Number(upserted?.rows[0]?.["id"]),
    notes: content.notes.length,
    added,
    changed: (written?.rowsAffected ?? 0) - added,
    retired: retired?.rowsAffected ?? 0,
  };
}

/** Takes a deck out of use with all its cards; applying it again brings it back with everything learnt. */
export async function retireDeck(store: Store, id: number, at: number): Promise<void> {
  await store.write([
    sql`update ${deck} set retired_at = ${at} where id = ${id} and retired_at is null`,
    sql`update ${note} set retired_at = ${at} where deck_id = ${id} and retired_at is null`,
    sql`update ${card} set retired_at = ${at} where deck_id = ${id} and retired_at is null`,
    ...followCards(sql`memory.deck_id = ${id}`),
  ]);
}

/** The lists as JSON, so that each statement takes one argument whatever the size of the deck. */
function listsOf(content: DeckContent): { notes: string; cards: string } {
  let cardPosition = 0;
  const cards = content.notes.flatMap(({ id, sides }) =>
    sides.map(({ key, label, generator }) => ({
      guid: id,
      side: key,
      label,
      generator,
      position: ++cardPosition,
    }))
  );
  const notes = content.notes.map(({ id, type, fields, tags, source, summary }, index) => (
    { guid: id, type, fields, tags, source, summary, position: index + 1 }
  ));
  return { notes: JSON.stringify(notes), cards: JSON.stringify(cards) };
}

function deckId({ slug, owner }: DeckContent): SQL {
  return owner.origin === "shipped"
    ? sql`(select id from ${deck} where slug = ${slug} and owner_id is null)`
    : sql`(select id from ${deck} where slug = ${slug} and owner_id = ${owner.userId})`;
}

function upsertDeck(content: DeckContent): SQL {
  const { slug, name, description, parentId, position, owner, contentHash } = content;
  const shipped = owner.origin === "shipped";
  const target = shipped ? sql`(slug) where owner_id is null` : sql`(owner_id, slug)`;
  return sql`insert into ${deck} (slug, name, description, parent_id, position, origin, owner_id, content_hash)
    values (${slug}, ${name}, ${description}, ${parentId ?? null}, ${position}, ${owner.origin},
      ${shipped ? null : owner.userId}, ${contentHash})
    on conflict ${target} do update set name = excluded.name, description = excluded.description,
      parent_id = excluded.parent_id, position = excluded.position, origin = excluded.origin,
      content_hash = excluded.content_hash, retired_at = null
    returning id`;
}

function upsertNotes(id: SQL, notes: string, at: number): SQL {
  const differs = sql`(note.type, note.fields, note.tags, note.source, note.summary)
    is not (excluded.type, excluded.fields, excluded.tags, excluded.source, excluded.summary)`;
  return sql`insert into ${note} (deck_id, guid, type, fields, tags, source, summary, position, changed_at, created_at)
    select ${id}, value ->> 'guid', value ->> 'type', value ->> 'fields', value -> 'tags', value ->> 'source',
      value ->> 'summary', value ->> 'position', ${at}, ${at}
    from json_each(${notes}) where true
    on conflict (deck_id, guid) do update set type = excluded.type, fields = excluded.fields, tags = excluded.tags,
      source = excluded.source, summary = excluded.summary, position = excluded.position, retired_at = null,
      changed_at = case when ${differs} then excluded.changed_at else note.changed_at end
    where ${differs} or note.position is not excluded.position or note.retired_at is not null`;
}

function retireNotes(id: SQL, notes: string, at: number): SQL {
  return sql`update ${note} set retired_at = ${at} where deck_id = ${id} and retired_at is null
    and guid not in (select value ->> 'guid' from json_each(${notes}))`;
}

// Cross joins keep the list outside: SQLite would go over it once for every note.
function upsertCards(id: SQL, cards: string): SQL {
  return sql`insert into ${card} (note_id, deck_id, side, label, generator, position)
    select note.id, note.deck_id, value ->> 'side', value ->> 'label', value ->> 'generator', value ->> 'position'
    from json_each(${cards}) cross join ${note} on note.deck_id = ${id} and note.guid = value ->> 'guid' where true
    on conflict (note_id, side) do update set label = excluded.label, generator = excluded.generator,
      position = excluded.position, retired_at = null
    where (card.label, card.generator, card.position) is not (excluded.label, excluded.generator, excluded.position)
      or card.retired_at is not null`;
}

function retireCards(id: SQL, cards: string, at: number): SQL {
  return sql`update ${card} set retired_at = ${at} where deck_id = ${id} and retired_at is null
    and (note_id, side) not in (select note.id, value ->> 'side'
      from json_each(${cards}) cross join ${note} on note.deck_id = ${id} and note.guid = value ->> 'guid')`;
}
