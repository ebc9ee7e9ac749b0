/** Fills a database with a learner of many cards, by statements that make the rows inside SQLite. */
import { createClient } from "@libsql/client";

export interface Size {
  readonly memories: number;
  readonly reviewsEach: number;
}

const DECKS = 30;
const CHUNK = 20_000;

export interface Filled {
  readonly today: number;
  readonly now: number;
}

/**
 * A quarter of the cards is new, a hundredth in learning, the rest in review and due from three days ago to three
 * hundred ahead; reviews lie in the past year, at most a thousand on a day of one deck.
 */
export async function fill(url: string, { memories, reviewsEach }: Size, at: Filled): Promise<void> {
  const client = createClient({ url, concurrency: 1 });
  const run = (sql: string, args: (number | string)[] = []) => client.execute({ sql, args });
  await run("pragma synchronous = off");
  const userId = Number((await run("select min(id) as id from user")).rows[0]?.["id"]);
  await run("delete from deck");
  await run(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${DECKS})
     insert into deck (id, slug, name, description, position, origin, content_hash)
     select i, 'deck-' || i, 'Deck ' || i, '', i, 'shipped', 'x' from n`,
  );
  const fields = JSON.stringify({ front: "What is $1 + 1$?", back: "$2$" });
  for (let from = 1; from <= memories; from += CHUNK) {
    const to = Math.min(memories, from + CHUNK - 1);
    const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to})`;
    await client.batch([
      {
        sql:
          `${numbers} insert into note (id, deck_id, guid, type, fields, tags, summary, position, changed_at, created_at)
          select i, 1 + i % ${DECKS}, 'n' || i, 'basic', ?, '[]', 'What is ' || i, i, 0, 0 from n`,
        args: [fields],
      },
      `${numbers} insert into card (id, note_id, deck_id, side, label, position)
        select i, i, 1 + i % ${DECKS}, 'forward', 'front to back', i from n`,
      {
        sql: `${numbers}, m as (select i, i % 100 as share, abs(random()) % 300 as spread from n)
          insert into memory (user_id, card_id, note_id, deck_id, phase, step, line, due_kind, due, stability, difficulty,
            interval_days, last_at, last_day, reviews, lapses, leech, suspended, flag, version, salt, position)
          select ?, i, i, 1 + i % ${DECKS},
            case when share < 25 then 'new' when share = 25 then 'learning' else 'review' end, 0,
            case when share < 25 then 0 when share = 25 then 1 else 3 end,
            case when share < 25 then 'new' when share = 25 then 'time' else 'day' end,
            case when share < 25 then i when share = 25 then ? + spread * 60000 else ? - 3 + spread end,
            case when share < 25 then null else 20.0 end, case when share < 25 then null else 5.0 end,
            case when share < 26 then 0 else 20 end,
            case when share < 25 then null else ? - 20 * 86400000 end, case when share < 25 then null else ? - 20 end,
            case when share < 25 then 0 else ${reviewsEach} end, 0, 0, 0, 0,
            case when share < 25 then 0 else ${reviewsEach} end, abs(random()) % 4294967296, i from m`,
        args: [userId, at.now, at.today, at.now, at.today],
      },
    ], "write");
    for (let seq = 1; seq <= reviewsEach; seq++) {
      const day = at.today - 20 - 30 * (reviewsEach - seq);
      await client.batch([
        {
          sql: `${numbers} insert into action (user_id, day, at, verb, deck_id, card_id)
            select ?, ? - i % 30, ? - (i % 30) * 86400000, 'answer', 1 + i % ${DECKS}, i from n where i % 100 >= 25`,
          args: [userId, day, at.now - (at.today - day) * 86_400_000],
        },
        {
          sql:
            `${numbers} insert into review (user_id, card_id, seq, action_id, kind, at, day, rating, phase, step, due_kind,
              due, interval_days, lapse, line, took_ms)
            select ?, i, ?, (select max(id) from action), 'answer', ? - (i % 30) * 86400000, ? - i % 30, 3, 'review', 0,
              'day', ?, 20, 0, 'review', 4000 from n where i % 100 >= 25`,
          args: [userId, seq, at.now - (at.today - day) * 86_400_000, day, day + 20],
        },
      ], "write");
    }
  }
  await run(
    `insert into study_day (user_id, day, deck_id, answers, new_cards, reviews, took_ms)
     select action.user_id, day, deck_id, count(*), 0, count(*), 4000 * count(*) from action group by day, deck_id`,
  );
  await run("pragma wal_checkpoint(truncate)");
  client.close();
}
