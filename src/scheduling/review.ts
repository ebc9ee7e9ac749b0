/** Decides when a card comes again after each of the four answers; what is shown is what is written. */
import { random } from "../base/random.ts";
import { type Clock, dayOf } from "./day.ts";
import { fuzzBounds, fuzzedDays, type FuzzFactor } from "./fuzz.ts";
import { intervalFor, type MemoryState } from "./memory_model.ts";
import { recallOn, stateAfter } from "./memory_state.ts";
import { currentStep, stepWaits } from "./steps.ts";
import type { AnswerEntry, Day, Decision, Memory, Preset, Rating } from "./types.ts";

export interface AnswerContext {
  /** Instant in ms UTC. */
  readonly now: number;
  readonly clock: Clock;
  readonly preset: Preset;
  /** 32 bits, the same for the page that shows the intervals and the request that answers: card and review number. */
  readonly fuzzSeed: number;
}

/** A decision with the memory it leads to. */
export interface Outcome extends Decision, MemoryState {
  /** The chance of recall just before the answer; undefined for a first one. */
  readonly retrievability: number | undefined;
}

export function decide(memory: Memory, rating: Rating, context: AnswerContext): Outcome {
  return previewAnswers(memory, context)[rating];
}

/** What each answer would do, for the buttons. */
export function previewAnswers(memory: Memory, context: AnswerContext): Readonly<Record<Rating, Outcome>> {
  const today = dayOf(context.now, context.clock);
  const { parameters } = context.preset;
  const states = forEachRating((rating) => stateAfter(memory, { rating, today, parameters }));
  const question: Question = {
    memory,
    context,
    today,
    ideal: forEachRating((rating) => idealDays(states[rating], context.preset)),
    factor: context.preset.fuzz ? random(context.fuzzSeed).unit() : undefined,
  };
  const decisions = memory.phase === "review" ? afterReview(question) : afterLearning(question);
  const retrievability = recallOn(memory, today, parameters);
  return forEachRating((rating) => ({ ...decisions[rating], ...states[rating], retrievability }));
}

/** The log entry of an answer, next in the log of the card. */
export function answerEntry(memory: Memory, rating: Rating, context: AnswerContext): AnswerEntry {
  const { phase, step, due, intervalDays, lapse, leech } = decide(memory, rating, context);
  return {
    kind: "answer",
    seq: memory.version + 1,
    at: context.now,
    day: dayOf(context.now, context.clock),
    rating,
    decision: { phase, step, due, intervalDays, lapse, leech },
  };
}

type PerRating<T> = Readonly<Record<Rating, T>>;

interface Question {
  readonly memory: Memory;
  readonly context: AnswerContext;
  readonly today: Day;
  /** Days, unrounded, until recall fades to the desired retention after each answer. */
  readonly ideal: PerRating<number>;
  readonly factor: FuzzFactor;
}

/** Source: Anki, scheduler/states/review.rs. */
function afterReview(question: Question): PerRating<Decision> {
  const { ideal } = question;
  const noShorter = (days: number) => leastPassing(question, days);
  const hard = spread(question, ideal[2], noShorter(ideal[2]));
  const good = spread(question, ideal[3], Math.max(noShorter(ideal[3]), hard + 1));
  const easy = spread(question, ideal[4], Math.max(noShorter(ideal[4]), good + 1));
  return {
    1: lapse(question),
    2: inReview(question, hard),
    3: inReview(question, good),
    4: inReview(question, easy),
  };
}

/**
 * The least interval of an answer that passes: more than the last one where it should grow, the last one where only fuzz
 * stands between them. One that clearly shrinks (the wanted retention was raised, say) is left alone.
 */
function leastPassing(question: Question, days: number): number {
  const last = question.memory.intervalDays;
  if (Math.round(days) > last) return last + 1;
  return last <= fuzzBounds(days, limits(question, 1)).most ? Math.max(last, 1) : 1;
}

/** Again on a card in review: to the first relearning step, or without steps straight to a new interval. */
function lapse(question: Question): Decision {
  const { memory, context: { preset }, ideal } = question;
  const wait = stepWaits(preset.relearningStepsMinutes, 0).again;
  const decision = wait === undefined
    // Not spread, as in Anki: fuzz comes when a card leaves relearning.
    ? inReview(question, fuzzedDays(ideal[1], { limits: limits(question, 1), factor: undefined }))
    : onStep(question, { phase: "relearning", step: 0, wait });
  const leech = isLeech(memory.lapses + 1, preset.leechThreshold) ? preset.leechAction : undefined;
  return { ...decision, lapse: true, leech };
}

/** New, learning and relearning cards. Source: Anki, scheduler/states/learning.rs and relearning.rs. */
function afterLearning(question: Question): PerRating<Decision> {
  const { memory, context: { preset }, ideal } = question;
  const phase = memory.phase === "relearning" ? "relearning" : "learning";
  const steps = phase === "relearning" ? preset.relearningStepsMinutes : preset.learningStepsMinutes;
  const step = currentStep(steps, memory.step);
  const waits = stepWaits(steps, step);

  const graduate = (days: number, before: Decision | undefined) =>
    inReview(question, spread(question, Math.max(1, Math.round(days)), (before?.intervalDays ?? 0) + 1));
  const again = waits.again === undefined
    ? graduate(ideal[1], undefined)
    : onStep(question, { phase, step: 0, wait: waits.again });
  const hard = waits.hard === undefined
    ? graduate(ideal[2], again)
    : onStep(question, { phase, step, wait: waits.hard });
  const graduated = graduate(ideal[3], hard);
  const good = waits.good === undefined
    ? graduated
    : onStep(question, { phase, step: step + 1, wait: waits.good });
  const longer = good.intervalDays > graduated.intervalDays ? good : graduated;
  return { 1: again, 2: hard, 3: good, 4: graduate(ideal[4], longer) };
}

/** A wait within the day falls due at an instant; one of a day or more, or over the rollover, on a day. */
function onStep(
  { context, today }: Question,
  { phase, step, wait }: {
    readonly phase: "learning" | "relearning";
    readonly step: number;
    readonly wait: number;
  },
): Decision {
  const at = context.now + wait * 1000;
  const days = wait >= 86_400 ? Math.round(wait / 86_400) : dayOf(at, context.clock) - today;
  const due = days === 0 ? { kind: "time", at } as const : { kind: "day", day: today + days } as const;
  return { phase, step, due, intervalDays: days, lapse: false, leech: undefined };
}

function inReview({ today }: Question, days: number): Decision {
  const due = { kind: "day", day: today + days } as const;
  return { phase: "review", step: 0, due, intervalDays: days, lapse: false, leech: undefined };
}

function spread(question: Question, days: number, minimum: number): number {
  return fuzzedDays(days, { limits: limits(question, minimum), factor: question.factor });
}

function limits({ context }: Question, minimum: number) {
  return { minimum, maximum: context.preset.maximumIntervalDays };
}

function idealDays({ stability }: MemoryState, { desiredRetention, parameters }: Preset): number {
  return intervalFor({ stability, retention: desiredRetention }, parameters);
}

/** At the threshold, then at every half threshold more, rounded up; 0 is off. */
export function isLeech(lapses: number, threshold: number): boolean {
  if (threshold <= 0 || lapses < threshold) return false;
  return (lapses - threshold) % Math.ceil(threshold / 2) === 0;
}

function forEachRating<T>(make: (rating: Rating) => T): PerRating<T> {
  return { 1: make(1), 2: make(2), 3: make(3), 4: make(4) };
}
