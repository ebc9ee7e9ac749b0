/** Our memory of cards against what Anki computes for them: reads what memory_states.py writes. */
import { z } from "zod";
import { dayOf } from "../../src/scheduling/day.ts";
import { type ConvertedHistory, convertHistory, type ImportContext } from "../../src/scheduling/from_anki.ts";
import { DEFAULT_PARAMETERS } from "../../src/scheduling/memory_model.ts";
import { migrateParameters } from "../../src/scheduling/parameters.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";

/** The zone that memory_states.py runs in. */
const CLOCK = { zone: "Europe/Berlin", rolloverHour: 4 };

/** Anki reckons with 32 bits; a history of dozens of answers adds up their roundings. */
const TOLERANCE = 1e-4;

const number = z.number();
const unknown = number.nullish().transform((value) => value ?? undefined);
const memoryState = z.object({ stability: number, difficulty: number });

const Cases = z.object({
  seen: number,
  cases: z.array(z.object({
    kind: z.enum(["life", "log"]),
    weights: z.array(number),
    /** Days since the collection was made, by Anki. */
    today: number,
    state: z.object({
      type: z.literal([0, 1, 2, 3]),
      queue: number,
      due: number,
      originalDue: number,
      isFiltered: z.boolean(),
      intervalDays: number,
      factor: number,
      reps: number,
      lapses: number,
      stepsLeft: number,
      stability: unknown,
      difficulty: unknown,
      lastReviewAt: unknown,
      collectionMadeAt: number,
      collectionWestOffset: unknown,
    }),
    reviews: z.array(z.object({
      id: number,
      ease: number,
      interval: number,
      lastInterval: number,
      factor: number,
      tookMs: number,
      kind: z.literal([0, 1, 2, 3, 4, 5]),
    })),
    computed: memoryState.nullable(),
  })),
});

type JudgedCase = z.infer<typeof Cases>["cases"][number];

export interface MemoryJudgement {
  readonly cards: number;
  /** Cards that Anki computes no state for; ours is not judged. */
  readonly without: number;
  /** Largest relative differences. */
  readonly stability: number;
  readonly difficulty: number;
  /** What is apart by more than the tolerance, or due on another day: a line each. */
  readonly wrong: readonly string[];
}

/** Judges the JSON that memory_states.py writes. */
export function judgeMemoryStates(json: string): MemoryJudgement {
  const { seen, cases } = Cases.parse(JSON.parse(json));
  const judged = cases.map((one) => {
    const history = converted(one, seen);
    return { one, history, apart: distance(one, history), dueApart: dueDistance(one, history, seen) };
  });
  const wrong = judged.filter(({ apart, dueApart }) =>
    dueApart !== 0 || !(Math.max(apart?.stability ?? 0, apart?.difficulty ?? 0) <= TOLERANCE)
  );
  const largest = (field: "stability" | "difficulty") =>
    Math.max(0, ...judged.map(({ apart }) => apart?.[field] ?? 0));
  return {
    cards: judged.length,
    without: judged.filter(({ apart }) => apart === undefined).length,
    stability: largest("stability"),
    difficulty: largest("difficulty"),
    wrong: wrong.map(({ one, history, dueApart }) =>
      JSON.stringify({ ...one, ours: history.memory, daysApart: dueApart })
    ),
  };
}

/** What Anki keeps with the card is held back, so that the rows alone must lead to the state. */
function converted({ state, reviews, weights }: JudgedCase, seen: number): ConvertedHistory {
  const parameters = weights.length === 0 ? DEFAULT_PARAMETERS : migrated(weights);
  const context: ImportContext = {
    clock: CLOCK,
    preset: { ...DEFAULT_PRESET, parameters },
    seen,
    scheduler: 2,
  };
  const bare = { ...state, stability: undefined, difficulty: undefined };
  return convertHistory({ state: bare, reviews, flag: 0, leech: false }, context);
}

function migrated(weights: readonly number[]) {
  const found = migrateParameters(weights);
  if (!found.ok) throw new RangeError(found.error);
  return found.value;
}

function distance(
  { computed }: JudgedCase,
  { memory }: ConvertedHistory,
): JudgedCase["computed"] | undefined {
  if (computed === null) return undefined;
  return {
    stability: Math.abs((memory.stability ?? NaN) / computed.stability - 1),
    difficulty: Math.abs((memory.difficulty ?? NaN) / computed.difficulty - 1),
  };
}

/** Days between when Anki shows the card and when we do. */
function dueDistance({ state, today }: JudgedCase, { memory }: ConvertedHistory, seen: number): number {
  if (memory.due.kind !== "day") return 0;
  return memory.due.day - dayOf(seen, CLOCK) - (state.due - today);
}
