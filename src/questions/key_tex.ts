/** Shows the key of an answer at the precision that was asked for. */
import { toNested } from "../tensor/tensor.ts";
import { nodeTex } from "../expressions/tex.ts";
import { type AnswerValue, isFormula } from "./answer_value.ts";
import type { AnswerSpec } from "./question.ts";
import { fixed, mat, num, vec } from "./tex.ts";

/** TeX of a key; rounded answers to the decimals asked, exact ones as they are. */
export function keyTex(spec: AnswerSpec, key: AnswerValue): string {
  if (isFormula(key)) return nodeTex(key.node);
  const show = (value: number) =>
    spec.tolerance.kind === "rounded" ? fixed(value, spec.decimals) : num(value);
  if (spec.type === "shape") return `[${Array.from(key.values, num).join(",\\; ")}]`;
  switch (key.shape.length) {
    case 0:
      return spec.type === "rational" ? fraction(key.values[0] ?? NaN) : show(key.values[0] ?? NaN);
    case 1:
      return vec(key.values, show);
    case 2:
      return mat(key, show);
    default:
      return `\\text{${JSON.stringify(toNested(key))}}`;
  }
}

/** A decimal where it ends early, else a fraction with a small denominator where there is one. */
function fraction(value: number): string {
  if (Math.abs(value * 1e4 - Math.round(value * 1e4)) < 1e-7) return num(value);
  for (let denominator = 3; denominator <= 1000; denominator++) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(numerator / denominator - value) < 1e-12 * Math.max(1, Math.abs(value))) {
      const sign = numerator < 0 ? "-" : "";
      return `${sign}\\frac{${Math.abs(numerator)}}{${denominator}} \\approx ${fixed(value, 4)}`;
    }
  }
  return `\\approx ${fixed(value, 6)}`;
}
