/** A question of practice, drawn from its model alone: the server and the island show the same. */
import { Icon } from "../icon.tsx";
import type { PracticeModel } from "../models.ts";
import { Answer, Marked, Verdict } from "../review/back.tsx";
import { Hints } from "../review/hints.tsx";
import { EchoButton, isTyped } from "../review/echo_button.tsx";
import { FieldInputs } from "../review/fields.tsx";
import { Prompt } from "../review/prompt.tsx";
import { countOf } from "../words.ts";
import { KeyList } from "../key_list.tsx";
import { PRACTICE_KEYS } from "./practice_keys.ts";

export function PracticeView({ model }: { readonly model: PracticeModel }) {
  return (
    <div class="review practice">
      <PracticeBar model={model} />
      <div class="review-body">
        <Question key={model.here} model={model} />
      </div>
      <footer class="review-foot">
        {model.question.turned ? <Onward model={model} /> : <Ask model={model} />}
      </footer>
      {model.keys && <KeyList keys={PRACTICE_KEYS} />}
    </div>
  );
}

function PracticeBar({ model }: { readonly model: PracticeModel }) {
  return (
    <header class="review-bar">
      <a class="bar-link" href={`/practice#${model.topic.slug}`}>
        <Icon name="back" /> Practice
      </a>
      <h1>{model.mix ?? model.title}</h1>
      <span class="grow" />
      {model.levels.length > 1 && (
        <nav class="levels" aria-label="Level">
          <span aria-hidden="true">Level</span>
          {model.levels.map(({ label, href, chosen }) => (
            <a key={label} class="bar-link" href={href} data-go aria-current={chosen ? "true" : undefined}>
              <span class="visually-hidden">Level</span> {label}
            </a>
          ))}
        </nav>
      )}
      {model.keys && (
        <button type="button" class="bar-link keys-button" popovertarget="keys">
          <kbd>?</kbd> keys
        </button>
      )}
    </header>
  );
}

function Question({ model }: { readonly model: PracticeModel }) {
  const { question } = model;
  return (
    <article class="card" data-face="fields" data-turned={question.turned ? "" : undefined}>
      <Prompt card={question} />
      <Hints hints={model.hints} />
      <Verdict verdict={question.verdict} />
      {question.turned
        ? question.back !== undefined && (
          <>
            {question.verdict !== undefined && <Marked card={question} />}
            <Answer card={question} back={question.back} />
            <Tally model={model} />
            <p class="practice-links">
              <a href={model.solve}>Solve it for your own numbers</a>
            </p>
          </>
        )
        : (
          <form
            id="check"
            class="check"
            method="post"
            action={model.here}
            data-form="check"
            data-echo-at={model.echo}
          >
            <input type="hidden" name="tries" value={model.tries} />
            <input type="hidden" name="hints" value={model.hints.length} />
            {model.judged !== undefined && <input type="hidden" name="judged" value={model.judged} />}
            <FieldInputs card={question} />
          </form>
        )}
    </article>
  );
}

/** "Second try, with 1 hint." */
function Tally({ model: { tries, hints } }: { readonly model: PracticeModel }) {
  const parts = [
    ...(tries === 0 ? [] : [countOf(tries, "try", "tries")]),
    ...(hints.length === 0 ? [] : [countOf(hints.length, "hint")]),
  ];
  return parts.length === 0
    ? null
    : <p class="hint tally">{parts.join(", ")}. Nothing of this is counted.</p>;
}

/** Checking comes first, so that Enter in an input means it. */
function Ask({ model }: { readonly model: PracticeModel }) {
  return (
    <div class="ask">
      <button type="submit" form="check" class="button primary" name="verb" value="check">
        Check <kbd>Enter</kbd>
      </button>
      {model.hintsLeft > 0 && (
        <button type="submit" form="check" class="button" name="verb" value="hint">
          {model.hints.length === 0 ? "Hint" : "Next hint"} <kbd>h</kbd>
        </button>
      )}
      <button type="submit" form="check" class="button quiet" name="verb" value="steps">
        Show me how
      </button>
      {isTyped(model.question) && <EchoButton name="verb" value="echo" />}
    </div>
  );
}

function Onward({ model }: { readonly model: PracticeModel }) {
  return (
    <nav class="ask" aria-label="Go on">
      <a class="button primary" href={model.next} data-go="next">
        Next question <kbd>Enter</kbd>
      </a>
      <a class="button" href={model.here} data-go="again">
        <span>
          Same numbers <span class="words">again</span>
        </span>{" "}
        <kbd>r</kbd>
      </a>
    </nav>
  );
}
