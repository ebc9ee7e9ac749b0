/** Every body of the interface for programs: one schema each, for validation and for the OpenAPI document. */
import { z } from "zod";
import { LARGEST_SEED } from "../../actions/practice.ts";
import type { Json } from "../../questions/question.ts";

/** The named schemas, which become the components of the document. */
export const named = z.registry<{ readonly id: string; readonly description: string }>();

const LONGEST_TEXT = 20_000;

function name<T extends z.ZodType>(id: string, description: string, schema: T): T {
  named.add(schema, { id, description });
  return schema;
}

export const level = name(
  "Level",
  "How hard a question is; a generator lists those it has.",
  z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "expected 1, 2 or 3" }),
);

const seed = z.int().min(0).max(LARGEST_SEED);

export const value: z.ZodType = name(
  "Value",
  "A number, nested lists of numbers for a tensor, the id of an option for a choice, the text of a formula for an " +
    "expression; null where a number is not finite.",
  z.lazy(() => z.union([z.number(), z.string(), z.null(), z.array(value)])),
);

const json: z.ZodType<Json> = name(
  "Json",
  "Any JSON value.",
  z.lazy(() =>
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)])
  ),
);

const params = name(
  "Params",
  "The parameters of one question, as described by its generator's JSON Schema.",
  z.record(z.string(), json),
);

const tolerance = name(
  "Tolerance",
  "exact: equal up to floating-point noise. rounded: the largest of 0.51 units of the last decimal asked, " +
    "atol + rtol |key|, and 1.5 times what rounding every step to `keep` decimals does to the cell.",
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("exact") }),
    z.object({ kind: z.literal("rounded"), atol: z.number(), rtol: z.number(), keep: z.int() }),
  ]),
);

const answerForm = name(
  "AnswerForm",
  "One answer that is asked for.",
  z.object({
    id: z.string(),
    label: z.string().meta({ description: "Markdown with TeX." }),
    type: z.enum(["integer", "rational", "real", "tensor", "shape", "choice", "expression"]),
    shape: z.array(z.int()).optional().meta({
      description:
        "[] for a single number and for an expression; absent where the shape is part of the answer.",
    }),
    decimals: z.int(),
    tolerance,
    unit: z.string().optional(),
    choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
    variables: z.record(z.string(), z.string()).optional().meta({
      description:
        "Of an expression: what may stand in it, with the domains in which it is compared, such as real[-2,2], prob, " +
        "positive, int[1,9], vector[n] or matrix[m,n]; a letter is the same size wherever it is used.",
    }),
    form: z.object({
      forbid: z.array(z.string()),
      mustContain: z.array(z.string()),
      maxNodes: z.int().optional(),
    }).optional().meta({ description: "Of an expression: names and signs that it must or must not have." }),
  }),
);

const line = {
  id: z.string(),
  version: z.int().meta({ description: "Grows when a seed or params would give another question." }),
  topic: z.string(),
  title: z.string(),
  levels: z.array(level).min(1),
};

export const generatorList = name(
  "GeneratorList",
  "Every generator in the order of its topics.",
  z.object({
    generators: z.array(name("Generator", "A kind of question with fresh numbers.", z.object(line))),
  }),
);

export const generatorDetail = name(
  "GeneratorDetail",
  "A generator with its parameters, known mistakes, and the answers and conventions of an example (seed 1, first level).",
  z.object({
    ...line,
    mistakes: z.array(z.string()).meta({ description: "Ids of the mistakes that checking can name." }),
    parameters: z.record(z.string(), json).meta({ description: "JSON Schema 2020-12 of the params." }),
    conventions: z.array(z.string()).meta({ description: "Markdown with TeX, printed under the prompt." }),
    answers: z.array(answerForm),
  }),
);

export const variantRequest = name(
  "VariantRequest",
  "The same seed and level always give the same question of one version.",
  z.strictObject({ seed, level: level.optional() }),
);

export const variant = name(
  "Variant",
  "One question.",
  z.object({
    generator: z.string(),
    version: z.int(),
    level,
    seed,
    params,
    prompt: z.string().meta({ description: "Markdown with TeX." }),
    conventions: z.array(z.string()),
    answers: z.array(answerForm),
  }),
);

export const solveRequest = name(
  "SolveRequest",
  "Complete params, one's own or those of a variant.",
  z.strictObject({ params }),
);

export const solution = name(
  "Solution",
  "The key of every answer and the worked steps.",
  z.object({
    answers: z.record(z.string(), value),
    steps: z.array(z.object({
      id: z.string(),
      rule: z.string().meta({ description: "Markdown with TeX: what is done." }),
      tex: z.string().meta({ description: "TeX with the numbers filled in." }),
      uses: z.array(z.string()).meta({ description: "Ids of the steps whose values it takes." }),
      value,
    })),
    unfair: z.string().nullable().meta({
      description: "Why these params would not be drawn for a question; null when they would.",
    }),
  }),
);

const texts = z.record(z.string().max(200), z.string().max(LONGEST_TEXT)).meta({
  description:
    "By answer id, as typed: 2/3, 0,5, [[1, 2], [3, 4]], the id of an option, a formula such as 2*A'@x; or by cell: p[0], W[0,2].",
});

export const checkRequest = name(
  "CheckRequest",
  "What was typed, for a question of given params or for the variant of a seed.",
  z.union([
    z.strictObject({ params, answers: texts }),
    z.strictObject({ seed, level: level.optional(), answers: texts }),
  ]),
);

export const checked = name(
  "Checked",
  "The verdict. What cannot be read is never wrong: it is told what could not be read.",
  z.object({
    verdict: z.enum(["right", "partial", "wrong", "unreadable"]),
    score: z.number().min(0).max(1),
    answers: z.array(z.object({
      id: z.string(),
      outcome: z.enum(["right", "wrong", "unreadable"]),
      shapeRight: z.boolean(),
      cells: z.array(z.boolean()).meta({ description: "Whether each cell is right, in row-major order." }),
      tolerance: z.array(z.number()).meta({ description: "How far each cell may lie from the key." }),
      read: value,
      problems: z.array(z.object({ cell: z.int().nullable(), message: z.string() })),
      counterexample: z.string().nullable().meta({
        description:
          "Markdown with TeX: where a wrong formula is easiest to see wrong; null for other answers.",
      }),
    })),
    mistake: z.object({
      kind: z.enum(["mistake", "slip", "rounding"]),
      ids: z.array(z.string()).meta({ description: "More than one where they lead to the same answer." }),
      feedback: z.string().meta({ description: "Markdown with TeX." }),
    }).nullable().meta({
      description: "The one explanation that fits a wrong answer; null when there is none.",
    }),
  }),
);

export const problem = name(
  "Problem",
  "Problem details, RFC 9457.",
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
);
