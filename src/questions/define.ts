/** Turns a generator's definition into a uniform value: draws accepted variants, and asks stored ones again. */
import { mix32, random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { joinCoinciding, type KnownMistake, refusal } from "./accept.ts";
import { fixedFaults, isFixed, isParams, type ParamFault, paramFaults } from "./domain.ts";
import type {
  AnswerSpec,
  Domain,
  GeneratorDefinition,
  Json,
  Keys,
  Level,
  Mistake,
  Params,
} from "./question.ts";
import { runSolver, type Solver, type Trace } from "./solver.ts";
import { type Tolerances, tolerancesOf } from "./tolerance.ts";

const TRIES = 200;
/** Up to here a variant is passed over when two of its mistakes cannot be told apart. */
const CHOOSY_TRIES = 60;

/** One variant: everything about it follows from its params. */
export interface Question {
  readonly generator: string;
  readonly version: number;
  readonly level: Level;
  readonly params: Json;
  readonly prompt: string;
  readonly conventions: readonly string[];
  readonly answers: readonly AnswerSpec[];
  readonly solver: Solver;
  readonly trace: Trace;
  readonly key: Keys;
  readonly tolerances: Tolerances;
  readonly mistakes: readonly KnownMistake[];
  readonly hints: readonly string[];
}

export interface Generator {
  readonly id: string;
  readonly version: number;
  readonly topic: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly domains: Readonly<Record<string, Domain>>;
  readonly mistakeIds: readonly string[];
  /** What is wrong with parameters that a deck wants to pin; none if they may be. */
  readonly faultsOfFixed: (fixed: Json) => readonly ParamFault[];
  /** An accepted variant; the same seed, level and fixed params give the same one. */
  readonly draw: (seed: number, level: Level, fixed: Json) => Result<Draw, string>;
  /** The variant of complete params, accepted or not: stored ones, or a visitor's own numbers. */
  readonly withParams: (params: Json, level: Level) => Result<Question, readonly ParamFault[]>;
  /** Why a variant of these params would not be drawn; undefined when it would. */
  readonly refusalOf: (params: Json) => string | undefined;
  /** Versions that questions were drawn with before this one: they are asked again and solved as they were. */
  readonly earlier: readonly Generator[];
}

export interface Draw {
  readonly question: Question;
  /** Variants drawn before this one was accepted, itself included. */
  readonly tries: number;
}

export function defineGenerator<P extends Params>(definition: GeneratorDefinition<P>): Generator {
  const { id, version, topic, title, levels, domains } = definition;

  return {
    id,
    version,
    topic,
    title,
    levels,
    domains,
    mistakeIds: definition.mistakes.map((mistake) => mistake.id),
    faultsOfFixed: (fixed) => fixedFaults(domains, fixed),
    draw: (seed, level, fixed) =>
      drawVariant(definition, { seed, level, fixed, tries: TRIES, goesOn: () => true }),
    withParams(params, level) {
      if (!isParams(domains, params)) return err(paramFaults(domains, params));
      return ok(buildQuestion(definition, params, level));
    },
    refusalOf(params) {
      if (!isParams(domains, params)) return faultText(paramFaults(domains, params));
      const refused = definition.refuse(params);
      if (refused !== undefined) return refused;
      const question = buildQuestion(definition, params, 1);
      return refusal(question.key, question.answers, question.tolerances, question.mistakes);
    },
    earlier: [],
  };
}

/** A generator that took the place of others of its id. Reviews keep the version that they were drawn with. */
export function succeeding(generator: Generator, earlier: readonly Generator[]): Generator {
  for (const { id, version } of earlier) {
    if (id !== generator.id || version >= generator.version) {
      throw new RangeError(`Cannot let ${generator.id} ${generator.version} succeed ${id} ${version}`);
    }
  }
  return { ...generator, earlier };
}

/** How a variant is looked for. */
export interface Search {
  readonly seed: number;
  readonly level: Level;
  readonly fixed: Json;
  readonly tries: number;
  /** Asked before each try, and of each variant when it has been worked out. */
  readonly goesOn: () => boolean;
}

/** The first variant that makes a fair question; for long one whose mistakes can all be told apart. */
export function drawVariant<P extends Params>(
  definition: GeneratorDefinition<P>,
  { seed, level, fixed, tries: most, goesOn }: Search,
): Result<Draw, string> {
  const { id, domains } = definition;
  if (!isFixed(domains, fixed)) return err(faultText(fixedFaults(domains, fixed)));
  const stream = random(mix32(seed));
  let reason = "";
  let fallback: Question | undefined;
  let tries = 0;
  while (tries < most && goesOn()) {
    tries++;
    const params = definition.generate(stream.fork(String(tries)), level, fixed);
    const refused = definition.refuse(params);
    if (refused === undefined) {
      const question = buildQuestion(definition, params, level);
      if (!goesOn()) break;
      const problem = refusal(question.key, question.answers, question.tolerances, question.mistakes);
      if (problem === undefined && (allNamed(question) || tries > CHOOSY_TRIES)) {
        return ok({ question, tries });
      }
      if (problem === undefined) fallback ??= question;
      reason = problem ?? reason;
    } else reason = refused;
    if (tries === CHOOSY_TRIES && fallback !== undefined) break;
  }
  if (fallback !== undefined) return ok({ question: fallback, tries });
  return err(`${id} level ${level} found no fair variant in ${tries} tries; the last was refused: ${reason}`);
}

/** The variant of params, accepted or not. */
export function buildQuestion<P extends Params>(
  definition: GeneratorDefinition<P>,
  params: P,
  level: Level,
): Question {
  const solver = definition.solve(params);
  const trace = runSolver(solver);
  const answers = definition.answers(params);
  const key = trace.keys;
  const tolerances = tolerancesOf(solver, answers);
  const mistakes = definition.mistakes.flatMap((mistake) => known(mistake, params, key));
  return {
    generator: definition.id,
    version: definition.version,
    level,
    params,
    prompt: definition.prompt(params),
    conventions: definition.conventions(params),
    answers,
    solver,
    trace,
    key,
    tolerances,
    mistakes: joinCoinciding(mistakes, tolerances),
    hints: [...definition.hints(params), ...trace.steps.map((step) => step.rule)],
  };
}

function known<P>(mistake: Mistake<P>, params: P, key: Keys): readonly KnownMistake[] {
  const wrong = mistake.solve(params);
  if (wrong === undefined) return [];
  const feedback = typeof mistake.feedback === "string" ? mistake.feedback : mistake.feedback(params);
  return [{ ids: [mistake.id], keys: { ...key, ...wrong }, feedback }];
}

function allNamed(question: Question): boolean {
  return question.mistakes.every((mistake) => mistake.ids.length === 1);
}

function faultText(faults: readonly ParamFault[]): string {
  return faults.map((fault) => `${fault.path}: ${fault.message}`).join("; ");
}
