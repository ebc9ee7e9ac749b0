/** Reads a note that its author is still writing: its problems, some cards of it, and how its draws come out. Stores nothing. */
import type { Asked } from "./card_type.ts";
import { cardTypeOf } from "./card_types.ts";
import { templateOfNote } from "./card_types/template.ts";
import { parseDeckMarkdown } from "./formats/deck_markdown.ts";
import { cutDeck } from "./formats/deck_lines.ts";
import type { DeckProblem } from "./note.ts";
import { type Survey, surveyTemplate } from "../questions/template_survey.ts";

/** Longest text that is looked at. */
const LONGEST_NOTE = 20_000;

const FILE = "note.md";
const CARDS = 5;
const DRAWS = 200;
const OPERATIONS = 10_000_000;

/** Stands above a note that is pasted without a deck. */
const FRONT =
  "---\ndeck: workbench\nname: Workbench\ndescription: A note that is being written.\norder: 0\n---\n";
const FRONT_LINES = FRONT.split("\n").length - 1;

export interface TriedCard extends Pick<Asked, "face" | "back"> {
  readonly label: string;
}

/** Tries a note out, wherever that is done, and never for longer than a page may take. */
export type NoteTrier = (text: string) => Promise<TriedNote>;

/** Plain data, so that it can be handed from thread to thread. */
export interface TriedNote {
  /** Lines counted in the text as it was given. */
  readonly problems: readonly DeckProblem[];
  /** Title of the note's type; undefined where the note cannot be read. */
  readonly type: string | undefined;
  readonly cards: readonly TriedCard[];
  /** Of templates whose formulas can be read, also where their draws are the problem. */
  readonly survey: Survey | undefined;
}

export function tryNote(given: string): TriedNote {
  const text = given.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (text.length > LONGEST_NOTE) {
    return refused(1, `The text has ${text.length} characters`, `at most ${LONGEST_NOTE}`);
  }
  const isDeck = /^---[ \t]*\n/.test(text);
  const [whole, above] = isDeck ? [text, 0] : [FRONT + text, FRONT_LINES];
  const [first, second] = cutDeck(FILE, whole).notes;
  if (first === undefined) {
    return refused(1, "There is no note here", "a line `## id`, then `- type: …` under an empty line");
  }
  if (second !== undefined) {
    return refused(second.heading.line - above, "A second note begins here", "one note at a time");
  }
  const survey = surveyOf(first);
  const deck = parseDeckMarkdown(FILE, whole);
  if (!deck.ok) {
    const problems = deck.error.map((problem) => ({ ...problem, line: Math.max(1, problem.line - above) }));
    return { problems, type: undefined, cards: [], survey };
  }
  const [note] = deck.value.notes;
  if (note === undefined) return refused(1, "There is no note here", "a line `## id`");
  const type = cardTypeOf(note.type);
  const { sides, ask } = type.load(note.fields);
  const isDrawn = note.type === "template" || note.type === "generated";
  const cards = isDrawn
    ? Array.from(
      { length: CARDS },
      (_, index) => cardOf(`Draw ${index + 1}`, ask("skill", index + 1)),
    )
    : sides.slice(0, CARDS).map(({ key, label }) => cardOf(label, ask(key, 1)));
  return { problems: [], type: type.title, cards, survey };
}

/** What a note comes to that could not be tried out within its time. */
export function takesTooLong(seconds: number): TriedNote {
  const found = `The note takes too long: it was given up after ${seconds} s`;
  return refused(1, found, "a shorter note, or a template with fewer or smaller formulas");
}

function cardOf(label: string, { face, back }: Asked): TriedCard {
  return { label, face, back };
}

function surveyOf(note: Parameters<typeof templateOfNote>[0]): Survey | undefined {
  const template = templateOfNote(note);
  return template && surveyTemplate(template, { draws: DRAWS, enough: Infinity, operations: OPERATIONS });
}

function refused(line: number, message: string, expected: string): TriedNote {
  return {
    problems: [{ file: FILE, line, column: 1, message, expected }],
    type: undefined,
    cards: [],
    survey: undefined,
  };
}
