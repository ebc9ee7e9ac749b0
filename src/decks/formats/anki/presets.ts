/** Deck options of a collection in the words of our presets. */
import type { CollectedPreset } from "../../imports/collection.ts";
import type { AnkiDatabase } from "./database.ts";
import { type JsonObject, readJsonValues } from "./json.ts";
import { optionRemarks, type OtherOptions } from "./option_remarks.ts";
import { readMessage } from "./wire.ts";

/** What holds for a whole collection there, and for a preset here. */
export interface CollectionOptions {
  readonly learnAheadSeconds: number | undefined;
  /** Where new cards stand among the others: 0 mixed, 1 last, 2 first. */
  readonly newSpread: number | undefined;
}

/** Presets by Anki's id. Throws Unreadable. */
export function presetsOfTables(
  database: AnkiDatabase,
  collection: CollectionOptions,
): ReadonlyMap<number, CollectedPreset> {
  const presets = new Map<number, CollectedPreset>();
  for (const row of database.rows("deck_config", ["id", "name", "config"])) {
    const config = readMessage(row.blob(2), `The options “${row.text(1)}”`);
    const desiredRetention = config.number(37);
    addPreset(presets, { id: row.integer(0), name: row.text(1) }, {
      learningStepsMinutes: config.floats(1),
      relearningStepsMinutes: config.floats(2),
      desiredRetention: desiredRetention === 0 ? undefined : desiredRetention,
      maximumIntervalDays: config.number(16) === 0 ? undefined : config.number(16),
      newPerDay: config.number(9),
      reviewsPerDay: config.number(10),
      newOrder: newOrderOf({
        isInsertedAtRandom: config.number(20) === 1,
        gather: config.number(34),
        sort: config.number(32),
      }),
      reviewOrder: config.number(33),
      mix: config.number(30),
      buryNewSiblings: config.number(27) !== 0,
      buryReviewSiblings: config.number(28) !== 0,
      buryLearningSiblings: config.number(29) !== 0,
      leechThreshold: config.number(22),
      leechAction: config.number(21),
      weights: [config.floats(6), config.floats(5), config.floats(3)],
      others: {
        isInsertedAtRandom: config.number(20) === 1,
        newGather: config.number(34),
        newSort: config.number(32),
        reviewOrder: config.number(33),
        dayLearningMix: config.number(31),
        graduatingDays: config.number(18),
        easyDays: config.number(19),
        startingEase: config.number(11),
        easyBonus: config.number(12),
        hardFactor: config.number(13),
        lapseFactor: config.number(14),
        intervalFactor: config.number(15),
        leastLapseDays: config.number(17),
        answerSeconds: config.number(24),
        showsTimer: config.number(25) !== 0,
        historicalRetention: config.number(40),
        ignoredBefore: config.text(46),
        easyDaysOfWeek: config.floats(4),
      },
    }, collection);
  }
  return presets;
}

/** Presets by Anki's id. Throws Unreadable. */
export function presetsOfJson(
  dconf: string,
  collection: CollectionOptions,
): ReadonlyMap<number, CollectedPreset> {
  const presets = new Map<number, CollectedPreset>();
  for (const preset of readJsonValues(dconf, "The list of deck options in the package")) {
    const [fresh, review, lapse] = [preset.object("new"), preset.object("rev"), preset.object("lapse")];
    addPreset(presets, { id: preset.number("id") ?? 0, name: preset.text("name") }, {
      learningStepsMinutes: fresh.numbers("delays"),
      relearningStepsMinutes: lapse.numbers("delays"),
      desiredRetention: preset.number("desiredRetention") || undefined,
      maximumIntervalDays: review.number("maxIvl"),
      newPerDay: fresh.number("perDay"),
      reviewsPerDay: review.number("perDay"),
      newOrder: newOrderOf({
        isInsertedAtRandom: fresh.number("order") === 0,
        gather: preset.number("newGatherPriority") ?? 0,
        sort: preset.number("newSortOrder") ?? 0,
      }),
      reviewOrder: preset.number("reviewOrder"),
      mix: preset.number("newMix") ?? collection.newSpread,
      buryNewSiblings: fresh.truth("bury"),
      buryReviewSiblings: review.truth("bury"),
      buryLearningSiblings: preset.truth("buryInterdayLearning"),
      leechThreshold: lapse.number("leechFails"),
      leechAction: lapse.number("leechAction"),
      weights: weightsOf(preset),
      others: {
        isInsertedAtRandom: fresh.number("order") === 0,
        newGather: preset.number("newGatherPriority") ?? 0,
        newSort: preset.number("newSortOrder") ?? 0,
        reviewOrder: preset.number("reviewOrder"),
        dayLearningMix: preset.number("interdayLearningMix"),
        graduatingDays: fresh.numbers("ints")?.[0],
        easyDays: fresh.numbers("ints")?.[1],
        startingEase: (fresh.number("initialFactor") ?? 0) / 1000,
        easyBonus: review.number("ease4"),
        hardFactor: review.number("hardFactor"),
        lapseFactor: lapse.number("mult"),
        intervalFactor: review.number("ivlFct"),
        leastLapseDays: lapse.number("minInt"),
        answerSeconds: preset.number("maxTaken"),
        showsTimer: preset.truth("timer") ?? false,
        historicalRetention: preset.number("sm2Retention"),
        ignoredBefore: preset.text("ignoreRevlogsBeforeDate"),
        easyDaysOfWeek: preset.numbers("easyDaysPercentages") ?? [],
      },
    }, collection);
  }
  return presets;
}

