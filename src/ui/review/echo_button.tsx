/** Asks how an answer is read, for pages without scripts; with them the echo comes while somebody types. */
import type { QuestionView } from "../models.ts";

interface ButtonProps {
  /** What the check form sends with it. */
  readonly name: string;
  readonly value: string;
}

export function EchoButton({ name, value }: ButtonProps) {
  return (
    <button type="submit" form="check" class="button quiet without-scripts" name={name} value={value}>
      Show how it is read
    </button>
  );
}

/** Whether there is anything that could be misread. */
export function isTyped({ fields }: Pick<QuestionView, "fields">): boolean {
  return fields.some(({ input }) => input !== "choice");
}
