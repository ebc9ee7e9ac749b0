/** A tensor to be typed: a grid of labelled inputs where the shape is given, free text where it is part of the answer. */
import { cellId, cellWords, indexesOf } from "../cells.ts";
import { RichPhrase } from "../rich.tsx";
import { describedBy, type FieldInputProps, FieldNotes, inputName, isInvalid, isToMend } from "./fields.tsx";

export function GridInputs(props: FieldInputProps) {
  const { field, given, echo, marks } = props;
  const shape = field.shape ?? [];
  const columns = shape.at(-1) ?? 1;
  return (
    <fieldset class="field" aria-describedby={describedBy(props)}>
      <legend>
        <RichPhrase html={field.label} />
      </legend>
      <span class="entry">
        <span
          class="grid"
          data-grid={field.id}
          data-columns={columns}
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(3.25rem, 6rem))` }}
        >
          {indexesOf(shape).map((index) => {
            const id = cellId(field.id, index);
            const mark = marks.find((mark) => mark.id === id);
            return (
              <input
                key={id}
                type="text"
                name={`field.${id}`}
                aria-label={cellWords(index)}
                defaultValue={given.typed[id] ?? ""}
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                maxLength={200}
                aria-invalid={echo?.at === id || (mark !== undefined && isToMend(mark)) ? "true" : undefined}
              />
            );
          })}
        </span>
        {field.unit !== undefined && <span class="unit">{field.unit}</span>}
      </span>
      <TextMode {...props} />
      <FieldNotes {...props} />
    </fieldset>
  );
}

/** The same answer as one text, for those who paste or like to type it so; it goes before the cells. */
function TextMode({ field, given, echo, marks }: FieldInputProps) {
  const typed = given.typed[field.id] ?? "";
  const isWrongHere = (echo?.isProblem === true && echo.at === field.id) ||
    marks.some((mark) => mark.id === field.id && isToMend(mark));
  return (
    <details class="text-mode" open={typed !== ""}>
      <summary>Type it as text</summary>
      <textarea
        name={`field.${field.id}`}
        aria-label={`${field.name}, as text`}
        rows={2}
        defaultValue={typed}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={4000}
        placeholder={(field.shape ?? []).length === 1 ? "[1, 2, 3]" : "[[1, 2], [3, 4]]"}
        aria-invalid={isWrongHere ? "true" : undefined}
      />
    </details>
  );
}

export function TensorText(props: FieldInputProps) {
  const { field, given } = props;
  return (
    <div class="field">
      <label for={`in-${field.id}`}>
        <RichPhrase html={field.label} />
      </label>
      <textarea
        id={`in-${field.id}`}
        aria-label={inputName(field)}
        name={`field.${field.id}`}
        rows={3}
        defaultValue={given.typed[field.id] ?? ""}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={4000}
        placeholder="[[1, 2], [3, 4]]"
        aria-describedby={describedBy(props)}
        aria-invalid={isInvalid(props) ? "true" : undefined}
      />
      <FieldNotes {...props} />
    </div>
  );
}
