/** Contents as the rows of an Anki collection: everything gets the number that Anki knows it by. */
import { createHash } from "node:crypto";
import type { AnkiCardState, AnkiReview } from "../../../scheduling/anki_history.ts";
import { htmlText } from "../../../text/html_text.ts";
import type { NoteType } from "../../imports/note_type.ts";
import type { ExportContents, ExportPreset } from "../contents.ts";
import type { ExportTools, ExportWishes } from "../export_format.ts";
import { type AnkiNote, type AnkiNoteCard, ankiNotes } from "./anki_notes.ts";

export interface CollectionRows {
  /** Seconds. */
  readonly madeAt: number;
  readonly westOffset: number | undefined;
  /** Seconds of the export. */
  readonly at: number;
  readonly noteTypes: readonly { readonly id: number; readonly type: NoteType }[];
  /** Parents before children; "Default", which every collection has, comes first. */
  readonly decks: readonly DeckRow[];
  readonly presets: readonly (ExportPreset & { readonly id: number })[];
  readonly notes: readonly NoteRow[];
  readonly cards: readonly CardRow[];
  readonly reviews: readonly (AnkiReview & { readonly cardId: number })[];
}

export interface DeckRow {
  readonly id: number;
  readonly path: readonly string[];
  /** Markdown. */
  readonly description: string;
  readonly preset: number;
}

export interface NoteRow {
  readonly id: number;
  readonly guid: string;
  readonly noteType: number;
  /** Seconds. */
  readonly modifiedAt: number;
  readonly tags: string;
  readonly fields: string;
  readonly sortText: string;
  readonly checksum: number;
}

export interface CardRow {
  readonly id: number;
  readonly note: number;
  readonly deck: number;
  readonly ord: number;
  readonly flag: number;
  readonly state: Pick<
    AnkiCardState,
    "type" | "queue" | "due" | "intervalDays" | "factor" | "reps" | "lapses" | "stepsLeft"
  >;
  /** JSON: FSRS state, and the place among the new cards. */
  readonly data: string;
}

const DEFAULT_ID = 1;
const NOTES_A_TURN = 25;

export async function collectionRows(
  contents: ExportContents,
  wishes: ExportWishes,
  { mediaName, pause }: {
    readonly mediaName: (name: string, deck: number) => string;
    readonly pause: ExportTools["pause"];
  },
): Promise<CollectionRows> {
  const presets = wishes.schedules
    ? contents.presets.map((preset) => ({ ...preset, id: idOf(`preset ${preset.key}`) }))
    : [];
  const { decks, deckIds } = deckRows(contents, presets);
  const known = new Map(contents.noteTypes.map((type) => [type.key, type]));
  const noteTypes = new Map<string, { readonly id: number; readonly type: NoteType }>();
  const [noteIds, cardIds, reviewIds] = [freeIds(), freeIds(), freeIds()];
  const rows = {
    notes: new Array<NoteRow>(),
    cards: new Array<CardRow>(),
    reviews: new Array<CollectionRows["reviews"][number]>(),
  };
  for (const [index, note] of contents.notes.entries()) {
    if (index % NOTES_A_TURN === 0) await pause();
    for (
      const made of ankiNotes(note, { noteTypes: known, decks: contents.decks }, { ...wishes, mediaName })
    ) {
      if (made.cards.length === 0) continue;
      const id = noteIds(made.createdAt);
      const type = noteTypes.get(made.noteType.key) ??
        { id: noteTypeId(made.noteType.key), type: made.noteType };
      noteTypes.set(made.noteType.key, type);
      rows.notes.push(noteRow(made, { id, noteType: type.id, schedules: wishes.schedules }));
      for (const card of made.cards) {
        const cardId = cardIds(made.createdAt);
        rows.cards.push(
          cardRow(card, {
            id: cardId,
            note: id,
            deck: deckIds[card.deck] ?? DEFAULT_ID,
            schedules: wishes.schedules,
          }),
        );
        if (!wishes.schedules) continue;
        for (const review of card.history?.reviews ?? []) {
          rows.reviews.push({ ...review, id: reviewIds(review.id), cardId });
        }
      }
    }
  }
  return {
    madeAt: contents.collectionMadeAt,
    westOffset: contents.collectionWestOffset,
    at: Math.floor(contents.at / 1000),
    noteTypes: [...noteTypes.values()],
    decks,
    presets,
    ...rows,
  };
}

/** The wanted id, or the next one that is free. */
function freeIds(): (wanted: number) => number {
  const taken = new Set<number>();
  const next = new Map<number, number>();
  return (wanted) => {
    const first = Math.max(1, Math.trunc(wanted));
    let id = next.get(first) ?? first;
    while (taken.has(id)) id++;
    taken.add(id);
    next.set(first, id + 1);
    return id;
  };
}

