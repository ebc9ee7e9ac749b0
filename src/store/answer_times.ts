/** How long a person took for earlier answers that were right at the first try. */
import { and, desc, eq, placeholder, type SQL, sql } from "drizzle-orm";
import type { Store } from "./open.ts";
import { prepared } from "./prepared.ts";
import { action, review } from "./schema.ts";

/** Of more answers than these only the latest count. */
const MOST = 100;

/** Whose answers are alike: those to a generator at a level, whichever card asked, or those to one card. */
export type Skill =
  | { readonly kind: "generator"; readonly generator: string; readonly level: number }
  | { readonly kind: "card"; readonly cardId: number };

/** Right without hints at the first try, timed and not taken back: such answers, and no others, suggest Good. */
const FIRST_RIGHT = sql`${review.suggested} = 3 and ${review.answerMs} is not null
  and (select later.verb from ${action} as later where later.target_id = ${review.actionId}
    order by later.id desc limit 1) is not 'undo'`;

function timesOf(where: SQL | undefined, latest: SQL) {
  return prepared((db) =>
    db.select({ answerMs: review.answerMs }).from(review)
      .where(and(eq(review.userId, placeholder("user")), where, FIRST_RIGHT))
      .orderBy(latest).limit(MOST).prepare()
  );
}

// Index: review_skill.
const timesOfGenerator = timesOf(
  and(eq(review.generator, placeholder("generator")), eq(review.level, placeholder("level"))),
  desc(review.id),
);

// Index: review_seq.
const timesOfCard = timesOf(eq(review.cardId, placeholder("card")), desc(review.seq));

/** ms of each, latest first. */
export async function answerTimes(store: Store, userId: number, skill: Skill): Promise<readonly number[]> {
  const rows = skill.kind === "generator"
    ? await timesOfGenerator(store).all({ user: userId, generator: skill.generator, level: skill.level })
    : await timesOfCard(store).all({ user: userId, card: skill.cardId });
  return rows.flatMap(({ answerMs }) => answerMs === null ? [] : [answerMs]);
}
