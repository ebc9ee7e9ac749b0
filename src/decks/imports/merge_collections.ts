/** Several files imported at once become one collection: what they share is there once, what they call alike is told apart. */
import type {
  CollectedDeck,
  CollectedMedia,
  CollectedPreset,
  Collection,
  CollectionProblem,
} from "./collection.ts";
import { withMediaNames } from "./media_references.ts";
import type { NoteType } from "./note_type.ts";
import { isStatic } from "./plan_media.ts";
import { mergeRemarks } from "./review_remarks.ts";
import { copyOf, schemaOf } from "./plan_note_types.ts";

/** Throws RangeError for an empty list. */
export function mergeCollections(collections: readonly Collection[]): Collection {
  const [first] = collections;
  if (first === undefined) throw new RangeError("Cannot merge collections: there is none");
  if (collections.length === 1) return first;
  const decks = listByKey<CollectedDeck>(({ path, slug }) => JSON.stringify([slug, path]));
  const noteTypes = new Map<string, NoteType>();
  const media = new Map<string, CollectedMedia>();
  const presets = new Map<string, CollectedPreset>();
  const left: CollectionProblem[] = [];
  const notes = collections.flatMap((collection, index) => {
    const presetKeys = addPresets(presets, collection.presets, index);
    const deckAt = collection.decks.map((deck) =>
      decks.add({
        ...deck,
        preset: deck.preset === undefined ? undefined : presetKeys.get(deck.preset) ?? deck.preset,
      })
    );
    const typeKeys = addNoteTypes(noteTypes, collection.noteTypes);
    const mediaNames = addMedia(media, collection.media);
    left.push(...staticLeft(media, collection));
    const at = (deck: number) => deckAt[deck] ?? deck;
    return collection.notes.map((note) => ({
      ...note,
      deck: at(note.deck),
      noteType: note.noteType === undefined ? undefined : typeKeys.get(note.noteType) ?? note.noteType,
      fields: withMediaNames(note.fields, mediaNames),
      cards: note.cards.map((card) => ({ ...card, deck: at(card.deck) })),
    }));
  });
  const missing = new Map(
    collections.flatMap(({ missingMedia }) => missingMedia.map((one) => [one.name, one] as const)),
  );
  return {
    title: [...new Set(collections.map(({ title }) => title))].join(", "),
    decks: decks.items,
    noteTypes: [...noteTypes.values()],
    notes,
    presets: [...presets.values()],
    media: [...media.values()],
    missingMedia: [...missing.values()].filter(({ name }) => !media.has(name)),
    problems: [...collections.flatMap(({ problems }) => problems), ...left],
    formulas: collections.flatMap(({ formulas = [] }) => formulas),
    rowsLeft: mergeRemarks(collections.map(({ rowsLeft = [] }) => rowsLeft)),
    hasSchedules: collections.some(({ hasSchedules }) => hasSchedules),
  };
}

function listByKey<T>(keyOf: (item: T) => string) {
  const places = new Map<string, number>();
  const items: T[] = [];
  return {
    items,
    /** The place of the item, or of the one that it is the same as. */
    add(item: T): number {
      const key = keyOf(item);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, items.length);
      return items.push(item) - 1;
    },
  };
}

/** What this file's notes are to call their types by. Of two versions with one schema the newer is taken. */
function addNoteTypes(all: Map<string, NoteType>, types: readonly NoteType[]): ReadonlyMap<string, string> {
  return new Map(types.map((type) => {
    const before = all.get(type.key);
    const isOther = before !== undefined && schemaOf(before) !== schemaOf(type);
    const added = isOther ? copyOf(type) : type;
    const known = all.get(added.key);
    if (known === undefined || added.modifiedAt > known.modifiedAt) all.set(added.key, added);
    return [type.key, added.key];
  }));
}

/** New names for files of this collection whose name means another file in one before it. */
function addMedia(
  all: Map<string, CollectedMedia>,
  files: readonly CollectedMedia[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const file of files) {
    const before = all.get(file.name);
    if (before === undefined) all.set(file.name, file);
    if (before === undefined || before.hash === file.hash || isStatic(file.name)) continue;
    const name = file.name.replace(/(\.[^.]*)?$/, `-${file.hash.slice(0, 12)}$1`);
    renamed.set(file.name, name);
    all.set(name, { ...file, name });
  }
  return renamed;
}

/** Files that templates name keep their name, so that of two that differ one has to go. */
function staticLeft(
  all: ReadonlyMap<string, CollectedMedia>,
  { media, notes }: Collection,
): readonly CollectionProblem[] {
  const file = notes[0]?.place.file ?? "";
  return media.filter(({ name, hash }) => isStatic(name) && all.get(name)?.hash !== hash).map(({ name }) => ({
    place: { file, line: undefined, column: undefined },
    kind: "skipped",
    message: `The file ${name.slice(0, 80)} is another one in a file before this one, which is taken`,
    expected: "names of their own for files that templates use, or imports one after the other",
  }));
}

function addPresets(
  all: Map<string, CollectedPreset>,
  presets: readonly CollectedPreset[],
  index: number,
): ReadonlyMap<string, string> {
  return new Map(presets.map((preset) => {
    const before = all.get(preset.key);
    const isOther = before !== undefined && JSON.stringify(before) !== JSON.stringify(preset);
    const key = isOther ? `${preset.key}/${index}` : preset.key;
    all.set(key, { ...preset, key });
    return [preset.key, key];
  }));
}
