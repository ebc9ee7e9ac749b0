/** The types that notes may have: to add one, write its file and add its line. */
import type { CardType } from "./card_type.ts";
import { anki } from "./card_types/anki.ts";
import { basic } from "./card_types/basic.ts";
import { choice } from "./card_types/choice.ts";
import { cloze } from "./card_types/cloze.ts";
import { formula } from "./card_types/formula.ts";
import { generated } from "./card_types/generated.ts";
import { number } from "./card_types/number.ts";
import { reversed } from "./card_types/reversed.ts";
import { rubric } from "./card_types/rubric.ts";
import { template } from "./card_types/template.ts";
import { text } from "./card_types/text.ts";
import { trueFalse } from "./card_types/true_false.ts";

export const cardTypes: readonly CardType[] = [
  basic,
  reversed,
  cloze,
  choice,
  trueFalse,
  rubric,
  text,
  number,
  formula,
  generated,
  template,
  anki,
];

/** Those that a deck file may hold; notes of type anki come with packages only. */
export const writtenTypes: readonly CardType[] = cardTypes.filter((type) => type !== anki);

/** Throws RangeError for an id that is not in the list. */
export function cardTypeOf(id: string): CardType {
  const type = cardTypes.find((candidate) => candidate.id === id);
  if (type === undefined) {
    throw new RangeError(
      `Cannot open a note of type ${id}: the types are ${cardTypes.map((known) => known.id)}`,
    );
  }
  return type;
}
