/** What an import does with one note: by Anki's rules, and with everything that its person changed kept. */
import { cardTypeOf } from "../card_types.ts";
import type { LoadedNote } from "../card_type.ts";
import type { CollectedNote } from "./collection.ts";
import type {
  ImportBase,
  ImportChoices,
  NoteStep,
  PlannableNote,
  PlannedKind,
  PlannedNote,
  StepCard,
} from "./import_plan.ts";
import { type MergedNote, mergeNote, type NoteVersion, sameFields } from "./merge_note.ts";
import type { NoteType } from "./note_type.ts";
import { type DeckHome, pathText } from "./plan_decks.ts";
import type { PlannedType } from "./plan_note_types.ts";

/** A note of the file with all that it refers to looked up. */
export interface Incoming {
  readonly index: number;
  /** With media under the names that they will have, and without what the choices leave out. */
  readonly note: CollectedNote;
  readonly home: DeckHome;
  readonly cards: readonly StepCard[];
  /** undefined for card types of our own. */
  readonly type: PlannedType | undefined;
}

export interface NoteOutcome {
  readonly planned: PlannedNote;
  readonly step: NoteStep | undefined;
}

const NOTHING = {
  noteId: undefined,
  fields: [],
  tags: { add: [], remove: [] },
  deck: undefined,
  reason: undefined,
  newSides: [],
} as const;

/** A note that is left out, or left as it is. */
export function leftNote(
  note: Pick<CollectedNote, "summary" | "place">,
  left: Pick<PlannedNote, "kind" | "index" | "reason" | "noteId">,
): NoteOutcome {
  return { planned: { ...NOTHING, summary: note.summary, place: note.place, ...left }, step: undefined };
}

export function planNote(
  incoming: Incoming,
  stored: PlannableNote | undefined,
  choices: Pick<ImportChoices, "bothChanged">,
): NoteOutcome {
  const { note, index, type } = incoming;
  const left = (kind: PlannedKind, reason: string) =>
    leftNote(note, { kind, index, reason, noteId: stored?.noteId });
  if (stored?.shipped ?? incoming.home.stored?.shipped ?? false) {
    return left("skipped", "It belongs to a deck that comes with the program");
  }
  if (type?.kind === "refused") {
    const { name } = type.before;
    return left("conflicting", `Its note type “${name}” has other fields or templates here than in the file`);
  }
  if (stored === undefined) return addedNote(incoming);
  if (stored.noteType !== type?.after.key) return left("conflicting", "Here it has another note type");
  return knownNote(incoming, stored, choices);
}

function addedNote({ index, note, home, cards, type }: Incoming): NoteOutcome {
  const { guid, fields, tags, source, summary, place } = note;
  const base = baseOf(note, home);
  return {
    planned: {
      ...NOTHING,
      kind: "new",
      index,
      summary,
      place,
      deck: { from: undefined, to: home.path },
      newSides: cards.map(({ side }) => side.key),
    },
    step: {
      kind: "add",
      guid,
      type: note.type,
      noteType: type?.kind === "refused" ? undefined : type?.after.key,
      fields,
      tags,
      source,
      summary,
      deckPath: home.path,
      cards,
      base,
    },
  };
}

function baseOf({ modifiedAt, type, fields, tags }: CollectedNote, { filePath }: DeckHome): ImportBase {
  return { modifiedAt, type, fields, tags, deckPath: filePath };
}

/** How the file's version stands to the one that was imported last. */
function ageOf({ modifiedAt }: CollectedNote, base: ImportBase | undefined): "newer" | "same" | "older" {
  // The file asks that what is there stays.
  if (modifiedAt === 0) return "older";
  if (base?.modifiedAt === undefined || modifiedAt === undefined) return "newer";
  return modifiedAt > base.modifiedAt ? "newer" : modifiedAt === base.modifiedAt ? "same" : "older";
}

function knownNote(
  incoming: Incoming,
  stored: PlannableNote,
  { bothChanged }: Pick<ImportChoices, "bothChanged">,
): NoteOutcome {
  const { note, home, index } = incoming;
  const { base } = stored;
  const age = ageOf(note, base);
  const by = stored.noteType === undefined ? "whole" : "fields";
  const merged = age === "newer"
    ? mergeNote({ mine: stored, theirs: note, base, by, bothChanged })
    : { version: stored, fields: [], tags: NOTHING.tags, changes: false };
  const deckPath = age === "older" ? undefined : movedTo(stored, home);
  const stays = !merged.changes && deckPath === undefined && !stored.retired;
  const sides = sidesAfter(incoming, stored, { version: merged.version, stays });
  if (sides === undefined) {
    const reason = "What was changed here and what the file has do not make a card together";
    return leftNote(note, { kind: "conflicting", index, reason, noteId: stored.noteId });
  }
  const newBase = baseOf(note, home);
  const rebases = age === "newer" && !sameBase(base, newBase);
  const content = { type: merged.version.type, noteType: stored.noteType, ...contentOf(merged.version) };
  const planned = {
    ...NOTHING,
    kind: kindOf({ stored, merged, deckPath, newSides: sides.added }),
    index,
    summary: note.summary,
    place: note.place,
    noteId: stored.noteId,
    fields: merged.fields,
    tags: merged.tags,
    deck: deckPath === undefined ? undefined : { from: stored.deckPath, to: deckPath },
    reason: reasonOf(age, merged),
    newSides: sides.added,
  };
  if (stays && sides.added.length === 0) {
    const { noteId } = stored;
    return { planned, step: rebases ? { kind: "rebase", noteId, base: newBase } : undefined };
  }
  return {
    planned,
    step: {
      kind: "change",
      noteId: stored.noteId,
      ...content,
      summary: sides.summary ?? note.summary,
      deckPath,
      cards: sides.cards,
      // Content that was not compared is not remembered as imported either.
      base: age === "newer" || base === undefined
        ? newBase
        : { ...base, deckPath: deckPath === undefined ? base.deckPath : home.filePath },
      revive: stored.retired,
    },
  };
}

