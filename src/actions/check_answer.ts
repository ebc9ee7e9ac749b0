/** Judges a typed or chosen answer and keeps it until it is graded; what cannot be read costs nothing. */
import type { Given, Verdict } from "../decks/face.ts";
import { type Attempt, saveAttempt } from "../store/attempts.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { showCard, type ShownCard } from "./shown_card.ts";
import { nowFor } from "./studying.ts";

/** Generated questions may be tried again once before the key is shown. */
export const TRIES = 2;

export interface GivenAnswer {
  readonly cardId: number;
  readonly version: number;
  readonly given: Given;
  /** The learner asks for the answer instead of giving one. */
  readonly giveUp: boolean;
  /** The learner asks for one more hint; what was typed so far is kept, and nothing is judged. */
  readonly hint: boolean;
  readonly askedAt: number;
}

export type Checked =
  | { readonly kind: "judged" }
  | { readonly kind: "unreadable"; readonly shown: ShownCard; readonly verdict: Verdict }
  | { readonly kind: "stale" }
  | { readonly kind: "missing" };

export async function checkAnswer(deps: Deps, person: Person, answer: GivenAnswer): Promise<Checked> {
  const now = nowFor(person, deps.now());
  const shown = await showCard(deps, person, { cardId: answer.cardId, now });
  if (shown === undefined) return { kind: "missing" };
  const { asked, attempt, stored } = shown;
  if (stored.memory.version !== answer.version) return { kind: "stale" };
  if (asked.judge === undefined || (attempt !== undefined && isFinal(attempt))) return { kind: "judged" };

  if (answer.hint) {
    await saveAttempt(deps.store, { userId: person.id, cardId: answer.cardId }, {
      version: stored.memory.version,
      drawn: asked.drawn,
      given: answer.given,
      verdict: attempt?.verdict,
      tries: attempt?.tries ?? 0,
      hints: Math.min(asked.hints?.length ?? 0, (attempt?.hints ?? 0) + 1),
      askedAt: attempt?.askedAt ?? answer.askedAt,
      at: now.at,
    });
    return { kind: "judged" };
  }
  const verdict = answer.giveUp ? givenUp(attempt) : asked.judge(answer.given);
  if (verdict.kind === "unreadable") return { kind: "unreadable", shown, verdict };
  await saveAttempt(deps.store, { userId: person.id, cardId: answer.cardId }, {
    version: stored.memory.version,
    drawn: asked.drawn,
    given: answer.giveUp ? attempt?.given ?? { chosen: [], typed: {} } : answer.given,
    verdict,
    tries: answer.giveUp ? TRIES : (attempt?.tries ?? 0) + 1,
    hints: attempt?.hints ?? 0,
    askedAt: attempt?.askedAt ?? answer.askedAt,
    at: now.at,
  });
  return { kind: "judged" };
}

/** Whether the key may be shown: the answer is right, or there is no further try. */
export function isFinal(attempt: Attempt): boolean {
  if (attempt.verdict === undefined) return false;
  return attempt.drawn === undefined || attempt.verdict.kind === "right" || attempt.tries >= TRIES;
}

function givenUp(attempt: Attempt | undefined): Verdict {
  const before = attempt?.verdict;
  return {
    kind: "wrong",
    score: 0,
    marks: before?.marks ?? [],
    message: { kind: "markdown", source: "You asked for the answer." },
    mistake: before !== undefined && "mistake" in before ? before.mistake : undefined,
  };
}
