/** The notes of a collection with their cards, as they are to be imported. */
import type { AnkiReview } from "../../../scheduling/anki_history.ts";
import { ankiSummary } from "../../anki/summary.ts";
import type { CollectedCard, CollectedNote, Place } from "../../imports/collection.ts";
import type { NoteType } from "../../imports/note_type.ts";
import type { AnkiCard } from "./cards.ts";
import type { AnkiDatabase, Row } from "./database.ts";
import type { DeckIndex } from "./decks.ts";
import type { HistoryRows } from "./history_rows.ts";
import { sideOf } from "./note_types.ts";
import type { Problems } from "./problems.ts";
import { Unreadable } from "./unreadable.ts";

export interface NoteSources {
  readonly database: AnkiDatabase;
  readonly noteTypes: ReadonlyMap<number, NoteType>;
  readonly cards: ReadonlyMap<number, readonly AnkiCard[]>;
  /** Those that become a card's are taken out of it. */
  readonly reviews: Map<number, readonly AnkiReview[]>;
  readonly rows: HistoryRows;
  readonly scheduler: 1 | 2;
  readonly deckIndex: DeckIndex;
  readonly problems: Problems;
  readonly place: Place;
  readonly progress: (done: number) => void;
}

interface Placed {
  readonly note: CollectedNote;
  readonly id: number;
  readonly position: number;
}

/** Of all notes as they are kept, with the names of their fields. The largest decks that people share have half. */
const MOST_CHARACTERS = 400_000_000;
/** A note with pictures written into its text may have some million; each copy of it takes as much again. */
const LONGEST_NOTE = 20_000_000;
const LONGEST_TAGS = 1_000_000;

/** Notes in the order in which Anki would show them first. Throws Unreadable. */
export function readNotes(sources: NoteSources): readonly CollectedNote[] {
  const placed: Placed[] = [];
  let characters = 0;
  const guids = new Set<string>();
  const ids = new Set<number>();
  for (const row of sources.database.rows("notes", ["id", "guid", "mid", "mod", "tags", "flds"])) {
    ids.add(row.integer(0));
    const found = noteOf(row, { ...sources, guids });
    if (found !== undefined) placed.push(found);
    characters += found?.note.fields.length ?? 0;
    if (characters > MOST_CHARACTERS) {
      throw new Unreadable(
        `The notes of the package hold more than ${
          MOST_CHARACTERS / 1e6
        } million characters, names of fields among them`,
        "Export its decks one by one.",
      );
    }
    if (ids.size % 2000 === 0) sources.progress(ids.size);
  }
  const orphans = [...sources.cards.keys()].filter((note) => !ids.has(note));
  for (const note of orphans) {
    for (const card of sources.cards.get(note) ?? []) leaveRows(card, "", sources);
  }
  if (orphans.length > 0) {
    sources.problems.add(
      "skipped",
      `Notes that are missing, though there are cards of them: ${orphans.length}`,
      "Tools, Check Database in Anki removes them.",
    );
  }
  return placed.sort((a, b) => a.position - b.position || a.id - b.id).map(({ note }) => note);
}

function noteOf(row: Row, sources: NoteSources & { readonly guids: Set<string> }): Placed | undefined {
  const { problems, place, noteTypes } = sources;
  const id = row.integer(0);
  const noteType = noteTypes.get(row.integer(2));
  if (noteType === undefined) {
    const start = row.text(5).replaceAll("\x1f", " ").slice(0, 60);
    for (const card of sources.cards.get(id) ?? []) leaveRows(card, start, sources);
    problems.add("skipped", `The note type of “${start}” is missing`, "Tools, Check Database in Anki.");
    return undefined;
  }
  if (row.text(5).length > LONGEST_NOTE || row.text(4).length > LONGEST_TAGS) {
    const start = row.text(5).slice(0, 60).replaceAll("\x1f", " ");
    problems.add(
      "skipped",
      `The note “${start}” has more than ${LONGEST_NOTE / 1e6} million characters, or a million in its tags`,
      "Take files out of its text in Anki, and put them into its media.",
    );
    return undefined;
  }
  const fields = valuesOf(row.text(5), noteType, problems);
  const summary = ankiSummary(
    noteType,
    Object.fromEntries(fields.map(([name, text]) => [name, startOf(text)])),
  );
  const own = sources.cards.get(id) ?? [];
  const cards = cardsOf(own, { ...sources, noteType, summary });
  const [first] = cards;
  if (first === undefined) {
    problems.add(
      "skipped",
      `The note “${summary}” has no cards`,
      "Tools, Empty Cards in Anki; or add a card to it.",
    );
    return undefined;
  }
  const note: CollectedNote = {
    guid: guidOf(row.text(1), { id, summary, ...sources }),
    scope: "collection",
    deck: first.deck,
    type: "anki",
    noteType: noteType.key,
    fields: `{${
      fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")
    }}`,
    tags: tagsOf(row.text(4)),
    source: undefined,
    summary,
    modifiedAt: Math.max(0, row.integer(3)) * 1000,
    cards,
    place,
  };
  const position = own.reduce((least, card) => Math.min(least, card.position ?? Infinity), Infinity);
  return { note, id, position: Math.min(position, Number.MAX_SAFE_INTEGER) };
}

