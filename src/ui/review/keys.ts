/** The keys of a review. */
import type { KeyTable } from "../key_list.tsx";

export const REVIEW_KEYS = [
  ["Space or Enter", "Go on from an example, show the answer, then give the suggested grade, or Good"],
  ["1 2 3 4", "Again, Hard, Good, Easy"],
  ["u", "Undo the last change"],
  ["Shift + U", "Redo it"],
  ["e", "See and edit the card"],
  ["b", "Bury the card until tomorrow"],
  ["h", "Show a hint"],
  ["?", "Show this list"],
  ["Esc", "Close it"],
] as const satisfies KeyTable;
