/** Reads matrices and tensors as people type, paste and print them. */
import { err, ok, type Result } from "../base/result.ts";
import { sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { ParseProblem } from "./node.ts";
import { nodeTex } from "./tex.ts";
import { type CommaRole, type Cutting, hasDecimalCommas, type Layout, layoutOf } from "./tensor_blocks.ts";
import { type CellProblem, cellsOf } from "./tensor_cells.ts";
import { type Piece, sourceOf, textOf } from "./tensor_source.ts";
import { tensorTex } from "./value_tex.ts";

export type { CellProblem } from "./tensor_cells.ts";

export const MAX_TENSOR_TEXT_LENGTH = 20_000;

/** One way to read a text. */
export interface ReadTensor {
  readonly tensor: Tensor;
  /** The cells as they were typed, laid out by the shape. */
  readonly tex: string;
  readonly comma: CommaRole;
}

/** What a text says; `ask` where commas can be decimal commas or separators and both readings fit. */
export type TensorReading =
  | { readonly kind: "read"; readonly reading: ReadTensor }
  | { readonly kind: "ask"; readonly readings: readonly [ReadTensor, ReadTensor] }
  | { readonly kind: "problem"; readonly problem: CellProblem };

interface Fitting {
  readonly fits: boolean;
  readonly reading: ReadTensor;
}

type Tried = Result<Fitting, CellProblem>;

/**
 * Reads `[[1,2],[3,4]]`, `np.array(...)`, `tensor(..., dtype=...)`, `(1, 2)`, `[1 2; 3 4]`, CSV, TSV and print-outs of
 * any rank; each cell is a number as in an answer field (`1/2`, `e^-1`). `expected` decides what the text leaves open:
 * whether one row is a vector, and what commas mean. Without it pass undefined. Never throws.
 */
export function readTensor(text: string, expected: readonly number[] | undefined): TensorReading {
  if (text.length > MAX_TENSOR_TEXT_LENGTH) {
    return refused({ at: 0, length: text.length, message: "This text is too long to be read as numbers" });
  }
  const source = sourceOf(text);
  if (!source.ok) return refused(source.error);
  if (textOf(source.value) === "") return refused({ at: 0, length: 0, message: "Nothing is typed here yet" });
  const separator = tryReading(source.value, "separator", expected);
  if (!canHaveDecimalCommas(source.value)) return only(separator);
  const decimal = tryReading(source.value, "decimal", expected);
  return chosen(source.value, separator, decimal);
}

/** Dots rule decimal commas out; in lists of lists each list speaks for itself. */
function canHaveDecimalCommas(source: Piece): boolean {
  const text = textOf(source);
  return hasDecimalCommas(source) && !/\[[^\]]*\[|\][^[]*\[/.test(text);
}

/** Of two readings the one that fits; both fitting, the person is asked. */
function chosen(source: Piece, separator: Tried, decimal: Tried): TensorReading {
  if (!decimal.ok) return only(separator);
  if (!separator.ok) return only(decimal);
  const both = [separator.value.reading, decimal.value.reading] as const;
  if (separator.value.fits && decimal.value.fits) {
    // A lone `1,5` is two numbers, unless exactly one is expected: then the first reading does not fit.
    return /[;\s]/.test(textOf(source)) ? { kind: "ask", readings: both } : only(separator);
  }
  return only(decimal.value.fits ? decimal : separator);
}

function tryReading(source: Piece, comma: CommaRole, expected: readonly number[] | undefined): Tried {
  const rank = expected?.length;
  const first = tryCutting(source, { comma, wrapsLines: rank === 1, blankLinesSlice: rank === 3 }, expected);
  if (first.ok) return first;
  // A vector printed over several lines has a shorter last one.
  const isOneList = textOf(source).startsWith("[") && !textOf(source).includes(";");
  const second = isOneList
    ? tryCutting(source, { comma, wrapsLines: true, blankLinesSlice: false }, expected)
    : first;
  return second.ok ? second : first;
}

function tryCutting(source: Piece, cutting: Cutting, expected: readonly number[] | undefined): Tried {
  const layout = layoutOf(source, cutting);
  if (!layout.ok) return err({ ...layout.error, place: [] });
  const cells = cellsOf(layout.value.block);
  if (!cells.ok) return cells;
  const { nodes, tensor: { shape: found, values } } = cells.value;
  const shape = shapeFor(layout.value, found, expected);
  const tex = shape.length === 0 ? nodes.map(nodeTex).join("") : tensorTex(nodes.map(nodeTex), shape);
  const fits = expected === undefined || sameShape(shape, expected);
  return ok({ fits, reading: { tensor: { shape, values }, tex, comma: cutting.comma } });
}

/** The shape of what nested brackets fix; rows without them can be a vector, a row or a column, as `expected` has it. */
function shapeFor(layout: Layout, found: readonly number[], expected: readonly number[] | undefined) {
  if (layout.form === "cell") return expected?.every((size) => size === 1) ? expected : found;
  const [rows = 1, columns = 1] = found;
  if (layout.form === "nested") return found;
  if (rows === 1 && expected?.length !== 2) return [columns];
  if (columns === 1 && expected?.length === 1) return [rows];
  if (layout.isEitherWay && expected !== undefined && sameShape(expected, [columns, 1])) return [columns, 1];
  return found;
}

function only(tried: Tried): TensorReading {
  return tried.ok
    ? { kind: "read", reading: tried.value.reading }
    : { kind: "problem", problem: tried.error };
}

function refused(problem: ParseProblem): TensorReading {
  return { kind: "problem", problem: { ...problem, place: [] } };
}
