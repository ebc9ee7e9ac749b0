/** How many new cards and reviews a day still has room for, in a tree of decks that each have their own limits. */
import { present } from "../base/invariant.ts";

/** New cards and reviews are counted apart: neither uses up the other's limit. */
export interface Room {
  readonly new: number;
  readonly review: number;
}

export interface DeckLimits {
  readonly deckId: number;
  /** A parent that is not among the decks counts as none. */
  readonly parentId: number | undefined;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  /** Done today on cards of this deck itself, its subdecks not counted. */
  readonly newDone: number;
  readonly reviewsDone: number;
}

/** Cards of the deck itself that could come today if there were no limits. */
export interface DeckWaiting extends DeckLimits {
  readonly waiting: Counts;
}

export interface Counts extends Room {
  readonly learning: number;
}

/** What was done today in each deck, subdecks included. */
export function doneToday(decks: readonly DeckLimits[]): ReadonlyMap<number, Room> {
  return doneIn(treeOf(decks));
}

/**
 * What each deck still has room for today: the least, over itself and the decks above it, of the limit less what was
 * done in the whole subtree; never below 0. Throws on decks that stand above one another in a circle.
 */
export function remainingToday(decks: readonly DeckLimits[]): ReadonlyMap<number, Room> {
  const rooms = new Map<number, Room>();
  const tree = treeOf(decks);
  const own = ownRooms(tree);
  for (const deck of tree.topDown) {
    const room = present(own.get(deck.deckId), `room of deck ${deck.deckId}`);
    const above = deck.parentId === undefined ? undefined : rooms.get(deck.parentId);
    rooms.set(deck.deckId, above === undefined ? room : least(room, above));
  }
  return rooms;
}

/** What each deck, subdecks included, will still show today: what waits, held to the limits at every level. */
export function remainingCounts(decks: readonly DeckWaiting[]): ReadonlyMap<number, Counts> {
  const tree = treeOf(decks);
  const own = ownRooms(tree);
  const above = remainingToday(decks);
  const held = new Map<number, Counts>();
  for (const deck of [...tree.topDown].reverse()) {
    const below = tree.children(deck.deckId).map((child) =>
      present(held.get(child), `counts of deck ${child}`)
    );
    const all = [deck.waiting, ...below].reduce(sum);
    const room = present(own.get(deck.deckId), `room of deck ${deck.deckId}`);
    held.set(deck.deckId, { ...least(all, room), learning: all.learning });
  }
  return new Map(
    [...held].map(([deckId, counts]) => {
      const room = present(above.get(deckId), `room of deck ${deckId}`);
      return [deckId, { ...least(counts, room), learning: counts.learning }];
    }),
  );
}

interface Tree<Deck> {
  /** Every deck after its parent. */
  readonly topDown: readonly Deck[];
  readonly children: (deckId: number) => readonly number[];
}

function treeOf<Deck extends DeckLimits>(decks: readonly Deck[]): Tree<Deck> {
  const known = new Set(decks.map((deck) => deck.deckId));
  const below = new Map<number | undefined, Deck[]>();
  for (const deck of decks) {
    const parent = deck.parentId !== undefined && known.has(deck.parentId) ? deck.parentId : undefined;
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [deck]);
    else siblings.push(deck);
  }
  const topDown = [...below.get(undefined) ?? []];
  for (const deck of topDown) topDown.push(...below.get(deck.deckId) ?? []);
  if (topDown.length < decks.length) {
    const lost = decks.filter((deck) => !topDown.includes(deck)).map((deck) => deck.deckId);
    throw new RangeError(`Cannot count what remains today: decks ${lost.join(", ")} stand above one another`);
  }
  return { topDown, children: (deckId) => (below.get(deckId) ?? []).map((deck) => deck.deckId) };
}

/** For each deck its own limit less what was done in its subtree. */
function ownRooms(tree: Tree<DeckLimits>): ReadonlyMap<number, Room> {
  const done = doneIn(tree);
  return new Map(tree.topDown.map((deck) => {
    const all = present(done.get(deck.deckId), `work in deck ${deck.deckId}`);
    const room = {
      new: Math.max(0, deck.newPerDay - all.new),
      review: Math.max(0, deck.reviewsPerDay - all.review),
    };
    return [deck.deckId, room];
  }));
}

function doneIn(tree: Tree<DeckLimits>): ReadonlyMap<number, Room> {
  const done = new Map<number, Room>();
  for (const deck of [...tree.topDown].reverse()) {
    const below = tree.children(deck.deckId).map((child) =>
      present(done.get(child), `work in deck ${child}`)
    );
    const total = below.reduce(
      (all, part) => ({ new: all.new + part.new, review: all.review + part.review }),
      { new: deck.newDone, review: deck.reviewsDone },
    );
    done.set(deck.deckId, total);
  }
  return done;
}

function least(a: Room, b: Room): Room {
  return { new: Math.min(a.new, b.new), review: Math.min(a.review, b.review) };
}

function sum(a: Counts, b: Counts): Counts {
  return { new: a.new + b.new, review: a.review + b.review, learning: a.learning + b.learning };
}
