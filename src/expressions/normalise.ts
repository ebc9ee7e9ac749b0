/** Rewrites what keyboards, calculators and web pages produce into plain characters, remembering where each came from. */
import type { Span } from "./node.ts";

/** Stands for the spaces that group digits (no-break, thin, figure): part of a number between digits, else a space. */
export const GROUP_SPACE = "\u2009";

/** Plain text with, for every character, the piece of the original it came from. */
export interface NormalText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly original: string;
}

const REWRITTEN: ReadonlyMap<string, string> = new Map([
  ...rewrites("−–‒‐‑﹣－", "-"),
  ...rewrites("×·∙⋅∗✕", "*"),
  ...rewrites("÷∕⁄", "/"),
  ...rewrites("′’‘ᵀ⊤", "'"),
  ...rewrites("\u00a0\u2007\u2008\u2009\u200a\u202f\u2005\u2006", GROUP_SPACE),
  ...rewrites("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2061\u2062", ""),
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ...greek(),
]);

/** Characters that the tokeniser reads itself and NFKC would flatten (`2²` must not become `22`). */
const KEPT = /^[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺√]$/u;
const VULGAR_FRACTION = /^(\d+)\u2044(\d+)$/;

/** The text with one character per meaning. Never fails: what it does not know it leaves for the tokeniser to refuse. */
export function normalise(original: string): NormalText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of original) {
    const plain = plainFor(character);
    for (let i = 0; i < plain.length; i++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    text += plain;
    at += character.length;
  }
  return { text, starts, ends, original };
}

/** Where characters `from` (included) to `to` (excluded) of the plain text stand in the original. */
export function originalSpan(normal: NormalText, from: number, to: number): Span {
  const at = normal.starts[from] ?? normal.original.length;
  const end = to > from ? normal.ends[to - 1] ?? normal.original.length : at;
  return { at, length: end - at };
}

function plainFor(character: string): string {
  const rewritten = REWRITTEN.get(character);
  if (rewritten !== undefined) return rewritten;
  if (character <= "\u007f" || KEPT.test(character)) return character;
  const compatible = character.normalize("NFKC");
  // ½ becomes (1/2), so that 2½ is refused as a missing sign instead of being read as 21/2.
  const fraction = VULGAR_FRACTION.exec(compatible);
  if (fraction !== null) return `(${fraction[1]}/${fraction[2]})`;
  return REWRITTEN.get(compatible) ?? compatible;
}

function rewrites(characters: string, plain: string): [string, string][] {
  return [...characters].map((character) => [character, plain]);
}

function greek(): [string, string][] {
  const names =
    "α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta κ kappa λ lambda µ mu μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau φ phi ϕ phi χ chi ψ psi ω omega Δ Delta Σ Sigma Λ Lambda Θ Theta Ω Omega Φ Phi Ψ Psi Γ Gamma"
      .split(" ");
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < names.length; i += 2) pairs.push([names[i] as string, names[i + 1] as string]);
  return pairs;
}
