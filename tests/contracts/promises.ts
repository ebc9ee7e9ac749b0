/** What every question promises, from generators in code and from templates alike. */
import katex from "katex";
import { expect } from "vitest";
import { type AnswerValue, formulasIn, isFormula, shapeOfValue } from "../../src/questions/answer_value.ts";
import type { Question } from "../../src/questions/define.ts";
import { grade, type Grading } from "../../src/questions/grade.ts";
import type { AnswerSpec, Keys } from "../../src/questions/question.ts";
import { runSolverWith } from "../../src/questions/solver.ts";
import { fixed } from "../../src/questions/tex.ts";
import { fromValues } from "../../src/tensor/tensor.ts";

/** Its key is right however it is rounded, its mistakes are wrong and named, and nothing else near is right. */
export function keepsItsPromises(question: Question, where: string): void {
  for (const spec of question.answers) {
    const key = question.key[spec.id];
    expect(key && shapeOfValue(key), `${where}: the shape of ${spec.id}`).toEqual(spec.shape);
  }
  expect(gradeKeys(question, question.key).kind, `${where}: its own key`).toBe("right");
  expect(gradeKeys(question, mapKeys(question, printed)).kind, `${where}: its key as printed`).toBe("right");
  const rounded = runSolverWith(question.solver, {
    replaced: new Map(),
    round: (x) => Math.round(x * 1e4) / 1e4,
  });
  expect(gradeKeys(question, rounded.keys).kind, `${where}: steps rounded to 4 decimals`).toBe("right");
  for (const mistake of question.mistakes) {
    const verdict = gradeKeys(question, mistake.keys);
    expect(["wrong", "partial"], `${where}: mistake ${mistake.ids}`).toContain(verdict.kind);
    expect(verdict.diagnosis, `${where}: mistake ${mistake.ids} is named`).toMatchObject({
      kind: "mistake",
      ids: mistake.ids,
    });
  }
  for (const side of [-1, 1]) {
    const off = mapKeys(question, (value, spec, cell) => {
      const tolerance = question.tolerances[spec.id]?.[cell] ?? 0.01;
      return spec.type === "choice" ? value + side : value + side * 1.2 * tolerance;
    });
    expect(["wrong", "partial"], `${where}: ${side} times 1.2 tolerances off`).toContain(
      gradeKeys(question, off).kind,
    );
  }
}

/** Every formula of it can be set, and no text shows what has no value. */
export function rendersItsFormulas(question: Question, where: string): void {
  const prose = [
    question.prompt,
    ...question.conventions,
    ...question.hints,
    ...question.answers.map((spec) => spec.label),
    ...question.mistakes.map((mistake) => mistake.feedback),
    ...question.trace.steps.map((step) => step.rule),
  ];
  const formulas = [...question.trace.steps.map((step) => step.tex), ...prose.flatMap(texIn)];
  for (const formula of formulas) {
    expect(
      () => katex.renderToString(formula, { throwOnError: true, strict: "error" }),
      `${where}: ${formula}`,
    ).not
      .toThrow();
  }
  expect(prose.filter((text) => /NaN|Infinity|undefined|\[object/.test(text)), where).toEqual([]);
  expect(formulas.filter((text) => /NaN|Infinity|undefined|\[object/.test(text)), where).toEqual([]);
  expect(question.prompt.match(/\$/g)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
}

function texIn(markdown: string): string[] {
  return Array.from(
    markdown.matchAll(/\$\$([\s\S]+?)\$\$|\$([^$]+)\$/g),
    (match) => match[1] ?? match[2] ?? "",
  );
}

function gradeKeys(question: Question, keys: Keys): Grading {
  return grade(
    question,
    Object.fromEntries(
      Object.entries(keys).map(([id, value]) => [id, { kind: "read" as const, value, tex: "" }]),
    ),
  );
}

function mapKeys(
  question: Question,
  change: (value: number, spec: AnswerSpec, cell: number) => number,
): Keys {
  return Object.fromEntries(question.answers.map((spec) => {
    const key: AnswerValue = question.key[spec.id] ?? fromValues([], [0]);
    if (!isFormula(key)) {
      return [spec.id, fromValues(key.values.map((value, cell) => change(value, spec, cell)), key.shape)];
    }
    return [spec.id, formulasIn(spec.variables)(`(${key.text}) + ${change(0, spec, 0)}`)];
  }));
}

function printed(value: number, spec: AnswerSpec): number {
  return spec.tolerance.kind === "exact" ? value : Number(fixed(value, spec.decimals));
}
