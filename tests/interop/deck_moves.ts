/** In which deck a card lies after a series of imports, by our rule and by Anki's, told from the packages alone. */
import type { AnkiState } from "./state.ts";

interface Home {
  readonly typeId: string;
  readonly schema: string;
  /** Of the version that was imported last. */
  modifiedAt: number;
  fileDeck: string;
  /** Where the note and its cards lie. */
  deck: string;
  readonly cards: Map<string, string>;
}

export interface Moves {
  /** Anki's rule: a card stays where its first import put it. */
  readonly first: string;
  /** Ours: cards that lie with their note go to their own decks in a version, not older, that has it in another one. */
  readonly followed: string;
  /** What the newest version of the note that was imported says of this very card. */
  readonly author: string | undefined;
}

/** `packages`: what each imported file holds, in the order of the imports. */
export function movesOf(packages: readonly AnkiState[], key: string): Moves | undefined {
  const guid = guidOf(key);
  let home: Home | undefined;
  const first = new Map<string, string>();
  let [newest, author]: [number, string | undefined] = [0, undefined];
  for (const held of packages) {
    const cards = cardsOf(held, guid);
    const note = held.notes[guid];
    const fileDeck = cards[0]?.[1];
    if (note === undefined || fileDeck === undefined) continue;
    const schema = schemaOf(held, note.typeId);
    home ??= {
      typeId: note.typeId,
      schema,
      modifiedAt: note.modifiedAt,
      fileDeck,
      deck: fileDeck,
      cards: new Map(),
    };
    if (note.typeId === home.typeId && schema === home.schema) {
      follow(home, { modifiedAt: note.modifiedAt, fileDeck, cards: new Map(cards) });
      for (const [card, deck] of cards) if (!home.cards.has(card)) home.cards.set(card, deck);
    }
    for (const [card, deck] of cards) if (!first.has(card)) first.set(card, deck);
    if (note.modifiedAt >= newest) [newest, author] = [note.modifiedAt, held.cards[key]?.deck];
  }
  const [stayed, followed] = [first.get(key), home?.cards.get(key)];
  if (stayed === undefined || followed === undefined) return undefined;
  return { first: stayed, followed, author };
}

function follow(
  home: Home,
  { modifiedAt, fileDeck, cards }: Pick<Home, "modifiedAt" | "fileDeck" | "cards">,
): void {
  if (modifiedAt < home.modifiedAt) return;
  if (fileDeck !== home.fileDeck && home.deck === home.fileDeck) {
    for (const [card, deck] of home.cards) {
      if (deck === home.deck) home.cards.set(card, cards.get(card) ?? deck);
    }
    home.deck = fileDeck;
  }
  home.fileDeck = fileDeck;
  home.modifiedAt = modifiedAt;
}

/** In the order of the sides. */
function cardsOf({ cards }: AnkiState, guid: string): readonly (readonly [string, string])[] {
  return Object.entries(cards).filter(([key]) => guidOf(key) === guid)
    .map(([key, { deck }]) => [key, deck] as const)
    .sort(([a], [b]) => numberOf(a) - numberOf(b));
}

function guidOf(key: string): string {
  return key.slice(0, key.lastIndexOf(" "));
}

function numberOf(key: string): number {
  return Number(key.slice(key.lastIndexOf(" ") + 2));
}

function schemaOf({ noteTypes }: AnkiState, id: string): string {
  const type = noteTypes[id];
  return JSON.stringify([
    type?.kind,
    type?.fields.map(([name]) => name),
    type?.templates.map(([name]) => name),
  ]);
}