const START = 8000;

/** Enough of a field for one line; pictures written into it left out. */
function startOf(html: string): string {
  if (html.length <= START) return html;
  return html.replace(/\bdata:[^"'\s>]+/gi, "").slice(0, START).replace(/<[^>]*$/, "");
}

/** Values by field name, in the order of the fields. Too many are joined to the last, as Anki does. */
function valuesOf(
  text: string,
  noteType: NoteType,
  problems: Problems,
): readonly (readonly [string, string])[] {
  const values = text.normalize("NFC").split("\x1f");
  const wanted = noteType.fields.length;
  if (values.length !== wanted) {
    problems.add(
      "changed",
      `The note “${
        (values[0] ?? "").slice(0, 60)
      }” comes with ${values.length} of ${wanted} fields of ${noteType.name}`,
      values.length < wanted ? "The missing ones are empty." : "What is too many stands in the last one.",
    );
  }
  return noteType.fields.map(({ name }, index) => {
    const isLast = index === wanted - 1;
    return [name, isLast ? values.slice(index).join("; ") : values[index] ?? ""] as const;
  });
}

function cardsOf(
  all: readonly AnkiCard[],
  { noteType, summary, reviews, rows, scheduler, deckIndex, problems }: NoteSources & {
    readonly noteType: NoteType;
    readonly summary: string;
  },
): readonly CollectedCard[] {
  const keys = new Set<string>();
  return all.flatMap((card): CollectedCard[] => {
    const side = sideOf(noteType, card.ord);
    if (side === undefined || keys.has(side.key)) {
      const why = side === undefined ? `belongs to no template of ${noteType.name}` : "is there twice";
      problems.add(
        "skipped",
        `Card ${card.ord + 1} of “${summary}” ${why}`,
        "Tools, Check Database in Anki.",
      );
      leaveRows(card, summary, { reviews, rows });
      return [];
    }
    keys.add(side.key);
    const own = reviews.get(card.id) ?? [];
    reviews.delete(card.id);
    rows.named(card.id, { note: summary, label: side.label });
    const { index, isKnown } = deckIndex.indexOf(card.deck);
    if (!isKnown) {
      problems.add(
        "changed",
        `The deck of card ${card.ord + 1} of “${summary}” is missing`,
        "It comes to the deck Default.",
      );
    }
    return [{
      side: { ...side, generator: undefined },
      deck: index,
      suspended: card.state.queue === -1,
      flag: card.flag,
      history: {
        state: card.state,
        reviews: own,
        scheduler,
        ...(card.position === undefined ? {} : { position: card.position }),
      },
    }];
  });
}

/** A card that is left out takes its history with it. */
function leaveRows(
  { id, ord }: AnkiCard,
  note: string,
  { reviews, rows }: Pick<NoteSources, "reviews" | "rows">,
): void {
  rows.left(reviews.get(id) ?? [], { note, label: `Card ${ord + 1}` });
  reviews.delete(id);
}

function guidOf(
  text: string,
  { id, summary, guids, problems }: {
    readonly id: number;
    readonly summary: string;
    readonly guids: Set<string>;
    readonly problems: Problems;
  },
): string {
  const isOwn = text !== "" && !guids.has(text);
  const guid = isOwn ? text : `${text}#${id}`;
  if (!isOwn && text !== "") {
    problems.add(
      "changed",
      `The note “${summary}” has the same identity (guid ${text.slice(0, 40)}) as another one`,
      "Both are taken, as notes of their own.",
    );
  }
  guids.add(guid);
  return guid;
}

function tagsOf(text: string): readonly string[] {
  return [...new Set(text.normalize("NFC").split(/[\s\u3000]+/).filter((tag) => tag !== ""))];
}
