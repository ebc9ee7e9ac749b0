/** What a review shows when there is no card: a pause, a wait, the end. */
import type { SessionSummary } from "../models.ts";
import { countOf } from "../words.ts";

export function Pause({ goOn }: { readonly goOn: string }) {
  return (
    <section class="stage" aria-labelledby="question">
      <h2 id="question" tabIndex={-1}>A pause</h2>
      <p>
        What is left are more questions of the kind that you have just answered. They teach more with
        something else in between.
      </p>
      <p class="actions">
        <a class="button primary" href={goOn}>Ask me anyway</a>
        <a class="button" href="/">Stop here</a>
      </p>
    </section>
  );
}

interface WaitProps {
  readonly until: string;
  readonly summary: SessionSummary;
  /** Address of this review. */
  readonly again: string;
}

export function Wait({ until, summary, again }: WaitProps) {
  return (
    <section class="stage" aria-labelledby="question">
      <h2 id="question" tabIndex={-1}>Next card {until}</h2>
      <p>Cards that you are still learning come back after a short while. This page goes on by itself.</p>
      <Summary summary={summary} />
      <p class="actions">
        <a class="button" href={again} data-refresh>Look again</a>
        <a class="button" href="/">To the decks</a>
      </p>
    </section>
  );
}

export function Done({ summary }: { readonly summary: SessionSummary }) {
  return (
    <section class="stage" aria-labelledby="question">
      <h2 id="question" tabIndex={-1}>{summary.answers === 0 ? "Nothing is due" : "Done for today"}</h2>
      <Summary summary={summary} />
      <p class="actions">
        <a class="button primary" href="/">To the decks</a>
      </p>
    </section>
  );
}

function Summary({ summary }: { readonly summary: SessionSummary }) {
  return (
    <dl class="summary">
      <div>
        <dt>Answers</dt>
        <dd>{summary.answers}</dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>{countOf(summary.minutes, "minute")}</dd>
      </div>
      <div>
        <dt>New cards</dt>
        <dd>{summary.newCards}</dd>
      </div>
      {summary.upcoming.length > 0 && (
        <div class="upcoming">
          <dt>Coming</dt>
          <dd>{summary.upcoming.join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
