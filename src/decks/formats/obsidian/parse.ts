/** Parses a note of an Obsidian vault for the cards of its spaced-repetition plugin. */
import { findInMarkdown } from "../../../text/parse_markdown.ts";

export interface Schedule {
  /** Days since 1970-01-01. */
  readonly dueDay: number;
  readonly intervalDays: number;
  /** In percent: 250 is Anki's 2500. */
  readonly ease: number;
}

export interface ObsidianCard {
  readonly kind: "basic" | "reversed" | "cloze";
  /** Text above the separator; of a cloze card all of it. */
  readonly front: string;
  readonly back: string;
  readonly line: number;
  /** Deck tags without `#`, the card's own or those above it; empty where there are none. */
  readonly decks: readonly string[];
  /** By its sides; undefined for one that is new. */
  readonly schedules: readonly (Schedule | "unreadable" | undefined)[];
}

interface Block {
  kind: ObsidianCard["kind"] | undefined;
  line: number;
  readonly lines: string[];
  separator: number;
}

const DECK_TAG = /#(flashcards(?:\/[\p{L}\p{N}_/-]+)?)(?![\p{L}\p{N}_/-])/gu;
const ONLY_TAGS = /^(?:\s*#[\p{L}\p{N}_/-]+)+\s*$/u;
const SCHEDULING = /<!--SR:((?:![^!>]*)+)-->/;

export function hasDeckTag(text: string): boolean {
  return /(?:^|\s)#flashcards(?![\p{L}\p{N}_-])/u.test(text) ||
    frontTags(text).some((tag) => /^flashcards(?:\/|$)/.test(tag));
}

export function hasSchedules(text: string): boolean {
  return text.includes("<!--SR:!");
}

/** Source: st3v3nmw/obsidian-spaced-repetition, src/parser.ts, with its default separators. */
export function parseObsidian(text: string): readonly ObsidianCard[] {
  const lines = text.split("\n");
  const cards: ObsidianCard[] = [];
  let decks: readonly string[] = frontTags(text).filter((tag) => /^flashcards(?:\/|$)/.test(tag));
  let block = emptyBlock();
  let fence: string | undefined;
  let inComment = false;

  function close(): void {
    const card = cardOf(block, decks);
    if (card !== undefined) cards.push(card);
    block = emptyBlock();
  }

  for (let at = frontLines(lines); at < lines.length; at++) {
    const line = lines[at] ?? "";
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || line.trim().startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      push(block, line, at);
    } else if (fence !== undefined) push(block, line, at);
    else if (inComment || (line.startsWith("<!--") && !line.startsWith("<!--SR:"))) {
      inComment = !line.includes("-->");
    } else if (line.trim() === "") close();
    else if (ONLY_TAGS.test(line) && block.kind === undefined) {
      const own = deckTags(line);
      if (own.length > 0) decks = own;
    } else if (/^#{1,6}\s/.test(line) && block.kind === undefined) block = emptyBlock();
    else {
      const single = SCHEDULING.test(line) && line.startsWith("<!--") ? undefined : inlineSeparator(line);
      if (single !== undefined && block.kind === undefined) {
        const next = lines[at + 1] ?? "";
        const scheduled = next.startsWith("<!--SR:");
        const card = inlineCard({ line, at, single, decks, comment: scheduled ? next : line });
        if (card !== undefined) cards.push(card);
        block = emptyBlock();
        if (scheduled) at += 1;
        continue;
      }
      push(block, line, at);
      if (line.trim() === "?" || line.trim() === "??") {
        block.kind = line.trim() === "?" ? "basic" : "reversed";
        block.separator = block.lines.length - 1;
      } else if (block.kind === undefined && /==[^=\s](?:.*?[^=])?==/.test(line)) block.kind = "cloze";
    }
  }
  close();
  return cards;
}

function emptyBlock(): Block {
  return { kind: undefined, line: 1, lines: [], separator: -1 };
}

function push(block: Block, line: string, at: number): void {
  if (block.lines.length === 0) block.line = at + 1;
  block.lines.push(line);
}

function cardOf(block: Block, decks: readonly string[]): ObsidianCard | undefined {
  if (block.kind === undefined) return undefined;
  const whole = block.lines.join("\n");
  const schedules = schedulesIn(whole);
  const [head = "", ...tail] = block.lines.map((line) => line.replace(SCHEDULING, "").trimEnd());
  const { text: first, own } = withoutLeadingTags(head);
  const lines = [first, ...tail];
  const cloze = block.kind === "cloze";
  return {
    kind: block.kind,
    front: (cloze ? lines : lines.slice(0, block.separator)).join("\n").trim(),
    back: cloze ? "" : lines.slice(block.separator + 1).join("\n").trim(),
    line: block.line,
    decks: own.length > 0 ? own : decks,
    schedules,
  };
}

interface Separator {
  readonly start: number;
  readonly sign: "::" | ":::";
}

function inlineCard({ line, at, single, decks, comment }: {
  readonly line: string;
  readonly at: number;
  readonly single: Separator;
  readonly decks: readonly string[];
  readonly comment: string;
}): ObsidianCard | undefined {
  const { text: front, own } = withoutLeadingTags(line.slice(0, single.start));
  return {
    kind: single.sign === "::" ? "basic" : "reversed",
    front: front.trim(),
    back: line.slice(single.start + single.sign.length).replace(SCHEDULING, "").trim(),
    line: at + 1,
    decks: own.length > 0 ? own : decks,
    schedules: schedulesIn(comment),
  };
}

/** The first `::` or `:::` outside of code and formulas. */
function inlineSeparator(line: string): Separator | undefined {
  if (!line.includes("::")) return undefined;
  const spans = findInMarkdown(line).math;
  const masked = line.replace(/(`+)(?:(?!\1).)+\1/g, (code) => " ".repeat(code.length));
  for (const { index, 0: sign } of masked.matchAll(/:{2,}/g)) {
    if (spans.some(({ start, end }) => start < index && index < end)) continue;
    if (sign.length <= 3) return { start: index, sign: sign.length === 3 ? ":::" : "::" };
  }
  return undefined;
}

function withoutLeadingTags(line: string): { readonly text: string; readonly own: readonly string[] } {
  const lead = /^(?:\s*#[\p{L}\p{N}_/-]+(?=\s|$))+/u.exec(line)?.[0] ?? "";
  const own = deckTags(lead);
  return own.length === 0 ? { text: line, own } : { text: line.slice(lead.length), own };
}

function deckTags(text: string): readonly string[] {
  return [...text.matchAll(DECK_TAG)].map(([, tag]) => tag ?? "");
}

/** `!2024-08-16,51,230` for each side; the year 2000 stands for a side that is new. */
function schedulesIn(text: string): ObsidianCard["schedules"] {
  const list = SCHEDULING.exec(text)?.[1]?.split("!").slice(1) ?? [];
  return list.map((item) => {
    const [, date = "", interval, ease] =
      /^(\d{4}-\d{2}-\d{2}),(\d{1,5}(?:\.\d+)?),(\d{2,4})$/.exec(item.trim()) ?? [];
    const dueDay = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    if (!Number.isInteger(dueDay)) return "unreadable";
    if (date.startsWith("2000-01-01")) return undefined;
    return { dueDay, intervalDays: Math.max(1, Math.round(Number(interval))), ease: Number(ease) };
  });
}

function frontLines(lines: readonly string[]): number {
  if (lines[0]?.trim() !== "---") return 0;
  return lines.findIndex((line, at) => at > 0 && line.trim() === "---") + 1;
}

/** Tags of the front matter: `tags: a b`, `tags: [a, b]`, or a list below `tags:`. */
function frontTags(text: string): readonly string[] {
  const lines = text.slice(0, 10_000).split("\n");
  const front = lines.slice(1, Math.max(1, frontLines(lines) - 1));
  const start = front.findIndex((line) => /^tags?[ \t]*:/i.test(line));
  if (start < 0) return [];
  const inline = (front[start] ?? "").replace(/^[^:]*:/, "").split(/[\s,[\]]+/);
  const below = front.slice(start + 1);
  const end = below.findIndex((line) => !/^\s*-\s/.test(line));
  const listed = below.slice(0, end < 0 ? below.length : end).map((line) => line.replace(/^\s*-\s+/, ""));
  return [...inline, ...listed].map((tag) => tag.replace(/["'#]/g, "").trim()).filter((tag) => tag !== "");
}
