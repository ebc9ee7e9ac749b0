/** The filters of Anki's templates, from the field outwards: {{hint:furigana:Field}}. */
import { escapeHtml } from "../../text/escape.ts";
import { htmlText } from "../../text/html_text.ts";
import { onlyClozes, revealClozes } from "./cloze.ts";

/** The card that is shown, as far as filters care. */
export interface FilterContext {
  /** Number of its deletion, or place of its template from 1. */
  readonly number: number;
  readonly question: boolean;
}

/** Names of filters in the order of their application; names that are not known change nothing, as in Anki. */
export function applyFilters(
  html: string,
  { filters, field, context }: {
    readonly filters: readonly string[];
    readonly field: string;
    readonly context: FilterContext;
  },
): string {
  if (filters.at(-1) === "type") return typePlace(filters, field);
  return filters.reduce((text, filter) => applied(text, { filter, field, context }), html);
}

/** Where the answer is typed, or compared on the back. */
function typePlace(filters: readonly string[], field: string): string {
  const [first] = filters;
  const special = filters.length === 2 && (first === "cloze" || first === "nc") ? `${first}:` : "";
  return `[[type:${special}${field}]]`;
}

function applied(
  text: string,
  { filter, field, context }: {
    readonly filter: string;
    readonly field: string;
    readonly context: FilterContext;
  },
): string {
  switch (filter) {
    case "text":
      return htmlText(text);
    case "cloze":
      return revealClozes(text, context);
    case "cloze-only":
      return onlyClozes(text, context);
    case "type":
      return typePlace([], field);
    case "hint":
      return hint(text, field);
    case "furigana":
      return readings(text, (base, reading) => `<ruby>${base}<rt>${reading}</rt></ruby>`);
    case "kanji":
      return readings(text, (base) => base);
    case "kana":
      return readings(text, (_, reading) => reading);
    default:
      return filter.startsWith("tts ") ? spoken(text) : text;
  }
}

function hint(text: string, field: string): string {
  if (text.trim() === "") return text;
  // Line breaks where Anki has them: {{text:hint:Field}} leaves only them between name and text.
  return `\n<details class="hint"><summary>\n${escapeHtml(field)}</summary>\n<div>${text}</div></details>\n`;
}

/** Anki's signs for a text that the device reads aloud, which is not done here. */
export function spoken(text: string): string {
  if (text.trim() === "") return "";
  return `<details class="spoken"><summary>Read aloud in Anki. Show the text</summary><div>${text}</div></details>`;
}

/**
 * ` 日本[にほん]`: a run without spaces, and in brackets how it is read; the space before it belongs to it. Read in one
 * pass, since a pattern would try every letter of a long text as a beginning.
 */
function readings(html: string, shown: (base: string, reading: string) => string): string {
  const text = html.replaceAll("&nbsp;", " ");
  let out = "";
  let done = 0;
  let runStart = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === " " || sign === ">") runStart = at + 1;
    if (sign !== "[" || at === runStart) continue;
    const close = text.indexOf("]", at + 2);
    if (close === -1) break;
    const reading = text.slice(at + 1, close);
    if (reading.includes("\n")) continue;
    const start = text[runStart - 1] === " " && runStart > done ? runStart - 1 : runStart;
    const whole = text.slice(start, close + 1);
    out += text.slice(done, start) +
      (reading.startsWith("sound:") ? whole : shown(text.slice(runStart, at), reading));
    done = close + 1;
    runStart = done;
    at = close;
  }
  return out + text.slice(done);
}
