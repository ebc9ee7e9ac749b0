/** The cards that a note of a note type has, by Anki's rules. */
import type { NotePlace, Side } from "../card_type.ts";
import type { NoteTemplate, NoteType, NoteValues } from "../imports/note_type.ts";
import { clozeNumbers } from "./cloze.ts";
import { hasFront } from "./render.ts";

/** t1, t2: templates with something on their front; c1, c2: numbers of deletions. */
export function ankiSides(noteType: NoteType, values: NoteValues, place: NotePlace): readonly Side[] {
  if (noteType.kind === "cloze") {
    return clozeNumbers(noteType.fields.map(({ name }) => values[name] ?? "")).map((number) => ({
      key: `c${number}`,
      label: `deletion ${number}`,
      generator: undefined,
    }));
  }
  return noteType.templates.flatMap((template, index) =>
    hasFront({ noteType, values, place, template, number: index + 1 })
      ? [{ key: `t${index + 1}`, label: template.name, generator: undefined }]
      : []
  );
}

/**
 * The template and number that a side's key names, also where the note's fields leave it empty now: its card is still
 * there, and says so. undefined for keys of no card of this note type.
 */
export function templateOf(
  noteType: NoteType,
  side: string,
): { readonly template: NoteTemplate; readonly number: number } | undefined {
  const [, kind, digits = ""] = /^([tc])([1-9]\d{0,4})$/.exec(side) ?? [];
  const number = Number(digits);
  const isCloze = noteType.kind === "cloze";
  const template = noteType.templates[isCloze ? 0 : number - 1];
  return template === undefined || kind !== (isCloze ? "c" : "t") ? undefined : { template, number };
}
