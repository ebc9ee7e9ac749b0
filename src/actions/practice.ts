/** Endless questions beside the schedule: drawn from a seed, judged, hinted and explained, with nothing kept. */
import { hashText, mix32, random } from "../base/random.ts";
import { askedOf, drawQuestion } from "../decks/asked_question.ts";
import type { Asked } from "../decks/card_type.ts";
import type { Given, Verdict } from "../decks/face.ts";
import type { Generator } from "../questions/define.ts";
import { firstLevel } from "../questions/describe.ts";
import { generatorById, GENERATORS } from "../questions/generators.ts";
import type { Level } from "../questions/question.ts";
import { type Topic, topicBySlug } from "../questions/topics.ts";
import { TRIES } from "./check_answer.ts";
import { type Echo, echoesOf } from "./echo_answer.ts";

export const LARGEST_SEED = 0xffff_ffff;

/** How often the chain of a topic's mix is followed to find a question of another kind. */
const LOOKS = 20;

/** What is practised: one generator, or all of a topic mixed. */
export type Course =
  | { readonly kind: "generator"; readonly id: string }
  | { readonly kind: "topic"; readonly slug: string };

export interface PracticeRequest {
  readonly course: Course;
  /** undefined: the easiest of a generator, any in a mix. */
  readonly level: Level | undefined;
  readonly seed: number;
}

/** What the form brings back, since the server keeps nothing: all of it may be made up, and only the learner would lose. */
export interface PracticeForm {
  readonly verb: "check" | "hint" | "steps" | "echo";
  readonly typed: Given;
  /** The answer that was last judged, so that its verdict stays in view beside a hint. */
  readonly judged: Given | undefined;
  readonly tries: number;
  readonly hints: number;
}

export interface PracticeState {
  readonly course: Course;
  readonly topic: Topic | undefined;
  readonly generator: Generator;
  readonly level: Level;
  /** Levels that the course has. */
  readonly levels: readonly Level[];
  /** The level that was asked for; undefined in a mix of all. */
  readonly chosenLevel: Level | undefined;
  readonly seed: number;
  readonly nextSeed: number;
  readonly asked: Asked;
  /** Hints that were asked for, and how many more there are. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  readonly tries: number;
  /** What stands in the inputs. */
  readonly typed: Given | undefined;
  /** How what was typed is read, where the form asked for it. */
  readonly echoes: readonly Echo[];
  readonly judged: Given | undefined;
  readonly verdict: Verdict | undefined;
  /** Whether key and steps are shown: it was right, there is no further try, or the steps were asked for. */
  readonly isFinal: boolean;
}

/** A seed to begin with; any will do. */
export function firstSeed(now: number): number {
  return hashText(`practice:${now}`);
}

/** The seed after a seed: a chain that everyone who starts at the same question follows. */
export function seedAfter(seed: number): number {
  return mix32(seed + 0x9e3779b9);
}

/** The question of a seed, untouched; undefined when there is no such course or level. */
export function practice(request: PracticeRequest): PracticeState | undefined {
  return stateOf(request, undefined);
}

/** The question after a form was sent. */
export function practiceFurther(request: PracticeRequest, form: PracticeForm): PracticeState | undefined {
  return stateOf(request, form);
}

/** How what is being typed is read; undefined when there is no such course or level. */
export function practiceEchoes(request: PracticeRequest, typed: Given): readonly Echo[] | undefined {
  return stateOf(request, { verb: "echo", typed, judged: undefined, tries: 0, hints: 0 })?.echoes;
}

function stateOf(request: PracticeRequest, form: PracticeForm | undefined): PracticeState | undefined {
  const chosen = choose(request);
  if (chosen === undefined) return undefined;
  const { generator, level } = chosen;
  const drawn = drawQuestion(generator, { level, fixed: {}, seed: request.seed });
  if (drawn === undefined) {
    throw new Error(
      `Cannot draw a fair question of ${generator.id}, level ${level}, from seed ${request.seed}`,
    );
  }
  const { question } = drawn;
  const asked = askedOf(question, { seed: drawn.seed, intro: undefined });
  const attempt = attemptOf(asked, form);
  const hints = Math.min(question.hints.length, (form?.hints ?? 0) + (form?.verb === "hint" ? 1 : 0));
  return {
    course: request.course,
    topic: topicBySlug(generator.topic),
    generator,
    level,
    levels: levelsOf(request.course, generator),
    chosenLevel: request.level ?? (request.course.kind === "generator" ? level : undefined),
    seed: request.seed,
    nextSeed: nextSeed(request, generator),
    asked,
    hints: question.hints.slice(0, hints),
    hintsLeft: question.hints.length - hints,
    ...attempt,
    echoes: form?.verb === "echo" ? echoesOf(asked, form.typed) : [],
  };
}

type Attempt = Pick<PracticeState, "tries" | "typed" | "judged" | "verdict" | "isFinal">;

function attemptOf({ judge }: Asked, form: PracticeForm | undefined): Attempt {
  if (form === undefined || judge === undefined) {
    return { tries: 0, typed: undefined, judged: undefined, verdict: undefined, isFinal: false };
  }
  const { typed, judged, tries } = form;
  if (form.verb !== "check") {
    const verdict = judged === undefined ? undefined : judge(judged);
    return { tries, typed, judged, verdict, isFinal: form.verb === "steps" };
  }
  const verdict = judge(typed);
  if (verdict.kind === "unreadable") return { tries, typed, judged, verdict, isFinal: false };
  return {
    tries: tries + 1,
    typed,
    judged: typed,
    verdict,
    isFinal: verdict.kind === "right" || tries + 1 >= TRIES,
  };
}

interface Chosen {
  readonly generator: Generator;
  readonly level: Level;
}

function choose({ course, level, seed }: PracticeRequest): Chosen | undefined {
  if (course.kind === "generator") {
    const generator = generatorById(course.id);
    if (generator === undefined) return undefined;
    const taken = level ?? firstLevel(generator);
    return generator.levels.includes(taken) ? { generator, level: taken } : undefined;
  }
  const all = GENERATORS.filter((generator) =>
    generator.topic === course.slug && (level === undefined || generator.levels.includes(level))
  );
  if (all.length === 0) return undefined;
  const stream = random(seed).fork("course");
  const generator = stream.pick(all);
  return { generator, level: level ?? stream.pick(generator.levels) };
}

function levelsOf(course: Course, { levels }: Generator): readonly Level[] {
  if (course.kind === "generator") return levels;
  const all = GENERATORS.filter(({ topic }) => topic === course.slug).flatMap((generator) =>
    generator.levels
  );
  return [...new Set(all)].sort();
}

/** In a mix, the next in the chain that asks something else than what was just asked. */
function nextSeed(request: PracticeRequest, last: Generator): number {
  const first = seedAfter(request.seed);
  if (request.course.kind === "generator") return first;
  let seed = first;
  for (let looks = 0; looks < LOOKS; looks++) {
    if (choose({ ...request, seed })?.generator.id !== last.id) return seed;
    seed = seedAfter(seed);
  }
  return first;
}
