/** Collects what a file holds: numbers its decks, keeps guids apart, and counts what is left out. */
import { err, ok, type Result } from "../../base/result.ts";
import type {
  CollectedFormula,
  CollectedHistory,
  CollectedMedia,
  CollectedNote,
  Collection,
  CollectionProblem,
  Place,
  Refusal,
} from "./collection.ts";
import { knownText } from "./known_by.ts";
import { type RowRemarks, rowRemarks } from "./review_remarks.ts";
import { openNote } from "./open_note.ts";
import type { NoteType } from "./note_type.ts";
import { stableGuid } from "./stable_guid.ts";

export interface NoteDraft {
  /** As the file names the note; undefined: derived from `known`. */
  readonly guid: string | undefined;
  /** The first field as HTML, where a note of the person that has the same is meant. */
  readonly firstField?: string;
  /** What tells the note from others and stays when the rest is edited. */
  readonly known: readonly string[];
  readonly scope: CollectedNote["scope"];
  readonly deck: number;
  readonly type: string;
  readonly noteType: NoteType | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly modifiedAt: number | undefined;
  readonly suspended: boolean;
  /** By the order of its sides. */
  readonly histories: readonly (CollectedHistory | undefined)[];
  readonly place: Place;
}

export interface Collecting {
  /** The number of the deck with this path; it is added where it is new. Names that are too long are told of. */
  readonly deck: (path: readonly string[], description?: string) => number;
  readonly add: (draft: NoteDraft) => void;
  readonly problem: (problem: CollectionProblem) => void;
  /** A formula that is taken, and cannot be set. */
  readonly formula: (formula: CollectedFormula) => void;
  /** Rows of histories that are no answers, or not as they stand. */
  readonly rows: RowRemarks["add"];
  readonly media: (file: CollectedMedia) => void;
  readonly missing: (name: string, place: Place) => void;
  readonly finish: (title: string) => Result<Collection, Refusal>;
}

const MOST_NOTES = 200_000;
const MOST_DECKS = 5_000;
/** Far more than rows that a person would mend one by one; what is beyond is counted. */
const MOST_PROBLEMS = 100_000;
const MOST_TAGS = 100;
const LONGEST_NAME = 120;
const DEEPEST = 20;

export const plainDraft = {
  guid: undefined,
  scope: "deck",
  noteType: undefined,
  tags: [],
  source: undefined,
  modifiedAt: undefined,
  suspended: false,
  histories: [],
} as const;

