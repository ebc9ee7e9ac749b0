/** The media of a package: each file checked and hashed, its bytes left packed until they are asked for. */
import { createHash } from "node:crypto";
import type { CollectedMedia, CollectedNote, Collection, Place } from "../../imports/collection.ts";
import type { NoteType } from "../../imports/note_type.ts";
import { parsed } from "./json.ts";
import { addressMeans, isSafeMediaName, mediaIn } from "./media_names.ts";
import { PACKAGE_LIMITS, type PackageFiles } from "./package_files.ts";
import type { Problems } from "./problems.ts";
import { damaged, Unreadable } from "./unreadable.ts";
import { readMessage } from "./wire.ts";

interface MediaEntry {
  readonly name: string;
  /** Its name in the zip. */
  readonly entry: string;
  /** undefined where the list does not say. */
  readonly sha1: Uint8Array | undefined;
}

/** Throws Unreadable when the list of media cannot be read. */
export function readMedia(
  files: PackageFiles,
  { problems, progress }: {
    readonly problems: Problems;
    readonly progress: (done: number, all: number) => void;
  },
): readonly CollectedMedia[] {
  const entries = listOf(files);
  const media = new Map<string, CollectedMedia>();
  let total = 0;
  entries.forEach((entry, index) => {
    if (index % 50 === 0) progress(index, entries.length);
    const taken = checked(entry, files, problems);
    if (taken === undefined) return;
    total += taken.size;
    if (total > PACKAGE_LIMITS.totalBytes) {
      throw new Unreadable(
        "The media of the package unpack to more than 4 GB",
        "Export its decks one by one, or without media.",
      );
    }
    const there = media.get(taken.name);
    if (there === undefined) media.set(taken.name, taken);
    else if (there.hash !== taken.hash) {
      problems.add("skipped", `The file ${taken.name} is in the package twice`, "The first one is taken.");
    }
  });
  return [...media.values()];
}

function listOf(files: PackageFiles): readonly MediaEntry[] {
  const list = files.mediaList();
  if (list === undefined) return [];
  return files.generation === 3 ? entriesOfWire(list) : entriesOfJson(list);
}

/** {"0": "name"}, with gaps. */
function entriesOfJson(list: Uint8Array): readonly MediaEntry[] {
  const text = new TextDecoder().decode(list);
  if (text.trim() === "") return [];
  const map = parsed(text);
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw damaged("The list of media in the package");
  }
  return Object.entries(map).map(([entry, name]) => ({
    entry,
    name: typeof name === "string" ? name : "",
    sha1: undefined,
  }));
}

function entriesOfWire(list: Uint8Array): readonly MediaEntry[] {
  return readMessage(list, "The list of media in the package").messages(1).map((message, index) => {
    const sha1 = message.bytes(3);
    const number = message.number(255);
    return {
      name: message.text(1),
      entry: String(number === 0 ? index : number),
      sha1: sha1?.length === 20 ? sha1 : undefined,
    };
  });
}

function checked(
  { name: written, entry, sha1 }: MediaEntry,
  files: PackageFiles,
  problems: Problems,
): CollectedMedia | undefined {
  const name = written.normalize("NFC");
  const skip = (why: string, expected: string) => {
    problems.add("skipped", `The media file ${JSON.stringify(name.slice(0, 80))} ${why}`, expected);
    return undefined;
  };
  if (!isSafeMediaName(name)) {
    return skip(
      "has a name that no file may have",
      "Rename it in Anki, in the notes that use it, and export again.",
    );
  }
  if (!/^\d{1,9}$/.test(entry)) return skip("stands under no number", "Export the package again.");
  const bytes = files.media(entry);
  if (bytes === undefined) {
    return skip("is listed, but not in the package", "Tools, Check Media in Anki; then export again.");
  }
  const unpacked = unpack(bytes);
  if (!unpacked.ok) return skip(`cannot be unpacked: ${unpacked.why}`, "Export the package again.");
  if (sha1 !== undefined && !createHash("sha1").update(unpacked.bytes).digest().equals(sha1)) {
    return skip("is not the one that the package says it is", "Export the package again.");
  }
  const hash = createHash("sha256").update(unpacked.bytes).digest("hex");
  return { name, hash, size: unpacked.bytes.length, bytes };
}

type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly why: string };

/** A file that cannot be unpacked is left out; the rest of the package is good. */
function unpack(bytes: () => Uint8Array<ArrayBuffer>): Unpacked {
  try {
    return { ok: true, bytes: bytes() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message };
    throw error;
  }
}

/** Files that notes and note types use and the package does not bring, each told once. */
export function missingMedia(
  { notes, noteTypes, media, place }: {
    readonly notes: readonly CollectedNote[];
    readonly noteTypes: readonly NoteType[];
    readonly media: readonly CollectedMedia[];
    readonly place: Place;
  },
): Collection["missingMedia"] {
  const there = new Set(media.map(({ name }) => name));
  const missing = new Map<string, Place>();
  const look = (text: string, where: Place) => {
    for (const name of mediaIn(text)) {
      const meant = addressMeans(name);
      if (!there.has(name) && !there.has(meant) && !missing.has(meant)) missing.set(meant, where);
    }
  };
  for (const { css, templates } of noteTypes) {
    for (const text of [css, ...templates.flatMap(({ front, back }) => [front, back])]) look(text, place);
  }
  for (const note of notes) {
    // Escapes of JSON would hide the quotes around a name.
    if (/src|data|poster|sound|url/i.test(note.fields)) {
      const values: Readonly<Record<string, string>> = JSON.parse(note.fields);
      for (const value of Object.values(values)) look(value, note.place);
    }
  }
  return [...missing].map(([name, where]) => ({ name, place: where }));
}
