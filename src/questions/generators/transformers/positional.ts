/** The sinusoidal encoding of a position: level 1 four components, level 2 six or eight. */
import { tensor } from "../../../tensor/tensor.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { positionSolver } from "../../solvers/positions.ts";

type PositionParams = { readonly pos: number; readonly d: number };

export const positionalGenerator = defineGenerator<PositionParams>({
  id: "positional",
  version: 1,
  topic: "transformers",
  title: "Sinusoidal position encoding",
  levels: [1, 2],
  domains: { pos: { kind: "int", lo: 0, hi: 100 }, d: { kind: "pick", of: [2, 4, 6, 8] } },
  generate: (random, level, fixed) => ({
    pos: fixed.pos ?? random.int(1, level === 1 ? 20 : 12),
    d: fixed.d ?? (level === 1 ? 4 : random.pick([6, 8])),
  }),
  refuse: ({ pos }) => pos === 0 ? "at position 0 all angles are 0" : undefined,
  prompt: ({ pos, d }) =>
    `What is the sinusoidal position encoding of position ${pos} in a model of width $d = ${d}$?`,
  conventions: () => [
    "components $2i$ and $2i + 1$, counted from 0, are $\\sin$ and $\\cos$ of $pos / 10000^{2i/d}$; positions are counted from 0",
    "radians; 4 decimals, so keep 6 of the angles",
  ],
  answers: ({ d }) => [tensorAnswer({ id: "pe", label: "Encoding", shape: [d], decimals: 4 })],
  solve: positionSolver,
  mistakes: [
    {
      id: "degrees",
      solve: (p) => encode(p, { unit: Math.PI / 180 }),
      feedback: "Your calculator is set to degrees. The angles are in radians.",
    },
    {
      id: "sine-cosine-swapped",
      solve: (p) => encode(p, { swapped: true }),
      feedback: "Sine and cosine have changed places: the even components, from 0, are sines.",
    },
    {
      id: "own-exponent",
      solve: (p) => encode(p, { exponent: (column) => column / p.d }),
      feedback:
        "Sine and cosine of a pair share one angle: the exponent is $2i/d$ for components $2i$ and $2i+1$.",
    },
    {
      id: "exponent-not-doubled",
      solve: (p) => p.d === 2 ? undefined : encode(p, { exponent: (column) => Math.floor(column / 2) / p.d }),
      feedback: "The exponent is $2i/d$; you used $i/d$.",
    },
    {
      id: "halves",
      solve: (p) => p.d === 2 ? undefined : encode(p, { halves: true }),
      feedback: "You put all sines first and all cosines after them. Here they alternate.",
    },
    {
      id: "counted-from-one",
      solve: (p) => encode({ ...p, pos: p.pos - 1 }, {}),
      feedback: "Positions are counted from 0, so the number in the question goes into the formula as it is.",
    },
    {
      id: "frequency-multiplied",
      solve: (p) =>
        p.d === 2 ? undefined : encode(p, { exponent: (column) => -2 * Math.floor(column / 2) / p.d }),
      feedback: "The power of 10000 divides: later components turn more slowly.",
    },
  ],
  hints: () => ["First the angle of each pair; the first pair turns by 1 radian a position."],
});

interface Twist {
  readonly unit?: number;
  readonly swapped?: boolean;
  readonly exponent?: (column: number) => number;
  readonly halves?: boolean;
}

/** The encoding with one thing done wrong. */
function encode({ pos, d }: PositionParams, twist: Twist) {
  const { unit = 1, swapped = false, exponent = (column: number) => 2 * Math.floor(column / 2) / d, halves } =
    twist;
  const plain = Array.from({ length: d }, (_, column) => {
    const angle = unit * pos / 10000 ** exponent(column);
    return (column % 2 === 0) === swapped ? Math.cos(angle) : Math.sin(angle);
  });
  const order = [...plain.filter((_, i) => i % 2 === 0), ...plain.filter((_, i) => i % 2 === 1)];
  return { pe: tensor(halves ? order : plain) };
}
