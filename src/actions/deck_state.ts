/** What a deck's page shows: a page of its notes, what waits in it, and the options it follows. */
import { countNotes, notesOfDeck, type NotesPage } from "../store/notes.ts";
import { presetsOf, type StoredPreset } from "../store/presets.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { type Now, nowFor, type StudyDeck, studying } from "./studying.ts";

const PAGE = 50;

export interface DeckState {
  readonly now: Now;
  readonly deck: StudyDeck;
  /** All decks of the person, for those above and below. */
  readonly decks: readonly StudyDeck[];
  readonly search: string;
  readonly page: NotesPage;
  readonly noteCount: number;
  readonly presets: readonly StoredPreset[];
}

export interface DeckRequest {
  readonly slug: string;
  readonly search: string;
  /** Position of the last note of the page before; 0 at first. */
  readonly after: number;
}

/** undefined when there is no such deck for this person. */
export async function deckState(
  deps: Deps,
  person: Person,
  request: DeckRequest,
): Promise<DeckState | undefined> {
  const now = nowFor(person, deps.now());
  const all = await studying(deps.store, person, now);
  const deck = all.decks.find((candidate) => candidate.slug === request.slug);
  if (deck === undefined) return undefined;
  const query = { deckId: deck.id, search: request.search };
  const [page, noteCount, presets] = await Promise.all([
    notesOfDeck(deps.store, person.id, { ...query, after: request.after, limit: PAGE }),
    countNotes(deps.store, person.id, query),
    presetsOf(deps.store, person.id),
  ]);
  return { now, deck, decks: all.decks, search: request.search, page, noteCount, presets };
}
