/** What of an imported note's HTML reaches a page. */
// @ts-types="./sanitize_html.d.ts"
import sanitizeHtml from "sanitize-html";
import { setFormulas } from "./html_formulas.ts";
import { PICTURE_PLACE } from "./masked_picture.ts";
import { mediaUrl } from "./media_url.ts";
import { safeStyle } from "./safe_css.ts";
import { BLOCKS, INLINE, TABLE } from "./sanitise.ts";
import { CLASS_PREFIX, ID_PREFIX } from "./scoped_selector.ts";

const IMPORTED_INLINE = [
  ...[
    "b",
    "i",
    "u",
    "del",
    "ins",
    "mark",
    "small",
    "big",
    "sub",
    "sup",
    "kbd",
    "samp",
    "var",
    "tt",
    "strike",
  ],
  ...["abbr", "acronym", "cite", "q", "dfn", "time", "bdi", "bdo", "wbr", "ruby", "rb", "rt", "rp", "rtc"],
];
const IMPORTED_BLOCKS = [
  "div",
  "dl",
  "dt",
  "dd",
  "figure",
  "figcaption",
  "details",
  "summary",
  "caption",
  "tfoot",
];
const PLAYERS = ["audio", "video", "source"];

type Attributes = Record<string, string>;

export interface ImportedLimits {
  /** Where pictures and sounds of the person lie, by their bare names; undefined: none are shown. */
  readonly mediaBase: string | undefined;
}

/**
 * Lets through the harmless part of an imported note: no scripts, no forms, no frames, nothing that loads from
 * elsewhere, no ids, styles that stay in their box. Classes and ids become classes that never meet ours. Formulas in
 * `\(...\)` and `\[...\]` are set by KaTeX, and `picture` stands where PICTURE_PLACE does.
 */
export function sanitiseHtml(html: string, options: ImportedLimits, picture = ""): string {
  const clean = sanitizeHtml(html, {
    allowedTags: [
      ...BLOCKS,
      ...TABLE,
      ...INLINE,
      ...IMPORTED_INLINE,
      ...IMPORTED_BLOCKS,
      ...PLAYERS,
      "colgroup",
      "col",
    ],
    allowedAttributes: {
      "*": ["class", "style", "lang", "dir", "title", "data-ordinal"],
      a: ["href", "rel", "target"],
      img: ["src", "alt", "width", "height"],
      audio: ["src", "controls", "preload", "loop"],
      video: ["src", "controls", "preload", "loop", "width", "height"],
      source: ["src"],
      details: ["open"],
      ol: ["start", "reversed", "type"],
      table: ["width"],
      col: ["span", "width"],
      colgroup: ["span"],
      td: ["colspan", "rowspan", "width"],
      th: ["colspan", "rowspan", "scope", "width"],
    },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    selfClosing: ["br", "hr", "img", "source", "col", "wbr"],
    // What would act does not, so its words go too.
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "select",
      "button",
      "noscript",
      "template",
      "title",
    ],
    parseStyleAttributes: false,
    nestingLimit: 100,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: ownAttributes(attribs, options) }),
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs) }),
      h1: (_, attribs) => ({ tagName: "h2", attribs }),
      font: (_, attribs) => ({ tagName: "span", attribs: withStyle(attribs, fontStyle(attribs)) }),
      center: (_, attribs) => ({ tagName: "div", attribs: withStyle(attribs, "text-align:center") }),
      ...Object.fromEntries(
        ["section", "article", "header", "footer", "aside", "main", "nav", "address"].map((name) => [
          name,
          (_: string, attribs: Attributes) => ({ tagName: "div", attribs }),
        ]),
      ),
      img: (tagName, attribs) => loaded({ tagName, attribs: named(attribs), kind: "picture" }, options),
      audio: (tagName, attribs) => loaded({ tagName, attribs: played(attribs), kind: "sound" }, options),
      video: (tagName, attribs) => loaded({ tagName, attribs: played(attribs), kind: "film" }, options),
      source: (tagName, attribs) => loaded({ tagName, attribs, kind: "sound" }, options),
    },
  });
  return betweenTags(clean, (text, inCode) => {
    const set = inCode ? text : setFormulas(text);
    return set.replaceAll(PICTURE_PLACE, picture);
  });
}

