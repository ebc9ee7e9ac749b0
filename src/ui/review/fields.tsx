/** Answers to be typed: one input for a number or words, a grid of inputs for a tensor, radios for a choice. */
import { cellWords, placeWords } from "../cells.ts";
import { Icon } from "../icon.tsx";
import type { EchoView, FieldView, GivenView, MarkView, QuestionView } from "../models.ts";
import { RichPhrase } from "../rich.tsx";
import { listOf } from "../words.ts";
import { GridInputs, TensorText } from "./grid.tsx";

export function FieldInputs({ card }: { readonly card: QuestionView }) {
  const marks = card.verdict?.marks ?? [];
  return (
    <div class="fields">
      {card.fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          given={card.given}
          echo={card.echoes.find(({ field: id }) => id === field.id)}
          marks={marks.filter((mark) => mark.id === field.id || mark.id.startsWith(`${field.id}[`))}
        />
      ))}
    </div>
  );
}

export interface FieldInputProps {
  readonly field: FieldView;
  readonly given: GivenView;
  readonly echo: EchoView | undefined;
  /** Marks of this field and of its cells. */
  readonly marks: readonly MarkView[];
}

function FieldInput(props: FieldInputProps) {
  const { field, given } = props;
  switch (field.input) {
    case "choice":
      return <ChoiceInput {...props} />;
    case "grid":
      return field.shape === undefined ? <TensorText {...props} /> : <GridInputs {...props} />;
    case "number":
    case "text":
      return (
        <div class="field" data-input={field.input}>
          <label for={`in-${field.id}`}>
            <RichPhrase html={field.label} />
          </label>
          <span class="entry">
            <input
              id={`in-${field.id}`}
              type="text"
              aria-label={inputName(field)}
              name={`field.${field.id}`}
              defaultValue={given.typed[field.id] ?? ""}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxLength={4000}
              aria-describedby={describedBy(props)}
              aria-invalid={isInvalid(props) ? "true" : undefined}
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
    <fieldset class="options" aria-describedby={marks.some(isToMend) ? `problem-${field.id}` : undefined}>
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

/** The form asked for, and how the last try came out, under an input. */
export function FieldNotes({ field, echo, marks }: FieldInputProps) {
  const unreadable = marks.filter((mark) => mark.outcome === "unreadable");
  const wrong = marks.filter((mark) => mark.outcome === "wrong" || mark.outcome === "missed");
  return (
    <>
      {field.form !== undefined && <span class="hint" id={`form-${field.id}`}>{field.form}</span>}
      {field.input !== "choice" && (
        <output
          class="echo"
          id={`echo-${field.id}`}
          data-echo={field.id}
          data-problem={echo?.isProblem === true ? "" : undefined}
          aria-live="polite"
          dangerouslySetInnerHTML={{ __html: echo?.html ?? "" }}
        />
      )}
      {unreadable.length > 0 && (
        <div class="problem" id={`problem-${field.id}`}>
          <Icon name="unreadable" />
          <ul>
            {unreadable.map((mark) => (
              <li key={mark.id}>
                {placeWords(mark.id, field.id)}
                <RichPhrase html={mark.read ?? "This could not be read."} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {unreadable.length === 0 && wrong.length > 0 && (
        <span class="problem wrong" id={`problem-${field.id}`}>
          <Icon name="wrong" /> {wrong[0]?.id === field.id
            ? "Not right yet"
            : `Not right yet: ${listOf(wrong.map((mark) => cellOf(mark, field)))}`}
        </span>
      )}
      {marks.length > 0 && unreadable.length + wrong.length === 0 && (
        <span class="outcome right">
          <Icon name="right" /> Right
        </span>
      )}
    </>
  );
}

/** A name for an input whose label holds a formula; undefined where the label says it all. */
export function inputName({ label, name }: FieldView): string | undefined {
  return label.includes("<math") ? name : undefined;
}

/** Ids of the notes under an input; the prompt goes first, so that an input that takes the focus says what is asked. */
export function describedBy({ field, marks }: FieldInputProps): string {
  const form = field.form === undefined ? [] : [`form-${field.id}`];
  const problem = marks.some(isToMend) ? [`problem-${field.id}`] : [];
  const echo = field.input === "choice" ? [] : [`echo-${field.id}`];
  return ["prompt", ...form, ...problem, ...echo].join(" ");
}

/** Whether one input for the whole field is to be mended. */
export function isInvalid({ echo, marks }: FieldInputProps): boolean {
  return echo?.isProblem === true || marks.some(isToMend);
}

/** Whether the learner must look at an input again after a try that was not the last. */
export function isToMend({ outcome }: MarkView): boolean {
  return outcome !== "right";
}

function cellOf({ id }: MarkView, field: FieldView): string {
  return id === field.id ? "" : cellWords(id.slice(field.id.length + 1, -1).split(",").map(Number));
}
