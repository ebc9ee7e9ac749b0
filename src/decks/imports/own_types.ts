/** Files that name a note type without bringing it mean the person's own of that name. */
import type { CollectedNote, Collection } from "./collection.ts";
import { isMadeType } from "./made_note_types.ts";
import type { NoteType, NoteValues } from "./note_type.ts";
import { openNote } from "./open_note.ts";

/** The collection with such notes following the person's types; the columns of a text are fields in their order. */
export function withOwnTypes(collection: Collection, stored: readonly NoteType[]): Collection {
  const own = new Map(collection.noteTypes.flatMap((type): readonly (readonly [string, Adopted])[] => {
    const found = stored.some(({ key }) => key === type.key) ? undefined : ownType(type, stored);
    return found === undefined ? [] : [[type.key, { made: type, own: found }]];
  }));
  if (own.size === 0) return collection;
  const notes = collection.notes.map((note) => {
    const adopted = note.noteType === undefined ? undefined : own.get(note.noteType);
    return adopted === undefined ? note : adoptedNote(note, adopted);
  });
  const used = new Set(notes.map(({ noteType }) => noteType));
  const types = new Map(
    [...collection.noteTypes, ...[...own.values()].map((one) => one.own)].map((type) => [type.key, type]),
  );
  return { ...collection, notes, noteTypes: [...types.values()].filter(({ key }) => used.has(key)) };
}

interface Adopted {
  readonly made: NoteType;
  readonly own: NoteType;
}

/** Of types with the name the one with the same fields, else the first that has room for all of them. */
function ownType(made: NoteType, stored: readonly NoteType[]): NoteType | undefined {
  if (!isMadeType(made)) return undefined;
  const called = stored.filter(({ name }) => name === made.name);
  return called.find((type) => fieldNames(type) === fieldNames(made)) ??
    called.find(({ fields }) => fields.length >= made.fields.length);
}

/** A note that would have no card of the person's type stays as the file has it. */
function adoptedNote(note: CollectedNote, { made, own }: Adopted): CollectedNote {
  const values: NoteValues = JSON.parse(note.fields);
  const isSame = made.fields.every(({ name }) => own.fields.some((field) => field.name === name));
  const fields = JSON.stringify(Object.fromEntries(own.fields.map(({ name }, index) => [
    name,
    values[isSame ? name : made.fields[index]?.name ?? ""] ?? "",
  ])));
  const opened = openNote(note.type, fields, own);
  if (!opened.ok) return note;
  const [first] = note.cards;
  return {
    ...note,
    noteType: own.key,
    fields,
    summary: opened.value.summary,
    cards: opened.value.sides.map((side, index) => ({
      deck: note.deck,
      suspended: false,
      flag: 0,
      history: undefined,
      ...(note.cards[index] ?? first),
      side,
    })),
  };
}

function fieldNames({ fields }: NoteType): string {
  return JSON.stringify(fields.map(({ name }) => name));
}
