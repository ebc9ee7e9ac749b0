/** The bar at the foot of a review: show, check, or grade. */
import type { CardView, Grade } from "../models.ts";
import { CardInputs } from "./card_inputs.tsx";
import { EchoButton, isTyped } from "./echo_button.tsx";
import { asksReason, OtherReasons, SLIP } from "./reasons.tsx";

interface BarProps {
  readonly card: CardView;
  /** Slug of the deck in study; undefined for all. */
  readonly deck: string | undefined;
}

export function GradeBar({ card, deck }: BarProps) {
  if (card.turned) return <Grades card={card} deck={deck} />;
  switch (card.face) {
    case "reveal":
    case "points":
      return (
        <form class="ask" method="get" action="/review" data-form="turn">
          {deck !== undefined && <input type="hidden" name="deck" value={deck} />}
          <input type="hidden" name="card" value={card.cardId} />
          <input type="hidden" name="askedAt" value={card.askedAt} />
          <input type="hidden" name="turn" value="1" />
          <button type="submit" class="button primary">
            Show answer <kbd>Space</kbd>
          </button>
        </form>
      );
    case "options":
    case "fields":
      return (
        <div class="ask">
          <button type="submit" form="check" class="button primary">
            Check <kbd>Enter</kbd>
          </button>
          {card.hintsLeft > 0 && (
            <button type="submit" form="check" class="button" name="hint" value="1">
              {card.hints.length === 0 ? "Hint" : "Next hint"} <kbd>h</kbd>
            </button>
          )}
          <button type="submit" form="check" class="button quiet" name="giveUp" value="1">
            I don’t know
          </button>
          {isTyped(card) && <EchoButton name="echo" value="1" />}
        </div>
      );
  }
}

function Grades({ card, deck }: BarProps) {
  const overrules = asksReason(card);
  return (
    <>
      <form
        class="grades"
        method="post"
        action="/review/answer"
        data-form="answer"
        aria-label="How well did you know it?"
      >
        <CardInputs card={card} deck={deck} />
        {overrules && <input type="hidden" name="reason" value={SLIP.id} />}
        {card.grades.map((grade) => (
          <GradeButton
            key={grade.rating}
            grade={grade}
            suggested={card.face !== "reveal" && grade.rating === card.suggested}
            note={noteOf(grade, card)}
          />
        ))}
      </form>
      {overrules && <OtherReasons card={card} deck={deck} />}
    </>
  );
}

interface GradeProps {
  readonly grade: Grade;
  readonly suggested: boolean;
  readonly note: string | undefined;
}

/** What else there is to say of a grade: that it fits too, or what it says of a wrong answer. */
function noteOf({ rating }: Grade, card: CardView): string | undefined {
  if (asksReason(card) && rating >= 3) return SLIP.words;
  return card.easyOffered && rating === 4 ? "quick: fits too" : undefined;
}

function GradeButton({ grade, suggested, note }: GradeProps) {
  return (
    <button
      type="submit"
      class="grade"
      name="rating"
      value={grade.rating}
      data-suggested={suggested ? "" : undefined}
    >
      <span class="row">
        {grade.label} <kbd aria-hidden="true">{grade.rating}</kbd>
      </span>
      <small aria-hidden="true">{grade.interval}</small>
      <span class="visually-hidden">, next {grade.spoken}</span>
      {suggested && <small class="suggested">suggested</small>}
      {note !== undefined && <small class="why-fits">{note}</small>}
    </button>
  );
}
