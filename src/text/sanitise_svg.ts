/** Cleans SVG pictures of everything but drawing: no scripts, no events, no foreign content, nothing from elsewhere. */
// @ts-types="./sanitize_html.d.ts"
import sanitizeHtml from "sanitize-html";

const SHAPES = [
  "svg",
  "g",
  "defs",
  "symbol",
  "use",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
];
const TEXT = ["text", "tspan", "textPath", "title", "desc", "style"];
const PAINT = [
  "linearGradient",
  "radialGradient",
  "stop",
  "pattern",
  "clipPath",
  "mask",
  "marker",
  "switch",
  "image",
];
const FILTERS = [
  "filter",
  "feGaussianBlur",
  "feOffset",
  "feBlend",
  "feColorMatrix",
  "feMerge",
  "feMergeNode",
  "feFlood",
  "feComposite",
  "feDropShadow",
];

/** A reference within the picture, or a picture written into it. */
const LOCAL = /^(?:#[\w.:-]+|data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+)$/i;
const FOREIGN_CSS = /@import|expression\s*\(|url\(\s*(?!["']?#)[^)]*\)|javascript:/gi;

export function sanitiseSvg(svg: string): string {
  const clean = sanitizeHtml(svg, {
    allowedTags: [...SHAPES, ...TEXT, ...PAINT, ...FILTERS],
    allowedAttributes: false,
    allowVulnerableTags: true,
    allowedSchemes: ["data"],
    parseStyleAttributes: false,
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    nonTextTags: ["script", "foreignObject", "iframe", "object", "embed", "handler", "animate", "set"],
    nestingLimit: 200,
    transformTags: { "*": (tagName, attribs) => ({ tagName, attribs: drawing(attribs) }) },
  });
  // The cleaner leaves the text of styles as it is; escapes could spell what is looked for.
  return clean.replace(
    /(<style[^>]*>)([^<]*)(<\/style>)/g,
    (_, open, css, close) => open + css.replaceAll("\\", "").replace(FOREIGN_CSS, "none") + close,
  );
}

function drawing(attribs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attribs).flatMap(([name, value]): [string, string][] => {
      const plain = name.toLowerCase();
      if (/^on/.test(plain) || plain === "base" || plain === "xml:base") return [];
      if (plain === "href" || plain.endsWith(":href") || plain === "src") {
        return LOCAL.test(value.trim()) ? [[name, value]] : [];
      }
      return [[name, value.replace(FOREIGN_CSS, "none")]];
    }),
  );
}
