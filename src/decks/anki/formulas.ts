/** Finds the formulas of imported notes that KaTeX cannot set, for the report of an import. */
import { formulaProblem, formulasIn, withoutTexMarks } from "../../text/html_formulas.ts";
import type { NoteType, NoteValues } from "../imports/note_type.ts";
import { clozeNumbers, withoutClozes } from "./cloze.ts";
import { beyondLatex, settledFormulas } from "./latex.ts";
import { renderSides } from "./render.ts";

export interface UnsettableFormula {
  /** The field or the template that holds it; exactly one of the two. */
  readonly field: string | undefined;
  readonly template: string | undefined;
  readonly tex: string;
  readonly message: string;
}

/** In cards such a formula is shown as its source. */
export function unsettableFormulas(noteType: NoteType, values: NoteValues): readonly UnsettableFormula[] {
  const found = noteType.fields.flatMap(({ name }) =>
    problemsIn(withoutClozes(values[name] ?? "")).map((problem) => ({
      field: name,
      template: undefined,
      ...problem,
    }))
  );
  const known = new Set(found.map(({ tex }) => tex));
  const all = noteType.templates.flatMap((template) => {
    // Signs around a field make a formula of it: [latex]{{Front}}[/latex].
    const [number = 1] = clozeNumbers(noteType.fields.map(({ name }) => values[name] ?? ""));
    const { front, back } = renderSides({ noteType, values, template, number, place: NOWHERE });
    // The back of a deletion is whole; on its front pieces of formulas are hidden.
    return problemsIn(noteType.kind === "cloze" ? back : `${front}\n${back}`).map((problem) => ({
      field: undefined,
      template: template.name,
      ...problem,
    }));
  });
  const ofTemplates = all.filter(({ tex }) => !known.has(tex) && known.add(tex));
  return [...found, ...ofTemplates];
}

const NOWHERE = { deck: "", tags: [], flag: 0 } as const;

const SIGN = /\\[([]|\[(?:\$|latex\])|<anki-mathjax/i;

function problemsIn(html: string): readonly { readonly tex: string; readonly message: string }[] {
  if (!SIGN.test(html)) return [];
  const beyond = beyondLatex(html).map((tex) => ({ tex, message: "LaTeX beyond formulas, words and lists" }));
  const formulas = formulasIn(settledFormulas(withoutTexMarks(html))).flatMap((formula) => {
    const problem = formulaProblem(formula)?.message;
    return problem === undefined ? [] : [{ tex: formula.tex, message: problem }];
  });
  return [...beyond, ...formulas];
}
