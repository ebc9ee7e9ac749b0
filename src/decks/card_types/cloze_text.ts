/** The grammar of deletions: `{{c1::text}}` or `{{c1::text::hint}}`, nested, with balanced braces inside. */
import type { Complaint } from "../source_text.ts";

export interface Deletion {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly hint: string | undefined;
  readonly inner: readonly Deletion[];
}

export interface ClozeText {
  readonly deletions: readonly Deletion[];
  readonly problems: readonly { readonly offset: number; readonly complaint: Complaint }[];
}

interface Opening {
  readonly number: number;
  readonly length: number;
  readonly level: number;
}

const DEEPEST = 10;

const OPEN = /\{\{c(\d+)::/y;
const NEARLY_OPEN = /\{\{[cC]?\d+:{1,2}/y;

export function parseCloze(text: string): ClozeText {
  const problems: { offset: number; complaint: Complaint }[] = [];

  function complain(offset: number, message: string, expected: string): void {
    problems.push({ offset, complaint: { message, expected } });
  }

  function opensAt(at: number): { number: number; length: number } | undefined {
    OPEN.lastIndex = at;
    const [whole, number] = OPEN.exec(text) ?? [];
    if (whole !== undefined) return { number: Number(number), length: whole.length };
    NEARLY_OPEN.lastIndex = at;
    const nearly = NEARLY_OPEN.exec(text)?.[0];
    if (nearly !== undefined) {
      complain(at, `\`${nearly}\` opens no deletion`, "`{{c1::text}}` or `{{c1::text::hint}}`");
    }
    return undefined;
  }

  function readDeletion(start: number, open: Opening): Deletion | undefined {
    if (open.level > DEEPEST) {
      complain(
        start,
        `Deletions stand more than ${DEEPEST} deep in each other`,
        "fewer of them in one another",
      );
      return undefined;
    }
    const contentStart = start + open.length;
    const inner: Deletion[] = [];
    let hintStart: number | undefined;
    let depth = 0;
    let at = contentStart;
    while (at < text.length) {
      const char = text[at];
      const nested = char === "{" ? opensAt(at) : undefined;
      if (nested !== undefined) {
        const deletion = readDeletion(at, { ...nested, level: open.level + 1 });
        if (deletion === undefined) return undefined;
        if (hintStart === undefined) inner.push(deletion);
        else complain(at, "A deletion stands inside a hint", "a hint of plain text");
        at = deletion.end;
      } else if (char === "\\") at += 2;
      else if (char === "{") [depth, at] = [depth + 1, at + 1];
      else if (char === "}" && depth > 0) [depth, at] = [depth - 1, at + 1];
      else if (char === "}" && text[at + 1] === "}") {
        const contentEnd = hintStart === undefined ? at : hintStart - 2;
        const hint = hintStart === undefined ? undefined : text.slice(hintStart, at).trim();
        return {
          number: open.number,
          start,
          end: at + 2,
          contentStart,
          contentEnd,
          hint: hint || undefined,
          inner,
        };
      } else if (text.startsWith("::", at) && depth === 0 && hintStart === undefined) {
        [hintStart, at] = [at + 2, at + 2];
      } else at += 1;
    }
    complain(
      start,
      `The deletion c${open.number} never closes`,
      "`}}` after it, and as many `}` as `{` inside",
    );
    return undefined;
  }

  const deletions: Deletion[] = [];
  for (let at = 0; at < text.length;) {
    const open = text[at] === "{" ? opensAt(at) : undefined;
    const deletion = open === undefined ? undefined : readDeletion(at, { ...open, level: 1 });
    if (deletion !== undefined) {
      deletions.push(deletion);
      at = deletion.end;
    } else at += open !== undefined ? open.length : text[at] === "\\" ? 2 : 1;
  }
  for (const { number, start, contentStart, contentEnd } of allDeletions(deletions)) {
    if (number < 1 || number > 99) {
      complain(start, `The deletion has the number ${number}`, "a number from 1 to 99");
    }
    if (text.slice(contentStart, contentEnd).trim() === "") {
      complain(
        start,
        `The deletion c${number} hides nothing`,
        "the text to be recalled between `::` and `}}`",
      );
    }
  }
  return { deletions, problems };
}

/** Deletions and those inside them, outermost first. */
export function allDeletions(deletions: readonly Deletion[]): readonly Deletion[] {
  return deletions.flatMap((deletion) => [deletion, ...allDeletions(deletion.inner)]);
}

/** The text with its deletion marks blotted out, every other character at its old place: for checks that must
 *  point into the text. Braces stay balanced, so formulas read as they will. */
export function blotted(text: string, deletions: readonly Deletion[]): string {
  const out = [...text.split("")];
  const put = (start: number, piece: string) => piece.split("").forEach((char, i) => out[start + i] = char);
  for (const { start, end, contentStart, contentEnd } of allDeletions(deletions)) {
    const open = contentStart - start;
    put(start, "{" + "{}".repeat(Math.floor((open - 1) / 2)) + (open % 2 === 0 ? " " : ""));
    const close = text.slice(contentEnd, end).replace(/[^\n]/g, " ");
    put(contentEnd, `${close.slice(0, -1)}}`);
  }
  return out.join("");
}
