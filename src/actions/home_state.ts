/** What the first page shows: the decks with what waits today, and a year of answers. */
import type { Day } from "../scheduling/types.ts";
import { undoState } from "../scheduling/undo.ts";
import { actionsOfDay, type DoneAction } from "../store/log.ts";
import { type DayCount, heatmap } from "../store/study_days.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { isEmpty } from "./restore_archive.ts";
import { nowFor, type Studying, studying } from "./studying.ts";

/** 53 weeks, so that the same weekday a year ago is in view. */
const DAYS = 53 * 7;

export interface HomeState {
  readonly studying: Studying;
  readonly from: Day;
  readonly year: readonly DayCount[];
  readonly undoable: DoneAction | undefined;
  /** Nothing of the person's own is here: an archive may be restored. */
  readonly isEmpty: boolean;
}

export async function homeState(deps: Deps, person: Person): Promise<HomeState> {
  const now = nowFor(person, deps.now());
  const from = mondayOf(now.today) - DAYS + 7;
  const [all, year, actions, empty] = await Promise.all([
    studying(deps.store, person, now),
    heatmap(deps.store, person.id, { from, to: now.today }),
    actionsOfDay(deps.store, person.id, now.today),
    isEmpty(deps, person),
  ]);
  const { undoable } = undoState(actions.map(({ id, verb, targetId }) => ({ id, verb, target: targetId })));
  const undone = actions.find((action) => action.id === undoable);
  return { studying: all, from, year, undoable: undone, isEmpty: empty };
}

/** The Monday of a day's week; day 0, 1970-01-01, was a Thursday. */
function mondayOf(day: Day): Day {
  return day - ((day + 3) % 7 + 7) % 7;
}
