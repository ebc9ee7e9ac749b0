/** Which declarations of imported styles are kept, and how their colours come to suit both themes. */
// @ts-types="./css_tree.d.ts"
import { type CssNode, fromPlainObject, generate, parse, toPlainObject } from "css-tree";
import { mediaUrl } from "./media_url.ts";

export interface Declaration {
  readonly property: string;
  readonly value: CssNode;
  readonly important: boolean;
}

export interface CssLimits {
  /** Where pictures and fonts of the person lie; undefined: none are shown. */
  readonly mediaBase: string | undefined;
}

const DEEPEST = 60;

/** Functions that load, run, or draw what is not the author's. */
const LOADING = /^(?:-webkit-)?(?:image-set|cross-fade|image|src|element|paint|expression|url|env|attr)$/i;

const REFUSED =
  /^(?:behavior|-moz-binding|-ms-.*|scroll-.*|view-transition-.*|anchor-.*|position-anchor|cursor|pointer-events|zoom|app-region|-webkit-app-region|content-visibility)$/i;

/** Reads CSS into plain nodes; undefined where it is nested too deep to be read. */
export function parsedCss(css: string, context: "stylesheet" | "declarationList"): CssNode | undefined {
  if (nesting(css) > DEEPEST) return undefined;
  return toPlainObject(parse(css, { context, parseCustomProperty: true }));
}

/** A bound from above for how deep brackets stand in each other. */
function nesting(css: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [sign] of css.matchAll(/[()[\]{}]/g)) {
    depth = "([{".includes(sign) ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

export function cssText(node: CssNode): string {
  // The library makes lists of the arrays in place.
  return generate(fromPlainObject(structuredClone(node)));
}

/** The declarations of a block that neither load from elsewhere nor leave their box. */
export function safeDeclarations(block: CssNode, limits: CssLimits): readonly Declaration[] {
  return (block.children ?? []).flatMap((node) => {
    if (node.type !== "Declaration" || typeof node.value !== "object" || node.value === null) return [];
    const property = node.property ?? "";
    const known = /^--[\w-]+$|^-?[a-z][a-z-]*$/i.test(property) && !REFUSED.test(property);
    if (!known || !isSafe(node.value, limits)) return [];
    const words = cssText(node.value).toLowerCase();
    if (/^position$/i.test(property) && !/^(?:static|relative|absolute)$/.test(words)) return [];
    return [{ property: property.toLowerCase(), value: node.value, important: node.important === true }];
  });
}

/** Points addresses to the person's own files on the way. */
function isSafe(node: CssNode, limits: CssLimits): boolean {
  if (node.type === "Raw" || node.type === "Block") return false;
  if (node.type === "Url") {
    const url = mediaUrl(String(node.value), limits.mediaBase);
    if (url === undefined) return false;
    node.value = url;
    return true;
  }
  if (node.type === "Function" && (!/^[\w-]+$/.test(node.name ?? "") || LOADING.test(node.name ?? ""))) {
    return false;
  }
  return (node.children ?? []).every((child) => isSafe(child, limits));
}

export function declarationText({ property, value, important }: Declaration): string {
  return `${property}:${cssText(value)}${important ? "!important" : ""}`;
}

const WHITE =
  /^(?:white|#fff|#ffffff|#ffff|#ffffffff|rgba?\(255,255,255(?:,1)?\)|rgba?\(255 255 255\)|transparent|none|initial|inherit|unset|canvas|var\(--canvas\))$/i;
const BLACK =
  /^(?:black|#000|#000000|#000f|#000000ff|rgba?\(0,0,0(?:,1)?\)|rgba?\(0 0 0\)|initial|inherit|unset|currentcolor|canvastext|var\(--fg\))$/i;
const COLOUR = /^(?:#[0-9a-f]{3,8}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([^()]*\)|[a-z]+)$/i;
const KEYWORD = /^(?:initial|inherit|unset|revert|revert-layer|currentcolor|transparent|none)$/i;

/** Whether a background or a colour is other than the black on white that every sheet of Anki begins with. */
export function isOwnColour({ property, value }: Declaration): boolean {
  const text = cssText(value);
  if (property === "color") return !BLACK.test(text);
  return /^background(?:-color|-image)?$/.test(property) && !WHITE.test(text);
}

export interface AdaptedDeclarations {
  readonly text: string;
  /** The background that its letters stand on, where it is not plain paper. */
  readonly ground: string | undefined;
}

/**
 * Declarations as text, in which colours written for white paper suit a dark page too: dark letters become light ones
 * of the same hue, and white backgrounds go. A background of another colour stays; see inkOn for its letters.
 */
export function adapted(declarations: readonly Declaration[]): AdaptedDeclarations {
  const background = declarations.filter(({ property }) => /^background(?:-color)?$/.test(property)).at(-1);
  const ground = background !== undefined && isOwnColour(background) ? cssText(background.value) : undefined;
  const parts = declarations.map((declaration) => {
    const text = cssText(declaration.value);
    if (ground !== undefined || KEYWORD.test(text)) return declarationText(declaration);
    if (declaration.property === "color" && COLOUR.test(text)) {
      return both(declaration, `light-dark(${text},oklch(from ${text} max(l,.78) c h))`);
    }
    return declaration === background
      ? both(declaration, `light-dark(${text},transparent)`)
      : declarationText(declaration);
  });
  return { text: parts.join(";"), ground };
}

/** Black or white letters on a background, as its lightness asks. */
export function inkOn(ground: string): string {
  return COLOUR.test(ground)
    ? `color:#000;color:oklch(from ${ground} clamp(0,(.62 - l)*1000,1) 0 h)`
    : "color:#000";
}

/** As it was written, for browsers without relative colours, and then as it suits both themes. */
function both(declaration: Declaration, adapted: string): string {
  const property = declaration.property === "background" ? "background-color" : declaration.property;
  return `${declarationText(declaration)};${property}:${adapted}${declaration.important ? "!important" : ""}`;
}

const LONGEST_STYLE = 2000;

/** The safe part of a style attribute. A background of its own is told to our style sheet as `--ground`. */
export function safeStyle(style: string, limits: CssLimits): string {
  if (style.length > LONGEST_STYLE) return "";
  const block = parsedCss(style, "declarationList");
  if (block === undefined) return "";
  const { text, ground } = adapted(safeDeclarations(block, limits));
  return ground !== undefined && COLOUR.test(ground) ? `--ground:${ground};${text}` : text;
}
