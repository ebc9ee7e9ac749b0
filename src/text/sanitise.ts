/** The last wall before a page: what HTML may hold that came from a text, whoever wrote it. */
// @ts-types="./sanitize_html.d.ts"
import sanitizeHtml from "sanitize-html";
import { renderFormula, renderTex } from "./katex_math.ts";
import { mediaUrl } from "./media_url.ts";

const BLOCKS = ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br"];
const TABLE = ["table", "thead", "tbody", "tr", "th", "td"];
const INLINE = ["em", "strong", "s", "code", "a", "img", "span"];

/** Lets through what our own Markdown renderer writes and nothing else. */
export function sanitiseRendered(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...BLOCKS, ...TABLE, ...INLINE],
    allowedAttributes: {
      a: ["href", "title", "rel"],
      img: ["src", "alt", "title"],
      span: ["class", "title"],
      code: ["class"],
      ol: ["start"],
      th: ["style"],
      td: ["style"],
    },
    allowedClasses: {
      span: [/^hljs-[a-z_-]+$/, /^[a-z]+_$/, "cloze", "no-picture"],
      code: [/^language-[\w+#-]+$/],
    },
    allowedStyles: { "*": { "text-align": [/^(?:left|center|right)$/] } },
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    nestingLimit: 100,
  });
}

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]+\)$/i, /^[a-z]+$/i];

const STYLES = {
  "*": {
    "color": COLOUR,
    "background-color": COLOUR,
    "text-align": [/^(?:left|right|center|justify|start|end)$/],
    "text-decoration": [/^(?:underline|line-through|none)$/],
    "font-weight": [/^(?:normal|bold|bolder|lighter|[1-9]00)$/],
    "font-style": [/^(?:normal|italic)$/],
    "vertical-align": [/^(?:sub|super|baseline|top|middle|bottom)$/],
    "white-space": [/^(?:normal|nowrap|pre|pre-wrap|pre-line)$/],
  },
} as const;

/**
 * Lets through the harmless part of an imported note: no scripts, no forms, no frames, nothing that loads from
 * elsewhere, no ids, few styles. Pictures and sounds are found under `mediaBase` by their bare names; `\(...\)` and
 * `\[...\]`, as such notes write formulas, are set by KaTeX.
 */
export function sanitiseHtml(html: string, options: { readonly mediaBase: string | undefined }): string {
  const local = (tagName: string, attribs: Record<string, string>) => {
    const { src, ...rest } = attribs;
    const url = src === undefined ? undefined : mediaUrl(encodeURIComponent(src), options.mediaBase);
    return { tagName, attribs: url === undefined ? rest : { ...rest, src: url } };
  };
  const clean = sanitizeHtml(html, {
    allowedTags: [
      ...BLOCKS,
      ...TABLE,
      ...INLINE,
      ...[
        "div",
        "b",
        "i",
        "u",
        "del",
        "ins",
        "mark",
        "small",
        "sub",
        "sup",
        "kbd",
        "samp",
        "var",
        "abbr",
        "cite",
        "q",
      ],
      ...[
        "dl",
        "dt",
        "dd",
        "ruby",
        "rt",
        "rp",
        "figure",
        "figcaption",
        "details",
        "summary",
        "caption",
        "tfoot",
      ],
      ...["colgroup", "col", "audio"],
    ],
    allowedAttributes: {
      "*": ["class", "style", "lang", "dir", "title"],
      a: ["href", "rel"],
      img: ["src", "alt", "width", "height"],
      audio: ["src", "controls"],
      ol: ["start", "reversed"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan", "scope"],
    },
    allowedStyles: STYLES,
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    nestingLimit: 100,
    transformTags: {
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: {
          ...(href === undefined ? {} : { href }),
          ...(title === undefined ? {} : { title }),
          rel: "noopener noreferrer nofollow",
        },
      }),
      h1: (_, attribs) => ({ tagName: "h2", attribs }),
      img: local,
      audio: (tagName, attribs) => {
        const made = local(tagName, attribs);
        return { ...made, attribs: { ...made.attribs, controls: "" } };
      },
    },
  });
  return withFormulas(clean);
}

const FORMULA = /\\\((.+?)\\\)|\\\[(.+?)\\\]/gs;

/** Sets the formulas in the text of sanitised HTML, where every `<` and `>` belongs to a tag; code is left alone. */
function withFormulas(clean: string): string {
  let codeDepth = 0;
  return clean.split(/(<[^>]*>)/).map((piece, index) => {
    if (index % 2 === 1) {
      if (/^<(?:code|pre|samp|kbd)\b/.test(piece)) codeDepth += 1;
      if (/^<\/(?:code|pre|samp|kbd)>/.test(piece)) codeDepth -= 1;
      return piece;
    }
    if (codeDepth > 0) return piece;
    return piece.replace(
      FORMULA,
      (_, inline: string | undefined, display: string | undefined) =>
        inline === undefined ? renderFormula("span", texOf(display ?? "")) : renderTex(texOf(inline), false),
    );
  }).join("");
}

/** TeX that was written into HTML: its entities, and the hard spaces of editors, read back. */
function texOf(escaped: string): string {
  return escaped.replaceAll("\u00A0", " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll(
    "&quot;",
    '"',
  )
    .replaceAll("&amp;", "&").trim();
}
