/** The options that decks follow: one form, each option with its help and what is wrong with it. */
import { Icon } from "../ui/icon.tsx";
import type { PresetField, PresetModel } from "../ui/models.ts";
import { countOf } from "../ui/words.ts";

export function PresetPage({ model }: { readonly model: PresetModel }) {
  const problems = model.fields.filter((field) => field.problem !== undefined);
  return (
    <>
      <section aria-labelledby="preset">
        <h1 id="preset">Options: {model.name}</h1>
        <UsedBy decks={model.usedBy} />
        {problems.length > 0 && (
          <p class="problem" role="alert">
            <Icon name="alert" /> Nothing was saved: {countOf(problems.length, "option")} must be mended.
          </p>
        )}
      </section>
      <form class="form" method="post" action={`/presets/${model.id}`}>
        {model.fields.map((field) => <Field key={field.name} field={field} />)}
        <div class="actions">
          <button type="submit" class="button primary">Save options</button>
        </div>
      </form>
      <section aria-labelledby="copy">
        <h2 id="copy">A copy</h2>
        <form class="inline-form" method="post" action="/presets">
          <input type="hidden" name="copyOf" value={model.id} />
          <label for="copy-name">Name</label>
          <input id="copy-name" type="text" name="name" required maxLength={100} />
          <button type="submit" class="button">Copy these options</button>
        </form>
      </section>
    </>
  );
}

function UsedBy({ decks }: { readonly decks: PresetModel["usedBy"] }) {
  if (decks.length === 0) return <p class="hint">No deck follows these options yet.</p>;
  return (
    <p class="lead">
      Followed by {decks.map((deck, i) => (
        <span key={deck.slug}>
          {i > 0 && ", "}
          <a href={`/decks/${encodeURIComponent(deck.slug)}`}>{deck.name}</a>
        </span>
      ))}.
    </p>
  );
}

function Field({ field }: { readonly field: PresetField }) {
  const id = `option-${field.name}`;
  const noted = [field.help === "" ? "" : `${id}-help`, field.problem === undefined ? "" : `${id}-problem`]
    .filter((part) => part !== "").join(" ");
  return (
    <div class={field.input.kind === "check" ? "option-row check-row" : "option-row"}>
      <label for={id}>{field.label}</label>
      <Input id={id} field={field} noted={noted === "" ? undefined : noted} />
      {field.help !== "" && <span class="hint" id={`${id}-help`}>{field.help}</span>}
      {field.problem !== undefined && (
        <span class="problem" id={`${id}-problem`}>
          <Icon name="alert" /> {field.problem}
        </span>
      )}
    </div>
  );
}

interface InputProps {
  readonly id: string;
  readonly field: PresetField;
  /** Ids of the help and the problem. */
  readonly noted: string | undefined;
}

function Input({ id, field, noted }: InputProps) {
  const { name, value, input } = field;
  const common = {
    id,
    name,
    "aria-describedby": noted,
    "aria-invalid": field.problem === undefined ? undefined : "true" as const,
  };
  switch (input.kind) {
    case "number":
      return (
        <input
          {...common}
          type="number"
          min={input.min}
          max={input.max}
          step={input.step}
          defaultValue={value}
          required
        />
      );
    case "text":
      return <input {...common} type="text" defaultValue={value} maxLength={4000} />;
    case "check":
      return (
        <input {...common} type="checkbox" value="on" defaultChecked={value === "on" || value === "true"} />
      );
    case "select":
      return (
        <select {...common}>
          {input.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      );
  }
}
