import { expect, test } from "vitest";
import fc from "fast-check";
import { newMemory } from "../../src/scheduling/fold.ts";
import { type Memory, type Preset, type Rating, RATINGS } from "../../src/scheduling/types.ts";
import { MORNING, PLAIN, reviewCard, TODAY } from "./cards.ts";
import { type Plan, type Shown, type StudyCard, studyDay } from "./study_day.ts";

const anyMemory: fc.Arbitrary<Memory> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(99).map(newMemory) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 200 }).map((days) => reviewCard(days)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -30, max: 90 }).map((minutes): Memory => ({
      ...reviewCard(1),
      phase: "learning",
      due: { kind: "time", at: MORNING + minutes * 60_000 },
    })),
  },
  { weight: 1, arbitrary: fc.constant<Memory>({ ...reviewCard(1), phase: "learning" }) },
  { weight: 1, arbitrary: fc.constant<Memory>({ ...reviewCard(9), due: { kind: "day", day: TODAY + 2 } }) },
);

const anyNotes = fc.array(
  fc.record({
    deckId: fc.integer({ min: 1, max: 4 }),
    generator: fc.constantFrom(undefined, undefined, "softmax", "conv"),
    memories: fc.array(anyMemory, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 14 },
).map((notes) =>
  notes.flatMap(({ deckId, generator, memories }, noteId) =>
    memories.map((memory, side): StudyCard => ({
      cardId: noteId * 10 + side,
      noteId,
      deckId,
      generator,
      memory,
    }))
  )
);

const anyLimits = fc.record({ newPerDay: fc.nat(12), reviewsPerDay: fc.nat(12) });

const anyOptions: fc.Arbitrary<Preset> = fc.record({
  learningStepsMinutes: fc.constantFrom([], [1, 10], [10, 1440], [1, 10, 60]),
  relearningStepsMinutes: fc.constantFrom([], [10]),
  learnAheadMinutes: fc.constantFrom(0, 20),
  mix: fc.constantFrom("mixed", "reviews_first", "new_first"),
  buryNewSiblings: fc.boolean(),
  buryReviewSiblings: fc.boolean(),
  buryLearningSiblings: fc.boolean(),
}).map((changes) => ({ ...PLAIN, ...changes }));

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  cards: anyNotes,
  decks: fc.tuple(anyLimits, anyLimits, anyLimits, anyLimits).map((limits) =>
    limits.map((limit, i) => ({ deckId: i + 1, parentId: [undefined, 1, 1, 2][i], ...limit }))
  ),
  preset: anyOptions,
  ratings: fc.array(fc.constantFrom<Rating>(...RATINGS), { maxLength: 80 }),
});

const RUNS = { numRuns: 150 };

test("limits hold at every level of the tree", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const { done } = studyDay(plan);
      for (const { deckId, newPerDay, reviewsPerDay } of plan.decks) {
        expect(done.get(deckId)?.new).toBeLessThanOrEqual(newPerDay);
        expect(done.get(deckId)?.review).toBeLessThanOrEqual(reviewsPerDay);
      }
    }),
    RUNS,
  );
});

test("a generator never comes twice in a row without a pause", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      for (const [before, after] of pairsOf(studyDay(plan).shown)) {
        if (after.afterPause || after.candidate.generator === undefined) continue;
        expect(after.candidate.generator).not.toBe(before.candidate.generator);
      }
    }),
    RUNS,
  );
});

test("a note comes twice in a row only when nothing apart from it could have come", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      for (const [before, after] of pairsOf(studyDay(plan).shown)) {
        if (after.afterPause || after.candidate.noteId !== before.candidate.noteId) continue;
        const { noteId, generator } = before.candidate;
        const apart = after.others.filter((other) =>
          other.noteId !== noteId && (generator === undefined || other.generator !== generator)
        );
        expect(apart).toEqual([]);
      }
    }),
    RUNS,
  );
});

test("when the day is done, all that is left is over the limits", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const { rest, room } = studyDay(plan);
      for (const { line, deckId } of rest) {
        expect(line === "new" || line === "review").toBe(true);
        expect(line === "new" ? room.get(deckId)?.new : room.get(deckId)?.review).toBe(0);
      }
    }),
    RUNS,
  );
});

test("without burying, the day brings exactly the new cards and reviews that its beginning promised", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const never = { buryNewSiblings: false, buryReviewSiblings: false, buryLearningSiblings: false };
      const { shown, promised } = studyDay({ ...plan, preset: { ...plan.preset, ...never } });
      const distinct = (line: string) =>
        new Set(shown.filter((one) => one.candidate.line === line).map((one) => one.candidate.cardId)).size;
      expect({ new: distinct("new"), review: distinct("review") }).toEqual({
        new: promised.new,
        review: promised.review,
      });
    }),
    RUNS,
  );
});

test("a review that was passed does not come again today, and no card is new twice", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const over = new Set<number>();
      const begun = new Set<number>();
      for (const { candidate: { cardId, line }, rating } of studyDay(plan).shown) {
        expect(over.has(cardId)).toBe(false);
        if (line === "review" && rating !== 1) over.add(cardId);
        if (line === "new") {
          expect(begun.has(cardId)).toBe(false);
          begun.add(cardId);
        }
      }
    }),
    RUNS,
  );
});

test("with burying, siblings of a card do not come after it from the same line or a later one", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const preset = { ...plan.preset, buryNewSiblings: true, buryReviewSiblings: true };
      const first = new Map<number, number>();
      for (const { candidate: { cardId, noteId, line } } of studyDay({ ...plan, preset }).shown) {
        const answered = first.get(noteId);
        if (line === "new" && answered !== undefined) expect(cardId).toBe(answered);
        if (answered === undefined) first.set(noteId, cardId);
      }
    }),
    RUNS,
  );
});

test("the same plan gives the same day", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      expect(studyDay(plan)).toEqual(studyDay(plan));
    }),
    { numRuns: 20 },
  );
});

function pairsOf(shown: readonly Shown[]): (readonly [Shown, Shown])[] {
  return shown.slice(1).map((after, i) => {
    const before = shown[i];
    if (before === undefined) throw new Error(`no card before ${i + 1}`);
    return [before, after];
  });
}
