/** Values as TeX: numbers, truth values, tensors as matrices. */
import { fixedDigits, significantDigits } from "./digits.ts";
import { isTensor, type Value } from "./value.ts";

/** How many digits a number shows: a fixed number of decimals, or significant figures. */
export type NumberStyle =
  | { readonly kind: "decimals"; readonly decimals: number }
  | { readonly kind: "significant"; readonly figures: number };

export const SIX_FIGURES = { kind: "significant", figures: 6 } as const satisfies NumberStyle;

/** Tensors as bmatrix: a vector as one row, higher ranks as a list of their slices. */
export function valueTex(value: Value, style: NumberStyle): string {
  if (typeof value === "boolean") return `\\text{${value}}`;
  if (!isTensor(value)) return numberTex(value, style);
  return tensorTex([...value.values].map((x) => numberTex(x, style)), value.shape);
}

/** One number: `-0.25`, `1.5\cdot 10^{-7}`; thousands are not grouped. */
export function numberTex(value: number, style: NumberStyle): string {
  if (Number.isNaN(value)) return "\\text{NaN}";
  if (!Number.isFinite(value)) return value > 0 ? "\\infty" : "-\\infty";
  if (style.kind === "decimals" && Math.abs(value) < 1e15) return fixedDigits(value, style.decimals);
  const { mantissa, exponent } = significantDigits(value, style.kind === "decimals" ? 6 : style.figures);
  return exponent === undefined ? mantissa : `${mantissa}\\cdot 10^{${exponent}}`;
}

/** Cells in row-major order as nested matrices. */
export function tensorTex(cells: readonly string[], shape: readonly number[]): string {
  if (cells.length === 0) return "\\left[\\;\\right]";
  if (shape.length <= 2) return matrixTex(cells, shape.at(-1) ?? 1);
  const slice = cells.length / (shape[0] ?? 1);
  const slices = Array.from(
    { length: shape[0] ?? 0 },
    (_, i) => tensorTex(cells.slice(i * slice, (i + 1) * slice), shape.slice(1)),
  );
  return `\\left[${slices.join(",\\;")}\\right]`;
}

function matrixTex(cells: readonly string[], columns: number): string {
  const rows: string[] = [];
  for (let at = 0; at < cells.length; at += columns) rows.push(cells.slice(at, at + columns).join(" & "));
  return `\\begin{bmatrix}${rows.join(" \\\\ ")}\\end{bmatrix}`;
}
