/** How the readers of a search say what they cannot understand. */
import type { SearchProblem } from "./terms.ts";

/** A term of the text with its quotes taken off: escapes are still there. */
export interface RawTerm {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Unwinds the reader; never leaves parseSearch(). */
export class Misread extends Error {
  constructor(readonly problem: SearchProblem) {
    super(problem.message);
  }
}

export function misread(
  at: { readonly from: number; readonly to: number },
  message: string,
  mend: string,
): Misread {
  return new Misread({ from: at.from, to: at.to, message, mend });
}
