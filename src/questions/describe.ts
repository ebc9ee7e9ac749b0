/** Generators and their questions in words and plain values, for lists, forms and programs. */
import { toNested } from "../tensor/tensor.ts";
import { type AnswerValue, isFormula } from "./answer_value.ts";
import type { Generator, Question } from "./define.ts";
import type { AnswerSpec, Level } from "./question.ts";
import { type Topic, TOPICS } from "./topics.ts";

export interface TopicGroup {
  readonly topic: Topic;
  readonly generators: readonly Generator[];
}

/** Generators by topic in the topics' order; topics without any are left out. */
export function groupByTopic(generators: readonly Generator[]): readonly TopicGroup[] {
  return TOPICS.map((topic) => ({
    topic,
    generators: generators.filter((generator) => generator.topic === topic.slug),
  })).filter((group) => group.generators.length > 0);
}

/** Whether every word of a search stands in the generator's title, id or topic. */
export function matchesSearch(generator: Generator, topic: Topic, search: string): boolean {
  const text = `${generator.title} ${generator.id} ${topic.title} ${topic.about} ${topic.slug}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function firstLevel(generator: Generator): Level {
  return generator.levels[0] ?? 1;
}

/** "level 1", "levels 1 to 3", "levels 1 and 3". */
export function levelWords(levels: readonly Level[]): string {
  const first = levels[0];
  const last = levels.at(-1);
  if (levels.length < 2) return `level ${first ?? 1}`;
  return levels.length === 3 ? `levels ${first} to ${last}` : `levels ${first} and ${last}`;
}

/** A plain value: numbers and nested lists of them; the id of the option for a choice; the text of a formula. */
export type PlainValue = number | string | null | readonly PlainValue[];

/** The key of an answer; undefined when the question has no such answer. */
export function plainKey(question: Question, spec: AnswerSpec): PlainValue | undefined {
  const key = question.key[spec.id];
  return key === undefined ? undefined : plainAnswer(spec, key);
}

/** A value of the kind of an answer: what was read, or the key. */
export function plainAnswer(spec: AnswerSpec, value: AnswerValue): PlainValue {
  if (spec.type !== "choice" || isFormula(value)) return plainValue(value);
  return spec.choices[value.values[0] ?? -1]?.id ?? null;
}

/** Nested lists of numbers; null where one is not finite, as in a masked score, since JSON has no infinity. */
export function plainValue(value: AnswerValue): PlainValue {
  return isFormula(value) ? value.text : finite(toNested(value));
}

function finite(value: ReturnType<typeof toNested>): PlainValue {
  return typeof value === "number" ? (Number.isFinite(value) ? value : null) : value.map(finite);
}
