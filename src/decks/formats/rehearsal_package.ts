/** Our own packages: read from the part that Anki leaves aside, so that notes come back as what they were. */
import { createHash } from "node:crypto";
import { err, ok, type Result } from "../../base/result.ts";
import type { LoadedNote } from "../card_type.ts";
import { cardTypeOf } from "../card_types.ts";
import type { DeckFormat, ImportFile } from "../format.ts";
import type {
  CollectedCard,
  CollectedMedia,
  CollectedNote,
  Collection,
  Refusal,
} from "../imports/collection.ts";
import { type RehearsalContents, rehearsalContents } from "../imports/rehearsal_contents.ts";
import { isZip, readZip } from "../zip.ts";
import { missingMedia, readMedia } from "./anki/media.ts";
import { holdsMoreValues } from "../json_size.ts";
import { openPackage, PACKAGE_LIMITS, type PackageFiles } from "./anki/package_files.ts";
import { problemsOf } from "./anki/problems.ts";
import { Unreadable } from "./anki/unreadable.ts";

const FILE = "rehearsal.json";

export const rehearsalPackage: DeckFormat = {
  id: "rehearsal-package",
  title: "Package of this program (.apkg)",
  // A package that was changed since is read as Anki's: then the two parts of it no longer say the same.
  recognises: (file) => unlessUnreadable(() => opened(file)) !== undefined,
  read: (file, _choices, tools) => {
    try {
      const found = opened(file);
      if (found === undefined) {
        throw new Unreadable("The package is not of this program", "Try it as Anki's.");
      }
      const collection = collectionOf(
        file.name,
        found,
        (share) => tools.progress(share, "Reading the package"),
      );
      return Promise.resolve(ok({ collection, table: undefined }));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const refusal: Result<never, Refusal> = err({
        file: file.name,
        message: error.message,
        mend: error.mend,
        problems: [],
      });
      return Promise.resolve(refusal);
    }
  },
};

interface Opened {
  readonly files: PackageFiles;
  readonly contents: RehearsalContents;
}

/** undefined where there is no such part, or it was not written together with the collection beside it. */
function opened({ bytes }: ImportFile): Opened | undefined {
  if (!isZip(bytes)) return undefined;
  const zip = readZip(bytes, PACKAGE_LIMITS);
  const own = zip.ok ? zip.value.find(({ name }) => name === FILE)?.bytes() : undefined;
  if (own?.ok !== true) return undefined;
  const read = rehearsalContents.safeParse(parsed(new TextDecoder().decode(own.value)));
  if (!read.success) return undefined;
  const files = openPackage(bytes);
  const hash = createHash("sha256").update(files.database()).digest("hex");
  return hash === read.data.collection ? { files, contents: read.data } : undefined;
}

function unlessUnreadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Three million answers take so many. */
const MOST_VALUES = 30_000_000;

function parsed(text: string): unknown {
  if (holdsMoreValues(text, MOST_VALUES)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function collectionOf(
  name: string,
  { files, contents }: Opened,
  progress: (share: number) => void,
): Collection {
  const problems = problemsOf(name);
  const place = { file: name, line: undefined, column: undefined };
  const noteTypes = new Map(contents.noteTypes.map((type) => [type.key, type]));
  const notes = contents.notes.flatMap((note): CollectedNote[] => {
    const loaded = loadedNote(note, noteTypes.get(note.noteType ?? ""));
    if (loaded === undefined || note.deck >= contents.decks.length) {
      const start = note.fields.slice(0, 60);
      problems.add("skipped", `The note ${note.guid} cannot be read: ${start}`, "Export the package again.");
      return [];
    }
    const cards = cardsOf(note, loaded, contents.decks.length);
    const kept = new Set(cards.map(({ side }) => side.key));
    for (const { side, label } of note.cards.filter((card) => !kept.has(card.side))) {
      problems.add(
        "skipped",
        `The card ${label === "" ? side : label} of “${
          loaded.summary.slice(0, 60)
        }” is none that the note has`,
        "Export the package again.",
      );
    }
    return [{
      ...note,
      noteType: note.noteType,
      source: note.source,
      summary: loaded.summary,
      cards,
      place,
    }];
  });
  const media = ownNames(
    readMedia(files, { problems, progress: (done, all) => progress(done / all) }),
    contents,
  );
  return {
    title: "Package of this program, with everything as it was",
    decks: contents.decks.map(({ order, preset, ...deck }) => ({ ...deck, order, preset })),
    noteTypes: contents.noteTypes,
    notes,
    presets: contents.presets,
    media,
    missingMedia: missingMedia({
      notes: notes.filter(({ type }) => type === "anki"),
      noteTypes: contents.noteTypes,
      media,
      place,
    }),
    problems: problems.list(),
    hasSchedules: notes.some((note) => note.cards.some(({ history }) => history !== undefined)),
  };
}

function loadedNote(
  { type, fields }: RehearsalContents["notes"][number],
  noteType: RehearsalContents["noteTypes"][number] | undefined,
): LoadedNote | undefined {
  try {
    return cardTypeOf(type).load(fields, noteType);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The sides that the note has; a card of none of them is kept only for imported notes, whose cards Anki made. */
function cardsOf(
  note: RehearsalContents["notes"][number],
  { sides }: LoadedNote,
  decks: number,
): readonly CollectedCard[] {
  const written = new Map(note.cards.map((card) => [card.side, card]));
  const known = new Set(sides.map(({ key }) => key));
  const others = note.type === "anki" ? note.cards.filter(({ side }) => !known.has(side)) : [];
  const all = [
    ...sides,
    ...others.map(({ side, label }) => ({ key: side, label, generator: undefined })),
  ];
  const brought = all.filter(({ key }) => written.has(key));
  return (brought.length === 0 ? all : brought).map((side): CollectedCard => {
    const { deck = note.deck, suspended = false, flag = 0, history } = written.get(side.key) ?? {};
    return {
      side,
      deck: deck < decks ? deck : note.deck,
      suspended,
      flag,
      history: history === undefined
        ? undefined
        : { state: stateOf(history.state), reviews: history.reviews, position: history.position },
    };
  });
}

type WrittenState = NonNullable<RehearsalContents["notes"][number]["cards"][number]["history"]>["state"];

/** JSON leaves out what is undefined; a state names all of it. */
function stateOf(state: WrittenState) {
  return {
    ...state,
    stability: state.stability,
    difficulty: state.difficulty,
    lastReviewAt: state.lastReviewAt,
    collectionWestOffset: state.collectionWestOffset,
  };
}

function ownNames(media: readonly CollectedMedia[], contents: RehearsalContents): readonly CollectedMedia[] {
  const names = new Map(contents.media.map(({ file, name }) => [file, name]));
  const byName = new Map<string, CollectedMedia>();
  for (const file of media) {
    const name = (names.get(file.name) ?? file.name).normalize("NFC");
    if (!byName.has(name)) byName.set(name, { ...file, name });
  }
  return [...byName.values()];
}
