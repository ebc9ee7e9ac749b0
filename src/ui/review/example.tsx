/** From a worked example to a question of one's own: the example, and the steps that are given with the first question. */
import type { Html, QuestionView } from "../models.ts";
import { Rich } from "../rich.tsx";
import { Answer } from "./back.tsx";
import { Prompt } from "./prompt.tsx";

export function Example({ example }: { readonly example: QuestionView }) {
  return (
    <article class="card" data-face="example">
      <Prompt card={example} />
      {example.back !== undefined && <Answer card={example} back={example.back} />}
    </article>
  );
}

/** `go` leads to the question, at once for those who need no example. */
export function ExampleBar({ go }: { readonly go: string }) {
  return (
    <nav class="ask" aria-label="Go on">
      <a class="button primary" href={go} data-go>
        Now one for you <kbd>Space</kbd>
      </a>
    </nav>
  );
}

/** Nothing where no steps are given. */
export function Lead({ steps }: { readonly steps: readonly Html[] }) {
  return steps.length === 0 ? null : (
    <section class="lead-steps" aria-labelledby="lead-heading">
      <h3 class="kicker" id="lead-heading">The first steps are done; the last are yours</h3>
      <ol class="steps">
        {steps.map((step, i) => (
          <li key={i}>
            <Rich html={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}
