/** Which other cards of a note stay away until tomorrow once one of them was answered. */
import { unreachable } from "../base/invariant.ts";
import type { Line, Preset } from "./types.ts";

/** A card of the same note with the line it stands in; suspended and buried cards stand in none. */
export interface Sibling {
  readonly cardId: number;
  readonly line: Line | undefined;
}

/** The order in which a day gathers its cards: an earlier line is never buried by a later one. */
const GATHERED: readonly Line[] = ["learning", "day_learning", "review", "new"];

/** The siblings to bury; `answered` with the line it stood in before. Source: Anki, bury_and_suspend.rs, burying.rs. */
export function siblingsToBury(
  answered: Sibling,
  { siblings, preset }: { readonly siblings: readonly Sibling[]; readonly preset: Preset },
): number[] {
  const from = answered.line === undefined ? 0 : GATHERED.indexOf(answered.line);
  return siblings
    .filter(({ cardId, line }) => {
      if (cardId === answered.cardId || line === undefined) return false;
      return buries(preset, line) && GATHERED.indexOf(line) >= from;
    })
    .map(({ cardId }) => cardId);
}

function buries(preset: Preset, line: Line): boolean {
  switch (line) {
    case "new":
      return preset.buryNewSiblings;
    case "review":
      return preset.buryReviewSiblings;
    case "day_learning":
      return preset.buryLearningSiblings;
    case "learning":
      return false;
    default:
      return unreachable(line);
  }
}
