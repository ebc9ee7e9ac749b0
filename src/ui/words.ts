/** Counts in words, the same on server and in the browser. */

/** "1 card", "2,000 cards". */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(parts: readonly string[]): string {
  const last = parts.at(-1);
  if (last === undefined) return "";
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

const FLAGS = ["red", "orange", "green", "blue", "pink", "turquoise", "purple"] as const;

/** Colour of a flag from 1 to 7, as in Anki; "no flag" for 0. */
export function flagName(flag: number): string {
  return FLAGS[flag - 1] ?? "no flag";
}
