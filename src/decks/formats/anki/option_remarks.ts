/** Deck options of Anki that have no counterpart here, or a coarser one: what the file says and what becomes of it. */
import type { CollectedRemark } from "../../imports/collection.ts";

/** Numbers as Anki has them; undefined, or zero where zero is nothing to set, where the collection does not say. */
export interface OtherOptions {
  readonly isInsertedAtRandom: boolean;
  readonly newGather: number;
  readonly newSort: number;
  readonly reviewOrder: number | undefined;
  readonly dayLearningMix: number | undefined;
  readonly graduatingDays: number | undefined;
  readonly easyDays: number | undefined;
  readonly startingEase: number | undefined;
  readonly easyBonus: number | undefined;
  readonly hardFactor: number | undefined;
  readonly lapseFactor: number | undefined;
  readonly intervalFactor: number | undefined;
  readonly leastLapseDays: number | undefined;
  readonly answerSeconds: number | undefined;
  readonly showsTimer: boolean;
  readonly historicalRetention: number | undefined;
  readonly ignoredBefore: string;
  readonly easyDaysOfWeek: readonly number[];
}

/** Source: ankitects/anki, proto/anki/deck_config.proto (DeckConfig.Config), and its defaults in rslib/src/deckconfig. */
export function optionRemarks(options: OtherOptions): readonly CollectedRemark[] {
  return [...orderRemarks(options), ...formulaRemarks(options), ...screenRemarks(options)];
}

const GATHERS: readonly (string | undefined)[] = [
  undefined,
  undefined,
  "highest position first",
  undefined,
  undefined,
  "deck by deck, notes at random in each",
];

const REVIEW_ORDERS: readonly (readonly [string, string] | undefined)[] = [
  undefined,
  ["due date, then deck", "longest due first"],
  ["deck, then due date", "longest due first"],
  ["shortest interval first", "longest due first"],
  ["longest interval first", "longest due first"],
  ["hardest first", "longest due first"],
  ["easiest first", "longest due first"],
  undefined,
  undefined,
  ["first added first", "longest due first"],
  ["last added first", "longest due first"],
  ["least likely forgotten first", "most likely forgotten first"],
  ["relative overdueness", "most likely forgotten first"],
];

function orderRemarks(options: OtherOptions): readonly CollectedRemark[] {
  const { isInsertedAtRandom, newGather, newSort, reviewOrder = 0, dayLearningMix = 0 } = options;
  const gather = GATHERS[newGather];
  const isShuffled = isInsertedAtRandom || newGather === 3 || newGather === 4 || newSort === 3 ||
    newSort === 4;
  const review = REVIEW_ORDERS[reviewOrder];
  return [
    ...(gather === undefined || isShuffled
      ? []
      : [{ option: "Order of new cards", found: gather, becomes: "as in the deck" }]),
    ...(newSort === 2 && !isShuffled
      ? [{
        option: "Order of new cards",
        found: "by kind of card, then at random",
        becomes: "as in the deck",
      }]
      : []),
    ...(review === undefined ? [] : [{ option: "Order of reviews", found: review[0], becomes: review[1] }]),
    ...(dayLearningMix === 0 ? [] : [{
      option: "Learning cards of a day or more",
      found: dayLearningMix === 1 ? "after the reviews" : "before the reviews",
      becomes: "mixed with the reviews",
    }]),
  ];
}

/** SM-2's settings, which FSRS works without, in one remark; and what FSRS was fitted with. */
function formulaRemarks(options: OtherOptions): readonly CollectedRemark[] {
  const { historicalRetention, ignoredBefore, easyDaysOfWeek } = options;
  const sm2 = ([
    ["graduating interval", options.graduatingDays, 1, "days"],
    ["easy interval", options.easyDays, 4, "days"],
    ["starting ease", options.startingEase, 2.5, ""],
    ["easy bonus", options.easyBonus, 1.3, ""],
    ["hard interval", options.hardFactor, 1.2, ""],
    ["new interval after a lapse", options.lapseFactor, 0, ""],
    ["interval modifier", options.intervalFactor, 1, ""],
    ["least interval after a lapse", options.leastLapseDays, 1, "days"],
  ] as const).filter(([, value, usual]) => value !== undefined && value !== 0 && !isNear(value, usual))
    .map(([name, value, , unit]) => `${name} ${shown(value ?? 0)}${unit === "" ? "" : ` ${unit}`}`);
  const retention = historicalRetention ?? 0;
  return [
    ...(sm2.length === 0 ? [] : [{
      option: "Intervals by SM-2",
      found: sm2.join(", "),
      becomes: "what FSRS works out from the answers",
    }]),
    ...(retention === 0 || isNear(retention, 0.9) ? [] : [{
      option: "Historical retention",
      found: `${shown(retention * 100)} %`,
      becomes: "90 %, for cards whose history is cut",
    }]),
    ...(ignoredBefore === "" || ignoredBefore.startsWith("1970") ? [] : [{
      option: "Ignore answers before",
      found: ignoredBefore.slice(0, 20),
      becomes: "nothing: every answer counts",
    }]),
    ...(easyDaysOfWeek.some((share) => !isNear(share, 1))
      ? [{
        option: "Easy days",
        found: `${easyDaysOfWeek.map((share) => shown(share * 100)).join(", ")} % from Monday on`,
        becomes: "the same on every day of the week",
      }]
      : []),
  ];
}

function screenRemarks({ answerSeconds = 0, showsTimer }: OtherOptions): readonly CollectedRemark[] {
  return [
    ...(answerSeconds === 0 || answerSeconds === 60 ? [] : [{
      option: "Longest time counted for an answer",
      found: `${shown(answerSeconds)} seconds`,
      becomes: "60 seconds, as in all decks",
    }]),
    ...(showsTimer ? [{ option: "Timer", found: "shown", becomes: "not shown" }] : []),
  ];
}

/** Anki keeps 32-bit floats. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-5;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
