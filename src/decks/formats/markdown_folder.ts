/** Our own decks with their pictures: a zip of folders that each hold a deck.md, or notes.json for imported notes. */
import { err, ok, type Result } from "../../base/result.ts";
import type { DeckFormat, ImportFile, ReadCollection } from "../format.ts";
import type { CollectedMedia, Collection, CollectionProblem, Refusal } from "../imports/collection.ts";
import { mediaNamesIn, withMediaNames } from "../imports/media_references.ts";
import { mergeCollections } from "../imports/merge_collections.ts";
import type { ParsedDeck } from "../note.ts";
import { isZip } from "../zip.ts";
import { parseDeckMarkdown } from "./deck_markdown.ts";
import { readJsonNotes } from "./json_file.ts";
import { collectionOf, refusalOf, utf8 } from "./markdown_file.ts";
import { folderOf, mediaOf, type PackedFile, packedFiles } from "./packed_files.ts";

const MOST_DECKS = 1000;
const MOST_NOTES = 200_000;
const LONGEST_DECK = 20_000_000;

export const markdownFolder: DeckFormat = {
  id: "deck-folder",
  title: "Markdown decks with pictures (.zip)",
  recognises: (file) => {
    const files = isZip(file.bytes) ? packedFiles(file) : undefined;
    return files !== undefined && files.ok && files.value.some((one) => isDeck(one) || isNotes(one));
  },
  read: (file) => Promise.resolve(readFolder(file)),
};

interface FoundDeck {
  readonly deck: ParsedDeck;
  readonly file: PackedFile;
}

/** Decks without a problem are taken; of the others nothing is, and all that is wrong is listed. */
function readFolder(upload: ImportFile): Result<ReadCollection, Refusal> {
  const files = packedFiles(upload);
  if (!files.ok) return err({ file: upload.name, ...files.error, problems: [] });
  const deckFiles = files.value.filter(isDeck);
  if (deckFiles.length > MOST_DECKS) {
    const message = `The zip file holds ${deckFiles.length} decks; at most ${MOST_DECKS} are read`;
    return err({ file: upload.name, message, mend: "Split it into several files.", problems: [] });
  }
  const found: FoundDeck[] = [];
  const problems: CollectionProblem[] = [];
  let noteCount = 0;
  for (const file of deckFiles) {
    const read = readDeck(file);
    noteCount += read.ok ? read.value.notes.length : 0;
    if (noteCount > MOST_NOTES) {
      const message = `The decks hold more than ${MOST_NOTES} notes`;
      return err({ file: upload.name, message, mend: "Split it into several files.", problems: [] });
    }
    const twin = read.ok ? found.find(({ deck }) => deck.slug === read.value.slug) : undefined;
    if (!read.ok) problems.push(...read.error);
    else if (twin === undefined) found.push({ deck: read.value, file });
    else {problems.push(
        wholeFile(file, `The deck ${read.value.slug} is also in ${twin.file.path}`, "one deck of a name"),
      );}
  }
  const typed = files.value.filter(isNotes).map((one) => readNotes(one, files.value));
  for (const read of typed) if (!read.ok) problems.push(...read.error);
  const notes = typed.flatMap((read) => read.ok ? [read.value] : []);
  if (found.length + notes.length === 0) {
    return err({ ...refusalOf(upload.name, []), message: "No deck of the zip file can be taken", problems });
  }
  const collections = [...found.map((deck) => withPictures(deck, files.value)), ...notes];
  const merged = mergeCollections(collections);
  const title = merged.decks.length === 1 ? "Markdown deck" : `${merged.decks.length} Markdown decks`;
  return ok({
    collection: { ...merged, title, problems: [...problems, ...merged.problems] },
    table: undefined,
  });
}

function isDeck({ path }: { readonly path: string }): boolean {
  return path === "deck.md" || path.endsWith("/deck.md");
}

function isNotes({ path }: { readonly path: string }): boolean {
  return path === "notes.json" || path.endsWith("/notes.json");
}

/** Notes that no deck.md can hold, with the files beside them that they show. */
function readNotes(
  file: PackedFile,
  files: readonly PackedFile[],
): Result<Collection, readonly CollectionProblem[]> {
  const bytes = file.bytes();
  if (!bytes.ok) return err([wholeFile(file, bytes.error.message, bytes.error.mend)]);
  const read = readJsonNotes({ name: file.shown, bytes: bytes.value });
  if (!read.ok) return err([wholeFile(file, read.error.message, read.error.mend), ...read.error.problems]);
  const { collection } = read.value;
  const folder = folderOf(file.path);
  const used = new Set([
    ...collection.notes.flatMap(({ fields }) => Object.values(JSON.parse(fields)).map(String)),
    ...collection.noteTypes.flatMap((
      { css, templates },
    ) => [css, ...templates.flatMap(({ front, back }) => [front, back])]),
  ].flatMap(mediaNamesIn));
  const media = files.flatMap((one): CollectedMedia[] => {
    const name = one.path.slice(folder.length).normalize("NFC");
    const isBeside = one.path.startsWith(folder) && used.has(name);
    return isBeside ? [mediaOf(one, name)].filter((found) => found !== undefined) : [];
  });
  return ok({ ...collection, media });
}

function readDeck(file: PackedFile): Result<ParsedDeck, readonly CollectionProblem[]> {
  const bytes = file.bytes();
  if (!bytes.ok) return err([wholeFile(file, bytes.error.message, bytes.error.mend)]);
  const text = bytes.value.length > LONGEST_DECK ? undefined : utf8(bytes.value);
  if (text === undefined) {
    return err([wholeFile(file, "The deck is too large, or not UTF-8 text", "UTF-8 text")]);
  }
  // The folder of an upload may be called otherwise than its deck.
  const parsed = parseDeckMarkdown("deck.md", text);
  return parsed.ok ? parsed : err(
    refusalOf(file.shown, parsed.error).problems.map((problem) => (
      { ...problem, place: { ...problem.place, file: file.shown } }
    )),
  );
}

/** The deck with the files that it names, each under its own name without folders. */
function withPictures({ deck, file }: FoundDeck, files: readonly PackedFile[]): Collection {
  const collection = collectionOf(deck, file.shown);
  const folder = folderOf(file.path);
  const byPath = new Map(files.map((one) => [one.path.normalize("NFC"), one]));
  const media = new Map<string, CollectedMedia>();
  const flat = new Map<string, string>();
  const problems: CollectionProblem[] = [];
  const missing = collection.missingMedia.filter(({ name, place }) => {
    const source = byPath.get(`${folder}${name}`.normalize("NFC"));
    if (source === undefined) return true;
    const found = mediaOf(source, (name.split("/").at(-1) ?? name).normalize("NFC"));
    if (found === undefined) {
      const message = `The picture ${name} in the zip file is damaged`;
      problems.push({ place, kind: "skipped", message, expected: "the zip file made again" });
      return true;
    }
    const clash = media.get(found.name);
    const called = clash === undefined || clash.hash === found.hash
      ? found.name
      : `${found.hash.slice(0, 12)}-${found.name}`;
    media.set(called, { ...found, name: called });
    if (called !== name) flat.set(name, called);
    return false;
  });
  const notes = collection.notes.map((note) => ({ ...note, fields: withMediaNames(note.fields, flat) }));
  return { ...collection, notes, media: [...media.values()], missingMedia: missing, problems };
}

function wholeFile(file: PackedFile, message: string, expected: string): CollectionProblem {
  return {
    place: { file: file.shown, line: undefined, column: undefined },
    kind: "skipped",
    message,
    expected,
  };
}
