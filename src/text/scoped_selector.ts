/** Rewrites selectors of imported style sheets so that they match inside their own cards only. */
// @ts-types="./css_tree.d.ts"
import { type CssNode } from "css-tree";
import { cssText } from "./safe_css.ts";

/** Classes and ids of imported HTML carry this, so that they never meet ours. */
export const CLASS_PREFIX = "im-";
/** Ids become classes. */
export const ID_PREFIX = "im--";

export interface ScopedSelector {
  readonly text: string;
  /** The theme that it is for; undefined: both. */
  readonly theme: "light" | "dark" | undefined;
  /** Whether it is the box of the card itself. */
  readonly isRoot: boolean;
}

interface Compound {
  readonly combinator: string | undefined;
  readonly parts: CssNode[];
}

const NIGHT = /^night[-_]?mode$/i;

/** undefined for selectors that cannot match inside a card. */
export function scopedSelector(selector: CssNode, scope: string): ScopedSelector | undefined {
  if (selector.type !== "Selector") return undefined;
  const compounds = compoundsOf(selector.children ?? []);
  let theme: ScopedSelector["theme"];
  for (const { parts } of compounds) theme = takeTheme(parts) ?? theme;
  const left = compounds.filter(({ parts }) => parts.length > 0);
  let isRoot = left.length === 0;
  let root = "";
  for (let first = left[0]; first !== undefined && isPage(first); first = left[0]) {
    if (!/^[ >]$/.test(left[1]?.combinator ?? " ")) return undefined;
    root += first.parts.filter((part) => !isPagePart(part)).map(prefixedText).join("");
    left.shift();
    isRoot = true;
  }
  if (left.some(({ parts }) => parts.some((part) => part.type === "NestingSelector"))) return undefined;
  const inner = left.map(({ combinator, parts }, index) =>
    `${index === 0 && !isRoot ? "" : combinator ?? " "}${parts.map(prefixedText).join("")}`
  ).join("");
  const text = isRoot ? `.${scope}${root}${inner}` : `:where(.${scope}) ${inner}`;
  return { text, theme, isRoot: isRoot && inner === "" };
}

function compoundsOf(nodes: readonly CssNode[]): Compound[] {
  const compounds: Compound[] = [{ combinator: undefined, parts: [] }];
  for (const node of nodes) {
    if (node.type === "Combinator") compounds.push({ combinator: node.name ?? " ", parts: [] });
    else compounds.at(-1)?.parts.push(node);
  }
  return compounds;
}

/** Takes `.nightMode` and `:not(.nightMode)` out of a compound: they stand for the theme of the page. */
function takeTheme(parts: CssNode[]): ScopedSelector["theme"] {
  let theme: ScopedSelector["theme"];
  for (const part of [...parts]) {
    const found = themeOf(part);
    if (found === undefined) continue;
    parts.splice(parts.indexOf(part), 1);
    theme = found;
  }
  return theme;
}

function themeOf(part: CssNode): ScopedSelector["theme"] {
  if (part.type === "ClassSelector") return NIGHT.test(part.name ?? "") ? "dark" : undefined;
  if (part.type !== "PseudoClassSelector" || part.name !== "not") return undefined;
  return /^\.night[-_]?mode$/i.test((part.children ?? []).map(cssText).join()) ? "light" : undefined;
}

/** `html`, `body`, `:root` and the classes of Anki's body: all of them are the card's box here. */
function isPage({ parts }: Compound): boolean {
  return parts.some((part) =>
    isPagePart(part) || (part.type === "ClassSelector" && /^card\d+$/.test(part.name ?? ""))
  );
}

function isPagePart({ type, name = "" }: CssNode): boolean {
  if (type === "TypeSelector") return /^(?:html|body)$/i.test(name);
  if (type === "ClassSelector") return name === "card";
  return type === "PseudoClassSelector" && name === "root";
}

function prefixedText(part: CssNode): string {
  return cssText(prefixed(part));
}

function prefixed(node: CssNode): CssNode {
  if (node.type === "ClassSelector") return { ...node, name: CLASS_PREFIX + node.name };
  if (node.type === "IdSelector") return { ...node, type: "ClassSelector", name: ID_PREFIX + node.name };
  const nth = node.nth === undefined || node.nth === null ? node.nth : prefixed(node.nth);
  const selector = node.selector === undefined || node.selector === null
    ? node.selector
    : prefixed(node.selector);
  return {
    ...node,
    ...(node.children === undefined ? {} : { children: node.children?.map(prefixed) ?? null }),
    ...(nth === undefined ? {} : { nth }),
    ...(selector === undefined ? {} : { selector }),
  };
}
