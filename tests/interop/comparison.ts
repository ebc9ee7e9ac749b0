/** Counts what was compared, and keeps each difference with its reason, where one was proved. */

export interface Difference {
  /** What was compared: the row of the table it counts in. */
  readonly what: string;
  readonly where: string;
  readonly wanted: unknown;
  readonly found: unknown;
}

export interface JudgedDifference extends Difference {
  /** undefined: nothing explains it. */
  readonly why: string | undefined;
}

/** Comparisons and differences by what was compared. */
export interface Comparison {
  readonly counts: Map<string, number>;
  readonly differences: JudgedDifference[];
}

/** A reason that is meant, when the data at hand prove that it is the cause. */
export type Reason = () => string | undefined;

export function comparison(): Comparison {
  return { counts: new Map(), differences: [] };
}

/** The first reason that holds explains a difference. */
export function same(
  { counts, differences }: Comparison,
  difference: Difference,
  ...reasons: readonly Reason[]
): void {
  const { what, wanted, found } = difference;
  counts.set(what, (counts.get(what) ?? 0) + 1);
  if (sameValue(wanted, found)) return;
  differences.push({ ...difference, why: firstOf(reasons) });
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function firstOf(reasons: readonly Reason[]): string | undefined {
  for (const reason of reasons) {
    const why = reason();
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Prints the table, every reason with its count, and some of what nothing explains; whether all is explained. */
export function report({ counts, differences }: Comparison): boolean {
  console.log(`${"compared".padEnd(36)}  number  different`);
  for (const [what, count] of counts) {
    const different = differences.filter((one) => one.what === what).length;
    console.log(`${what.padEnd(36)} ${String(count).padStart(7)} ${String(different).padStart(10)}`);
  }
  const byReason = Map.groupBy(differences, ({ what, why }) => `${what}: ${why ?? "NOT EXPLAINED"}`);
  for (const [reason, found] of byReason) {
    console.log(`\n${found.length} of ${reason}`);
    const open = found.filter(({ why }) => why === undefined);
    for (const one of open.slice(0, MOST_SHOWN)) {
      console.log(
        `  ${one.where}\n    Anki: ${JSON.stringify(one.wanted)}\n    here: ${JSON.stringify(one.found)}`,
      );
    }
  }
  const open = differences.filter(({ why }) => why === undefined).length;
  console.log(open === 0 ? "\nEvery difference is explained." : `\n${open} differences are NOT explained.`);
  return open === 0;
}

const MOST_SHOWN = 3;
