/** A formula typed as the answer, decided by evaluating it beside the key at seeded points of declared domains. */
import { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import { counterexampleText } from "../../expressions/counterexample.ts";
import { formulaDialect } from "../../expressions/dialect.ts";
import { type Domain, type Domains, parseDomain } from "../../expressions/domain.ts";
import { compareFormulas } from "../../expressions/equivalence.ts";
import { formProblem, type FormRules } from "../../expressions/form.ts";
import type { Node, ParseProblem } from "../../expressions/node.ts";
import { parseExpression } from "../../expressions/parse.ts";
import { nodeTex } from "../../expressions/tex.ts";
import { COMPARING_SEED } from "../../questions/answer_value.ts";
import { formulaForm, variablesLine } from "../../questions/formula_words.ts";
import { literal } from "../../text/literal.ts";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import type { Given, Mark, Verdict } from "../face.ts";
import { backOf, listOf, prose, proseField, summaryOf } from "./prose.ts";

const formulaText = z.string({ error: "a formula such as `p - y`" }).min(1).max(2000);
const domainsForm = 'a map of variables to their domains, such as `{p: prob, z: "real[-3,3]"}`';
const wrongForm = "a list of `{answer: y - p, say: what went wrong}`";
const names = z.array(z.string().min(1).max(40), { error: "a list of function or variable names" }).max(20);

const settings = {
  answer: formulaText,
  variables: z.record(z.string(), z.string({ error: domainsForm }), { error: domainsForm }),
  wrong: z.array(
    z.strictObject({ answer: formulaText, say: z.string().min(1).max(2000) }, { error: wrongForm }),
    { error: wrongForm },
  ).max(20).optional(),
  forbid: names.optional(),
  contain: names.optional(),
  longest: z.number({ error: "a whole number" }).int().positive().max(500).optional(),
};

const fields = z.strictObject({
  question: proseField,
  answer: formulaText,
  variables: z.record(z.string(), z.string()),
  wrong: z.array(z.strictObject({ answer: formulaText, say: z.string() })),
  forbid: z.array(z.string()),
  contain: z.array(z.string()),
  longest: z.number().optional(),
  extra: proseField.optional(),
});

type FormulaFields = z.infer<typeof fields>;
type Settings = z.infer<z.ZodObject<typeof settings>>;

export const formula = defineCardType({
  id: "formula",
  title: "Typed formula",
  settings,
  parts: { least: 1, most: 2, names: "the question, and what is shown with the answer if anything" },
  prose: "markdown",
  fields,
  read,
  write: ({ question, answer, variables, wrong, forbid, contain, longest, extra }) => ({
    settings: {
      answer,
      variables,
      ...(wrong.length === 0 ? {} : { wrong }),
      ...(forbid.length === 0 ? {} : { forbid }),
      ...(contain.length === 0 ? {} : { contain }),
      ...(longest === undefined ? {} : { longest }),
    },
    parts: [question, ...listOf(extra)],
  }),
  open,
});

/** A note with its texts parsed. */
interface Opened {
  readonly note: FormulaFields;
  readonly domains: Domains;
  readonly key: Node;
  readonly wrong: readonly { readonly node: Node; readonly say: string }[];
  readonly rules: FormRules;
}

interface Fault {
  readonly setting: "answer" | "variables" | "wrong";
  readonly at: number;
  readonly message: string;
}

function read(reading: Reading<Settings>): FormulaFields | undefined {
  const { settings: given, parts: [question, extra] } = reading;
  if (question === undefined) return undefined;
  const note: FormulaFields = {
    question: question.text,
    answer: given.answer,
    variables: given.variables,
    wrong: given.wrong ?? [],
    forbid: given.forbid ?? [],
    contain: given.contain ?? [],
    ...(given.longest === undefined ? {} : { longest: given.longest }),
    ...(extra === undefined ? {} : { extra: extra.text }),
  };
  const opened = parsed(note);
  const faults = opened.ok ? misfits(opened.value) : opened.error;
  for (const { setting, at, message } of faults) {
    const expected =
      { answer: "a formula in the variables", variables: domainsForm, wrong: wrongForm }[setting];
    reading.complain(reading.settingAt(setting), at, { message: `\`${setting}\`: ${message}`, expected });
  }
  return note;
}

/** Faults that only show when formulas are compared: a key that cannot be told, a wrong answer that is right. */
function misfits({ key, domains, wrong, rules }: Opened): readonly Fault[] {
  const faults: Fault[] = [];
  const itself = compareFormulas(key, key, { domains, seed: COMPARING_SEED });
  if (itself.kind === "unusable") faults.push({ setting: "answer", at: 0, message: itself.reason });
  else if (itself.kind !== "equal") {
    faults.push({ setting: "answer", at: 0, message: "it cannot be evaluated in these domains" });
  }
  const broken = formProblem(key, rules);
  if (broken !== undefined) {
    faults.push({ setting: "answer", at: 0, message: `it breaks its own rule: ${broken.message}` });
  }
  if (faults.length > 0) return faults;
  return wrong.flatMap(({ node }, index): readonly Fault[] => {
    const compared = compareFormulas(node, key, { domains, seed: COMPARING_SEED });
    const place = `number ${index + 1}`;
    if (compared.kind === "equal") {
      return [{ setting: "wrong", at: 0, message: `${place} equals the answer` }];
    }
    const earlier = wrong.slice(0, index).findIndex((other) =>
      compareFormulas(node, other.node, { domains, seed: COMPARING_SEED }).kind === "equal"
    );
    return earlier < 0
      ? []
      : [{ setting: "wrong", at: 0, message: `${place} equals number ${earlier + 1}: neither can be named` }];
  });
}

function parsed(note: FormulaFields): Result<Opened, readonly Fault[]> {
  const faults: Fault[] = [];
  const domains = new Map<string, Domain>();
  for (const [name, text] of Object.entries(note.variables)) {
    const domain = parseDomain(text);
    if (domain.ok) domains.set(name, domain.value);
    else faults.push({ setting: "variables", at: 0, message: `${name}: ${domain.error}` });
  }
  const dialect = formulaDialect(domains.keys());
  const node = (text: string, setting: Fault["setting"]): Node | undefined => {
    const result = parseExpression(text, dialect);
    if (result.ok) return result.value;
    faults.push({ setting, at: setting === "answer" ? result.error.at : 0, message: result.error.message });
    return undefined;
  };
  const key = node(note.answer, "answer");
  const wrong = note.wrong.flatMap(({ answer, say }) => {
    const read = node(answer, "wrong");
    return read === undefined ? [] : [{ node: read, say }];
  });
  if (key === undefined || faults.length > 0) return err(faults);
  const rules = { forbid: note.forbid, mustContain: note.contain, maxNodes: note.longest };
  return ok({ note, domains, key, wrong, rules });
}

function open(note: FormulaFields): LoadedNote {
  const opened = parsed(note);
  if (!opened.ok) throw new TypeError(`Cannot open a note of type formula: ${opened.error[0]?.message}`);
  const { key, domains } = opened.value;
  const answer = `$${nodeTex(key)}$${note.extra === undefined ? "" : `\n\n${note.extra}`}`;
  const ask = (side: string): Asked => {
    if (side !== "type") unknownSide("formula", side);
    return {
      face: {
        kind: "fields",
        prompt: prose(note.question),
        conventions: [variablesLine(domains)],
        fields: [{
          id: "answer",
          label: prose("Your formula"),
          input: "text",
          shape: undefined,
          options: [],
          form: formulaForm(domains),
          unit: undefined,
        }],
        generated: false,
      },
      back: backOf(answer),
      judge: (given) => judge(opened.value, given),
      drawn: undefined,
    };
  };
  return {
    sides: [{ key: "type", label: "typed formula", generator: undefined }],
    ask,
    askDrawn: ask,
    summary: summaryOf(note.question),
  };
}

function judge(opened: Opened, given: Given): Verdict {
  const typed = given.typed["answer"] ?? "";
  const { domains, key, rules, wrong } = opened;
  const read = parseExpression(typed, formulaDialect(domains.keys()));
  if (!read.ok) return unreadable(typed, read.error);
  const theirs = read.value;
  const rule = formProblem(theirs, rules);
  if (rule !== undefined) return unreadable(typed, rule);
  const compared = compareFormulas(theirs, key, { domains, seed: COMPARING_SEED });
  const mark = (outcome: Mark["outcome"]): readonly Mark[] => [
    { id: "answer", outcome, read: `$${nodeTex(theirs)}$`, expected: `$${nodeTex(key)}$` },
  ];
  switch (compared.kind) {
    case "equal":
    case "undecided":
      return { kind: "right", score: 1, marks: mark("right"), message: undefined };
    case "unreadable":
    case "unusable":
      return unreadable(typed, {
        at: 0,
        length: typed.length,
        message: compared.kind === "unreadable" ? compared.problem.message : compared.reason,
      });
    case "different":
    case "impossible": {
      const fitting = wrong.filter(({ node }) =>
        compareFormulas(theirs, node, { domains, seed: COMPARING_SEED }).kind === "equal"
      );
      const [only] = fitting;
      const example = compared.kind === "different"
        ? counterexampleText(compared.counterexample)
        : literal(compared.problem.message);
      const message = only !== undefined && fitting.length === 1 ? only.say : example;
      return {
        kind: "wrong",
        score: 0,
        marks: mark("wrong"),
        message: prose(message),
        mistake: only === undefined || fitting.length > 1 ? undefined : `wrong-${wrong.indexOf(only) + 1}`,
      };
    }
  }
}

function unreadable(typed: string, { at, message }: ParseProblem): Verdict {
  const place = typed.trim() === "" ? "" : ` (at character ${at + 1})`;
  return {
    kind: "unreadable",
    marks: [{
      id: "answer",
      outcome: "unreadable",
      read: literal(`${message}${place}`),
      expected: undefined,
    }],
    message: prose("Mend the formula and check again; nothing was counted."),
  };
}
