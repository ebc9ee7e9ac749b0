/** The review, drawn from its model alone: the server and the island show the same. */
import { Icon } from "../icon.tsx";
import type { CardView, ReviewModel } from "../models.ts";
import { PracticeLinks } from "../practice/practice_links.tsx";
import { countOf } from "../words.ts";
import { Answer, Marked, Verdict } from "./back.tsx";
import { Example, ExampleBar, Lead } from "./example.tsx";
import { FieldInputs } from "./fields.tsx";
import { CardInputs } from "./card_inputs.tsx";
import { GradeBar } from "./grades.tsx";
import { Hints } from "./hints.tsx";
import { KeyList } from "../key_list.tsx";
import { REVIEW_KEYS } from "./keys.ts";
import { More } from "./more.tsx";
import { OptionInputs } from "./options.tsx";
import { Prompt } from "./prompt.tsx";
import { Done, Pause, Wait } from "./stages.tsx";

export function ReviewView({ model }: { readonly model: ReviewModel }) {
  const { stage, notice } = model;
  return (
    <div class="review">
      <ReviewBar model={model} />
      <div class="review-body">
        <p class="notice" role="status" hidden={notice === undefined}>{notice}</p>
        {stage.kind === "card" && <CardStage key={keyOf(stage.card)} model={model} card={stage.card} />}
        {stage.kind === "example" && <Example key={stage.go} example={stage.example} />}
        {stage.kind === "pause" && <Pause goOn={stage.goOn} />}
        {stage.kind === "wait" && (
          <Wait until={stage.until} summary={stage.summary} again={addressOf(model)} />
        )}
        {stage.kind === "done" && <Done summary={stage.summary} />}
      </div>
      {stage.kind === "example" && (
        <footer class="review-foot">
          <ExampleBar go={stage.go} />
        </footer>
      )}
      {stage.kind === "card" && (
        <footer class="review-foot">
          <GradeBar card={stage.card} deck={model.deck?.slug} />
        </footer>
      )}
      {model.keys && <KeyList keys={REVIEW_KEYS} />}
    </div>
  );
}

/** Address of this review: where every action comes back to. */
export function addressOf({ deck }: Pick<ReviewModel, "deck">): string {
  return deck === undefined ? "/review" : `/review?deck=${encodeURIComponent(deck.slug)}`;
}

/** A card keeps its inputs while it is the same card at the same version. */
function keyOf({ cardId, version }: CardView): string {
  return `${cardId}-${version}`;
}

function ReviewBar({ model }: { readonly model: ReviewModel }) {
  const { counts, done } = model;
  const left = counts.new + counts.learning + counts.due;
  const share = left + done === 0 ? 100 : (100 * done) / (left + done);
  return (
    <header class="review-bar">
      <progress class="progress" max={100} value={Math.round(share)} aria-label="Done of today’s cards" />
      <a class="bar-link" href="/">
        <Icon name="back" /> Decks
      </a>
      <h1>{model.deck?.name ?? "All decks"}</h1>
      <span class="grow" />
      <Counted model={model} />
      <History model={model} />
      {model.keys && (
        <button type="button" class="bar-link keys-button" popovertarget="keys">
          <kbd>?</kbd> keys
        </button>
      )}
    </header>
  );
}

function Counted({ model }: { readonly model: ReviewModel }) {
  const { counts } = model;
  return (
    <ul class="counts" aria-label="Cards left today">
      <li title="Due">
        {counts.due}
        <span>due</span>
      </li>
      <li title="Learning">
        {counts.learning}
        <span>learning</span>
      </li>
      <li title="New">
        {counts.new}
        <span>new</span>
      </li>
    </ul>
  );
}

function History({ model }: { readonly model: ReviewModel }) {
  const back = addressOf(model);
  return (
    <>
      {model.redo !== undefined && (
        <form method="post" action="/redo" data-form="redo">
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="bar-link" title={`Redo: ${model.redo}`}>
            <Icon name="redo" /> redo <span class="visually-hidden">{model.redo}</span>
          </button>
        </form>
      )}
      {model.undo !== undefined && (
        <form method="post" action="/undo" data-form="undo">
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="bar-link" title={`Undo: ${model.undo}`}>
            <kbd>u</kbd> undo <span class="visually-hidden">{model.undo}</span>
          </button>
        </form>
      )}
    </>
  );
}

interface StageProps {
  readonly model: ReviewModel;
  readonly card: CardView;
}

function CardStage({ model, card }: StageProps) {
  const checked = card.face === "options" || card.face === "fields";
  const deck = model.deck?.slug;
  return (
    <article class="card" data-face={card.face} data-turned={card.turned ? "" : undefined}>
      <Prompt card={card} />
      <Lead steps={card.lead} />
      {!card.turned && <Hints hints={card.hints} />}
      {checked && <Verdict verdict={card.verdict} />}
      {checked && !card.turned && (
        <form
          id="check"
          class="check"
          method="post"
          action="/review/check"
          data-form="check"
          data-echo-at="/review/echo"
        >
          <CardInputs card={card} deck={deck} />
          {card.face === "options" ? <OptionInputs card={card} /> : <FieldInputs card={card} />}
        </form>
      )}
      {checked && card.turned && <Marked card={card} />}
      {card.turned && card.back !== undefined && <Answer card={card} back={card.back} />}
      {card.turned && card.generator !== undefined && <PracticeLinks generator={card.generator} />}
      <More card={card} back={addressOf(model)} />
      <p class="visually-hidden">{countOf(model.done, "card")} done today</p>
    </article>
  );
}
