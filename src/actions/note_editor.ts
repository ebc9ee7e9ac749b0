/** Writing and editing one note of one's own: its text or fields, tags, type and deck, with its cards as they will be. */
import { err, ok, type Result } from "../base/result.ts";
import { carryOver } from "../decks/change_kind.ts";
import { cardTypeOf, writtenTypes } from "../decks/card_types.ts";
import type { Asked } from "../decks/card_type.ts";
import type { PlannableNote } from "../decks/imports/import_plan.ts";
import type { NoteType } from "../decks/imports/note_type.ts";
import { noteText, readNoteText } from "../decks/note_text.ts";
import type { DeckProblem } from "../decks/note.ts";
import { ownNotes } from "../store/import_reads.ts";
import { noteTypesOf, type StoredNoteType } from "../store/note_types.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { type OwnDeck, ownDecks } from "./own_decks.ts";
import { addNotes, type Edited, editNotes } from "./edit_notes.ts";

/** What the form holds, as typed. */
export interface Draft {
  /** A card type's id, or "anki:" and the key of a note type. */
  readonly kind: string;
  /** Address of a deck of one's own. */
  readonly deck: string;
  readonly tags: readonly string[];
  readonly source: string;
  /** Of card types of our own. */
  readonly text: string;
  /** Of note types: HTML by field name. */
  readonly values: Readonly<Record<string, string>>;
}

export interface EditorState {
  readonly note: PlannableNote | undefined;
  readonly draft: Draft;
  readonly decks: readonly OwnDeck[];
  readonly kinds: readonly { readonly id: string; readonly title: string }[];
  /** The note type of the draft; undefined for card types of our own. */
  readonly noteType: StoredNoteType | undefined;
}

/** undefined when there is no such note of this person's own. */
export async function editorOf(deps: Deps, person: Person, noteId: number): Promise<EditorState | undefined> {
  const [note] = await ownNotes(deps.store, person.id, [noteId]);
  if (note === undefined) return undefined;
  const values: Readonly<Record<string, string>> = note.type === "anki" ? JSON.parse(note.fields) : {};
  return await editorState(deps, person, {
    note,
    draft: {
      kind: note.type === "anki" ? `anki:${note.noteType ?? ""}` : note.type,
      deck: note.deckSlug,
      tags: note.tags,
      source: note.source ?? "",
      text: noteText(note.type, note.fields) ?? "",
      values,
    },
  });
}

export async function editorState(
  deps: Deps,
  person: Person,
  { note, draft }: Pick<EditorState, "note" | "draft">,
): Promise<EditorState> {
  const [own, noteTypes] = await Promise.all([
    ownDecks(deps, person),
    noteTypesOf(deps.store, person.id),
  ]);
  return {
    note,
    draft: own.some(({ slug }) => slug === draft.deck) ? draft : { ...draft, deck: own[0]?.slug ?? "" },
    decks: own,
    kinds: [
      ...writtenTypes.map(({ id, title }) => ({ id, title })),
      ...noteTypes.map(({ definition }) => ({
        id: `anki:${definition.key}`,
        title: `${definition.name} (imported)`,
      })),
    ],
    noteType: noteTypes.find(({ definition }) => draft.kind === `anki:${definition.key}`),
  };
}

export interface Turned {
  readonly draft: Draft;
  /** Whether what was typed was written anew for its kind, so that somebody should look at it before it is kept. */
  readonly isTurned: boolean;
  /** Sentences about what could not be kept as it was. */
  readonly said: readonly string[];
}

/** The draft as its kind has it, when it was typed as one of another kind. */
export async function turnDraft(
  deps: Deps,
  person: Person,
  { draft, was }: { readonly draft: Draft; readonly was: string },
): Promise<Turned> {
  if (was === "" || was === draft.kind) return { draft, isTurned: false, said: [] };
  const noteTypes = await noteTypesOf(deps.store, person.id);
  const typeOf = (kind: string) =>
    noteTypes.find(({ definition }) => kind === `anki:${definition.key}`)?.definition;
  const [from, to] = [typeOf(was), typeOf(draft.kind)];
  const { said, ...written } = carryOver(draft, from, to);
  return { draft: { ...draft, ...written }, isTurned: from !== to, said };
}

