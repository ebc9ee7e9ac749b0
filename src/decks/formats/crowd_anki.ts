/** Decks as the CrowdAnki add-on writes them: one JSON file, alone or in a zip with its media folder. */
import { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import type { DeckFormat, ImportFile, ReadCollection } from "../format.ts";
import { type Collecting, collecting, plainDraft } from "../imports/collecting.ts";
import type { Place, Refusal } from "../imports/collection.ts";
import type { NoteType } from "../imports/note_type.ts";
import { isZip } from "../zip.ts";
import { isRecord, looksLikeJson, parseJson, readValue } from "./json/parse_json.ts";
import { mediaOf, type PackedFile, packedFiles } from "./packed_files.ts";

export const crowdAnki: DeckFormat = {
  id: "crowd-anki",
  title: "CrowdAnki (JSON)",
  recognises: (file) => sourceOf(file) !== undefined,
  read: (file) => Promise.resolve(readFile(file)),
};

const DEEPEST = 20;
const MOST_TEXT = 2_000_000;

const text = z.string({ error: "text" }).max(MOST_TEXT, { error: "a shorter text" });
const modelSchema = z.object({
  crowdanki_uuid: text.min(1),
  name: text,
  type: z.number().optional(),
  css: text.optional(),
  latexPre: text.optional(),
  latexPost: text.optional(),
  sortf: z.number().optional(),
  flds: z.array(z.object({ name: text.min(1), ord: z.number().optional(), rtl: z.boolean().optional() })).min(
    1,
  ),
  tmpls: z.array(z.object({ name: text, qfmt: text, afmt: text, ord: z.number().optional() })).min(1),
});
const noteSchema = z.object({
  fields: z.array(text, { error: "a list of texts" }),
  guid: text.min(1, { error: "text that is not empty" }),
  note_model_uuid: text,
  tags: z.array(text).optional(),
});

interface Context {
  readonly place: Place;
  readonly models: ReadonlyMap<string, NoteType>;
  readonly files: readonly PackedFile[];
  readonly into: Collecting;
}

function readFile(file: ImportFile): Result<ReadCollection, Refusal> {
  const files = packedFiles(file);
  const source = sourceOf(file);
  if (!files.ok) return err({ file: file.name, ...files.error, problems: [] });
  const bytes = source?.bytes();
  if (source === undefined || bytes === undefined || !bytes.ok) {
    const message = "The file holds no deck of CrowdAnki that can be read";
    return err({ file: file.name, message, mend: "Export it from Anki again.", problems: [] });
  }
  const read = parseJson(source.shown, bytes.value);
  if (!read.ok) return read;
  const into = collecting(file.name);
  const place = { file: source.shown, line: undefined, column: undefined };
  addDeck(read.value, { at: "$", path: [], context: { place, models: new Map(), files: files.value, into } });
  const collected = into.finish("CrowdAnki deck");
  return collected.ok ? ok({ collection: collected.value, table: undefined }) : collected;
}

/** The deck's JSON file, in zips the one nearest to the root. */
function sourceOf(file: ImportFile): PackedFile | undefined {
  if (!isZip(file.bytes)) return isDeck(file.bytes) ? lone(file) : undefined;
  const files = packedFiles(file);
  if (!files.ok) return undefined;
  return files.value
    .filter(({ path }) => /^(?:[^/]+\/)?[^/]+\.json$/i.test(path))
    .sort((a, b) => a.path.length - b.path.length)
    .find((candidate) => {
      const bytes = candidate.bytes();
      return bytes.ok && isDeck(bytes.value);
    });
}

function lone(file: ImportFile): PackedFile | undefined {
  const files = packedFiles(file);
  return files.ok ? files.value[0] : undefined;
}

function isDeck(bytes: Uint8Array): boolean {
  if (!looksLikeJson(bytes)) return false;
  const read = parseJson("", bytes);
  return read.ok && isRecord(read.value) && read.value["__type__"] === "Deck";
}

function addDeck(
  given: unknown,
  { at, path, context }: { readonly at: string; readonly path: readonly string[]; readonly context: Context },
): void {
  const { place, files, into } = context;
  if (!isRecord(given) || path.length >= DEEPEST) {
    const message = isRecord(given) ? `\`${at.slice(0, 100)}\` is nested too deep` : `\`${at}\` is no deck`;
    return into.problem({ place, kind: "skipped", message, expected: "a deck with a name and notes" });
  }
  const name = typeof given["name"] === "string" ? given["name"] : "";
  const here = [...path, ...name.split("::").filter((step) => step.trim() !== "")];
  const models = new Map(context.models);
  listIn(given, "note_models").forEach((model, index) => {
    const read = readValue(modelSchema, model, `${at}.note_models[${index}]`);
    if (read.ok) models.set(read.value.crowdanki_uuid, noteTypeOf(read.value));
    else into.problem({ place, kind: "skipped", ...read.error });
  });
  if (path.length === 0 && listIn(given, "deck_configurations").length > 0) {
    into.problem({
      place,
      kind: "skipped",
      message: "Deck options of CrowdAnki are not taken",
      expected: "a package (.apkg), which brings them; here decks follow your own options",
    });
  }
  const notes = listIn(given, "notes");
  const description = typeof given["desc"] === "string" ? given["desc"].replace(/<[^<>]*>/g, " ").trim() : "";
  const deck = notes.length === 0 ? 0 : into.deck(here, description.slice(0, 2000));
  notes.forEach((note, index) => addNote(note, { at: `${at}.notes[${index}]`, deck, models, context }));
  for (const media of listIn(given, "media_files")) {
    if (typeof media === "string") addMedia(media, { files, place, into });
  }
  listIn(given, "children").forEach((child, index) =>
    addDeck(child, { at: `${at}.children[${index}]`, path: here, context: { ...context, models } })
  );
}

function addNote(given: unknown, { at, deck, models, context }: {
  readonly at: string;
  readonly deck: number;
  readonly models: ReadonlyMap<string, NoteType>;
  readonly context: Context;
}): void {
  const { place, into } = context;
  const note = readValue(noteSchema, given, at);
  if (!note.ok) return into.problem({ place, kind: "skipped", ...note.error });
  const noteType = models.get(note.value.note_model_uuid);
  if (noteType === undefined) {
    const message = `\`${at}\` is of a note type that the file does not bring`;
    return into.problem({
      place,
      kind: "skipped",
      message,
      expected: "its `note_model_uuid` among `note_models`",
    });
  }
  const fields = Object.fromEntries(
    noteType.fields.map(({ name }, index) => [name, note.value.fields[index] ?? ""]),
  );
  const { guid, tags = [] } = note.value;
  const more = note.value.fields.slice(noteType.fields.length).filter((value) => value !== "");
  if (more.length > 0) {
    const message =
      `\`${at}\` has ${note.value.fields.length} fields, and ${noteType.name} ${noteType.fields.length}`;
    into.problem({ place, kind: "changed", message, expected: "as many; what is too many is left out" });
  }
  into.add({
    ...plainDraft,
    guid,
    known: [],
    scope: "collection",
    deck,
    type: "anki",
    noteType,
    fields,
    tags,
    place,
  });
}

function noteTypeOf(model: z.infer<typeof modelSchema>): NoteType {
  const byOrder = <T extends { readonly ord?: number | undefined }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.ord ?? 0) - (b.ord ?? 0));
  return {
    key: `crowdanki:${model.crowdanki_uuid}`,
    name: model.name,
    kind: model.type === 1 ? "cloze" : "normal",
    fields: byOrder(model.flds).map(({ name, rtl }) => ({ name, rtl: rtl ?? false, description: "" })),
    templates: byOrder(model.tmpls).map(({ name, qfmt, afmt }) => ({ name, front: qfmt, back: afmt })),
    css: model.css ?? "",
    latexPre: model.latexPre ?? "",
    latexPost: model.latexPost ?? "",
    sortField: model.flds[model.sortf ?? 0] === undefined ? 0 : model.sortf ?? 0,
    modifiedAt: 0,
  };
}

function addMedia(
  given: string,
  { files, place, into }: {
    readonly files: readonly PackedFile[];
    readonly place: Place;
    readonly into: Collecting;
  },
): void {
  const name = given.normalize("NFC");
  if (name === "" || name.length > 200 || /[/\\\p{Cc}]/u.test(name)) {
    const message = `${JSON.stringify(name.slice(0, 60))} is no name of a media file`;
    return into.problem({ place, kind: "skipped", message, expected: "a name without folders" });
  }
  const file = files.find(({ path }) => path === `media/${name}` || path.endsWith(`/media/${name}`));
  const media = file === undefined ? undefined : mediaOf(file, name);
  if (media === undefined) into.missing(name, place);
  else into.media(media);
}

function listIn(record: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const list = record[key];
  return Array.isArray(list) ? list : [];
}
