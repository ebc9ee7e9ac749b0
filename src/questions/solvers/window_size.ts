/** Output sizes of sliding windows: the formulas of convolution arithmetic with their numbers filled in. */
import { slidingSize, slidingSizeUp, transposedSize } from "../../tensor/window.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { listStep, numberStep, shapeTex } from "./number_steps.ts";

/** A window along one axis. */
export interface Slide {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

export interface ConvShape extends Slide {
  /** Input [channels, height, width]. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
}

/** Elements from the first to the last tap of the window, both included: d(k-1)+1. */
export function reachOf({ kernel, dilation }: Pick<Slide, "kernel" | "dilation">): number {
  return dilation * (kernel - 1) + 1;
}

/** Places of a window on n elements; 0 when it does not fit. */
export function placesOf(n: number, slide: Slide): number {
  return n < 1 || n + 2 * slide.padding < reachOf(slide)
    ? 0
    : slidingSize(n, { ...slide, size: slide.kernel });
}

/** [filters, h', w'] with h' = floor((h + 2p - d(k-1) - 1)/s) + 1. Answer: shape [3]. Source: Dumoulin and Visin 2016. */
export function convShapeSolver(conv: ConvShape): Solver {
  return {
    steps: [
      reachStep(conv),
      sizeStep({
        id: "height",
        name: "h'",
        n: conv.height,
        rule:
          "Places along the height: padded size minus reach, divided by the stride and rounded down, plus 1.",
        slide: conv,
      }),
      sizeStep({ id: "width", name: "w'", n: conv.width, rule: "The same along the width.", slide: conv }),
      listStep({
        id: "shape",
        rule: "One output channel for each filter; the input channels are summed over.",
        uses: ["height", "width"],
        value: (h, w) => [conv.filters, h, w],
        tex: shapeTex,
      }),
    ],
    answers: { shape: "shape" },
  };
}

/** The output length along one axis. Answer: size. */
export function convSizeSolver({ n, ...slide }: Slide & { readonly n: number }): Solver {
  return {
    steps: [
      reachStep(slide),
      sizeStep({
        id: "size",
        name: "n'",
        n,
        rule: "Padded size minus reach, divided by the stride and rounded down, plus 1 for the first place.",
        slide,
      }),
    ],
    answers: { size: "size" },
  };
}

function reachStep(slide: Slide): StepPlan {
  return numberStep({
    id: "reach",
    rule: "How far the kernel reaches: $d(k-1)+1$ pixels.",
    value: () => reachOf(slide),
    tex: (reach) => `${slide.dilation} \\cdot (${slide.kernel} - 1) + 1 = ${reach}`,
  });
}

interface Axis {
  readonly id: string;
  readonly name: string;
  readonly n: number;
  readonly rule: string;
  readonly slide: Slide;
}

function sizeStep({ id, name, n, rule, slide }: Axis): StepPlan {
  return numberStep({
    id,
    rule,
    uses: ["reach"],
    value: () => placesOf(n, slide),
    tex: (size, reach) => {
      const room = n + 2 * slide.padding - reach;
      return `${name} = \\left\\lfloor \\frac{${n} + 2 \\cdot ${slide.padding} - ${reach}}{${slide.stride}} \\right\\rfloor + 1 = \\left\\lfloor \\frac{${room}}{${slide.stride}} \\right\\rfloor + 1 = ${size}`;
    },
  });
}

export interface PoolShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Round up instead of down. */
  readonly ceil: boolean;
}

/** Places of a pooling window on n elements; 0 when it does not fit. */
export function pooledSize(
  n: number,
  { kernel, stride, padding, ceil }: Omit<PoolShape, "channels">,
): number {
  if (n < 1 || n + 2 * padding < kernel) return 0;
  return (ceil ? slidingSizeUp : slidingSize)(n, { size: kernel, stride, padding });
}

/** [channels, h', w'] of pooling, each channel for itself. Answer: shape [3]. Source: PyTorch's MaxPool2d. */
export function poolShapeSolver(pool: PoolShape): Solver {
  return {
    steps: [
      poolStep({ id: "height", name: "h'", n: pool.height, pool }),
      poolStep({ id: "width", name: "w'", n: pool.width, pool }),
      listStep({
        id: "shape",
        rule: "Pooling works on each channel by itself, so their number stays.",
        uses: ["height", "width"],
        value: (h, w) => [pool.channels, h, w],
        tex: shapeTex,
      }),
    ],
    answers: { shape: "shape" },
  };
}

function poolStep(
  { id, name, n, pool }: Omit<Axis, "rule" | "slide"> & { readonly pool: PoolShape },
): StepPlan {
  const { kernel, stride, padding, ceil } = pool;
  const room = n + 2 * padding - kernel;
  const [open, close] = ceil ? ["\\lceil", "\\rceil"] : ["\\lfloor", "\\rfloor"];
  const rounded = (ceil ? Math.ceil : Math.floor)(room / stride) + 1;
  return numberStep({
    id,
    rule: ceil
      ? `Places along the ${id}, rounded up; a last window that would start beyond the input, in the padding, is dropped again.`
      : `Places along the ${id}: padded size minus window, divided by the stride and rounded down, plus 1.`,
    value: () => pooledSize(n, pool),
    tex: (size) => {
      const formula =
        `${name} = \\left${open} \\frac{${n} + 2 \\cdot ${padding} - ${kernel}}{${stride}} \\right${close} + 1 = \\left${open} \\frac{${room}}{${stride}} \\right${close} + 1 = ${rounded}`;
      if (size === rounded) return formula;
      return `${formula},\\quad \\text{the last would start at } ${rounded - 1} \\cdot ${stride} = ${
        (rounded - 1) * stride
      } \\ge ${n} + ${padding}, \\text{ so } ${name} = ${size}`;
    },
  });
}

export interface TransposedShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly outputPadding: number;
}

