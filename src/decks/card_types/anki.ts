/** Notes of imported note types: templates over HTML fields, shown and judged as Anki does. */
import { z } from "zod";
import { err } from "../../base/result.ts";
import { PICTURE_PLACE } from "../../text/masked_picture.ts";
import { settledFormulas } from "../anki/latex.ts";
import { maskedPicture } from "../anki/occlusion.ts";
import { type AnkiCard, renderSides } from "../anki/render.ts";
import { ankiSides, templateOf } from "../anki/sides.ts";
import { withPlayers } from "../anki/sounds.ts";
import { sheetName } from "../anki/style_sheet.ts";
import { ankiSummary } from "../anki/summary.ts";
import {
  judgeTyped,
  typedAnswers,
  typedFaceField,
  withoutTypePlaces,
  withTypedAnswers,
} from "../anki/type_answer.ts";
import type { Asked, CardType, LoadedNote, NotePlace } from "../card_type.ts";
import { unknownSide } from "../define_card_type.ts";
import type { Prose } from "../face.ts";
import type { NoteType } from "../imports/note_type.ts";
import { problemAt, shown } from "../source_text.ts";

const NOWHERE: NotePlace = { deck: "", tags: [], flag: 0 };

const storedValues = z.record(z.string(), z.string()).refine((values) => Object.keys(values).length > 0);

export const anki: CardType = {
  id: "anki",
  title: "Imported",
  read: ({ at }) =>
    err([problemAt(at, 0, {
      message: "Notes of type anki come with imported packages only, and cannot be written in a deck file",
      expected: "another type, such as `basic` or `cloze`; or the package itself, imported",
    })]),
  write: () => undefined,
  load,
};

function load(text: string, noteType?: NoteType, place: NotePlace = NOWHERE): LoadedNote {
  const read = storedValues.safeParse(parsedJson(text));
  if (noteType === undefined) {
    throw new TypeError(`Cannot open a note of type anki without its note type: ${shown(text)}`);
  }
  if (!read.success) {
    throw new TypeError(`Cannot open a note of type anki: ${shown(text)} was not written by it`);
  }
  const values = read.data;
  const ask = (side: string): Asked => {
    const found = templateOf(noteType, side) ?? unknownSide("anki", side);
    return asked({ noteType, values, place, ...found });
  };
  return {
    sides: ankiSides(noteType, values, place),
    ask,
    askDrawn: ask,
    summary: ankiSummary(noteType, values),
  };
}

function asked(card: AnkiCard): Asked {
  const { noteType, values, number } = card;
  const sides = renderSides(card);
  const answers = typedAnswers(sides.front, values, number);
  const front = withoutTypePlaces(sides.front);
  const back = withTypedAnswers(sides.back, values, number);
  const isWhole = noteType.kind === "cloze" || (front.trim() !== "" && back.includes(front.trim()));
  const prompt = proseOf(card, { html: front, question: true, isWhole: false });
  const answer = proseOf(card, { html: back, question: false, isWhole });
  return {
    face: answers.length === 0 ? { kind: "reveal", prompt } : {
      kind: "fields",
      prompt,
      conventions: [],
      fields: answers.map((typed, index) => typedFaceField(typed, index, answers.length)),
      generated: false,
    },
    back: { answer, steps: [], points: [], source: undefined },
    judge: answers.length === 0 ? undefined : (given) => judgeTyped(answers, given),
    drawn: undefined,
  };
}

function proseOf(
  { noteType, values, number }: AnkiCard,
  { html, question, isWhole }: {
    readonly html: string;
    readonly question: boolean;
    readonly isWhole: boolean;
  },
): Prose {
  const source = withPlayers(settledFormulas(html.replaceAll(PICTURE_PLACE, "")));
  const picture = noteType.kind !== "cloze" ? undefined : maskedPicture(
    noteType.fields.map(({ name }) => values[name] ?? ""),
    { html: source, shown: { number, question } },
  );
  return {
    kind: "html",
    source: picture === undefined ? source : withPicturePlace(source),
    card: { sheet: sheetName(noteType), number, isWhole, picture },
  };
}

/** Anki draws its masks by a script into a canvas in this box; here the box makes room for the drawn picture. */
const PICTURE_BOX =
  /<div\s[^>]*\bid\s*=\s*["']?image-occlusion-container\b[^>]*>[\s\S]*?<canvas\b[^>]*>(?:\s*<\/canvas>)?[\s\S]*?<\/div>/i;

function withPicturePlace(html: string): string {
  return PICTURE_BOX.test(html)
    ? html.replace(PICTURE_BOX, PICTURE_PLACE)
    : html.replace(/<img\b[^>]*>/i, PICTURE_PLACE).replace(/^[^\uE020]*$/, (all) => all + PICTURE_PLACE);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
