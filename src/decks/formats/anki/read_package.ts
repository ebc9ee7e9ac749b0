/** Reads a whole Anki package into a collection. */
import type { ReadTools } from "../../format.ts";
import type { CollectedPreset, Collection } from "../../imports/collection.ts";
import type { NoteType } from "../../imports/note_type.ts";
import { type AnkiCard, type CollectionStart, readCards, readReviews } from "./cards.ts";
import { type AnkiDatabase, openDatabase } from "./database.ts";
import { type AnkiDeck, deckIndex, decksOfJson, decksOfTables } from "./decks.ts";
import { historyRows } from "./history_rows.ts";
import { readJsonLeniently } from "./json.ts";
import { tellDecks } from "./left_of_decks.ts";
import { missingMedia, readMedia } from "./media.ts";
import { noteTypesOfJson, noteTypesOfTables } from "./note_types.ts";
import { readNotes } from "./notes.ts";
import { type Generation, openPackage, type PackageFiles } from "./package_files.ts";
import { type CollectionOptions, presetsOfJson, presetsOfTables } from "./presets.ts";
import { type Problems, problemsOf } from "./problems.ts";
import { damaged, Unreadable } from "./unreadable.ts";

interface Source {
  /** As the person calls the file. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Throws Unreadable on what cannot be taken. */
export async function readPackage({ name, bytes }: Source, tools: ReadTools): Promise<Collection> {
  let last: readonly [share: number, doing: string] = [0, "Opening the package"];
  const progress: ReadTools["progress"] = (...told) => tools.progress(...(last = told));
  progress(...last);
  const files = openPackage(bytes);
  const problems = problemsOf(name);
  const pulse = () => tools.progress(...last);
  const database = await openDatabase(files.database(), { sqlWasm: tools.sqlWasm, pulse });
  try {
    return collectionOf(database, { files, problems, name, progress });
  } finally {
    database.close();
  }
}

interface Reading {
  readonly files: PackageFiles;
  readonly problems: Problems;
  readonly name: string;
  readonly progress: ReadTools["progress"];
}

function collectionOf(database: AnkiDatabase, { files, problems, name, progress }: Reading): Collection {
  const place = { file: name, line: undefined, column: undefined };
  const frame = frameOf(database, problems);
  progress(0.1, "Reading cards");
  const cards = readCards(database, { start: frame.start, problems });
  const rows = historyRows();
  const reviews = readReviews(database, rows);
  const used = decksUsed(cards);
  const index = deckIndex(frame.decks, {
    used,
    presets: new Set([...frame.presets.keys()].map(String)),
  });
  tellDecks(frame.decks, { cards, problems });
  const count = database.count("notes");
  const notes = readNotes({
    database,
    noteTypes: frame.noteTypes,
    cards,
    reviews,
    rows,
    scheduler: frame.start.scheduler,
    deckIndex: index,
    problems,
    place,
    progress: (done) => progress(0.2 + 0.3 * Math.min(1, done / count), "Reading notes"),
  });
  refuseNotice(notes);
  const media = readMedia(files, {
    problems,
    progress: (done, all) => progress(0.5 + (0.5 * done) / all, "Reading media"),
  });
  const typesUsed = new Set(notes.map(({ noteType }) => noteType));
  const noteTypes = byKey(frame.noteTypes.values()).filter(({ key }) => typesUsed.has(key));
  const presets = new Set(index.decks.map(({ preset }) => preset));
  progress(1, "Done");
  return {
    title: titleOf(files.generation, frame.schema),
    decks: index.decks,
    noteTypes,
    notes,
    presets: byKey(frame.presets.values()).filter(({ key }) => presets.has(key)),
    media,
    missingMedia: missingMedia({ notes, noteTypes, media, place }),
    problems: problems.list(),
    rowsLeft: rows.finish(reviews),
    hasSchedules: notes.some((note) => note.cards.some(isStudied)),
  };
}

/** Anki writes its JSON in an order of chance. */
function byKey<Item extends { readonly key: string }>(items: Iterable<Item>): readonly Item[] {
  return [...items].sort((a, b) => Number(a.key) - Number(b.key));
}

function isStudied({ history }: Collection["notes"][number]["cards"][number]): boolean {
  return history !== undefined && (history.state.type !== 0 || history.reviews.length > 0);
}

/** New packages tell old versions of Anki by a single note that they cannot be read there. */
function refuseNotice(notes: Collection["notes"]): void {
  const [only] = notes;
  if (notes.length !== 1 || !/^Please update to the latest Anki version/.test(only?.summary ?? "")) return;
  throw new Unreadable(
    "The package holds only the notice that a newer Anki is needed, and not the deck",
    "Import the package itself, as Anki wrote it; or export it again.",
  );
}

function decksUsed(cards: ReadonlyMap<number, readonly AnkiCard[]>): ReadonlySet<number> {
  return new Set([...cards.values()].flatMap((own) => own.map(({ deck }) => deck)));
}

/** Everything but notes, cards and media. */
interface Frame {
  readonly schema: number;
  readonly start: CollectionStart;
  readonly noteTypes: ReadonlyMap<number, NoteType>;
  readonly decks: readonly AnkiDeck[];
  readonly presets: ReadonlyMap<number, CollectedPreset>;
}

const NEWEST_SCHEMA = 18;
const OLDEST_SCHEMA = 11;

function frameOf(database: AnkiDatabase, problems: Problems): Frame {
  const col = [...database.rows("col", ["crt", "ver", "conf", "models", "decks", "dconf"])][0];
  if (col === undefined) throw damaged("The collection in the package");
  const schema = col.integer(1);
  if (schema > NEWEST_SCHEMA) {
    throw new Unreadable(
      `The collection is of a newer kind (schema ${schema}) than can be read here`,
      'In Anki, export it again with "Support older Anki versions" ticked.',
    );
  }
  if (schema < OLDEST_SCHEMA) {
    throw new Unreadable(
      `The collection is of a kind (schema ${schema}) from before Anki 2.0`,
      "Open it in Anki 2 and export it from there.",
    );
  }
  const settings = database.has("config") ? settingsOfTable(database) : settingsOfJson(col.text(2));
  return {
    schema,
    start: {
      madeAt: Math.max(0, col.integer(0)),
      westOffset: settings.westOffset,
      scheduler: settings.scheduler,
    },
    noteTypes: database.has("notetypes")
      ? noteTypesOfTables(database, problems)
      : noteTypesOfJson(col.text(3), problems),
    decks: database.has("decks") ? decksOfTables(database) : decksOfJson(col.text(4)),
    presets: database.has("deck_config")
      ? presetsOfTables(database, settings)
      : presetsOfJson(col.text(5), settings),
  };
}

interface Settings extends CollectionOptions {
  readonly westOffset: number | undefined;
  readonly scheduler: 1 | 2;
}

const SETTINGS: readonly string[] = ["creationOffset", "collapseTime", "newSpread", "schedVer"];

/** Values are JSON, one a row. */
function settingsOfTable(database: AnkiDatabase): Settings {
  const members = [...database.rows("config", ["KEY", "val"])]
    .filter((row) => SETTINGS.includes(row.text(0)))
    .map((row) => `${JSON.stringify(row.text(0))}:${new TextDecoder().decode(row.blob(1))}`);
  return settingsOfJson(`{${members.join(",")}}`);
}

function settingsOfJson(conf: string): Settings {
  const json = readJsonLeniently(conf);
  return {
    westOffset: json.number("creationOffset"),
    // Anki takes those that do not say for its first one, since they are from before there was a second.
    scheduler: (json.number("schedVer") ?? 1) > 1 ? 2 : 1,
    learnAheadSeconds: json.number("collapseTime"),
    newSpread: json.number("newSpread"),
  };
}

function titleOf(generation: Generation, schema: number): string {
  switch (generation) {
    case 0:
      return `Anki collection (schema ${schema})`;
    case 3:
      return `Anki package, new format (schema ${schema})`;
    default:
      return `Anki package, older format (schema ${schema})`;
  }
}
