/** Reads Anki's template language: replacements with filters, conditionals, comments, and the older delimiters. */
import { err, ok, type Result } from "../../base/result.ts";

export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  /** Filters stand in the order in which they are applied: from the field outwards. */
  | { readonly kind: "field"; readonly name: string; readonly filters: readonly string[] }
  | {
    readonly kind: "when";
    readonly name: string;
    readonly negated: boolean;
    readonly inner: readonly TemplateNode[];
  };

interface Tag {
  readonly sign: "#" | "^" | "/" | "";
  readonly name: string;
}

interface Opened {
  readonly tag: Tag;
  readonly nodes: TemplateNode[];
}

const DEEPEST = 100;

const OLDER_DELIMITERS = "{{=<% %>=}}";

/** The nodes of a template, or in one sentence why it cannot be read. */
export function parseTemplate(source: string): Result<readonly TemplateNode[], string> {
  const root: TemplateNode[] = [];
  const opened: Opened[] = [];
  for (const token of tokensOf(source)) {
    const nodes = opened.at(-1)?.nodes ?? root;
    if (typeof token === "string") {
      nodes.push({ kind: "text", text: token });
      continue;
    }
    switch (token.sign) {
      case "": {
        const [name = "", ...filters] = token.name.split(":").reverse();
        nodes.push({ kind: "field", name, filters });
        break;
      }
      case "/": {
        const last = opened.pop();
        if (last === undefined) {
          return err(`{{/${token.name}}} closes nothing: {{#${token.name}}} is missing`);
        }
        if (last.tag.name !== token.name) {
          return err(`{{/${token.name}}} stands where {{/${last.tag.name}}} is expected`);
        }
        const { name, sign } = last.tag;
        (opened.at(-1)?.nodes ?? root).push({ kind: "when", name, negated: sign === "^", inner: last.nodes });
        break;
      }
      default:
        if (opened.length >= DEEPEST) return err(`conditions stand more than ${DEEPEST} deep in each other`);
        opened.push({ tag: token, nodes: [] });
    }
  }
  const open = opened.at(-1)?.tag;
  return open === undefined
    ? ok(root)
    : err(`{{${open.sign}${open.name}}} is never closed: {{/${open.name}}} is missing`);
}

/** Texts, with comments as they stand, and tags. */
function* tokensOf(source: string): Generator<string | Tag> {
  const older = source.trimStart().startsWith(OLDER_DELIMITERS);
  const text = older ? withoutOlder(source) : source;
  const open = older ? "<%" : "{{";
  const close = older ? "%>" : "}}";
  const lastClose = text.lastIndexOf(close);
  const lastComment = text.lastIndexOf("-->");
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf(open, at);
    const comment = text.indexOf("<!--", at);
    const readable = tag !== -1 && tag + open.length <= lastClose;
    const skippable = comment !== -1 && comment + 4 <= lastComment;
    if (skippable && !(readable && tag < comment)) {
      at = text.indexOf("-->", comment + 4) + 3;
    } else if (readable) {
      if (tag > from) yield text.slice(from, tag);
      const end = text.indexOf(close, tag + open.length);
      yield tagOf(text.slice(tag + open.length, end));
      at = end + close.length;
      from = at;
    } else break;
  }
  if (from < text.length) yield text.slice(from);
}

function withoutOlder(source: string): string {
  let text = source.trimStart();
  while (text.startsWith(OLDER_DELIMITERS)) text = text.slice(OLDER_DELIMITERS.length);
  return text;
}

function tagOf(inner: string): Tag {
  const name = inner.replace(/^\{+/, "").trim();
  const sign = name.length < 2 ? undefined : /^[#^/]/.exec(name)?.[0];
  if (sign === "#" || sign === "^" || sign === "/") return { sign, name: name.slice(1).trimStart() };
  return { sign: "", name };
}

/** Whether a template shows no field at all: then its note has no card of it. */
export function isEmptyTemplate(nodes: readonly TemplateNode[], filled: ReadonlySet<string>): boolean {
  return nodes.every((node) => {
    if (node.kind === "text") return true;
    if (node.kind === "field") return !filled.has(node.name);
    return filled.has(node.name) === node.negated || isEmptyTemplate(node.inner, filled);
  });
}
