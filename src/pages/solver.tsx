/** The solver: your own numbers in, the answer with every step out. */
import { Icon } from "../ui/icon.tsx";
import type { SolverField, SolverModel } from "../ui/models.ts";
import { Answer } from "../ui/review/back.tsx";
import { Prompt } from "../ui/review/prompt.tsx";
import { RichPhrase } from "../ui/rich.tsx";

/** Where there is no answer there is no place of it to jump to: the page begins with what is to be mended. */
export function SolverPage({ model }: { readonly model: SolverModel }) {
  const wrong = model.problems.length > 0 || model.fields.some((field) => field.problems.length > 0);
  return (
    <>
      <section aria-labelledby="solver">
        <p class="hint">
          <a href="/practice">Practice</a> · <a href={`/practice#${model.topic.slug}`}>{model.topic.title}</a>
        </p>
        <h1 id="solver">{model.title}</h1>
        <p class="lead">
          Type your own numbers and see the answer with every step. Or{" "}
          <a href={model.practise}>practise with fresh ones</a>.
        </p>
      </section>
      <form class="solver-form" method="get" action={`/solve/${model.id}#result`}>
        {wrong && (
          <div class="problem wrong whole" id="problems" role="alert">
            <Icon name="alert" />
            <ul>
              {model.problems.map((problem) => <li key={problem}>{problem}</li>)}
              {model.problems.length === 0 && <li>Mend the marked numbers, then solve again.</li>}
            </ul>
          </div>
        )}
        {model.fields.map((field) => <ParamInput key={field.name} field={field} />)}
        <p class="actions">
          <button type="submit" class="button primary">
            <Icon name="solve" /> Solve
          </button>
          <a class="button quiet" href={`/solve/${model.id}`}>Example numbers</a>
        </p>
      </form>
      <section
        id={model.question === undefined ? undefined : "result"}
        class="result-part"
        aria-labelledby="result-heading"
        tabIndex={-1}
      >
        <h2 id="result-heading">{model.isExample ? "Answer for these example numbers" : "Answer"}</h2>
        {model.question === undefined
          ? <p class="lead">There is no answer until the numbers are mended.</p>
          : (
            <>
              <div class="asked">
                <Prompt card={model.question} />
              </div>
              {model.unfair !== undefined && (
                <p class="notice">
                  A note only: these numbers would not be drawn for a question. Reason:{" "}
                  <RichPhrase html={model.unfair} />.
                </p>
              )}
              {model.question.back !== undefined && (
                <Answer card={model.question} back={model.question.back} />
              )}
            </>
          )}
      </section>
    </>
  );
}

function ParamInput({ field }: { readonly field: SolverField }) {
  const id = `p-${field.name}`;
  const wrong = field.problems.length > 0;
  const described = wrong ? `${id}-form ${id}-problem` : `${id}-form`;
  return (
    <div class="field param" data-input={field.input}>
      <label for={id}>{field.label}</label>
      {field.input === "pick"
        ? (
          <select id={id} name={`p.${field.name}`} aria-describedby={wrong ? described : undefined}>
            {field.options.map(({ value, label }) => (
              <option key={value} value={value} selected={value === field.value}>{label}</option>
            ))}
          </select>
        )
        : (
          <input
            id={id}
            type="text"
            name={`p.${field.name}`}
            defaultValue={field.value}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={4000}
            aria-describedby={described}
            aria-invalid={wrong ? "true" : undefined}
          />
        )}
      {field.input !== "pick" && <span class="hint" id={`${id}-form`}>{field.form}</span>}
      {wrong && (
        <span class="problem wrong" id={`${id}-problem`}>
          <Icon name="wrong" />
          <ul>
            {field.problems.map((problem) => <li key={problem}>{problem}</li>)}
          </ul>
        </span>
      )}
    </div>
  );
}
