/** Softmax at a temperature: logits to move, probabilities as bars. */
import { useSignal } from "@preact/signals";
import { ok, type Result } from "../src/base/result.ts";
import { entropy } from "../src/tensor/information.ts";
import { softmaxAt } from "../src/tensor/softmax.ts";
import { tensor } from "../src/tensor/tensor.ts";
import type { Explorable } from "../src/ui/explorable.ts";
import { fixed, subscript } from "../src/ui/figure/numbers.ts";
import { readMap, readNumber, readNumbers } from "../src/ui/figure/read_values.ts";
import { Slider } from "../src/ui/figure/slider.tsx";

interface SoftmaxProps {
  readonly logits: readonly number[];
  readonly temperature: number;
}

const LOGIT = { least: -10, most: 10 } as const;
const TEMPERATURE = { least: 0.05, most: 20 } as const;

export const explorable: Explorable<SoftmaxProps> = {
  name: "softmax",
  defaults: { logits: [2, 1, 0], temperature: 1 },
  read,
};

function read(value: unknown): Result<SoftmaxProps, string> {
  const map = readMap(value, ["logits", "temperature"]);
  if (!map.ok) return map;
  const given = { ...explorable.defaults, ...map.value };
  const logits = readNumbers(given.logits, "logits", { ...LOGIT, shortest: 2, longest: 8 });
  if (!logits.ok) return logits;
  const temperature = readNumber(given.temperature, "temperature", TEMPERATURE);
  return temperature.ok ? ok({ logits: logits.value, temperature: temperature.value }) : temperature;
}

export default function ExploreSoftmax(start: SoftmaxProps) {
  const logits = useSignal(start.logits);
  const temperature = useSignal(start.temperature);
  const z = tensor(logits.value);
  const p = softmaxAt(z, { temperature: temperature.value });
  const probabilities = [...p.values];
  const names = probabilities.map((_, i) => `p${subscript(i + 1)}`);
  const inWords = names.map((name, i) => `${name} = ${fixed(probabilities[i] ?? 0, 3)}`).join(", ");

  return (
    <figure class="explore">
      <Bars probabilities={probabilities} label={`Probabilities: ${inWords}`} />
      <div class="controls">
        {logits.value.map((logit, i) => (
          <Slider
            key={i}
            label={`z${subscript(i + 1)}`}
            value={logit}
            min={LOGIT.least}
            max={LOGIT.most}
            step={0.1}
            text={fixed(logit, 1)}
            onValue={(moved) => logits.value = logits.value.map((old, at) => at === i ? moved : old)}
          />
        ))}
        <Slider
          label="T"
          value={Math.log(temperature.value)}
          min={Math.log(TEMPERATURE.least)}
          max={Math.log(TEMPERATURE.most)}
          step={0.01}
          text={fixed(temperature.value, 2)}
          onValue={(moved) => temperature.value = Math.exp(moved)}
        />
      </div>
      <figcaption>
        softmax(z / T) at T = {fixed(temperature.value, 2)}: <span role="status">{inWords}.</span> Entropy
        {" "}
        {fixed(entropy(probabilities, "nats"), 3)} of at most ln {probabilities.length} ={" "}
        {fixed(Math.log(probabilities.length), 3)} nats.
      </figcaption>
      <details>
        <summary>Step by step</summary>
        <Steps logits={logits.value} temperature={temperature.value} probabilities={probabilities} />
      </details>
    </figure>
  );
}

const BAR = { width: 60, gap: 36, height: 120, top: 20 } as const;

interface BarsProps {
  readonly probabilities: readonly number[];
  readonly label: string;
}

function Bars({ probabilities, label }: BarsProps) {
  const { width, gap, height, top } = BAR;
  const total = probabilities.length * (width + gap);
  const even = top + height * (1 - 1 / probabilities.length);
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${total} ${top + height + 22}`}
      style={{ maxInlineSize: `${total}px` }}
      role="img"
      aria-label={label}
    >
      <line class="even" x1={0} x2={total} y1={even} y2={even} />
      {probabilities.map((p, i) => {
        const x = gap / 2 + i * (width + gap);
        const tall = Math.max(1, p * height);
        return (
          <g key={i}>
            <rect class="bar" x={x} y={top + height - tall} width={width} height={tall} rx={2} />
            <text class="value" x={x + width / 2} y={top + height - tall - 5}>{fixed(p, 3)}</text>
            <text x={x + width / 2} y={top + height + 16}>{`p${subscript(i + 1)}`}</text>
          </g>
        );
      })}
      <line class="axis" x1={0} x2={total} y1={top + height} y2={top + height} />
    </svg>
  );
}

interface StepsProps extends SoftmaxProps {
  readonly probabilities: readonly number[];
}

/** The largest exponent is taken off first, as code does: the ratio stays and nothing overflows. */
function Steps({ logits, temperature, probabilities }: StepsProps) {
  const scaled = logits.map((z) => z / temperature);
  const top = Math.max(...scaled);
  const total = scaled.reduce((sum, s) => sum + Math.exp(s - top), 0);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">i</th>
          <th scope="col" class="number">z</th>
          <th scope="col" class="number">z / T</th>
          <th scope="col" class="number">exp(z / T − max)</th>
          <th scope="col" class="number">p</th>
        </tr>
      </thead>
      <tbody>
        {scaled.map((s, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            <td class="number">{fixed(logits[i] ?? 0, 1)}</td>
            <td class="number">{fixed(s, 3)}</td>
            <td class="number">{fixed(Math.exp(s - top), 4)}</td>
            <td class="number">{fixed(probabilities[i] ?? 0, 4)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">sum</th>
          <td />
          <td />
          <td class="number">{fixed(total, 4)}</td>
          <td class="number">{fixed(probabilities.reduce((sum, p) => sum + p, 0), 4)}</td>
        </tr>
      </tbody>
    </table>
  );
}
