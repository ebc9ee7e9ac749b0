/** The same edit to many notes: tags, deck, found text, deletion. */
import { err, ok, type Result } from "../base/result.ts";
import type { PlannableNote } from "../decks/imports/import_plan.ts";
import type { StoredEdit } from "../store/edits.ts";
import { ownNotes, plannableDecks } from "../store/import_reads.ts";
import { replacerOf, type Replacing } from "../text/replace.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { type OwnDeck, ownDecks } from "./own_decks.ts";
import {
  type Edited,
  editNotes,
  type EditProblem,
  lastEdit,
  type NoteEdit,
  NOTES_AT_ONCE,
} from "./edit_notes.ts";

export type BulkEdit =
  | { readonly kind: "add_tags" | "remove_tags"; readonly tags: readonly string[] }
  | { readonly kind: "move"; readonly slug: string }
  | { readonly kind: "delete" }
  | { readonly kind: "replace"; readonly replace: ReplacingIn };

/** Find and replace in the texts of one field by its name; undefined for all. */
export interface ReplacingIn extends Replacing {
  readonly field: string | undefined;
}

export async function bulkEdit(
  deps: Deps,
  person: Person,
  { noteIds, edit }: { readonly noteIds: readonly number[]; readonly edit: BulkEdit },
): Promise<Result<Edited, EditProblem>> {
  const made = await editOf(deps, person, edit);
  if (!made.ok) return made;
  const verb = edit.kind === "add_tags" || edit.kind === "remove_tags" ? "tag" : edit.kind;
  return await editNotes(deps, person, { verb, noteIds, edit: made.value });
}

type EditOne = (note: PlannableNote) => NoteEdit | "delete" | undefined;

async function editOf(deps: Deps, person: Person, edit: BulkEdit): Promise<Result<EditOne, EditProblem>> {
  switch (edit.kind) {
    case "add_tags":
      return ok(({ tags }) => ({ tags: [...new Set([...tags, ...edit.tags])] }));
    case "remove_tags":
      return ok(({ tags }) => ({ tags: tags.filter((tag) => !edit.tags.includes(tag)) }));
    case "delete":
      return ok(() => "delete");
    case "move": {
      const decks = await plannableDecks(deps.store, person.id);
      const deck = decks.find((one) => one.slug === edit.slug && !one.shipped && !one.retired);
      if (deck === undefined) {
        return err({ noteId: undefined, message: "Notes can be moved only to a deck of your own." });
      }
      return ok(() => ({ deckPath: deck.path }));
    }
    case "replace": {
      const replace = replacer(edit.replace);
      if (!replace.ok) return err({ noteId: undefined, message: replace.error });
      return ok(({ fields }) => ({ fields: replace.value(fields) }));
    }
  }
}

export interface Replacement {
  readonly noteId: number;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What a replacement would change, before it does: the first of the places, and how many notes there are. */
export async function previewReplace(
  deps: Deps,
  person: Person,
  { noteIds, replace, most }: {
    readonly noteIds: readonly number[];
    readonly replace: ReplacingIn;
    readonly most: number;
  },
): Promise<Result<{ readonly places: readonly Replacement[]; readonly notes: number }, string>> {
  const replaced = replacer(replace);
  if (!replaced.ok) return replaced;
  const notes = await ownNotes(deps.store, person.id, noteIds);
  const places: Replacement[] = [];
  let count = 0;
  for (const [index, { noteId, fields }] of notes.entries()) {
    if (index % NOTES_AT_ONCE === 0) await deps.store.letOthersIn();
    const found = changedTexts(JSON.parse(fields), JSON.parse(replaced.value(fields)), "");
    if (found.length > 0) count += 1;
    if (places.length < most) places.push(...found.map((one) => ({ noteId, ...one })));
  }
  return ok({ places: places.slice(0, most), notes: count });
}

/** The same JSON with its texts replaced; keys and structure stay. */
function replacer(replace: ReplacingIn): Result<(fields: string) => string, string> {
  const text = replacerOf(replace);
  if (!text.ok) return text;
  return ok((fields) => {
    const value: unknown = JSON.parse(fields);
    if (typeof value !== "object" || value === null) return fields;
    return JSON.stringify(Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        replace.field === undefined || replace.field === name ? mapTexts(one, text.value) : one,
      ]),
    ));
  });
}

function mapTexts(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, text)]));
}

function changedTexts(before: unknown, after: unknown, path: string): Omit<Replacement, "noteId">[] {
  if (typeof before === "string" && typeof after === "string") {
    return before === after ? [] : [{ field: path, before, after }];
  }
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null) return [];
  const changed = new Map(Object.entries(after));
  return Object.entries(before).flatMap(([key, one]) =>
    changedTexts(one, changed.get(key), path === "" ? key : `${path}.${key}`)
  );
}

export interface BulkState {
  /** The person's own decks, by path. */
  readonly decks: readonly OwnDeck[];
  readonly lastEdit: StoredEdit | undefined;
}

export async function bulkState(deps: Deps, person: Person): Promise<BulkState> {
  const [decks, last] = await Promise.all([ownDecks(deps, person), lastEdit(deps, person)]);
  return { decks, lastEdit: last };
}
