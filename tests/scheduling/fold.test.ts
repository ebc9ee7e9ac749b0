import { expect, test } from "vitest";
import fc from "fast-check";
import { startOfDay } from "../../src/scheduling/day.ts";
import {
  applyEntry,
  type ChangeEntry,
  effectiveEntries,
  foldLog,
  newMemory,
} from "../../src/scheduling/fold.ts";
import { answerEntry } from "../../src/scheduling/review.ts";
import {
  type Day,
  type ImportedState,
  type LogEntry,
  type Memory,
  type Rating,
  RATINGS,
} from "../../src/scheduling/types.ts";
import { BERLIN, contextOf, MORNING, PLAIN, reviewCard, TODAY } from "./cards.ts";

const { parameters } = PLAIN;
const DAY = 86_400_000;

/** Where in the log of its card an entry stands. */
function place(memory: Memory, day: Day = TODAY) {
  return { seq: memory.version + 1, at: MORNING + (day - TODAY) * DAY, day };
}

function answer(memory: Memory, rating: Rating, day: Day = TODAY): ChangeEntry {
  return answerEntry(memory, rating, contextOf(PLAIN, place(memory, day).at));
}

test("an answer keeps its decision, folds stability and counts", () => {
  const entry = answer(reviewCard(20), 1);
  const memory = applyEntry(reviewCard(20), entry, parameters);
  expect(memory).toMatchObject({
    phase: "relearning",
    lapses: 1,
    reviews: 4,
    lastDay: TODAY,
    lastAt: MORNING,
    version: 4,
  });
  expect(memory.stability).toBeLessThan(20);
});

test("an answer clears a burial", () => {
  const buried = reviewCard(20, { burial: { untilDay: TODAY + 1, by: "hand" } });
  expect(applyEntry(buried, answer(buried, 3), parameters).burial).toBeUndefined();
});

test("an answer that makes a leech marks it, and suspends it where the preset says so", () => {
  const card = reviewCard(20, { lapses: 7 });
  for (const leechAction of ["tag", "suspend"] as const) {
    const entry = answerEntry(card, 1, contextOf({ ...PLAIN, leechAction }));
    const memory = applyEntry(card, entry, parameters);
    expect(memory).toMatchObject({ leech: true, suspended: leechAction === "suspend" });
  }
});

test("suspend, bury and flag do as they are named and touch nothing else", () => {
  const card = reviewCard(20);
  const at = place(card);
  const with1 = (entry: ChangeEntry, from = card) => applyEntry(from, entry, parameters);
  const version = 4;
  const suspended = with1({ ...at, kind: "suspend" });
  expect(suspended).toEqual({ ...card, suspended: true, version });
  expect(with1({ ...at, kind: "unsuspend" }, suspended)).toEqual({ ...card, version });
  const burial = { by: "sibling", untilDay: TODAY + 1 } as const;
  const buried = with1({ ...at, kind: "bury", ...burial });
  expect(buried).toEqual({ ...card, burial, version });
  expect(with1({ ...at, kind: "unbury" }, buried)).toEqual({ ...card, version });
  expect(with1({ ...at, kind: "flag", flag: 3 })).toEqual({ ...card, flag: 3, version });
});

test("set_due moves a card and keeps what is known of it", () => {
  const card = reviewCard(20, { suspended: true, burial: { untilDay: TODAY + 1, by: "hand" } });
  const entry = { ...place(card), kind: "set_due", dueDay: TODAY + 3, intervalDays: 20 } as const;
  expect(applyEntry(card, entry, parameters)).toEqual({
    ...card,
    due: { kind: "day", day: TODAY + 3 },
    suspended: false,
    burial: undefined,
    version: 4,
  });
});

test("set_due puts a card that nobody has answered into review with the stability of its interval", () => {
  const card = newMemory(5);
  const entry = { ...place(card), kind: "set_due", dueDay: TODAY + 10, intervalDays: 10 } as const;
  const memory = applyEntry(card, entry, parameters);
  expect(memory).toMatchObject({ phase: "review", intervalDays: 10, reviews: 0, lastDay: undefined });
  expect(memory.stability).toBeCloseTo(10, 6);
  expect(memory.difficulty).toBeCloseTo(6.9140563, 5);
  // Answered when due, it is as likely to be recalled as any card of that stability.
  const good = answerEntry(memory, 3, contextOf(PLAIN, startOfDay(TODAY + 10, BERLIN)));
  expect(good.decision.intervalDays).toBeGreaterThan(20);
});

