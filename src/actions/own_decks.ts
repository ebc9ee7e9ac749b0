/** Decks of one's own: made, named and put under others, and deleted with everything learnt kept aside. */
import { err, ok, type Result } from "../base/result.ts";
import { freeSlug } from "../decks/slug.ts";
import { deckBySlug } from "../store/decks.ts";
import { plannableDecks } from "../store/import_reads.ts";
import { createDeck, type DeckPlace, deleteDeck, renameDeck } from "../store/own_decks.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";

export interface DeckDraft {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  /** Address of the deck above; empty for none. */
  readonly parent: string;
}

export interface OwnDeck {
  readonly slug: string;
  /** From the root. */
  readonly path: readonly string[];
}

const LONGEST_NAME = 120;

/** The person's own decks, by path. */
export async function ownDecks(deps: Deps, person: Person): Promise<readonly OwnDeck[]> {
  const decks = await plannableDecks(deps.store, person.id);
  return decks.filter(({ shipped, retired }) => !shipped && !retired)
    .map(({ slug, path }) => ({ slug, path })).sort((a, b) => pathText(a.path) < pathText(b.path) ? -1 : 1);
}

/** A deck of one's own as its form shows it. */
export async function ownDeck(deps: Deps, person: Person, slug: string): Promise<DeckDraft | undefined> {
  const [deck, decks] = await Promise.all([
    deckBySlug(deps.store, person.id, slug),
    plannableDecks(deps.store, person.id),
  ]);
  if (deck === undefined || deck.origin === "shipped") return undefined;
  const parent = decks.find(({ deckId }) => deckId === deck.parentId);
  return { name: deck.name, description: deck.description, parent: parent?.slug ?? "" };
}

/** The address of the new deck; or why it cannot be made. */
export async function makeDeck(
  deps: Deps,
  person: Person,
  draft: DeckDraft,
): Promise<Result<string, string>> {
  const decks = await plannableDecks(deps.store, person.id);
  const place = placeOf(draft, { decks, own: undefined });
  if (!place.ok) return place;
  const slug = freeSlug(draft.name, decks.map((deck) => deck.slug));
  await createDeck(deps.store, { ...place.value, userId: person.id, slug });
  return ok(slug);
}

export async function changeDeck(
  deps: Deps,
  person: Person,
  { slug, draft }: { readonly slug: string; readonly draft: DeckDraft },
): Promise<Result<void, string> | undefined> {
  const decks = await plannableDecks(deps.store, person.id);
  const own = decks.find((deck) => deck.slug === slug && !deck.shipped && !deck.retired);
  if (own === undefined) return undefined;
  const place = placeOf(draft, { decks, own });
  if (!place.ok) return place;
  await renameDeck(deps.store, { ...place.value, userId: person.id, deckId: own.deckId });
  return ok(undefined);
}

/** Takes the deck and all below it out of use; its notes come back when they are imported again. */
export async function removeDeck(deps: Deps, person: Person, slug: string): Promise<boolean> {
  const decks = await plannableDecks(deps.store, person.id);
  const own = decks.find((deck) => deck.slug === slug && !deck.shipped && !deck.retired);
  if (own === undefined) return false;
  const below = decks.filter((deck) => !deck.shipped && isUnder(deck.path, own.path));
  for (const { deckId } of below) {
    await deleteDeck(deps.store, { userId: person.id, deckId, at: deps.now() });
  }
  return true;
}

type Decks = Awaited<ReturnType<typeof plannableDecks>>;

function placeOf(
  { name, description, parent }: DeckDraft,
  { decks, own }: { readonly decks: Decks; readonly own: Decks[number] | undefined },
): Result<DeckPlace, string> {
  const trimmed = name.trim();
  if (trimmed === "") return err("A deck needs a name.");
  if (trimmed.length > LONGEST_NAME) return err(`A name has at most ${LONGEST_NAME} characters.`);
  const above = parent === ""
    ? undefined
    : decks.find((deck) => deck.slug === parent && !deck.shipped && !deck.retired);
  if (parent !== "" && above === undefined) return err("A deck can only lie in another deck of your own.");
  if (above !== undefined && own !== undefined && isUnder(above.path, own.path)) {
    return err("A deck cannot lie in itself or in one that lies in it.");
  }
  const path = [...above?.path ?? [], trimmed];
  const taken = decks.some((deck) =>
    deck !== own && !deck.shipped && !deck.retired && pathText(deck.path) === pathText(path)
  );
  if (taken) return err(`There is a deck “${trimmed}” in that place already.`);
  return ok({ name: trimmed, description: description.trim(), parentId: above?.deckId });
}

function isUnder(path: readonly string[], root: readonly string[]): boolean {
  return root.every((step, index) => path[index] === step);
}

function pathText(path: readonly string[]): string {
  return path.join("\u001f");
}
