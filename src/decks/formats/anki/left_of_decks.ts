/** What of the decks of a package does not come: filtered ones, and settings that belong to a deck alone. */
import type { AnkiCard } from "./cards.ts";
import type { AnkiDeck } from "./decks.ts";
import type { Problems } from "./problems.ts";

interface Cards {
  readonly cards: ReadonlyMap<number, readonly AnkiCard[]>;
  readonly problems: Problems;
}

export function tellDecks(decks: readonly AnkiDeck[], { cards, problems }: Cards): void {
  const lent = new Map<number, number>();
  const used = new Set<number>();
  for (const own of cards.values()) {
    for (const { deck, lentTo } of own) {
      used.add(deck);
      if (lentTo !== undefined) lent.set(lentTo, (lent.get(lentTo) ?? 0) + 1);
    }
  }
  for (const { id, path, isFiltered, own } of decks) {
    const name = `The ${isFiltered ? "filtered deck" : "deck"} “${path.join("::").slice(0, 120)}”`;
    if (isFiltered) {
      const count = lent.get(id) ?? 0;
      problems.add(
        "skipped",
        `${name} is not taken; ${
          count === 1 ? "its card stays" : `its ${count} cards stay`
        } in the decks that lent ${count === 1 ? "it" : "them"}`,
        "Nothing is to be done: Browse finds cards by the words of a filtered deck.",
      );
    }
    if (own.length > 0 && used.has(id)) {
      problems.add(
        "changed",
        `${name} has settings of its own (${
          own.join(", ")
        }), which decks here have not: those of its options hold`,
        "Give the deck options of its own in its settings, if you want them.",
      );
    }
  }
}
