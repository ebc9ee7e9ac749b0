/** The Markdown of a Mochi card: its template filled in, its sides, its deletions. */
import { fencedLines } from "../../fenced_lines.ts";
import { findInMarkdown } from "../../../text/parse_markdown.ts";
import { deletion } from "../markdown_notes/add_note.ts";

/** `<< Field >>` is what the card's field of that name says. */
export function filled(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/<<[ \t]*([^<>\n]{1,200}?)[ \t]*>>/g, (_, name: string) => values.get(name) ?? "");
}

/** Marks for speech, translation and drawing have nothing to show. */
export function withoutMarks(markdown: string): string {
  return markdown.replace(/<\/?(?:speech|translate|transcribe|draw|input)\b[^<>\n]{0,500}>/g, "");
}

/** Cut at lines that hold only `---`; trimmed, none of them empty. */
export function sidesOf(markdown: string): readonly string[] {
  const { lines } = fencedLines({ file: "", text: markdown, line: 1, column: 1 });
  const sides: string[][] = [[]];
  for (const { text, fenced } of lines) {
    if (!fenced && /^---[ \t]*$/.test(text)) sides.push([]);
    else sides.at(-1)?.push(text);
  }
  return sides.map((side) => side.join("\n").trim()).filter((side) => side !== "");
}

/** `{{text}}` and `{{1::text}}` as deletions of ours; braces of formulas stay. */
export function withDeletions(markdown: string): string {
  const { math } = findInMarkdown(markdown);
  let count = 0;
  return markdown.replace(
    /\{\{(?:(\d{1,2})::)?([^{}\n]{1,2000})\}\}/g,
    (whole, number: string | undefined, text: string, at: number) => {
      if (math.some(({ start, end }) => start < at && at < end)) return whole;
      count += 1;
      return deletion(number === undefined ? count : Number(number), text, undefined) ?? whole;
    },
  );
}
