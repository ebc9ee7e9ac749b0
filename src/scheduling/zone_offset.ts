/** How far the clocks of a zone are from UTC at an instant, remembered so that asking again costs no formatting. */

interface ZoneOffsets {
  /** Local time minus UTC in ms. */
  readonly offsetAt: (at: number) => number;
  /** The first instant in (from, to] with the offset of `to`; the two offsets differ. */
  readonly changeBetween: (from: number, to: number) => number;
}

/** No zone has changed its clocks there and back within so short a time. */
const SPAN = 4 * 86_400_000;

/** Bounds on what is remembered: zones in use, and spans of one zone (40 years). */
const ZONES = 64;
const SPANS = 4096;

const known = new Map<string, ZoneOffsets>();

/** Whether `name` is an IANA zone that this machine knows. Bare offsets such as "+01:00" are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The offsets of a zone. Throws RangeError on a name that is no zone. */
export function zoneOffsets(zone: string): ZoneOffsets {
  const found = known.get(zone);
  if (found !== undefined) return found;
  if (!isZone(zone)) throw new RangeError(`Cannot tell the day: "${zone}" is not an IANA time zone`);
  const made = remembering(offsetReader(zone));
  const oldest = known.keys().next();
  if (known.size >= ZONES && oldest.done !== true) known.delete(oldest.value);
  known.set(zone, made);
  return made;
}

function remembering(read: (at: number) => number): ZoneOffsets {
  const edges = new Map<number, number>();
  const changes = new Map<number, number>();

  function edge(span: number): number {
    const found = edges.get(span);
    if (found !== undefined) return found;
    if (edges.size >= SPANS) edges.clear();
    const offset = read(span * SPAN);
    edges.set(span, offset);
    return offset;
  }

  function changeIn(span: number): number {
    const found = changes.get(span);
    if (found !== undefined) return found;
    if (changes.size >= SPANS) changes.clear();
    const at = firstWith(read, { from: span * SPAN, to: (span + 1) * SPAN });
    changes.set(span, at);
    return at;
  }

  function offsetAt(at: number): number {
    const span = Math.floor(at / SPAN);
    const first = edge(span);
    const last = edge(span + 1);
    if (first === last) return first;
    return at < changeIn(span) ? first : last;
  }

  return { offsetAt, changeBetween: (from, to) => firstWith(offsetAt, { from, to }) };
}

/** The first instant in (from, to] that reads as `to` does, by halving. */
function firstWith(
  read: (at: number) => number,
  range: { readonly from: number; readonly to: number },
): number {
  const wanted = read(range.to);
  let before = range.from;
  let after = range.to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (read(middle) === wanted) after = middle;
    else before = middle;
  }
  return after;
}

function offsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const shown = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((part) => part.type === type)?.value);
    const date = [shown("year"), shown("month") - 1, shown("day")] as const;
    const local = Date.UTC(...date, shown("hour"), shown("minute"), shown("second"));
    return local - Math.floor(at / 1000) * 1000;
  };
}
