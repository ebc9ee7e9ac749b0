/** Counts by day and deck: a cache of the log, for the limits of today and the picture of a year. */
import { and, asc, between, eq, sql } from "drizzle-orm";
import type { Day } from "../scheduling/types.ts";
import type { Statement, Store } from "./open.ts";
import { studyDay } from "./schema.ts";

export interface StudyCounts {
  readonly answers: number;
  /** Answers to cards that were new. */
  readonly newCards: number;
  /** Answers to cards from the review line. */
  readonly reviews: number;
  readonly tookMs: number;
}

/** What to add to a day's counts for a deck; negative numbers take back what was added before. */
export interface StudyDelta extends StudyCounts {
  readonly day: Day;
  readonly deckId: number;
}

export function addToStudyDay(store: Store, userId: number, delta: StudyDelta): Statement {
  const { day, deckId, answers, newCards, reviews, tookMs } = delta;
  const sums = {
    answers: sql`${studyDay.answers} + ${answers}`,
    newCards: sql`${studyDay.newCards} + ${newCards}`,
    reviews: sql`${studyDay.reviews} + ${reviews}`,
    tookMs: sql`${studyDay.tookMs} + ${tookMs}`,
  };
  // What is taken back was counted before, and a row of negative counts would be refused before it is added up.
  if (Math.min(answers, newCards, reviews, tookMs) < 0) {
    return store.db.update(studyDay).set(sums)
      .where(and(eq(studyDay.userId, userId), eq(studyDay.day, day), eq(studyDay.deckId, deckId)));
  }
  return store.db.insert(studyDay).values({ userId, day, deckId, answers, newCards, reviews, tookMs })
    .onConflictDoUpdate({ target: [studyDay.userId, studyDay.day, studyDay.deckId], set: sums });
}

export interface DeckCounts extends StudyCounts {
  readonly deckId: number;
}

/** What was done on a day, by deck; decks without an answer are left out. */
export function todayCounts(store: Store, userId: number, today: Day): Promise<readonly DeckCounts[]> {
  // Index: the primary key of study_day.
  return store.db.select({
    deckId: studyDay.deckId,
    answers: studyDay.answers,
    newCards: studyDay.newCards,
    reviews: studyDay.reviews,
    tookMs: studyDay.tookMs,
  }).from(studyDay).where(and(eq(studyDay.userId, userId), eq(studyDay.day, today)));
}

export interface DayCount {
  readonly day: Day;
  readonly answers: number;
}

/** Answers by day, both ends included, oldest first; days without an answer are left out. */
export function heatmap(
  store: Store,
  userId: number,
  days: { readonly from: Day; readonly to: Day },
): Promise<readonly DayCount[]> {
  const answers = sql<number>`sum(${studyDay.answers})`;
  // Index: the primary key of study_day.
  return store.db.select({ day: studyDay.day, answers }).from(studyDay)
    .where(and(eq(studyDay.userId, userId), between(studyDay.day, days.from, days.to)))
    .groupBy(studyDay.day).having(sql`${answers} > 0`).orderBy(asc(studyDay.day));
}
