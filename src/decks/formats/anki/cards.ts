/** The cards of a collection with their schedules, by note, and the reviews of each. */
import type { AnkiCardState, AnkiReview } from "../../../scheduling/anki_history.ts";
import type { AnkiDatabase, Row } from "./database.ts";
import type { HistoryRows } from "./history_rows.ts";
import { readJsonLeniently } from "./json.ts";
import type { Problems } from "./problems.ts";

export interface AnkiCard {
  readonly id: number;
  /** Id of the deck it is at home in, also while a filtered one has it. */
  readonly deck: number;
  /** Id of the filtered deck that has it. */
  readonly lentTo: number | undefined;
  /** Index of its template, or number of its deletion less one. */
  readonly ord: number;
  readonly flag: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** Place among the new cards that it has, or had before it was learnt; undefined where nothing says so. */
  readonly position: number | undefined;
  readonly state: AnkiCardState;
}

/** What holds for all cards of a collection. */
export interface CollectionStart {
  readonly madeAt: number;
  readonly westOffset: number | undefined;
  /** 1: of Anki's first scheduler. */
  readonly scheduler: 1 | 2;
}

const FLAGS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const TYPES = [0, 1, 2, 3] as const;
const KINDS = [0, 1, 2, 3, 4, 5] as const;

/** Cards by the id of their note, in order. Throws Unreadable. */
export function readCards(
  database: AnkiDatabase,
  { start, problems }: { readonly start: CollectionStart; readonly problems: Problems },
): ReadonlyMap<number, readonly AnkiCard[]> {
  const byNote = new Map<number, AnkiCard[]>();
  let unknown = 0;
  for (const row of database.rows("cards", CARD_COLUMNS)) {
    if (TYPES[row.integer(4)] === undefined) unknown++;
    const cards = byNote.get(row.integer(1));
    const card = cardOf(row, start);
    if (cards === undefined) byNote.set(row.integer(1), [card]);
    else cards.push(card);
  }
  for (const cards of byNote.values()) cards.sort((a, b) => a.ord - b.ord || a.id - b.id);
  if (unknown > 0) {
    problems.add(
      "changed",
      `Cards in a state that Anki does not know: ${unknown}; they come as new cards`,
      "Tools, Check Database in Anki mends them before an export.",
    );
  }
  return byNote;
}

const CARD_COLUMNS = [
  "id",
  "nid",
  "did",
  "ord",
  "type",
  "queue",
  "due",
  "ivl",
  "factor",
  "reps",
  "lapses",
  "left",
  "odue",
  "odid",
  "flags",
  "data",
];

function cardOf(row: Row, { madeAt, westOffset }: CollectionStart): AnkiCard {
  const isFiltered = row.integer(13) !== 0;
  const type = TYPES[row.integer(4)];
  const data = readJsonLeniently(row.text(15));
  const lastReviewSeconds = data.number("lrt");
  const state: AnkiCardState = {
    type: type ?? 0,
    queue: type === undefined ? 0 : row.integer(5),
    due: row.integer(6),
    originalDue: row.integer(12),
    isFiltered,
    intervalDays: Math.max(0, row.integer(7)),
    factor: Math.max(0, row.integer(8)),
    reps: Math.max(0, row.integer(9)),
    lapses: Math.max(0, row.integer(10)),
    stepsLeft: Math.max(0, row.integer(11)) % 1000,
    stability: data.number("s"),
    difficulty: data.number("d"),
    lastReviewAt: lastReviewSeconds === undefined ? undefined : lastReviewSeconds * 1000,
    collectionMadeAt: madeAt,
    collectionWestOffset: westOffset,
  };
  const newDue = isFiltered && state.originalDue !== 0 ? state.originalDue : state.due;
  return {
    id: row.integer(0),
    deck: isFiltered ? row.integer(13) : row.integer(2),
    lentTo: isFiltered ? row.integer(2) : undefined,
    ord: row.integer(3),
    flag: FLAGS[row.integer(14) & 7] ?? 0,
    position: state.type === 0 ? newDue : data.number("pos"),
    state,
  };
}

/** Reviews by the id of their card, oldest first. Throws Unreadable. */
export function readReviews(database: AnkiDatabase, rows: HistoryRows): Map<number, readonly AnkiReview[]> {
  const byCard = new Map<number, AnkiReview[]>();
  if (!database.has("revlog")) return byCard;
  for (const row of database.rows("revlog", REVIEW_COLUMNS)) {
    const kind = KINDS[row.integer(7)];
    const ease = row.integer(2);
    if (kind === undefined || ease < 0 || ease > 4) {
      rows.unknown({ card: row.integer(1), row: row.integer(0) });
      continue;
    }
    const review: AnkiReview = {
      id: row.integer(0),
      ease,
      interval: row.integer(3),
      lastInterval: row.integer(4),
      factor: row.integer(5),
      tookMs: Math.max(0, row.integer(6)),
      kind,
    };
    const reviews = byCard.get(row.integer(1));
    if (reviews === undefined) byCard.set(row.integer(1), [review]);
    else reviews.push(review);
  }
  for (const reviews of byCard.values()) reviews.sort((a, b) => a.id - b.id);
  return byCard;
}

const REVIEW_COLUMNS = ["id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type"];
