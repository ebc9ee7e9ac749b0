/** Differences from Anki that are meant, with the reason; all others are mistakes. */
import type { Difference } from "./compare.ts";

/** undefined: nothing explains it. */
export function explain({ what, where, wanted, found }: Difference): string | undefined {
  switch (what) {
    case "note types":
      // A fresh collection of Anki's has the stock types under ids of its own.
      return typeof wanted === "string" && wanted.replace(/[+_]+$/, "") === found
        ? "Anki adds + or _ to the name of a note type when another one has it"
        : undefined;
    case "interval":
      return wanted === 0 && found === 1
        ? "a card given a due day by hand has an interval of 0 in Anki; a card in review has one of a day at least here"
        : undefined;
    case "due":
      return isLost(wanted) && JSON.stringify(found) === "[0,null]"
        ? "a card in a filtered deck whose own due is 0 has lost it: Anki takes its place in that deck, here it is due today"
        : undefined;
    case "deck of a card":
      return isLater(where)
        ? "a card that its author moved moves here too, unless its person moved it; Anki never moves one"
        : undefined;
    case "media":
      return isLater(where) && /: _[^/]*$/.test(where)
        ? "a file that templates share (_name) stays as it is here; Anki replaces it by the newer import's"
        : undefined;
    case "refusals":
      return wanted === "refused" && found === "taken" && where.includes("wrapped-in-folder")
        ? "a package that was zipped again inside a folder is taken here"
        : undefined;
    default:
      return undefined;
  }
}

/** Of the second import of a series or a later one. */
function isLater(where: string): boolean {
  return /, (?!1\.)\d+\. import/.test(where);
}

/** Places in a filtered deck begin at -100,000. */
function isLost(due: unknown): boolean {
  return Array.isArray(due) && typeof due[0] === "number" && due[0] < -90_000;
}
