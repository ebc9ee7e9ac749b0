/** Which key does what in practice: a table over the model, so that it can be tested without a browser. */
import type { PracticeModel } from "../models.ts";
import { isWithin, OWN_KEYS, type Pressed, TYPING } from "./pressed.ts";

export type PracticeAction =
  | { readonly kind: "keys" }
  | { readonly kind: "click" | "focus"; readonly selector: string };

/** undefined to leave the key alone. */
export function practiceActionForKey(
  pressed: Pressed,
  { question }: Pick<PracticeModel, "question">,
): PracticeAction | undefined {
  const { key, repeat, ctrlKey, altKey, metaKey, target } = pressed;
  if (repeat || ctrlKey || altKey || metaKey || isWithin(target, TYPING)) return undefined;
  switch (key) {
    case "?":
      return { kind: "keys" };
    case "h":
      return { kind: "click", selector: "[name=verb][value=hint]" };
    case "n":
      return { kind: "click", selector: "[data-go=next]" };
    case "r":
      return { kind: "click", selector: "[data-go=again]" };
    case " ":
    case "Enter":
      if (isWithin(target, OWN_KEYS)) return undefined;
      return question.turned
        ? { kind: "click", selector: "[data-go=next]" }
        : { kind: "focus", selector: "#check input:not([type=hidden]), #check textarea" };
    default:
      return undefined;
  }
}
