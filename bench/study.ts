/** Times the next card, an answer and the first page over ever more memories, beside the bare statements they run. */
import { type Client, createClient, type InArgs } from "@libsql/client";
import { answerCard } from "../src/actions/answer_card.ts";
import type { Deps } from "../src/actions/deps.ts";
import { homeState } from "../src/actions/home_state.ts";
import { reviewState } from "../src/actions/next_card.ts";
import { ownerOf } from "../src/opening.ts";
import { dayOf } from "../src/scheduling/day.ts";
import { openStore, type Store } from "../src/store/open.ts";
import type { Person } from "../src/store/people.ts";
import { fill, type Size } from "./fill.ts";

const ROUNDS = 100;

interface Timing {
  readonly name: string;
  readonly ms: number;
  /** The same statements with the same arguments, prepared and run by a bare client. */
  readonly bareMs: number;
}

export interface Measured extends Size {
  readonly fillSeconds: number;
  readonly timings: readonly Timing[];
}

interface Seen {
  readonly sql: string;
  readonly args: InArgs;
}

export async function measureStudy(size: Size): Promise<Measured> {
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-bench-" });
  const url = `file:${folder}/bench.db`;
  let seen: Seen[] = [];
  const open = async (): Promise<Store> => {
    const opened = await openStore({
      url,
      authToken: undefined,
      migrations: "migrations",
      busyTimeoutMs: 5000,
      process: undefined,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      observe: (sql, args) => seen.push({ sql, args }),
      gapMs: 0,
      thread: undefined,
    });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  };
  const empty = await open();
  const person: Person = { ...await ownerOf(empty), zone: "UTC" };
  await empty.close();
  const now = Date.now();
  const start = performance.now();
  await fill(url, size, { now, today: dayOf(now, person) });
  const fillSeconds = (performance.now() - start) / 1000;

  const store = await open();
  const bare = createClient({ url, concurrency: 1, timeout: 5000 });
  await bare.executeMultiple(
    "pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -32000",
  );
  const deps: Deps = { store, now: () => Date.now(), secret: "a secret that is long enough for a bench" };
  const request = { deckSlug: undefined, cardId: undefined, goOn: false };
  const timings: Timing[] = [];

  const time = async (
    name: string,
    work: () => Promise<unknown>,
    bareWork: (seen: readonly Seen[]) => Promise<unknown>,
  ) => {
    const own: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      seen = [];
      own.push(await clocked(work));
      const statements = seen;
      plain.push(await clocked(() => bareWork(statements)));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    timings.push({ name, ms: median(own), bareMs: median(plain) });
  };

  await time(
    "next card",
    () => reviewState(deps, person, request),
    (statements) => readAll(bare, statements),
  );
  await time("home page", () => homeState(deps, person), (statements) => readAll(bare, statements));
  const queue = await cardsToAnswer(bare, dayOf(Date.now(), person), 2 * ROUNDS);
  await time("answer", async () => {
    const { cardId, version } = queue.pop() ?? { cardId: 0, version: 0 };
    const graded = await answerCard(deps, person, {
      cardId,
      version,
      rating: 3,
      tookMs: 4000,
      reason: undefined,
    });
    if (graded.kind !== "done") throw new Error(`The answer was ${graded.kind}`);
  }, (statements) => answerBare(bare, person.id, statements, queue.pop()));

  bare.close();
  await store.close();
  await Deno.remove(folder, { recursive: true });
  return { ...size, fillSeconds, timings };
}

/** Runs the statements that were seen, reads one by one. */
async function readAll(client: Client, statements: readonly Seen[]): Promise<void> {
  for (const { sql, args } of statements) await client.execute({ sql, args });
}

interface ToAnswer {
  readonly cardId: number;
  readonly version: number;
}

/** The reads as they were, the writes as one batch moved to another card, so that they write as much. */
async function answerBare(
  client: Client,
  userId: number,
  statements: readonly Seen[],
  other: ToAnswer | undefined,
): Promise<void> {
  if (other === undefined) throw new Error("The bench has run out of cards");
  const isWrite = ({ sql }: Seen) => /^\s*(insert|update|delete)/i.test(sql);
  await readAll(client, statements.filter((statement) => !isWrite(statement)));
  const now = Date.now();
  await client.batch([
    {
      sql: "insert into action (user_id, day, at, verb, deck_id, card_id) values (?, 1, ?, 'answer', 1, ?)",
      args: [userId, now, other.cardId],
    },
    {
      sql:
        `insert into review (user_id, card_id, seq, action_id, kind, at, day, rating, phase, step, due_kind, due,
          interval_days, lapse, line, took_ms, stability, difficulty, retrievability)
        values (?, ?, ?, (select max(id) from action), 'answer', ?, 1, 3, 'review', 0, 'day', 99, 20, 0, 'review', 4000, 1, 5, 0.9)`,
      args: [userId, other.cardId, other.version + 1, now],
    },
    {
      sql:
        `update memory set phase = 'review', step = 0, due_kind = 'day', due = 99999, stability = 9, difficulty = 5,
          interval_days = 20, last_at = ?, last_day = 1, reviews = reviews + 1, version = version + 1, line = 3
        where user_id = ? and card_id = ?`,
      args: [now, userId, other.cardId],
    },
    { sql: "delete from attempt where user_id = ? and card_id = ?", args: [userId, other.cardId] },
    {
      sql:
        `insert into study_day (user_id, day, deck_id, answers, new_cards, reviews, took_ms) values (?, 1, 1, 1, 0, 1, 4000)
        on conflict do update set answers = answers + 1`,
      args: [userId],
    },
  ], "write");
}

/** Cards that may be answered now, straight from the table: due reviews, then new ones. */
async function cardsToAnswer(client: Client, today: number, count: number): Promise<ToAnswer[]> {
  const { rows } = await client.execute({
    sql:
      `select card_id, version from memory where line = 3 and due <= ? or line = 0 order by line desc limit ?`,
    args: [today, count],
  });
  return rows.map((row) => ({ cardId: Number(row["card_id"]), version: Number(row["version"]) }));
}

async function clocked(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
