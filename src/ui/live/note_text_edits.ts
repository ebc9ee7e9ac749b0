/** Edits of a text with a selection: wrapping it, putting something in its place. Pure, for any text area. */

export interface Selection {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The selected piece between two others; what was selected stays so, or the place between where nothing was. */
export function wrapped({ text, from, to }: Selection, before: string, after: string): Selection {
  return {
    text: text.slice(0, from) + before + text.slice(from, to) + after + text.slice(to),
    from: from + before.length,
    to: to + before.length,
  };
}

/** A piece in place of what was selected, with the cursor after it. */
export function inserted({ text, from, to }: Selection, piece: string): Selection {
  const end = from + piece.length;
  return { text: text.slice(0, from) + piece + text.slice(to), from: end, to: end };
}

/** The number for one more deletion: the next free one, or the highest there is once more. */
export function clozeNumber(text: string, again: boolean): number {
  const highest = [...text.matchAll(/\{\{c(\d{1,3})::/g)].reduce(
    (most, found) => Math.max(most, Number(found[1])),
    0,
  );
  return again ? Math.max(1, highest) : highest + 1;
}
