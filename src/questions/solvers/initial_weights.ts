/** Variances of initial weights, what they do to a signal over many layers, and layers whose units start alike. */
import { tensor } from "../../tensor/tensor.ts";
import { SIGMOID, TANH } from "../../tensor/activation.ts";
import { outer } from "../../tensor/matmul.ts";
import { convFans, initialVariance, type Scheme, varianceGain } from "../../tensor/initialise.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsMat, num } from "../tex.ts";
import { listStep, numberStep } from "./number_steps.ts";
import { aligned, carried, products } from "./worked_tex.ts";

export const SCHEME_TEX: Readonly<Record<Scheme, { readonly name: string; readonly formula: string }>> = {
  lecun: { name: "LeCun", formula: "\\operatorname{Var}(w) = 1 / n_{\\text{in}}" },
  glorot: {
    name: "Glorot (Xavier)",
    formula: "\\operatorname{Var}(w) = 2 / (n_{\\text{in}} + n_{\\text{out}})",
  },
  he: { name: "He (Kaiming)", formula: "\\operatorname{Var}(w) = 2 / n_{\\text{in}}" },
};

export interface Initial {
  readonly scheme: Scheme;
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Answers: variance, std, bound of the uniform distribution on [-bound, bound], gain = Var(out)/Var(in) of a linear
 * layer. Sources: LeCun 1998, Glorot and Bengio 2010, He et al. 2015.
 */
export function initialWeightsSolver({ scheme, fanIn, fanOut }: Initial): Solver {
  const written = {
    lecun: `\\frac{1}{${fanIn}}`,
    glorot: `\\frac{2}{${fanIn} + ${fanOut}}`,
    he: `\\frac{2}{${fanIn}}`,
  }[scheme];
  return {
    steps: [
      numberStep({
        id: "variance",
        rule: `${SCHEME_TEX[scheme].name} fixes the *variance*: $${SCHEME_TEX[scheme].formula}$.`,
        value: () => initialVariance(scheme, { fanIn, fanOut }),
        tex: (value) => `\\operatorname{Var}(w) = ${written} ${equals(value, 6)}`,
      }),
      numberStep({
        id: "std",
        rule: "The standard deviation is its root.",
        uses: ["variance"],
        roundable: true,
        value: (variance = NaN) => Math.sqrt(variance),
        tex: (value) => `\\sqrt{${written}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "bound",
        rule:
          "A uniform distribution on $[-a, a]$ has variance $a^2/3$, so $a = \\sqrt{3 \\operatorname{Var}(w)}$.",
        uses: ["variance"],
        roundable: true,
        value: (variance = NaN) => Math.sqrt(3 * variance),
        tex: (value) => `a = \\sqrt{3 \\cdot ${written}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "gain",
        rule: "A linear layer multiplies the variance by $n_{\\text{in}} \\operatorname{Var}(w)$.",
        uses: ["variance"],
        value: (variance = NaN) => varianceGain(fanIn, variance),
        tex: (value) => `${fanIn} \\cdot ${written} ${equals(value, 4)}`,
      }),
    ],
    answers: { variance: "variance", std: "std", bound: "bound", gain: "gain" },
  };
}

export interface Signal {
  readonly fanIn: number;
  /** Variance of the weights, or their standard deviation where `squared`. */
  readonly spread: number;
  readonly squared: boolean;
  readonly activation: "linear" | "relu";
  readonly layers: number;
}

/** Factor of the mean square of the signal over one layer and over all. Answers: factor, after. */
export function signalSolver({ fanIn, spread, squared, activation, layers }: Signal): Solver {
  const exact = (value: number) => Number(value.toPrecision(13));
  const half = activation === "relu";
  const variance = squared ? `${num(spread)}^2` : num(spread);
  return {
    steps: [
      numberStep({
        id: "factor",
        rule:
          `One layer adds $n_{\\text{in}}$ independent terms, so it multiplies by $n_{\\text{in}} \\operatorname{Var}(w)$${
            half ? ", and ReLU drops half of it" : ""
          }.${squared ? " The variance is the square of the standard deviation." : ""}`,
        value: () => exact(varianceGain(fanIn, squared ? spread * spread : spread) / (half ? 2 : 1)),
        tex: (value) => `${half ? "\\tfrac{1}{2} \\cdot " : ""}${fanIn} \\cdot ${variance} = ${num(value)}`,
      }),
      numberStep({
        id: "after",
        rule: "Every layer multiplies once more, so the factors form a power.",
        uses: ["factor"],
        value: (factor = NaN) => factor ** layers,
        tex: (value, factor = NaN) => {
          const shown = Number(value.toPrecision(5));
          return `${num(factor)}^{${layers}} ${shown === value ? "=" : "\\approx"} ${num(shown)}`;
        },
      }),
    ],
    answers: { factor: "factor", after: "after" },
  };
}

/** Fans of a convolution and its He deviation. Answers: fanIn, fanOut, std. */
export function convFanSolver(
  { channels, filters, height, width }: {
    readonly channels: number;
    readonly filters: number;
    readonly height: number;
    readonly width: number;
  },
): Solver {
  const fans = convFans({ channels, filters, kernel: [height, width] });
  return {
    steps: [
      numberStep({
        id: "fanIn",
        rule: "One output value reads the whole window over all input channels.",
        value: () => fans.fanIn,
        tex: (value) => `n_{\\text{in}} = ${channels} \\cdot ${height} \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "fanOut",
        rule: "One input value is read at every place of the kernel, by every filter.",
        value: () => fans.fanOut,
        tex: (value) => `n_{\\text{out}} = ${filters} \\cdot ${height} \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "std",
        rule: "He: variance $2 / n_{\\text{in}}$; its root is the standard deviation.",
        uses: ["fanIn"],
        roundable: true,
        value: (fanIn = NaN) => Math.sqrt(2 / fanIn),
        tex: (value, fanIn = NaN) => `\\sqrt{\\tfrac{2}{${fanIn}}} ${equals(value, 4)}`,
      }),
    ],
    answers: { fanIn: "fanIn", fanOut: "fanOut", std: "std" },
  };
}

export interface Twins {
  readonly x: readonly number[];
  /** Weights that both hidden units have in common. */
  readonly shared: readonly number[];
  /** Outgoing weight of each hidden unit. */
  readonly outgoing: readonly number[];
  readonly target: number;
  readonly activation: "sigmoid" | "tanh";
}

/** Both hidden units start alike, no biases, loss half the squared error. Answers: h, y, dv [2], dW [2,in], alike. */
export function twinsSolver({ x, shared, outgoing, target, activation }: Twins): Solver {
  const f = activation === "sigmoid" ? SIGMOID : TANH;
  const name = activation === "sigmoid" ? "\\sigma" : "\\tanh";
  const errors = (error: number, slope: number) => outgoing.map((v) => error * v * slope);
  return {
    steps: [
      numberStep({
        id: "z",
        rule: "Forward: both hidden units have the same pre-activation $z$, a row of $W$ times $x$.",
        value: () => shared.reduce((sum, w, i) => sum + w * (x[i] ?? 0), 0),
        tex: (value) => `z = ${products(shared, x)} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "h",
        rule: "Forward: so both have the same activation.",
        uses: ["z"],
        roundable: true,
        value: (z = NaN) => f.value(z),
        tex: (value, z = NaN) => `h_1 = h_2 = ${name}(${num(z)}) ${equals(value, 4)}`,
      }),
      numberStep({
        id: "y",
        rule: "Forward: the output $y = v^\\top h$.",
        uses: ["h"],
        roundable: true,
        value: (h = NaN) => outgoing.reduce((sum, v) => sum + v * h, 0),
        tex: (value, h = NaN) => `y = ${products(outgoing, outgoing.map(() => h))} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "error",
        rule: "The derivative of $\\tfrac{1}{2} (y - t)^2$ by $y$ is $y - t$.",
        uses: ["y"],
        roundable: true,
        value: (y = NaN) => y - target,
        tex: (value, y = NaN) => `${carried(y)} - ${carried(target)} ${equals(value, 4)}`,
      }),
      listStep({
        id: "dv",
        rule: "By $v$: this error times the activation that each weight reads, the same for both.",
        uses: ["error", "h"],
        roundable: true,
        value: (error = NaN, h = NaN) => outgoing.map(() => error * h),
        tex: (value, error = NaN, h = NaN) =>
          `\\frac{\\partial L}{\\partial v_1} = \\frac{\\partial L}{\\partial v_2} = ${
            carried(error)
          } \\cdot ${carried(h)} ${equals(value[0] ?? NaN, 4)}`,
      }),
      numberStep({
        id: "slope",
        rule: activation === "sigmoid"
          ? "Slope of the activation: $h (1 - h)$."
          : "Slope of the activation: $1 - h^2$.",
        uses: ["z"],
        roundable: true,
        value: (z = NaN) => f.slope(z),
        tex: (value) => equals(value, 4).replace(/^(=|\\approx) /, ""),
      }),
      listStep({
        id: "dz",
        rule: "Back to the hidden units: error times outgoing weight times slope.",
        uses: ["error", "slope"],
        roundable: true,
        value: (error = NaN, slope = NaN) => errors(error, slope),
        tex: (value, error = NaN, slope = NaN) =>
          aligned(
            value.map((own, i) =>
              `\\frac{\\partial L}{\\partial z_${i + 1}} = ${carried(error)} \\cdot ${
                carried(outgoing[i] ?? NaN)
              } \\cdot ${carried(slope)} ${equals(own, 4)}`
            ),
          ),
      }),
      {
        id: "dW",
        rule: "By $W$: each row is the error of its unit times $x^\\top$.",
        uses: ["dz"],
        roundable: true,
        value: (dz = tensor([])) => outer(dz, tensor(x)),
        tex: (value) => `\\frac{\\partial L}{\\partial W} ${equalsMat(value, 4)}`,
      },
      numberStep({
        id: "alike",
        rule:
          "Equal incoming *and* outgoing weights give equal gradients: then no step can tell the units apart.",
        value: () => outgoing[0] === outgoing[1] ? 0 : 1,
        tex: (value) =>
          value === 0
            ? `v_1 = v_2 = ${num(outgoing[0] ?? NaN)}: \\text{ equal rows}`
            : `v_1 = ${num(outgoing[0] ?? NaN)} \\neq v_2 = ${
              num(outgoing[1] ?? NaN)
            }: \\text{ different rows}`,
      }),
    ],
    answers: { h: "h", y: "y", dv: "dv", dW: "dW", alike: "alike" },
  };
}
