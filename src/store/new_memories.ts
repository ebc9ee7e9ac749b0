/** Memories of cards never seen: every person has one for every card of every deck of theirs. */
import { type SQL, sql } from "drizzle-orm";
import { card, deck, memory, user } from "./schema.ts";

/** Adds what is missing for the cards and people that meet `where` (over user, card and deck). Ready memories stay. */
export function addMissingMemories(where: SQL): SQL {
  return sql`insert into ${memory} (user_id, card_id, note_id, deck_id, generator, phase, step, line, due_kind, due,
      interval_days, reviews, lapses, leech, suspended, flag, version, salt, position)
    select person, card, note, deck, generator, 'new', 0, 0, 'new', position, 0, 0, 0, 0, 0, 0, 0,
      ${mixed("b", 16)} & 4294967295, position
    from (select *, (${mixed("a", 15)} * 830770091) & 4294967295 as b
      from (select *, (${mixed("x", 16)} * 2146121005) & 4294967295 as a
        from (select ${user.id} as person, ${card.id} as card, ${card.noteId} as note, ${card.deckId} as deck,
            ${card.generator} as generator, ${card.position} as position,
            (${card.id} * 2654435769 + ${user.id} * 2246822519) & 4294967295 as x
          from ${card} join ${deck} on ${deck.id} = ${card.deckId}
            join ${user} on ${deck.ownerId} is null or ${user.id} = ${deck.ownerId}
          where ${card.retiredAt} is null and ${where})))
    where true on conflict do nothing`;
}

/** x xor (x >> bits), which SQLite has no operator for: the mixing step of the hash behind `salt`. */
function mixed(column: string, bits: number): SQL {
  const x = sql.raw(column);
  const shift = sql.raw(String(bits));
  return sql`((${x} | (${x} >> ${shift})) - (${x} & (${x} >> ${shift})))`;
}
