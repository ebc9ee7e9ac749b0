/** Why Anki may make something else of our export of a package than of the package: each reason is proved by the data. */
import { DEFAULT_PARAMETERS, stateFromInterval } from "../../src/scheduling/memory_model.ts";
import { migrateParameters } from "../../src/scheduling/parameters.ts";
import { htmlText } from "../../src/text/html_text.ts";
import { sameValue } from "./comparison.ts";
import type { AnkiCardState, AnkiState, ReviewRow } from "./state.ts";

/** What Anki has of the package, of our export of it, and what the package itself holds. */
export interface Sides {
  readonly wanted: AnkiState;
  readonly found: AnkiState;
  readonly held: AnkiState;
}

export interface CardSides {
  readonly wanted: AnkiCardState;
  readonly found: AnkiCardState;
  /** In the package, with the parameters of its deck there. */
  readonly held: AnkiCardState | undefined;
}

const MANUAL = 4;
const FILTERED = 3;
const LARGEST_DIFFICULTY = 1100;
const FIRST_EASE = 2500;

export function whyEase({ found }: CardSides): string | undefined {
  return found.own.factor === (found.phase === "new" ? 0 : FIRST_EASE)
    ? "FSRS knows no ease: studied cards go out with the one that Anki begins with"
    : undefined;
}

export function whyPlace({ wanted, found }: CardSides): string | undefined {
  return wanted.own.firstPosition === null && found.phase !== "new" && found.own.firstPosition !== null
    ? "the package does not say which place a studied card had among the new ones: it has that of its note in the file"
    : undefined;
}

export function whyLent({ wanted, found }: CardSides): string | undefined {
  return wanted.own.isFiltered && !found.own.isFiltered && found.own.originalDue === 0
    ? "there are no filtered decks here: a card that was lent to one is at home"
    : undefined;
}

/** Of imports without schedules. */
export function whyFiltered(key: string, { wanted, found, held }: Sides): string | undefined {
  const [there, here] = [wanted.cards[key]?.deck ?? "", found.cards[key]?.deck];
  return !held.decks.includes(there) && here === held.cards[key]?.deck
    ? "without schedules Anki makes an ordinary deck of a filtered one and leaves its cards there; here they are at home"
    : undefined;
}

export function whyDecks({ wanted, found, held }: Sides): string | undefined {
  const missing = wanted.decks.filter((name) => !found.decks.includes(name));
  return found.decks.every((name) => wanted.decks.includes(name)) &&
      missing.every((name) => !held.decks.includes(name))
    ? "without schedules Anki makes an ordinary deck of a filtered one"
    : undefined;
}

export function whyLastAnswer({ wanted, found }: CardSides): string | undefined {
  const last = found.log.findLast(([, ease]) => ease > 0);
  if (wanted.own.lastReviewAt === null && found.own.lastReviewAt === Math.floor((last?.[0] ?? 0) / 1000)) {
    return "older versions of Anki keep no time of the last answer with a card: ours is that of its last row";
  }
  return wanted.phase === "new" && found.phase === "new" && found.own.lastReviewAt === null
    ? "without schedules Anki makes a card new, but leaves it the time of its last answer"
    : undefined;
}

/** Anki keeps four digits of stability and three of difficulty, and rounds at every answer; its fold of the log is exact. */
export function isNear(state: readonly (number | null)[], other: readonly (number | null)[]): boolean {
  return state.every((value, index) => {
    const beside = other[index] ?? null;
    return value === beside ||
      value !== null && beside !== null && Math.abs(value - beside) <= 1e-3 + 1e-3 * value;
  });
}

export function whyMemory(
  { wanted, found, held }: CardSides,
  weights: readonly number[],
): string | undefined {
  const ours = [found.stability, found.difficulty];
  for (const computed of [wanted.computed, held?.computed ?? null]) {
    if (computed !== null && isNear(computed, ours)) {
      return wanted.stability === null
        ? "Anki keeps no memory of FSRS with the card yet: ours is the one that it computes from the log"
        : "Anki rounds a memory at every answer: ours is the one that it computes from the whole log";
    }
  }
  const { interval, factor } = wanted.own;
  const parameters = weights.length === 0 ? DEFAULT_PARAMETERS : migrated(weights);
  const ease = (factor > 0 ? factor : FIRST_EASE) / 1000;
  const converted = stateFromInterval(
    { intervalDays: Math.max(1, interval), ease, retention: 0.9 },
    parameters,
  );
  return wanted.stability === null && isNear([converted.stability, converted.difficulty], ours)
    ? "Anki keeps no memory of FSRS with the card, and its log gives none: ours is told from interval and ease"
    : undefined;
}

function migrated(weights: readonly number[]) {
  const found = migrateParameters(weights);
  if (!found.ok) throw new RangeError(found.error);
  return found.value;
}

/** `before`: the row before it in our export. */
export function whyIntervalBefore(found: ReviewRow, before: ReviewRow | undefined): string | undefined {
  return found[3] === (before?.[2] ?? 0)
    ? "the interval before an answer is here what the row before says; Anki writes the step, or leaves it out"
    : undefined;
}

export function whyFactor(wanted: ReviewRow, found: ReviewRow): string | undefined {
  const [theirs, ours] = [wanted[4], found[4]];
  if (found[6] === MANUAL && ours === FIRST_EASE) {
    return "FSRS knows no ease: rows of a day given by hand hold Anki's first";
  }
  const isDifficulty = (factor: number) => factor >= 100 && factor <= LARGEST_DIFFICULTY;
  if (!isDifficulty(ours)) return undefined;
  if (!isDifficulty(theirs)) {
    return "rows of SM-2 hold the ease; ours the difficulty that FSRS has after the answer";
  }
  return Math.abs(theirs - ours) <= 2
    ? "Anki rounds the difficulty at every answer, and so its rows"
    : undefined;
}

export function whyRow([, ease, interval, , factor, , kind]: ReviewRow): string | undefined {
  if (kind === MANUAL && ease === 0 && interval === 0 && factor !== 0) {
    return "a day that was given by hand to a card without an interval leaves no trace in a memory";
  }
  return kind === FILTERED && factor === 0
    ? "an answer in a filtered deck that does not reschedule leaves no trace in a memory"
    : undefined;
}

/** Names that no text of the collection mentions. */
export function whyUnused(names: readonly string[], { wanted }: Pick<Sides, "wanted">): string | undefined {
  const texts = JSON.stringify([wanted.notes, wanted.noteTypes]).normalize("NFC");
  return names.every((name) => !texts.includes(JSON.stringify(name).slice(1, -1)))
    ? "a file that no note and no note type uses is not exported"
    : undefined;
}

export function whyDescription(deck: string, { wanted, found }: Sides): string | undefined {
  const [there, here] = [wanted.options[deck], found.options[deck]];
  if (there === undefined || here === undefined || there.isMarkdown || !here.isMarkdown) return undefined;
  const words = (text: string) => htmlText(text).replace(/[\s\\]+/g, "");
  return words(there.description) === words(here.description)
    ? "a description in HTML becomes Markdown with the same words"
    : undefined;
}

export function whyOption(deck: string, option: string, { wanted, found, held }: Sides): string | undefined {
  const [there, here, own] = [wanted, found, held].map(({ options }) => options[deck]);
  if (there?.id !== 1 || own === undefined) return undefined;
  const isOwn = option === "name"
    ? here?.name.replace(/ \(\d+\)$/, "") === own.name
    : sameValue(here?.values[option], own.values[option]);
  return isOwn
    ? "Anki leaves the options Default of a package aside for those of the collection; here they come along"
    : undefined;
}
