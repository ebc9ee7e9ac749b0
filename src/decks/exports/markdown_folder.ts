/** Decks as folders: deck.md as authors write it, the pictures beside it, and what deck.md cannot hold as notes.json. */
import { cardTypeOf } from "../card_types.ts";
import { writeDeck } from "../formats/write_deck.ts";
import { mediaNamesIn } from "../imports/media_references.ts";
import { type ZipFile, zipOf } from "../zip_writer.ts";
import { type ExportContents, type ExportDeck, type ExportNote } from "./contents.ts";
import type { ExportFormat, ExportTools, ExportWishes } from "./export_format.ts";

export const markdownFolder: ExportFormat = {
  id: "markdown",
  title: "Markdown decks (.zip)",
  description:
    "A folder for each deck with deck.md, as authors write it, and its pictures; imported notes lie beside it as notes.json. No schedules.",
  extension: "zip",
  mediaType: "application/zip",
  wishes: ["media"],
  write: (contents, wishes, tools) => zipOf(filesOf(contents, wishes, tools)),
};

async function* filesOf(
  contents: ExportContents,
  wishes: ExportWishes,
  { pause }: ExportTools,
): AsyncGenerator<ZipFile> {
  const encoder = new TextEncoder();
  for (const [index, deck] of contents.decks.entries()) {
    await pause();
    const notes = contents.notes.filter((note) => note.deck === index);
    if (notes.length === 0) continue;
    const held = notes.filter(isWritten);
    const others = notes.filter((note) => !isWritten(note));
    if (held.length > 0) {
      yield { name: `${deck.slug}/deck.md`, bytes: encoder.encode(deckText(deck, held)), packs: true };
    }
    if (others.length > 0) {
      const json = JSON.stringify(notesJson(contents, deck, others), undefined, 2);
      yield { name: `${deck.slug}/notes.json`, bytes: encoder.encode(`${json}\n`), packs: true };
    }
    if (wishes.media) yield* mediaFiles(contents, { deck, index, notes });
  }
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether deck.md can hold the note: of a type that it has, under an id and with tags that it takes. */
function isWritten({ type, fields, guid, tags }: ExportNote): boolean {
  return ID.test(guid) && guid.length <= 80 && tags.every((tag) => tag.length <= 80 && !tag.includes(",")) &&
    cardTypeOf(type).write(fields) !== undefined;
}

function deckText(deck: ExportDeck, notes: readonly ExportNote[]): string {
  return writeDeck({
    slug: deck.slug,
    name: (deck.path.at(-1) ?? "").slice(0, 120).trim() || deck.slug,
    // A deck file needs one, and says at most so much.
    description: deck.description.trim().slice(0, 2000) || deck.path.join(" / "),
    order: Math.max(0, Math.trunc(deck.order ?? 0)),
    notes: notes.map(({ guid, type, tags, source, fields }) => ({ id: guid, type, tags, source, fields })),
  });
}

/** As the import of JSON reads it. */
function notesJson(
  { noteTypes }: ExportContents,
  { path }: ExportDeck,
  notes: readonly ExportNote[],
): unknown {
  const types = new Map(noteTypes.map((type) => [type.key, type]));
  const used = new Set(notes.map(({ noteType }) => noteType));
  return {
    noteTypes: noteTypes.filter(({ key }) => used.has(key)),
    decks: [{
      name: path,
      notes: notes.map(({ guid, type, noteType, fields, tags, source }) => {
        const name = types.get(noteType ?? "")?.name;
        return {
          guid,
          ...(name === undefined ? { type } : { noteType: name }),
          fields: JSON.parse(fields),
          ...(tags.length === 0 ? {} : { tags }),
          ...(source === undefined ? {} : { source }),
        };
      }),
    }],
  };
}

/** Files of the deck's notes, each beside the notes that show it. */
async function* mediaFiles(
  { media }: ExportContents,
  { deck, index, notes }: {
    readonly deck: ExportDeck;
    readonly index: number;
    readonly notes: readonly ExportNote[];
  },
): AsyncGenerator<ZipFile> {
  const used = new Set(
    notes.flatMap(({ fields, source }) =>
      [
        ...Object.values(JSON.parse(fields)).map((value) =>
          typeof value === "string" ? value : JSON.stringify(value)
        ),
        source ?? "",
      ]
        .flatMap(mediaNamesIn)
    ),
  );
  for (const file of media) {
    const isOurs = file.deck === undefined ? used.has(file.name) : file.deck === index;
    const bytes = isOurs ? await file.bytes() : undefined;
    if (bytes !== undefined) yield { name: `${deck.slug}/${file.name}`, bytes, packs: false };
  }
}
