/** Pieces of contents to export, and what a format makes of them. */
import type { ExportContents, ExportNote } from "../../../src/decks/exports/contents.ts";
import type { ExportFormat, ExportTools, ExportWishes } from "../../../src/decks/exports/export_format.ts";
import { DEFAULT_WISHES } from "../../../src/decks/exports/export_format.ts";
import type { DeckFormat, TableChoices } from "../../../src/decks/format.ts";
import { deckFormats } from "../../../src/decks/formats.ts";
import { PACKAGE_LIMITS } from "../../../src/decks/formats/anki/package_files.ts";
import { readZip } from "../../../src/decks/zip.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import { sqlWasm } from "../../packages/sql_tables.ts";
import { noteTypeWith } from "../anki/note_types.ts";

export const TWO_SIDED = noteTypeWith({
  key: "1500000000001",
  name: 'Zwei "Seiten" 🙂',
  fields: ["Front", "Back", "More"],
  templates: [
    { name: "Card 1", front: "{{Front}}", back: "{{Back}}{{More}}" },
    { name: "Card 2", front: "{{Back}}", back: "{{Front}}" },
  ],
  modifiedAt: 1_600_000_000_000,
});

export const CLOZE = noteTypeWith({
  key: "1500000000002",
  name: "Lücken",
  kind: "cloze",
  fields: ["Text", "Zusatz"],
  templates: [{ name: "Cloze", front: "{{cloze:Text}}", back: "{{cloze:Text}}<br>{{Zusatz}}" }],
  modifiedAt: 1_600_000_000_000,
});

export const TOOLS: ExportTools = {
  sqlWasm: () => Promise.resolve(sqlWasm),
  pause: () => Promise.resolve(),
};

/** One deck of these notes of our own, with nothing learnt. */
export function contentsOf(
  notes: readonly Pick<ExportNote, "type" | "fields">[],
  changes: Partial<ExportContents> = {},
): ExportContents {
  return {
    decks: [{ path: ["Deck"], slug: "deck", description: "", order: 1, preset: undefined, shipped: false }],
    noteTypes: [],
    notes: notes.map(({ type, fields }, index) => ({
      guid: `note-${index + 1}`,
      scope: "deck",
      deck: 0,
      type,
      noteType: undefined,
      fields,
      tags: [],
      source: undefined,
      summary: "",
      modifiedAt: 1_600_000_000_000,
      createdAt: 1_600_000_000_000 + index,
      cards: [{
        side: { key: "forward", label: "", generator: undefined },
        deck: 0,
        suspended: false,
        flag: 0,
        history: undefined,
        position: index + 1,
        leech: false,
      }],
    })),
    presets: [],
    media: [],
    at: 1_700_000_000_000,
    collectionMadeAt: 1_600_000_000,
    collectionWestOffset: 0,
    ...changes,
  };
}

export async function written(
  format: ExportFormat,
  contents: ExportContents,
  wishes: Partial<ExportWishes> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of format.write(contents, { ...DEFAULT_WISHES, ...wishes }, TOOLS)) {
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Read by the format that recognises it, or by another one. */
export async function readBack(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  by?: DeckFormat,
  choices: TableChoices = {},
): Promise<Collection> {
  const file = { name, bytes };
  const format = by ?? deckFormats.find((one) => one.recognises(file));
  if (format === undefined) throw new Error(`Nothing recognises ${name}`);
  const read = await format.read(file, choices, { sqlWasm, progress: () => {} });
  if (!read.ok) throw new Error(`Refused: ${JSON.stringify(read.error)}`);
  return read.value.collection;
}

/** The files of a zip as text, by name. */
export function zipTexts(bytes: Uint8Array<ArrayBuffer>): Readonly<Record<string, string>> {
  const zip = readZip(bytes, PACKAGE_LIMITS);
  if (!zip.ok) throw new Error(zip.error.message);
  return Object.fromEntries(zip.value.map((entry) => {
    const content = entry.bytes();
    if (!content.ok) throw new Error(content.error.message);
    return [entry.name, new TextDecoder().decode(content.value)];
  }));
}