/** `file` is what the person calls the upload. */
export function collecting(file: string): Collecting {
  const decks = new Map<
    string,
    { readonly path: readonly string[]; description: string; readonly at: number }
  >();
  const noteTypes = new Map<string, NoteType>();
  const notes: CollectedNote[] = [];
  const guids = new Map<string, CollectedNote>();
  const media = new Map<string, CollectedMedia>();
  const missing = new Map<string, Place>();
  const problems: CollectionProblem[] = [];
  const formulas: CollectedFormula[] = [];
  const cutDecks = new Set<string>();
  const rows = rowRemarks();
  let untold = 0;
  let tooMany = 0;

  function problem(found: CollectionProblem): void {
    if (problems.length < MOST_PROBLEMS) problems.push(found);
    else untold += 1;
  }

  function deck(given: readonly string[], description = ""): number {
    const whole = given.map(cleanLine).filter((step) => step !== "");
    const steps = whole.map((step) => step.slice(0, LONGEST_NAME));
    const path = steps.length === 0 ? ["Imported"] : steps.slice(0, DEEPEST);
    const key = path.join("\u0000");
    const known = decks.get(key) ?? { path, description, at: decks.size };
    if (whole.join("\u0000") !== steps.slice(0, DEEPEST).join("\u0000")) shortDeck(whole, path);
    if (known.description === "") known.description = description;
    decks.set(key, known);
    return known.at;
  }

  function shortDeck(whole: readonly string[], path: readonly string[]): void {
    const name = whole.join("::");
    if (cutDecks.has(name)) return;
    cutDecks.add(name);
    problem({
      place: { file, line: undefined, column: undefined },
      kind: "changed",
      message: `The deck “${name.slice(0, 60)}…” comes as “${path.join("::").slice(0, 60)}…”`,
      expected: `names of at most ${LONGEST_NAME} characters, and at most ${DEEPEST} decks inside each other`,
    });
  }

  function add(draft: NoteDraft): void {
    // All are refused then: they are counted, and not kept.
    if (notes.length > MOST_NOTES) {
      tooMany += 1;
      return;
    }
    const { place } = draft;
    const fields = JSON.stringify(draft.fields);
    const opened = openNote(draft.type, fields, draft.noteType);
    if (!opened.ok) return problem({ place, kind: "skipped", ...opened.error });
    const guid = guidOf(draft, fields);
    if (guid === undefined) return;
    const allTags = [...new Set(draft.tags.map(cleanLine).filter((tag) => tag !== ""))];
    const tags = allTags.slice(0, MOST_TAGS);
    if (allTags.length > MOST_TAGS) {
      const message = `The note has ${allTags.length} tags; the first ${MOST_TAGS} are taken`;
      problem({ place, kind: "changed", message, expected: `at most ${MOST_TAGS} tags` });
    }
    const note: CollectedNote = {
      guid,
      ...(draft.firstField === undefined ? {} : { knownBy: knownText(draft.firstField) }),
      scope: draft.scope,
      deck: draft.deck,
      type: draft.type,
      noteType: draft.noteType?.key,
      fields,
      tags,
      source: draft.source,
      summary: opened.value.summary,
      modifiedAt: draft.modifiedAt,
      cards: opened.value.sides.map((side, index) => ({
        side,
        deck: draft.deck,
        suspended: draft.suspended,
        flag: 0,
        history: draft.histories[index],
      })),
      place,
    };
    if (draft.noteType !== undefined) noteTypes.set(draft.noteType.key, draft.noteType);
    guids.set(scoped(note.scope, note.deck, guid), note);
    notes.push(note);
  }

  /** Two notes that are known by the same: equal ones are taken once, others are known by all they say. */
  function guidOf(draft: NoteDraft, fields: string): string | undefined {
    const guid = draft.guid ?? stableGuid(draft.known);
    const other = guids.get(scoped(draft.scope, draft.deck, guid));
    if (other === undefined) return guid;
    const where = other.place.line === undefined ? "one before it" : `the one in line ${other.place.line}`;
    const { place } = draft;
    if (other.fields === fields || draft.guid !== undefined) {
      const same = other.fields === fields;
      const message = same
        ? `The note is the same as ${where}`
        : `The guid ${guid.slice(0, 40)} is also that of ${where}`;
      problem({ place, kind: "skipped", message, expected: same ? "each note once" : "a guid of its own" });
      return undefined;
    }
    const longer = stableGuid([...draft.known, fields]);
    if (guids.has(scoped(draft.scope, draft.deck, longer))) {
      problem({ place, kind: "skipped", message: "The note stands here twice", expected: "each note once" });
      return undefined;
    }
    problem({
      place,
      kind: "changed",
      message: `The note asks the same as ${where}, with another answer; both are taken`,
      expected: "questions that differ: otherwise an edited answer makes a new note at the next import",
    });
    return longer;
  }

  function finish(title: string): Result<Collection, Refusal> {
    const large = notes.length > MOST_NOTES
      ? `${notes.length + tooMany} notes; at most ${MOST_NOTES} are taken`
      : decks.size > MOST_DECKS
      ? `${decks.size} decks; at most ${MOST_DECKS} are taken`
      : undefined;
    if (large !== undefined) {
      return err({
        file,
        message: `The file has ${large}`,
        mend: "Split it into several files.",
        problems: [],
      });
    }
    if (notes.length === 0) {
      const count = problems.length + untold;
      const message = count === 0 ? "The file holds no notes" : "No note of the file can be taken";
      const mend = count === 0 ? "Choose another file." : "Mend what is listed and try again.";
      return err({ file, message, mend, problems });
    }
    return ok({
      title,
      decks: [...decks.values()].map(({ path, description }) => (
        { path, slug: undefined, description, order: undefined, preset: undefined }
      )),
      noteTypes: [...noteTypes.values()],
      notes,
      presets: [],
      media: [...media.values()],
      missingMedia: [...missing].filter(([name]) => !media.has(name)).map(([name, place]) => ({
        name,
        place,
      })),
      problems: untold === 0 ? problems : [...problems, {
        place: { file, line: undefined, column: undefined },
        kind: "changed",
        message: `${untold} more problems are not listed`,
        expected: "the ones above mended first",
      }],
      formulas,
      rowsLeft: rows.list(),
      hasSchedules: notes.some(({ cards }) => cards.some(({ history }) => history !== undefined)),
    });
  }

  return {
    deck,
    add,
    problem,
    formula: (found) => void formulas.push(found),
    rows: rows.add,
    media: (found) => void media.set(found.name, found),
    missing: (name, place) => void (missing.has(name) || missing.set(name, place)),
    finish,
  };
}

/** A refusal of the whole file in one sentence. */
export function refused(file: string, message: string, mend: string): Result<never, Refusal> {
  return err({ file, message, mend, problems: [] });
}

/** The name of a file without folders and ending: what its deck is called by. */
export function stem(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? name;
  return last.replace(/\.[A-Za-z0-9]{1,8}$/, "").trim() || "Imported";
}

function scoped(scope: CollectedNote["scope"], deck: number, guid: string): string {
  return scope === "collection" ? `c ${guid}` : `${deck} ${guid}`;
}

function cleanLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
