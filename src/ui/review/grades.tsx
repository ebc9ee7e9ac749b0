/** The bar at the foot of a review: show, check, or grade. */
import type { CardView, Grade } from "../models.ts";
import { EchoButton, isTyped } from "./echo_button.tsx";

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
  return (
    <form
      class="grades"
      method="post"
      action="/review/answer"
      data-form="answer"
      aria-label="How well did you know it?"
    >
      <CardInputs card={card} deck={deck} />
      {card.grades.map((grade) => (
        <GradeButton
          key={grade.rating}
          grade={grade}
          suggested={card.face !== "reveal" && grade.rating === card.suggested}
          offered={card.easyOffered && grade.rating === 4}
        />
      ))}
    </form>
  );
}

interface GradeProps {
  readonly grade: Grade;
  readonly suggested: boolean;
  /** Easy, where the answer was quick. */
  readonly offered: boolean;
}

function GradeButton({ grade, suggested, offered }: GradeProps) {
  return (
    <button
      type="submit"
      class="grade"
      name="rating"
      value={grade.rating}
      data-suggested={suggested ? "" : undefined}
      data-offered={offered ? "" : undefined}
    >
      <span class="row">
        {grade.label} <kbd aria-hidden="true">{grade.rating}</kbd>
      </span>
      <small aria-hidden="true">{grade.interval}</small>
      <span class="visually-hidden">, next {grade.spoken}</span>
      {suggested && <small class="suggested">suggested</small>}
      {offered && <small class="offered">quick: fits too</small>}
    </button>
  );
}

/** What every answer carries: the card and the version that was seen, so that a stale page changes nothing. */
export function CardInputs({ card, deck }: BarProps) {
  return (
    <>
      <input type="hidden" name="card" value={card.cardId} />
      <input type="hidden" name="version" value={card.version} />
      <input type="hidden" name="askedAt" value={card.askedAt} />
      {deck !== undefined && <input type="hidden" name="deck" value={deck} />}
    </>
  );
}
