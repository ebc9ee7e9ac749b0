/** The note types that notes of our own become in Anki: like its stock ones, under ids of their own. */
import type { NoteField, NoteTemplate, NoteType } from "../../imports/note_type.ts";

/** ms UTC of the last change to these definitions: a newer one replaces them where they were imported before. */
const CHANGED_AT = Date.UTC(2026, 10, 21);

const CSS = `.card {
  font-family: arial, sans-serif;
  font-size: 20px;
  text-align: center;
  color: black;
  background-color: white;
}
.card ul, .card ol, .card pre { display: inline-block; text-align: left; }
.source { font-size: 14px; color: gray; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
`;

const PREAMBLE = `\\documentclass[12pt]{article}
\\special{papersize=3in,5in}
\\usepackage[utf8]{inputenc}
\\usepackage{amssymb,amsmath}
\\pagestyle{empty}
\\setlength{\\parindent}{0in}
\\begin{document}
`;

const SOURCE = `{{#Source}}<div class="source">{{Source}}</div>{{/Source}}`;

function stockType(
  type: Pick<NoteType, "key" | "name" | "kind" | "templates"> & { readonly fields: readonly string[] },
): NoteType {
  return {
    ...type,
    fields: type.fields.map((name): NoteField => ({ name, rtl: false, description: "" })),
    css: CSS,
    latexPre: PREAMBLE,
    latexPost: "\\end{document}",
    sortField: 0,
    modifiedAt: CHANGED_AT,
  };
}

function template(name: string, front: string, answer: string): NoteTemplate {
  return { name, front, back: `${answer}\n${SOURCE}` };
}

const UNDER_FRONT = "{{FrontSide}}\n\n<hr id=answer>\n\n";

export const BASIC = stockType({
  key: "1732190400001",
  name: "Rehearsal: Basic",
  kind: "normal",
  fields: ["Front", "Back", "Source"],
  templates: [template("Card 1", "{{Front}}", `${UNDER_FRONT}{{Back}}`)],
});

export const REVERSED = stockType({
  key: "1732190400002",
  name: "Rehearsal: Basic (and reversed card)",
  kind: "normal",
  fields: ["Front", "Back", "Source"],
  templates: [
    template("Card 1", "{{Front}}", `${UNDER_FRONT}{{Back}}`),
    template("Card 2", "{{Back}}", `${UNDER_FRONT}{{Front}}`),
  ],
});

export const TYPED = stockType({
  key: "1732190400003",
  name: "Rehearsal: Basic (type in the answer)",
  kind: "normal",
  fields: ["Front", "Back", "Answer", "Source"],
  templates: [
    template(
      "Card 1",
      "{{Front}}\n\n{{type:Answer}}",
      "{{Front}}\n\n<hr id=answer>\n\n{{type:Answer}}\n\n{{Back}}",
    ),
  ],
});

export const CLOZE = stockType({
  key: "1732190400004",
  name: "Rehearsal: Cloze",
  kind: "cloze",
  fields: ["Text", "Back Extra", "Source"],
  templates: [template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")],
});

const KEYS: readonly string[] = [BASIC, REVERSED, TYPED, CLOZE].map(({ key }) => key);

/** Whether a note type of this key is one of these. */
export function isOwnType(key: string): boolean {
  return KEYS.includes(key);
}
