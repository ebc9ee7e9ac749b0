/** Numbers as figures print them: a real minus, fixed decimals. */

export function fixed(x: number, decimals: number): string {
  const text = x.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
}

/** As few digits as the number has, three decimals at most. */
export function plain(x: number): string {
  return fixed(x, 3).replace(/\.?0+$/, "");
}

/** A factor in a product or sum, in brackets when negative. */
export function factor(x: number): string {
  return x < 0 ? `(${plain(x)})` : plain(x);
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** 12 -> "₁₂". */
export function subscript(n: number): string {
  return [...String(n)].map((digit) => SUBSCRIPTS[Number(digit)] ?? digit).join("");
}
