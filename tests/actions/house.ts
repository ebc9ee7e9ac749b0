/** A house to test in: a store with its owner, decks from texts, and a clock that stands until it is moved. */
import { sql } from "drizzle-orm";
import { answerCard } from "../../src/actions/answer_card.ts";
import type { Deps } from "../../src/actions/deps.ts";
import { loadDecks, type LoadedDecks } from "../../src/actions/load_decks.ts";
import { type ReviewState, reviewState } from "../../src/actions/next_card.ts";
import type { ShownCard } from "../../src/actions/shown_card.ts";
import { foldLog } from "../../src/scheduling/fold.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import type { Memory, Preset, Rating } from "../../src/scheduling/types.ts";
import { logOf } from "../../src/store/log.ts";
import { reviewCard } from "../../src/store/memories.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createOwner, type Person } from "../../src/store/people.ts";

/** Monday, 10 March 2025, 10:00 in Berlin. */
export const START = Date.UTC(2025, 2, 10, 9);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export interface HouseOptions {
  /** Texts of deck files by slug. */
  readonly decks: Readonly<Record<string, string>>;
  readonly options?: Partial<Preset>;
  readonly url?: string;
  readonly clock?: Clock;
}

export interface Clock {
  now: number;
}

export interface House {
  readonly store: Store;
  readonly person: Person;
  readonly deps: Deps;
  readonly clock: Clock;
}

export async function openHouse({ decks, options, url, clock }: HouseOptions): Promise<House> {
  const store = await openedStore(url ?? ":memory:");
  const standing = clock ?? { now: START };
  const person = await addPerson(store, { name: "Ada", options: { ...DEFAULT_PRESET, ...options } });
  const deps = { store, now: () => standing.now, secret: "a secret of at least thirty-two characters" };
  const house = { store, person, deps, clock: standing };
  const { problems } = await load(house, decks);
  if (problems.length > 0) throw new Error(problems.map((one) => `${one.line}: ${one.message}`).join("; "));
  return house;
}

