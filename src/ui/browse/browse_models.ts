/** What the browser of cards is drawn from. */
import type { Html } from "../models.ts";

export const SORTS = [
  ["position", "Place in the deck"],
  ["text", "Text"],
  ["deck", "Deck"],
  ["due", "Due"],
  ["interval", "Interval"],
  ["reviews", "Reviews"],
  ["lapses", "Lapses"],
  ["stability", "Stability"],
  ["difficulty", "Difficulty"],
  ["added", "Added"],
  ["changed", "Changed"],
] as const;

export type Sort = typeof SORTS[number][0];

export interface BrowseRow {
  /** From 1. */
  readonly row: number;
  readonly cardId: number;
  readonly noteId: number;
  readonly summary: Html;
  readonly label: string;
  readonly deck: string;
  readonly deckSlug: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: string;
  readonly reviews: number;
  readonly lapses: number;
  readonly flag: number;
  readonly suspended: boolean;
  readonly leech: boolean;
}

export interface BrowseWindow {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly BrowseRow[];
}

export interface BrowseModel {
  readonly text: string;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly by: "card" | "note";
  readonly problem: {
    readonly message: string;
    readonly mend: string;
    readonly before: string;
    readonly at: string;
    readonly after: string;
  } | undefined;
  /** Notes whose text is not in the index yet. */
  readonly waiting: number;
  readonly window: BrowseWindow;
}

/** What can be done with the cards that are ticked, and the edit that can be taken back. */
export interface BulkModel {
  /** The person's own decks, which notes can be moved to. */
  readonly decks: readonly { readonly slug: string; readonly name: string }[];
  readonly lastEdit: { readonly id: number; readonly text: string } | undefined;
}

/** The address of a window of the same search. */
export function browseAddress(
  { text, sort, descending, by }: Pick<BrowseModel, "text" | "sort" | "descending" | "by">,
  from: number,
  path = "/browse",
): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (sort !== "position") query.set("sort", sort);
  if (descending) query.set("order", "down");
  if (by !== "card") query.set("by", by);
  if (from > 0) query.set("from", String(from));
  return query.size === 0 ? path : `${path}?${query}`;
}
