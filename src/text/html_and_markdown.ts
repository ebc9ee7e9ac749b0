/** Turns Markdown into plain HTML as note types hold it, and back as far as Markdown has words for it. */
import MarkdownIt, { type Token } from "markdown-it";
import { escapeHtml } from "./escape.ts";
import { decodeEntities, endFinder, htmlText } from "./html_text.ts";
import { type Holes, makeHoles, withoutHoles } from "./holes.ts";
import { addMath } from "./math_rules.ts";
import { mediaName } from "./media_url.ts";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).use(addMath);
const { rules } = markdown.renderer;
rules["math"] = (tokens, index) => {
  const { markup, content } = tokenAt(tokens, index);
  return escapeHtml(markup === "$$" ? `\\[${content}\\]` : `\\(${content}\\)`);
};
rules["math_block"] = (tokens, index) => `<p>${escapeHtml(`\\[${tokenAt(tokens, index).content}\\]`)}</p>\n`;
rules["math_stray"] = (tokens, index) => escapeHtml(tokenAt(tokens, index).content);
rules["image"] = (tokens, index) => {
  const token = tokenAt(tokens, index);
  const src = String(token.attrGet("src") ?? "");
  return `<img src="${escapeHtml(mediaName(src) ?? src)}" alt="${escapeHtml(token.content)}">`;
};

/** One paragraph comes without its tag, as a person types it into a field. */
export function markdownAsHtml(source: string): string {
  const html = markdown.render(source).trim();
  const isAlone = html.startsWith("<p>") && html.indexOf("</p>") === html.length - "</p>".length;
  return isAlone ? html.slice("<p>".length, -"</p>".length) : html;
}

function tokenAt(tokens: readonly Token[], index: number): Token {
  const token = tokens[index];
  if (token === undefined) throw new RangeError(`There is no token ${index} of ${tokens.length}`);
  return token;
}

export interface AsMarkdown {
  readonly text: string;
  /** Tags whose meaning Markdown cannot say; what they held is there. */
  readonly lost: readonly string[];
}

const OPENING =
  /<!--|\\[([]|\[\$\$?\]|\[sound:|<(pre|code)\b[^<>]*>|<(\/?)([a-z][a-z0-9]*)\b((?:"[^"]*"|'[^']*'|[^'"<>])*)>/gi;
const CLOSING: Readonly<Record<string, string>> = {
  "<!--": "-->",
  "\\(": "\\)",
  "\\[": "\\]",
  "[$]": "[/$]",
  "[$$]": "[/$$]",
  "[sound:": "]",
};
const PLAIN = new Set(["span", "tbody", "html", "body"]);
const MARKS: Readonly<Record<string, string>> = {
  b: "**",
  strong: "**",
  i: "*",
  em: "*",
  s: "~~",
  del: "~~",
};

interface Writing {
  /** Pieces that stand as they are, whatever is tidied around them. */
  readonly kept: Holes;
  /** Addresses of the links that are open, and signs of the lists. */
  readonly links: string[];
  readonly lists: string[];
  readonly lost: Set<string>;
}

export function htmlAsMarkdown(given: string): AsMarkdown {
  const html = withoutHoles(given);
  const writing: Writing = { kept: makeHoles(), links: [], lists: [], lost: new Set() };
  const ends = endFinder(html.toLowerCase());
  let text = "";
  let at = 0;
  for (const found of html.matchAll(OPENING)) {
    if (found.index < at) continue;
    const [opening, code] = found;
    const closing = code === undefined ? CLOSING[opening.toLowerCase()] : `</${code.toLowerCase()}>`;
    const inside = found.index + opening.length;
    const end = closing === undefined ? inside : ends(closing, inside);
    // What nothing closes is text.
    if (end === undefined) continue;
    text += plainPiece(html.slice(at, found.index));
    at = end;
    const content = closing === undefined ? "" : html.slice(inside, end - closing.length);
    if (closing === undefined) text += tagAsMarkdown(found, writing);
    else {
      const piece = writing.kept.put(blockAsMarkdown(code ?? opening, content));
      text += code?.toLowerCase() === "pre" ? `\n\n${piece}\n\n` : piece;
    }
  }
  text += plainPiece(html.slice(at));
  const tidy = text.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  return {
    text: writing.kept.fill(tidy),
    lost: [...writing.lost],
  };
}

/** Code, formulas and sounds, which hold no tags of ours. */
function blockAsMarkdown(opening: string, content: string): string {
  const text = htmlText(content.replace(/<br\s*\/?>/gi, "\n"));
  switch (opening.toLowerCase()) {
    case "<!--":
      return "";
    case "pre":
      return `${fenceFor(text, 3)}\n${text.replace(/\n$/, "")}\n${fenceFor(text, 3)}`;
    case "code":
      return `${fenceFor(text, 1)}${text}${fenceFor(text, 1)}`;
    case "[sound:":
      return `[${escaped(text)}](${addressOf(text)})`;
    case "\\[":
    case "[$$]":
      return `$$${text.trim()}$$`;
    default:
      return `$${text.trim()}$`;
  }
}

/** Longer than any run of backticks inside. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(longest < least ? least : longest + 1);
}

function tagAsMarkdown([, , close, tag = "", attributes = ""]: RegExpExecArray, writing: Writing): string {
  const { links, lists, lost } = writing;
  const isClosing = close === "/";
  const name = tag.toLowerCase();
  if (/\b(?:style|color)\s*=/i.test(attributes)) lost.add("style");
  const mark = MARKS[name];
  if (mark !== undefined) return mark;
  switch (name) {
    case "br":
      return "\\\n";
    case "ul":
    case "ol":
      if (isClosing) lists.pop();
      else lists.push(name === "ol" ? "1. " : "- ");
      return "\n\n";
    case "p":
    case "div":
      return "\n\n";
    case "li":
      return isClosing ? "\n" : lists.at(-1) ?? "- ";
    case "hr":
      return "\n\n***\n\n";
    case "img": {
      const src = attributeOf(attributes, "src");
      return src === undefined
        ? ""
        : `![${escaped(attributeOf(attributes, "alt") ?? "")}](${addressOf(src)})`;
    }
    case "a": {
      const href = isClosing ? links.pop() : attributeOf(attributes, "href") ?? "";
      if (!isClosing) links.push(href ?? "");
      if (href === undefined || href === "") return "";
      return isClosing ? `](${addressOf(href)})` : "[";
    }
    default:
      if (!PLAIN.has(name)) lost.add(name);
      return "";
  }
}

function attributeOf(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i");
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : decodeEntities(value).trim();
}

/** As it may stand in the parentheses of a link. */
function addressOf(address: string): string {
  return address.replace(
    /[\s()<>\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
  );
}

/** Text between tags: entities read, white space as HTML shows it, signs that Markdown would take for its own escaped. */
function plainPiece(html: string): string {
  return escaped(withoutHoles(decodeEntities(html)).replace(/\s+/g, " "));
}

/** Braces of deletions stay, for they mean the same on both sides. */
function escaped(text: string): string {
  return text.replace(/[\\`*_$~[\]<]/g, "\\$&").replace(
    /^(\s*)(\d{0,9})([#>+=.)-])/,
    (_, space, digits, sign) => `${space}${digits}\\${sign}`,
  );
}
