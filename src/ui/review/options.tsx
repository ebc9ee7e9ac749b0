/** A question with options to tick: to be answered, and as it came out. */
import type { BackView, MarkView, OptionView, QuestionView } from "../models.ts";
import { Icon, type IconName } from "../icon.tsx";
import { Rich, RichPhrase } from "../rich.tsx";

export function OptionInputs({ card }: { readonly card: QuestionView }) {
  return (
    <fieldset class="options">
      <legend>{card.many ? "Tick every one that is right; it may be none" : "Choose one"}</legend>
      {card.options.map((option, i) => (
        <label class="option" key={option.id}>
          <input
            type={card.many ? "checkbox" : "radio"}
            name="chosen"
            value={option.id}
            defaultChecked={card.given.chosen.includes(option.id)}
          />
          <span class="visually-hidden">Option {i + 1}:</span>
          <RichPhrase html={option.label} />
        </label>
      ))}
    </fieldset>
  );
}

interface MarkedProps {
  readonly options: readonly OptionView[];
  readonly chosen: readonly string[];
  readonly marks: readonly MarkView[];
  readonly reasons: BackView["reasons"];
}

/** How each option came out and why; meaning is in the words, colour only helps. */
export function MarkedOptions({ options, chosen, marks, reasons }: MarkedProps) {
  return (
    <ul class="options" aria-label="Options">
      {options.map((option) => {
        const outcome = outcomeOf(chosen.includes(option.id), marks.find((mark) => mark.id === option.id));
        const why = reasons.find(({ id }) => id === option.id);
        return (
          <li class="option" key={option.id} data-outcome={outcome.tone}>
            <span class="sign">{outcome.icon && <Icon name={outcome.icon} />}</span>
            <span>
              <RichPhrase html={option.label} /> <em class="outcome">{outcome.words}</em>
              {why !== undefined && <Rich html={why.html} class="prose why" />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface Outcome {
  readonly tone: "right" | "wrong" | "missed" | "plain";
  readonly words: string;
  readonly icon: IconName | undefined;
}

function outcomeOf(ticked: boolean, mark: MarkView | undefined): Outcome {
  switch (mark?.outcome) {
    case "wrong":
      return { tone: "wrong", words: "wrongly ticked", icon: "wrong" };
    case "missed":
      return { tone: "missed", words: "missed: this one is right", icon: "missed" };
    case "right":
      return ticked
        ? { tone: "right", words: "right", icon: "right" }
        : { tone: "plain", words: "rightly left out", icon: undefined };
    default:
      return { tone: "plain", words: ticked ? "ticked" : "", icon: undefined };
  }
}
