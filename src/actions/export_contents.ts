/** Gathers what a person wants to export: decks with all below them, their notes, schedules and media. */
import type {
  ExportCard,
  ExportContents,
  ExportDeck,
  ExportMedia,
  ExportNote,
} from "../decks/exports/contents.ts";
import { mediaNamesIn } from "../decks/imports/media_references.ts";
import type { NoteType } from "../decks/imports/note_type.ts";
import { type Clock, dayOf, startOfDay } from "../scheduling/day.ts";
import { DEFAULT_PARAMETERS } from "../scheduling/memory_model.ts";
import { toAnki } from "../scheduling/to_anki.ts";
import type { Day, Preset } from "../scheduling/types.ts";
import { zoneOffsets } from "../scheduling/zone_offset.ts";
import {
  exportDecks,
  exportMediaNames,
  exportNotes,
  type StoredExportCard,
  type StoredExportDeck,
  type StoredExportNote,
} from "../store/export_reads.ts";
import { noteTypesOf } from "../store/note_types.ts";
import type { Person } from "../store/people.ts";
import { presetsOf } from "../store/presets.ts";
import type { Deps } from "./deps.ts";
import type { MediaFiles } from "./media.ts";

/** What gathering needs beside the store. */
export interface ExportSources {
  /** Where the bytes of pictures are read from. */
  readonly media: MediaFiles;
  readonly deckFile: (slug: string, name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Lets others in between. */
  readonly pause: () => Promise<void>;
}

const NOTES_A_TURN = 10;

export interface ExportAsked {
  /** Addresses of decks, each with all below it; undefined: everything. */
  readonly decks: readonly string[] | undefined;
  readonly schedules: boolean;
}

/** undefined when one of the decks is not there. */
export async function exportContents(
  deps: Deps,
  person: Person,
  asked: ExportAsked,
  sources: ExportSources,
): Promise<ExportContents | undefined> {
  const { store } = deps;
  const all = await exportDecks(store, person.id);
  const chosen = chosenDecks(all, asked.decks);
  if (chosen === undefined) return undefined;
  const at = deps.now();
  const stored: { readonly deck: StoredExportDeck; readonly note: StoredExportNote }[] = [];
  for (const deck of chosen) {
    const reads = exportNotes(store, person.id, {
      deckId: deck.id,
      withLogs: asked.schedules,
      pause: sources.pause,
    });
    for await (const notes of reads) stored.push(...notes.map((note) => ({ deck, note })));
  }
  const [presets, noteTypes, names] = await Promise.all([
    presetsOf(store, person.id),
    noteTypesOf(store, person.id),
    exportMediaNames(store, person.id),
  ]);
  const used = usedDecks(chosen, { all, cards: stored.flatMap(({ note }) => note.cards) });
  const index = new Map(used.map(({ id }, place) => [id, place]));
  const options = new Map(presets.map((preset) => [preset.id, preset.options]));
  const deckPresets = new Map(all.map(({ id, presetId }) => [id, options.get(presetId)]));
  const start = collectionStart(person, stored.map(({ note }) => note));
  const notes = await inTurns(stored, sources, ({ deck, note }) =>
    noteOf(note, {
      home: index.get(deck.id) ?? 0,
      cardOf: (card) =>
        exportedCard(card, {
          deck: index.get(card.deckId) ?? index.get(deck.id) ?? 0,
          preset: asked.schedules ? deckPresets.get(card.deckId) : undefined,
          context: { clock: person, today: dayOf(at, person), ...start },
        }),
    }));
  const usedTypes = new Set(notes.map(({ noteType }) => noteType));
  const types = noteTypes.map(({ definition }) => definition).filter(({ key }) => usedTypes.has(key));
  const decks = used.map((deck) => exportedDeck(deck, all));
  const usedPresets = new Set(used.map(({ presetId }) => presetId));
  return {
    decks,
    noteTypes: types,
    notes,
    presets: presets.filter(({ id }) => usedPresets.has(id))
      .map(({ id, name, options }) => ({ key: String(id), name, options, isFitted: isFitted(options) })),
    media: await mediaOf({ decks, noteTypes: types, notes }, names, sources),
    at,
    ...start,
  };
}

function isFitted({ parameters }: Preset): boolean {
  return JSON.stringify(parameters) !== JSON.stringify(DEFAULT_PARAMETERS);
}

function chosenDecks(
  all: readonly StoredExportDeck[],
  slugs: readonly string[] | undefined,
): readonly StoredExportDeck[] | undefined {
  if (slugs === undefined) return all;
  const roots = slugs.map((slug) =>
    all.find((deck) => deck.slug === slug && !deck.shipped) ?? all.find((deck) => deck.slug === slug)
  );
  if (roots.includes(undefined)) return undefined;
  const ids = new Set(roots.map((deck) => deck?.id));
  // Parents may stand after their children: go on until nothing is added.
  for (let before = -1; before !== ids.size;) {
    before = ids.size;
    for (const { id, parentId } of all) if (parentId !== undefined && ids.has(parentId)) ids.add(id);
  }
  return all.filter(({ id }) => ids.has(id));
}

/** The chosen decks, and those that only single cards of their notes lie in. */
function usedDecks(
  chosen: readonly StoredExportDeck[],
  { all, cards }: { readonly all: readonly StoredExportDeck[]; readonly cards: readonly StoredExportCard[] },
): readonly StoredExportDeck[] {
  const known = new Set(chosen.map(({ id }) => id));
  const others = new Set(cards.map(({ deckId }) => deckId).filter((id) => !known.has(id)));
  return [...chosen, ...all.filter(({ id }) => others.has(id))];
}

function exportedDeck(deck: StoredExportDeck, all: readonly StoredExportDeck[]): ExportDeck {
  const byId = new Map(all.map((other) => [other.id, other]));
  const path: string[] = [];
  let next: StoredExportDeck | undefined = deck;
  // A deck is never its own ancestor, but a loop in the table must not hang the program.
  for (let left = 100; next !== undefined && left > 0; left--) {
    path.unshift(next.name);
    next = next.parentId === undefined ? undefined : byId.get(next.parentId);
  }
  const { slug, description, position, presetId, shipped } = deck;
  return { path, slug, description, order: position, preset: String(presetId), shipped };
}

function noteOf(
  note: StoredExportNote,
  { home, cardOf }: {
    readonly home: number;
    readonly cardOf: (card: StoredExportCard) => ExportCard;
  },
): ExportNote {
  const { importedVersion, changedAt, cards, ...rest } = note;
  return {
    ...rest,
    scope: note.type === "anki" ? "collection" : "deck",
    deck: home,
    modifiedAt: importedVersion ?? changedAt,
    cards: cards.map(cardOf),
  };
}

interface Start {
  readonly collectionMadeAt: number;
  readonly collectionWestOffset: number | undefined;
}

function exportedCard(
  card: StoredExportCard,
  { deck, preset, context }: {
    readonly deck: number;
    /** undefined: without its schedule. */
    readonly preset: Preset | undefined;
    readonly context: Start & { readonly clock: Clock; readonly today: Day };
  },
): ExportCard {
  const { side: key, label, generator, memory, log, position } = card;
  const isNew = memory.due.kind === "new";
  return {
    side: { key, label, generator },
    deck,
    suspended: memory.suspended,
    flag: memory.flag,
    history: preset === undefined ? undefined : toAnki({ memory, log, position }, { ...context, preset }),
    position: isNew && memory.due.kind === "new" ? memory.due.position : position,
    leech: memory.leech,
  };
}

/** Day 0 of the collection lies before every day that a card is due on. */
function collectionStart(person: Person, notes: readonly StoredExportNote[]): Start {
  let first = dayOf(person.createdAt, person);
  for (const { cards } of notes) {
    for (const { memory: { due, lastDay } } of cards) {
      first = Math.min(first, due.kind === "day" ? due.day : first, lastDay ?? first);
    }
  }
  const madeAt = startOfDay(first, person);
  return {
    collectionMadeAt: Math.floor(madeAt / 1000),
    collectionWestOffset: -Math.round(zoneOffsets(person.zone).offsetAt(madeAt) / 60_000),
  };
}

/** Some at a time, letting others in between. */
async function inTurns<From, To>(
  items: readonly From[],
  { pause }: Pick<ExportSources, "pause">,
  make: (item: From) => To,
): Promise<readonly To[]> {
  const made: To[] = [];
  for (const [index, item] of items.entries()) {
    if (index % NOTES_A_TURN === 0) await pause();
    made.push(make(item));
  }
  return made;
}

async function mediaOf(
  { decks, noteTypes, notes }: Pick<ExportContents, "decks" | "noteTypes" | "notes">,
  names: ReadonlyMap<string, string>,
  sources: ExportSources,
): Promise<readonly ExportMedia[]> {
  const { media, deckFile } = sources;
  const own = new Set<string>();
  const ofDecks = new Map<string, ExportMedia>();
  for (const type of noteTypes) {
    for (const text of textsOfType(type)) for (const name of mediaNamesIn(text)) own.add(name);
  }
  await inTurns(notes, sources, ({ deck, fields, source, type }) => {
    const home = decks[deck];
    for (const text of [...leavesOf(JSON.parse(fields)), source ?? ""]) {
      for (const name of mediaNamesIn(text)) {
        if (home?.shipped !== true) own.add(name);
        else if (type !== "anki" && /^[^/]+\.[a-z0-9]{2,5}$/i.test(name) && text !== name) {
          ofDecks.set(`${deck} ${name}`, { name, deck, bytes: () => deckFile(home.slug, name) });
        }
      }
    }
  });
  const files = [...names].filter(([name]) => own.has(name)).map(([name, hash]): ExportMedia => ({
    name,
    deck: undefined,
    bytes: () => media.read(hash),
  }));
  return [...files, ...ofDecks.values()];
}

function textsOfType({ css, templates }: NoteType): readonly string[] {
  return [css, ...templates.flatMap(({ front, back }) => [front, back])];
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
