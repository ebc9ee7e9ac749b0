/** The last wall before a page: what HTML may hold that came from a text, whoever wrote it. */
// @ts-types="./sanitize_html.d.ts"
import sanitizeHtml from "sanitize-html";

export const BLOCKS = ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br"];
export const TABLE = ["table", "thead", "tbody", "tr", "th", "td"];
export const INLINE = ["em", "strong", "s", "code", "a", "img", "span"];

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
