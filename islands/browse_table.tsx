/** The table of found cards: a page of rows without scripts; with them, it scrolls through all, read window by window. */
import { useEffect, useRef, useState } from "preact/hooks";
import {
  browseAddress,
  type BrowseModel,
  type BrowseRow,
  type BrowseWindow,
} from "../src/ui/browse/browse_models.ts";
import { BrowseHead, BrowseRowView } from "../src/ui/browse/browse_rows.tsx";

interface BrowseTableProps {
  readonly model: BrowseModel;
}

const WINDOW = 100;
/** Rows drawn above and below what is in view. */
const MARGIN = 20;

export default function BrowseTable({ model }: BrowseTableProps) {
  const { total } = model.window;
  const [rows, setRows] = useState<ReadonlyMap<number, BrowseRow>>(() => mapOf(model.window.rows));
  const [range, setRange] = useState({
    from: model.window.from,
    to: model.window.from + model.window.rows.length,
  });
  const [height, setHeight] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const frame = useRef<HTMLDivElement>(null);
  const asked = useRef(new Set([Math.floor(model.window.from / WINDOW)]));

  // The height of a row is that of the tallest that the server drew; from then on every row has it.
  useEffect(() => {
    const drawn = [...frame.current?.querySelectorAll("tbody tr") ?? []];
    if (drawn.length === 0 || total === model.window.rows.length) return;
    setHeight(Math.max(...drawn.map((row) => row.getBoundingClientRect().height)));
  }, []);

  useEffect(() => {
    const box = frame.current;
    if (box === null || height === undefined) return;
    const see = () => {
      const from = Math.max(0, Math.floor(box.scrollTop / height) - MARGIN);
      const to = Math.min(total, Math.ceil((box.scrollTop + box.clientHeight) / height) + MARGIN);
      setRange({ from, to });
    };
    box.scrollTop = model.window.from * height;
    see();
    box.addEventListener("scroll", see, { passive: true });
    return () => box.removeEventListener("scroll", see);
  }, [height]);

  useEffect(() => {
    for (let part = Math.floor(range.from / WINDOW); part * WINDOW < range.to; part++) {
      if (asked.current.has(part)) continue;
      asked.current.add(part);
      load(browseAddress(model, part * WINDOW, "/browse/rows")).then((read) => {
        if (read === undefined) {
          asked.current.delete(part);
          setFailed(true);
        } else {
          setFailed(false);
          setRows((known) => new Map([...known, ...mapOf(read.rows)]));
        }
      });
    }
  }, [range]);

  const tick = (cardId: number, isTicked: boolean) =>
    setTicked((known) => new Set(isTicked ? [...known, cardId] : [...known].filter((id) => id !== cardId)));
  const shown = height === undefined
    ? model.window.rows.map(({ row }) => row - 1)
    : numbers(range.from, range.to);
  return (
    <>
      <div
        class={height === undefined ? "browse-frame" : "browse-frame scrolling"}
        ref={frame}
        // A box that scrolls must be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Cards found"
      >
        <table
          class="browse"
          aria-rowcount={total + 1}
          style={height === undefined ? undefined : { "--row": `${height}px` }}
        >
          <BrowseHead />
          <tbody>
            {height !== undefined && range.from > 0 && <Gap height={range.from * height} />}
            {shown.map((index) => {
              const row = rows.get(index);
              return row === undefined
                ? (
                  <tr key={index} aria-rowindex={index + 2}>
                    <td colSpan={8} class="loading">…</td>
                  </tr>
                )
                : <BrowseRowView key={index} row={row} ticked={ticked.has(row.cardId)} onTick={tick} />;
            })}
            {height !== undefined && range.to < total && <Gap height={(total - range.to) * height} />}
          </tbody>
        </table>
      </div>
      {[...ticked].filter((id) => !shown.some((index) => rows.get(index)?.cardId === id)).map((id) => (
        <input key={id} type="hidden" name="card" value={id} />
      ))}
      {ticked.size > 0 && <p class="hint" role="status">{`${ticked.size} ticked`}</p>}
      {failed && <p class="problem" role="alert">Some rows could not be read. Scroll on to try again.</p>}
    </>
  );
}

function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden="true" class="gap">
      <td colSpan={8} style={{ height: `${height}px` }} />
    </tr>
  );
}

function mapOf(rows: readonly BrowseRow[]): ReadonlyMap<number, BrowseRow> {
  return new Map(rows.map((row) => [row.row - 1, row]));
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

async function load(address: string): Promise<BrowseWindow | undefined> {
  try {
    const response = await fetch(address, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
