/** One line of an imported note, for lists and search. */
import { htmlText } from "../../text/html_text.ts";
import { replaceFormulas, withoutTexMarks } from "../../text/html_formulas.ts";
import type { NoteType, NoteValues } from "../imports/note_type.ts";
import { withoutClozes } from "./cloze.ts";
import { settledFormulas } from "./latex.ts";
import { withoutSounds } from "./sounds.ts";

const LONGEST = 200;

/** The field that lists sort by, or else the first with words; formulas between dollars. */
export function ankiSummary(noteType: NoteType, values: NoteValues): string {
  const first = noteType.fields[noteType.sortField];
  const order = first === undefined ? noteType.fields : [first, ...noteType.fields];
  for (const { name } of order) {
    const line = lineOf(values[name] ?? "");
    if (line !== "") return shortened(line);
  }
  return `A note of ${noteType.name}`;
}

function lineOf(html: string): string {
  const shapes = /\{\{c[\d,]+::image-occlusion:[\s\S]*?\}\}/g;
  const settled = settledFormulas(withoutClozes(withoutSounds(html.replace(shapes, ""))));
  const text = htmlText(settled.replace(/<(?:br|div|p|li|td|tr)\b[^>]*>/gi, " "));
  const signs = text.split("$").length - 1;
  // Two dollars that are money would be read as a formula.
  const money = signs > 1 || (signs === 1 && /\\[([]/.test(text)) ? text.replaceAll("$", "＄") : text;
  return replaceFormulas(withoutTexMarks(money), ({ tex }) => `$${tex.trim()}$`).replace(/\s+/g, " ").trim();
}

function shortened(line: string): string {
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST - 1);
  const open = cut.split("$").length % 2 === 0;
  return `${open ? cut.slice(0, cut.lastIndexOf("$")) : cut}…`;
}
