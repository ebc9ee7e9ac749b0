/** Keeps memories in step with their cards after cards were added, moved, retired or brought back. */
import { type SQL, sql } from "drizzle-orm";
import { card, memory, review } from "./schema.ts";

/**
 * What a memory copies from its card: the deck, the line it may stand in, its generator, and its place while it is new.
 * `where` is over memory.
 */
export function followCards(where: SQL): readonly SQL[] {
  const followed = sql`${where} and card.id = memory.card_id`;
  // The same as lineOf() in memory_row.ts.
  const line = sql`case when memory.due_kind = 'new' then 0 when memory.due_kind = 'time' then 1
    when memory.phase in ('learning', 'relearning') then 2 else 3 end`;
  // A reset gave the card a place of its own, and the fold of the log must stay the same.
  const wasReset = sql`exists (select 1 from ${review} where review.user_id = memory.user_id
    and review.card_id = memory.card_id and review.kind = 'reset')`;
  return [
    sql`update ${memory} set deck_id = card.deck_id from ${card}
      where ${followed} and memory.deck_id <> card.deck_id`,
    sql`update ${memory} set line = null from ${card}
      where ${followed} and card.retired_at is not null and memory.line is not null`,
    sql`update ${memory} set line = ${line} from ${card}
      where ${followed} and card.retired_at is null and memory.line is null and memory.suspended = 0`,
    sql`update ${memory} set generator = card.generator from ${card}
      where ${followed} and memory.generator is not card.generator`,
    sql`update ${memory} set position = card.position,
        due = case when memory.due_kind = 'new' then card.position else memory.due end
      from ${card} where ${followed} and memory.position <> card.position and not ${wasReset}`,
  ];
}
