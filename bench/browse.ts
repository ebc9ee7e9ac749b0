/** Times searches over many cards: the first window, a later one, and how long anybody else has to wait meanwhile. */
import { createClient } from "@libsql/client";
import { sql } from "drizzle-orm";
import { browse, type BrowseRequest, makeFoundKeeper } from "../src/actions/browse.ts";
import type { Deps } from "../src/actions/deps.ts";
import { surveyMedia } from "../src/actions/media_survey.ts";
import { indexWaiting } from "../src/actions/index_notes.ts";
import { ownerOf } from "../src/opening.ts";
import { dayOf } from "../src/scheduling/day.ts";
import { openStore, type Store } from "../src/store/open.ts";
import type { Person } from "../src/store/people.ts";
import { fill } from "./fill.ts";
import { watchStalls } from "./stalls.ts";

const CARDS = 100_000;
/** As the server asks for it in the background. */
const NOTES_AT_ONCE = 40;

const SEARCHES: readonly (readonly [string, Partial<BrowseRequest>])[] = [
  ["", {}],
  ["", { sort: "text" }],
  ["", { sort: "due", descending: true }],
  ["", { by: "note" }],
  ["gradient", {}],
  ["-gradient", {}],
  ["ab", {}],
  ["w:gate17", {}],
  ["re:gate\\d7", {}],
  ["front:*gate17*", {}],
  ['deck:"Deck 7"', {}],
  ["tag:layers", {}],
  ["is:due -is:suspended", {}],
  ["prop:r<0.95", {}],
  ["prop:ivl>=10 prop:lapses<3", {}],
  ["rated:30", {}],
  ["introduced:60", {}],
  ["added:3 or edited:3", {}],
  ["dupe:", {}],
  ["card:1", {}],
];

export async function measureBrowse(): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-bench-" });
  const url = `file:${folder}/bench.db`;
  const empty = await open(url);
  const person: Person = { ...await ownerOf(empty), zone: "UTC" };
  await empty.close();
  const now = Date.now();
  await fill(url, { memories: CARDS, reviewsEach: 5 }, { now, today: dayOf(now, person) });
  await writeTexts(url);
  const store = await open(url);
  const stalls = watchStalls();
  await measureIndex(store, stalls);
  const deps: Deps = { store, now: () => now, secret: "a secret of at least thirty-two characters" };
  console.log(`\nsearch over ${CARDS} cards`.padEnd(40), "   found   first ms  stall ms  later ms");
  for (const [text, asked] of SEARCHES) {
    const request: BrowseRequest = { text, sort: "position", descending: false, by: "card", ...asked };
    const keeper = makeFoundKeeper();
    stalls.longestMs();
    const start = performance.now();
    const found = await browse(deps, person, { request, from: 0, keeper });
    const firstMs = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 5));
    const stallMs = stalls.longestMs();
    if (!found.ok) throw new Error(`${text}: ${found.error.message}`);
    const total = found.value.found.cardIds.length;
    const again = performance.now();
    await browse(deps, person, { request, from: Math.floor(total / 2), keeper });
    const name = [text, ...Object.entries(asked).map(([key, value]) => `${key}=${value}`)].join(" ");
    console.log(
      name.padEnd(40),
      String(total).padStart(7),
      firstMs.toFixed(0).padStart(9),
      stallMs.toFixed(0).padStart(9),
      (performance.now() - again).toFixed(0).padStart(9),
    );
  }
  await measureMedia(deps, person, stalls);
  stalls.stop();
  await store.close();
  // The database takes its side files away by itself, maybe at this very moment.
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

async function measureMedia(
  deps: Deps,
  person: Person,
  stalls: ReturnType<typeof watchStalls>,
): Promise<void> {
  const { id } = person;
  await deps.store.write([sql`update deck set origin = 'own', owner_id = ${id} where id > 0`]);
  stalls.longestMs();
  const start = performance.now();
  await surveyMedia(deps, person);
  const ms = performance.now() - start;
  console.log(
    `media of ${CARDS} notes: ${ms.toFixed(0)} ms, longest stall ${stalls.longestMs().toFixed(0)} ms`,
  );
}

async function measureIndex(store: Store, stalls: ReturnType<typeof watchStalls>): Promise<void> {
  stalls.longestMs();
  const start = performance.now();
  while (await indexWaiting(store, NOTES_AT_ONCE) > 0) await new Promise((resolve) => setTimeout(resolve, 0));
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `index: ${(CARDS / seconds).toFixed(0)} notes a second, longest stall ${
      stalls.longestMs().toFixed(0)
    } ms`,
  );
}

/** Notes that differ, some with tags, so that the index has words to hold and searches something to tell apart. */
async function writeTexts(url: string): Promise<void> {
  const client = createClient({ url, concurrency: 1 });
  await client.execute("pragma synchronous = off");
  await client.execute(`update note set fields = json_object(
      'front', 'What does gate' || (id % 997) || ' of layer ' || id || ' do to the ' ||
        (case id % 5 when 0 then 'gradient' when 1 then 'hidden state' when 2 then 'loss' else 'input' end) || ' when $x_' || id || ' < 0$?',
      'back', 'It keeps **' || (id * 7919 % 100003) || '** of it, as the derivation of the chapter says in its last part.'),
    tags = case id % 4 when 0 then '["layers","ml::nets"]' else '[]' end,
    summary = 'What does gate' || (id % 997) || ' of layer ' || (id % 99000) || ' do?'`);
  client.close();
}

async function open(url: string): Promise<Store> {
  const opened = await openStore({
    url,
    authToken: undefined,
    migrations: "migrations",
    busyTimeoutMs: 5000,
    process: undefined,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    observe: () => undefined,
    gapMs: 0,
    thread: undefined,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
