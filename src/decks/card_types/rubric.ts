/** A question in words, a model answer, and the points it must have, which the learner ticks. */
import { z } from "zod";
import type { Asked, LoadedNote, WrittenNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import { readPointList } from "./point_list.ts";
import { indented, prose, proseField, summaryOf } from "./prose.ts";

const MOST_WEIGHT = 100;

const fields = z.strictObject({
  question: proseField,
  answer: proseField,
  points: z.array(z.strictObject({ label: proseField, weight: z.number().positive().max(MOST_WEIGHT) })).min(
    1,
  ).max(20),
});

type RubricFields = z.infer<typeof fields>;

export const rubric = defineCardType({
  id: "rubric",
  title: "Answer with points",
  settings: {},
  parts: { least: 2, most: 2, names: "two parts, the question, and the model answer with its points" },
  prose: "markdown",
  fields,
  read,
  write,
  open,
});

function read(
  { parts: [question, model], complain }: Reading<Record<string, never>>,
): RubricFields | undefined {
  if (question === undefined || model === undefined) return undefined;
  const { answer, points } = readPointList(model);
  if (answer.text === "") {
    complain(model, 0, {
      message: "The model answer is missing",
      expected: "the answer above its list of points",
    });
  }
  if (points.length === 0 || points.length > 20) {
    const message = `The model answer has ${points.length === 0 ? "no points" : `${points.length} points`}`;
    complain(model, 0, { message, expected: "1 to 20 lines `- a point` at its end" });
  }
  for (const { label, weight } of points) {
    if (label.text === "") {
      complain(label, 0, { message: "The point is empty", expected: "`- what it says`" });
    }
    if (weight <= 0 || weight > MOST_WEIGHT) {
      complain(label, 0, {
        message: `The point has the weight ${weight}`,
        expected: `more than 0, at most ${MOST_WEIGHT}`,
      });
    }
  }
  return {
    question: question.text,
    answer: answer.text,
    points: points.map(({ label, weight }) => ({ label: label.text, weight })),
  };
}

function write({ question, answer, points }: RubricFields): WrittenNote {
  const items = points.map(({ label, weight }) => {
    const lead = weight === 1 && !/^\(\d/.test(label) ? "" : `(${weight}) `;
    return `- ${lead}${indented(label).trimStart()}`;
  });
  return { settings: {}, parts: [question, `${answer}\n\n${items.join("\n")}`] };
}

function open({ question, answer, points }: RubricFields): LoadedNote {
  const ask = (side: string): Asked => {
    if (side !== "answer") unknownSide("rubric", side);
    return {
      face: { kind: "points", prompt: prose(question) },
      back: {
        answer: prose(answer),
        steps: [],
        points: points.map(({ label, weight }, index) => ({
          id: `p${index + 1}`,
          label: prose(label),
          weight,
        })),
        source: undefined,
      },
      judge: undefined,
      drawn: undefined,
    };
  };
  return {
    sides: [{ key: "answer", label: "answer with points", generator: undefined }],
    ask,
    askDrawn: ask,
    summary: summaryOf(question),
  };
}
