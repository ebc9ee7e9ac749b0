/** Makes a card type of its private fields: what all types check alike is checked here. */
import { z } from "zod";
import { err, ok } from "../base/result.ts";
import type { CardType, LoadedNote, WrittenNote } from "./card_type.ts";
import type { DeckProblem, NoteSource, SourceText } from "./note.ts";
import { proseProblems } from "./prose_checks.ts";
import { byPlace, type Complaint, problemAt, shown } from "./source_text.ts";
import { readEntries } from "./yaml_map.ts";

const LONGEST_PART = 50_000;

/** A note whose settings and number of parts have been checked, in the hands of its type. */
export interface Reading<Settings> {
  readonly settings: Settings;
  readonly parts: readonly SourceText[];
  readonly heading: SourceText;
  /** Where a setting's value stands; the heading where it is absent. */
  readonly settingAt: (key: string) => SourceText;
  /** Complains about a place; reading goes on, so that all problems are found at once. */
  readonly complain: (at: SourceText, offset: number, complaint: Complaint) => void;
}

interface Definition<Shape extends z.ZodRawShape, Fields> {
  readonly id: string;
  readonly title: string;
  /** Schemas of the settings; their error messages say what is expected. */
  readonly settings: Shape;
  readonly parts: { readonly least: number; readonly most: number; readonly names: string };
  /** "own" for types whose text is not Markdown as it stands and is checked by the type. */
  readonly prose: "markdown" | "own";
  readonly fields: z.ZodType<Fields>;
  /** Reads the note; undefined after a complaint. */
  readonly read: (reading: Reading<z.infer<z.ZodObject<Shape>>>) => Fields | undefined;
  readonly open: (fields: Fields) => LoadedNote;
  /** The inverse of `read`. */
  readonly write: (fields: Fields) => WrittenNote;
}

export function defineCardType<Shape extends z.ZodRawShape, Fields>(
  definition: Definition<Shape, Fields>,
): CardType {
  const settingsSchema = z.strictObject(definition.settings);
  const known = ["type", "tags", "source", ...Object.keys(definition.settings)];

  function read(note: NoteSource) {
    const entries = [...note.settings].map(([key, { value, at }]) => ({ key, value, at }));
    const settings = readEntries(settingsSchema, entries, { at: note.at, known });
    const problems: DeckProblem[] = settings.ok ? [] : [...settings.error];
    const bodyProblems = countProblems(note, definition.parts);
    problems.push(...bodyProblems);
    const long = note.parts.filter((part) => part.text.length > LONGEST_PART).map((part) =>
      problemAt(part, LONGEST_PART, {
        message: `A part of the note is longer than ${LONGEST_PART} characters`,
        expected: "shorter notes: one idea each",
      })
    );
    if (long.length > 0) return err(long);
    if (definition.prose === "markdown") problems.push(...note.parts.flatMap(proseProblems));
    let fields: Fields | undefined;
    if (settings.ok && bodyProblems.length === 0) {
      fields = definition.read({
        settings: settings.value,
        parts: note.parts.filter((part) => part.text !== ""),
        heading: note.at,
        settingAt: (key) => note.settings.get(key)?.at ?? note.at,
        complain: (at, offset, complaint) => problems.push(problemAt(at, offset, complaint)),
      });
    }
    if (fields === undefined || problems.length > 0) return err(problems.sort(byPlace));
    return ok(JSON.stringify(fields));
  }

  function stored(text: string): Fields {
    const read = definition.fields.safeParse(parsedJson(text));
    if (read.success) return read.data;
    throw new TypeError(`Cannot open a note of type ${definition.id}: ${shown(text)} was not written by it`);
  }

  return {
    id: definition.id,
    title: definition.title,
    read,
    write: (text) => definition.write(stored(text)),
    load: (text) => definition.open(stored(text)),
  };
}

/** The side of a key. Throws RangeError for a key that the note does not have. */
export function unknownSide(type: string, side: string): never {
  throw new RangeError(`Cannot ask side ${shown(side)}: a note of type ${type} has no such side`);
}

function countProblems(
  note: NoteSource,
  parts: { least: number; most: number; names: string },
): DeckProblem[] {
  const filled = note.parts.filter((part) => part.text !== "");
  const expected = `${parts.names}, separated by a line \`---\``;
  if (filled.length === 0 && note.parts.length === 1) {
    return parts.least === 0 ? [] : [problemAt(note.at, 0, { message: "The note has no text", expected })];
  }
  const empty = note.parts.filter((part) => part.text === "").map((part) =>
    problemAt(part, 0, { message: "A part of the note is empty", expected })
  );
  if (empty.length > 0) return empty;
  if (filled.length >= parts.least && filled.length <= parts.most) return [];
  const at = filled[parts.most] ?? note.at;
  const count = filled.length === 1 ? "1 part" : `${filled.length} parts`;
  return [problemAt(at, 0, { message: `The note has ${count}`, expected })];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
