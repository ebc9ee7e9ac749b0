/** Cards written as data: reads a template's source into formulas and texts, or says what is wrong with it and where. */
import { err, ok, type Result } from "../base/result.ts";
import { hashText } from "../base/random.ts";
import { nameTex } from "../expressions/name_tex.ts";
import { domainFault, domainOf } from "./template_domain.ts";
import { type Formula, FormulaReader, NAME_FORM, nameFault } from "./template_formula.ts";
import type {
  AnswerSource,
  TemplateProblem,
  TemplateSource,
  VarSource,
  WrongSource,
} from "./template_source.ts";
import { readText, type TemplateText } from "./template_text.ts";
import type { Domain } from "./question.ts";

type Path = TemplateProblem["path"];

export interface TemplateVar {
  readonly name: string;
  readonly source: VarSource;
  readonly domain: Domain;
}

/** A value worked out from those above it: a line of the worked solution. */
export interface TemplateStep {
  readonly name: string;
  readonly formula: Formula;
  /** Markdown with placeholders; undefined where the formula speaks for itself. */
  readonly say: TemplateText | undefined;
}

export interface TemplateAnswer {
  readonly id: string;
  readonly label: string;
  readonly formula: Formula;
  readonly source: AnswerSource;
}

export interface TemplateWrong {
  readonly id: string;
  readonly when: Formula | undefined;
  /** By answer id. */
  readonly formulas: ReadonlyMap<string, Formula>;
  readonly say: TemplateText;
}

export interface TemplateRule {
  readonly formula: Formula;
  /** What is said of variants that break it. */
  readonly say: string;
}

export interface Template {
  /** Hash of the source: templates have no other version. */
  readonly version: number;
  readonly vars: readonly TemplateVar[];
  readonly steps: readonly TemplateStep[];
  readonly rules: readonly TemplateRule[];
  readonly answers: readonly TemplateAnswer[];
  readonly wrong: readonly TemplateWrong[];
  readonly prompt: TemplateText;
  readonly solution: TemplateText | undefined;
  readonly hints: readonly TemplateText[];
  readonly conventions: readonly TemplateText[];
}

/** The template, or everything that can be seen to be wrong with it without drawing numbers. */
export function readTemplate(source: TemplateSource): Result<Template, readonly TemplateProblem[]> {
  const reader = new FormulaReader();
  const vars = readVars(source, reader);
  // A name whose domain is bad counts as known, so that one slip is one problem.
  const names = Object.keys(source.vars).filter((name) => nameFault(name) === undefined);
  const steps = readSteps(source, { reader, names });
  const textAt = (text: string, path: Path) => readText(text, { reader, names, path });
  const rules = (source.require ?? []).flatMap((rule, index): TemplateRule[] => {
    const path = ["require", index];
    const [formula, say] = readSaid(rule, { reader, names, path });
    return formula === undefined ? [] : [{ formula, say: say ?? `not ${textOf(rule)}` }];
  });
  const answers = readAnswers(source, { reader, names });
  const wrong = (source.wrong ?? []).flatMap((mistake, index) =>
    readWrong(mistake, { reader, names, path: ["wrong", index], answers, index }) ?? []
  );
  const prompt = textAt(source.prompt, ["prompt"]);
  const solution = source.solution === undefined ? undefined : textAt(source.solution, ["solution"]);
  const hints = (source.hints ?? []).map((text, index) => textAt(text, ["hints", index]));
  const conventions = (source.conventions ?? []).map((text, index) => textAt(text, ["conventions", index]));
  for (const [index, { id }] of wrong.entries()) {
    if (wrong.findIndex((other) => other.id === id) === index) continue;
    complainAt(reader, ["wrong", index], `Two mistakes are called ${id}`, "ids of their own");
  }
  if (reader.problems.length > 0) return err(reader.problems);
  const version = hashText(JSON.stringify(source)) >>> 1;
  return ok({ version, vars, steps, rules, answers, wrong, prompt, solution, hints, conventions });
}

interface Reading {
  readonly reader: FormulaReader;
  /** Names that have a value here; derived values are added as they are read. */
  readonly names: string[];
}

function readVars({ vars }: TemplateSource, reader: FormulaReader): readonly TemplateVar[] {
  return Object.entries(vars).flatMap(([name, source]): TemplateVar[] => {
    const path = ["vars", name];
    const fault = nameFault(name);
    if (fault !== undefined) complainAt(reader, path, fault, NAME_FORM);
    const wrong = domainFault(source);
    if (wrong !== undefined) {
      complainAt(reader, [...path, wrong.key], wrong.message, "a range or list of a few values");
      return [];
    }
    return fault === undefined ? [{ name, source, domain: domainOf(source) }] : [];
  });
}

