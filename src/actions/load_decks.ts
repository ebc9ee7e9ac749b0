/** Brings the decks that come as files into the store, through the same checks as any other deck. */
import { hashText } from "../base/random.ts";
import { checkDeck, type DeckFile } from "../decks/deck_file.ts";
import type { DeckProblem } from "../decks/note.ts";
import { type Applied, applyDeck, retireDeck } from "../store/apply_deck.ts";
import { shippedDecks } from "../store/decks.ts";
import type { Store } from "../store/open.ts";

export interface LoadedDecks {
  readonly problems: readonly DeckProblem[];
  readonly applied: readonly (Applied & { readonly slug: string })[];
  readonly unchanged: readonly string[];
  readonly retired: readonly string[];
}

/** A deck with a problem is left as it was. A deck whose folder is gone is retired, with its history kept. */
export async function loadDecks(
  store: Store,
  files: readonly DeckFile[],
  now: number,
): Promise<LoadedDecks> {
  const stored = await shippedDecks(store);
  const problems: DeckProblem[] = [];
  const applied: (Applied & { slug: string })[] = [];
  const unchanged: string[] = [];
  for (const file of files) {
    const found = checkDeck(file);
    problems.push(...found.problems);
    if (found.deck === undefined) continue;
    const contentHash = contentHashOf(file.text);
    const known = stored.find((deck) => deck.slug === file.slug);
    if (known !== undefined && known.contentHash === contentHash && !known.retired) {
      unchanged.push(file.slug);
      continue;
    }
    const { slug, name, description, order, notes } = found.deck;
    const result = await applyDeck(store, {
      slug,
      name,
      description,
      parentId: undefined,
      position: order,
      owner: { origin: "shipped" },
      contentHash,
      notes,
    }, now);
    applied.push({ ...result, slug });
  }
  const gone = stored.filter((deck) => !deck.retired && !files.some((file) => file.slug === deck.slug));
  for (const deck of gone) await retireDeck(store, deck.id, now);
  return { problems, applied, unchanged, retired: gone.map((deck) => deck.slug) };
}

/** Two hashes of 32 bits side by side, with the version of what loading makes of a text. */
function contentHashOf(text: string): string {
  return `2-${text.length}-${hashText(text, 1)}-${hashText(text, 2)}`;
}
