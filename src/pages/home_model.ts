/** Makes the model of the first page: decks as a tree with what waits, and the squares of a year. */
import type { HomeState } from "../actions/home_state.ts";
import type { StudyDeck } from "../actions/studying.ts";
import type { DeckProblem } from "../decks/note.ts";
import { formatDay } from "../scheduling/day.ts";
import type { DeckRow, HeatDay, HomeModel } from "../ui/models.ts";
import { countsView, verbWords } from "./review_model.ts";
import { dayWords, waitWords } from "./when.ts";

export function homeModel(state: HomeState, problems: readonly DeckProblem[]): HomeModel {
  const { studying } = state;
  const { today } = studying.now;
  const answers = new Map(state.year.map(({ day, answers }) => [day, answers]));
  return {
    decks: rowsOf(studying.decks, studying.now),
    total: countsView(studying.total),
    doneToday: studying.answersToday,
    minutesToday: Math.ceil(studying.tookMsToday / 60_000),
    year: Array.from({ length: today - state.from + 1 }, (_, i): HeatDay => ({
      date: formatDay(state.from + i),
      answers: answers.get(state.from + i) ?? 0,
    })),
    today: formatDay(today),
    streakDays: streak(answers, today),
    undo: state.undoable === undefined ? undefined : verbWords(state.undoable.verb),
    problems,
  };
}

/** Each deck followed by those below it. */
function rowsOf(
  decks: readonly StudyDeck[],
  now: { readonly at: number; readonly today: number },
): DeckRow[] {
  const known = new Set(decks.map((deck) => deck.id));
  const children = Map.groupBy(
    decks,
    ({ parentId }) => parentId !== undefined && known.has(parentId) ? parentId : undefined,
  );
  const rowsBelow = (parent: number | undefined, depth: number): DeckRow[] =>
    (children.get(parent) ?? []).flatMap((deck) => [
      {
        slug: deck.slug,
        name: deck.name,
        depth,
        counts: countsView(deck.counts),
        next: nextWords(deck, now),
      },
      ...rowsBelow(deck.id, depth + 1),
    ]);
  return rowsBelow(undefined, 0);
}

/** When the next card of a deck comes. */
export function nextWords(
  deck: StudyDeck,
  now: { readonly at: number; readonly today: number },
): string | undefined {
  const { counts } = deck;
  if (counts.review + counts.learning + counts.new > 0) return "now";
  if (deck.nextLearningAt !== undefined) return waitWords(deck.nextLearningAt - now.at);
  if (deck.nextDay !== undefined) return dayWords(deck.nextDay, now.today);
  return deck.newCards > 0 ? "tomorrow" : undefined;
}

/** Days in a row with an answer, up to today, or up to yesterday while today has none yet. */
function streak(answers: ReadonlyMap<number, number>, today: number): number {
  let day = (answers.get(today) ?? 0) > 0 ? today : today - 1;
  let days = 0;
  while ((answers.get(day) ?? 0) > 0) {
    days++;
    day--;
  }
  return days;
}
