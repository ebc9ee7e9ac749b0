/** Decks as rows of a table: a tree of which only the opened branches are drawn, for there may be thousands. */
import type { StudyDeck } from "../actions/studying.ts";
import type { DeckRow, DeckRows } from "../ui/models.ts";
import { countsView } from "./review_model.ts";
import { dayWords, waitWords } from "./when.ts";

interface Now {
  readonly at: number;
  readonly today: number;
}

/** Rows that a page shows without being asked for more. */
const OPENED_BY_ITSELF = 40;
const ROWS_AT_ONCE = 300;

export interface Branch {
  /** Ids of the decks that are open; undefined: as many levels as fit. */
  readonly open: ReadonlySet<number> | undefined;
  /** How many rows come before; 0 at first. */
  readonly from: number;
  /** The deck whose subdecks are shown; undefined: all decks. */
  readonly below: number | undefined;
  /** Of the page: "/" or "/decks/lstm". */
  readonly address: string;
}

interface Tree {
  readonly children: (id: number | undefined) => readonly StudyDeck[];
  readonly now: Now;
}

export function deckRows(decks: readonly StudyDeck[], now: Now, branch: Branch): DeckRows {
  const tree = treeOf(decks, now);
  const isOpen = branch.open ?? openLevels(tree, branch.below);
  const drawn = below(tree, { id: branch.below, depth: 0, isOpen });
  const open = drawn.filter(({ deck }) => isOpen.has(deck.id) && tree.children(deck.id).length > 0)
    .map(({ deck }) => deck.id);
  const addressOf = (ids: readonly number[], from: number): string => {
    const query = new URLSearchParams({ open: ids.join(".") });
    if (from > 0) query.set("from", String(from));
    return `${branch.address}?${query}`;
  };
  const { from } = branch;
  return {
    rows: drawn.slice(from, from + ROWS_AT_ONCE).map(({ deck, depth }): DeckRow => ({
      id: deck.id,
      slug: deck.slug,
      name: deck.name,
      depth,
      counts: countsView(deck.counts),
      next: nextBelow(tree, deck),
      toggle: tree.children(deck.id).length === 0 ? undefined : {
        isOpen: isOpen.has(deck.id),
        address: addressOf(
          isOpen.has(deck.id) ? open.filter((id) => id !== deck.id) : [...open, deck.id],
          from,
        ),
      },
    })),
    total: drawn.length,
    from,
    earlier: from === 0 ? undefined : addressOf(open, Math.max(0, from - ROWS_AT_ONCE)),
    later: from + ROWS_AT_ONCE >= drawn.length ? undefined : addressOf(open, from + ROWS_AT_ONCE),
  };
}

function treeOf(decks: readonly StudyDeck[], now: Now): Tree {
  const known = new Set(decks.map((deck) => deck.id));
  const children = Map.groupBy(
    decks,
    ({ parentId }) => parentId !== undefined && known.has(parentId) ? parentId : undefined,
  );
  return { children: (id) => children.get(id) ?? [], now };
}

/** Decks to open so that as many whole levels are in view as fit. */
function openLevels(tree: Tree, root: number | undefined): ReadonlySet<number> {
  const open = new Set<number>();
  let level = tree.children(root);
  let shown = level.length;
  while (level.length > 0) {
    const next = level.flatMap((deck) => tree.children(deck.id));
    shown += next.length;
    if (shown > OPENED_BY_ITSELF) break;
    for (const deck of level) open.add(deck.id);
    level = next;
  }
  return open;
}

interface Drawn {
  readonly deck: StudyDeck;
  readonly depth: number;
}

/** Each deck followed by those below it, where it is open. */
function below(
  tree: Tree,
  { id, depth, isOpen }: {
    readonly id: number | undefined;
    readonly depth: number;
    readonly isOpen: ReadonlySet<number>;
  },
): readonly Drawn[] {
  return tree.children(id).flatMap((deck) => [
    { deck, depth },
    ...(isOpen.has(deck.id) ? below(tree, { id: deck.id, depth: depth + 1, isOpen }) : []),
  ]);
}

/** When the next card of a deck, or of one below it, comes. */
function nextBelow(tree: Tree, deck: StudyDeck): string | undefined {
  const family = [deck];
  for (const member of family) family.push(...tree.children(member.id));
  return nextWords(deck, family, tree.now);
}

function nextWords({ counts }: StudyDeck, family: readonly StudyDeck[], now: Now): string | undefined {
  if (counts.review + counts.learning + counts.new > 0) return "now";
  const learningAt = least(family.map((deck) => deck.nextLearningAt));
  if (learningAt !== undefined) return waitWords(learningAt - now.at);
  const day = least(family.map((deck) => deck.nextDay));
  if (day !== undefined) return dayWords(day, now.today);
  return family.some((deck) => deck.newCards > 0) ? "tomorrow" : undefined;
}

function least(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce((a, b) => a === undefined || (b !== undefined && b < a) ? b : a, undefined);
}
