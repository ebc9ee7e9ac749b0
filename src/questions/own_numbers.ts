/** Solves a question for numbers that a visitor chose: what does not fit together is said, never thrown. */
import { err, ok, type Result } from "../base/result.ts";
import { shapeOfValue, valueFault } from "./answer_value.ts";
import type { Generator, Question } from "./define.ts";
import type { ParamFault } from "./domain.ts";
import type { AnswerSpec, Json, Level } from "./question.ts";

export interface OwnQuestion {
  readonly question: Question;
  /** Why these numbers would not be asked, such as two explanations of one answer; undefined when they would. */
  readonly unfair: string | undefined;
}

/**
 * The question of complete params. Each parameter may lie in its domain and still not go with the others, as lists of
 * different lengths: solvers throw then, and here alone that becomes a fault.
 */
export function questionOfOwn(
  generator: Generator,
  params: Json,
  level: Level,
): Result<OwnQuestion, readonly ParamFault[]> {
  const asked = attempt(() => generator.withParams(params, level));
  const refused = attempt(() => generator.refusalOf(params));
  const unfair = refused.ok ? refused.value : undefined;
  if (!asked.ok) return misfit(unfair ?? reasonOf(asked.error));
  if (!asked.value.ok) return err(asked.value.error);
  const question = asked.value.value;
  if (!question.answers.every((spec) => hasItsShape(question, spec))) {
    return misfit(unfair ?? "the answer has another shape than they promise");
  }
  if (Object.values(question.key).some((key) => valueFault(key) !== undefined)) {
    return err([{
      path: "",
      message:
        "These numbers have no finite answer: something is divided by zero, or grows beyond all bounds.",
    }]);
  }
  return ok({ question, unfair: refused.ok ? unfair : reasonOf(refused.error) });
}

function misfit(reason: string): Result<never, readonly ParamFault[]> {
  return err([{ path: "", message: `These numbers do not fit together: ${reason}.` }]);
}

function hasItsShape(question: Question, spec: AnswerSpec): boolean {
  const key = question.key[spec.id];
  return key !== undefined && shapeOfValue(key).join() === spec.shape.join();
}

function reasonOf(problem: unknown): string {
  return problem instanceof RangeError
    ? problem.message.replace(/\.$/, "")
    : "lists differ in length, or something is missing in them";
}

function attempt<T>(work: () => T): Result<T, unknown> {
  try {
    return ok(work());
  } catch (problem) {
    return err(problem);
  }
}
