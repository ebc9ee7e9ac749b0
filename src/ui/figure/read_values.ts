/** Reads the starting values of figures: each mistake says what was found and what is needed. */
import { err, ok, type Result } from "../../base/result.ts";

export type Values = Readonly<Record<string, unknown>>;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The map of starting values, with no name besides the known ones. */
export function readMap(value: unknown, known: readonly string[]): Result<Values, string> {
  if (value === undefined || value === null) return ok({});
  if (typeof value !== "object" || Array.isArray(value)) {
    return err(`The starting values are ${shown(value)}; they must be lines of \`name: value\``);
  }
  const map: Values = Object.fromEntries(Object.entries(value));
  const strange = Object.keys(map).find((name) => !known.includes(name));
  return strange === undefined
    ? ok(map)
    : err(`There is no value named ${strange}; this figure knows ${known.join(", ")}`);
}

export function readNumber(value: unknown, name: string, { least, most }: Bounds): Result<number, string> {
  return typeof value === "number" && value >= least && value <= most
    ? ok(value)
    : err(`${name} is ${shown(value)}; it must be a number from ${least} to ${most}`);
}

interface ListBounds extends Bounds {
  readonly shortest: number;
  readonly longest: number;
}

export function readNumbers(
  value: unknown,
  name: string,
  bounds: ListBounds,
): Result<readonly number[], string> {
  const { shortest, longest } = bounds;
  if (!Array.isArray(value) || value.length < shortest || value.length > longest) {
    const count = shortest === longest ? String(shortest) : `${shortest} to ${longest}`;
    return err(`${name} is ${shown(value)}; it must be a list of ${count} numbers`);
  }
  return allOf(value, (item, i) => readNumber(item, `${name}, number ${i + 1},`, bounds));
}

export function readMatrix(
  value: unknown,
  name: string,
  bounds: ListBounds,
): Result<readonly (readonly number[])[], string> {
  const { shortest, longest } = bounds;
  if (!Array.isArray(value) || value.length < shortest || value.length > longest) {
    return err(`${name} is ${shown(value)}; it must have ${shortest} to ${longest} rows of numbers`);
  }
  const columns = Array.isArray(value[0]) ? value[0].length : shortest;
  const [least, most] = [Math.max(shortest, columns), Math.min(longest, columns)];
  return allOf(
    value,
    (row, i) => readNumbers(row, `${name}, row ${i + 1},`, { ...bounds, shortest: least, longest: most }),
  );
}

function allOf<T>(
  values: readonly unknown[],
  read: (value: unknown, i: number) => Result<T, string>,
): Result<readonly T[], string> {
  const found: T[] = [];
  for (const [i, value] of values.entries()) {
    const one = read(value, i);
    if (!one.ok) return one;
    found.push(one.value);
  }
  return ok(found);
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 60);
}