function readSteps(source: TemplateSource, { reader, names }: Reading): readonly TemplateStep[] {
  return Object.entries(source.let ?? {}).flatMap(([name, said]): TemplateStep[] => {
    const path = ["let", name];
    const fault = nameFault(name) ?? (names.includes(name) ? `“${name}” has a value already` : undefined);
    if (fault !== undefined) complainAt(reader, path, fault, NAME_FORM);
    const [formula, say] = readSaid(said, { reader, names, path });
    // Here too a bad formula leaves the name known.
    if (fault === undefined) names.push(name);
    if (formula === undefined || fault !== undefined) return [];
    const text = say === undefined ? undefined : readText(say, { reader, names, path: [...path, "say"] });
    return [{ name, formula, say: text }];
  });
}

function readSaid(
  said: NonNullable<TemplateSource["require"]>[number],
  { reader, names, path }: Reading & { readonly path: Path },
): [Formula | undefined, string | undefined] {
  return typeof said === "object"
    ? [reader.read(said.expr, names, [...path, "expr"]), said.say]
    : [reader.read(said, names, path), undefined];
}

function readAnswers(source: TemplateSource, { reader, names }: Reading): readonly TemplateAnswer[] {
  const { answer, answers } = source;
  if ((answer === undefined) === (answers === undefined)) {
    complainAt(reader, [], "Exactly one of `answer` and `answers` is needed", "`answer: {expr: …, type: …}`");
    return [];
  }
  const entries: readonly [string, AnswerSource, Path][] = answer === undefined
    ? Object.entries(answers ?? {}).map(([id, spec]) => [id, spec, ["answers", id]])
    : [["answer", answer, ["answer"]]];
  return entries.flatMap(([id, spec, path]): TemplateAnswer[] => {
    const fault = answer === undefined ? answerIdFault(id) : undefined;
    if (fault !== undefined) complainAt(reader, path, fault, "a letter, then letters, digits and _");
    for (const message of specFaults(spec)) {
      complainAt(reader, path, message, "see `template` in cards/README.md");
    }
    const formula = reader.read(spec.expr, names, [...path, "expr"]);
    return formula === undefined || fault !== undefined ? [] : [{
      id,
      label: spec.label ?? labelOf(formula, answer === undefined ? id : undefined),
      formula,
      source: spec,
    }];
  });
}

function answerIdFault(id: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9_]{0,29}$/.test(id) && !(id in {})
    ? undefined
    : `“${id}” is no name for an answer`;
}

function specFaults({ type, decimals, atol, rtol, options, unit }: AnswerSource): readonly string[] {
  const faults: string[] = [];
  const rounds = type === "real" || (type === "tensor" && decimals !== undefined);
  if (decimals !== undefined && type !== "real" && type !== "tensor") {
    faults.push(`An answer of type ${type} is exact and has no \`decimals\``);
  }
  if (!rounds && (atol !== undefined || rtol !== undefined)) {
    faults.push(`An exact answer has no \`atol\` and no \`rtol\``);
  }
  if ((type === "choice") !== (options !== undefined)) {
    faults.push(
      type === "choice" ? "A choice needs `options`" : `An answer of type ${type} has no \`options\``,
    );
  }
  if (type === "choice" && unit !== undefined) faults.push("A choice has no `unit`");
  return faults;
}

function labelOf({ node }: Formula, id: string | undefined): string {
  if (id !== undefined) return `$${nameTex(id)}$`;
  return node.kind === "name" ? `$${nameTex(node.name)}$` : "Your answer";
}

function readWrong(
  mistake: WrongSource,
  { reader, names, path, answers, index }: Reading & {
    readonly path: Path;
    readonly answers: readonly TemplateAnswer[];
    readonly index: number;
  },
): TemplateWrong[] | undefined {
  const { expr, when, id = `wrong-${index + 1}` } = mistake;
  const formulas = new Map<string, Formula>();
  if (typeof expr !== "object") {
    const formula = reader.read(expr, names, [...path, "expr"]);
    const [only, ...more] = answers;
    if (more.length > 0) {
      const message = "It is not said which answer this is wrong for";
      complainAt(reader, [...path, "expr"], message, `\`expr: {${only?.id}: …}\``);
    }
    if (formula !== undefined && only !== undefined) formulas.set(only.id, formula);
  } else {
    for (const [answer, source] of Object.entries(expr)) {
      const at = [...path, "expr", answer];
      const formula = reader.read(source, names, at);
      if (!answers.some((known) => known.id === answer)) {
        const known = answers.map((spec) => spec.id).join(", ");
        complainAt(reader, at, `There is no answer “${answer}”`, `one of ${known}`);
      } else if (formula !== undefined) formulas.set(answer, formula);
    }
  }
  const condition = when === undefined ? undefined : reader.read(when, names, [...path, "when"]);
  const say = readText(mistake.say, { reader, names, path: [...path, "say"] });
  return formulas.size === 0 ? undefined : [{ id, when: condition, formulas, say }];
}

function complainAt(reader: FormulaReader, path: Path, message: string, expected: string): void {
  reader.complain({ path, at: 0, length: 0, message, expected });
}

function textOf(said: NonNullable<TemplateSource["require"]>[number]): string {
  return String(typeof said === "object" ? said.expr : said);
}
