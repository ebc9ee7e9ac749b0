/** Turns nested lists of cells into a tensor, or says which cell or row is wrong. */
import { err, ok, type Result } from "../base/result.ts";
import { fromValues, type Tensor } from "../tensor/tensor.ts";
import { LEARNER_NUMBER } from "./dialect.ts";
import { MAX_ELEMENTS } from "./evaluate.ts";
import { numberValue } from "./learner_number.ts";
import type { Node, ParseProblem } from "./node.ts";
import { parseExpression } from "./parse.ts";
import type { Block } from "./tensor_blocks.ts";
import { textOf } from "./tensor_source.ts";

/** A problem of a text with many cells; `place` counts from 1, the last two numbers are row and column. */
export interface CellProblem extends ParseProblem {
  readonly place: readonly number[];
}

/** A tensor and the formula that stood in each cell, in row-major order. */
export interface Cells {
  readonly tensor: Tensor;
  readonly nodes: readonly Node[];
}

const LONE_SIGN = /^[-+*/^−×·÷]$/;

interface Cut {
  readonly block: Block;
  readonly place: readonly number[];
}

/** The values of all cells of a layout. */
export function cellsOf(block: Block): Result<Cells, CellProblem> {
  const shape: number[] = [];
  let level: readonly Cut[] = [{ block, place: [] }];
  // One axis a round: all blocks of a level are cells, or all are lists of one length.
  while (level[0]?.block.kind === "list") {
    const size = level[0].block.items.length;
    const odd = level.find(({ block }) => block.kind !== "list" || block.items.length !== size);
    if (odd !== undefined) return err(raggedProblem(odd, size));
    shape.push(size);
    level = level.flatMap(({ block, place }) =>
      block.kind === "list" ? block.items.map((item, i) => ({ block: item, place: [...place, i + 1] })) : []
    );
    if (level.length > MAX_ELEMENTS) {
      return err(problemAt({ block, place: [] }, `At most ${MAX_ELEMENTS} numbers can be read`));
    }
  }
  const values = new Float64Array(level.length);
  const nodes: Node[] = [];
  for (const [i, cut] of level.entries()) {
    const read = readCell(cut);
    if (!read.ok) return read;
    values[i] = read.value.value;
    nodes.push(read.value.node);
  }
  return ok({ tensor: fromValues(values, shape), nodes });
}

function readCell(cut: Cut): Result<{ value: number; node: Node }, CellProblem> {
  const { block } = cut;
  if (block.kind === "list") return err(problemAt(cut, "Here a number was expected, found a list"));
  const text = textOf(block.piece);
  if (text === "") return err(problemAt(cut, "This cell is empty: write 0 if you mean zero"));
  if (LONE_SIGN.test(text)) {
    return err(problemAt(cut, "Blanks separate cells here: write 1-2 without blanks"));
  }
  const parsed = parseExpression(text, { ...LEARNER_NUMBER, decimalComma: block.comma === "decimal" });
  if (!parsed.ok) return err(moved(parsed.error, cut));
  const read = numberValue(parsed.value);
  if (!read.ok) return err(moved(read.error, cut));
  return ok({ value: read.value.value, node: parsed.value });
}

function raggedProblem(cut: Cut, size: number): CellProblem {
  const { block } = cut;
  if (block.kind === "cell") return problemAt(cut, "Here a list was expected, as in the row before");
  const isEmpty = block.items.every((item) => item.piece.from === item.piece.to);
  if (isEmpty) return problemAt(cut, "This row is empty");
  return problemAt(cut, `This row has ${block.items.length} entries, the first one has ${size}`);
}

function problemAt({ block, place }: Cut, message: string): CellProblem {
  const { from, to } = block.piece;
  return { at: from, length: to - from, message, place };
}

function moved({ at, length, message }: ParseProblem, { block, place }: Cut): CellProblem {
  return { at: block.piece.from + at, length, message, place };
}
