/** Note types as Anki makes them, for tests of imported notes. */
import type { NoteType, NoteValues } from "../../../src/decks/imports/note_type.ts";

const CSS = `.card {
    font-family: arial;
    font-size: 20px;
    line-height: 1.5;
    text-align: center;
    color: black;
    background-color: white;
}
`;

interface Made extends Partial<Omit<NoteType, "fields">> {
  /** Names. */
  readonly fields: readonly string[];
}

export function noteTypeWith({ fields, ...rest }: Made): NoteType {
  return {
    key: "1",
    name: "Basic",
    kind: "normal",
    fields: fields.map((name) => ({ name, rtl: false, description: "" })),
    templates: [{ name: "Card 1", front: "{{Front}}", back: "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}" }],
    css: CSS,
    latexPre: "",
    latexPost: "",
    sortField: 0,
    modifiedAt: 0,
    ...rest,
  };
}

/** One template over the fields that the values name. */
export function oneTemplate(
  front: string,
  values: NoteValues,
  rest: Partial<Omit<NoteType, "fields">> = {},
): NoteType {
  return noteTypeWith({
    fields: Object.keys(values),
    templates: [{ name: "Card 1", front, back: "{{FrontSide}}" }],
    ...rest,
  });
}

export const clozeType = noteTypeWith({
  name: "Cloze",
  kind: "cloze",
  fields: ["Text", "Back Extra"],
  templates: [{ name: "Cloze", front: "{{cloze:Text}}", back: "{{cloze:Text}}<br>\n{{Back Extra}}" }],
  css: `${CSS}.cloze {
    font-weight: bold;
    color: blue;
}
.nightMode .cloze {
    color: lightblue;
}
`,
});

export const typedType = noteTypeWith({
  name: "Basic (type in the answer)",
  fields: ["Front", "Back"],
  templates: [{
    name: "Card 1",
    front: "{{Front}}\n\n{{type:Back}}",
    back: "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}",
  }],
});

/** A note of the type whose answer is typed, as it is stored. */
export const typedNote = {
  noteType: typedType,
  fields: JSON.stringify({ Front: "What scales \\(z\\) in a softmax?", Back: "<b>Temperature</b>" }),
};
