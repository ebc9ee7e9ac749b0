/** Gathers what could not be taken of a package, so that a broken one does not drown a person in the same sentence. */
import type { CollectionProblem } from "../../imports/collection.ts";

export interface Problems {
  readonly add: (kind: CollectionProblem["kind"], message: string, expected: string) => void;
  /** Those that were added, and one for all that were too many. */
  readonly list: () => readonly CollectionProblem[];
}

/** Beyond what anybody reads, and far below what would fill the memory. */
const MOST = 100_000;

export function problemsOf(file: string): Problems {
  const place = { file, line: undefined, column: undefined };
  const problems: CollectionProblem[] = [];
  let more = 0;
  return {
    add: (kind, message, expected) => {
      if (problems.length < MOST) problems.push({ place, kind, message, expected });
      else more++;
    },
    list: () =>
      more === 0 ? problems : [...problems, {
        place,
        kind: "changed",
        message: `${more} more places like these`,
        expected: "Tools, Check Database in Anki mends most of them before an export.",
      }],
  };
}
