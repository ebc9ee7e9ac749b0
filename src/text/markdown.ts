/** Renders the Markdown of cards as safe HTML: formulas by KaTeX, coloured code, pictures of the deck only. */
import type { Env, RendererRule, Token } from "markdown-it";
import { escapeHtml } from "./escape.ts";
import { highlight } from "./highlight.ts";
import { type Holes, makeHoles, withoutHoles } from "./holes.ts";
import { renderFormula, renderTex, texProblems } from "./katex_math.ts";
import { hasMarks, showMarks, withoutMarks } from "./marks.ts";
import { mediaUrl } from "./media_url.ts";
import { findInMarkdown, markdown, parseMarkdown, plainTokens } from "./parse_markdown.ts";
import { sanitiseRendered } from "./sanitise.ts";

export interface MarkdownOptions {
  /** Where pictures lie, "/media/softmax/"; undefined shows their texts instead. */
  readonly mediaBase: string | undefined;
  /** Renders fences of its own, such as explorable figures, from their info string and body; undefined leaves a
   *  fence to be shown as code. What it returns is trusted. */
  readonly fence: ((info: string, body: string) => string | undefined) | undefined;
}

/** What is wrong with a formula or a dollar; the offset counts UTF-16 units, line ends as one. */
export interface MathProblem {
  readonly offset: number;
  readonly message: string;
}

/** How a formula is written: set for a page, or left as TeX for another program to set. */
interface FormulaWriter {
  readonly inline: (tex: string) => string;
  /** `tag` is the element that the formula may be. */
  readonly display: (tag: "div" | "span", tex: string) => string;
}

interface Rendering {
  readonly options: MarkdownOptions;
  readonly holes: Holes;
  readonly formulas: FormulaWriter;
}

const SET: FormulaWriter = {
  inline: (tex) => renderTex(tex, false),
  display: renderFormula,
};

const AS_TEX: FormulaWriter = {
  inline: (tex) => `\\(${escapeHtml(tex)}\\)`,
  display: (_, tex) => `\\[${escapeHtml(tex.trim())}\\]`,
};

const renderings = new WeakMap<Env, Rendering>();

/** HTML for a whole text. Headings start at level 2, since the page has the only level 1. */
export function renderMarkdown(source: string, options: MarkdownOptions): string {
  const env: Env = {};
  const tokens = parseMarkdown(withoutHoles(source), env);
  for (const token of tokens) shiftHeading(token);
  return finish(tokens, env, { options, formulas: SET });
}

/** As renderMarkdown, with formulas as TeX between \( \) or \[ \], for programs that set them themselves. */
export function renderWithTex(source: string, options: MarkdownOptions): string {
  const env: Env = {};
  return finish(parseMarkdown(withoutHoles(source), env), env, { options, formulas: AS_TEX });
}

/** HTML for a line of text, to stand inside an element of the page: no blocks. */
export function renderInline(source: string, options: MarkdownOptions): string {
  const env: Env = {};
  return finish(markdown.parseInline(withoutHoles(source), env), env, { options, formulas: SET });
}

/** Text without markup, in one line, for titles and search; formulas as their TeX. */
export function plainText(source: string): string {
  return lineOf(source, "");
}

/** As plainText, with formulas between dollars, at most `longest` characters; for renderLine. */
export function summaryText(source: string, longest: number): string {
  const text = lineOf(source, "$");
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  const dollars = cut.split("$").length - 1;
  return `${dollars % 2 === 0 ? cut : cut.slice(0, cut.lastIndexOf("$"))}…`;
}

/** A summary as HTML: its formulas are set, everything else is text. */
export function renderLine(summary: string): string {
  return summary.split(/(\$[^$]+\$)/).map((piece) =>
    /^\$[^$]+\$$/.test(piece) ? renderTex(piece.slice(1, -1), false) : escapeHtml(piece)
  ).join("");
}

function lineOf(source: string, dollars: "" | "$"): string {
  const pieces = parseMarkdown(source, {}).map((token) => {
    if (token.type === "inline") return plainTokens(token.children ?? [], dollars);
    if (token.type === "math_block") return `${dollars}${token.content.trim()}${dollars}`;
    return token.type === "code_block" ? token.content : "";
  });
  return withoutMarks(pieces.filter((piece) => piece !== "").join(" ")).replace(/\s+/g, " ").trim();
}

