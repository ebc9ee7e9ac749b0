/** Sorts long lists bit by bit, so that nobody has to wait for the whole. */

/** Items sorted or merged before others are let in: a few ms. */
const AT_ONCE = 10_000;

/** As `toSorted`, equal items staying in their order. */
export async function sortInParts<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  letOthersIn: () => Promise<void>,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    runs.push(items.slice(from, from + AT_ONCE).sort(compare));
    await letOthersIn();
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(merged(runs[index] ?? [], runs[index + 1] ?? [], compare));
      await letOthersIn();
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function merged<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const all: T[] = [];
  let next = 0;
  for (const item of left) {
    for (let other = right[next]; other !== undefined && compare(other, item) < 0; other = right[next]) {
      all.push(other);
      next += 1;
    }
    all.push(item);
  }
  return all.concat(right.slice(next));
}
