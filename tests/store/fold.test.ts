/** Whatever people do, undo and redo: every stored memory is the fold of its stored log, every count a recount. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChangeEntry } from "../../src/scheduling/fold.ts";
import { applyEntry, effectiveEntries, foldLog, newMemory } from "../../src/scheduling/fold.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { answerEntry } from "../../src/scheduling/review.ts";
import type { LogEntry, Memory, Rating } from "../../src/scheduling/types.ts";
import { undoState } from "../../src/scheduling/undo.ts";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { actionsOfDay, type Change, changesOfAction, logOf, recordAction } from "../../src/store/log.ts";
import type { AnswerDetails } from "../../src/store/log_row.ts";
import { lineOf } from "../../src/store/memory_row.ts";
import { type KnownCard, reviewCard, siblings } from "../../src/store/memories.ts";
import type { Store } from "../../src/store/open.ts";
import type { StudyDelta } from "../../src/store/study_days.ts";
import { addPerson, deckOf, noteOf, NOW, openedStore, rowsOf, TODAY } from "./fixtures.ts";

const NOTES = [noteOf("a", ["there", "back"]), noteOf("b"), noteOf("c")];
const CARDS = [1, 2, 3, 4];
const PRESET = { ...DEFAULT_PRESET, leechThreshold: 2, leechAction: "suspend" } as const;
const MINUTE = 60_000;

type Move =
  | { readonly kind: "answer"; readonly card: number; readonly rating: Rating; readonly later: number }
  | { readonly kind: "change"; readonly card: number; readonly how: (seq: number, at: number) => ChangeEntry }
  | { readonly kind: "undo" | "redo" }
  | { readonly kind: "reorder"; readonly first: number };

const card = fc.constantFrom(...CARDS);
const changes: fc.Arbitrary<(seq: number, at: number) => ChangeEntry> = fc.oneof(
  fc.constantFrom("suspend" as const, "unsuspend" as const, "unbury" as const)
    .map((kind) => (seq: number, at: number) => ({ kind, seq, at, day: TODAY })),
  fc.integer({ min: 1, max: 3 }).map((days) => (seq: number, at: number) => (
    { kind: "bury" as const, seq, at, day: TODAY, by: "hand" as const, untilDay: TODAY + days }
  )),
  fc.constantFrom(0 as const, 3 as const, 7 as const)
    .map((flag) => (seq: number, at: number) => ({ kind: "flag" as const, seq, at, day: TODAY, flag })),
  fc.integer({ min: 0, max: 90 }).map((days) => (seq: number, at: number) => (
    { kind: "set_due" as const, seq, at, day: TODAY, dueDay: TODAY + days, intervalDays: days }
  )),
  fc.integer({ min: 1, max: 99 }).map((position) => (seq: number, at: number) => (
    { kind: "reset" as const, seq, at, day: TODAY, position }
  )),
);
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      card,
      rating: fc.constantFrom<Rating>(1, 2, 3, 4),
      later: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("change" as const), card, how: changes }) },
  { weight: 3, arbitrary: fc.constantFrom({ kind: "undo" as const }, { kind: "redo" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reorder" as const), first: fc.nat(2) }) },
);

class Player {
  now = NOW;
  readonly store: Store;
  readonly userId: number;

  constructor(store: Store, userId: number) {
    this.store = store;
    this.userId = userId;
  }

  async play(next: Move): Promise<void> {
    this.now += 1;
    switch (next.kind) {
      case "answer":
        return await this.answer(next.card, next.rating, next.later);
      case "change": {
        const known = await this.known(next.card);
        const entry = next.how(known.memory.version + 1, this.now);
        return await this.record(entry.kind, [await this.change(known.cardId, entry)], {});
      }
      case "undo":
      case "redo":
        return await this.turnBack(next.kind);
      case "reorder": {
        const notes = [...NOTES.slice(next.first), ...NOTES.slice(0, next.first)];
        await applyDeck(this.store, deckOf("basics", notes), this.now);
      }
    }
  }

  async answer(cardId: number, rating: Rating, later: number): Promise<void> {
    this.now += later * MINUTE;
    const known = await this.known(cardId);
    const clock = { zone: "UTC", rolloverHour: 4 };
    const context = { now: this.now, clock, preset: PRESET, fuzzSeed: cardId };
    const entry = { ...answerEntry(known.memory, rating, context), day: TODAY };
    const line = lineAwake(known.memory);
    const made = [await this.change(cardId, entry, detailsFor(line, rating))];
    for (const sibling of await siblings(this.store, this.userId, known.note.id)) {
      if (sibling.cardId === cardId || sibling.line === undefined) continue;
      const seq = sibling.memory.version + 1;
      const bury = {
        kind: "bury",
        seq,
        at: this.now,
        day: TODAY,
        by: "sibling",
        untilDay: TODAY + 1,
      } as const;
      made.push(await this.change(sibling.cardId, bury));
    }
    await this.record("answer", made, { study: [deltaOf(known.deck.id, line, rating, 1)] });
  }

  async turnBack(kind: "undo" | "redo"): Promise<void> {
    const done = await actionsOfDay(this.store, this.userId, TODAY);
    const state = undoState(done.map(({ id, verb, targetId }) => ({ id, verb, target: targetId })));
    const targetId = kind === "undo" ? state.undoable : state.redoable;
    if (targetId === undefined) return;
    const made: Change[] = [];
    const study: StudyDelta[] = [];
    for (
      const { cardId, deckId, entry, details } of await changesOfAction(this.store, this.userId, targetId)
    ) {
      const known = await this.known(cardId);
      const base = { seq: known.memory.version + 1, at: this.now, day: TODAY };
      made.push(await this.change(cardId, { ...base, kind, target: entry.seq }));
      if (entry.kind === "answer" && details !== undefined) {
        study.push(deltaOf(deckId, details.line, entry.rating, kind === "undo" ? -1 : 1));
      }
    }
    await this.record(kind, made, { targetId, study });
  }

  async change(cardId: number, entry: LogEntry, details?: AnswerDetails): Promise<Change> {
    const known = await this.known(cardId);
    const entries = [...(await logOf(this.store, this.userId, cardId)).map((one) => one.entry), entry];
    const after = foldLog(known.position, { entries, parameters: PRESET.parameters });
    return { cardId, entry, after, details };
  }

  async known(cardId: number): Promise<KnownCard> {
    const known = await reviewCard(this.store, this.userId, cardId);
    if (known === undefined) throw new Error(`No card ${cardId}`);
    return known;
  }

  async record(
    verb: string,
    made: readonly Change[],
    more: { readonly targetId?: number; readonly study?: readonly StudyDelta[] },
  ): Promise<void> {
    const recorded = await recordAction(this.store, {
      userId: this.userId,
      day: TODAY,
      at: this.now,
      verb,
      deckId: undefined,
      cardId: made[0]?.cardId,
      targetId: more.targetId,
      changes: made,
      study: more.study ?? [],
    });
    expect(recorded.kind).toBe("done");
  }
}

function detailsFor(line: AnswerDetails["line"], rating: Rating): AnswerDetails {
  return {
    line,
    stability: undefined,
    difficulty: undefined,
    retrievability: undefined,
    tookMs: rating * 1000,
    answerMs: undefined,
    drawn: undefined,
    typed: undefined,
    verdict: undefined,
    suggested: undefined,
    reason: undefined,
  };
}

function deltaOf(deckId: number, line: AnswerDetails["line"], rating: Rating, times: 1 | -1): StudyDelta {
  return {
    day: TODAY,
    deckId,
    answers: times,
    newCards: line === "new" ? times : 0,
    reviews: line === "review" ? times : 0,
    tookMs: times * rating * 1000,
  };
}

/** The line of a card, be it suspended or not. */
function lineAwake(known: Memory): AnswerDetails["line"] {
  return lineOf({ ...known, suspended: false }) ?? "review";
}

