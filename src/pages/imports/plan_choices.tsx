/** What a person may decide about an import; questions that do not arise are not asked. */
import type { ChoicesModel } from "../../ui/imports/import_models.ts";

export function PlanChoices({ choices }: { readonly choices: ChoicesModel }) {
  return (
    <section class="form" aria-labelledby="choices">
      <h2 id="choices">How to import it</h2>
      <div class="option-row">
        <label for="under">Put everything under the deck</label>
        <input
          id="under"
          type="text"
          name="under"
          defaultValue={choices.under}
          maxLength={500}
          placeholder="Languages::Latin"
          aria-describedby="under-help"
          autocomplete="off"
        />
        <span class="hint" id="under-help">
          Leave it empty to keep the decks as the file has them. Two colons lead to a deck inside another.
        </span>
      </div>
      {choices.asksSchedules
        ? (
          <div class="option-row check-row">
            <label for="takeSchedules">Take schedules and history along</label>
            <input
              id="takeSchedules"
              type="checkbox"
              name="takeSchedules"
              value="on"
              defaultChecked={choices.takeSchedules}
              aria-describedby="schedules-help"
            />
            <span class="hint" id="schedules-help">
              Without them all new cards begin as new, and new decks follow your options. Cards and decks that
              you have already keep theirs either way.
            </span>
          </div>
        )
        : <input type="hidden" name="takeSchedules" value={choices.takeSchedules ? "on" : ""} />}
      <Either
        name="bothChanged"
        legend="Where you and the file both changed a field"
        isAsked={choices.asksBothChanged}
        chosen={choices.bothChanged}
        answers={[["mine", "keep mine"], ["theirs", "take the file’s"]]}
      />
      <Either
        name="otherType"
        legend="Notes whose note type differs from the one you have"
        isAsked={choices.asksOtherType}
        chosen={choices.otherType}
        answers={[["skip", "leave them out"], ["copy", "bring them with a copy of their note type"]]}
      />
      <Either
        name="gone"
        legend="Notes that the file no longer has"
        isAsked={choices.asksGone}
        chosen={choices.gone}
        answers={[["keep", "keep them"], ["retire", "put them out of use"]]}
      />
      <div class="actions">
        <button type="submit" class="button">Update the plan</button>
      </div>
    </section>
  );
}

interface EitherProps {
  readonly name: string;
  readonly legend: string;
  /** Otherwise what was chosen is sent as it is. */
  readonly isAsked: boolean;
  readonly chosen: string;
  readonly answers: readonly (readonly [string, string])[];
}

function Either({ name, legend, isAsked, chosen, answers }: EitherProps) {
  if (!isAsked) return <input type="hidden" name={name} value={chosen} />;
  return (
    <fieldset class="option-row">
      <legend>{legend}</legend>
      <span class="choices">
        {answers.map(([value, label]) => (
          <label key={value} class="choice">
            <input type="radio" name={name} value={value} defaultChecked={value === chosen} /> {label}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
