/** A skill: a question of one of the program's generators, with fresh numbers at each review. */
import { z } from "zod";
import { unreachable } from "../../base/invariant.ts";
import type { Generator, Question } from "../../questions/define.ts";
import { generatorById, GENERATORS } from "../../questions/generators.ts";
import { grade, type Grading } from "../../questions/grade.ts";
import { keyTex } from "../../questions/key_tex.ts";
import type { AnswerSpec, Json, Level } from "../../questions/question.ts";
import { cellName, readAnswer } from "../../questions/read.ts";
import { literal } from "../../text/literal.ts";
import type { Asked, Drawn, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import type { FaceField, Given, Mark, Prose, Verdict } from "../face.ts";
import { shown } from "../source_text.ts";
import { prose, proseField, summaryOf } from "./prose.ts";

/** A seed that finds no fair variant gives way to the ones after it. */
const SEEDS = 20;

const json: z.ZodType<Json> = z.json();
const level = z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "1, 2 or 3" });

const settings = {
  generator: z.string({ error: "the id of a generator" }),
  level,
  fixed: z.record(z.string(), json, { error: "a map of parameters, such as `{classes: 3}`" }).optional(),
};

const fields = z.strictObject({
  generator: z.string().refine((id) => generatorById(id) !== undefined),
  level,
  fixed: z.record(z.string(), json),
  intro: proseField.optional(),
});

type GeneratedFields = z.infer<typeof fields>;

export const generated = defineCardType({
  id: "generated",
  title: "Generated question",
  settings,
  parts: { least: 0, most: 1, names: "at most one text, shown above the question" },
  prose: "markdown",
  fields,
  read,
  open,
});

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): GeneratedFields | undefined {
  const { settings: { generator: id, level, fixed = {} }, parts: [intro], complain, settingAt } = reading;
  const generator = generatorById(id);
  if (generator === undefined) {
    complain(settingAt("generator"), 0, {
      message: `There is no generator ${shown(id)}`,
      expected: nearest(id),
    });
    return undefined;
  }
  if (!generator.levels.includes(level)) {
    complain(settingAt("level"), 0, {
      message: `The generator ${id} has no level ${level}`,
      expected: `one of ${generator.levels.join(", ")}`,
    });
    return undefined;
  }
  for (const fault of generator.faultsOfFixed(fixed)) {
    complain(settingAt("fixed"), 0, {
      message: `\`fixed\` ${fault.path}: ${fault.message}`,
      expected: "another value",
    });
  }
  const drawn = generator.faultsOfFixed(fixed).length > 0
    ? undefined
    : drawQuestion(generator, { level, fixed, seed: 1 });
  if (drawn === undefined) {
    complain(settingAt("fixed"), 0, {
      message: "No fair question can be drawn with these fixed parameters",
      expected: "fewer or other fixed parameters",
    });
  }
  return { generator: id, level, fixed, ...(intro === undefined ? {} : { intro: intro.text }) };
}

function open(note: GeneratedFields): LoadedNote {
  const generator = generatorById(note.generator);
  if (generator === undefined) {
    throw new TypeError(`Cannot open a note of type generated: no ${note.generator}`);
  }
  const checkSide = (side: string) => {
    if (side !== "skill") unknownSide("generated", side);
  };
  return {
    sides: [{ key: "skill", label: `${generator.title}, level ${note.level}`, generator: generator.id }],
    ask(side, seed) {
      checkSide(side);
      const found = drawQuestion(generator, { ...note, seed });
      if (found === undefined) {
        throw new Error(`Cannot draw a fair question of ${generator.id} from seed ${seed}`);
      }
      return askedOf(note, found.question, found.seed);
    },
    askDrawn(side, drawn) {
      checkSide(side);
      const params: Json = json.parse(JSON.parse(drawn.params));
      const question = generator.withParams(params, levelOf(drawn));
      if (!question.ok) throw new TypeError(`Cannot ask ${generator.id} again with params ${drawn.params}`);
      return askedOf(note, question.value, drawn.seed);
    },
    summary: note.intro === undefined ? `${generator.title} (level ${note.level})` : summaryOf(note.intro),
  };
}

interface Drawing {
  readonly level: Level;
  readonly fixed: Json;
  readonly seed: number;
}

function drawQuestion(generator: Generator, { level, fixed, seed }: Drawing) {
  for (let next = seed; next < seed + SEEDS; next++) {
    const drawn = generator.draw(next, level, fixed);
    if (drawn.ok) return { question: drawn.value.question, seed: next };
  }
  return undefined;
}

