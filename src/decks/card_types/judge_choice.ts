/** Judges ticked options: all boxes as they should be, or a share for each box. */
import type { Given, Mark, Verdict } from "../face.ts";
import { prose } from "./prose.ts";

export interface ChoiceAnswer {
  readonly options: readonly { readonly id: string; readonly right: boolean }[];
  readonly points: "all" | "each";
  /** False where exactly one option is to be chosen. */
  readonly many: boolean;
  readonly given: Given;
}

export function judgeChoice({ options, points, many, given }: ChoiceAnswer): Verdict {
  const chosen = new Set(given.chosen);
  const known = options.filter(({ id }) => chosen.has(id)).length;
  if (known < chosen.size) return unreadable("The answer names an option that this card does not have.");
  if (!many && chosen.size !== 1) return unreadable("Choose one option.");
  const marks = options.map(({ id, right }): Mark => ({
    id,
    outcome: chosen.has(id) === right ? "right" : right ? "missed" : "wrong",
    read: chosen.has(id) ? "chosen" : "not chosen",
    expected: right ? "chosen" : "not chosen",
  }));
  const share = marks.filter(({ outcome }) => outcome === "right").length / options.length;
  if (share === 1) return { kind: "right", score: 1, marks, message: undefined };
  const score = points === "each" ? share : 0;
  return { kind: score > 0 ? "partial" : "wrong", score, marks, message: undefined, mistake: undefined };
}

function unreadable(message: string): Verdict {
  return { kind: "unreadable", marks: [], message: prose(message) };
}
