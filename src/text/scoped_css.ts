/** Keeps an imported style sheet inside its cards: every selector under one class, nothing that loads from elsewhere. */
// @ts-types="./css_tree.d.ts"
import { type CssNode } from "css-tree";
import { type CssNames, namesOf, renamed } from "./css_names.ts";
import {
  adapted,
  type CssLimits,
  cssText,
  type Declaration,
  declarationText,
  inkOn,
  isOwnColour,
  parsedCss,
  safeDeclarations,
} from "./safe_css.ts";
import { type ScopedSelector, scopedSelector } from "./scoped_selector.ts";

export interface Scope extends CssLimits {
  /** Class of the card's box. */
  readonly scope: string;
}

interface Sheet extends Scope {
  readonly names: CssNames;
  /** Whether the card has colours of its own and keeps them in both themes. */
  readonly isOwn: boolean;
}

const LONGEST_SHEET = 200_000;

/** The sheet as it may be served. One that is too long or nested absurdly is left out. */
export function scopedCss(css: string, scope: Scope): string {
  const root = css.length > LONGEST_SHEET ? undefined : parsedCss(css, "stylesheet");
  if (root === undefined) return "/* This style sheet is too long or nested too deep to be used. */\n";
  const rules = root.children ?? [];
  const own = rootDeclarations(rules, scope);
  const sheet: Sheet = { ...scope, names: namesOf(rules, scope.scope), isOwn: own.light.some(isOwnColour) };
  return `@layer imported{${paper(sheet, own.hasDark)}${rulesText(rules, sheet)}}\n`;
}

/** What the sheet says of the box of the card itself, at its top level. */
function rootDeclarations(rules: readonly CssNode[], scope: Scope) {
  const light: Declaration[] = [];
  let hasDark = false;
  for (const rule of rules) {
    if (rule.type !== "Rule") continue;
    const selectors = selectorsOf(rule, scope.scope);
    hasDark ||= selectors.some(({ theme }) => theme === "dark");
    const root = selectors.some(({ isRoot, theme }) => isRoot && theme !== "dark");
    if (root && rule.block) light.push(...safeDeclarations(rule.block, scope));
  }
  return { light, hasDark };
}

/** A card with colours of its own is white paper below them, in the dark too unless its author thought of the dark. */
function paper({ scope, isOwn }: Sheet, hasDark: boolean): string {
  if (!isOwn) return "";
  const light = `.${scope}{color-scheme:light;background-color:#fff;color:#000}`;
  const dark = "color-scheme:dark;background-color:var(--surface);color:var(--ink)";
  return hasDark ? light + themed(`.${scope}`, dark, "dark") : light;
}

function rulesText(rules: readonly CssNode[], sheet: Sheet): string {
  return rules.map((rule) => rule.type === "Rule" ? ruleText(rule, sheet) : atRuleText(rule, sheet)).join("");
}

function ruleText(rule: CssNode, sheet: Sheet): string {
  if (!rule.block) return "";
  const declarations = renamed(safeDeclarations(rule.block, sheet), sheet.names);
  if (declarations.length === 0) return "";
  return selectorsOf(rule, sheet.scope).map((selector) => selectorText(selector, declarations, sheet)).join(
    "",
  );
}

function selectorText(selector: ScopedSelector, declarations: readonly Declaration[], sheet: Sheet): string {
  const { text, theme, isRoot } = selector;
  if (theme !== undefined) {
    const { ground } = adapted(declarations);
    const ink = theme === "light" || ground === undefined || isRoot ? "" : `${inkOn(ground)};`;
    return themed(text, ink + declarations.map(declarationText).join(";"), theme);
  }
  if (isRoot) {
    const kept = sheet.isOwn
      ? declarations
      : declarations.filter((declaration) => !isPaperColour(declaration));
    return kept.length === 0 ? "" : `${text}{${kept.map(declarationText).join(";")}}`;
  }
  const plain = adapted(declarations);
  // In the dark, letters that were left to the white page around would be light on a light background.
  const onGround = plain.ground === undefined
    ? ""
    : themed(text, `color-scheme:light;${inkOn(plain.ground)}`, "dark", ":where([data-theme=", ")");
  return `${onGround}${text}{${plain.text}}`;
}

function isPaperColour(declaration: Declaration): boolean {
  return /^(?:color|background|background-color)$/.test(declaration.property) && !isOwnColour(declaration);
}

/** A rule for one theme, chosen by the person or by their system. */
function themed(
  selector: string,
  declarations: string,
  theme: "light" | "dark",
  open = "[data-theme=",
  close = "",
): string {
  const rule = (chosen: string) => `${open}"${chosen}"]${close} ${selector}{${declarations}}`;
  return `${rule(theme)}@media (prefers-color-scheme:${theme}){${rule("system")}}`;
}

function selectorsOf({ prelude }: CssNode, scope: string): readonly ScopedSelector[] {
  if (prelude?.type !== "SelectorList") return [];
  return (prelude.children ?? []).flatMap((selector) => scopedSelector(selector, scope) ?? []);
}

function atRuleText(rule: CssNode, sheet: Sheet): string {
  const name = rule.name?.toLowerCase();
  if (rule.type !== "Atrule" || !rule.block) return "";
  const rules = rule.block.children ?? [];
  switch (name) {
    case "media":
    case "supports": {
      if (!rule.prelude || hasRaw(rule.prelude)) return "";
      const inner = rulesText(rules, sheet);
      return inner === "" ? "" : `@${name} ${cssText(rule.prelude)}{${inner}}`;
    }
    case "font-face": {
      const declarations = renamed(safeDeclarations(rule.block, sheet), sheet.names);
      const whole = ["font-family", "src"].every((needed) =>
        declarations.some(({ property }) => property === needed)
      );
      return whole ? `@font-face{${declarations.map(declarationText).join(";")}}` : "";
    }
    case "keyframes":
    case "-webkit-keyframes":
      return keyframesText(rule, sheet);
    default:
      return "";
  }
}

function keyframesText(rule: CssNode, sheet: Sheet): string {
  const name = sheet.names.animations.get(rule.prelude ? cssText(rule.prelude) : "");
  if (name === undefined || !rule.block) return "";
  const frames = (rule.block.children ?? []).flatMap(({ type, prelude, block }) => {
    if (type !== "Rule" || !prelude || !block || hasRaw(prelude)) return [];
    return [`${cssText(prelude)}{${safeDeclarations(block, sheet).map(declarationText).join(";")}}`];
  });
  return `@keyframes ${name}{${frames.join("")}}`;
}

function hasRaw(node: CssNode): boolean {
  return node.type === "Raw" || (node.children ?? []).some(hasRaw);
}
