/** Formulas of a file that KaTeX cannot set: they are taken, and their cards show them as they are written. */
import { unsettableFormulas } from "../anki/formulas.ts";
import type { Collection, CollectionProblem } from "./collection.ts";
import type { NoteType, NoteValues } from "./note_type.ts";

const MOST_TOLD = 300;
/** Without one of these there is no formula. */
const SIGNS = /\\\(|\\\[|\[\$|\[latex\]|<anki-mathjax/i;

/** One for each formula that differs, where it is met first; the last says how many more there are. */
export function formulaProblems({ notes, noteTypes }: Collection): readonly CollectionProblem[] {
  const types = new Map(noteTypes.map((type) => [type.key, { type, inTemplates: hasSigns(type) }]));
  const told = new Set<string>();
  const problems: CollectionProblem[] = [];
  for (const { noteType, fields, summary, place } of notes) {
    const found = types.get(noteType ?? "");
    if (found === undefined || !(found.inTemplates || SIGNS.test(fields))) continue;
    const values: NoteValues = JSON.parse(fields);
    for (const { tex, message, field, template } of unsettableFormulas(found.type, values)) {
      if (told.has(tex)) continue;
      told.add(tex);
      if (problems.length >= MOST_TOLD) continue;
      const where = field === undefined ? `the template ${template ?? ""}` : `the field ${field}`;
      problems.push({
        place,
        kind: "changed",
        message: `The formula ${short(tex)} in ${where} of “${short(summary)}” cannot be set (${message})`,
        expected: "LaTeX that KaTeX knows; until then the card shows the formula as it is written",
      });
    }
  }
  const [first] = problems;
  if (first === undefined || told.size <= MOST_TOLD) return problems;
  return [...problems, { ...first, message: `${told.size - MOST_TOLD} formulas more cannot be set` }];
}

function hasSigns({ templates }: NoteType): boolean {
  return templates.some(({ front, back }) => SIGNS.test(front) || SIGNS.test(back));
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
