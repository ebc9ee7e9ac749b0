/** Tries a template on many draws: how many are kept, why others are not, and which mistakes cannot be told apart. */
import { mix32, random } from "../base/random.ts";
import type { Budget } from "../expressions/evaluate.ts";
import { isFarFrom, refusal } from "./accept.ts";
import { buildQuestion, type Question } from "./define.ts";
import type { GeneratorDefinition, Params } from "./question.ts";
import type { Template } from "./template.ts";
import type { Failure } from "./template_formula.ts";
import { failureOf, templateDefinition } from "./template_generator.ts";

/** How often a mistake could be made, and was too close to the key or to another mistake. */
export interface MistakeCount {
  readonly id: string;
  readonly possible: number;
  readonly likeKey: number;
  /** By the id of the other mistake. */
  readonly likeOther: Readonly<Record<string, number>>;
}

export interface Survey {
  readonly draws: number;
  readonly kept: number;
  /** Reasons of the others, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Mistakes of the template itself, which no draw would mend; each place once. */
  readonly faults: readonly Failure[];
  readonly mistakes: readonly MistakeCount[];
  /** What all draws cost together. */
  readonly operations: number;
  /** Whether the draws took so many operations that the rest was left out. */
  readonly exhausted: boolean;
}

export interface SurveyLimits {
  readonly draws: number;
  /** Kept draws after which no more are tried. */
  readonly enough: number;
  /** What all draws together may cost. */
  readonly operations: number;
}

/** Single draws, one after the other, until a limit is met. */
export function surveyTemplate(template: Template, { draws, enough, operations }: SurveyLimits): Survey {
  const purse: Budget = { left: operations };
  const definition = templateDefinition(template, { level: 1, purse });
  const reasons = new Map<string, number>();
  const faults = new Map<string, Failure>();
  const counts = template.wrong.map(({ id }) => new Counting(id));
  let kept = 0;
  let drawn = 0;
  while (drawn < draws && kept < enough && purse.left > 0) {
    drawn++;
    const tried = tryOnce(definition, template, { seed: drawn, purse });
    if (tried.failure !== undefined && isFault(tried.failure) && purse.left > 0) {
      const { path, at, message } = tried.failure;
      faults.set(JSON.stringify([path, at, message]), tried.failure);
    }
    if (tried.question !== undefined) { for (const count of counts) count.see(tried.question); }
    if (tried.reason === undefined) kept++;
    else reasons.set(tried.reason, (reasons.get(tried.reason) ?? 0) + 1);
  }
  return {
    draws: drawn,
    kept,
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    faults: [...faults.values()],
    mistakes: counts.map((count) => count.result()),
    operations: operations - purse.left,
    exhausted: purse.left <= 0,
  };
}

interface Tried {
  readonly reason: string | undefined;
  readonly failure: Failure | undefined;
  /** undefined where the parameters have no values. */
  readonly question: Question | undefined;
}

/** The first try of draw() with this seed. */
function tryOnce(
  definition: GeneratorDefinition<Params>,
  template: Template,
  { seed, purse }: { readonly seed: number; readonly purse: Budget },
): Tried {
  const params = definition.generate(random(mix32(seed)).fork("1"), 1, {});
  const failure = failureOf(template, params, purse);
  if (failure !== undefined) return { reason: failure.message, failure, question: undefined };
  const reason = definition.refuse(params);
  const question = buildQuestion(definition, params, 1);
  const { key, answers, tolerances, mistakes } = question;
  return { reason: reason ?? refusal(key, answers, tolerances, mistakes), failure, question };
}

/** A variant without a value there is passed over; a formula that means nothing is the author's to mend. */
function isFault({ kind }: Failure): boolean {
  return kind !== "domain" && kind !== "unfair";
}

class Counting {
  private possible = 0;
  private likeKey = 0;
  private readonly likeOther = new Map<string, number>();

  constructor(private readonly id: string) {}

  see({ mistakes, key, tolerances }: Question): void {
    const found = mistakes.find(({ ids }) => ids.includes(this.id));
    if (found === undefined) return;
    this.possible++;
    if (!isFarFrom(key, found.keys, tolerances)) this.likeKey++;
    for (const other of found.ids) {
      if (other !== this.id) this.likeOther.set(other, (this.likeOther.get(other) ?? 0) + 1);
    }
  }

  result(): MistakeCount {
    const { id, possible, likeKey, likeOther } = this;
    return { id, possible, likeKey, likeOther: Object.fromEntries(likeOther) };
  }
}
