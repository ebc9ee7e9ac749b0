/** Two scalar residual blocks forward and backward, products of slopes, and one step of gradient descent. */
import type { Solver } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { listStep, numberStep } from "./number_steps.ts";

export interface TwoBlocks {
  readonly x: number;
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
}

/**
 * y = ReLU(w1 ReLU(w0 x) + x), z = ReLU(w3 ReLU(w2 y) + y). Answers: z, gradient = dz/dw0, and plain, the same
 * derivative in the network without the two skips. The slope of ReLU at 0 is 0.
 */
export function twoBlocksSolver({ x, w0, w1, w2, w3 }: TwoBlocks): Solver {
  const relu = (value: number) => Math.max(0, value);
  const on = (value: number) => value > 0 ? 1 : 0;
  return {
    steps: [
      numberStep({
        id: "h0",
        rule: "First block, inside: $h = \\operatorname{ReLU}(w_0 x)$.",
        value: () => relu(w0 * x),
        tex: (h) => `h = \\operatorname{ReLU}(${term(w0)} \\cdot ${term(x)}) = ${num(h)}`,
      }),
      numberStep({
        id: "y",
        rule: "Add the skip, then ReLU: $y = \\operatorname{ReLU}(w_1 h + x)$.",
        uses: ["h0"],
        value: (h) => relu(w1 * h + x),
        tex: (y, h) => `y = \\operatorname{ReLU}(${term(w1)} \\cdot ${term(h)} + ${term(x)}) = ${num(y)}`,
      }),
      numberStep({
        id: "h2",
        rule: "Second block, inside: $h' = \\operatorname{ReLU}(w_2 y)$.",
        uses: ["y"],
        value: (y) => relu(w2 * y),
        tex: (h, y) => `h' = \\operatorname{ReLU}(${term(w2)} \\cdot ${term(y)}) = ${num(h)}`,
      }),
      numberStep({
        id: "z",
        rule: "Add the skip, then ReLU: $z = \\operatorname{ReLU}(w_3 h' + y)$.",
        uses: ["h2", "y"],
        value: (h, y) => relu(w3 * h + y),
        tex: (z, h, y) => `z = \\operatorname{ReLU}(${term(w3)} \\cdot ${term(h)} + ${term(y)}) = ${num(z)}`,
      }),
      numberStep({
        id: "dz_dy",
        rule:
          "Slope of the second block: through the branch $w_3 w_2$ where its ReLU is on, plus 1 through the skip.",
        uses: ["z", "h2"],
        value: (z, h) => on(z) * (w3 * on(h) * w2 + 1),
        tex: (slope, z, h) =>
          `\\frac{\\partial z}{\\partial y} = ${on(z)} \\cdot (${term(w3)} \\cdot ${on(h)} \\cdot ${
            term(w2)
          } + 1) = ${num(slope)}`,
      }),
      numberStep({
        id: "dy_dw0",
        rule: "In the first block $w_0$ stands in the branch only: $w_1 x$ where its ReLU is on.",
        uses: ["y", "h0"],
        value: (y, h) => on(y) * w1 * on(h) * x,
        tex: (slope, y, h) =>
          `\\frac{\\partial y}{\\partial w_0} = ${on(y)} \\cdot ${term(w1)} \\cdot ${on(h)} \\cdot ${
            term(x)
          } = ${num(slope)}`,
      }),
      numberStep({
        id: "gradient",
        rule: "Chain rule: multiply the two.",
        uses: ["dz_dy", "dy_dw0"],
        value: (a, b) => a * b,
        tex: (gradient, a, b) =>
          `\\frac{\\partial z}{\\partial w_0} = ${term(a)} \\cdot ${term(b)} = ${num(gradient)}`,
      }),
      numberStep({
        id: "plain",
        rule:
          "Without skips only the path through all weights is left, and only where every ReLU on it is on.",
        uses: ["h0"],
        value: (h) => {
          const y = relu(w1 * h);
          const inner = relu(w2 * y);
          return on(h) * on(y) * on(inner) * on(w3 * inner) * w1 * w2 * w3 * x;
        },
        tex: (plain, h) => {
          const values = [h, w1 * relu(h), w2 * relu(w1 * h), w3 * relu(w2 * relu(w1 * h))];
          return values.every((value) => value > 0)
            ? `${term(w3)} \\cdot ${term(w2)} \\cdot ${term(w1)} \\cdot ${term(x)} = ${num(plain)}`
            : `0 \\quad \\text{(a ReLU on the path is off)}`;
        },
      }),
    ],
    answers: { z: "z", gradient: "gradient", plain: "plain" },
  };
}

/** w - lr dL/dz dz/dw. Answer: weight. */
export function chainUpdateSolver(
  { weight, rate, upstream, slope }: {
    readonly weight: number;
    readonly rate: number;
    readonly upstream: number;
    readonly slope: number;
  },
): Solver {
  return {
    steps: [
      numberStep({
        id: "gradient",
        rule: "Chain rule: the upstream gradient times the slope.",
        value: () => upstream * slope,
        tex: (gradient) => `${term(upstream)} \\cdot ${term(slope)} = ${num(gradient)}`,
      }),
      numberStep({
        id: "weight",
        rule: "Step against the gradient.",
        uses: ["gradient"],
        value: (gradient) => weight - rate * gradient,
        tex: (value, gradient) => `${num(weight)} - ${num(rate)} \\cdot ${term(gradient)} = ${num(value)}`,
      }),
    ],
    answers: { weight: "weight" },
  };
}

/** Slopes of H(x) = x + R(x) from those of R. Answer: slopes. */
export function skipSlopeSolver(slopes: readonly number[]): Solver {
  return {
    steps: [listStep({
      id: "slopes",
      rule: "The skip adds 1 to the slope of the branch.",
      value: () => slopes.map((slope) => 1 + slope),
      tex: (value) => value.map((slope, i) => `1 + ${term(slopes[i] ?? 0)} = ${num(slope)}`).join(",\\quad "),
    })],
    answers: { slopes: "slopes" },
  };
}

/**
 * A gradient through `depth` equal layers of slope a, and through as many residual blocks of slope 1 + b.
 * Answers: plain, log = log10 of it, residual.
 */
export function slopeProductSolver(
  { slope, branch, depth }: { readonly slope: number; readonly branch: number; readonly depth: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "plain",
        rule: "Plain layers: the chain rule multiplies equal slopes.",
        roundable: false,
        value: () => slope ** depth,
        tex: (value) => `${num(slope)}^{${depth}} ${equals(value, 6)}`,
      }),
      numberStep({
        id: "log",
        rule: "As a power of ten: the exponent is depth times $\\log_{10}$ of the slope.",
        roundable: true,
        value: () => depth * Math.log10(slope),
        tex: (value) => `${depth} \\cdot \\log_{10} ${num(slope)} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "residual",
        rule: "Residual blocks: each has the slope of its branch plus 1 from the skip.",
        roundable: true,
        value: () => (1 + branch) ** depth,
        tex: (value) => `(1 + ${num(branch)})^{${depth}} ${equals(value, 4)}`,
      }),
    ],
    answers: { plain: "plain", log: "log", residual: "residual" },
  };
}
