/** Compares words that were typed with words that count as right. */

/** What is compared: compatibility forms, spaces, end punctuation and, unless it counts, case made alike. */
export function comparable(text: string, caseCounts: boolean): string {
  const alike = text
    .normalize("NFKC")
    .replace(/[‘’‚′]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/[\u200B-\u200D\u00AD\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const bare = alike.replace(/[\s.,;:!?…]+$/, "");
  const kept = bare === "" ? alike : bare;
  return caseCounts ? kept : kept.toLowerCase();
}

/** Whether two comparable texts differ by slips of the fingers only: one in 4 letters or more, two in 8 or more, and
 *  none in a digit. */
export function isNearMiss(typed: string, right: string): boolean {
  const allowed = right.length >= 8 ? 2 : right.length >= 4 ? 1 : 0;
  if (allowed === 0 || typed.replace(/\D/g, "") !== right.replace(/\D/g, "")) return false;
  if (Math.abs(typed.length - right.length) > allowed) return false;
  const distance = editDistance(typed, right);
  return distance > 0 && distance <= allowed;
}

/** Insertions, deletions, replacements and swaps of neighbours. Source: optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (twoBack[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    twoBack = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
