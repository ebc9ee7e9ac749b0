/** Formulas of a file that KaTeX cannot set: they are taken, and their cards show them as they are written. */
import { unsettableFormulas } from "../anki/formulas.ts";
import type { CollectedFormula, Collection } from "./collection.ts";
import type { NoteType, NoteValues } from "./note_type.ts";

const LONGEST_NOTE = 80;
const LONGEST_TEX = 300;
/** Without one of these there is no formula. */
const SIGNS = /\\\(|\\\[|\[\$|\[latex\]|<anki-mathjax/i;

/** One for each formula that differs, where it is met first. */
export function formulaProblems({ notes, noteTypes, formulas }: Collection): readonly CollectedFormula[] {
  const types = new Map(noteTypes.map((type) => [type.key, { type, inTemplates: hasSigns(type) }]));
  const told = new Set<string>();
  const problems = [...formulas ?? []];
  for (const { noteType, fields, summary, place } of notes) {
    const found = types.get(noteType ?? "");
    if (found === undefined || !(found.inTemplates || SIGNS.test(fields))) continue;
    const values: NoteValues = JSON.parse(fields);
    for (const { tex, message, field, template } of unsettableFormulas(found.type, values)) {
      if (told.has(tex)) continue;
      told.add(tex);
      const where = field === undefined ? `the template ${template ?? ""}` : `the field ${field}`;
      const [shown, note] = [short(tex, LONGEST_TEX), short(summary, LONGEST_NOTE)];
      problems.push({ place, tex: shown, message, where, note });
    }
  }
  return problems;
}

function hasSigns({ templates }: NoteType): boolean {
  return templates.some(({ front, back }) => SIGNS.test(front) || SIGNS.test(back));
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
