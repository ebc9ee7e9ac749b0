/** Makes the model of the workbench: rendered cards, problems with their lines, and what a template's draws tell. */
import type { TriedCard, TriedNote } from "../decks/try_note.ts";
import type { Face } from "../decks/face.ts";
import type { DeckProblem } from "../decks/note.ts";
import type { MistakeCount, Survey } from "../questions/template_survey.ts";
import { formatNumber } from "../text/number.ts";
import type { Html } from "../ui/models.ts";
import { countOf } from "../ui/words.ts";
import { type Fence, markdownProse, type ProseRenderer, proseRenderer } from "./prose.ts";

export interface WorkbenchProblem extends Pick<DeckProblem, "line" | "column" | "message" | "expected"> {
  /** The line of the text, or the piece of it around the column, and a mark under the character. */
  readonly quoted: string;
}

export interface WorkbenchCard {
  readonly label: string;
  readonly prompt: Html;
  readonly conventions: readonly Html[];
  /** Options of a choice, points of a rubric, or fields with their forms. */
  readonly inputs: readonly Html[];
  readonly answer: Html | undefined;
  readonly steps: readonly Html[];
}

export interface WorkbenchSurvey {
  readonly kept: string;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly mistakes: readonly { readonly id: string; readonly possible: number; readonly remark: string }[];
}

export interface WorkbenchModel {
  readonly text: string;
  /** What was found, in one line; undefined before anything was checked. */
  readonly outcome: string | undefined;
  readonly problems: readonly WorkbenchProblem[];
  readonly cards: readonly WorkbenchCard[];
  readonly survey: WorkbenchSurvey | undefined;
}

export const EXAMPLE_NOTE = `## perplexity-of-two

- type: template

\`\`\`yaml
vars:
  p: {pick: [0.1, 0.2, 0.25, 0.5]}
  q: {pick: [0.1, 0.2, 0.25, 0.5]}
let:
  loss:
    expr: -(ln(p) + ln(q)) / 2
    say: The mean negative log-likelihood, in nats.
  ppl: exp(loss)
require: [p != q]
answer: {expr: ppl, type: real, decimals: 2, label: Perplexity}
wrong:
  - expr: loss
    say: That is the loss. Perplexity raises e to it.
  - expr: 1 / (p * q)
    say: Take the root, so that the value is per token.
\`\`\`

A model gives the two words of a text the probabilities \${{p}}$ and \${{q}}$. What is the perplexity?

---

One over the geometric mean of the probabilities: $\\sqrt{1 / ({{p}} \\cdot {{q}})} \\approx {{ppl|2}}$.
`;

const WINDOW = 80;
const MOST_REASONS = 8;

export function workbenchModel(text: string, tried: TriedNote | undefined, fence: Fence): WorkbenchModel {
  const render = proseRenderer({ deckSlug: "workbench", fence });
  const lines = text.split(/\r\n?|\n/);
  return {
    text,
    outcome: tried && outcomeOf(tried),
    problems: (tried?.problems ?? []).map(({ line, column, message, expected }) => ({
      line,
      column,
      message,
      expected,
      quoted: quote(lines[line - 1] ?? "", column),
    })),
    cards: (tried?.cards ?? []).map((card) => triedCard(card, render)),
    survey: tried?.survey && surveyOf(tried.survey),
  };
}

function outcomeOf({ problems, cards, type }: TriedNote): string {
  if (problems.length > 0) return `${countOf(problems.length, "problem")} found.`;
  return `No problems. ${type ?? "Note"}: ${countOf(cards.length, "card")} shown below.`;
}

function quote(line: string, column: number): string {
  const from = Math.max(0, column - 1 - WINDOW / 2);
  const piece = line.slice(from, from + WINDOW).replaceAll("\t", " ");
  return `${piece}\n${" ".repeat(Math.max(0, column - 1 - from))}^`;
}

/** A card as its author sees it: front, inputs and back together. */
export function triedCard({ label, face, back }: TriedCard, render: ProseRenderer): WorkbenchCard {
  return {
    label,
    prompt: render.block(face.prompt),
    conventions: face.kind === "fields"
      ? face.conventions.map((line) => render.line(markdownProse(line)))
      : [],
    inputs: [...inputsOf(face, render), ...back.points.map((point) => render.line(point.label))],
    answer: back.answer === undefined ? undefined : render.block(back.answer),
    steps: back.steps.map((step) => render.block(step)),
  };
}

function inputsOf(face: Face, render: ProseRenderer): readonly Html[] {
  if (face.kind === "options") return face.options.map((option) => render.line(option.label));
  if (face.kind !== "fields") return [];
  return face.fields.map((field) => {
    const more = [field.unit, field.form].filter((part) => part !== undefined);
    const options = field.options.map((option) => option.label.source);
    const words = [...more, ...(options.length === 0 ? [] : [options.join(" / ")])].join(", ");
    const label = render.line(field.label);
    return words === "" ? label : `${label} (${render.line(markdownProse(words))})`;
  });
}

function surveyOf({ draws, kept, reasons, mistakes, exhausted }: Survey): WorkbenchSurvey {
  const share = draws === 0 ? "0" : formatNumber(100 * kept / draws, 0);
  const stopped = exhausted ? " The rest was left out: drawing takes too many operations." : "";
  return {
    kept: `${kept} of ${draws} draws make a fair question (${share} %).${stopped}`,
    reasons: reasons.slice(0, MOST_REASONS),
    mistakes: mistakes.map((mistake) => ({
      id: mistake.id,
      possible: mistake.possible,
      remark: remarkOf(mistake),
    })),
  };
}

function remarkOf({ possible, likeKey, likeOther }: MistakeCount): string {
  if (possible === 0) return "can never be made";
  if (likeKey === possible) return "can never be told from the key";
  const never = Object.entries(likeOther).filter(([, count]) => count === possible).map(([id]) => id);
  if (never.length > 0) return `can never be told from ${never.join(", ")}`;
  const other = Object.values(likeOther).reduce((most, count) => Math.max(most, count), 0);
  const close = [
    likeKey === 0 ? "" : `like the key in ${likeKey}`,
    other === 0 ? "" : `like another in ${other}`,
  ].filter((part) => part !== "");
  return close.length === 0 ? "always told apart" : close.join(", ");
}
