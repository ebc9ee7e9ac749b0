/** The back of a card: verdict, answer, worked steps and where it comes from. */
import { Icon, type IconName } from "../icon.tsx";
import type { BackView, QuestionView, VerdictView } from "../models.ts";
import { Rich } from "../rich.tsx";
import { FieldResults } from "./field_results.tsx";
import { MarkedOptions } from "./options.tsx";
import { PointsList } from "./points.tsx";

/** What the learner gave, marked. */
export function Marked({ card }: { readonly card: QuestionView }) {
  const marks = card.verdict?.marks ?? [];
  if (card.face === "options") {
    // Who asked for the answer without ticking has nothing marked: the answer lists the options.
    return marks.length === 0 ? null : (
      <MarkedOptions
        options={card.options}
        chosen={card.given.chosen}
        marks={marks}
        reasons={card.back?.reasons ?? []}
      />
    );
  }
  return card.face === "fields" && card.verdict !== undefined ? <FieldResults card={card} /> : null;
}

export function Answer({ card, back }: { readonly card: QuestionView; readonly back: BackView }) {
  if (isEmpty(back)) return null;
  return (
    <section class="answer" aria-labelledby="answer-heading">
      <h2 id="answer-heading" class="visually-hidden" tabIndex={-1}>Answer</h2>
      {back.points.length > 0 && card.face === "points" && <PointsList points={back.points} />}
      {back.answer !== undefined && <Rich html={back.answer} />}
      {back.steps.length > 0 && (
        <ol class="steps" aria-label="Worked steps">
          {back.steps.map((step, i) => (
            <li key={i}>
              <Rich html={step} />
            </li>
          ))}
        </ol>
      )}
      {back.source !== undefined && <Rich html={back.source} class="source" />}
    </section>
  );
}

/** As where the marks say it all. */
function isEmpty({ answer, steps, points, source }: BackView): boolean {
  return answer === undefined && steps.length + points.length === 0 && source === undefined;
}

const SIGNS = {
  right: "right",
  partial: "missed",
  wrong: "wrong",
  unreadable: "unreadable",
} as const satisfies Record<VerdictView["kind"], IconName>;

/** Stands in the page before there is a verdict, so that its coming is announced. */
export function Verdict({ verdict }: { readonly verdict: VerdictView | undefined }) {
  return (
    <div class="verdict" role="status" data-kind={verdict?.kind ?? "none"}>
      {verdict !== undefined && (
        <>
          <p class="headline">
            <Icon name={SIGNS[verdict.kind]} /> {verdict.headline}
          </p>
          {verdict.message !== undefined && <Rich html={verdict.message} class="message" />}
        </>
      )}
    </div>
  );
}
