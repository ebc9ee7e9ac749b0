/** Fonts and animations have names for the whole page: those of imported sheets get names of their own. */
// @ts-types="./css_tree.d.ts"
import { type CssNode } from "css-tree";
import { cssText, type Declaration } from "./safe_css.ts";

export interface CssNames {
  /** New name by the old one in lower case. */
  readonly fonts: ReadonlyMap<string, string>;
  readonly animations: ReadonlyMap<string, string>;
}

/** The names that a sheet gives, with those that they get. */
export function namesOf(rules: readonly CssNode[], scope: string): CssNames {
  const fonts = new Map<string, string>();
  const animations = new Map<string, string>();
  const look = (nodes: readonly CssNode[]): void => {
    for (const { type, name, prelude, block } of nodes) {
      if (type !== "Atrule" || !block) continue;
      if (/^(?:-webkit-)?keyframes$/i.test(name ?? "") && prelude) {
        const given = cssText(prelude);
        if (/^[\w-]+$/.test(given)) animations.set(given, `${scope}-${given}`);
      } else if (/^font-face$/i.test(name ?? "")) {
        const family = (block.children ?? []).find(({ property }) =>
          property?.toLowerCase() === "font-family"
        );
        if (typeof family?.value === "object" && family.value !== null) {
          const given = plainName(family.value.children ?? []);
          fonts.set(given.toLowerCase(), `${scope} ${given.replace(/[^\p{L}\p{N} _-]/gu, "")}`);
        }
      } else look(block.children ?? []);
    }
  };
  look(rules);
  return { fonts, animations };
}

/** Declarations that call fonts and animations by their new names. */
export function renamed(declarations: readonly Declaration[], names: CssNames): readonly Declaration[] {
  return declarations.map((declaration) => {
    const { property, value } = declaration;
    if (/^(?:-webkit-)?animation(?:-name)?$/.test(property)) {
      return { ...declaration, value: { ...value, children: (value.children ?? []).map(animation) } };
    }
    if (property !== "font-family" && property !== "font") return declaration;
    return { ...declaration, value: { ...value, children: families(value.children ?? []) } };
  });

  function animation(node: CssNode): CssNode {
    const name = node.type === "Identifier" ? names.animations.get(node.name ?? "") : undefined;
    return name === undefined ? node : { ...node, name };
  }

  /** Names of several words are read from their end, since in `font` a size stands before them. */
  function families(nodes: readonly CssNode[]): CssNode[] {
    const out: CssNode[] = [];
    let words: CssNode[] = [];
    const flush = () => {
      for (let from = 0; from <= words.length; from++) {
        const name = names.fonts.get(plainName(words.slice(from)).toLowerCase());
        if (name === undefined && from < words.length) continue;
        out.push(...words.slice(0, from));
        if (name !== undefined) out.push({ type: "String", value: name });
        break;
      }
      words = [];
    };
    for (const node of nodes) {
      if (node.type === "Identifier" || node.type === "String") words.push(node);
      else {
        flush();
        out.push(node);
      }
    }
    flush();
    return out;
  }
}

function plainName(nodes: readonly CssNode[]): string {
  return nodes.map((node) => node.type === "String" ? String(node.value) : node.name ?? "").join(" ");
}