function ownAttributes(
  { class: classes = "", id, style, bgcolor, align, ...rest }: Attributes,
  options: ImportedLimits,
) {
  const names = classes.split(/\s+/).filter((name) => name !== "").map((name) => CLASS_PREFIX + name);
  if (id !== undefined && id.trim() !== "") names.push(ID_PREFIX + id.trim().replaceAll(/\s+/g, "-"));
  const written = [
    bgcolor === undefined ? "" : `background-color:${bgcolor}`,
    align === undefined ? "" : `text-align:${align}`,
    style ?? "",
  ];
  const safe = safeStyle(written.filter((part) => part !== "").join(";"), options);
  return {
    ...(names.length === 0 ? {} : { class: names.join(" ") }),
    ...(safe === "" ? {} : { style: safe }),
    ...rest,
  };
}

/** Links lead to other sites only: an address of ours in a note is none that its author meant. */
function linkAttributes({ href, rel: _rel, target: _target, ...rest }: Attributes): Attributes {
  const leads = href !== undefined && /^(?:https?:|mailto:)/i.test(href.trim());
  return { ...rest, ...(leads ? { href: href.trim() } : {}), rel: "noopener noreferrer nofollow" };
}

const FONT_SIZES = ["x-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];

function fontStyle({ color, face, size }: Attributes): string {
  const absolute = /^[1-7]$/.test(size ?? "") ? FONT_SIZES[Number(size)] : undefined;
  const relative = size?.startsWith("+") ? "larger" : size?.startsWith("-") ? "smaller" : undefined;
  const written = { color, "font-family": face, "font-size": absolute ?? relative };
  return Object.entries(written).filter(([, value]) => value !== undefined).map(([name, value]) =>
    `${name}:${value}`
  )
    .join(";");
}

function withStyle(attribs: Attributes, style: string): Attributes {
  return { ...attribs, style: `${style};${attribs["style"] ?? ""}` };
}

function played(attribs: Attributes): Attributes {
  return { ...attribs, controls: "", preload: "none" };
}

const DATA_PICTURE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;

/** Few imported pictures say what they show, and a file's name may give the answer away. */
function named(attribs: Attributes): Attributes {
  return attribs["alt"] === undefined ? { ...attribs, alt: "Picture" } : attribs;
}

/** The person's own file, or a link in words to what lies elsewhere. */
function loaded(
  { tagName, attribs: { src, ...rest }, kind }: {
    readonly tagName: string;
    readonly attribs: Attributes;
    readonly kind: "picture" | "sound" | "film";
  },
  { mediaBase }: ImportedLimits,
) {
  if (src === undefined) return { tagName, attribs: rest };
  if (tagName === "img" && DATA_PICTURE.test(src)) return { tagName, attribs: { ...rest, src } };
  const url = mediaUrl(encodeURIComponent(src), mediaBase);
  if (url !== undefined) return { tagName, attribs: { ...rest, src: url } };
  const remote = URL.parse(src.startsWith("//") ? `https:${src}` : src);
  if (remote === null || !/^https?:$/.test(remote.protocol) || tagName === "source") {
    return { tagName, attribs: rest };
  }
  return {
    tagName: "a",
    attribs: { href: remote.href, class: "not-loaded", rel: "noopener noreferrer nofollow" },
    text: `${kind} from ${remote.host} – not loaded`,
  };
}

/** Changes the text between the tags of sanitised HTML, where every `<` and `>` belongs to a tag. */
function betweenTags(clean: string, change: (text: string, inCode: boolean) => string): string {
  let codeDepth = 0;
  return clean.split(/(<[^>]*>)/).map((piece, index) => {
    if (index % 2 === 0) return change(piece, codeDepth > 0);
    if (/^<(?:code|pre|samp|kbd)\b/.test(piece)) codeDepth += 1;
    if (/^<\/(?:code|pre|samp|kbd)>/.test(piece)) codeDepth -= 1;
    return piece;
  }).join("");
}