function askedOf(note: GeneratedFields, question: Question, seed: number): Asked {
  return {
    face: {
      kind: "fields",
      prompt: prose(note.intro === undefined ? question.prompt : `${note.intro}\n\n${question.prompt}`),
      conventions: question.conventions,
      fields: question.answers.map(fieldOf),
      generated: true,
    },
    back: {
      answer: prose(question.answers.map((spec) => answerLine(question, spec)).join("\n\n")),
      steps: question.trace.steps.map((step) => prose(`${step.rule}\n\n$$${step.tex}$$`)),
      points: [],
      source: undefined,
    },
    judge: (given) => judge(question, given),
    drawn: {
      generator: question.generator,
      version: question.version,
      level: question.level,
      seed,
      params: JSON.stringify(question.params),
    },
  };
}

function fieldOf(spec: AnswerSpec): FaceField {
  const base = { id: spec.id, label: prose(spec.label), unit: spec.unit };
  const rounded = spec.tolerance.kind === "rounded" ? `${spec.decimals} decimals` : undefined;
  switch (spec.type) {
    case "integer":
      return { ...base, input: "number", shape: undefined, options: [], form: "whole number" };
    case "rational":
      return { ...base, input: "number", shape: undefined, options: [], form: "exact: fraction or decimal" };
    case "real":
      return { ...base, input: "number", shape: undefined, options: [], form: rounded };
    case "tensor":
      return {
        ...base,
        input: "grid",
        shape: spec.shapeAsked ? undefined : spec.shape,
        options: [],
        form: rounded,
      };
    case "shape":
      return { ...base, input: "text", shape: undefined, options: [], form: "such as [8, 16, 16]" };
    case "choice":
      return {
        ...base,
        input: "choice",
        shape: undefined,
        options: spec.choices.map((choice) => ({ id: choice.id, label: prose(choice.label) })),
        form: undefined,
      };
    default:
      return unreachable(spec.type);
  }
}

function answerLine(question: Question, spec: AnswerSpec): string {
  return `${spec.label}: ${keyText(question, spec)}`;
}

function keyText(question: Question, spec: AnswerSpec): string {
  const key = question.key[spec.id];
  if (key === undefined) return "";
  if (spec.type === "choice") return spec.choices[key.values[0] ?? -1]?.label ?? "";
  return `$${keyTex(spec, key)}$${spec.unit === undefined ? "" : ` ${spec.unit}`}`;
}

function judge(question: Question, given: Given): Verdict {
  const readings = Object.fromEntries(
    question.answers.map((spec) => [spec.id, readAnswer(spec, given.typed)]),
  );
  const grading = grade(question, readings);
  const marks = grading.answers.flatMap((answer) => marksOf(question, answer));
  switch (grading.kind) {
    case "unreadable":
      return {
        kind: "unreadable",
        marks,
        message: prose("Mend the marked fields and check again; nothing was counted."),
      };
    case "right":
      return { kind: "right", score: 1, marks, message: undefined };
    case "partial":
    case "wrong":
      return {
        kind: grading.kind,
        score: grading.score,
        marks,
        message: diagnosisProse(grading),
        mistake: grading.diagnosis?.kind === "mistake" ? grading.diagnosis.ids.join("|") : undefined,
      };
    default:
      return unreachable(grading.kind);
  }
}

function diagnosisProse({ diagnosis }: Grading): Prose | undefined {
  return diagnosis === undefined ? undefined : prose(diagnosis.feedback);
}

/** One mark for the answer and, in a tensor of the right shape, one for each cell. */
function marksOf(question: Question, answer: Grading["answers"][number]): readonly Mark[] {
  const spec = question.answers.find((candidate) => candidate.id === answer.id);
  if (spec === undefined) return [];
  const { reading } = answer;
  if (reading.kind === "unreadable") {
    return reading.problems.map(({ cell, message }) => ({
      id: cell === undefined ? spec.id : cellName(spec.id, spec.shape, cell),
      outcome: "unreadable",
      read: literal(message),
      expected: undefined,
    }));
  }
  const whole: Mark = {
    id: spec.id,
    outcome: answer.outcome,
    read: reading.tex === "" ? undefined : `$${reading.tex}$`,
    expected: keyText(question, spec),
  };
  if (spec.type !== "tensor" || !answer.shapeRight) return [whole];
  return [
    whole,
    ...answer.cells.map((right, cell): Mark => ({
      id: cellName(spec.id, spec.shape, cell),
      outcome: right ? "right" : "wrong",
      read: undefined,
      expected: undefined,
    })),
  ];
}

function levelOf(drawn: Drawn): Level {
  return level.parse(drawn.level);
}

/** Up to three ids that share a word with the one that was written, or a few of all. */
function nearest(id: string): string {
  const words = new Set(id.split("-"));
  const near = GENERATORS.filter((generator) => generator.id.split("-").some((word) => words.has(word)));
  const some = (near.length > 0 ? near : GENERATORS).slice(0, 5).map((generator) => generator.id);
  return `a generator such as ${some.join(", ")}`;
}
