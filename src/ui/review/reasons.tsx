/** Why somebody passes an answer that was checked as wrong: said by the button that grades it. */
import type { CardView } from "../models.ts";
import { CardInputs } from "./card_inputs.tsx";

/** What Good and Easy say by themselves. */
export const SLIP = { id: "slip", words: "it was a slip" } as const;

const OTHERS = [
  { id: "accepted", words: "My answer should count" },
  { id: "question", words: "The question or its answer is wrong" },
] as const;

/** A reason as it was stored, in words. */
export function reasonWords(id: string): string {
  return [SLIP, ...OTHERS].find((reason) => reason.id === id)?.words.toLowerCase() ?? id;
}

/** Whether Good and Easy would overrule the check. */
export function asksReason({ face, turned, suggested }: CardView): boolean {
  return turned && suggested === 1 && (face === "options" || face === "fields");
}

interface ReasonsProps {
  readonly card: CardView;
  /** Slug of the deck in study; undefined for all. */
  readonly deck: string | undefined;
}

/** Reasons besides a slip, each with the two grades that it may be for. */
export function OtherReasons({ card, deck }: ReasonsProps) {
  return (
    <details class="reasons">
      <summary>For another reason</summary>
      {OTHERS.map(({ id, words }) => (
        <form key={id} class="reason" method="post" action="/review/answer" data-form="answer">
          <CardInputs card={card} deck={deck} />
          <input type="hidden" name="reason" value={id} />
          <span id={`reason-${id}`}>{words}</span>
          {([[3, "Good"], [4, "Easy"]] as const).map(([rating, label]) => (
            <button
              key={rating}
              type="submit"
              class="button"
              name="rating"
              value={rating}
              aria-describedby={`reason-${id}`}
            >
              {label}
            </button>
          ))}
        </form>
      ))}
    </details>
  );
}
