/** Deletions as Anki writes them: `{{c1::text::hint}}`, one in another, and several numbers in one. */
import { markedTex } from "../../text/html_formulas.ts";
import { formulaSpans } from "./latex.ts";

interface Cloze {
  readonly numbers: readonly number[];
  readonly nodes: (string | Cloze)[];
  hint: string | undefined;
  /** Whether it opens inside a formula, where no HTML may stand. */
  readonly inFormula: boolean;
  /** Braces of TeX that are open in it. */
  depth: number;
}

type Nodes = readonly (string | Cloze)[];

export interface Shown {
  readonly number: number;
  readonly question: boolean;
}

/** A deletion that holds a shape of a picture. */
export interface ShapeCloze {
  readonly numbers: readonly number[];
  /** What follows `image-occlusion:`. */
  readonly shape: string;
}

const DEEPEST = 10;
const SHAPE = "image-occlusion:";

/** A field with the deletions of one number hidden or marked; empty where the field has none of that number. */
export function revealClozes(text: string, shown: Shown): string {
  const nodes = parseClozes(text);
  return numbersIn(nodes).has(shown.number) ? reveal(nodes, shown) : "";
}

/** Only the deletions of one number, without the text around them. */
export function onlyClozes(text: string, shown: Shown): string {
  return clozesOf(parseClozes(text), shown).join(", ");
}

/** What is to be typed for one number: equal answers are asked for once. */
export function clozesToType(text: string, number: number): string {
  const answers = clozesOf(parseClozes(text), { number, question: false });
  return new Set(answers).size === 1 ? answers[0] ?? "" : answers.join(", ");
}

/** The numbers that make cards, in order. */
export function clozeNumbers(texts: Iterable<string>): readonly number[] {
  const all = [...texts].flatMap((text) => [...numbersIn(parseClozes(text))]);
  return [...new Set(all)].filter((number) => number !== 0).sort((a, b) => a - b);
}

/** A text with all of its deletions shown as plain text. */
export function withoutClozes(text: string): string {
  return plain(parseClozes(text));
}

/** The shapes of an image-occlusion field. */
export function shapeClozes(text: string): readonly ShapeCloze[] {
  return parseClozes(text).flatMap((node) => {
    const shape = typeof node === "string" ? undefined : shapeOf(node);
    return typeof node === "string" || shape === undefined ? [] : [{ numbers: node.numbers, shape }];
  });
}

/**
 * Anki ends a deletion at the first `}}`, also when these braces end groups of TeX. Here they are counted in formulas,
 * unless that would change which cards there are.
 */
function parseClozes(text: string): Nodes {
  const byRule = parse(text, []);
  const spans = formulaSpans(text);
  if (spans.length === 0 || byRule.nodes.every((node) => typeof node === "string")) return byRule.nodes;
  const counted = parse(text, spans);
  const key = (nodes: Nodes) => [...numbersIn(nodes)].sort().join();
  return counted.closed && key(counted.nodes) === key(byRule.nodes) ? counted.nodes : byRule.nodes;
}

