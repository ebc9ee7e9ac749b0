/** Rows of a package's review log that become part of no card, told with the card that they belong to. */
import type { AnkiReview } from "../../../scheduling/anki_history.ts";
import { type ReviewRemark, type RowExample, rowRemarks } from "../../imports/review_remarks.ts";

interface CardName {
  /** Summary of its note; empty where that cannot be read. */
  readonly note: string;
  readonly label: string;
}

export interface HistoryRows {
  /** A row that no answer can be read from. */
  readonly unknown: (row: { readonly card: number; readonly row: number }) => void;
  /** Of a card that is taken: names it in what is told. */
  readonly named: (card: number, name: CardName) => void;
  /** Of a card that is left out, with its rows. */
  readonly left: (reviews: readonly AnkiReview[], name: CardName) => void;
  /** What is left when all notes are read: rows of cards that are not there. */
  readonly finish: (rest: ReadonlyMap<number, readonly AnkiReview[]>) => readonly ReviewRemark[];
}

/** Cards with unreadable rows whose names are remembered. */
const MOST_NAMED = 5;

export function historyRows(): HistoryRows {
  const remarks = rowRemarks();
  const unknown: { readonly card: number; readonly row: number }[] = [];
  const names = new Map<number, CardName | undefined>();
  let more = 0;
  return {
    unknown(found) {
      if (unknown.length >= MOST_NAMED) more++;
      else {
        unknown.push(found);
        names.set(found.card, undefined);
      }
    },
    named(card, name) {
      if (names.has(card)) names.set(card, name);
    },
    left(reviews, { note, label }) {
      const [first] = reviews;
      if (first === undefined) return;
      remarks.add("left_card", () => ({ note, card: label, row: first.id }), reviews.length);
    },
    finish(rest) {
      for (const { card, row } of unknown) {
        remarks.add("unknown_kind", () => exampleOf(card, row, names.get(card)));
      }
      if (more > 0) remarks.add("unknown_kind", () => exampleOf(0, 0, undefined), more);
      for (const [card, reviews] of rest) {
        const row = reviews[0]?.id ?? 0;
        remarks.add("no_card", () => exampleOf(card, row, undefined), reviews.length);
      }
      return remarks.list();
    },
  };
}

function exampleOf(card: number, row: number, name: CardName | undefined): RowExample {
  return { note: name?.note ?? "", card: name?.label ?? `card ${card}`, row };
}
