/** How golden cases are run: each kind of case has a runner that puts its inputs through the solvers. */

export type GoldenValue = number | string | boolean | null | readonly GoldenValue[] | {
  readonly [key: string]: GoldenValue;
};

export interface GoldenCase {
  readonly id: string;
  readonly topic: string;
  readonly kind: string;
  // deno-lint-ignore no-explicit-any -- cases are data of two hundred shapes, each read by one runner
  readonly inputs: any;
  readonly expected: { readonly [key: string]: GoldenValue };
  readonly tolerance: number;
}

/** Gives the expected keys of a case back, computed by the solvers. */
export type Runner = (inputs: GoldenCase["inputs"]) => { readonly [key: string]: GoldenValue };

export type Runners = Readonly<Record<string, Runner>>;

/** The paths at which two values differ by more than tolerance * max(1, |expected|), with both values. */
export function differences(expected: GoldenValue, found: GoldenValue | undefined, tolerance: number): string[] {
  return compare(expected, found, tolerance, "");
}

function compare(expected: GoldenValue, found: GoldenValue | undefined, tolerance: number, path: string): string[] {
  const wrong = [`${path || "value"}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
  if (typeof expected === "number") {
    if (typeof found !== "number" || Number.isNaN(found)) return wrong;
    return Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)) ? [] : wrong;
  }
  if (expected === "inf" || expected === "-inf") {
    return found === expected || found === (expected === "inf" ? Infinity : -Infinity) ? [] : wrong;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return wrong;
    return expected.flatMap((item: GoldenValue, i) => compare(item, found[i], tolerance, `${path}[${i}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return wrong;
    const given: { readonly [key: string]: GoldenValue } = Object.fromEntries(Object.entries(found));
    return Object.entries(expected).flatMap(([key, value]) => compare(value, given[key], tolerance, `${path}.${key}`));
  }
  return expected === found ? [] : wrong;
}
