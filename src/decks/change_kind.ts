/** Carries what is written of a note to another kind: parts of a text to fields in their order, and back. */
import { htmlAsMarkdown, markdownAsHtml } from "../text/html_and_markdown.ts";
import { cutParts } from "./formats/deck_lines.ts";
import { readSettings } from "./formats/note_settings.ts";
import type { NoteType, NoteValues } from "./imports/note_type.ts";
import { beginsWithSetting } from "./note_text.ts";

export interface Writing {
  /** Of card types of our own. */
  readonly text: string;
  /** Of note types: HTML by field name. */
  readonly values: NoteValues;
}

export interface Carried extends Writing {
  /** Sentences about what could not be kept as it was. */
  readonly said: readonly string[];
}

/** undefined stands for any card type of our own: these share one text. */
export function carryOver(
  { text, values }: Writing,
  from: NoteType | undefined,
  to: NoteType | undefined,
): Carried {
  if (from === undefined && to === undefined) return { text, values, said: [] };
  if (to === undefined) return from === undefined ? { text, values, said: [] } : textOf(values, from);
  return from === undefined ? fieldsOf(text, to) : { text: "", ...renamed(values, from, to) };
}

function fieldsOf(text: string, { fields }: NoteType): Carried {
  const source = { file: "note", text: text.replace(/\r\n?/g, "\n"), line: 1, column: 1 };
  const read = beginsWithSetting(source.text) ? readSettings(source) : undefined;
  const left = [...read?.settings.keys() ?? []];
  const parts = cutParts(read?.body ?? source).map((part) => markdownAsHtml(part.text));
  const said = left.length === 0
    ? []
    : [`This kind has no settings: ${left.join(", ")} ${left.length === 1 ? "was" : "were"} left out.`];
  return { text: "", values: inOrder(parts, fields.map(({ name }) => name)), said };
}

/** What is more than there are fields stands in the last, below a line. */
function inOrder(parts: readonly string[], names: readonly string[]): NoteValues {
  const last = names.length - 1;
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      index < last ? parts[index] ?? "" : parts.slice(last).filter((part) => part !== "").join("<hr>"),
    ]),
  );
}

function textOf(values: NoteValues, { fields }: NoteType): Carried {
  const written = fields.map(({ name }) => htmlAsMarkdown(values[name] ?? ""));
  const text = written.flatMap((one) => one.text === "" ? [] : [one.text]).join("\n\n---\n\n");
  const lost = [...new Set(written.flatMap((one) => one.lost))];
  const words = lost.map((name) => name === "style" ? "colours and other styling" : `<${name}>`);
  return {
    text,
    values: {},
    said: words.length === 0
      ? []
      : [`Markdown has no words for ${words.join(", ")}: only the text inside is kept.`],
  };
}

/** Fields of the same name keep their text; the others fill what is left, in order. */
function renamed(values: NoteValues, from: NoteType, to: NoteType): Omit<Carried, "text"> {
  const names = to.fields.map(({ name }) => name);
  const same = names.filter((name) => from.fields.some((field) => field.name === name));
  const others = from.fields.flatMap(({ name }) =>
    same.includes(name) || (values[name] ?? "") === "" ? [] : [values[name] ?? ""]
  );
  const free = names.filter((name) => !same.includes(name));
  const kept = Object.fromEntries(same.map((name) => [name, values[name] ?? ""]));
  if (free.length > 0) return { values: { ...kept, ...inOrder(others, free) }, said: [] };
  const last = names.at(-1);
  if (others.length === 0 || last === undefined) return { values: kept, said: [] };
  return {
    values: { ...kept, [last]: [kept[last] ?? "", ...others].filter((one) => one !== "").join("<hr>") },
    said: [`This kind has fewer fields: what stood in the others is at the end of ${last}.`],
  };
}