function weightsOf(preset: JsonObject): readonly (readonly number[])[] {
  return ["fsrsParams6", "fsrsParams5", "fsrsWeights"].map((key) => preset.numbers(key) ?? []);
}

/** Numbers as Anki has them; undefined where the collection does not say. */
interface AnkiOptions {
  readonly learningStepsMinutes: readonly number[] | undefined;
  readonly relearningStepsMinutes: readonly number[] | undefined;
  readonly desiredRetention: number | undefined;
  readonly maximumIntervalDays: number | undefined;
  readonly newPerDay: number | undefined;
  readonly reviewsPerDay: number | undefined;
  readonly newOrder: "position" | "random";
  readonly reviewOrder: number | undefined;
  readonly mix: number | undefined;
  readonly buryNewSiblings: boolean | undefined;
  readonly buryReviewSiblings: boolean | undefined;
  readonly buryLearningSiblings: boolean | undefined;
  readonly leechThreshold: number | undefined;
  readonly leechAction: number | undefined;
  /** Newest version of FSRS first; empty where it was never optimised. */
  readonly weights: readonly (readonly number[])[];
  readonly others: OtherOptions;
}

function addPreset(
  presets: Map<number, CollectedPreset>,
  { id, name }: { readonly id: number; readonly name: string },
  found: AnkiOptions,
  collection: CollectionOptions,
): void {
  const { weights, others, learningStepsMinutes, relearningStepsMinutes, desiredRetention, ...rest } = found;
  const options: Record<string, unknown> = {
    ...rest,
    learningStepsMinutes: learningStepsMinutes?.map(fromFloat),
    relearningStepsMinutes: relearningStepsMinutes?.map(fromFloat),
    desiredRetention: desiredRetention === undefined ? undefined : fromFloat(desiredRetention),
    reviewOrder: reviewOrderOf(found.reviewOrder),
    mix: mixOf(found.mix),
    leechAction: found.leechAction === undefined ? undefined : found.leechAction === 0 ? "suspend" : "tag",
    learnAheadMinutes: collection.learnAheadSeconds === undefined
      ? undefined
      : collection.learnAheadSeconds / 60,
    parameters: weights.find((list) => list.length > 0)?.map(fromFloat),
  };
  const remarks = optionRemarks(others);
  presets.set(id, {
    key: String(id),
    name: name.normalize("NFC").trim() || "Options",
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    ...(remarks.length === 0 ? {} : { remarks }),
  });
}

/** Anki keeps 32-bit floats: 0.9 comes as 0.8999999761581421. */
function fromFloat(value: number): number {
  return Number(value.toPrecision(7));
}

/** Random cards or notes, however Anki comes to them: at insertion, when gathering, or when sorting. */
function newOrderOf(
  { isInsertedAtRandom, gather, sort }: {
    readonly isInsertedAtRandom: boolean;
    readonly gather: number;
    readonly sort: number;
  },
): "position" | "random" {
  const isRandom = isInsertedAtRandom || gather === 3 || gather === 4 || sort === 3 || sort === 4;
  return isRandom ? "random" : "position";
}

/** 7 and 11 are by retrievability, 12 by relative overdueness, 8 at random; all others are kinds of due. */
function reviewOrderOf(order: number | undefined): "due" | "retrievability" | "random" | undefined {
  if (order === undefined) return undefined;
  if (order === 8) return "random";
  return order === 7 || order === 11 || order === 12 ? "retrievability" : "due";
}

function mixOf(mix: number | undefined): "mixed" | "reviews_first" | "new_first" | undefined {
  if (mix === undefined) return undefined;
  return mix === 1 ? "reviews_first" : mix === 2 ? "new_first" : "mixed";
}