/** s(n-1) + k - 2p + o; 0 where the padding takes it all or the output padding is not below the stride. */
export function stampedSize(
  n: number,
  { kernel, stride, padding, outputPadding }: Omit<TransposedShape, "channels" | "filters">,
): number {
  const fits = stride * (n - 1) + kernel - 2 * padding + outputPadding >= 1 && outputPadding < stride;
  return fits ? transposedSize(n, { size: kernel, stride, padding, outputPadding }) : 0;
}

/** [filters, h', w'] of a transposed convolution. Answer: shape [3]. Source: PyTorch's ConvTranspose2d. */
export function transposedShapeSolver(layer: TransposedShape): Solver {
  const { filters, kernel, stride, padding, outputPadding } = layer;
  const side = (id: "height" | "width", rule: string) =>
    numberStep({
      id,
      rule,
      value: () => stampedSize(layer[id], layer),
      tex: (size) =>
        `${id === "height" ? "h'" : "w'"} = (${
          layer[id]
        } - 1) \\cdot ${stride} - 2 \\cdot ${padding} + ${kernel}${
          outputPadding === 0 ? "" : ` + ${outputPadding}`
        } = ${size}`,
    });
  return {
    steps: [
      side(
        "height",
        "The first stamp covers $k$ pixels, each further one starts $s$ later; cut $p$ off both ends" +
          (outputPadding === 0 ? "." : " and add the output padding once."),
      ),
      side("width", "The same along the width."),
      listStep({
        id: "shape",
        rule: "One output channel for each filter.",
        uses: ["height", "width"],
        value: (h, w) => [filters, h, w],
        tex: shapeTex,
      }),
    ],
    answers: { shape: "shape" },
  };
}

/** Smallest padding, alike on both sides, with which a window of these places reaches `target`. Answer: padding. */
export function paddingSolver(
  { n, target, kernel, stride, dilation }: Omit<Slide, "padding"> & {
    readonly n: number;
    readonly target: number;
  },
): Solver {
  const reach = reachOf({ kernel, dilation });
  return {
    steps: [
      numberStep({
        id: "span",
        rule:
          "How many pixels the places span: the first covers the kernel's reach, each further one adds a stride.",
        value: () => stride * (target - 1) + reach,
        tex: (span) =>
          `${stride} \\cdot (${target} - 1) + ${
            dilation === 1 ? reach : `(${dilation} \\cdot (${kernel} - 1) + 1)`
          } = ${span}`,
      }),
      numberStep({
        id: "missing",
        rule: "Subtract the pixels that are there.",
        uses: ["span"],
        value: (span) => span - n,
        tex: (missing, span) => `${span} - ${n} = ${missing}`,
      }),
      numberStep({
        id: "padding",
        rule: "Half of it on each side; an odd number is rounded up, the floor then drops what is left over.",
        uses: ["missing"],
        value: (missing) => Math.max(0, Math.ceil(missing / 2)),
        tex: (padding, missing) => `P = \\left\\lceil \\frac{${missing}}{2} \\right\\rceil = ${padding}`,
      }),
    ],
    answers: { padding: "padding" },
  };
}
