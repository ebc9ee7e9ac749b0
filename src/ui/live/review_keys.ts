/** Which key does what in a review: a table over the model, so that it can be tested without a browser. */
import type { ReviewModel } from "../models.ts";
import { isWithin, OWN_KEYS, type Pressed } from "./pressed.ts";

/** Where letters and digits are text; a box to tick takes none. */
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
/** Answers to Space by ticking, and to Enter by sending its form, if it has one: the points of a turned card have none. */
const TICKING = "input";

/** What to do: "keys", "first-input" or the selector of the control to click; undefined to leave the key alone. */
export function actionForKey(pressed: Pressed, { stage }: Pick<ReviewModel, "stage">): string | undefined {
  const { key, repeat, ctrlKey, altKey, metaKey, target } = pressed;
  if (repeat || ctrlKey || altKey || metaKey || isWithin(target, TYPING)) return undefined;
  if (key === "?") return "keys";
  if (key === "u") return "[data-form=undo] button";
  if (key === "U") return "[data-form=redo] button";
  if (stage.kind === "example") {
    return (key === " " || key === "Enter") && !isWithin(target, OWN_KEYS) ? "a[data-go]" : undefined;
  }
  if (stage.kind !== "card") return undefined;
  const { turned, face, suggested } = stage.card;
  switch (key) {
    case "e":
      return "[data-edit]";
    case "b":
      return "[data-form=bury] button";
    case "h":
      return turned || stage.card.hintsLeft === 0 ? undefined : "button[name=hint]";
    case "1":
    case "2":
    case "3":
    case "4":
      return turned ? `.grade[value="${key}"]` : undefined;
    case " ":
    case "Enter":
      if (isWithin(target, OWN_KEYS)) return undefined;
      if (isWithin(target, TICKING) && (key === " " || !turned)) return undefined;
      if (turned) return `.grade[value="${suggested ?? 3}"]`;
      return face === "options" || face === "fields" ? "first-input" : "[data-form=turn] button";
    default:
      return undefined;
  }
}