test("set_due for today gives an interval of a day", () => {
  const card = newMemory(5);
  const entry = { ...place(card), kind: "set_due", dueDay: TODAY, intervalDays: 0 } as const;
  expect(applyEntry(card, entry, parameters).intervalDays).toBe(1);
});

test("reset makes a card new; what was answered before no longer shapes its memory", () => {
  const card = reviewCard(20, { flag: 2, lapses: 1, suspended: true });
  const reset = applyEntry(card, { ...place(card), kind: "reset", position: 9 }, parameters);
  expect(reset).toEqual({ ...newMemory(9), flag: 2, lapses: 1, reviews: 3, version: 4 });
  const fresh = applyEntry(newMemory(9), answer(newMemory(9), 3), parameters);
  const again = applyEntry(reset, answer(reset, 3), parameters);
  expect([again.stability, again.difficulty]).toEqual([fresh.stability, fresh.difficulty]);
});

test("an import puts a card where it was, and keeps the state folded so far unless it brings its own", () => {
  const card = reviewCard(20, { suspended: true });
  const { version: _, ...state } = reviewCard(7, { reviews: 40, lapses: 3, flag: 2, leech: true });
  const bare = { ...state, stability: undefined, difficulty: undefined };
  const take = (brought: ImportedState) =>
    applyEntry(card, { ...place(card), kind: "import", state: brought }, parameters);
  expect(take(state)).toEqual({ ...state, version: 4 });
  expect(take(bare)).toEqual({ ...state, stability: 20, difficulty: 5, version: 4 });
  const { version: _1, ...asNew } = newMemory(9);
  expect(take({ ...asNew, stability: 3, difficulty: 3 })).toEqual({ ...newMemory(9), version: 4 });
});

test("an import can be taken back and restored like any change", () => {
  const first = answer(newMemory(7), 3);
  const { version: _, ...state } = reviewCard(7);
  const imported = { seq: 2, at: MORNING, day: TODAY, kind: "import", state } as const;
  const undo = { seq: 3, at: MORNING, day: TODAY, kind: "undo", target: 2 } as const;
  const redo = { seq: 4, at: MORNING, day: TODAY, kind: "redo", target: 2 } as const;
  const fold = (entries: readonly LogEntry[]) => foldLog(7, { entries, parameters });
  expect(fold([first, imported, undo])).toEqual({ ...fold([first]), version: 3 });
  expect(fold([first, imported, undo, redo])).toEqual({ ...state, version: 4 });
});

test("foldLog() of an empty log is a new card", () => {
  expect(foldLog(7, { entries: [], parameters })).toEqual(newMemory(7));
});

test("an undo takes its target back, a redo restores it, and both count for the version", () => {
  const first = answer(newMemory(7), 3);
  const undo = { seq: 2, at: MORNING, day: TODAY, kind: "undo", target: 1 } as const;
  const redo = { seq: 3, at: MORNING, day: TODAY, kind: "redo", target: 1 } as const;
  const fold = (entries: readonly LogEntry[]) => foldLog(7, { entries, parameters });
  expect(fold([first, undo])).toEqual({ ...newMemory(7), version: 2 });
  expect(fold([first, undo, redo])).toEqual({ ...fold([first]), version: 3 });
});

test.each<[string, readonly LogEntry[]]>([
  ["has seq 2", [{ seq: 2, at: 0, day: 0, kind: "suspend" }]],
  ["undo 1 names 1, which is no change", [{ seq: 1, at: 0, day: 0, kind: "undo", target: 1 }]],
  ["redo 2 names 1, which it finds so already", [
    { seq: 1, at: 0, day: 0, kind: "suspend" },
    { seq: 2, at: 0, day: 0, kind: "redo", target: 1 },
  ]],
  ["undo 3 names 2, which is no change", [
    { seq: 1, at: 0, day: 0, kind: "suspend" },
    { seq: 2, at: 0, day: 0, kind: "undo", target: 1 },
    { seq: 3, at: 0, day: 0, kind: "undo", target: 2 },
  ]],
])("foldLog() refuses a log that %s", (message, entries) => {
  expect(() => foldLog(1, { entries, parameters })).toThrow(message);
});

type Move =
  | { readonly kind: "answer"; readonly rating: Rating }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "suspend" | "unsuspend" | "unbury" }
  | { readonly kind: "bury" | "reset" }
  | { readonly kind: "flag"; readonly flag: 0 | 1 | 7 }
  | { readonly kind: "set_due"; readonly days: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("answer"), rating: fc.constantFrom<Rating>(...RATINGS) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("redo") }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("suspend", "unsuspend", "bury", "unbury", "reset") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("flag"), flag: fc.constantFrom(0, 1, 7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("set_due"), days: fc.nat(30) }) },
);
const anyMoves = fc.array(fc.record({ move: anyMove, gap: fc.nat(12) }), { maxLength: 25 });

