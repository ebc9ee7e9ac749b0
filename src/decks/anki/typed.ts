/** Judges what was typed into a card as Anki does: letter by letter, formatting aside. */
import { escapeHtml } from "../../text/escape.ts";
import { htmlText } from "../../text/html_text.ts";
import { differences } from "./differences.ts";
import { withoutSounds } from "./sounds.ts";

/** One answer that a card asks to be typed. */
export interface TypedAnswer {
  readonly field: string;
  /** Plain text. */
  readonly expected: string;
  /** Whether accents and other combining marks count. */
  readonly marksCount: boolean;
}

const LONGEST_COMPARED = 1000;

/** The plain text that is to be typed for a field's HTML. */
export function expectedText(html: string): string {
  return htmlText(withoutSounds(html).replace(/(?:\n|<br\s?\/?>|<\/?div>)+/gi, " ")).trim();
}

export function isSame(typed: string, { expected, marksCount }: TypedAnswer): boolean {
  return compared(typed, marksCount) === compared(expected, marksCount);
}

export function differsOnlyInCase(typed: string, { expected, marksCount }: TypedAnswer): boolean {
  return compared(typed, marksCount).toLowerCase() === compared(expected, marksCount).toLowerCase();
}

function compared(text: string, marksCount: boolean): string {
  const trimmed = text.trim();
  return marksCount ? trimmed.normalize("NFC") : trimmed.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** Both texts above each other: what was typed too much struck out, what was missing underlined. */
export function comparisonHtml(typed: string, answer: TypedAnswer): string {
  const given = letters(typed.trim(), answer.marksCount);
  const right = letters(answer.expected, answer.marksCount);
  if (given.length > LONGEST_COMPARED || right.length > LONGEST_COMPARED) return "";
  let above = "";
  let below = "";
  const bare = (all: readonly string[]) => all.map((letter) => compared(letter, answer.marksCount) || letter);
  for (const { same, a, b } of differences(bare(given), bare(right))) {
    const tooMuch = escapeHtml(given.slice(a.start, a.end).join(""));
    const missing = escapeHtml(right.slice(b.start, b.end).join(""));
    above += same || tooMuch === "" ? tooMuch : `<del>${tooMuch}</del>`;
    below += same || missing === "" ? missing : `<ins>${missing}</ins>`;
  }
  return `<div class="typed"><div>${above}</div><div>${below}</div></div>`;
}

/** Letters with the marks that belong to them. */
function letters(text: string, marksCount: boolean): readonly string[] {
  const normal = text.normalize("NFC");
  return marksCount ? [...normal] : [...normal.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(([letter]) => letter);
}
