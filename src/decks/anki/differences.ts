/** Finds what two sequences share, by their longest common stretch and then on both sides of it. */

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch of both sequences that is the same, or that differs; one of the two may be empty then. */
export interface Difference {
  readonly same: boolean;
  readonly a: Stretch;
  readonly b: Stretch;
}

/** Source: Ratcliff and Metzener, "Pattern matching: the gestalt approach", 1988. */
export function differences(a: readonly string[], b: readonly string[]): readonly Difference[] {
  const found: Difference[] = [];
  const todo: { readonly a: Stretch; readonly b: Stretch; readonly same: boolean }[] = [
    { a: { start: 0, end: a.length }, b: { start: 0, end: b.length }, same: false },
  ];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next.a.start === next.a.end && next.b.start === next.b.end) continue;
    const common = next.same ? undefined : longestCommon(a, b, next);
    if (common === undefined) {
      found.push(next);
      continue;
    }
    const { a: inA, b: inB } = common;
    todo.push(
      { a: { start: inA.end, end: next.a.end }, b: { start: inB.end, end: next.b.end }, same: false },
      { ...common, same: true },
      { a: { start: next.a.start, end: inA.start }, b: { start: next.b.start, end: inB.start }, same: false },
    );
  }
  return found;
}

function longestCommon(
  a: readonly string[],
  b: readonly string[],
  within: { readonly a: Stretch; readonly b: Stretch },
): { readonly a: Stretch; readonly b: Stretch } | undefined {
  let best = { length: 0, endA: 0, endB: 0 };
  let above = new Map<number, number>();
  for (let i = within.a.start; i < within.a.end; i++) {
    const row = new Map<number, number>();
    for (let j = within.b.start; j < within.b.end; j++) {
      if (a[i] !== b[j]) continue;
      const length = (above.get(j - 1) ?? 0) + 1;
      row.set(j, length);
      if (length > best.length) best = { length, endA: i + 1, endB: j + 1 };
    }
    above = row;
  }
  const { length, endA, endB } = best;
  return length === 0
    ? undefined
    : { a: { start: endA - length, end: endA }, b: { start: endB - length, end: endB } };
}
