/** Makes the model of the solver: the form with what was typed and its faults, then answer and steps. */
import type { SolveState } from "../actions/practice_solve.ts";
import { levelWords } from "../questions/describe.ts";
import type { SolverField, SolverModel } from "../ui/models.ts";
import { markdownProse, ownRenderer } from "./prose.ts";
import { questionView } from "./question_view.ts";

export function solverModel(state: SolveState): SolverModel {
  const render = ownRenderer();
  const { generator, solved, faults } = state;
  const names = state.fields.map((field) => field.name);
  return {
    id: generator.id,
    title: generator.title,
    levels: levelWords(generator.levels),
    topic: { slug: generator.topic, title: state.topic?.title ?? generator.topic },
    practise: `/practice/${generator.id}`,
    fields: state.fields.map((field): SolverField => ({
      ...field,
      label: labelOf(field.name),
      value: state.typed[field.name] ?? "",
      problems: faults.filter(({ path }) => nameOf(path) === field.name).map(({ path, message }) =>
        sentence(`${placeOf(path)}${message}`)
      ),
    })),
    problems: faults.filter(({ path }) => !names.includes(nameOf(path))).map(({ message }) => message),
    isExample: state.isExample,
    question: solved === undefined ? undefined : questionView(solved.asked, {
      render,
      turned: true,
      withKey: true,
      given: undefined,
      verdict: undefined,
    }),
    unfair: solved?.unfair === undefined ? undefined : render.line(markdownProse(solved.unfair)),
  };
}

/** "logits" of "logits[2][0]". */
function nameOf(path: string): string {
  return /^[^[]*/.exec(path)?.[0] ?? path;
}

/** "Entry 3: " of "logits[2]", "Row 3, entry 1: " of "W[2][0]", counted from 1 as people do. */
function placeOf(path: string): string {
  const index = [...path.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits) + 1);
  const inner = index.at(-1);
  if (inner === undefined) return "";
  return index.length === 1 ? `Entry ${inner}: ` : `Row ${index.slice(0, -1).join(", ")}, entry ${inner}: `;
}

/** Texts of faults begin small where they follow a path. */
function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}

/** inChannels as "in channels"; names of one or two letters are symbols and stay. */
function labelOf(name: string): string {
  return name.length < 3
    ? name
    : name.replaceAll(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
