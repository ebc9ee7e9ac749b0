/** Embedding tables: rows looked up by token. */
import { shapeText } from "./shape.ts";
import { take } from "./slices.ts";
import type { Tensor } from "./tensor.ts";

/** The rows of a table for tokens. table [v,d], tokens [...] of whole numbers below v -> [...,d]. */
export function embed(table: Tensor, tokens: Tensor): Tensor {
  if (table.shape.length !== 2) {
    throw new RangeError(`Cannot look up tokens in ${shapeText(table.shape)}: need a table [v,d]`);
  }
  const rows = take(table, { axis: 0, indices: [...tokens.values] });
  return { shape: [...tokens.shape, table.shape[1]!], values: rows.values };
}

/** dL/dtable [v,d] of a lookup: each upstream row is added to the row of its token. upstream [...,d]. */
export function embedBackward(
  upstream: Tensor,
  { tokens, rows }: { readonly tokens: Tensor; readonly rows: number },
): Tensor {
  const d = upstream.shape[upstream.shape.length - 1] ?? 0;
  if (upstream.values.length !== tokens.values.length * d) {
    throw new RangeError(
      `Cannot send ${shapeText(upstream.shape)} back to tokens ${shapeText(tokens.shape)}`,
    );
  }
  const values = new Float64Array(rows * d);
  tokens.values.forEach((token, i) => {
    for (let j = 0; j < d; j++) {
      const at = token * d + j;
      values[at] = values[at]! + upstream.values[i * d + j]!;
    }
  });
  return { shape: [rows, d], values };
}