function contentOf({ fields, tags, source }: NoteVersion) {
  return { fields, tags, source };
}

function kindOf({ stored, merged, deckPath, newSides }: {
  readonly stored: PlannableNote;
  readonly merged: MergedNote;
  readonly deckPath: readonly string[] | undefined;
  readonly newSides: readonly string[];
}): PlannedKind {
  if (stored.retired) return "new";
  if (merged.changes || newSides.length > 0) return "updated";
  if (deckPath !== undefined) return "moved";
  return merged.fields.some(({ conflicting }) => conflicting) ? "conflicting" : "unchanged";
}

function reasonOf(age: "newer" | "same" | "older", { fields }: MergedNote): string | undefined {
  if (age === "older") return "What is here is newer than the file";
  const kept = fields.filter(({ conflicting, take }) => conflicting && take === "mine");
  return kept.length === 0 ? undefined : "Changed both here and in the file; yours is kept";
}

/** Three-way as well: only where the person left the note in the deck that it was imported into. */
function movedTo({ base, deckPath, deckId }: PlannableNote, home: DeckHome): readonly string[] | undefined {
  if (base === undefined || home.stored?.deckId === deckId) return undefined;
  const before = pathText(base.deckPath);
  return pathText(home.filePath) !== before && pathText(deckPath) === before ? home.path : undefined;
}

function sameBase(base: ImportBase | undefined, other: ImportBase): boolean {
  return base !== undefined && base.modifiedAt === other.modifiedAt && base.type === other.type &&
    base.fields === other.fields && JSON.stringify(base.tags) === JSON.stringify(other.tags) &&
    pathText(base.deckPath) === pathText(other.deckPath);
}

interface Sides {
  readonly cards: readonly StepCard[];
  readonly added: readonly string[];
  /** undefined: as the file has it. */
  readonly summary: string | undefined;
}

/**
 * The sides of the merged note: those that its content makes, with what the file brings for them. Opening a note takes
 * its time, so it is done only where the file and the stored note could differ in their sides. undefined when the
 * merged content makes no card.
 */
function sidesAfter(
  incoming: Incoming,
  stored: PlannableNote,
  { version, stays }: { readonly version: NoteVersion; readonly stays: boolean },
): Sides | undefined {
  const brought = new Map(incoming.cards.map((card) => [card.side.key, card]));
  const missing = [...brought.keys()].filter((key) => !stored.sides.includes(key));
  if (stays && missing.length === 0) return { cards: [], added: [], summary: undefined };
  const isTheirs = version.type === incoming.note.type &&
    sameFields(version.fields, incoming.note.fields);
  if (isTheirs && stored.sides.every((key) => brought.has(key))) {
    return sidesOf(incoming.cards, missing, { stored, summary: undefined });
  }
  const opened = openedNote(
    version,
    incoming.type?.kind === "refused" ? undefined : incoming.type?.after,
  );
  if (opened === undefined || opened.sides.length === 0) return undefined;
  const cards = opened.sides.map((side): StepCard =>
    brought.get(side.key) ?? {
      side,
      deckPath: incoming.home.path,
      suspended: false,
      flag: 0,
      history: undefined,
    }
  );
  const added = cards.map(({ side }) => side.key).filter((key) => !stored.sides.includes(key));
  return sidesOf(cards, added, { stored, summary: opened.summary });
}

/** What is known here of a card that was there before is not for a file to change. */
function sidesOf(
  cards: readonly StepCard[],
  missing: readonly string[],
  { stored, summary }: { readonly stored: PlannableNote; readonly summary: string | undefined },
): Sides {
  const added = stored.retired ? [] : missing;
  return {
    cards: cards.map((card) =>
      added.includes(card.side.key) ? card : { ...card, suspended: false, flag: 0, history: undefined }
    ),
    added,
    summary,
  };
}

function openedNote({ type, fields }: NoteVersion, noteType: NoteType | undefined): LoadedNote | undefined {
  try {
    return cardTypeOf(type).load(fields, noteType);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