/** An id like Anki's, which are instants in ms, made of a text: the same at each export. */
function idOf(text: string): number {
  const hash = createHash("sha256").update(text).digest();
  return 1_000_000_000_000 + hash.readUIntBE(0, 6) % 500_000_000_000;
}

/** Imported note types go out under the id that they came with. */
function noteTypeId(key: string): number {
  const id = /^[1-9]\d{0,15}$/.test(key) ? Number(key) : NaN;
  return Number.isSafeInteger(id) ? id : idOf(`note type ${key}`);
}

function deckRows(
  { decks }: Pick<ExportContents, "decks">,
  presets: readonly { readonly id: number; readonly key: string }[],
): { readonly decks: readonly DeckRow[]; readonly deckIds: readonly number[] } {
  const presetIds = new Map(presets.map(({ key, id }) => [key, id]));
  const rows = new Map<string, DeckRow>([[
    "default",
    { id: DEFAULT_ID, path: ["Default"], description: "", preset: DEFAULT_ID },
  ]]);
  const paths = decks.map(({ path }) => path.map(deckStep));
  const keyOf = (path: readonly string[]) => path.join("\u001f").toLowerCase();
  decks.forEach(({ description, preset }, index) => {
    const path = paths[index] ?? [];
    for (let depth = 1; depth <= path.length; depth++) {
      const part = path.slice(0, depth);
      const isWhole = depth === path.length;
      const known = rows.get(keyOf(part));
      if (known !== undefined && !isWhole) continue;
      rows.set(keyOf(part), {
        id: known?.id ?? idOf(`deck ${keyOf(part)}`),
        path: known?.path ?? part,
        description: isWhole ? description : known?.description ?? "",
        preset: presetIds.get(isWhole ? preset ?? "" : "") ?? known?.preset ?? DEFAULT_ID,
      });
    }
  });
  return {
    decks: [...rows.values()],
    deckIds: paths.map((path) => rows.get(keyOf(path))?.id ?? DEFAULT_ID),
  };
}

/** Anki's decks are told apart by "::", and its names hold no quotes. */
function deckStep(name: string): string {
  return name.normalize("NFC").replace(/:{2,}/g, ":").replace(/[\p{Cc}"]/gu, "").trim() || "blank";
}

function noteRow(
  note: AnkiNote,
  { id, noteType, schedules }: {
    readonly id: number;
    readonly noteType: number;
    readonly schedules: boolean;
  },
): NoteRow {
  const values = note.values.map((value) => value.replaceAll("\u001f", " "));
  const isLeech = schedules && note.cards.some(({ leech }) => leech);
  const tags = new Set(
    [...note.tags, ...(isLeech ? ["leech"] : [])].map((tag) => tag.replace(/[\s\u3000]+/g, "_")),
  );
  return {
    id,
    guid: note.guid,
    noteType,
    modifiedAt: Math.floor(note.modifiedAt / 1000),
    tags: tags.size === 0 ? "" : ` ${[...tags].join(" ")} `,
    fields: values.join("\u001f"),
    sortText: htmlText(values[note.noteType.sortField] ?? ""),
    checksum: checksumOf(values[0] ?? ""),
  };
}

/** Source: ankitects/anki, rslib/src/notes/mod.rs, field_checksum. */
function checksumOf(field: string): number {
  return createHash("sha1").update(htmlText(field)).digest().readUInt32BE(0);
}

function cardRow(
  card: AnkiNoteCard,
  { schedules, ...ids }: {
    readonly id: number;
    readonly note: number;
    readonly deck: number;
    readonly schedules: boolean;
  },
): CardRow {
  const state = schedules ? card.history?.state : undefined;
  if (state === undefined || state.type === 0) {
    const queue = schedules && (card.suspended || state?.queue === -1) ? -1 : state?.queue ?? 0;
    const fresh = { type: 0, queue, due: card.position, intervalDays: 0, factor: 0, stepsLeft: 0 } as const;
    const { reps = 0, lapses = 0 } = state ?? {};
    return {
      ...ids,
      ord: card.ord,
      flag: schedules ? card.flag : 0,
      state: { ...fresh, reps, lapses },
      data: "{}",
    };
  }
  const { stability, difficulty, lastReviewAt } = state;
  const data = {
    pos: card.position,
    ...(stability === undefined || difficulty === undefined ? {} : { s: stability, d: difficulty }),
    ...(lastReviewAt === undefined ? {} : { lrt: Math.floor(lastReviewAt / 1000) }),
  };
  return { ...ids, ord: card.ord, flag: card.flag, state, data: JSON.stringify(data) };
}
