/** Decks of a file that hold no note, in themselves or below: they are not made, and that is told. */
import type { Collection, CollectionProblem } from "./collection.ts";
import { pathText } from "./plan_decks.ts";

const MOST_NAMED = 10;

/** One sentence, for a collection may have many. `file` is what the person calls the files. */
export function emptyDecks(
  { decks, notes }: Pick<Collection, "decks" | "notes">,
  file: string,
): readonly CollectionProblem[] {
  const used = new Set(notes.flatMap(({ deck, cards }) => [deck, ...cards.map((card) => card.deck)]));
  const full = new Set<string>();
  for (const index of used) {
    const path = decks[index]?.path ?? [];
    path.forEach((_, depth) => full.add(keyOf(path.slice(0, depth + 1))));
  }
  const empty = decks.filter(({ path }) => !full.has(keyOf(path)));
  if (empty.length === 0) return [];
  const names = empty.slice(0, MOST_NAMED).map(({ path }) => path.join("::").slice(0, 80)).join(", ");
  const more = empty.length > MOST_NAMED ? ` and ${empty.length - MOST_NAMED} more` : "";
  return [{
    place: { file, line: undefined, column: undefined },
    kind: "skipped",
    message: `${empty.length === 1 ? "A deck" : `${empty.length} decks`} without any note: ${names}${more}`,
    expected: "a note in it: a deck is made here when one comes for it",
  }];
}

function keyOf(path: readonly string[]): string {
  return pathText(path).toLowerCase();
}
