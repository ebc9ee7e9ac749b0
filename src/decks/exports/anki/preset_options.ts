/** Our options of decks in the words of Anki's: JSON of schema 11, fields of the message since schema 15. */
import type { ExportPreset } from "../contents.ts";
import { type WireField, wireMessage } from "./wire_writer.ts";

const REVIEW_ORDERS = { due: 0, retrievability: 7, random: 8 } as const;
const MIXES = { mixed: 0, reviews_first: 1, new_first: 2 } as const;
const RANDOM_CARD = 4;

type PresetOptions = Pick<ExportPreset, "options" | "isFitted">;

/** Absent options: those that Anki has for the preset of every collection. */
export function presetJson(preset: PresetOptions | undefined): Readonly<Record<string, unknown>> {
  return {
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    new: {
      bury: preset?.options.buryNewSiblings ?? false,
      delays: preset?.options.learningStepsMinutes ?? [1, 10],
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: 1,
      perDay: preset?.options.newPerDay ?? 20,
    },
    rev: {
      bury: preset?.options.buryReviewSiblings ?? false,
      ease4: 1.3,
      hardFactor: 1.2,
      ivlFct: 1,
      maxIvl: preset?.options.maximumIntervalDays ?? 36_500,
      perDay: preset?.options.reviewsPerDay ?? 200,
    },
    lapse: {
      delays: preset?.options.relearningStepsMinutes ?? [10],
      leechAction: preset?.options.leechAction === "suspend" ? 0 : 1,
      leechFails: preset?.options.leechThreshold ?? 8,
      minInt: 1,
      mult: 0,
    },
    newMix: MIXES[preset?.options.mix ?? "mixed"],
    newPerDayMinimum: 0,
    interdayLearningMix: 0,
    reviewOrder: REVIEW_ORDERS[preset?.options.reviewOrder ?? "due"],
    newSortOrder: preset?.options.newOrder === "random" ? RANDOM_CARD : 0,
    newGatherPriority: 0,
    buryInterdayLearning: preset?.options.buryLearningSiblings ?? false,
    fsrsWeights: [],
    fsrsParams5: [],
    fsrsParams6: weightsOf(preset),
    desiredRetention: preset?.options.desiredRetention ?? 0.9,
  };
}

/** Field numbers: ankitects/anki, proto/anki/deck_config.proto. */
export function presetMessage(preset: PresetOptions | undefined): Uint8Array {
  const truth = (value: boolean | undefined) => value === true ? 1 : 0;
  const fields: readonly WireField[] = [
    [1, "floats", preset?.options.learningStepsMinutes ?? [1, 10]],
    [2, "floats", preset?.options.relearningStepsMinutes ?? [10]],
    [6, "floats", weightsOf(preset)],
    [9, "number", preset?.options.newPerDay ?? 20],
    [10, "number", preset?.options.reviewsPerDay ?? 200],
    [11, "float", 2.5],
    [12, "float", 1.3],
    [13, "float", 1.2],
    [15, "float", 1],
    [16, "number", preset?.options.maximumIntervalDays ?? 36_500],
    [17, "number", 1],
    [18, "number", 1],
    [19, "number", 4],
    [21, "number", preset?.options.leechAction === "suspend" ? 0 : 1],
    [22, "number", preset?.options.leechThreshold ?? 8],
    [24, "number", 60],
    [27, "number", truth(preset?.options.buryNewSiblings)],
    [28, "number", truth(preset?.options.buryReviewSiblings)],
    [29, "number", truth(preset?.options.buryLearningSiblings)],
    [30, "number", MIXES[preset?.options.mix ?? "mixed"]],
    [32, "number", preset?.options.newOrder === "random" ? RANDOM_CARD : 0],
    [33, "number", REVIEW_ORDERS[preset?.options.reviewOrder ?? "due"]],
    [37, "float", preset?.options.desiredRetention ?? 0.9],
  ];
  return wireMessage(fields);
}

function weightsOf(preset: PresetOptions | undefined): readonly number[] {
  return preset?.isFitted === true ? preset.options.parameters.weights : [];
}
