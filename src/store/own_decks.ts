/** Decks that people make, name and delete themselves. */
import { sql } from "drizzle-orm";
import { followCards } from "./follow_cards.ts";
import type { Store } from "./open.ts";
import { card, deck, note } from "./schema.ts";

export interface DeckPlace {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly parentId: number | undefined;
}

interface OwnDeck {
  readonly userId: number;
  readonly deckId: number;
}

export async function createDeck(
  store: Store,
  { userId, slug, name, description, parentId }: DeckPlace & {
    readonly userId: number;
    readonly slug: string;
  },
): Promise<void> {
  await store.write([
    sql`insert into ${deck} (slug, name, description, parent_id, position, origin, owner_id, content_hash)
      values (${slug}, ${name}, ${description}, ${parentId ?? null},
        1 + (select coalesce(max(position), 0) from ${deck} where owner_id = ${userId}), 'own', ${userId}, '')`,
  ]);
}

export async function renameDeck(
  store: Store,
  { userId, deckId, name, description, parentId }: DeckPlace & OwnDeck,
): Promise<void> {
  await store.write([
    sql`update ${deck} set name = ${name}, description = ${description}, parent_id = ${parentId ?? null}
      where id = ${deckId} and owner_id = ${userId}`,
  ]);
}

/** Out of use with all its cards; nothing learnt is lost. */
export async function deleteDeck(
  store: Store,
  { userId, deckId, at }: OwnDeck & { readonly at: number },
): Promise<void> {
  const own = sql`(select id from ${deck} where id = ${deckId} and owner_id = ${userId})`;
  await store.write([
    sql`update ${note} set retired_at = ${at} where deck_id = ${own} and retired_at is null`,
    sql`update ${card} set retired_at = ${at} where deck_id = ${own} and retired_at is null`,
    ...followCards(sql`memory.deck_id = ${own}`),
    sql`update ${deck} set retired_at = ${at} where id = ${own} and retired_at is null`,
  ]);
}
