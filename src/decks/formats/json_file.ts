/** Notes as plain JSON: decks with notes, or a list of fronts and backs. */
import { z } from "zod";
import { ok, type Result } from "../../base/result.ts";
import type { DeckFormat, ImportFile, ReadCollection } from "../format.ts";
import { type Collecting, collecting, plainDraft, refused, stem } from "../imports/collecting.ts";
import type { Refusal } from "../imports/collection.ts";
import { clozeTypeOfFields, fieldNames, stockType, typeOfFields } from "../imports/made_note_types.ts";
import type { NoteType } from "../imports/note_type.ts";
import { isRecord, looksLikeJson, parseJson, readValue } from "./json/parse_json.ts";
import { addMarkdownNote, type NoteRest } from "./markdown_notes/add_note.ts";
import { hasCloze } from "./tables/row_type.ts";

export const jsonFile: DeckFormat = {
  id: "json",
  title: "JSON",
  recognises: ({ name, bytes }) => {
    if (!looksLikeJson(bytes)) return false;
    const read = parseJson(name, bytes);
    return read.ok ? decksOf(read.value, name).length > 0 : /\.json$/i.test(name);
  },
  read: (file) => Promise.resolve(readJsonNotes(file)),
};

const words = z.string({ error: "text" });
const some = z.string({ error: "text that is not empty" }).trim().min(1, { error: "text that is not empty" });
const tags = z.union([z.array(words), words], { error: "a list of words" }).transform((given) =>
  typeof given === "string" ? given.split(/[,\s]+/) : given
);
const shared = {
  tags: tags.optional(),
  guid: some.max(200, { error: "at most 200 characters" }).optional(),
  source: some.optional(),
};
const sides = z.object({ front: some, back: some });
const deletions = z.object({ text: some, extra: some.optional() });

const typedNote = z.discriminatedUnion("type", [
  z.object({ ...shared, type: z.literal("basic"), fields: sides }),
  z.object({ ...shared, type: z.literal("reversed"), fields: sides }),
  z.object({ ...shared, type: z.literal("cloze"), fields: deletions }),
], { error: "`basic`, `reversed` or `cloze`; other types are imported as deck.md" });
const noteOfType = z.object({
  ...shared,
  noteType: some,
  fields: z.record(z.string(), words, { error: "texts by field name" }),
});
const text = z.string({ error: "text" }).max(200_000, { error: "at most 200,000 characters" });
/** A note type as it is exported. */
const wholeType: z.ZodType<NoteType> = z.object({
  key: some.max(200, { error: "at most 200 characters" }),
  name: some.max(200, { error: "at most 200 characters" }),
  kind: z.enum(["normal", "cloze"], { error: "`normal` or `cloze`" }),
  fields: z.array(z.object({ name: some, rtl: z.boolean().default(false), description: text.default("") }))
    .min(1)
    .max(200),
  templates: z.array(z.object({ name: some, front: text, back: text })).min(1).max(200),
  css: text.default(""),
  latexPre: text.default(""),
  latexPost: text.default(""),
  sortField: z.int().nonnegative().default(0),
  modifiedAt: z.int().nonnegative().default(0),
});
const bareNote = z.object({ ...shared, ...sides.shape });
const bareCloze = z.object({ ...shared, ...deletions.shape });

interface FoundDeck {
  readonly path: readonly string[];
  readonly notes: readonly unknown[];
  /** Path of the notes in the JSON. */
  readonly at: string;
}

export function readJsonNotes({ name, bytes }: ImportFile): Result<ReadCollection, Refusal> {
  const read = parseJson(name, bytes);
  if (!read.ok) return read;
  const decks = decksOf(read.value, name);
  if (decks.length === 0) {
    return refused(
      name,
      "The JSON holds no decks and no notes",
      'It must be `{"decks": [{"name": ..., "notes": [...]}]}`, or a list of `{"front": ..., "back": ...}`.',
    );
  }
  const into = collecting(name);
  const types = typesOf(read.value, { file: name, into });
  const told = new Set<string>();
  for (const { path, notes, at } of decks) {
    const deck = into.deck(path);
    notes.forEach((note, index) =>
      addNote(note, { at: `${at}[${index}]`, deck, path, file: name, into, types, told })
    );
  }
  const collected = into.finish("JSON");
  return collected.ok ? ok({ collection: collected.value, table: undefined }) : collected;
}

/** Note types that the file brings whole, by their names. */
function typesOf(
  value: unknown,
  { file, into }: { readonly file: string; readonly into: Collecting },
): ReadonlyMap<string, NoteType> {
  const given = isRecord(value) && Array.isArray(value["noteTypes"]) ? value["noteTypes"] : [];
  const types = new Map<string, NoteType>();
  for (const [index, one] of given.entries()) {
    const at = `$.noteTypes[${index}]`;
    const read = readValue(wholeType, one, at);
    if (read.ok) types.set(read.value.name, read.value);
    else {
      const place = { file: `${file}, ${at}`, line: undefined, column: undefined };
      into.problem({ place, kind: "skipped", ...read.error });
    }
  }
  return types;
}