function parse(text: string, spans: ReturnType<typeof formulaSpans>) {
  const root: (string | Cloze)[] = [];
  const open: Cloze[] = [];
  const marker = /\{\{c([\d,]+)::|\}\}/g;
  let at = 0;
  let span = 0;

  function spanAt(index: number) {
    while (span < spans.length && (spans[span]?.contentEnd ?? 0) <= index) span += 1;
    const found = spans[span];
    return found !== undefined && found.contentStart <= index ? found : undefined;
  }

  function push(piece: string, from: number): void {
    if (piece === "") return;
    const cloze = open.at(-1);
    if (cloze === undefined) return void root.push(piece);
    if (spans.length > 0) cloze.depth += braces(text, { from, to: from + piece.length, spans });
    const hintAt = piece.indexOf("::");
    if (hintAt !== -1) cloze.hint = piece.slice(hintAt + 2);
    cloze.nodes.push(hintAt === -1 ? piece : piece.slice(0, hintAt));
  }

  /** How many braces of TeX are open in the innermost deletion. */
  function depthAt(index: number): number {
    const cloze = open.at(-1);
    return cloze === undefined ? 0 : cloze.depth + braces(text, { from: at, to: index, spans });
  }

  for (let found = marker.exec(text); found !== null; found = marker.exec(text)) {
    const [whole, list] = found;
    const numbers = list === undefined ? [] : numbersOf(list);
    if (list !== undefined && numbers.length === 0) continue;
    const formula = spanAt(found.index);
    const isTex = formula !== undefined && (depthAt(found.index) > 0 || isEscaped(text, found.index));
    if (list === undefined && isTex) {
      // One brace of TeX; what follows may still be the end.
      marker.lastIndex = found.index + 1;
      continue;
    }
    push(text.slice(at, found.index), at);
    at = found.index + whole.length;
    if (list !== undefined) {
      if (open.length < DEEPEST) {
        open.push({ numbers, nodes: [], hint: undefined, inFormula: formula !== undefined, depth: 0 });
      }
      continue;
    }
    const cloze = open.at(-1);
    open.pop();
    (open.at(-1)?.nodes ?? root).push(cloze ?? "}}");
  }
  const closed = open.length === 0;
  push(text.slice(at), at);
  return { nodes: root, closed };
}

/** Spans stand in order and apart, so halves are enough to look at. */
function firstEndingAfter(spans: ReturnType<typeof formulaSpans>, at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.contentEnd ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isEscaped(text: string, at: number): boolean {
  const slashes = /\\*$/.exec(text.slice(Math.max(0, at - 20), at))?.[0].length ?? 0;
  return slashes % 2 === 1;
}

/** Numbers up to the largest that Anki keeps, each once. */
function numbersOf(list: string): readonly number[] {
  const numbers = list.split(",").filter((part) => part !== "").map(Number).filter((number) =>
    number <= 65535
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** How many more braces of TeX open than close in a stretch of formulas. */
function braces(
  text: string,
  { from, to, spans }: {
    readonly from: number;
    readonly to: number;
    readonly spans: ReturnType<typeof formulaSpans>;
  },
): number {
  let depth = 0;
  for (let index = firstEndingAfter(spans, from); index < spans.length; index++) {
    const { contentStart = to, contentEnd = to } = spans[index] ?? {};
    if (contentStart >= to) break;
    const piece = text.slice(
      Math.max(from, contentStart),
      Math.max(from, contentStart, Math.min(to, contentEnd)),
    );
    for (const [sign] of piece.matchAll(/\\.|[{}]/gs)) depth += sign === "{" ? 1 : sign === "}" ? -1 : 0;
  }
  return depth;
}

function reveal(nodes: Nodes, shown: Shown): string {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (shapeOf(node) !== undefined) return "";
    const active = node.numbers.includes(shown.number);
    const content = active && shown.question ? `[${node.hint ?? "..."}]` : reveal(node.nodes, shown);
    if (node.inFormula) return active ? markedTex(content) : content;
    const name = active ? "cloze" : "cloze-inactive";
    return `<span class="${name}" data-ordinal="${node.numbers.join()}">${content}</span>`;
  }).join("");
}

function clozesOf(nodes: Nodes, shown: Shown): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const own = !node.numbers.includes(shown.number)
      ? []
      : [shown.question ? node.hint ?? "..." : plain(node.nodes)];
    return [...own, ...clozesOf(node.nodes, shown)];
  });
}

function plain(nodes: Nodes): string {
  return nodes.map((node) => typeof node === "string" ? node : plain(node.nodes)).join("");
}

function numbersIn(nodes: Nodes): Set<number> {
  const found = new Set<number>();
  for (const node of nodes) {
    if (typeof node === "string") continue;
    for (const number of [...node.numbers, ...numbersIn(node.nodes)]) found.add(number);
  }
  return found;
}

function shapeOf({ nodes: [first] }: Cloze): string | undefined {
  return typeof first === "string" && first.startsWith(SHAPE) ? first.slice(SHAPE.length) : undefined;
}
