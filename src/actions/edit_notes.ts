/** Changes notes of a person's own decks, one or thousands at once; every edit can be taken back as a whole. */
import { present } from "../base/invariant.ts";
import { err, ok, type Result } from "../base/result.ts";
import { cardTypeOf } from "../decks/card_types.ts";
import type { LoadedNote } from "../decks/card_type.ts";
import type { PlannableNote } from "../decks/imports/import_plan.ts";
import type { NoteType } from "../decks/imports/note_type.ts";
import type { PreparedStep } from "../decks/imports/prepared.ts";
import { createEdit, type EditVerb, latestEdit, type StoredEdit } from "../store/edits.ts";
import { applySteps, beginApplying, finishImport } from "../store/import_apply.ts";
import { ownNotes } from "../store/import_reads.ts";
import { takeBackImport, type TakenBack } from "../store/import_take_back.ts";
import { noteTypesOf } from "../store/note_types.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { nowFor } from "./studying.ts";

/** Notes opened before others are let in. */
export const NOTES_AT_ONCE = 50;

/** What becomes of a note; parts that are left out stay. */
export interface NoteEdit {
  readonly type?: string;
  readonly noteType?: string | undefined;
  readonly fields?: string;
  readonly tags?: readonly string[];
  readonly source?: string | undefined;
  /** Path of the deck that it moves to; one of the person's own. */
  readonly deckPath?: readonly string[];
}

export interface EditAsked {
  readonly verb: EditVerb;
  readonly noteIds: readonly number[];
  /** undefined leaves the note as it is. */
  readonly edit: (note: PlannableNote) => NoteEdit | "delete" | undefined;
}

export interface Edited {
  /** What the edit is taken back by; undefined when nothing changed. */
  readonly id: number | undefined;
  readonly changed: number;
  /** Notes that are not the person's own to change. */
  readonly notOwn: number;
}

/** Why nothing was changed, in a sentence, and the note that it is about. */
export interface EditProblem {
  readonly noteId: number | undefined;
  readonly message: string;
}

/** All or nothing: when one note cannot be as asked, none is changed. */
export async function editNotes(
  deps: Deps,
  person: Person,
  { verb, noteIds, edit }: EditAsked,
): Promise<Result<Edited, EditProblem>> {
  const notes = await ownNotes(deps.store, person.id, noteIds);
  const noteTypes = await typesByKey(deps, person);
  const steps: PreparedStep[] = [];
  for (const [index, note] of notes.entries()) {
    if (index % NOTES_AT_ONCE === 0) await deps.store.letOthersIn();
    const edited = edit(note);
    if (edited === undefined) continue;
    if (edited === "delete") {
      steps.push({ kind: "retire", noteId: note.noteId });
      continue;
    }
    const step = changeStep(note, { edited, noteTypes });
    if (!step.ok) return step;
    if (step.value !== undefined) steps.push(step.value);
  }
  const id = steps.length === 0 ? undefined : await carryOut(deps, person, { verb, steps });
  return ok({ id, changed: steps.length, notOwn: new Set(noteIds).size - notes.length });
}

export interface NewNote {
  readonly guid: string;
  readonly deckPath: readonly string[];
  readonly type: string;
  readonly noteType: string | undefined;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
}

/** Adds notes to the person's own decks. */
export async function addNotes(
  deps: Deps,
  person: Person,
  notes: readonly NewNote[],
): Promise<Result<Edited, EditProblem>> {
  const noteTypes = await typesByKey(deps, person);
  const steps: PreparedStep[] = [];
  for (const { guid, deckPath, ...content } of notes) {
    const opened = open(content, noteTypes);
    if (!opened.ok) return err({ noteId: undefined, message: opened.error });
    const { sides, summary } = opened.value;
    steps.push({
      kind: "add",
      guid,
      deckPath,
      content: { ...content, summary },
      base: undefined,
      cards: sides.map((side, index) => newCard(side, deckPath, index)),
    });
  }
  const id = await carryOut(deps, person, { verb: "write", steps });
  return ok({ id, changed: steps.length, notOwn: 0 });
}