interface Played {
  readonly log: readonly LogEntry[];
  /** The memory held step by step, versions left out, and the stacks of what was done and undone. */
  readonly memory: Memory;
  readonly done: readonly { readonly seq: number; readonly before: Memory }[];
  readonly undone: readonly { readonly seq: number; readonly after: Memory }[];
  readonly day: Day;
}

const START: Played = { log: [], memory: newMemory(3), done: [], undone: [], day: TODAY };

/** Plays moves on one card as a person would: undo takes back the last move, a new move ends redoing. */
function play(moves: readonly { readonly move: Move; readonly gap: number }[]): Played {
  return moves.reduce((played, { move, gap }) => playMove({ ...played, day: played.day + gap }, move), START);
}

function playMove(played: Played, move: Move): Played {
  const { log, memory, done, undone, day } = played;
  const at = { seq: log.length + 1, at: MORNING + (day - TODAY) * DAY, day };
  if (move.kind === "undo") {
    const last = done.at(-1);
    if (last === undefined) return played;
    const entry = { ...at, kind: "undo", target: last.seq } as const;
    const taken = { seq: last.seq, after: memory };
    return {
      ...played,
      log: [...log, entry],
      memory: last.before,
      done: done.slice(0, -1),
      undone: [...undone, taken],
    };
  }
  if (move.kind === "redo") {
    const last = undone.at(-1);
    if (last === undefined) return played;
    const entry = { ...at, kind: "redo", target: last.seq } as const;
    const put = { seq: last.seq, before: memory };
    return {
      ...played,
      log: [...log, entry],
      memory: last.after,
      done: [...done, put],
      undone: undone.slice(0, -1),
    };
  }
  const entry = { ...entryOf(move, memory, at), seq: at.seq };
  const after = applyEntry(memory, entry, parameters);
  return {
    ...played,
    log: [...log, entry],
    memory: after,
    done: [...done, { seq: at.seq, before: memory }],
    undone: [],
  };
}

function entryOf(
  move: Exclude<Move, { readonly kind: "undo" | "redo" }>,
  memory: Memory,
  at: { readonly seq: number; readonly at: number; readonly day: Day },
): ChangeEntry {
  switch (move.kind) {
    case "answer":
      return answerEntry(memory, move.rating, contextOf(PLAIN, at.at));
    case "bury":
      return { ...at, kind: "bury", by: "hand", untilDay: at.day + 1 };
    case "flag":
      return { ...at, kind: "flag", flag: move.flag };
    case "set_due":
      return { ...at, kind: "set_due", dueDay: at.day + move.days, intervalDays: move.days };
    case "reset":
      return { ...at, kind: "reset", position: 4 };
    case "suspend":
    case "unsuspend":
    case "unbury":
      return { ...at, kind: move.kind };
  }
}

test("foldLog() of any legal log is the memory held step by step", () => {
  fc.assert(fc.property(anyMoves, (moves) => {
    const { log, memory } = play(moves);
    expect(foldLog(3, { entries: log, parameters })).toEqual({ ...memory, version: log.length });
  }));
});

test("undoing everything leaves the untouched card, but for its version", () => {
  fc.assert(fc.property(anyMoves, (moves) => {
    let played = play(moves);
    while (played.done.length > 0) played = playMove(played, { kind: "undo" });
    const memory = foldLog(3, { entries: played.log, parameters });
    expect(memory).toEqual({ ...newMemory(3), version: played.log.length });
  }));
});

test("foldLog() after the undo of any entry is the fold of the log without it", () => {
  fc.assert(fc.property(anyMoves, fc.nat(), (moves, pick) => {
    const { log, day } = play(moves);
    const counting = effectiveEntries(log);
    const taken = counting[pick % Math.max(1, counting.length)];
    if (taken === undefined) return;
    const undo = { seq: log.length + 1, at: MORNING, day, kind: "undo", target: taken.seq } as const;
    const without = counting.filter((entry) => entry !== taken).map((entry, i) => ({ ...entry, seq: i + 1 }));
    const folded = foldLog(3, { entries: [...log, undo], parameters });
    expect(folded).toEqual({ ...foldLog(3, { entries: without, parameters }), version: log.length + 1 });
  }));
});
