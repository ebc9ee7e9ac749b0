/** The keys of practice. */
import type { KeyTable } from "../key_list.tsx";

export const PRACTICE_KEYS = [
  ["Enter", "Check what you typed, then go on to the next question"],
  ["h", "Show a hint"],
  ["n", "Next question"],
  ["r", "The same numbers again"],
  ["?", "Show this list"],
  ["Esc", "Leave an input; close this list"],
] as const satisfies KeyTable;