function decksOf(value: unknown, file: string): readonly FoundDeck[] {
  const named = (given: unknown) =>
    typeof given === "string" ? given.split("::") : Array.isArray(given) ? given.map(String) : [stem(file)];
  const notesOf = (record: Readonly<Record<string, unknown>>, at: string): readonly FoundDeck[] =>
    (["notes", "cards"] as const).flatMap((key) => {
      const notes = record[key];
      return Array.isArray(notes) ? [{ path: named(record["name"]), notes, at: `${at}.${key}` }] : [];
    });
  if (Array.isArray(value)) {
    const isNote = (item: unknown) =>
      isRecord(item) && ["front", "question", "text", "type", "noteType"].some((key) => key in item);
    return value.some(isNote) ? [{ path: [stem(file)], notes: value, at: "$" }] : [];
  }
  if (!isRecord(value) || "__type__" in value) return [];
  const decks = value["decks"];
  if (!Array.isArray(decks)) return notesOf(value, "$");
  return decks.flatMap((deck, index) => isRecord(deck) ? notesOf(deck, `$.decks[${index}]`) : []);
}

/** What is read of a note, of whatever kind it is. */
const KNOWN = [
  "type",
  "noteType",
  "fields",
  "tags",
  "guid",
  "source",
  "front",
  "back",
  "question",
  "answer",
  "text",
  "extra",
];

/** Parts of a note that nothing here reads, each told where it is met first. */
function tellOthers(
  given: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  context: Context,
): void {
  const { at, file, into, told } = context;
  const inside = isRecord(given["fields"])
    ? Object.keys(given["fields"]).filter((key) => !fields.includes(key))
    : [];
  const others = [
    ...Object.keys(given).filter((key) => !KNOWN.includes(key)),
    ...inside.map((key) => `fields.${key}`),
  ];
  for (const key of others) {
    if (told.has(key)) continue;
    told.add(key);
    into.problem({
      place: { file: `${file}, ${at}`, line: undefined, column: undefined },
      kind: "changed",
      message: `\`${key.slice(0, 60)}\` is no part of such a note, and is left out`,
      expected: "only parts and fields that the type of the note has",
    });
  }
}

interface Context {
  /** Parts that nothing reads, and that were told of already. */
  readonly told: Set<string>;
  readonly at: string;
  readonly deck: number;
  readonly path: readonly string[];
  readonly file: string;
  readonly into: Collecting;
  readonly types: ReadonlyMap<string, NoteType>;
}

function addNote(given: unknown, context: Context): void {
  const { at, deck, path, file, into, types } = context;
  const place = { file: `${file}, ${at}`, line: undefined, column: undefined };
  const skip = (complaint: { message: string; expected: string }) =>
    into.problem({ place, kind: "skipped", ...complaint });
  if (!isRecord(given)) return skip({ message: `\`${at}\` is no note`, expected: "an object" });
  const restOf = (
    note: { tags?: string[] | undefined; guid?: string | undefined; source?: string | undefined },
    known: readonly string[],
  ) =>
    ({
      guid: note.guid,
      scope: note.guid === undefined ? "deck" as const : "collection" as const,
      known: ["json", ...path, ...known],
      tags: note.tags ?? [],
      source: note.source,
      deck,
      place,
    }) satisfies NoteRest & { source: string | undefined };
  if (typeof given["noteType"] === "string") {
    const note = readValue(noteOfType, given, at);
    if (!note.ok) return skip(note.error);
    const { noteType, fields: written } = note.value;
    const type = types.get(noteType) ?? typeNamed(noteType, written);
    const [first = ""] = type.fields.map(({ name }) => note.value.fields[name] ?? "");
    const fields = Object.fromEntries(type.fields.map(({ name }) => [name, note.value.fields[name] ?? ""]));
    tellOthers(given, Object.keys(fields), context);
    return into.add({
      ...plainDraft,
      ...restOf(note.value, [type.key, first]),
      type: "anki",
      noteType: type,
      fields,
    });
  }
  if (given["type"] !== undefined) {
    const note = readValue(typedNote, given, at);
    if (!note.ok) return skip(note.error);
    tellOthers(given, Object.keys(note.value.fields), context);
    if (note.value.type === "cloze") {
      const { text, extra } = note.value.fields;
      const cloze = extra === undefined ? { text } : { text, extra };
      return addMarkdownNote(into, { type: "cloze", ...cloze }, restOf(note.value, [text]));
    }
    const { type, fields } = note.value;
    return addMarkdownNote(into, { type, ...fields }, restOf(note.value, [fields.front]));
  }
  if (typeof given["text"] === "string" && given["front"] === undefined) {
    const note = readValue(bareCloze, given, at);
    if (!note.ok) return skip(note.error);
    tellOthers(given, [], context);
    const { text, extra } = note.value;
    const cloze = extra === undefined ? { text } : { text, extra };
    return addMarkdownNote(into, { type: "cloze", ...cloze }, restOf(note.value, [text]));
  }
  const renamed = { front: given["question"], back: given["answer"], ...given };
  const note = readValue(bareNote, renamed, at);
  if (!note.ok) return skip(note.error);
  tellOthers(given, [], context);
  const { front, back } = note.value;
  addMarkdownNote(into, { type: "basic", front, back }, restOf(note.value, [front]));
}

/** Anki's own where the name and the fields are its; otherwise one of these fields, in their order. */
function typeNamed(name: string, fields: Readonly<Record<string, string>>): NoteType {
  const names = Object.keys(fields);
  const stock = stockType(name);
  if (stock !== undefined && names.every((field) => stock.fields.some((known) => known.name === field))) {
    return stock;
  }
  const called = fieldNames(names);
  return hasCloze(Object.values(fields)[0] ?? "")
    ? clozeTypeOfFields(name, called)
    : typeOfFields(name, called);
}
