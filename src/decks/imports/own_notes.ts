/** Notes that were written here and come back from Anki: known again by the guids that exports give them. */
import { MOST_VARIANTS } from "../exports/export_format.ts";
import { ankiGuid, variantGuid } from "../exports/anki/anki_guid.ts";
import { isOwnType } from "../exports/anki/stock_types.ts";
import type { CollectedNote, Collection } from "./collection.ts";
import type { ImportChoices, PlannableDeck, PlannableNote } from "./import_plan.ts";
import { mediaNamesIn } from "./media_references.ts";
import { pathText } from "./plan_decks.ts";

export function isOwnNote({ noteType }: Pick<CollectedNote, "noteType">): boolean {
  return noteType !== undefined && isOwnType(noteType);
}

/** Addresses of the decks that such notes may stand in: those of their paths, and all that ship. */
export function ownSlugs(
  { decks, notes }: Pick<Collection, "decks" | "notes">,
  stored: readonly PlannableDeck[],
  { under }: Pick<ImportChoices, "under">,
): readonly string[] {
  const places = new Set(notes.filter(isOwnNote).map(({ deck }) => deck));
  if (places.size === 0) return [];
  const paths = new Set(
    [...places].flatMap((place) => {
      const path = decks[place]?.path ?? [];
      return [pathText(path), pathText([...under, ...path])];
    }),
  );
  return stored.filter(({ path, shipped }) => shipped || paths.has(pathText(path))).map(({ slug }) => slug);
}

export function ownNotes(
  collected: readonly CollectedNote[],
  stored: readonly PlannableNote[],
): (note: CollectedNote) => PlannableNote | undefined {
  const wanted = new Set(collected.filter(isOwnNote).map(({ guid }) => guid));
  if (wanted.size === 0) return () => undefined;
  const found = new Map<string, PlannableNote>();
  for (const note of stored) {
    if (note.noteType !== undefined) continue;
    const { deckSlug, guid } = note;
    const whole = ankiGuid(deckSlug, guid);
    const guids = wanted.has(whole)
      ? [whole]
      : Array.from({ length: MOST_VARIANTS }, (_, index) =>
        variantGuid(deckSlug, { guid, number: index + 1 }));
    for (const one of guids) if (wanted.has(one)) found.set(one, note);
  }
  return (note) => isOwnNote(note) ? found.get(note.guid) : undefined;
}

/** Files that only these notes use. */
export function mediaOnlyOf(
  notes: readonly CollectedNote[],
  { notes: all, noteTypes }: Pick<Collection, "notes" | "noteTypes">,
): ReadonlySet<string> {
  if (notes.length === 0) return new Set();
  const left = new Set(notes);
  const namesOf = (texts: readonly string[]) => new Set(texts.flatMap(mediaNamesIn));
  const others = namesOf([
    ...all.filter((note) => !left.has(note)).flatMap(valuesOf),
    ...noteTypes.flatMap((
      { css, templates },
    ) => [css, ...templates.flatMap(({ front, back }) => [front, back])]),
  ]);
  return namesOf(notes.flatMap(valuesOf)).difference(others);
}

function valuesOf({ fields }: CollectedNote): readonly string[] {
  return Object.values(JSON.parse(fields)).map(String);
}
