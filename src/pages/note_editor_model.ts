/** Makes the model of the page where a note is written. */
import type { Draft, EditorState, ReadDraft } from "../actions/note_editor.ts";
import type { Result } from "../base/result.ts";
import type { DeckProblem } from "../decks/note.ts";
import { type Fence, noteRenderer } from "./prose.ts";
import { triedCard, type WorkbenchCard } from "./workbench_model.ts";

export interface NoteEditorModel {
  /** undefined for a new note. */
  readonly noteId: number | undefined;
  readonly title: string;
  readonly draft: Draft;
  readonly decks: readonly { readonly slug: string; readonly name: string }[];
  readonly kinds: readonly { readonly id: string; readonly title: string }[];
  /** Fields of the note type; empty for card types of our own, which are one text. */
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly rtl: boolean;
    readonly hint: string;
  }[];
  readonly isCloze: boolean;
  readonly preview: NotePreview | undefined;
  /** What could not be kept when the kind was changed. */
  readonly said: readonly string[];
  readonly back: string;
}

export interface NotePreview {
  readonly problems: readonly Pick<DeckProblem, "line" | "column" | "message" | "expected">[];
  readonly cards: readonly WorkbenchCard[];
}

interface Shown {
  readonly read: Result<ReadDraft, readonly DeckProblem[]> | undefined;
  readonly fence: Fence;
  readonly back: string;
}

export function noteEditorModel(state: EditorState, { read, fence, back }: Shown): NoteEditorModel {
  const { note, draft, noteType } = state;
  return {
    noteId: note?.noteId,
    title: note === undefined ? "New note" : "Edit note",
    draft,
    decks: state.decks.map(({ slug, path }) => ({ slug, name: path.join(" › ") })),
    kinds: state.kinds,
    fields: (noteType?.definition.fields ?? []).map(({ name, rtl, description }) => (
      { name, value: draft.values[name] ?? "", rtl, hint: description }
    )),
    isCloze: draft.kind === "cloze" || noteType?.definition.kind === "cloze",
    preview: read && notePreview(read, { deckSlug: draft.deck, fence, noteTypeId: noteType?.id }),
    said: [],
    back,
  };
}

export function notePreview(
  read: Result<ReadDraft, readonly DeckProblem[]>,
  where: { readonly deckSlug: string; readonly fence: Fence; readonly noteTypeId: number | undefined },
): NotePreview {
  if (!read.ok) {
    return {
      problems: read.error.map(({ line, column, message, expected }) => ({
        line,
        column,
        message,
        expected,
      })),
      cards: [],
    };
  }
  const render = noteRenderer(where);
  return {
    problems: [],
    cards: read.value.cards.map(({ label, asked }) => triedCard({ label, ...asked }, render)),
  };
}
