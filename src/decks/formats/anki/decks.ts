/** The decks of a collection, and in which of them each card is at home. */
import { htmlText } from "../../../text/html_text.ts";
import type { CollectedDeck } from "../../imports/collection.ts";
import type { AnkiDatabase } from "./database.ts";
import { readJsonValues } from "./json.ts";
import { readMessage } from "./wire.ts";

/** A deck as Anki has it. */
export interface AnkiDeck {
  readonly id: number;
  readonly path: readonly string[];
  /** Cards are only lent to it. */
  readonly isFiltered: boolean;
  /** HTML or, since 2.1.50, Markdown. */
  readonly description: string;
  readonly isMarkdown: boolean;
  /** Id of its options. */
  readonly options: number;
  /** What it sets beside its options, which has no counterpart here: "new cards a day 5". */
  readonly own: readonly string[];
}

/** Throws Unreadable. */
export function decksOfTables(database: AnkiDatabase): readonly AnkiDeck[] {
  return [...database.rows("decks", ["id", "name", "kind"])].map((row) => {
    const what = `The deck “${row.text(1).replaceAll("\x1f", "::")}”`;
    const kind = readMessage(row.blob(2), what);
    const normal = readMessage(kind.bytes(1) ?? new Uint8Array(0), what);
    return {
      id: row.integer(0),
      path: pathOf(row.text(1), "\x1f"),
      isFiltered: kind.bytes(1) === undefined && kind.bytes(2) !== undefined,
      description: normal.text(4),
      isMarkdown: normal.number(5) !== 0,
      options: normal.number(1),
      own: ownSettings({
        newPerDay: normal.number(7) || undefined,
        reviewsPerDay: normal.number(6) || undefined,
        desiredRetention: normal.number(10) || undefined,
      }),
    };
  });
}

/** Throws Unreadable. */
export function decksOfJson(decks: string): readonly AnkiDeck[] {
  return readJsonValues(decks, "The list of decks in the package").map((deck) => ({
    id: deck.number("id") ?? 0,
    path: pathOf(deck.text("name"), "::"),
    isFiltered: deck.truth("dyn") ?? false,
    description: deck.text("desc"),
    isMarkdown: deck.truth("md") ?? false,
    options: deck.number("conf") ?? 1,
    own: ownSettings({
      newPerDay: deck.number("newLimit"),
      reviewsPerDay: deck.number("reviewLimit"),
      desiredRetention: deck.number("desiredRetention"),
    }),
  }));
}

interface OwnSettings {
  readonly newPerDay: number | undefined;
  readonly reviewsPerDay: number | undefined;
  readonly desiredRetention: number | undefined;
}

/** Source: proto/anki/decks.proto, Deck.Normal; desired retention is in percent in JSON and a share in tables. */
function ownSettings({ newPerDay, reviewsPerDay, desiredRetention }: OwnSettings): readonly string[] {
  const percent = desiredRetention === undefined
    ? undefined
    : Number((desiredRetention > 1 ? desiredRetention : desiredRetention * 100).toPrecision(4));
  return [
    newPerDay === undefined ? "" : `new cards a day ${newPerDay}`,
    reviewsPerDay === undefined ? "" : `reviews a day ${reviewsPerDay}`,
    percent === undefined ? "" : `desired retention ${percent} %`,
  ].filter((words) => words !== "");
}

const DEEPEST = 50;

function pathOf(name: string, separator: string): readonly string[] {
  const parts = name.normalize("NFC").split(separator).map((part) => part.trim() || "blank");
  return parts.length <= DEEPEST
    ? parts
    : [...parts.slice(0, DEEPEST - 1), parts.slice(DEEPEST - 1).join(" ")];
}

export interface DeckIndex {
  readonly decks: readonly CollectedDeck[];
  /** Index of a card's deck; that of "Default" for ids of no deck, and whether it was one. */
  readonly indexOf: (id: number) => { readonly index: number; readonly isKnown: boolean };
}

const DEFAULT_ID = 1;

/**
 * Decks by path, filtered ones left out. The deck "Default", which every collection has, counts only where it holds
 * something, and `used` tells which do.
 */
export function deckIndex(
  all: readonly AnkiDeck[],
  { used, presets }: { readonly used: ReadonlySet<number>; readonly presets: ReadonlySet<string> },
): DeckIndex {
  const decks: CollectedDeck[] = [];
  const byPath = new Map<string, number>();
  const byId = new Map<number, number>();
  const add = (deck: Omit<AnkiDeck, "id" | "isFiltered" | "own">): number => {
    const key = deck.path.join("\x1f").toLowerCase();
    const there = byPath.get(key);
    if (there !== undefined) return there;
    const preset = String(deck.options);
    byPath.set(key, decks.length);
    decks.push({
      path: deck.path,
      slug: undefined,
      description: deck.isMarkdown ? deck.description : markdownOf(deck.description),
      order: undefined,
      preset: presets.has(preset) ? preset : undefined,
    });
    return decks.length - 1;
  };
  const kept = all.filter(({ id, isFiltered }) => !isFiltered && (id !== DEFAULT_ID || used.has(id)));
  for (const deck of kept.toSorted((a, b) => comparePaths(a.path, b.path))) byId.set(deck.id, add(deck));
  return {
    decks,
    indexOf: (id) => {
      const index = byId.get(id);
      if (index !== undefined) return { index, isKnown: true };
      const path = all.find((deck) => deck.id === DEFAULT_ID)?.path ?? ["Default"];
      return {
        index: add({ path, description: "", isMarkdown: false, options: DEFAULT_ID }),
        isKnown: false,
      };
    },
  };
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join("\x1f"), b.join("\x1f")];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Descriptions are HTML: their words and links, with what Markdown would take for marks escaped. */
function markdownOf(html: string): string {
  const breaks = html.replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, "\n").replace(
    /<li\b[^>]*>/gi,
    "\n• ",
  );
  return htmlText(breaks).replace(/[\\`*_[\]<>#$|~!]/g, "\\$&").replace(/[ \t]+$/gm, "").replace(
    /\n{3,}/g,
    "\n\n",
  ).trim();
}
