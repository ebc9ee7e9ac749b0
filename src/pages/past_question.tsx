/** One answer of a card's history: the question with its numbers, what was typed, and how it is worked out. */
import type { PastQuestionModel } from "../ui/models.ts";
import { Answer, Marked, Verdict } from "../ui/review/back.tsx";
import { Prompt } from "../ui/review/prompt.tsx";
import { RichPhrase } from "../ui/rich.tsx";

export function PastQuestionPage({ model }: { readonly model: PastQuestionModel }) {
  const { question } = model;
  return (
    <>
      <section aria-labelledby="past">
        <p class="hint">
          <a href={`/decks/${encodeURIComponent(model.deck.slug)}`}>{model.deck.name}</a> ·{" "}
          <a href={`/cards/${model.cardId}#history`}>
            <RichPhrase html={model.summary} />
          </a>
        </p>
        <h1 id="past">Question of {model.when}</h1>
        <p class="lead">
          Graded {model.rating} after {model.took}
          {model.version === undefined ? "." : `. Drawn by ${model.version}.`}
        </p>
        {model.standing === "edited" && (
          <p class="notice">
            This card has changed since. Below it asks, with the same numbers, as it does now.
          </p>
        )}
      </section>
      {question === undefined ? <Gone model={model} /> : (
        <>
          <section class="asked" aria-label="Question">
            <Prompt card={question} />
          </section>
          <section aria-labelledby="given">
            <h2 id="given">Your answer</h2>
            {question.verdict === undefined
              ? <p class="lead">You asked for the answer without giving one.</p>
              : (
                <>
                  <Verdict verdict={question.verdict} />
                  <Marked card={question} />
                </>
              )}
          </section>
          {question.back !== undefined && <Answer card={question} back={question.back} />}
        </>
      )}
    </>
  );
}

/** All that can be said where the card has changed too much. */
function Gone({ model }: { readonly model: PastQuestionModel }) {
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">What was kept</h2>
      <p class="notice">
        This card has changed since, and cannot ask with these numbers any more.
      </p>
      <p>
        Its numbers were <code>{model.params}</code>
      </p>
      {model.typed.length > 0 && <p>You typed {model.typed.join(", ")}</p>}
    </section>
  );
}
