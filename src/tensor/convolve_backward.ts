/** The two adjoints of a convolution, and the transposed convolution, which is one of them. */
import {
  asImage,
  asLine,
  checkBias,
  flatSliding,
  isDirect,
  type Line,
  type Plan,
  planConvolution,
  type Sliding,
} from "./convolve.ts";
import { multiplyByRowsInto, multiplyInto } from "./matmul_kernel.ts";
import { sameShape, shapeText } from "./shape.ts";
import { zeros } from "./tensor.ts";
import type { Tensor } from "./tensor.ts";
import { foldInto, unfoldInto } from "./unfold.ts";
import { type Both, heightOf, transposedSize, widthOf } from "./window.ts";

/** The settings of the forward convolution, and the shape asked for. */
export interface Backward extends Sliding {
  readonly shape: readonly number[];
}

/**
 * dL/dx of `conv2d`. upstream [n,o,h',w'] or [o,h',w'], weight [o,c/groups,kh,kw], `shape` is that of x.
 * Throws RangeError when the upstream is not the output shape of that convolution.
 */
export function conv2dInputGradient(upstream: Tensor, weight: Tensor, { shape, ...how }: Backward): Tensor {
  const plan = planConvolution(shape, weight.shape, how);
  checkUpstream(upstream, shape, plan);
  const { n, o, groups, patches } = plan;
  const places = patches.oh * patches.ow;
  const rows = patches.c * patches.kh * patches.kw;
  const perGroup = o / groups;
  const values = new Float64Array(n * groups * patches.c * patches.h * patches.w);
  const columns = new Float64Array(rows * places);
  const flipped = transposedBlocks(weight.values, { groups, perGroup, rows });
  for (let block = 0; block < n * groups; block++) {
    columns.fill(0);
    multiplyInto(columns, 0, {
      a: flipped,
      aStart: (block % groups) * rows * perGroup,
      b: upstream.values,
      bStart: block * perGroup * places,
      n: rows,
      k: perGroup,
      m: places,
    });
    foldInto(values, block * patches.c * patches.h * patches.w, columns, patches);
  }
  return { shape: [...shape], values };
}

/** dL/dweight of `conv2d`. x [n,c,h,w] or [c,h,w], upstream its output shape; `shape` is that of the weight. */
export function conv2dWeightGradient(x: Tensor, upstream: Tensor, { shape, ...how }: Backward): Tensor {
  const plan = planConvolution(x.shape, shape, how);
  checkUpstream(upstream, x.shape, plan);
  const { n, o, groups, patches } = plan;
  const places = patches.oh * patches.ow;
  const rows = patches.c * patches.kh * patches.kw;
  const perGroup = o / groups;
  const direct = isDirect(patches);
  const columns = direct ? x.values : new Float64Array(rows * places);
  const values = new Float64Array(o * rows);
  for (let block = 0; block < n * groups; block++) {
    const image = block * patches.c * patches.h * patches.w;
    if (!direct) unfoldInto(columns, x.values, image, patches);
    multiplyByRowsInto(values, (block % groups) * perGroup * rows, {
      a: upstream.values,
      aStart: block * perGroup * places,
      b: columns,
      bStart: direct ? image : 0,
      n: perGroup,
      k: places,
      m: rows,
    });
  }
  return { shape: [...shape], values };
}

/** Settings of a transposed convolution; the output padding chooses among the sizes the stride leaves open. */
export interface Transposed extends Sliding {
  readonly outputPadding?: Both;
  readonly bias?: Tensor;
}

/**
 * Transposed convolution: each input value stamps the kernel, scaled, onto the output. x [n,c,h,w] or [c,h,w], weight
 * [c,o/groups,kh,kw], bias [o] -> [n,o,h',w'], h' = s(h-1) + d(kh-1) + 1 - 2p + outputPadding. It is the adjoint of a
 * convolution, so it restores its input's shape, not its values. Source: PyTorch's ConvTranspose2d.
 */
export function convTranspose2d(x: Tensor, weight: Tensor, how: Transposed = {}): Tensor {
  const { stride = 1, padding = 0, dilation = 1, groups = 1, outputPadding = 0, bias } = how;
  const [c, h, w] = x.shape.slice(-3) as [number, number, number];
  const [fromChannels, perGroup, kh, kw] = weight.shape as readonly [number, number, number, number];
  if (x.shape.length < 3 || x.shape.length > 4 || weight.shape.length !== 4 || fromChannels !== c) {
    throw new RangeError(
      `Cannot convolve ${shapeText(x.shape)} transposed by ${
        shapeText(weight.shape)
      }: need [n,c,h,w] and [c,o,kh,kw]`,
    );
  }
  const along = (n: number, size: number, side: (both: Both) => number) =>
    transposedSize(n, {
      size,
      stride: side(stride),
      padding: side(padding),
      dilation: side(dilation),
      outputPadding: side(outputPadding),
    });
  const o = perGroup * groups;
  checkBias(bias, o);
  const size = [along(h, kh, heightOf), along(w, kw, widthOf)] as const;
  const shape = [...x.shape.slice(0, -3), o, ...size];
  const out = conv2dInputGradient(x, weight, { shape, stride, padding, dilation, groups });
  const area = size[0] * size[1];
  return bias === undefined
    ? out
    : { shape, values: out.values.map((value, i) => value + bias.values[Math.floor(i / area) % o]!) };
}

/** Transposed convolution along one axis. x [n,c,l] or [c,l], weight [c,o/groups,k], bias [o] -> [n,o,l']. */
export function convTranspose1d(
  x: Tensor,
  weight: Tensor,
  how: Line & { readonly outputPadding?: number; readonly bias?: Tensor } = {},
): Tensor {
  const { outputPadding = 0, bias } = how;
  const settings = { ...flatSliding(how), outputPadding: [0, outputPadding] } as const;
  const out = convTranspose2d(
    asImage(x),
    asImage(weight),
    bias === undefined ? settings : { ...settings, bias },
  );
  return asLine(out);
}

/** The bias gradient [o]: the upstream [n,o,h',w'] or [o,h',w'] summed over images and places. */
export function conv2dBiasGradient(upstream: Tensor): Tensor {
  const [o, h, w] = upstream.shape.slice(-3) as [number, number, number];
  const total = zeros([o]);
  upstream.values.forEach((value, i) => {
    const filter = Math.floor(i / (h * w)) % o;
    total.values[filter] = total.values[filter]! + value;
  });
  return total;
}

interface Blocks {
  readonly groups: number;
  readonly perGroup: number;
  readonly rows: number;
}

/** Each group's [perGroup, rows] block of a weight as [rows, perGroup]. */
function transposedBlocks(weight: Float64Array, { groups, perGroup, rows }: Blocks): Float64Array {
  const out = new Float64Array(weight.length);
  for (let g = 0; g < groups; g++) {
    const start = g * perGroup * rows;
    for (let i = 0; i < perGroup; i++) {
      for (let j = 0; j < rows; j++) out[start + j * perGroup + i] = weight[start + i * rows + j]!;
    }
  }
  return out;
}

function checkUpstream(upstream: Tensor, x: readonly number[], { o, patches }: Plan): void {
  const wanted = [...x.slice(0, -3), o, patches.oh, patches.ow];
  if (!sameShape(upstream.shape, wanted)) {
    throw new RangeError(
      `Cannot send ${shapeText(upstream.shape)} back through a convolution of ${shapeText(x)}: ` +
        `its output is ${shapeText(wanted)}`,
    );
  }
}
