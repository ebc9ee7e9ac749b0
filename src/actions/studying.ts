/** What a person can study today: their decks with limits, presets and what waits in each. */
import { present } from "../base/invariant.ts";
import { dayOf } from "../scheduling/day.ts";
import {
  type Counts,
  type DeckWaiting,
  doneToday,
  remainingCounts,
  remainingToday,
  type Room,
} from "../scheduling/limits.ts";
import type { Day, Preset } from "../scheduling/types.ts";
import { type DeckOverview, deckOverview } from "../store/decks.ts";
import { presetsOf } from "../store/presets.ts";
import { todayCounts } from "../store/study_days.ts";
import type { Store } from "../store/open.ts";
import type { Person } from "../store/people.ts";

export interface Now {
  readonly at: number;
  readonly today: Day;
}

export interface StudyDeck extends DeckOverview {
  readonly preset: Preset;
  /** What remains today in this deck and the ones below it, held to the limits. */
  readonly counts: Counts;
  /** What this deck itself has room for. */
  readonly room: Room;
}

export interface Studying {
  readonly now: Now;
  readonly decks: readonly StudyDeck[];
  readonly total: Counts;
  /** Done today by deck, subdecks included. */
  readonly done: ReadonlyMap<number, Room>;
  readonly answersToday: number;
  readonly newToday: number;
  readonly tookMsToday: number;
}

/** The instant and the learner's day of it. */
export function nowFor(person: Person, at: number): Now {
  return { at, today: dayOf(at, person) };
}

export async function studying(store: Store, person: Person, now: Now): Promise<Studying> {
  const presets = await presetsOf(store, person.id);
  // Nobody is shown more than a day's limit, so counting stops there and takes no longer in a larger deck.
  const most = (limit: "newPerDay" | "reviewsPerDay" | "learnAheadMinutes") =>
    Math.max(0, ...presets.map(({ options }) => options[limit]));
  const [overview, today] = await Promise.all([
    deckOverview(store, person.id, {
      now: now.at,
      today: now.today,
      learnAheadMs: most("learnAheadMinutes") * 60_000,
      newCap: most("newPerDay"),
      reviewCap: most("reviewsPerDay"),
    }),
    todayCounts(store, person.id, now.today),
  ]);
  const presetById = new Map(presets.map((preset) => [preset.id, preset.options]));
  const doneByDeck = new Map(today.map((row) => [row.deckId, row]));
  const waiting = overview.map((deck): DeckWaiting => {
    const preset = presetOf(deck, presetById);
    const done = doneByDeck.get(deck.id);
    return {
      deckId: deck.id,
      parentId: deck.parentId,
      newPerDay: preset.newPerDay,
      reviewsPerDay: preset.reviewsPerDay,
      newDone: done?.newCards ?? 0,
      reviewsDone: done?.reviews ?? 0,
      waiting: { new: deck.newCards, review: deck.reviews, learning: deck.learningNow + deck.dayLearning },
    };
  });
  const counts = remainingCounts(waiting);
  const rooms = remainingToday(waiting);
  const decks = overview.map((deck): StudyDeck => ({
    ...deck,
    preset: presetOf(deck, presetById),
    counts: present(counts.get(deck.id), `counts of deck ${deck.id}`),
    room: present(rooms.get(deck.id), `room of deck ${deck.id}`),
  }));
  return {
    now,
    decks,
    total: totalOf(decks),
    done: doneToday(waiting),
    answersToday: today.reduce((sum, row) => sum + row.answers, 0),
    newToday: today.reduce((sum, row) => sum + row.newCards, 0),
    tookMsToday: today.reduce((sum, row) => sum + row.tookMs, 0),
  };
}

/** Decks without a parent among the decks, added up. */
export function totalOf(decks: readonly StudyDeck[]): Counts {
  const ids = new Set(decks.map((deck) => deck.id));
  return decks.filter((deck) => deck.parentId === undefined || !ids.has(deck.parentId))
    .reduce((sum, { counts }) => ({
      new: sum.new + counts.new,
      review: sum.review + counts.review,
      learning: sum.learning + counts.learning,
    }), { new: 0, review: 0, learning: 0 });
}

function presetOf(deck: DeckOverview, presets: ReadonlyMap<number, Preset>): Preset {
  return present(presets.get(deck.presetId), `preset ${deck.presetId} of deck ${deck.slug}`);
}

/** The ids of a deck and of all decks below it. */
export function familyOf(id: number, decks: readonly DeckOverview[]): ReadonlySet<number> {
  const children = Map.groupBy(decks, (deck) => deck.parentId);
  const family = [id];
  for (const member of family) family.push(...(children.get(member) ?? []).map((deck) => deck.id));
  return new Set(family);
}
