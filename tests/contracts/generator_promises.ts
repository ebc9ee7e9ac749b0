/** What every generator promises, over 1,000 seeds of each level. */
import { expect, test } from "vitest";
import katex from "katex";
import type { Generator, Question } from "../../src/questions/define.ts";
import { generatorById, GENERATORS } from "../../src/questions/generators.ts";
import { grade, type Grading } from "../../src/questions/grade.ts";
import type { AnswerSpec, Json, Keys, Level } from "../../src/questions/question.ts";
import { runSolverWith } from "../../src/questions/solver.ts";
import { fixed } from "../../src/questions/tex.ts";
import { fromValues, type Tensor } from "../../src/tensor/tensor.ts";

/** Fewer only while working on one generator. */
const SEEDS = Number(Deno.env.get("CONTRACT_SEEDS") ?? 1000);
/** Every seed is solved and graded; formulas are set for the first of them. */
const TYPESET = 25;

/** Registers the tests of every `of`-th generator and level, so that several files share the list between cores. */
export function testGenerators({ share, of }: { readonly share: number; readonly of: number }): void {
  const cases = GENERATORS.flatMap((generator) => generator.levels.map((level) => ({ generator, level })));
  const mine = cases.filter((_, i) => i % of === share);
  test.each(mine.map(({ generator, level }) => [generator.id, level] as const))(
    "%s at level %i keeps every promise",
    (id, level) => keepsEveryPromise(generatorOf(id), level),
  );
}

function keepsEveryPromise(generator: Generator, level: Level): void {
  let tries = 0;
  let joined = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const drawn = generator.draw(seed, level, {});
    if (!drawn.ok) throw new Error(`seed ${seed}: ${drawn.error}`);
    tries += drawn.value.tries;
    const question = drawn.value.question;
    const where = `${generator.id} level ${level} seed ${seed}`;
    if (question.mistakes.some((mistake) => mistake.ids.length > 1)) joined++;
    keepsItsPromises(question, where);
    if (seed < TYPESET) {
      rendersItsFormulas(question, where);
      comesBack(question, level, seed);
    }
  }
  console.log(
    `${generator.id} level ${level}: ${(100 * SEEDS / tries).toFixed(1)} % of draws accepted, ` +
      `${joined} of ${SEEDS} variants with mistakes that cannot be told apart`,
  );
}

function generatorOf(id: string): Generator {
  const generator = generatorById(id);
  if (generator === undefined) throw new Error(`There is no generator ${id}`);
  return generator;
}

function keepsItsPromises(question: Question, where: string): void {
  for (const spec of question.answers) {
    expect(question.key[spec.id]?.shape, `${where}: the shape of ${spec.id}`).toEqual(spec.shape);
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
      const tolerance = question.tolerances[spec.id]?.[cell] ?? 0;
      return spec.type === "choice" ? value + side : value + side * 1.2 * tolerance;
    });
    expect(["wrong", "partial"], `${where}: ${side} times 1.2 tolerances off`).toContain(
      gradeKeys(question, off).kind,
    );
  }
}

function comesBack(question: Question, level: Level, seed: number): void {
  const generator = generatorOf(question.generator);
  const again = generator.draw(seed, level, {});
  expect(again.ok && JSON.stringify(again.value.question.params)).toBe(JSON.stringify(question.params));
  const stored: Json = JSON.parse(JSON.stringify(question.params));
  const recalled = generator.withParams(stored, level);
  if (!recalled.ok) {
    throw new Error(`${question.generator} does not take its own params: ${JSON.stringify(recalled.error)}`);
  }
  expect(recalled.value.prompt).toBe(question.prompt);
  expect(recalled.value.key).toEqual(question.key);
  expect(generator.refusalOf(stored)).toBeUndefined();
}

function rendersItsFormulas(question: Question, where: string): void {
  const prose = [
    question.prompt,
    ...question.conventions,
    ...question.hints,
    ...question.answers.map((spec) => spec.label),
    ...question.mistakes.map((mistake) => mistake.feedback),
    ...question.trace.steps.map((step) => step.rule),
  ];
  const formulas = [...question.trace.steps.map((step) => step.tex), ...prose.flatMap(formulasIn)];
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

function formulasIn(markdown: string): string[] {
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
    const key: Tensor = question.key[spec.id] ?? fromValues([], [0]);
    return [spec.id, fromValues(key.values.map((value, cell) => change(value, spec, cell)), key.shape)];
  }));
}

function printed(value: number, spec: AnswerSpec): number {
  return spec.tolerance.kind === "exact" ? value : Number(fixed(value, spec.decimals));
}
