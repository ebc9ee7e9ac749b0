/** Derivative of a drawn composition as a formula: linear inside, then a quadratic, then three functions deep. */
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { combination, derivation, mistaken, texOf } from "../../solvers/derivation.ts";

const NAMES = ["exp", "sigmoid", "tanh", "softplus", "sin", "square"] as const;
type Name = (typeof NAMES)[number];

type ChainParams = {
  readonly outer: Name;
  readonly middle: Name | "none";
  readonly power: 1 | 2;
  readonly a: number;
  readonly b: number;
};

interface Rule {
  readonly value: (u: string) => string;
  readonly slope: (u: string) => string;
  readonly words: string;
}

const RULES: Readonly<Record<Name, Rule>> = {
  exp: {
    value: (u) => `exp(${u})`,
    slope: (u) => `exp(${u})`,
    words: "the exponential is its own derivative",
  },
  sigmoid: {
    value: (u) => `sigmoid(${u})`,
    slope: (u) => `sigmoid(${u})*(1 - sigmoid(${u}))`,
    words: "$\\sigma' = \\sigma (1 - \\sigma)$",
  },
  tanh: { value: (u) => `tanh(${u})`, slope: (u) => `(1 - tanh(${u})^2)`, words: "$\\tanh' = 1 - \\tanh^2$" },
  softplus: {
    value: (u) => `softplus(${u})`,
    slope: (u) => `sigmoid(${u})`,
    words: "the derivative of softplus is the sigmoid",
  },
  sin: { value: (u) => `sin(${u})`, slope: (u) => `cos(${u})`, words: "$\\sin' = \\cos$" },
  square: { value: (u) => `(${u})^2`, slope: (u) => `2*(${u})`, words: "$(u^2)' = 2u$" },
};

const VARIABLES = { x: "real[-1.5,1.5]" };
const OWN_SLOPES = ["dsigmoid", "dsoftplus"];

export const chainExprGenerator = defineGenerator<ChainParams>({
  id: "chain-expr",
  version: 1,
  topic: "backprop",
  title: "Chain rule, as a formula",
  levels: [1, 2, 3],
  domains: {
    outer: { kind: "pick", of: NAMES },
    middle: { kind: "pick", of: ["none", ...NAMES] },
    power: { kind: "pick", of: [1, 2] },
    a: { kind: "int", lo: -4, hi: 4 },
    b: { kind: "int", lo: -3, hi: 3 },
  },
  generate: (random, level, fixed) => ({
    outer: fixed.outer ?? random.pick(NAMES),
    middle: fixed.middle ?? (level === 3 ? random.pick(NAMES) : "none"),
    power: fixed.power ?? (level === 2 ? 2 : 1),
    a: fixed.a ?? random.pick([-3, -2, 2, 3]),
    b: fixed.b ?? random.pick([-2, -1, 1, 2]),
  }),
  refuse({ outer, middle, power, a, b }) {
    if (a === 0) return "the inner function does not have its first term";
    if (power === 1 && a === 1) return "the inner derivative is 1";
    if (power === 2 && b === 0) return "the inner function has one term only";
    if (outer === "exp" && (middle === "exp" || middle === "square")) return "the function grows too fast";
    return outer === middle ? "the same function stands twice" : undefined;
  },
  prompt: (p) =>
    `What is the derivative of\n\n$$f(x) = ${
      texOf(VARIABLES, valueText(p))
    }$$\n\nby $x$, as a formula in $x$?`,
  conventions: (p) => [
    ...([p.outer, p.middle].includes("sigmoid") || [p.outer, p.middle].includes("softplus")
      ? ["$\\sigma(u) = 1 / (1 + e^{-u})$; type `sigmoid(u)`"]
      : []),
    ...([p.outer, p.middle].includes("softplus") ? ["$\\operatorname{softplus}(u) = \\ln(1 + e^u)$"] : []),
    "any way of writing it is right",
  ],
  answers: () => [
    expressionAnswer({ id: "slope", label: "$f'(x)$", variables: VARIABLES, form: { forbid: OWN_SLOPES } }),
  ],
  solve: (p) => derivation("slope", VARIABLES, lines(p)),
  mistakes: [
    {
      id: "inner-forgotten",
      solve: (p) => isOne(p) ? undefined : wrong([outerSlope(p), ...middleSlope(p)]),
      feedback: "The derivative of the innermost function is missing as a factor.",
    },
    {
      id: "middle-forgotten",
      solve: (p) => p.middle === "none" ? undefined : wrong([innerSlope(p), outerSlope(p)]),
      feedback: "The function in the middle has a derivative too: one factor for each function.",
    },
    {
      id: "outer-at-x",
      solve: (p) => wrong([innerSlope(p), RULES[p.outer].slope("x"), ...middleSlope(p)]),
      feedback: "The outer derivative is taken at what stands inside, not at $x$.",
    },
    {
      id: "value-for-slope",
      solve: (p) =>
        p.outer === "exp"
          ? undefined
          : wrong([RULES[p.outer].value(argument(p)), ...middleSlope(p), innerSlope(p)]),
      feedback: "You took the value of the outer function instead of its derivative.",
    },
    {
      id: "slope-of-slope",
      solve: (p) => wrong([RULES[p.outer].slope([...middleSlope(p), innerSlope(p)].join("*"))]),
      feedback: "The inner derivative is a factor of its own. It does not go into the outer function.",
    },
  ],
  hints: () => ["Give what stands inside a name, $u$. Then $f' = f'(u) \\cdot u'$."],
});

