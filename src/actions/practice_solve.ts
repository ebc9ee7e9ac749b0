/** Solves a question for numbers that the visitor typed, with every step. */
import { askedOf, drawQuestion } from "../decks/asked_question.ts";
import type { Asked } from "../decks/card_type.ts";
import type { Generator } from "../questions/define.ts";
import { firstLevel } from "../questions/describe.ts";
import type { ParamFault } from "../questions/domain.ts";
import { generatorById } from "../questions/generators.ts";
import { questionOfOwn } from "../questions/own_numbers.ts";
import { type ParamField, paramFields, paramText, readParams } from "../questions/param_text.ts";
import type { Json, Level } from "../questions/question.ts";
import { type Topic, topicBySlug } from "../questions/topics.ts";

export interface SolveRequest {
  readonly generatorId: string;
  /** Texts by parameter; undefined to begin with the numbers of an example. */
  readonly typed: Readonly<Record<string, string>> | undefined;
  readonly level: Level | undefined;
  /** Of the example. */
  readonly seed: number;
}

export interface SolveState {
  readonly generator: Generator;
  readonly topic: Topic | undefined;
  readonly fields: readonly ParamField[];
  readonly typed: Readonly<Record<string, string>>;
  /** By path: "logits[2]"; an empty path is about all of them together. */
  readonly faults: readonly ParamFault[];
  readonly solved: { readonly asked: Asked; readonly unfair: string | undefined } | undefined;
  readonly isExample: boolean;
}

/** undefined when there is no such generator. */
export function solve(request: SolveRequest): SolveState | undefined {
  const generator = generatorById(request.generatorId);
  if (generator === undefined) return undefined;
  const level = request.level !== undefined && generator.levels.includes(request.level)
    ? request.level
    : firstLevel(generator);
  const typed = request.typed ?? exampleOf(generator, { level, seed: request.seed });
  const about = {
    generator,
    topic: topicBySlug(generator.topic),
    fields: paramFields(generator.domains),
    typed,
    isExample: request.typed === undefined,
  };
  const params = readParams(generator.domains, typed);
  if (!params.ok) return { ...about, faults: params.error, solved: undefined };
  const own = questionOfOwn(generator, params.value, level);
  if (!own.ok) return { ...about, faults: own.error, solved: undefined };
  const asked = askedOf(own.value.question, { seed: request.seed, intro: undefined });
  return { ...about, faults: [], solved: { asked, unfair: own.value.unfair } };
}

function exampleOf(
  generator: Generator,
  { level, seed }: { readonly level: Level; readonly seed: number },
): Readonly<Record<string, string>> {
  const params: Json = drawQuestion(generator, { level, fixed: {}, seed })?.question.params ?? {};
  return typeof params === "object" && params !== null && !Array.isArray(params)
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name, paramText(value)]))
    : {};
}
