/** A small matrix as an SVG: numbers on squares whose wash follows the value, with a window around some of them. */
import { plain } from "./numbers.ts";

interface MapWindow {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

interface NumberMapProps {
  readonly title: string;
  readonly rows: readonly (readonly number[])[];
  /** Width of the ring of padding around the values. */
  readonly ring: number;
  readonly window: MapWindow | undefined;
  /** Flat index up to which values are filled in; undefined shows all. */
  readonly shown: number | undefined;
}

const SIDE = 32;

export function NumberMap({ title, rows, ring, window, shown }: NumberMapProps) {
  const columns = rows[0]?.length ?? 0;
  const most = Math.max(1e-9, ...rows.flat().map(Math.abs));
  const width = columns * SIDE + 4;
  return (
    <div class="map" style={{ inlineSize: `${width}px` }}>
      <svg
        viewBox={`-2 -2 ${width} ${rows.length * SIDE + 4}`}
        role="img"
        aria-label={describe({ title, rows, window, shown })}
      >
        {rows.map((values, r) =>
          values.map((value, c) => {
            const filled = shown === undefined || r * columns + c <= shown;
            const padding = r < ring || c < ring || r >= rows.length - ring || c >= columns - ring;
            return (
              <g key={`${r}-${c}`}>
                <rect
                  class={value < 0 ? "cell negative" : "cell"}
                  data-padding={padding ? "" : undefined}
                  style={{ "--share": filled ? `${Math.round((38 * Math.abs(value)) / most)}%` : "0%" }}
                  x={c * SIDE}
                  y={r * SIDE}
                  width={SIDE}
                  height={SIDE}
                />
                {filled && <text x={(c + 0.5) * SIDE} y={(r + 0.5) * SIDE + 4.5}>{plain(value)}</text>}
              </g>
            );
          })
        )}
        {window !== undefined && (
          <rect
            class="window"
            x={window.column * SIDE}
            y={window.row * SIDE}
            width={window.width * SIDE}
            height={window.height * SIDE}
            rx={3}
          />
        )}
      </svg>
      <span class="map-title" aria-hidden="true">{title}</span>
    </div>
  );
}

/** All numbers row by row, and where the window stands. */
function describe({ title, rows, window, shown }: Omit<NumberMapProps, "ring">): string {
  const columns = rows[0]?.length ?? 0;
  const lines = rows.map((values, r) =>
    values.map((value, c) => shown === undefined || r * columns + c <= shown ? plain(value) : "blank").join(
      " ",
    )
  );
  const where = window === undefined
    ? ""
    : ` The window stands at row ${window.row + 1}, column ${window.column + 1}.`;
  return `${title}, ${rows.length} by ${columns}: ${lines.join("; ")}.${where}`;
}