function innerText({ power, a, b }: ChainParams): string {
  return power === 1 ? combination([[a, "x"], ...constant(b)]) : combination([[a, "x^2"], [b, "x"]]);
}

function constant(b: number): readonly (readonly [number, string])[] {
  return b === 0 ? [] : [[Math.sign(b), String(Math.abs(b))]];
}

function innerSlope({ power, a, b }: ChainParams): string {
  return power === 1 ? `(${a})` : `(${combination([[2 * a, "x"], ...constant(b)])})`;
}

function isOne({ power, a }: ChainParams): boolean {
  return power === 1 && a === 1;
}

/** What the outer function is taken at. */
function argument(p: ChainParams): string {
  return p.middle === "none" ? innerText(p) : RULES[p.middle].value(innerText(p));
}

function valueText(p: ChainParams): string {
  return RULES[p.outer].value(argument(p));
}

function outerSlope(p: ChainParams): string {
  return RULES[p.outer].slope(argument(p));
}

function middleSlope(p: ChainParams): readonly string[] {
  return p.middle === "none" ? [] : [RULES[p.middle].slope(innerText(p))];
}

function wrong(factors: readonly string[]) {
  return mistaken("slope", VARIABLES, factors.join("*"));
}

function lines(p: ChainParams) {
  const within = p.middle === "none" ? "u" : "v";
  return [
    {
      id: "inner",
      rule: p.middle === "none" ? "Name the inner function." : "Name the innermost function.",
      left: "u",
      text: innerText(p),
    },
    { id: "inner-slope", rule: "Derive it.", uses: ["inner"], left: "\\frac{du}{dx}", text: innerSlope(p) },
    ...(p.middle === "none" ? [] : middleLines(p, p.middle)),
    {
      id: "outer-slope",
      rule: `Derive the outermost function by what stands inside: ${RULES[p.outer].words}.`,
      uses: [p.middle === "none" ? "inner" : "middle"],
      left: `\\frac{df}{d${within}}`,
      text: outerSlope(p),
      shown: named(within, RULES[p.outer].slope),
    },
    {
      id: "product",
      rule: "Multiply them: one factor for each function.",
      uses: ["inner-slope", "outer-slope", ...(p.middle === "none" ? [] : ["middle-slope"])],
      left: "f'(x)",
      text: [innerSlope(p), outerSlope(p), ...middleSlope(p)].join("*"),
    },
  ];
}

function middleLines(p: ChainParams, middle: Name) {
  return [
    {
      id: "middle",
      rule: "Name the function around it.",
      uses: ["inner"],
      left: "v",
      text: argument(p),
      shown: named("u", RULES[middle].value),
    },
    {
      id: "middle-slope",
      rule: `Derive it by $u$: ${RULES[middle].words}.`,
      uses: ["inner"],
      left: "\\frac{dv}{du}",
      text: RULES[middle].slope(innerText(p)),
      shown: named("u", RULES[middle].slope),
    },
  ];
}

/** TeX of a function at a name. */
function named(name: string, of: (u: string) => string): string {
  return texOf({ [name]: "real[-1,1]" }, of(name));
}
