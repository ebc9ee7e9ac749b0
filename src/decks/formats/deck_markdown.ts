/** Reads a deck from one Markdown file, the format of cards/README.md, and finds all its problems at once. */
import { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import type { CardType } from "../card_type.ts";
import { cardTypes, writtenTypes } from "../card_types.ts";
import type { DeckProblem, NoteSource, ParsedDeck, ParsedNote, SourceText } from "../note.ts";
import { mediaIn, proseProblems } from "../prose_checks.ts";
import { byPlace, problemAt, shown } from "../source_text.ts";
import { type Entry, readEntries, readYamlMap } from "../yaml_map.ts";
import { cutDeck, cutParts, type RawNote } from "./deck_lines.ts";
import { readSettings } from "./note_settings.ts";

const MOST_CHARACTERS = 4_000_000;
const MOST_NOTES = 20_000;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const FRONT_KEYS = ["deck", "name", "description", "order"];

const slug = "lower-case letters, digits and hyphens, at most 80";
const frontSchema = z.strictObject({
  deck: z.string({ error: slug }).regex(SLUG, { error: slug }).max(80, { error: slug }),
  name: z.string({ error: "a line of text" }).trim().min(1, { error: "a line of text" }).max(120, {
    error: "at most 120 characters",
  }),
  description: z.string({ error: "text" }).trim().min(1, { error: "text" }).max(2000, {
    error: "at most 2000 characters",
  }),
  order: z.int({ error: "a whole number from 0" }).min(0, { error: "a whole number from 0" }),
});

type Front = z.infer<typeof frontSchema>;

/** The deck of a file, or everything that is wrong with it, ordered by place. `file` is the name that problems
 *  carry; where it holds a folder, the deck must be called after it. */
export function parseDeckMarkdown(
  file: string,
  text: string,
): Result<ParsedDeck, readonly DeckProblem[]> {
  const whole: SourceText = { file, text: "", line: 1, column: 1 };
  if (text.length > MOST_CHARACTERS) {
    const message = `The file has ${text.length} characters`;
    return err([problemAt(whole, 0, { message, expected: `at most ${MOST_CHARACTERS}` })]);
  }
  const { front, notes, problems: cutProblems } = cutDeck(
    file,
    text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"),
  );
  if (notes.length > MOST_NOTES) {
    const message = `The file has ${notes.length} notes`;
    return err([problemAt(whole, 0, { message, expected: `at most ${MOST_NOTES}` })]);
  }
  const problems: DeckProblem[] = [...cutProblems];
  const head = readFront(front ?? whole, front !== undefined);
  if (!head.ok) problems.push(...head.error);
  const parsed: ParsedNote[] = [];
  const media = new Set<string>();
  const firstLines = new Map<string, number>();
  for (const raw of notes) {
    problems.push(...idProblems(raw, firstLines));
    const note = readNote(raw);
    if (!note.ok) problems.push(...note.error);
    else {
      parsed.push(note.value.note);
      for (const name of note.value.media) media.add(name);
    }
  }
  if (!head.ok || problems.length > 0) return err(distinct(problems).sort(byPlace));
  const { deck, name, description, order } = head.value;
  return ok({ slug: deck, name, description, order, notes: parsed, media: [...media].sort() });
}

function readFront(front: SourceText, present: boolean): Result<Front, readonly DeckProblem[]> {
  if (!present) {
    return err([problemAt(front, 0, {
      message: "The file does not begin with front matter",
      expected: "a line `---`, then deck, name, description and order, then a line `---`",
    })]);
  }
  const entries = readYamlMap(front);
  if (!entries.ok) return entries;
  const read = readEntries(frontSchema, entries.value, { at: front, known: FRONT_KEYS });
  if (!read.ok) return read;
  const folder = front.file.split(/[/\\]/).at(-2);
  const { deck } = read.value;
  if (folder === undefined || folder === deck) return read;
  const at = entries.value.find(({ key }) => key === "deck")?.at ?? front;
  const message = `The deck is called ${shown(deck)}, but its folder is ${shown(folder)}`;
  return err([problemAt(at, 0, { message, expected: `deck: ${folder}` })]);
}

function idProblems(raw: RawNote, firstLines: Map<string, number>): DeckProblem[] {
  const offset = raw.id === "" ? 0 : raw.heading.text.indexOf(raw.id, 2);
  if (!SLUG.test(raw.id) || raw.id.length > 80) {
    const message = raw.id === "" ? "The heading has no id" : `${shown(raw.id)} is no id`;
    return [problemAt(raw.heading, offset, { message, expected: `\`## id\` in ${slug}` })];
  }
  const first = firstLines.get(raw.id);
  if (first === undefined) {
    firstLines.set(raw.id, raw.heading.line);
    return [];
  }
  const message = `The id ${raw.id} is taken: the note in line ${first} has it`;
  return [problemAt(raw.heading, offset, { message, expected: "an id that no other note of the deck has" })];
}

interface ReadNote {
  readonly note: ParsedNote;
  readonly media: readonly string[];
}

function readNote(raw: RawNote): Result<ReadNote, readonly DeckProblem[]> {
  const { settings, body, problems: settingProblems } = readSettings(raw.rest);
  const problems = [...settingProblems];
  const type = readType(raw, settings, problems);
  const tags = readTags(settings.get("tags"), problems);
  const source = readSource(settings.get("source"), problems);
  const parts = cutParts(body);
  if (type === undefined) {
    return err([...problems, ...parts.flatMap(proseProblems)]);
  }
  const note: NoteSource = {
    id: raw.id,
    type: type.id,
    at: raw.heading,
    settings: new Map([...settings].filter(([key]) => !["type", "tags", "source"].includes(key))),
    parts,
  };
  const fields = type.read(note);
  if (!fields.ok) problems.push(...fields.error);
  if (!fields.ok || problems.length > 0) return err(problems);
  const { sides, summary } = type.load(fields.value);
  return ok({
    note: {
      id: raw.id,
      type: type.id,
      tags,
      source,
      fields: fields.value,
      sides,
      summary,
      line: raw.heading.line,
    },
    media: [...parts.flatMap((part) => mediaIn(part.text)), ...(source === undefined ? [] : mediaIn(source))],
  });
}

function readType(
  raw: RawNote,
  settings: ReadonlyMap<string, Entry>,
  problems: DeckProblem[],
): CardType | undefined {
  const entry = settings.get("type");
  const expected = `\`- type: \` and one of ${writtenTypes.map(({ id }) => id).join(", ")}`;
  if (entry === undefined) {
    problems.push(problemAt(raw.heading, 0, { message: `The note ${raw.id} has no type`, expected }));
    return undefined;
  }
  const type = cardTypes.find(({ id }) => id === entry.value);
  if (type === undefined) {
    problems.push(problemAt(entry.at, 0, { message: `${shown(entry.value)} is no type of note`, expected }));
  }
  return type;
}

function readTags(entry: Entry | undefined, problems: DeckProblem[]): readonly string[] {
  if (entry === undefined) return [];
  const list = z.array(z.string()).safeParse(
    typeof entry.value === "string" ? entry.value.split(",") : entry.value,
  );
  const tags = (list.data ?? []).map((tag) => tag.trim());
  if (tags.length === 0 || tags.some((tag) => tag === "" || tag.length > 80 || /[,\p{Cc}]/u.test(tag))) {
    const message = `\`tags\` is ${shown(entry.value)}`;
    problems.push(
      problemAt(entry.at, 0, { message, expected: "words separated by commas, each at most 80 long" }),
    );
  }
  return [...new Set(tags)];
}

function readSource(entry: Entry | undefined, problems: DeckProblem[]): string | undefined {
  if (entry === undefined) return undefined;
  if (typeof entry.value !== "string" || entry.value.trim() === "") {
    const message = `\`source\` is ${shown(entry.value)}`;
    problems.push(problemAt(entry.at, 0, { message, expected: "text; put quotes around a number" }));
    return undefined;
  }
  problems.push(...proseProblems({ ...entry.at, text: entry.value }));
  return entry.value.trim();
}

function distinct(problems: readonly DeckProblem[]): DeckProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}
