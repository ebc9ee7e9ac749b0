/** Find and replace: what would change, place by place, before it does. */
import { countOf } from "../ui/words.ts";

export interface ReplaceModel {
  /** Hidden fields that say which notes: ids, or the search. */
  readonly which: readonly (readonly [string, string])[];
  readonly noteCount: number;
  readonly find: string;
  readonly with: string;
  readonly isRegex: boolean;
  readonly matchCase: boolean;
  readonly field: string;
  readonly problem: string | undefined;
  /** undefined before anything was looked for. */
  readonly preview: {
    readonly notes: number;
    readonly places: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  } | undefined;
  readonly back: string;
}

export function ReplacePage({ model }: { readonly model: ReplaceModel }) {
  const { preview } = model;
  return (
    <>
      <h1>Find and replace</h1>
      <p class="lead">
        {`In ${countOf(model.noteCount, "note")}; those of decks that ship stay as they are.`}
      </p>
      <form method="post" action="/browse/replace" class="stacked-form">
        {model.which.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <label for="find">Find</label>
        <input
          id="find"
          type="text"
          name="find"
          defaultValue={model.find}
          required
          maxLength={1000}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={model.problem !== undefined}
          aria-describedby={model.problem === undefined ? undefined : "replace-problem"}
        />
        {model.problem !== undefined && (
          <p id="replace-problem" class="problem" role="alert">{model.problem}</p>
        )}
        <label for="with">Replace with</label>
        <input
          id="with"
          type="text"
          name="with"
          defaultValue={model.with}
          maxLength={1000}
          autocomplete="off"
          spellcheck={false}
        />
        <label for="field">In the field (empty for all)</label>
        <input
          id="field"
          type="text"
          name="field"
          defaultValue={model.field}
          maxLength={200}
          autocomplete="off"
        />
        <label class="choice">
          <input type="checkbox" name="regex" value="1" defaultChecked={model.isRegex} />{" "}
          A regular expression; $1 is its first group
        </label>
        <label class="choice">
          <input type="checkbox" name="case" value="1" defaultChecked={model.matchCase} />{" "}
          Upper and lower case differ
        </label>
        <div class="actions">
          <button type="submit" class="button" name="step" value="preview">Show what would change</button>
          {preview !== undefined && preview.notes > 0 && (
            <button type="submit" class="button primary" name="step" value="apply">
              {`Replace in ${countOf(preview.notes, "note")}`}
            </button>
          )}
          <a class="button" href={model.back}>Back</a>
        </div>
      </form>
      {preview !== undefined && (
        <section aria-labelledby="changes">
          <h2 id="changes">
            {preview.notes === 0 ? "Nothing would change" : `${countOf(preview.notes, "note")} would change`}
          </h2>
          <ul class="replacements">
            {preview.places.map((place, index) => (
              <li key={index}>
                <span class="hint">{place.field}</span>
                <p>
                  <del>{place.before}</del>
                </p>
                <p>
                  <ins>{place.after}</ins>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