/** The latest edit that has not been taken back. */
export async function lastEdit(deps: Deps, person: Person): Promise<StoredEdit | undefined> {
  return await latestEdit(deps.store, person.id);
}

/** Takes an edit back; parts of notes that were changed since stay as they are. */
export async function takeBackEdit(deps: Deps, person: Person, id: number): Promise<TakenBack | undefined> {
  if ((await latestEdit(deps.store, person.id))?.id !== id) return undefined;
  return await takeBackImport(deps.store.aside, { userId: person.id, importId: id, at: deps.now() });
}

interface Steps {
  readonly verb: EditVerb;
  readonly steps: readonly PreparedStep[];
}

async function carryOut(deps: Deps, person: Person, { verb, steps }: Steps): Promise<number> {
  const now = nowFor(person, deps.now());
  const owner = { userId: person.id, at: now.at };
  const importId = await createEdit(deps.store, { ...owner, facts: { verb, notes: steps.length } });
  const frame = { decks: [], noteTypes: { add: [], change: [] }, presets: [] };
  const begun = await beginApplying(deps.store, { ...owner, importId, day: now.today, frame });
  const applying = present(begun, `the edit ${importId}`);
  try {
    await applySteps(deps.store.aside, applying, steps);
    await finishImport(deps.store, applying, undefined);
  } catch (error) {
    await takeBackImport(deps.store.aside, { ...owner, importId });
    throw error;
  }
  return importId;
}

interface Changing {
  readonly edited: NoteEdit;
  readonly noteTypes: ReadonlyMap<string, NoteType>;
}

/** undefined when the note already is so. */
function changeStep(
  note: PlannableNote,
  { edited, noteTypes }: Changing,
): Result<PreparedStep | undefined, EditProblem> {
  const content = {
    type: edited.type ?? note.type,
    noteType: "noteType" in edited ? edited.noteType : note.noteType,
    fields: edited.fields ?? note.fields,
    tags: edited.tags ?? note.tags,
    source: "source" in edited ? edited.source : note.source,
  };
  const deckPath = sameList(edited.deckPath ?? note.deckPath, note.deckPath) ? undefined : edited.deckPath;
  const isSame = content.type === note.type && content.noteType === note.noteType &&
    content.fields === note.fields && sameList(content.tags, note.tags) && content.source === note.source;
  if (isSame && deckPath === undefined) return ok(undefined);
  const opened = open(content, noteTypes);
  if (!opened.ok) return err({ noteId: note.noteId, message: opened.error });
  const { sides, summary } = opened.value;
  const home = deckPath ?? note.deckPath;
  return ok({
    kind: "change",
    noteId: note.noteId,
    content: { ...content, summary },
    base: undefined,
    deckPath,
    cards: sides.map((side, index) => newCard(side, home, index)),
  });
}

function open(
  { type, noteType, fields }: Pick<NewNote, "type" | "noteType" | "fields">,
  noteTypes: ReadonlyMap<string, NoteType>,
): Result<LoadedNote, string> {
  try {
    const loaded = cardTypeOf(type).load(
      fields,
      noteType === undefined ? undefined : noteTypes.get(noteType),
    );
    return loaded.sides.length > 0 ? ok(loaded) : err("The note would have no card: what it asks is empty.");
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return err(`${error.message}.`);
    throw error;
  }
}

/** A card as its note has it; one that is there already keeps its place and everything learnt. */
function newCard(
  { key, label, generator }: LoadedNote["sides"][number],
  deckPath: readonly string[],
  index: number,
) {
  return { side: key, label, generator, deckPath, position: 1_000_000 + index, log: [], memory: undefined };
}

async function typesByKey(deps: Deps, person: Person): Promise<ReadonlyMap<string, NoteType>> {
  const types = await noteTypesOf(deps.store, person.id);
  return new Map(types.map(({ definition }) => [definition.key, definition]));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
