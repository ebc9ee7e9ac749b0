/** Note types for files that name one or none, but bring no templates: Anki's own by their names, others by their fields. */
import type { NoteTemplate, NoteType } from "./note_type.ts";

const MOST_FIELDS = 100;

interface Stock {
  readonly name: string;
  readonly kind: NoteType["kind"];
  readonly fields: readonly string[];
  readonly templates: readonly NoteTemplate[];
}

const forward: NoteTemplate = {
  name: "Card 1",
  front: "{{Front}}",
  back: "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}",
};
const backward: NoteTemplate = {
  name: "Card 2",
  front: "{{Back}}",
  back: "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}",
};

/** The types that every Anki collection begins with. Source: ankitects/anki, rslib/src/notetype/stock.rs. */
const STOCK: readonly Stock[] = [
  { name: "Basic", kind: "normal", fields: ["Front", "Back"], templates: [forward] },
  {
    name: "Basic (and reversed card)",
    kind: "normal",
    fields: ["Front", "Back"],
    templates: [forward, backward],
  },
  {
    name: "Basic (optional reversed card)",
    kind: "normal",
    fields: ["Front", "Back", "Add Reverse"],
    templates: [forward, { ...backward, front: "{{#Add Reverse}}{{Back}}{{/Add Reverse}}" }],
  },
  {
    name: "Basic (type in the answer)",
    kind: "normal",
    fields: ["Front", "Back"],
    templates: [{
      name: "Card 1",
      front: "{{Front}}\n\n{{type:Back}}",
      back: "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}",
    }],
  },
  {
    name: "Cloze",
    kind: "cloze",
    fields: ["Text", "Back Extra"],
    templates: [{
      name: "Cloze",
      front: "{{cloze:Text}}",
      back: "{{cloze:Text}}<br>\n{{Back Extra}}",
    }],
  },
];

export const stockTypes: readonly NoteType[] = STOCK.map(({ name, kind, fields, templates }) =>
  noteType({ key: `name:${name}`, name, kind, fields, templates })
);

/** The type of Anki's own that has this name. */
export function stockType(name: string): NoteType | undefined {
  return stockTypes.find((type) => type.name === name);
}

/** A type under a name that the file gives, or under its fields; its cards ask the first field. */
export function typeOfFields(name: string | undefined, fields: readonly string[]): NoteType {
  const called = name ?? fields.join(", ").slice(0, 100);
  const [first = "Front", ...rest] = fields;
  return noteType({
    key: name === undefined ? `fields:${fields.join("\t")}` : `name:${name}`,
    name: called,
    kind: "normal",
    fields,
    templates: [{
      name: "Card 1",
      front: `{{${first}}}`,
      back: `{{FrontSide}}\n\n<hr id=answer>\n\n${rest.map(shownIfFilled).join("\n")}`,
    }],
  });
}

/** As typeOfFields, with the deletions of the first field. */
export function clozeTypeOfFields(name: string | undefined, fields: readonly string[]): NoteType {
  const [first = "Text", ...rest] = fields;
  return noteType({
    key: name === undefined ? `cloze:${fields.join("\t")}` : `name:${name}`,
    name: name ?? `Cloze: ${fields.join(", ").slice(0, 100)}`,
    kind: "cloze",
    fields,
    templates: [{
      name: "Cloze",
      front: `{{cloze:${first}}}`,
      back: `{{cloze:${first}}}\n${rest.map(shownIfFilled).join("\n")}`,
    }],
  });
}

/** Names as templates can call fields by: no signs of the template language, not empty, each once. */
export function fieldNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.slice(0, MOST_FIELDS).map((given, index) => {
    const bare = given.replace(/[{}":\p{Cc}]/gu, " ").replace(/\s+/g, " ").trim().replace(/^[#^/]+\s*/, "");
    const wanted = bare.slice(0, 80).trim() || `Field ${index + 1}`;
    let name = wanted;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${wanted} ${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** What fields are called in a file that does not say. */
export function plainFieldNames(count: number, kind: NoteType["kind"]): readonly string[] {
  const known = kind === "cloze" ? ["Text", "Back Extra"] : ["Front", "Back"];
  return Array.from({ length: Math.max(count, 2) }, (_, index) => known[index] ?? `Field ${index + 1}`);
}

function shownIfFilled(name: string): string {
  return `{{#${name}}}<div>{{${name}}}</div>{{/${name}}}`;
}

function noteType({ key, name, kind, fields, templates }: Stock & { readonly key: string }): NoteType {
  return {
    key: key.slice(0, 500),
    name,
    kind,
    fields: fields.map((field) => ({ name: field, rtl: false, description: "" })),
    templates,
    css: "",
    latexPre: "",
    latexPost: "",
    sortField: 0,
    modifiedAt: 0,
  };
}

/** Types that were made here for a file which names or lists fields, but brings no type of its own. */
export function isMadeType({ key }: NoteType): boolean {
  return key.startsWith("name:") || key.startsWith("fields:");
}
