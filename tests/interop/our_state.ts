/** What a person's collection holds here, in the words of state.ts. */
import { sql } from "drizzle-orm";
import { dayOf } from "../../src/scheduling/day.ts";
import type { Store } from "../../src/store/open.ts";
import type { Person } from "../../src/store/people.ts";
import type { CardState, CollectionState } from "./state.ts";

interface NoteRow {
  readonly guid: string;
  readonly type: string;
  readonly fields: string;
  readonly tags: string;
}

interface CardRow {
  readonly guid: string;
  readonly side: string;
  readonly deck: number;
  readonly flag: number;
  readonly suspended: number;
  readonly buried: string | null;
  readonly phase: string;
  readonly dueKind: string;
  readonly due: number;
  readonly intervalDays: number;
  readonly reps: number;
  readonly lapses: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly reviews: number;
}

export async function stateOf({ db }: Store, person: Person): Promise<CollectionState> {
  const decks = await db.all<{ id: number; name: string; parent: number | null }>(
    sql`select id, name, parent_id as parent from deck where owner_id = ${person.id} and retired_at is null`,
  );
  const byId = new Map(decks.map((deck) => [deck.id, deck]));
  const pathOf = (id: number | null): string => {
    const deck = id === null ? undefined : byId.get(id);
    if (deck === undefined) return "";
    return deck.parent === null ? deck.name : `${pathOf(deck.parent)}::${deck.name}`;
  };
  const notes = await db.all<NoteRow>(sql`select guid, note_type.name as type, fields, tags from note
    join note_type on note_type.id = note.note_type_id where note.retired_at is null`);
  const cards = await db.all<CardRow>(
    sql`select note.guid as guid, card.side as side, card.deck_id as deck, flag,
    suspended, buried_by as buried, phase, due_kind as dueKind, due, interval_days as intervalDays, reviews as reps,
    lapses, stability, difficulty,
    (select count(*) from review where review.card_id = card.id and kind = 'answer') as reviews
    from memory join card on card.id = memory.card_id join note on note.id = card.note_id
    where memory.user_id = ${person.id} and card.retired_at is null`,
  );
  const media = await db.all<{ name: string; hash: string }>(sql`select name, hash from media_name`);
  const today = dayOf(Date.now(), person);
  return {
    notes: Object.fromEntries(
      notes.map(({ guid, type, fields, tags }) => [
        guid,
        { type, fields: JSON.parse(fields), tags: JSON.parse(tags).toSorted() },
      ]),
    ),
    cards: Object.fromEntries(
      cards.map((card) => [`${card.guid} ${card.side}`, cardState(card, { deck: pathOf(card.deck), today })]),
    ),
    decks: decks.map(({ id }) => pathOf(id)).toSorted(),
    media: Object.fromEntries(media.map(({ name, hash }) => [name, hash])),
  };
}

function cardState(
  row: CardRow,
  { deck, today }: { readonly deck: string; readonly today: number },
): CardState {
  const { flag, phase, dueKind, due, reps, lapses, stability, difficulty, reviews, buried } = row;
  return {
    deck,
    flag,
    suspended: row.suspended === 1,
    buried,
    phase,
    position: dueKind === "new" ? due : null,
    dueIn: dueKind === "day" ? due - today : null,
    dueAt: dueKind === "time" ? Math.floor(due / 1000) : null,
    intervalDays: phase === "review" ? row.intervalDays : null,
    reps,
    lapses,
    stability,
    difficulty,
    reviews,
  };
}
