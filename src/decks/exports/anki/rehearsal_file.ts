/** The part of a package that Anki leaves aside: the notes as they are here. */
import { createHash } from "node:crypto";
import type { RehearsalContents } from "../../imports/rehearsal_contents.ts";
import type { ExportCard, ExportContents } from "../contents.ts";
import type { ExportWishes } from "../export_format.ts";

export const REHEARSAL_FILE = "rehearsal.json";

export function rehearsalFile(
  contents: ExportContents,
  { wishes, collection, media }: {
    readonly wishes: ExportWishes;
    /** The SQLite file beside it. */
    readonly collection: Uint8Array;
    readonly media: readonly { readonly name: string; readonly own: string }[];
  },
): Uint8Array {
  const { decks, presets, noteTypes, notes } = contents;
  const file: RehearsalContents = {
    version: 1,
    collection: createHash("sha256").update(collection).digest("hex"),
    decks: decks.map(({ path, slug, description, order, preset }) => ({
      path: [...path],
      slug,
      description,
      order,
      preset: wishes.schedules ? preset : undefined,
    })),
    presets: wishes.schedules
      ? presets.map(({ key, name, options }) => ({ key, name, options: JSON.parse(JSON.stringify(options)) }))
      : [],
    noteTypes: noteTypes.map((type) => ({
      ...type,
      fields: [...type.fields],
      templates: [...type.templates],
    })),
    notes: notes.map((note) => ({
      guid: note.guid,
      scope: note.scope,
      deck: note.deck,
      type: note.type,
      noteType: note.noteType,
      fields: note.fields,
      tags: [...note.tags],
      source: note.source,
      modifiedAt: note.modifiedAt,
      cards: note.cards.map((card) => cardOf(card, wishes)),
    })),
    media: media.map(({ name, own }) => ({ file: name, name: own })),
  };
  return new TextEncoder().encode(JSON.stringify(file));
}

function cardOf(
  { side, deck, suspended, flag, history, position }: ExportCard,
  { schedules }: ExportWishes,
): RehearsalContents["notes"][number]["cards"][number] {
  const base = { side: side.key, label: side.label, deck };
  if (!schedules) return { ...base, suspended: false, flag: 0 };
  const brought = history === undefined
    ? undefined
    : { state: history.state, reviews: history.reviews.map((review) => ({ ...review })), position };
  return { ...base, suspended, flag, history: brought };
}
