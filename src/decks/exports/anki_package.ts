/** Packages that Anki opens, which also carry the notes as they are here, so that they come back as what they were. */
import { createHash } from "node:crypto";
import { zstdCompress } from "node:zlib";
import type { ZipFile } from "../zip_writer.ts";
import { zipOf } from "../zip_writer.ts";
import { collectionRows } from "./anki/collection_rows.ts";
import { REHEARSAL_FILE, rehearsalFile } from "./anki/rehearsal_file.ts";
import { wireMessage } from "./anki/wire_writer.ts";
import { writeCollection } from "./anki/write_collection.ts";
import type { ExportContents } from "./contents.ts";
import type { ExportFormat, ExportTools, ExportWishes } from "./export_format.ts";
import { mediaNaming } from "./media_names.ts";

export const ankiPackage: ExportFormat = {
  id: "apkg",
  title: "Anki package (.apkg)",
  description:
    "Opens in Anki, and here with nothing lost. In Anki, cards whose numbers are drawn anew become frozen variants.",
  extension: "apkg",
  mediaType: "application/octet-stream",
  wishes: ["schedules", "media", "older", "variants"],
  write: (contents, wishes, tools) => zipOf(filesOf(contents, wishes, tools)),
};

async function* filesOf(
  contents: ExportContents,
  wishes: ExportWishes,
  tools: ExportTools,
): AsyncGenerator<ZipFile> {
  const media = mediaNaming(contents);
  const rows = await collectionRows(contents, wishes, { mediaName: media.nameOf, pause: tools.pause });
  const collection = await writeCollection(rows, wishes.older ? 11 : 18, tools);
  if (wishes.older) yield { name: "collection.anki2", bytes: collection, packs: true };
  else {
    yield { name: "meta", bytes: wireMessage([[1, "number", 3]]), packs: false };
    yield { name: "collection.anki21b", bytes: await zstd(collection), packs: false };
    yield { name: "collection.anki2", bytes: await noticeCollection(contents, tools), packs: true };
  }
  const listed: MediaEntry[] = [];
  for (const file of wishes.media ? contents.media : []) {
    const bytes = await file.bytes();
    if (bytes === undefined) continue;
    const name = media.nameOf(file.name, file.deck);
    const sha1 = createHash("sha1").update(bytes).digest();
    yield { name: String(listed.length), bytes: wishes.older ? bytes : await zstd(bytes), packs: false };
    listed.push({ name, deck: file.deck, own: file.name, size: bytes.length, sha1 });
  }
  const list = wishes.older ? mediaJson(listed) : await zstd(mediaMessage(listed));
  yield { name: "media", bytes: list, packs: false };
  yield {
    name: REHEARSAL_FILE,
    bytes: rehearsalFile(contents, { wishes, collection, media: listed }),
    packs: true,
  };
}

export interface MediaEntry {
  /** In the package. */
  readonly name: string;
  readonly deck: number | undefined;
  /** What the notes here call it. */
  readonly own: string;
  readonly size: number;
  readonly sha1: Uint8Array;
}

function mediaJson(entries: readonly MediaEntry[]): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(entries.map(({ name }, index) => [index, name]))),
  );
}

/** Source: ankitects/anki, proto/anki/import_export.proto, MediaEntries. */
function mediaMessage(entries: readonly MediaEntry[]): Uint8Array {
  return wireMessage(
    entries.map(({ name, size, sha1 }) =>
      [1, "message", wireMessage([[1, "text", name], [2, "number", size], [3, "bytes", sha1]])] as const
    ),
  );
}

/** What versions of Anki that cannot read the package show instead of it: one card that says so. */
async function noticeCollection(contents: ExportContents, tools: ExportTools): Promise<Uint8Array> {
  const deck = {
    path: ["Default"],
    slug: "notice",
    description: "",
    order: 1,
    preset: undefined,
    shipped: false,
  };
  const front =
    "Please update to the latest Anki version, then import the .apkg file again; or export it for older versions.";
  const rows = await collectionRows(
    {
      ...contents,
      decks: [deck],
      noteTypes: [],
      notes: [{
        guid: "notice",
        scope: "deck",
        deck: 0,
        type: "basic",
        noteType: undefined,
        fields: JSON.stringify({ front, back: front }),
        tags: [],
        source: undefined,
        summary: front,
        modifiedAt: contents.at,
        createdAt: contents.at,
        cards: [{
          side: { key: "forward", label: "", generator: undefined },
          deck: 0,
          suspended: false,
          flag: 0,
          history: undefined,
          position: 1,
          leech: false,
        }],
      }],
      presets: [],
    },
    { schedules: false, media: false, older: true, variants: 1 },
    { mediaName: (name) => name, pause: tools.pause },
  );
  return await writeCollection(rows, 11, tools);
}

function zstd(bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zstdCompress(bytes, (error, packed) => error === null ? resolve(packed) : reject(error));
  });
}
