/** A skill written as data: variables, formulas and texts in the deck's file, fresh numbers at each review. */
import { stringify } from "yaml";
import { z } from "zod";
import type { Question } from "../../questions/define.ts";
import type { Json, Level } from "../../questions/question.ts";
import { readTemplate, type Template } from "../../questions/template.ts";
import { DRAW_OPERATIONS, templateGenerator, templateSolution } from "../../questions/template_generator.ts";
import type { TemplateSource } from "../../questions/template_source.ts";
import { surveyTemplate } from "../../questions/template_survey.ts";
import { withoutPlaces } from "../../questions/template_text.ts";
import { askedOf } from "../asked_question.ts";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import { cutParts, type RawNote } from "../formats/deck_lines.ts";
import { readSettings } from "../formats/note_settings.ts";
import { proseProblems } from "../prose_checks.ts";
import { listOf, prose, summaryOf } from "./prose.ts";
import { storedTemplate } from "./template_schema.ts";
import { readTemplateNote, type TemplateNote } from "./template_note.ts";

/**
 * So many of so many draws must be fair, for a small part of what a card's draw may cost. Then a draw that finds
 * nothing within its means is out of the question: e^-25 for yields and costs as they were seen.
 */
const ENOUGH = 8;
const DRAWS = 400;
const OPERATIONS = ENOUGH * DRAW_OPERATIONS / 25;

const level = z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "1, 2 or 3" });

const settings = { level: level.optional() };

const fields = z.strictObject({
  level,
  template: storedTemplate.refine((source) => readTemplate(source).ok),
});

type TemplateFields = z.infer<typeof fields>;

export const template = defineCardType({
  id: "template",
  title: "Template with fresh numbers",
  settings,
  parts: { least: 1, most: 2, names: "a block of YAML with the prompt under it, and the solution if any" },
  prose: "own",
  fields,
  read,
  write: ({ level, template: { prompt, solution, ...yaml } }) => ({
    settings: level === 1 ? {} : { level },
    parts: [`\`\`\`yaml\n${stringify(yaml, { lineWidth: 0 })}\`\`\`\n\n${prompt}`, ...listOf(solution)],
  }),
  open,
});

/** The template of a note as it is being written; undefined where it is of another type or cannot be read so far. */
export function templateOfNote({ rest }: RawNote): Template | undefined {
  const { settings, body } = readSettings(rest);
  const [front, solution] = cutParts(body);
  if (settings.get("type")?.value !== "template" || front === undefined) return undefined;
  const note = readTemplateNote(front, solution === undefined || solution.text === "" ? undefined : solution);
  const compiled = note.ok ? readTemplate(note.value.source) : undefined;
  return compiled?.ok === true ? compiled.value : undefined;
}

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): TemplateFields | undefined {
  const { settings: { level = 1 }, parts: [front, solution], complain } = reading;
  if (front === undefined) return undefined;
  const note = readTemplateNote(front, solution);
  if (!note.ok) {
    for (const { at, offset, message, expected } of note.error) complain(at, offset, { message, expected });
    return undefined;
  }
  for (const part of [note.value.prompt, ...(solution === undefined ? [] : [solution])]) {
    for (const problem of proseProblems({ ...part, text: withoutPlaces(part.text) })) {
      const { line, column, message, expected } = problem;
      complain({ ...part, text: "", line, column }, 0, { message, expected });
    }
  }
  const compiled = readTemplate(note.value.source);
  if (!compiled.ok) {
    for (const { path, at, message, expected } of compiled.error) {
      const place = note.value.placeOf(path, at);
      complain(place.at, place.offset, { message, expected });
    }
    return undefined;
  }
  complainOfDraws(reading, note.value, compiled.value);
  return { level, template: note.value.source };
}

/** A template that is hardly ever fair, or whose formulas cannot be worked out, is refused when the deck is read. */
function complainOfDraws(
  { complain }: Pick<Reading<unknown>, "complain">,
  note: TemplateNote,
  compiled: Template,
): void {
  const survey = surveyTemplate(compiled, { draws: DRAWS, enough: ENOUGH, operations: OPERATIONS });
  for (const { path, at, message } of survey.faults) {
    const place = note.placeOf(path, at);
    complain(place.at, place.offset, { message, expected: "a formula that fits whatever is drawn" });
  }
  if (survey.faults.length > 0 || survey.kept >= ENOUGH) return;
  const place = note.placeOf(["vars"], 0);
  const { kept, draws } = survey;
  if (survey.exhausted && kept / draws >= ENOUGH / DRAWS) {
    const message = `The template takes too long: it met the limit of operations in draw ${draws}`;
    complain(place.at, place.offset, { message, expected: "fewer or smaller formulas and texts" });
    return;
  }
  const [most] = survey.reasons;
  const why = most === undefined ? "" : `; most often: ${most.reason}`;
  complain(place.at, place.offset, {
    message: `Only ${kept} of ${draws} draws make a fair question${why}`,
    expected: "variables and `require` that leave more fair questions",
  });
}

function open({ level, template: source }: TemplateFields): LoadedNote {
  const compiled = opened(source);
  const generator = templateGenerator(compiled, level);
  const checkSide = (side: string) => {
    if (side !== "skill") unknownSide("template", side);
  };
  return {
    sides: [{ key: "skill", label: "fresh numbers", generator: undefined }],
    ask(side, seed) {
      checkSide(side);
      return askNew(compiled, level, seed);
    },
    askDrawn(side, drawn) {
      checkSide(side);
      const params: Json = z.json().parse(JSON.parse(drawn.params));
      // A variant that the template as edited since would not draw gives way to one of the same seed.
      if (generator.refusalOf(params) !== undefined) return askNew(compiled, level, drawn.seed);
      const question = generator.withParams(params, level);
      if (!question.ok) return askNew(compiled, level, drawn.seed);
      return askedWithSolution(compiled, question.value, drawn.seed);
    },
    summary: summaryOf(source.prompt.replace(/\{\{[^{}\n]*\}\}/g, "…")),
  };
}

function askNew(compiled: Template, level: Level, seed: number): Asked {
  const drawn = templateGenerator(compiled, level).draw(seed, level, {});
  if (!drawn.ok) {
    throw new Error(`Cannot draw a fair question of a template from seed ${seed}: ${drawn.error}`);
  }
  return askedWithSolution(compiled, drawn.value.question, seed);
}

/** The question as a card, with the template's own words under the keys. */
function askedWithSolution(compiled: Template, question: Question, seed: number): Asked {
  const asked = askedOf(question, { seed, intro: undefined });
  const solution = templateSolution(compiled, question.params);
  const key = asked.back.answer?.source ?? "";
  return solution === undefined
    ? asked
    : { ...asked, back: { ...asked.back, answer: prose(`${key}\n\n${solution}`) } };
}

function opened(source: TemplateSource): Template {
  const compiled = readTemplate(source);
  if (compiled.ok) return compiled.value;
  throw new TypeError(`Cannot open a template: ${compiled.error[0]?.message}`);
}
