/** Makes the model of the first page: decks with what waits, and the squares of a year. */
import type { HomeState } from "../actions/home_state.ts";
import type { DeckProblem } from "../decks/note.ts";
import { formatDay } from "../scheduling/day.ts";
import type { HeatDay, HomeModel } from "../ui/models.ts";
import { type Branch, deckRows } from "./deck_rows.ts";
import { countsView, verbWords } from "./review_model.ts";

interface HomeParts {
  readonly state: HomeState;
  readonly problems: readonly DeckProblem[];
  readonly branch: Branch;
}

export function homeModel({ state, problems, branch }: HomeParts): HomeModel {
  const { studying } = state;
  const { today } = studying.now;
  const answers = new Map(state.year.map(({ day, answers }) => [day, answers]));
  return {
    decks: deckRows(studying.decks, studying.now, branch),
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
    isEmpty: state.isEmpty,
  };
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
