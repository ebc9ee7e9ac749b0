/** Finds a person's cards by a search and shows them window by window, however many there are. */
import { err, ok, type Result } from "../base/result.ts";
import { cardTypes } from "../decks/card_types.ts";
import { parseSearch } from "../decks/search/parse.ts";
import type { Pattern, Search, SearchProblem } from "../decks/search/terms.ts";
import { startOfDay } from "../scheduling/day.ts";
import { intervalFor } from "../scheduling/memory_model.ts";
import { deckChoices } from "../store/decks.ts";
import { plannableDecks } from "../store/import_reads.ts";
import { noteTypesOf } from "../store/note_types.ts";
import type { Store } from "../store/open.ts";
import type { Person } from "../store/people.ts";
import {
  type BrowsedCard,
  browsedCards,
  duplicateNotes,
  findCards,
  type FoundCard,
  noteIdsOf,
  notesWithText,
  type SortKey,
} from "../store/search.ts";
import type { SearchWorld } from "../store/search_where.ts";
import type { Deps } from "./deps.ts";
import { indexWaiting } from "./index_notes.ts";
import { sortInParts } from "./sort_in_parts.ts";
import { type Now, nowFor } from "./studying.ts";

/** Notes that are put into the index before a search, so that what was just written is found. */
const INDEX_FIRST = 200;
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 20;

export const WINDOW = 100;

export interface BrowseRequest {
  readonly text: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Rows by cards, or the first card of each note. */
  readonly by: "card" | "note";
}

export interface Found {
  readonly request: BrowseRequest;
  readonly cardIds: readonly number[];
  /** Notes whose text is not in the index yet. */
  readonly waiting: number;
}

export interface BrowsedWindow {
  readonly found: Found;
  readonly from: number;
  readonly cards: readonly BrowsedCard[];
  readonly now: Now;
}

/** Results of late searches, so that scrolling does not search again. */
export interface FoundKeeper {
  readonly get: (key: string, now: number) => Found | undefined;
  readonly keep: (key: string, found: Found, now: number) => void;
}

export function makeFoundKeeper(): FoundKeeper {
  const kept = new Map<string, { readonly found: Found; readonly at: number }>();
  return {
    get(key, now) {
      const entry = kept.get(key);
      return entry !== undefined && now - entry.at < KEPT_MS ? entry.found : undefined;
    },
    keep(key, found, now) {
      kept.delete(key);
      kept.set(key, { found, at: now });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
    },
  };
}

interface BrowseFrom {
  readonly request: BrowseRequest;
  /** Row of the window's first card. The first window searches afresh; later ones go on in what was found. */
  readonly from: number;
  readonly keeper: FoundKeeper;
}

export async function browse(
  deps: Deps,
  person: Person,
  { request, from, keeper }: BrowseFrom,
): Promise<Result<BrowsedWindow, SearchProblem>> {
  const now = nowFor(person, deps.now());
  const key = JSON.stringify([person.id, request]);
  const kept = from > 0 ? keeper.get(key, now.at) : undefined;
  const found = kept === undefined ? await search(deps, person, { request, now }) : ok(kept);
  if (!found.ok) return found;
  if (kept === undefined) keeper.keep(key, found.value, now.at);
  const cards = await browsedCards(deps.store, person.id, found.value.cardIds.slice(from, from + WINDOW));
  return ok({ found: found.value, from, cards, now });
}

/** Every card of a search, and the notes behind them. */
export async function foundCards(
  deps: Deps,
  person: Person,
  request: BrowseRequest,
): Promise<Result<readonly number[], SearchProblem>> {
  const found = await search(deps, person, { request, now: nowFor(person, deps.now()) });
  return found.ok ? ok(found.value.cardIds) : found;
}

/** The notes of cards, each once; cards of others are left out. */
export async function notesOfCards(
  deps: Deps,
  person: Person,
  cardIds: readonly number[],
): Promise<readonly number[]> {
  return await noteIdsOf(deps.store, person.id, cardIds);
}

async function search(
  deps: Deps,
  person: Person,
  { request, now }: { readonly request: BrowseRequest; readonly now: Now },
): Promise<Result<Found, SearchProblem>> {
  const read = parseSearch(request.text);
  if (!read.ok) return err(read.error);
  const waiting = await indexWaiting(deps.store, INDEX_FIRST);
  const found: FoundCard[] = [];
  const all = await lookedUp(read.value, deps.store, person.id);
  const world = await searchWorld(deps.store, person, now);
  for await (const some of findCards(deps.store, { search: all, world, sort: request.sort })) {
    found.push(...some);
  }
  const rows = request.by === "card" ? found : firstOfNotes(found);
  const sorted = await sortInParts(rows, inOrder(request.descending ? -1 : 1), deps.store.letOthersIn);
  return ok({ request, cardIds: sorted.map(({ cardId }) => cardId), waiting });
}

function inOrder(sign: 1 | -1) {
  return (a: FoundCard, b: FoundCard): number => {
    if (a.key < b.key) return -sign;
    if (a.key > b.key) return sign;
    return a.noteId - b.noteId || a.cardId - b.cardId;
  };
}

function firstOfNotes(cards: readonly FoundCard[]): FoundCard[] {
  const first = new Map<number, FoundCard>();
  for (const card of cards) {
    const known = first.get(card.noteId);
    if (known === undefined || card.cardId < known.cardId) first.set(card.noteId, card);
  }
  return [...first.values()];
}

/** What is known of all notes at once is looked up before, and not again for every part of the cards. */
async function lookedUp(found: Search, store: Store, userId: number): Promise<Search> {
  switch (found.kind) {
    case "duplicates":
      return { kind: "ids", of: "note", ids: await duplicateNotes(store, userId) };
    case "text": {
      const ids = found.word ? undefined : await notesWithText(store, found.pattern);
      return ids === undefined ? found : { kind: "ids", of: "note", ids };
    }
    case "not":
      return { kind: "not", of: await lookedUp(found.of, store, userId) };
    case "and":
    case "or":
      return {
        kind: found.kind,
        of: await Promise.all(found.of.map((one) => lookedUp(one, store, userId))),
      };
    default:
      return found;
  }
}

async function searchWorld(store: Store, person: Person, now: Now): Promise<SearchWorld> {
  const [decks, noteTypes, choices] = await Promise.all([
    plannableDecks(store, person.id),
    noteTypesOf(store, person.id),
    deckChoices(store, person.id),
  ]);
  return {
    userId: person.id,
    now: now.at,
    today: now.today,
    beginOf: (day) => startOfDay(day, person),
    decksOf(pattern) {
      const fits = fitting(pattern);
      return decks.filter(({ path }) => path.some((_, depth) => fits(path.slice(0, depth + 1).join("::"))))
        .map(({ deckId }) => deckId);
    },
    typesOf(pattern) {
      const fits = fitting(pattern);
      return {
        noteTypes: noteTypes.filter(({ definition }) => fits(definition.name)).map(({ id }) => id),
        types: cardTypes.filter(({ id, title }) => fits(id) || fits(title)).map(({ id }) => id),
      };
    },
    fading: (recall) =>
      choices.map(({ decks, options }) => ({
        decks,
        stabilities: intervalFor({ stability: 1, retention: recall }, options.parameters),
      })),
  };
}

/** Whether a name is the whole of a pattern, whatever its case. */
function fitting(pattern: Pattern): (name: string) => boolean {
  const source = pattern.map((part) =>
    typeof part === "string" ? part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : part.wild === "any" ? ".*" : "."
  ).join("");
  const whole = new RegExp(`^${source}$`, "isu");
  return (name) => whole.test(name);
}