export async function openedStore(url: string): Promise<Store> {
  const opened = await openStore({
    url,
    authToken: undefined,
    migrations: "migrations",
    busyTimeoutMs: 5000,
    process: undefined,
    pause: () => Promise.resolve(),
    observe: () => {},
    gapMs: 0,
    thread: undefined,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

interface Joining {
  readonly name: string;
  readonly options: Preset;
}

export async function addPerson(store: Store, { name, options }: Joining): Promise<Person> {
  const made = await createOwner(store, {
    name,
    createdAt: START,
    passwordHash: undefined,
    zone: "Europe/Berlin",
    rolloverHour: 4,
    theme: "system",
    keysEnabled: true,
    preset: { name: "Default", options },
  });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

/** Loads deck texts as a start of the program does; decks that are not named are gone. */
export function load(house: House, decks: Readonly<Record<string, string>>): Promise<LoadedDecks> {
  const files = Object.entries(decks).map(([slug, text]) => (
    { slug, file: `cards/${slug}/deck.md`, text, media: [] }
  ));
  return loadDecks(house.store, files, house.clock.now);
}

/** A deck file of the notes, each given as the lines under its heading. */
export function deckText(slug: string, notes: Readonly<Record<string, string>>): string {
  const written = Object.entries(notes).map(([id, text]) => `## ${id}\n\n${text}\n`);
  return `---\ndeck: ${slug}\nname: The ${slug} deck\ndescription: For tests.\norder: 1\n---\n\n${
    written.join("\n")
  }`;
}

export function basic(question: string): string {
  return `- type: basic\n\n${question}\n\n---\n\nThe answer to it.`;
}

export const REVERSED = "- type: reversed\n\nfront\n\n---\n\nback";

export async function review(house: House, asked: { goOn?: boolean } = {}): Promise<ReviewState> {
  const request = { deckSlug: undefined, cardId: undefined, goOn: asked.goOn ?? false };
  const state = await reviewState(house.deps, house.person, request);
  if (state === undefined) throw new Error("There is no review of all decks");
  return state;
}

/** The card that comes now. Throws when none does. */
export async function shownNow(house: House): Promise<ShownCard> {
  const { stage } = await review(house, { goOn: true });
  if (stage.kind !== "card" && stage.kind !== "example") {
    throw new Error(`A card was wanted, found ${stage.kind}`);
  }
  return stage.shown;
}

export function gradeOf({ stored }: ShownCard, rating: Rating) {
  return {
    cardId: stored.cardId,
    version: stored.memory.version,
    rating,
    tookMs: 4000,
    reason: undefined,
  };
}

/** Answers the card that comes now, and says which it was. */
export async function answerNext(house: House, rating: Rating): Promise<ShownCard> {
  const shown = await shownNow(house);
  const graded = await answerCard(house.deps, house.person, gradeOf(shown, rating));
  if (graded.kind !== "done") throw new Error(`The answer was ${graded.kind}`);
  return shown;
}

export async function memoryOf(house: House, cardId: number): Promise<Memory> {
  return (await known(house, cardId)).memory;
}

export async function known({ store, person }: House, cardId: number) {
  const card = await reviewCard(store, person.id, cardId);
  if (card === undefined) throw new Error(`There is no card ${cardId}`);
  return card;
}

/** Ids of the cards of a note, in order of its sides. */
export async function cardsOf(house: House, guid: string): Promise<readonly number[]> {
  const rows = await house.store.db.all<{ id: number }>(sql`select card.id as id from card
    join note on note.id = card.note_id where note.guid = ${guid} order by card.position`);
  return rows.map((row) => row.id);
}

/** Id of the only or first card of a note. */
export async function cardOf(house: House, guid: string): Promise<number> {
  const [id] = await cardsOf(house, guid);
  if (id === undefined) throw new Error(`There is no note ${guid}`);
  return id;
}

/** Cards of this person whose stored memory is not what folding their log gives. */
export async function unfolded({ store, person }: House): Promise<unknown[]> {
  const rows = await store.db.all<{ id: number }>(
    sql`select card_id as id from memory where user_id = ${person.id}`,
  );
  const wrong: unknown[] = [];
  for (const { id } of rows) {
    const card = await reviewCard(store, person.id, id);
    const log = await logOf(store, person.id, id);
    const entries = log.map((logged) => logged.entry);
    const parameters = card?.preset.options.parameters ?? DEFAULT_PRESET.parameters;
    const folded = foldLog(card?.position ?? 0, { entries, parameters });
    if (JSON.stringify(sorted(folded)) !== JSON.stringify(sorted(card?.memory))) {
      wrong.push({ id, folded, stored: card?.memory });
    }
  }
  return wrong;
}

/** The counts of days as the log has them, and as they are kept. */
export async function countsOfDays({ store, person }: House) {
  const kept = await store.db.all(sql`select day, deck_id as deck, answers, new_cards as fresh, reviews,
    took_ms as tookMs from study_day where user_id = ${person.id} and answers > 0 order by day, deck_id`);
  const logged = await store.db.all(sql`select review.day as day, card.deck_id as deck, count(*) as answers,
      sum(review.line = 'new') as fresh, sum(review.line = 'review') as reviews, sum(review.took_ms) as tookMs
    from review join card on card.id = review.card_id
    where review.user_id = ${person.id} and review.kind = 'answer' and ifnull((select later.verb from action as later
      where later.target_id = review.action_id order by later.id desc limit 1), 'redo') = 'redo'
    group by review.day, card.deck_id order by review.day, card.deck_id`);
  return { kept, logged };
}

function sorted(value: object | undefined): unknown {
  return value === undefined ? undefined : Object.entries(value).sort(([a], [b]) => a.localeCompare(b))
    .map(([key, inner]) => [key, typeof inner === "object" ? sorted(inner) : inner]);
}
