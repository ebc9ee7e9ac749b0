/** Brings the decks that come as files into the store, through the same checks as any other deck. */
import { hashText } from "../base/random.ts";
import { parseDeckMarkdown } from "../decks/formats/deck_markdown.ts";
import type { DeckProblem } from "../decks/note.ts";
import { type Applied, applyDeck, retireDeck } from "../store/apply_deck.ts";
import { shippedDecks } from "../store/decks.ts";
import type { Store } from "../store/open.ts";

export interface DeckFile {
  /** Folder name, which is also the deck's slug. */
  readonly slug: string;
  /** Path as shown in problems: cards/lstm/deck.md. */
  readonly file: string;
  readonly text: string;
  /** Names of the other files of the folder. */
  readonly media: readonly string[];
}

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

/** A deck file read and checked, without a store: what `deno task cards` prints. */
export function checkDeck(file: DeckFile) {
  const parsed = parseDeckMarkdown(file.file, file.text);
  if (!parsed.ok) return { deck: undefined, problems: parsed.error };
  const problems: DeckProblem[] = [];
  if (parsed.value.slug !== file.slug) {
    problems.push({
      file: file.file,
      line: 1,
      column: 1,
      message: `The deck calls itself ${parsed.value.slug}, but its folder is ${file.slug}`,
      expected: `\`deck: ${file.slug}\` in the front matter`,
    });
  }
  for (const name of parsed.value.media.filter((name) => !file.media.includes(name))) {
    problems.push({
      file: file.file,
      line: lineOf(file.text, name),
      column: 1,
      message: `The picture ${name} is not in the folder`,
      expected: `a file ${name} beside deck.md`,
    });
  }
  return { deck: problems.length === 0 ? parsed.value : undefined, problems };
}

/** Two hashes of 32 bits side by side, with the version of what loading makes of a text. */
function contentHashOf(text: string): string {
  return `1-${text.length}-${hashText(text, 1)}-${hashText(text, 2)}`;
}

function lineOf(text: string, piece: string): number {
  const at = text.indexOf(piece);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
