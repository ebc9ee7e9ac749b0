/** Attention: scaled dot products, masks, several heads. */
import { permute, reshape, transpose } from "./arrange.ts";
import { mul, where } from "./elementwise.ts";
import { type Dense, rowDense } from "./linear.ts";
import { matmul } from "./matmul.ts";
import { shapeText } from "./shape.ts";
import { softmax } from "./softmax.ts";
import { type Tensor, zeros } from "./tensor.ts";

/** Queries [...,n,d], keys [...,m,d] and values [...,m,e]; cross attention takes keys and values from elsewhere. */
export interface Attended {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
}

export interface Attending {
  /** Broadcasts to the scores [...,n,m]: 1 where a query may look, 0 where not. */
  readonly mask?: Tensor;
  /** What the dot products are multiplied by; 1/sqrt(d) when left out, 1 for plain dot-product attention. */
  readonly scale?: number;
}

/** Scores before the mask, weights after the softmax, and the weighted values. */
export interface Attention {
  readonly scores: Tensor;
  readonly weights: Tensor;
  readonly output: Tensor;
}

/**
 * softmax(scale Q K^T) V. Scores and weights [...,n,m], output [...,n,e]. Throws RangeError on shapes that do not
 * meet and when a query may look nowhere. Source: Vaswani et al. 2017, eq. 1.
 */
export function attention({ query, key, value }: Attended, { mask, scale }: Attending = {}): Attention {
  const d = query.shape[query.shape.length - 1] ?? 0;
  if (query.shape.length < 2 || key.shape.length < 2 || key.shape[key.shape.length - 1] !== d) {
    throw new RangeError(
      `Cannot attend with queries ${shapeText(query.shape)} to keys ${
        shapeText(key.shape)
      }: need [n,d] and [m,d]`,
    );
  }
  const scores = mul(matmul(query, transpose(key)), scale ?? 1 / Math.sqrt(d));
  const weights = softmax(mask === undefined ? scores : masked(scores, mask));
  return { scores, weights, output: matmul(weights, value) };
}

/** The mask [n,m] that lets position i look at positions 0 to i only. */
export function causalMask(n: number, m = n): Tensor {
  const out = zeros([n, m]);
  for (let i = 0; i < n; i++) out.values.fill(1, i * m, i * m + Math.min(i + 1, m));
  return out;
}

function masked(scores: Tensor, mask: Tensor): Tensor {
  const out = where(mask, { yes: scores, no: -Infinity });
  const m = out.shape[out.shape.length - 1]!;
  for (let start = 0; start < out.values.length; start += m) {
    if (out.values.subarray(start, start + m).every((score) => score === -Infinity)) {
      throw new RangeError(
        `Cannot attend by a mask ${shapeText(mask.shape)} that hides everything from row ${start / m}`,
      );
    }
  }
  return out;
}

/** Projections of multi-head attention as rows x W + b, each [D,D]. */
export interface Heads {
  readonly heads: number;
  readonly query: Dense;
  readonly key: Dense;
  readonly value: Dense;
  readonly output: Dense;
}

/**
 * Multi-head attention: project, split D into heads of D/heads, attend, join, project. query [...,n,D], key and value
 * [...,m,D] -> output [...,n,D], weights [...,heads,n,m]; a mask broadcasts to the weights. Throws RangeError when
 * the heads do not divide D. Source: Vaswani et al. 2017, section 3.2.2.
 */
export function multiHeadAttention(x: Attended, layer: Heads & { readonly mask?: Tensor }): Attention {
  const { heads, mask } = layer;
  const found = attention(
    {
      query: splitHeads(rowDense(x.query, layer.query), heads),
      key: splitHeads(rowDense(x.key, layer.key), heads),
      value: splitHeads(rowDense(x.value, layer.value), heads),
    },
    mask === undefined ? {} : { mask },
  );
  return { ...found, output: rowDense(joinHeads(found.output), layer.output) };
}

/** [...,n,D] -> [...,heads,n,D/heads]; head 0 takes the first D/heads columns. */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [n, width] = x.shape.slice(-2) as [number, number];
  if (!Number.isInteger(heads) || heads < 1 || width % heads !== 0) {
    throw new RangeError(`Cannot split ${shapeText(x.shape)} into ${heads} heads: they must divide ${width}`);
  }
  const parts = reshape(x, [...x.shape.slice(0, -2), n, heads, width / heads]);
  return permute(parts, swapBeforeLast(parts.shape.length));
}

/** [...,heads,n,d] -> [...,n,heads*d]. */
export function joinHeads(x: Tensor): Tensor {
  const [heads, n, d] = x.shape.slice(-3) as [number, number, number];
  return reshape(permute(x, swapBeforeLast(x.shape.length)), [...x.shape.slice(0, -3), n, heads * d]);
}

/** The order of axes that swaps the two before the last. */
export function swapBeforeLast(rank: number): number[] {
  return [...Array(rank - 3).keys(), rank - 2, rank - 3, rank - 1];
}
