/** Compares a deck as it was read with the deck as it is stored: what an import would do, before it does it. */
import type { Side } from "./card_type.ts";
import type { ParsedDeck, ParsedNote } from "./note.ts";

export interface StoredCard extends Side {
  /** A retired card is asked no more; its history stays. */
  readonly retired: boolean;
}

export interface StoredNote {
  readonly id: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly fields: string;
  readonly summary: string;
  /** Place in the deck, from 0. */
  readonly position: number;
  readonly retired: boolean;
  readonly cards: readonly StoredCard[];
}

export interface StoredDeck {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly order: number;
  readonly notes: readonly StoredNote[];
}

/** What happens to the cards of one note, by side key. Cards that are not named stay as they are. */
export interface CardChanges {
  readonly add: readonly Side[];
  readonly retire: readonly string[];
  readonly revive: readonly string[];
  /** Sides whose label or generator is now another. */
  readonly relabel: readonly Side[];
}

export type NoteAspect = "type" | "fields" | "tags" | "source" | "summary" | "position";

export interface AddedNote {
  readonly note: ParsedNote;
  readonly position: number;
}

/** A note that stays; its progress is untouched whatever changes. */
export interface ChangedNote extends AddedNote {
  readonly changed: readonly NoteAspect[];
  readonly cards: CardChanges;
}

export interface Plan {
  readonly slug: string;
  readonly deck: {
    /** Nothing is stored under this slug yet. */
    readonly isNew: boolean;
    readonly changed: readonly ("name" | "description" | "order")[];
    readonly name: string;
    readonly description: string;
    readonly order: number;
  };
  readonly add: readonly AddedNote[];
  readonly change: readonly ChangedNote[];
  /** Retired notes that are back, with what has changed meanwhile. */
  readonly revive: readonly ChangedNote[];
  /** Notes that are gone from the file, with the sides that were still asked. */
  readonly retire: readonly {
    readonly id: string;
    readonly summary: string;
    readonly cards: readonly string[];
  }[];
  /** Ids of notes that stay as they are. */
  readonly keep: readonly string[];
}

/** Throws RangeError when the two are different decks. */
export function planDeck(parsed: ParsedDeck, stored: StoredDeck | undefined): Plan {
  if (stored !== undefined && stored.slug !== parsed.slug) {
    throw new RangeError(
      `Cannot plan the deck ${parsed.slug} over the deck ${stored.slug}: they are two decks`,
    );
  }
  const storedNotes = new Map(stored?.notes.map((note) => [note.id, note]));
  const add: AddedNote[] = [];
  const change: ChangedNote[] = [];
  const revive: ChangedNote[] = [];
  const keep: string[] = [];
  for (const [position, note] of parsed.notes.entries()) {
    const before = storedNotes.get(note.id);
    if (before === undefined) {
      add.push({ note, position });
      continue;
    }
    const planned = {
      note,
      position,
      changed: changedAspects(note, position, before),
      cards: cardChanges(note, before),
    };
    if (before.retired) revive.push(planned);
    else if (planned.changed.length > 0 || !isEmpty(planned.cards)) change.push(planned);
    else keep.push(note.id);
  }
  const present = new Set(parsed.notes.map(({ id }) => id));
  const retire = (stored?.notes ?? [])
    .filter(({ id, retired, cards }) => !present.has(id) && (!retired || cards.some((card) => !card.retired)))
    .map(({ id, summary, cards }) => ({ id, summary, cards: liveKeys(cards) }));
  const { name, description, order } = parsed;
  const changed = (["name", "description", "order"] as const).filter((key) =>
    stored !== undefined && stored[key] !== parsed[key]
  );
  const deck = { isNew: stored === undefined, changed, name, description, order };
  return { slug: parsed.slug, deck, add, change, revive, retire, keep };
}

/** Whether applying the plan would do anything. */
export function changesAnything(plan: Plan): boolean {
  const notes = plan.add.length + plan.change.length + plan.revive.length + plan.retire.length;
  return plan.deck.isNew || plan.deck.changed.length > 0 || notes > 0;
}

function changedAspects(note: ParsedNote, position: number, before: StoredNote): NoteAspect[] {
  const differs: Readonly<Record<NoteAspect, boolean>> = {
    type: note.type !== before.type,
    fields: note.fields !== before.fields,
    tags: JSON.stringify(note.tags) !== JSON.stringify(before.tags),
    source: note.source !== before.source,
    summary: note.summary !== before.summary,
    position: position !== before.position,
  };
  const aspects = ["type", "fields", "tags", "source", "summary", "position"] as const;
  return aspects.filter((aspect) => differs[aspect]);
}

function cardChanges(note: ParsedNote, before: StoredNote): CardChanges {
  const cards = new Map(before.cards.map((card) => [card.key, card]));
  const sides = new Set(note.sides.map(({ key }) => key));
  return {
    add: note.sides.filter(({ key }) => !cards.has(key)),
    retire: liveKeys(before.cards).filter((key) => !sides.has(key)),
    revive: before.cards.filter(({ key, retired }) => retired && sides.has(key)).map(({ key }) => key),
    relabel: note.sides.filter((side) => {
      const card = cards.get(side.key);
      return card !== undefined && (card.label !== side.label || card.generator !== side.generator);
    }),
  };
}

function liveKeys(cards: readonly StoredCard[]): string[] {
  return cards.filter(({ retired }) => !retired).map(({ key }) => key);
}

function isEmpty({ add, retire, revive, relabel }: CardChanges): boolean {
  return add.length + retire.length + revive.length + relabel.length === 0;
}
