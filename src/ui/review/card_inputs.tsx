/** What every answer carries: the card and the version that was seen, so that a stale page changes nothing. */
import type { CardView } from "../models.ts";

interface InputsProps {
  readonly card: CardView;
  /** Slug of the deck in study; undefined for all. */
  readonly deck: string | undefined;
}

export function CardInputs({ card, deck }: InputsProps) {
  return (
    <>
      <input type="hidden" name="card" value={card.cardId} />
      <input type="hidden" name="version" value={card.version} />
      <input type="hidden" name="askedAt" value={card.askedAt} />
      {deck !== undefined && <input type="hidden" name="deck" value={deck} />}
    </>
  );
}
