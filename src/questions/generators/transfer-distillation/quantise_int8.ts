/** Numbers as 8-bit codes and back: symmetric, with a zero point, then with clipping. */
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { code, type Quantisation, quantiseSolver } from "../../solvers/distillation.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { num, vec } from "../../tex.ts";

type QuantiseParams = {
  readonly values: readonly number[];
  readonly scale: number;
  readonly zeroPoint: number;
};

export const quantiseInt8Generator = defineGenerator<QuantiseParams>({
  id: "quantise-int8",
  version: 1,
  topic: "transfer-distillation",
  title: "Quantisation to 8 bits",
  levels: [1, 2, 3],
  domains: {
    values: { kind: "list", of: { kind: "dec", lo: -50, hi: 50, step: 0.01 }, min: 1, max: 5 },
    scale: { kind: "pick", of: [0.01, 0.02, 0.04, 0.05, 0.1, 0.2, 0.25, 0.5] },
    zeroPoint: { kind: "int", lo: -128, hi: 127 },
  },
  generate(random, level, fixed) {
    const scale = fixed.scale ?? random.pick(level === 1 ? [0.1, 0.2, 0.5] : [0.05, 0.1, 0.2, 0.04]);
    const zeroPoint = fixed.zeroPoint ?? (level === 1 ? 0 : random.pick([-20, -10, -5, 5, 10, 12, 20]));
    const inside = () => {
      const steps = random.int(3, 70) * random.pick([-1, 1]);
      return Math.round((steps + random.pick([-0.4, -0.3, 0.2, 0.3, 0.4])) * scale * 100) / 100;
    };
    const outside = () => Math.round((zeroPoint > 0 ? 1 : -1) * (random.int(132, 160)) * scale * 100) / 100;
    return {
      values: fixed.values ??
        (level === 3 ? random.shuffle([inside(), inside(), outside()]) : [inside(), inside(), inside()]),
      scale,
      zeroPoint,
    };
  },
  refuse({ values, scale, zeroPoint }) {
    if (new Set(values).size < values.length) return "two values are equal";
    const quotients = values.map((x) => Number((x / scale).toPrecision(10)));
    if (quotients.some((q) => Math.abs(Math.abs(q - Math.trunc(q)) - 0.5) < 0.02)) {
      return "a value lies half-way";
    }
    if (quotients.every((q) => Number.isInteger(q))) return "nothing has to be rounded";
    return values.some((x) => code(x, scale, zeroPoint) === zeroPoint) ? "a value becomes 0" : undefined;
  },
  prompt: ({ values, scale, zeroPoint }) =>
    `The weights $x = ${vec(values)}$ are quantised to signed 8-bit integers with scale $s = ${
      num(scale)
    }$ and zero point $z = ${
      num(zeroPoint)
    }$. What are the codes, which numbers do they stand for, and how large are the errors?`,
  conventions: () => [
    "code: $\\operatorname{clip}(\\operatorname{round}(x / s) + z,\\; -128,\\; 127)$; back: $s\\,(\\text{code} - z)$",
    "round to the nearest integer; error: restored minus original",
    "exact values",
  ],
  answers: ({ values: { length: n } }) => [
    exactTensorAnswer({ id: "codes", label: "Codes", shape: [n] }),
    exactTensorAnswer({ id: "restored", label: "Restored", shape: [n] }),
    exactTensorAnswer({ id: "errors", label: "Errors", shape: [n] }),
  ],
  solve: quantiseSolver,
  mistakes: [
    {
      id: "truncated",
      solve: (p) => withCodes(p, (x) => clipped(Math.trunc(quotient(x, p)) + p.zeroPoint)),
      feedback: "You cut the decimals off. Round to the nearest integer.",
    },
    {
      id: "zero-point-subtracted",
      solve: (p) =>
        p.zeroPoint === 0
          ? undefined
          : withCodes(p, (x) => clipped(Math.round(quotient(x, p)) - p.zeroPoint)),
      feedback: "The zero point is added to make the code, and subtracted on the way back.",
    },
    {
      id: "zero-point-forgotten",
      solve: (p) => {
        if (p.zeroPoint === 0) return undefined;
        const codes = p.values.map((x) => clipped(Math.round(quotient(x, p))));
        const restored = codes.map((c) => p.scale * c);
        return nestedKeys({ codes, restored, errors: restored.map((x, i) => x - (p.values[i] ?? 0)) });
      },
      feedback: "The zero point is missing from the codes.",
    },
    {
      id: "zero-point-left-in",
      solve: (p) => {
        if (p.zeroPoint === 0) return undefined;
        const restored = p.values.map((x) => p.scale * code(x, p.scale, p.zeroPoint));
        return nestedKeys({ restored, errors: restored.map((x, i) => x - (p.values[i] ?? 0)) });
      },
      feedback: "On the way back the zero point is subtracted before the scale multiplies.",
    },
    {
      id: "not-clipped",
      solve: (p) => {
        const free = (x: number) => Math.round(quotient(x, p)) + p.zeroPoint;
        return p.values.every((x) => free(x) === clipped(free(x))) ? undefined : withCodes(p, free);
      },
      feedback: "A signed 8-bit code lies between -128 and 127: what is outside is clipped.",
    },
    {
      id: "error-sign",
      solve: (p) => {
        const restored = p.values.map((x) => p.scale * (code(x, p.scale, p.zeroPoint) - p.zeroPoint));
        return nestedKeys({ errors: restored.map((x, i) => (p.values[i] ?? 0) - x) });
      },
      feedback: "The error is what came back minus what went in, not the other way round.",
    },
  ],
  hints: () => ["How many steps of the scale is each number away from 0?"],
});

function quotient(x: number, { scale }: Quantisation): number {
  return Number((x / scale).toPrecision(10));
}

function clipped(value: number): number {
  return Math.min(127, Math.max(-128, value));
}

/** Other codes, carried through to what they stand for. */
function withCodes(p: QuantiseParams, encode: (x: number) => number) {
  const codes = p.values.map(encode);
  const restored = codes.map((c) => p.scale * (c - p.zeroPoint));
  return nestedKeys({ codes, restored, errors: restored.map((x, i) => x - (p.values[i] ?? 0)) });
}
