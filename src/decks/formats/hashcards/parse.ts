/** Parses the text of a hashcards deck: `Q:`, `A:` and `C:` at the start of lines. */
import { deletion } from "../markdown_notes/add_note.ts";

export type HashCard =
  | { readonly kind: "basic"; readonly question: string; readonly answer: string; readonly line: number }
  | { readonly kind: "cloze"; readonly text: string; readonly line: number };

export interface HashDeck {
  /** From the front matter. */
  readonly name: string | undefined;
  readonly cards: readonly HashCard[];
  readonly problems: readonly {
    readonly line: number;
    readonly message: string;
    readonly expected: string;
  }[];
}

interface Open {
  readonly kind: "question" | "answer" | "cloze";
  readonly line: number;
  readonly question: readonly string[];
  readonly lines: string[];
}

/** Source: eudoxia0/hashcards, src/parser.rs. */
export function parseHashcards(text: string): HashDeck {
  const lines = text.split("\n");
  const closing = lines[0]?.trim() === "---"
    ? lines.findIndex((line, at) => at > 0 && line.trim() === "---")
    : -1;
  const front = lines.slice(1, Math.max(closing, 1)).join("\n");
  const cards: HashCard[] = [];
  const problems: { line: number; message: string; expected: string }[] = [];
  let open: Open | undefined;
  let fence: string | undefined;

  const complain = (line: number, message: string, expected: string) =>
    problems.push({ line, message, expected });

  function close(): void {
    if (open === undefined) return;
    const { kind, line, question, lines: body } = open;
    const rest = body.join("\n").trim();
    if (kind === "question") complain(line, "The question has no answer", "a line `A: ...` after it");
    else if (kind === "cloze") cards.push({ kind: "cloze", text: rest, line });
    else cards.push({ kind: "basic", question: question.join("\n").trim(), answer: rest, line });
    open = undefined;
  }

  for (const [index, line] of lines.entries()) {
    if (index <= closing) continue;
    fence = fenceAfter(line, fence);
    const tag = /^([QAC]):(.*)$/.exec(line);
    if (tag === null) {
      if (line.trim() === "---" && fence === undefined) close();
      else open?.lines.push(line);
      continue;
    }
    fence = undefined;
    const body = tag[2] ?? "";
    if (tag[1] !== "A") {
      close();
      open = { kind: tag[1] === "C" ? "cloze" : "question", line: index + 1, question: [], lines: [body] };
    } else if (open?.kind === "question") {
      open = { kind: "answer", line: open.line, question: open.lines, lines: [body] };
    } else {
      complain(index + 1, "The answer has no question", "a line `Q: ...` before it");
      close();
    }
  }
  close();
  return { name: /^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]+)["']/m.exec(front)?.[1], cards, problems };
}

/** Brackets become deletions, numbered from 1; those of pictures, and escaped ones, stay. undefined where one cannot. */
export function withDeletions(text: string): string | undefined {
  const done: string[] = [];
  let since = "";
  let isOpen = false;
  let inPicture = false;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "\\") {
      since += text.slice(at, at + 2);
      at += 1;
    } else if (sign === "[" && !inPicture && text[at - 1] === "!") {
      inPicture = true;
      since += sign;
    } else if (sign === "]" && inPicture) {
      inPicture = false;
      since += sign;
    } else if (sign === "[" && !inPicture) {
      done.push(since);
      [since, isOpen] = ["", true];
    } else if (sign === "]" && isOpen) {
      count += 1;
      const written = deletion(count, since, undefined);
      if (written === undefined) return undefined;
      done.push(written);
      [since, isOpen] = ["", false];
    } else if (sign !== "]") since += sign;
  }
  return done.join("") + since;
}

/** The text as it is read without its brackets: what a cloze card is known by. */
export function withoutBrackets(text: string): string {
  return text.replace(/[[\]]/g, "");
}

function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (mark === undefined) return fence;
  if (fence === undefined) return mark;
  return mark[0] === fence[0] && mark.length >= fence.length ? undefined : fence;
}
