/** Where an author tries a note out: its text, its problems in place, cards drawn from it. Nothing is stored. */
import { Icon } from "../ui/icon.tsx";
import { Rich, RichPhrase } from "../ui/rich.tsx";
import type { WorkbenchCard, WorkbenchModel, WorkbenchProblem, WorkbenchSurvey } from "./workbench_model.ts";

export function WorkbenchPage({ model }: { readonly model: WorkbenchModel }) {
  const { text, outcome, problems, survey, cards } = model;
  return (
    <>
      <section aria-labelledby="workbench">
        <h1 id="workbench">Workbench</h1>
        <p class="lead">
          Write a note as it will stand in a deck’s file, of any type, and see its cards. Nothing is stored:
          copy it into <code>cards/…/deck.md</code> when it is done. <code>cards/README.md</code>{" "}
          has the grammar.
        </p>
      </section>
      <form class="form" method="post" action="/workbench">
        <div class="option-row">
          <label for="text">The note</label>
          <textarea
            id="text"
            name="text"
            class="workbench-text"
            rows={24}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            aria-invalid={problems.length > 0 ? "true" : undefined}
            aria-describedby={outcome === undefined ? undefined : "outcome"}
            defaultValue={text}
          />
        </div>
        <div class="actions">
          <button type="submit" class="button primary">Check and draw</button>
        </div>
      </form>
      {outcome !== undefined && <p class="notice" id="outcome" role="status">{outcome}</p>}
      {problems.length > 0 && <Problems problems={problems} />}
      {survey !== undefined && <SurveyOf survey={survey} />}
      {cards.map((card) => <TriedCardView key={card.label} card={card} />)}
    </>
  );
}

function Problems({ problems }: { readonly problems: readonly WorkbenchProblem[] }) {
  return (
    <section class="problems" aria-labelledby="problems">
      <h2 id="problems">
        <Icon name="alert" /> Problems
      </h2>
      <ul>
        {problems.map(({ line, column, message, expected, quoted }) => (
          <li key={`${line}:${column}:${message}`}>
            <code>{line}:{column}</code> {message}
            <span class="hint">Expected: {expected}</span>
            <pre
              class="quoted"
              tabIndex={0}
              role="group"
              aria-label={`Line ${line}`}
            ><code>{quoted}</code></pre>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SurveyOf({ survey }: { readonly survey: WorkbenchSurvey }) {
  return (
    <section aria-labelledby="draws">
      <h2 id="draws">Draws</h2>
      <p>{survey.kept}</p>
      {survey.reasons.length > 0 && (
        <div class="survey" tabIndex={0} role="group" aria-label="Why draws were passed over">
          <table>
            <caption>Why the others were passed over</caption>
            <thead>
              <tr>
                <th scope="col">Draws</th>
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {survey.reasons.map(({ reason, count }) => (
                <tr key={reason}>
                  <td>{count}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {survey.mistakes.length > 0 && (
        <div class="survey" tabIndex={0} role="group" aria-label="Known mistakes">
          <table>
            <caption>Known mistakes, over all draws that have values</caption>
            <thead>
              <tr>
                <th scope="col">Mistake</th>
                <th scope="col">Possible in</th>
                <th scope="col">Told apart?</th>
              </tr>
            </thead>
            <tbody>
              {survey.mistakes.map(({ id, possible, remark }) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  <td>{possible}</td>
                  <td>{remark}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function TriedCardView({ card }: { readonly card: WorkbenchCard }) {
  return (
    <article class="tried" aria-label={card.label}>
      <h2 class="kicker">{card.label}</h2>
      <Rich html={card.prompt} />
      {card.conventions.length > 0 && (
        <ul class="conventions" aria-label="Conventions">
          {card.conventions.map((line) => (
            <li key={line}>
              <RichPhrase html={line} />
            </li>
          ))}
        </ul>
      )}
      {card.inputs.length > 0 && (
        <ul aria-label="Asked for">
          {card.inputs.map((line) => (
            <li key={line}>
              <RichPhrase html={line} />
            </li>
          ))}
        </ul>
      )}
      {card.answer !== undefined && <Rich html={card.answer} />}
      {card.steps.length > 0 && (
        <ol class="steps" aria-label="Worked steps">
          {card.steps.map((step) => (
            <li key={step}>
              <Rich html={step} />
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}
