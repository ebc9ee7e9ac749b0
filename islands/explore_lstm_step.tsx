/** One step of one LSTM unit: input and state to move, gates as bars with their formulas. */
import { useSignal } from "@preact/signals";
import { ok, type Result } from "../src/base/result.ts";
import { lstmStep } from "../src/tensor/lstm.ts";
import { item, tensor } from "../src/tensor/tensor.ts";
import type { Explorable } from "../src/ui/explorable.ts";
import { factor, fixed, plain } from "../src/ui/figure/numbers.ts";
import { readMap, readNumber, readNumbers } from "../src/ui/figure/read_values.ts";
import { Slider } from "../src/ui/figure/slider.tsx";

type Gate = "f" | "i" | "g" | "o";

/** Weight of x, weight of h, bias. */
type GateWeights = readonly number[];

interface LstmProps {
  readonly x: number;
  readonly h: number;
  readonly c: number;
  readonly weights: Readonly<Record<Gate, GateWeights>>;
}

const GATES = [
  { name: "f", what: "forget", squash: "σ" },
  { name: "i", what: "input", squash: "σ" },
  { name: "g", what: "candidate", squash: "tanh" },
  { name: "o", what: "output", squash: "σ" },
] as const;

const RANGES = {
  x: { least: -5, most: 5 },
  h: { least: -1, most: 1 },
  c: { least: -5, most: 5 },
} as const;

export const explorable: Explorable<LstmProps> = {
  name: "lstm-step",
  defaults: {
    x: 1,
    h: 0.5,
    c: -0.5,
    weights: { f: [0.5, 0.2, 0], i: [0.6, -0.1, 0], g: [1, 0.3, 0], o: [0.4, 0.2, 0] },
  },
  read,
};

function read(value: unknown): Result<LstmProps, string> {
  const map = readMap(value, ["x", "h", "c", "weights"]);
  if (!map.ok) return map;
  const given = { ...explorable.defaults, ...map.value };
  const x = readNumber(given.x, "x", RANGES.x);
  if (!x.ok) return x;
  const h = readNumber(given.h, "h", RANGES.h);
  if (!h.ok) return h;
  const c = readNumber(given.c, "c", RANGES.c);
  if (!c.ok) return c;
  const weights = readMap(given.weights, GATES.map((gate) => gate.name));
  if (!weights.ok) return weights;
  const read: Record<Gate, GateWeights> = { ...explorable.defaults.weights };
  for (const { name } of GATES) {
    const bounds = { least: -10, most: 10, shortest: 3, longest: 3 };
    const row = readNumbers({ ...read, ...weights.value }[name], `weights of ${name}`, bounds);
    if (!row.ok) return row;
    read[name] = row.value;
  }
  return ok({ x: x.value, h: h.value, c: c.value, weights: read });
}

export default function ExploreLstmStep({ weights, ...start }: LstmProps) {
  const x = useSignal(start.x);
  const h = useSignal(start.h);
  const c = useSignal(start.c);
  const step = stepOf({ x: x.value, h: h.value, c: c.value, weights });
  const { f, i, g, o } = step;
  return (
    <figure class="explore">
      <table class="gates">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Formula</th>
            <th scope="col">Bar</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {GATES.map(({ name, what, squash }) => (
            <tr key={name}>
              <th scope="row">
                <var>{name}</var> <small>{what}</small>
              </th>
              <td class="formula-text">{`${squash}(${sumText(weights[name], x.value, h.value)})`}</td>
              <td>
                <GateBar value={step[name]} signed={squash === "tanh"} />
              </td>
              <td class="number">{fixed(step[name], 3)}</td>
            </tr>
          ))}
          <tr class="result-row">
            <th scope="row">
              <var>c′</var> <small>new cell</small>
            </th>
            <td class="formula-text">
              {`f c + i g = ${fixed(f, 3)} · ${factor(c.value)} + ${fixed(i, 3)} · ${bracketed(g)}`}
            </td>
            <td>
              <GateBar value={Math.tanh(step.c)} signed />
            </td>
            <td class="number">{fixed(step.c, 3)}</td>
          </tr>
          <tr class="result-row">
            <th scope="row">
              <var>h′</var> <small>new hidden</small>
            </th>
            <td class="formula-text">{`o tanh(c′) = ${fixed(o, 3)} · ${bracketed(Math.tanh(step.c))}`}</td>
            <td>
              <GateBar value={step.h} signed />
            </td>
            <td class="number">{fixed(step.h, 3)}</td>
          </tr>
        </tbody>
      </table>
      <div class="controls">
        {([["x", x], ["h", h], ["c", c]] as const).map(([name, signal]) => (
          <Slider
            key={name}
            label={name}
            value={signal.value}
            min={RANGES[name].least}
            max={RANGES[name].most}
            step={0.05}
            text={fixed(signal.value, 2)}
            onValue={(moved) => signal.value = moved}
          />
        ))}
      </div>
      <figcaption>
        One unit, from x, h and c to{" "}
        <span role="status">c′ = {fixed(step.c, 3)} and h′ = {fixed(step.h, 3)}.</span>{" "}
        The bar of c′ shows tanh(c′).
      </figcaption>
    </figure>
  );
}

type StepValues = Readonly<Record<Gate | "c" | "h", number>>;

function stepOf({ x, h, c, weights }: LstmProps): StepValues {
  const rows = (["i", "f", "g", "o"] as const).map((name) => weights[name]);
  const column = (at: number) => rows.map((row) => row[at] ?? 0);
  const { c: cell, h: hidden, ...gates } = lstmStep(tensor([x]), { h: tensor([h]), c: tensor([c]) }, {
    input: tensor(column(0).map((w) => [w])),
    hidden: tensor(column(1).map((w) => [w])),
    bias: tensor(column(2)),
  });
  const { f, i, g, o } = gates;
  return { f: item(f), i: item(i), g: item(g), o: item(o), c: item(cell), h: item(hidden) };
}

/** "0.5 · 1 + 0.2 · 0.5 = 0.6". */
function sumText([wx = 0, wh = 0, b = 0]: GateWeights, x: number, h: number): string {
  const bias = b === 0 ? "" : ` ${b < 0 ? "−" : "+"} ${plain(Math.abs(b))}`;
  return `${plain(wx)} · ${factor(x)} + ${factor(wh)} · ${factor(h)}${bias} = ${plain(wx * x + wh * h + b)}`;
}

function bracketed(x: number): string {
  return x < 0 ? `(${fixed(x, 3)})` : fixed(x, 3);
}

interface GateBarProps {
  readonly value: number;
  /** From -1 to 1 about the middle, else from 0 to 1. */
  readonly signed: boolean;
}

function GateBar({ value, signed }: GateBarProps) {
  const zero = signed ? 50 : 0;
  const end = signed ? 50 + 50 * value : 100 * value;
  return (
    <svg
      class="gate-bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="track" x={0} y={0} width={100} height={10} />
      <rect
        class={value < 0 ? "bar negative" : "bar"}
        x={Math.min(zero, end)}
        y={0}
        width={Math.abs(end - zero)}
        height={10}
      />
      {signed && <line class="axis" x1={50} x2={50} y1={0} y2={10} />}
    </svg>
  );
}
