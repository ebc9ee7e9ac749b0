/** Which deck each deck of a collection becomes: one that is there, found by address or path, or a new one. */
import type { Collection } from "./collection.ts";
import type { ImportChoices, PlanAgainst, PlannableDeck, PlannableNote, PlannedDeck } from "./import_plan.ts";

/** Where the notes of a collected deck go. */
export interface DeckHome {
  /** As the file has it, under what was chosen: what is remembered of the import. */
  readonly filePath: readonly string[];
  /** Of the deck here, which its person may have moved or renamed since. */
  readonly path: readonly string[];
  readonly slug: string;
  /** undefined: the deck is new, or only a retired or shipped one has the path. */
  readonly stored: PlannableDeck | undefined;
}

export interface DeckHomes {
  /** By the number of the deck in the collection. */
  readonly homes: readonly DeckHome[];
  /** The decks at these paths and all above them, parents first. */
  readonly decksAt: (paths: Iterable<readonly string[]>) => readonly PlannedDeck[];
}

const LONGEST_SLUG = 80;

export function pathText(path: readonly string[]): string {
  return path.join("\u001f");
}

/**
 * A deck with an address of its own is found by that, wherever its person has put it; all others by their path, or by
 * where the notes are that came from it.
 */
export function deckHomes(
  collection: Pick<Collection, "decks">,
  { decks: stored, notes }: Pick<PlanAgainst, "decks" | "notes">,
  { under }: Pick<ImportChoices, "under">,
): DeckHomes {
  const byPath = new Map(
    stored.filter(({ shipped }) => !shipped).map((deck) => [pathText(deck.path), deck]),
  );
  const bySlug = new Map<string, PlannableDeck>();
  // One's own deck goes before a shipped one of the same address.
  for (const deck of stored) if (deck.shipped && !deck.retired) bySlug.set(deck.slug, deck);
  for (const deck of stored) if (!deck.shipped) bySlug.set(deck.slug, deck);
  const renamed = renamedDecks(stored, notes, byPath);
  const slugs = freeSlugs(stored.map(({ slug }) => slug));
  const fresh = new Map<string, string>();
  const slugAt = (path: readonly string[], wanted: string | undefined): string => {
    const key = pathText(path);
    const known = byPath.get(key)?.slug ?? fresh.get(key);
    if (known !== undefined) return known;
    const slug = slugs(wanted ?? slugOf(path));
    fresh.set(key, slug);
    return slug;
  };
  const homes = collection.decks.map(({ path, slug }): DeckHome => {
    const found = slug === undefined ? undefined : bySlug.get(slug);
    const filePath = [...under, ...path];
    const key = pathText(filePath);
    const known = found ?? byPath.get(key) ?? renamed.get(key);
    return known === undefined
      ? { filePath, path: filePath, slug: slugAt(filePath, slug), stored: undefined }
      : { filePath, path: known.path, slug: known.slug, stored: known };
  });
  const collected = new Map(
    collection.decks.map((deck, index) => [pathText(homes[index]?.path ?? deck.path), deck]),
  );
  return {
    homes,
    decksAt(paths) {
      const wanted = new Map<string, readonly string[]>();
      for (const path of paths) {
        for (let depth = 1; depth <= path.length; depth++) {
          wanted.set(pathText(path.slice(0, depth)), path.slice(0, depth));
        }
      }
      const sorted = [...wanted.values()].sort((a, b) => a.length - b.length);
      return sorted.map((path, index): PlannedDeck => {
        const key = pathText(path);
        const deck = collected.get(key);
        return {
          path,
          slug: slugAt(path, deck?.slug),
          isNew: !byPath.has(key),
          description: deck?.description ?? "",
          order: deck?.order ?? index + 1,
          preset: deck?.preset,
        };
      });
    },
  };
}

/** By the path that notes were imported into: the one deck that they all lie in now, where nothing is at that path. */
function renamedDecks(
  decks: readonly PlannableDeck[],
  notes: readonly PlannableNote[],
  byPath: ReadonlyMap<string, PlannableDeck>,
): ReadonlyMap<string, PlannableDeck> {
  const homes = new Map<string, number | undefined>();
  for (const { base, deckId, shipped } of notes) {
    const key = base === undefined || shipped ? undefined : pathText(base.deckPath);
    if (key === undefined || byPath.has(key)) continue;
    homes.set(key, homes.has(key) && homes.get(key) !== deckId ? undefined : deckId);
  }
  const byId = new Map(decks.filter(({ shipped }) => !shipped).map((deck) => [deck.deckId, deck]));
  return new Map([...homes].flatMap(([key, deckId]) => {
    const deck = byId.get(deckId ?? 0);
    return deck === undefined ? [] : [[key, deck] as const];
  }));
}

/** Lower-case letters, digits and hyphens; the last steps of a path that is too long. */
function slugOf(path: readonly string[]): string {
  const plain = path.join("-").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").slice(-LONGEST_SLUG).replace(/^-+|-+$/g, "");
  return slug === "" ? "deck" : slug;
}

/** Gives each caller the address that it wants, or the next one that is free. */
function freeSlugs(taken: Iterable<string>): (wanted: string) => string {
  const used = new Set(taken);
  return (wanted) => {
    let slug = wanted;
    for (let count = 2; used.has(slug); count++) {
      slug = `${wanted.slice(0, LONGEST_SLUG - 1 - String(count).length)}-${count}`;
    }
    used.add(slug);
    return slug;
  };
}
