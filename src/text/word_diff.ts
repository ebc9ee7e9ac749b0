/** Compares two texts word by word, for people to see what changed. */

export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond so many pairs of words the middle is shown as replaced whole: nobody reads such a comparison. */
const MOST_PAIRS = 400_000;

/** Parts in reading order: same and removed ones make `before`, same and added ones `after`. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const middle = compared(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([
    { kind: "same", text: old.slice(0, start).join("") },
    ...middle,
    { kind: "same", text: old.slice(old.length - end).join("") },
  ]);
}

/** Words, runs of space, tags and single signs. */
function wordsOf(text: string): readonly string[] {
  return text.match(/<[^<>]*>|&\w+;|[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
}

/** By the longest common subsequence. */
function compared(old: readonly string[], now: readonly string[]): DiffPart[] {
  if (old.length * now.length > MOST_PAIRS) {
    return [{ kind: "removed", text: old.join("") }, { kind: "added", text: now.join("") }];
  }
  const columns = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * columns);
  const at = (i: number, j: number) => lengths[i * columns + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * columns + j] = old[i] === now[j]
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      parts.push({ kind: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: "removed", text: old[i++] ?? "" });
    } else {
      parts.push({ kind: "added", text: now[j++] ?? "" });
    }
  }
  return parts;
}

/** Neighbours of one kind as one part, removed before added between two same ones. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const together: DiffPart[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed !== "") together.push({ kind: "removed", text: removed });
    if (added !== "") together.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  let same = "";
  for (const { kind, text } of parts) {
    if (text === "") continue;
    if (kind === "same") {
      flush();
      same += text;
      continue;
    }
    if (same !== "") together.push({ kind: "same", text: same });
    same = "";
    if (kind === "removed") removed += text;
    else added += text;
  }
  flush();
  if (same !== "") together.push({ kind: "same", text: same });
  return together;
}
