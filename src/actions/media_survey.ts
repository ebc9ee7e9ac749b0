/** Which files a person's notes use, which nobody uses, and which are asked for and not there. */
import { err, ok, type Result } from "../base/result.ts";
import { addressMeans, isSafeMediaName, mediaIn } from "../decks/formats/anki/media_names.ts";
import { mediaNamesIn } from "../decks/imports/media_references.ts";
import { mediaIn as picturesIn } from "../decks/prose_checks.ts";
import { forgetUnnamedMedia } from "../store/import_take_back.ts";
import {
  deckDescriptions,
  mediaHash,
  type NamedFile,
  namedFiles,
  nameMedia,
  ownNoteTexts,
  unnameMedia,
} from "../store/media.ts";
import { noteTypesOf } from "../store/note_types.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { LARGEST_UPLOAD, type MediaFiles } from "./media.ts";

export interface UsedName {
  readonly name: string;
  /** Ids of the notes in use that name it: the first of them, and how many there are. */
  readonly notes: readonly number[];
  readonly count: number;
}

export interface MediaSurvey {
  readonly used: readonly (UsedName & Pick<NamedFile, "size">)[];
  /** Named by no note, no note type and no deck, not even by a note that was deleted and may come back. */
  readonly unused: readonly (Pick<NamedFile, "name" | "size"> & {
    /** Came today: a note that is being written may be about to use it. */
    readonly isFresh: boolean;
  })[];
  readonly missing: readonly UsedName[];
  /** Of all files, each counted once however many names it has. */
  readonly bytes: number;
}

const NOTES_SHOWN = 20;
const FRESH_MS = 24 * 60 * 60 * 1000;

export async function surveyMedia(deps: Deps, person: Person): Promise<MediaSurvey> {
  const files = await namedFiles(deps.store, person.id);
  const names = new Set(files.map(({ name }) => name));
  const used = new Map<string, { notes: number[]; count: number }>();
  const missing = new Map<string, { notes: number[]; count: number }>();
  const note = (uses: typeof used, name: string, noteId: number | undefined) => {
    const known = uses.get(name) ?? { notes: [], count: 0 };
    uses.set(name, known);
    if (noteId === undefined) return;
    known.count += 1;
    if (known.notes.length < NOTES_SHOWN) known.notes.push(noteId);
  };
  for (const text of await sharedTexts(deps, person)) {
    for (const name of namesMeant(text)) if (names.has(name)) note(used, name, undefined);
    for (const name of mediaIn(text).map(addressMeans)) {
      if (!names.has(name) && isSafeMediaName(name)) note(missing, name, undefined);
    }
  }
  for await (const some of ownNoteTexts(deps.store, person.id)) {
    for (const { noteId, type, fields, source, retired } of some) {
      const texts = [...leavesOf(JSON.parse(fields)), ...(source === undefined ? [] : [source])];
      const id = retired ? undefined : noteId;
      for (const name of new Set(texts.flatMap(namesMeant))) if (names.has(name)) note(used, name, id);
      if (retired) continue;
      for (const name of new Set(texts.flatMap(type === "anki" ? askedInHtml : askedInMarkdown))) {
        if (!names.has(name) && isSafeMediaName(name)) note(missing, name, id);
      }
    }
  }
  const before = deps.now() - FRESH_MS;
  return {
    used: files.flatMap(({ name, size }) => {
      const uses = used.get(name);
      return uses === undefined ? [] : [{ name, size, ...uses }];
    }),
    unused: files.flatMap(({ name, size, at }) =>
      used.has(name) ? [] : [{ name, size, isFresh: at > before }]
    ),
    missing: [...missing].map(([name, uses]) => ({ name, ...uses })).sort((a, b) => a.name < b.name ? -1 : 1),
    bytes: [...new Map(files.map(({ hash, size }) => [hash, size])).values()].reduce(
      (sum, size) => sum + size,
      0,
    ),
  };
}

/** Deletes what is unused now and was so when the person was shown it; says how many names went. */
export async function deleteUnused(
  deps: Deps,
  person: Person,
  { seen, files }: { readonly seen: ReadonlySet<string>; readonly files: MediaFiles },
): Promise<number> {
  const { unused } = await surveyMedia(deps, person);
  const names = unused.flatMap(({ name, isFresh }) => isFresh || !seen.has(name) ? [] : [name]);
  for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
    await unnameMedia(deps.store, person.id, names.slice(from, from + NAMES_AT_ONCE));
  }
  if (names.length > 0) await files.remove(await forgetUnnamedMedia(deps.store));
  return names.length;
}

const NAMES_AT_ONCE = 500;

interface Bringing {
  /** As the notes call it. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256, hex. */
  readonly hash: string;
  readonly files: MediaFiles;
}

/** Keeps a file under the very name that notes ask for. */
export async function bringMissing(
  deps: Deps,
  person: Person,
  { name, bytes, hash, files }: Bringing,
): Promise<Result<void, string>> {
  const called = name.normalize("NFC");
  if (!isSafeMediaName(called)) return err(`“${name}” cannot be the name of a file.`);
  if (bytes.length === 0) return err("The file is empty, or none was chosen.");
  if (bytes.length > LARGEST_UPLOAD) return err(`The file has more than ${LARGEST_UPLOAD / 1e6} MB.`);
  if (await mediaHash(deps.store, person.id, called) !== undefined) {
    return err(`“${called}” is there already.`);
  }
  await files.keep(hash, bytes);
  await nameMedia(deps.store, person.id, { name: called, hash, size: bytes.length, at: deps.now() });
  return ok(undefined);
}

/** Texts that belong to no note: templates and style sheets of note types, descriptions of decks. */
async function sharedTexts(deps: Deps, person: Person): Promise<readonly string[]> {
  const [types, descriptions] = await Promise.all([
    noteTypesOf(deps.store, person.id),
    deckDescriptions(deps.store, person.id),
  ]);
  const ofTypes = types.flatMap(({ definition: { css, templates } }) => [
    css,
    ...templates.flatMap(({ front, back }) => [front, back]),
  ]);
  return [...ofTypes, ...descriptions];
}

const LINK = /\]\(\s*<?([^)>\s]+)/g;

/** Every name that a text may mean: too many rather than too few, since what nobody means is deleted. */
function namesMeant(text: string): readonly string[] {
  const links = [...text.matchAll(LINK)].map(([, address = ""]) => addressMeans(address));
  return [...mediaNamesIn(text), ...links];
}

function askedInHtml(text: string): readonly string[] {
  return mediaIn(text).map(addressMeans);
}

function askedInMarkdown(text: string): readonly string[] {
  return text.includes("](") ? picturesIn(text).map((name) => name.normalize("NFC")) : [];
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}
