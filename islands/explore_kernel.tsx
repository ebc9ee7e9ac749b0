/** A kernel that slides over an image: the window, the sum written out, and the map it fills. */
import { useSignal } from "@preact/signals";
import { err, ok, type Result } from "../src/base/result.ts";
import { conv2d } from "../src/tensor/convolve.ts";
import { tensor } from "../src/tensor/tensor.ts";
import type { Explorable } from "../src/ui/explorable.ts";
import { NumberMap } from "../src/ui/figure/number_map.tsx";
import { factor, plain } from "../src/ui/figure/numbers.ts";
import { readMap, readMatrix, readNumber } from "../src/ui/figure/read_values.ts";
import { Slider } from "../src/ui/figure/slider.tsx";
import { Icon } from "../src/ui/icon.tsx";

type Matrix = readonly (readonly number[])[];

interface KernelProps {
  readonly image: Matrix;
  readonly kernel: Matrix;
  readonly stride: number;
  readonly padding: number;
}

export const explorable: Explorable<KernelProps> = {
  name: "kernel",
  defaults: {
    image: [[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 1, 1, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]],
    kernel: [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    stride: 1,
    padding: 0,
  },
  read,
};

function read(value: unknown): Result<KernelProps, string> {
  const map = readMap(value, ["image", "kernel", "stride", "padding"]);
  if (!map.ok) return map;
  const given = { ...explorable.defaults, ...map.value };
  const image = readMatrix(given.image, "image", { least: -999, most: 999, shortest: 1, longest: 9 });
  if (!image.ok) return image;
  const kernel = readMatrix(given.kernel, "kernel", { least: -99, most: 99, shortest: 1, longest: 5 });
  if (!kernel.ok) return kernel;
  const stride = readNumber(given.stride, "stride", { least: 1, most: 4 });
  if (!stride.ok) return stride;
  const padding = readNumber(given.padding, "padding", { least: 0, most: 3 });
  if (!padding.ok) return padding;
  if (!Number.isInteger(stride.value) || !Number.isInteger(padding.value)) {
    return err(`stride is ${stride.value} and padding ${padding.value}; both must be whole numbers`);
  }
  const room = (size: number) => size + 2 * padding.value;
  const rows = kernel.value.length;
  const columns = kernel.value[0]?.length ?? 0;
  if (rows > room(image.value.length) || columns > room(image.value[0]?.length ?? 0)) {
    return err(`The kernel is ${rows} by ${columns} and does not fit into the image with its padding`);
  }
  return ok({ image: image.value, kernel: kernel.value, stride: stride.value, padding: padding.value });
}

export default function ExploreKernel({ image, kernel, stride, padding }: KernelProps) {
  const place = useSignal(0);
  const padded = padImage(image, padding);
  const out = rowsOf(conv2d(tensor([image]), tensor([[kernel]]), { stride, padding }));
  const columns = out[0]?.length ?? 1;
  const count = out.length * columns;
  const row = Math.floor(place.value / columns);
  const column = place.value % columns;
  const window = {
    row: row * stride,
    column: column * stride,
    height: kernel.length,
    width: kernel[0]?.length ?? 0,
  };
  const value = out[row]?.[column] ?? 0;
  const sum = termsOf(padded, kernel, window);
  const moves = [
    { name: "left", words: "Left", to: place.value - 1, free: column > 0 },
    { name: "next", words: "Right", to: place.value + 1, free: column < columns - 1 },
    { name: "up", words: "Up", to: place.value - columns, free: row > 0 },
    { name: "down", words: "Down", to: place.value + columns, free: row < out.length - 1 },
  ] as const;
  return (
    <figure class="explore">
      <div class="maps">
        <NumberMap title="Image" rows={padded} ring={padding} window={window} shown={undefined} />
        <NumberMap title="Kernel" rows={kernel} ring={0} window={undefined} shown={undefined} />
        <NumberMap
          title="Output"
          rows={out}
          ring={0}
          window={{ row, column, height: 1, width: 1 }}
          shown={place.value}
        />
      </div>
      <p class="sum">{sum} = {plain(value)}</p>
      <div class="controls">
        <span class="moves">
          {moves.map(({ name, words, to, free }) => (
            <button
              key={name}
              type="button"
              class="button"
              aria-label={`Move the kernel: ${words.toLowerCase()}`}
              aria-disabled={!free}
              onClick={() => {
                if (free) place.value = to;
              }}
            >
              <Icon name={name} />
            </button>
          ))}
        </span>
        <Slider
          label="Place"
          value={place.value + 1}
          min={1}
          max={count}
          step={1}
          text={`${place.value + 1} of ${count}`}
          onValue={(moved) => place.value = moved - 1}
        />
      </div>
      <figcaption>
        Each product of the window and the kernel, added up (no flip), stride {stride}, padding {padding}.
        {" "}
        <span role="status">
          Output row {row + 1}, column {column + 1}: {plain(value)}.
        </span>
      </figcaption>
      <details>
        <summary>The whole output</summary>
        <table>
          <tbody>
            {out.map((values, r) => (
              <tr key={r}>
                <th scope="row">Row {r + 1}</th>
                {values.map((x, i) => <td key={i} class="number">{plain(x)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function padImage(image: Matrix, padding: number): Matrix {
  const width = (image[0]?.length ?? 0) + 2 * padding;
  const blank = Array.from({ length: padding }, () => Array.from({ length: width }, () => 0));
  const side = Array.from({ length: padding }, () => 0);
  return [...blank, ...image.map((row) => [...side, ...row, ...side]), ...blank];
}

/** [1,h,w] -> rows. */
function rowsOf({ shape, values }: ReturnType<typeof conv2d>): Matrix {
  const width = shape.at(-1) ?? 1;
  return Array.from(
    { length: values.length / width },
    (_, r) => [...values.slice(r * width, (r + 1) * width)],
  );
}

/** "0 · 1 + 1 · (−1) + ...", row by row. */
function termsOf(
  padded: Matrix,
  kernel: Matrix,
  at: { readonly row: number; readonly column: number },
): string {
  return kernel.flatMap((weights, r) =>
    weights.map((weight, c) => `${factor(padded[at.row + r]?.[at.column + c] ?? 0)}·${factor(weight)}`)
  ).join(" + ");
}
