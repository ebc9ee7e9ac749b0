/** Multi-part questions: what rightly follows from a slip counts, unless the slip makes it trivial. */
import { expect, test } from "vitest";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { grade, type Grading, type Reading } from "../../src/questions/grade.ts";
import { runSolverWith } from "../../src/questions/solver.ts";
import { scalar } from "../../src/tensor/tensor.ts";

const drawn = generatorById("lstm-step")!.draw(3, 1, {});
if (!drawn.ok) throw new Error(drawn.error);
const { question } = drawn.value;
const key = (id: string) => numbersIn(question.key[id]!).values[0]!;

function graded(changes: Readonly<Record<string, number>>): Grading {
  const readings = Object.fromEntries(question.answers.map(({ id }): [string, Reading] => {
    const value = changes[id] === undefined ? question.key[id]! : scalar(changes[id]);
    return [id, { kind: "read", value, tex: "" }];
  }));
  return grade(question, readings);
}

/** Cell and state as they follow from another forget gate. */
function after(forget: number) {
  const { keys } = runSolverWith(question.solver, {
    replaced: new Map([["f", scalar(forget)]]),
    round: (value) => value,
  });
  return { c: numbersIn(keys["c"]!).values[0]!, h: numbersIn(keys["h"]!).values[0]! };
}

test("what follows from an earlier slip counts, and only the slip is wrong", () => {
  const forget = key("f") + 0.11;
  const { kind, score, answers } = graded({ f: forget, ...after(forget) });
  expect(kind).toBe("partial");
  expect(answers.filter((answer) => answer.outcome === "wrong").map((answer) => answer.id)).toEqual(["f"]);
  expect(answers.filter((answer) => answer.carried).map((answer) => answer.id)).toEqual(["c", "h"]);
  expect(score).toBeCloseTo(5 / 6);
});

test("what does not follow from the slip stays wrong", () => {
  const forget = key("f") + 0.11;
  const { answers } = graded({ f: forget, c: after(forget).c + 0.2, h: after(forget).h });
  expect(answers.find((answer) => answer.id === "c")).toMatchObject({ outcome: "wrong", carried: false });
});

test.each([0, 1, -0.4])("a forget gate of %d earns nothing for what follows", (forget) => {
  const { answers } = graded({ f: forget, ...after(forget) });
  expect(answers.find((answer) => answer.id === "c")).toMatchObject({ outcome: "wrong", carried: false });
});

test("an answer that is right throughout carries nothing", () => {
  expect(graded({})).toMatchObject({ kind: "right", score: 1 });
});

test("a slip that cannot be worked on with carries nothing and breaks nothing", () => {
  const chain = generatorById("chain-shapes")!.draw(1, 1, {});
  if (!chain.ok) throw new Error(chain.error);
  const { answers, key } = chain.value.question;
  const readings = Object.fromEntries(answers.map(({ id }): [string, Reading] => {
    const { shape, values } = numbersIn(key[id]!);
    return [id, { kind: "read", value: { shape, values: values.map((size) => size + 0.5) }, tex: "" }];
  }));
  expect(grade(chain.value.question, readings)).toMatchObject({ kind: "wrong", score: 0 });
});
