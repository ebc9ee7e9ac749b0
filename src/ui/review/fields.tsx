/** Answers to be typed: one input for a number or words, a grid of inputs for a tensor, radios for a choice. */
import { Icon } from "../icon.tsx";
import type { CardView, FieldView, GivenView, MarkView } from "../models.ts";
import { Rich, RichPhrase } from "../rich.tsx";
import { GridInputs, TensorText } from "./grid.tsx";

export function FieldInputs({ card }: { readonly card: CardView }) {
  const marks = card.verdict?.marks ?? [];
  return (
    <div class="fields">
      {card.fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          given={card.given}
          marks={marks.filter((mark) => mark.id === field.id || mark.id.startsWith(`${field.id}[`))}
        />
      ))}
    </div>
  );
}

export interface FieldInputProps {
  readonly field: FieldView;
  readonly given: GivenView;
  /** Marks of this field and of its cells. */
  readonly marks: readonly MarkView[];
}

function FieldInput(props: FieldInputProps) {
  const { field, given, marks } = props;
  switch (field.input) {
    case "choice":
      return <ChoiceInput {...props} />;
    case "grid":
      return field.shape === undefined ? <TensorText {...props} /> : <GridInputs {...props} />;
    case "number":
    case "text":
      return (
        <div class="field">
          <label for={`in-${field.id}`}>
            <RichPhrase html={field.label} />
          </label>
          <span class="entry">
            <input
              id={`in-${field.id}`}
              type="text"
              name={`field.${field.id}`}
              defaultValue={given.typed[field.id] ?? ""}
              class={field.input}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxLength={4000}
              aria-describedby={describedBy(props)}
              aria-invalid={isUnreadable(marks) ? "true" : undefined}
            />
            {field.unit !== undefined && <span class="unit">{field.unit}</span>}
          </span>
          <FieldNotes {...props} />
        </div>
      );
  }
}

function ChoiceInput(props: FieldInputProps) {
  const { field, given, marks } = props;
  return (
    <fieldset class="options" aria-describedby={isUnreadable(marks) ? `problem-${field.id}` : undefined}>
      <legend>
        <RichPhrase html={field.label} />
      </legend>
      {field.options.map((option, i) => (
        <label class="option" key={option.id}>
          <input
            type="radio"
            name={`field.${field.id}`}
            value={option.id}
            defaultChecked={given.typed[field.id] === option.id}
          />
          <span class="visually-hidden">Option {i + 1}:</span>
          <RichPhrase html={option.label} />
        </label>
      ))}
      <FieldNotes {...props} />
    </fieldset>
  );
}

/** The form asked for, and what could not be read, under an input. */
export function FieldNotes({ field, marks }: FieldInputProps) {
  const problems = marks.filter((mark) => mark.outcome === "unreadable");
  return (
    <>
      {field.form !== undefined && <span class="hint" id={`form-${field.id}`}>{field.form}</span>}
      {problems.length > 0 && (
        <div class="problem" id={`problem-${field.id}`}>
          <Icon name="unreadable" />
          <span>
            {problems.map((mark) => (
              <Rich key={mark.id} html={mark.read ?? "This could not be read."} class="message" />
            ))}
          </span>
        </div>
      )}
    </>
  );
}

/** Ids of the notes under an input; the prompt goes first, so that an input that takes the focus says what is asked. */
export function describedBy({ field, marks }: FieldInputProps): string {
  const form = field.form === undefined ? [] : [`form-${field.id}`];
  const problem = isUnreadable(marks) ? [`problem-${field.id}`] : [];
  return ["prompt", ...form, ...problem].join(" ");
}

function isUnreadable(marks: readonly MarkView[]): boolean {
  return marks.some((mark) => mark.outcome === "unreadable");
}