/** Formulas that KaTeX refuses and dollars that open no formula, in order. */
export function mathProblems(source: string): readonly MathProblem[] {
  const { math, strays } = findInMarkdown(source);
  const bad = math.flatMap((span) =>
    texProblems(span.tex, span.display).map(({ at, message }) => ({ offset: span.offsetOf(at), message }))
  );
  const open = strays.map(({ offset, markup }) => ({
    offset,
    message: `${markup} opens no formula: nothing closes it before the end of the paragraph`,
  }));
  return [...bad, ...open].sort((a, b) => a.offset - b.offset);
}

function finish(tokens: Token[], env: Env, how: Omit<Rendering, "holes">): string {
  const holes = makeHoles();
  renderings.set(env, { ...how, holes });
  return holes.fill(sanitiseRendered(markdown.renderer.render(tokens, markdown.options, env)));
}

function renderingOf(env: Env | undefined): Rendering {
  const rendering = env === undefined ? undefined : renderings.get(env);
  if (rendering === undefined) throw new TypeError("Cannot render Markdown outside of renderMarkdown()");
  return rendering;
}

function shiftHeading(token: Token): void {
  const level = /^h([1-5])$/.exec(token.tag)?.[1];
  if (level !== undefined) token.tag = `h${Number(level) + 1}`;
}

function rule(render: (token: Token, env: Env | undefined) => string): RendererRule {
  return (tokens, index, _options, env) => {
    const token = tokens[index];
    return token === undefined ? "" : render(token, env);
  };
}

function codeBlock(code: string, language: string): string {
  const html = hasMarks(code) ? showMarks(escapeHtml(code)) : highlight(code, language);
  const name = /^[\w+#-]+$/.test(language) ? ` class="language-${language}"` : "";
  return `<pre><code${name}>${html}</code></pre>\n`;
}

markdown.renderer.rules["math"] = rule((token, env) => {
  const { formulas, holes } = renderingOf(env);
  const isDisplay = token.markup === "$$";
  return holes.put(isDisplay ? formulas.display("span", token.content) : formulas.inline(token.content));
});

markdown.renderer.rules["math_block"] = rule((token, env) => {
  const { formulas, holes } = renderingOf(env);
  return `${holes.put(formulas.display("div", token.content))}\n`;
});

markdown.renderer.rules["math_stray"] = rule((token) => escapeHtml(token.content));

markdown.renderer.rules["text"] = rule((token) => showMarks(escapeHtml(token.content)));

markdown.renderer.rules["code_inline"] = rule((token) =>
  `<code>${showMarks(escapeHtml(token.content))}</code>`
);

markdown.renderer.rules["code_block"] = rule((token) => codeBlock(token.content, ""));

markdown.renderer.rules["fence"] = rule((token, env) => {
  const { options, holes } = renderingOf(env);
  const own = options.fence?.(token.info.trim(), token.content);
  if (own !== undefined) return `${holes.put(own)}\n`;
  return codeBlock(token.content, token.info.trim().split(/\s+/)[0] ?? "");
});

markdown.renderer.rules["image"] = rule((token, env) => {
  const alt = escapeHtml(withoutMarks(plainTokens(token.children ?? [], "")));
  const url = mediaUrl(String(token.attrGet("src") ?? ""), renderingOf(env).options.mediaBase);
  if (url === undefined) {
    return `<span class="no-picture" title="Only pictures of the deck are shown">${alt}</span>`;
  }
  const title = token.attrGet("title");
  const named = title === null ? "" : ` title="${escapeHtml(String(title))}"`;
  return `<img src="${escapeHtml(url)}" alt="${alt}"${named}>`;
});

markdown.renderer.rules["link_open"] = rule((token) => {
  const href = escapeHtml(String(token.attrGet("href") ?? ""));
  const title = token.attrGet("title");
  const named = title === null ? "" : ` title="${escapeHtml(String(title))}"`;
  return `<a href="${href}"${named} rel="noopener noreferrer">`;
});