export interface ReadDraft {
  readonly type: string;
  readonly noteType: NoteType | undefined;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly cards: readonly { readonly label: string; readonly asked: Asked }[];
}

/** The note of a draft with its first cards, or what is wrong with it. */
export function readDraft(
  draft: Draft,
  noteType: NoteType | undefined,
): Result<ReadDraft, readonly DeckProblem[]> {
  if (noteType === undefined) {
    const known = writtenTypes.some(({ id }) => id === draft.kind);
    if (!known) return err([problem("This kind of note is not known", "another kind")]);
    const read = readNoteText({ ...draft, type: draft.kind });
    if (!read.ok) return read;
    const { type, fields, tags, source } = read.value;
    return ok({ type, noteType, fields, tags, source, cards: cardsOf({ type, fields, noteType, tags }) });
  }
  const values = Object.fromEntries(noteType.fields.map(({ name }) => [name, draft.values[name] ?? ""]));
  const fields = JSON.stringify(values);
  const source = draft.source.trim() === "" ? undefined : draft.source.trim();
  const cards = cardsOf({ type: "anki", fields, noteType, tags: draft.tags });
  if (cards.length === 0) {
    const expected = noteType.kind === "cloze" ? "at least one `{{c1::text}}`" : "text in the first field";
    return err([problem("The note would have no card: what it asks is empty", expected)]);
  }
  return ok({ type: "anki", noteType, fields, tags: draft.tags, source, cards });
}

export type Saved =
  | { readonly kind: "saved"; readonly noteId: number | undefined; readonly edited: Edited }
  | { readonly kind: "problems"; readonly problems: readonly DeckProblem[] }
  | { readonly kind: "missing" };

interface Saving {
  /** undefined writes a new note, under this guid. */
  readonly noteId: number | undefined;
  readonly guid: string;
  readonly draft: Draft;
}

export async function saveNote(deps: Deps, person: Person, { noteId, guid, draft }: Saving): Promise<Saved> {
  const state = await editorState(deps, person, { note: undefined, draft });
  const deck = state.decks.find(({ slug }) => slug === draft.deck);
  if (deck === undefined) {
    const message = "A note needs a deck of your own";
    return { kind: "problems", problems: [problem(message, "one of your decks; make one first")] };
  }
  const read = readDraft(draft, state.noteType?.definition);
  if (!read.ok) return { kind: "problems", problems: read.error };
  const { type, noteType, fields, tags, source } = read.value;
  const content = { type, noteType: noteType?.key, fields, tags, source };
  const done = noteId === undefined
    ? await addNotes(deps, person, [{ ...content, guid, deckPath: deck.path }])
    : await editNotes(deps, person, {
      verb: "edit",
      noteIds: [noteId],
      edit: () => ({ ...content, deckPath: deck.path }),
    });
  if (!done.ok) return { kind: "problems", problems: [problem(done.error.message, "a note with a card")] };
  if (done.value.notOwn > 0) return { kind: "missing" };
  return { kind: "saved", noteId, edited: done.value };
}

const MOST_SHOWN = 8;

function cardsOf(
  { type, fields, noteType, tags }: Pick<ReadDraft, "type" | "fields" | "noteType" | "tags">,
): ReadDraft["cards"] {
  const loaded = cardTypeOf(type).load(fields, noteType, { deck: "", tags, flag: 0 });
  return loaded.sides.slice(0, MOST_SHOWN).map(({ key, label }) => ({ label, asked: loaded.ask(key, 1) }));
}

function problem(message: string, expected: string): DeckProblem {
  return { file: "note", line: 1, column: 1, message, expected };
}
