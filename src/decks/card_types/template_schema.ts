/** The form of a template's YAML: which keys there are, and how much of everything; its messages say what is expected. */
import { z } from "zod";
import type { TemplateSource, VarSource } from "../../questions/template_source.ts";

const formulaForm = "a formula such as `-ln(q)`, at most 1000 characters";
const formula = z.union([z.number(), z.string().min(1).max(1000)], { error: formulaForm });
const sentence = line(2000);

const number = z.number({ error: "a number" }).min(-1e9, { error: "a number from -1e9" }).max(1e9, {
  error: "a number up to 1e9",
});
const whole = z.int({ error: "a whole number" }).min(-1e9, { error: "a number from -1e9" }).max(1e9, {
  error: "a number up to 1e9",
});
const not = z.array(number, { error: "a list of excepted values" }).max(50, { error: "at most 50 values" })
  .optional();

const domains = {
  dec: strict({
    dec: z.tuple([number, number], { error: "`[lowest, highest]`" }),
    step: number.min(1e-6, { error: "a step of at least 0.000001" }),
    not,
  }),
  int: strict({
    int: z.tuple([whole, whole], { error: "`[lowest, highest]`, both whole" }),
    step: whole.min(1, { error: "a whole step of at least 1" }).optional(),
    not,
  }),
  pick: strict({
    pick: z.array(number, { error: "a list of numbers" }).min(1, { error: "at least one number" }).max(200, {
      error: "at most 200 numbers",
    }),
  }),
};

const variable: z.ZodType<VarSource> = chosen<VarSource>(
  "`{dec: [0, 1], step: 0.1}`, `{int: [1, 9]}`, `{pick: [2, 4, 8]}` or `{list: {…}, length: 3}`",
  (value) => {
    if ("list" in value) return list;
    if ("dec" in value) return domains.dec;
    if ("int" in value) return domains.int;
    return "pick" in value ? domains.pick : undefined;
  },
);

const length = z.int({ error: "a whole number from 1 to 64" }).min(1, { error: "at least 1" }).max(64, {
  error: "at most 64",
});
const list: z.ZodType<VarSource> = strict({
  list: z.lazy(() => variable),
  length: z.union([length, z.tuple([length, length])], {
    error: "a length from 1 to 64, or `[shortest, longest]`",
  }),
});

const said = chosen<TemplateSource["require"] extends readonly (infer Said)[] | undefined ? Said : never>(
  formulaForm,
  () => strict({ expr: formula, say: sentence.optional() }),
  formula,
);

const answer = strict({
  expr: formula,
  type: z.enum(["integer", "rational", "real", "tensor", "shape", "choice"], {
    error: "integer, rational, real, tensor, shape or choice",
  }),
  label: line(200).optional(),
  decimals: z.int({ error: "0 to 6" }).min(0, { error: "0 to 6" }).max(6, { error: "0 to 6" }).optional(),
  atol: z.number({ error: "a number from 0" }).min(0, { error: "a number from 0" }).max(1e9).optional(),
  rtol: z.number({ error: "a number from 0 to 0.1" }).min(0, { error: "a number from 0" }).max(0.1, {
    error: "at most 0.1",
  }).optional(),
  keep: z.union([z.literal(3), z.literal(4), z.literal(5), z.literal(6)], { error: "3, 4, 5 or 6" })
    .optional(),
  unit: line(40).optional(),
  options: z.array(line(500), { error: "a list of options" }).min(2, { error: "at least 2 options" }).max(
    10,
    {
      error: "at most 10 options",
    },
  ).optional(),
});

const wrong = strict({
  id: z.string({ error: "lower-case letters, digits and hyphens" }).regex(/^[a-z][a-z0-9-]{0,39}$/, {
    error: "lower-case letters, digits and hyphens, at most 40",
  }).optional(),
  expr: z.union([formula, z.record(z.string(), formula)], {
    error: `${formulaForm}, or one for each answer`,
  }),
  say: sentence,
  when: formula.optional(),
});

const texts = z.array(sentence, { error: "a list of texts" }).max(10, { error: "at most 10 texts" });

const parts = {
  vars: few(variable, 20, "variables"),
  let: few(said, 30, "derived values").optional(),
  require: z.array(said, { error: "a list of conditions such as `a != b`" }).max(20, {
    error: "at most 20 conditions",
  }).optional(),
  answer: answer.optional(),
  answers: few(answer, 6, "answers").optional(),
  wrong: z.array(wrong, { error: "a list of `{expr: …, say: …}`" }).max(20, { error: "at most 20 mistakes" })
    .optional(),
  hints: texts.optional(),
  conventions: texts.optional(),
};

/** What the YAML block of a note holds. */
export const templateYaml = strict(parts);

const prose = z.string().min(1).max(50_000);

/** A template as it is stored with its note. */
export const storedTemplate: z.ZodType<TemplateSource> = z.strictObject({
  ...parts,
  prompt: prose,
  solution: prose.optional(),
});

/** A map without other keys than these. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: `a map with ${keys}` });
}

function line(longest: number) {
  const error = `text of at most ${longest} characters`;
  return z.string({ error }).trim().min(1, { error }).max(longest, { error });
}

function few<T>(schema: z.ZodType<T>, most: number, what: string) {
  return z.record(z.string(), schema, { error: `a map of ${what} by name` }).refine(
    (record) => Object.keys(record).length <= most,
    { error: `at most ${most} ${what}` },
  );
}

/** The schema that a map asks for by its keys, so that its problems stand at their places; `otherwise` for what is no map. */
function chosen<T>(
  form: string,
  choose: (value: Readonly<Record<string, unknown>>) => z.ZodType<T> | undefined,
  otherwise?: z.ZodType<T>,
): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const schema = isRecord(value) ? choose(value) : otherwise;
    const read = schema?.safeParse(value);
    if (read?.success === true) return read.data;
    const issues = read?.error.issues ?? [{ code: "custom" as const, path: [], message: form }];
    for (const issue of issues) {
      const paths = issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
      for (const path of paths) context.addIssue({ code: "custom", path, message: issue.message });
    }
    return z.NEVER;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