/** The counts of the day, from nothing but the logs. */
async function recount(player: Player) {
  const sums = { answers: 0, new_cards: 0, reviews: 0, took_ms: 0 };
  for (const cardId of CARDS) {
    const entries = (await logOf(player.store, player.userId, cardId)).map((one) => one.entry);
    let before = newMemory(1);
    for (const entry of effectiveEntries(entries)) {
      if (entry.kind === "answer") {
        sums.answers += 1;
        sums.new_cards += lineAwake(before) === "new" ? 1 : 0;
        sums.reviews += lineAwake(before) === "review" ? 1 : 0;
        sums.took_ms += entry.rating * 1000;
      }
      before = applyEntry(before, entry, PRESET.parameters);
    }
  }
  return sums;
}

test("after any moves, undone and redone, memories are folds of their logs and days are recounts", async () => {
  const store = await openedStore();
  await applyDeck(store, deckOf("basics", NOTES), NOW);
  let people = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 25, size: "max" }), async (moves) => {
      await applyDeck(store, deckOf("basics", NOTES), NOW);
      const player = new Player(store, (await addPerson(store, `Player ${++people}`)).id);
      for (const next of moves) await player.play(next);
      for (const cardId of CARDS) {
        const { memory, position } = await player.known(cardId);
        const entries = (await logOf(store, player.userId, cardId)).map((one) => one.entry);
        expect(memory).toEqual(foldLog(position, { entries, parameters: PRESET.parameters }));
      }
      const [sums] = await rowsOf(
        store,
        `select ifnull(sum(answers), 0) as answers, ifnull(sum(new_cards), 0) as new_cards,
          ifnull(sum(reviews), 0) as reviews, ifnull(sum(took_ms), 0) as took_ms from study_day where user_id = ${player.userId}`,
      );
      expect(sums).toEqual(await recount(player));
    }),
    { numRuns: 25 },
  );
});
