/** Collections to plan, and a plain model of the store: what a person has after a plan has been carried out. */
import type { CollectedNote, Collection } from "../../../src/decks/imports/collection.ts";
import type {
  ImportBase,
  ImportPlan,
  NoteStep,
  PlanAgainst,
  PlannableDeck,
  PlannableNote,
} from "../../../src/decks/imports/import_plan.ts";
import type { NoteType } from "../../../src/decks/imports/note_type.ts";

export const EMPTY: PlanAgainst = { notes: [], decks: [], noteTypes: [], media: new Map() };

export const BASIC: NoteType = {
  key: "1",
  name: "Basic",
  kind: "normal",
  fields: ["Front", "Back"].map((name) => ({ name, rtl: false, description: "" })),
  templates: [{ name: "Card 1", front: "{{Front}}", back: "{{Back}}" }],
  css: "",
  latexPre: "",
  latexPost: "",
  sortField: 0,
  modifiedAt: 10,
};

export const REVERSED: NoteType = {
  ...BASIC,
  templates: [...BASIC.templates, { name: "Card 2", front: "{{Back}}", back: "{{Front}}" }],
};

export function noteOf(guid: string, changes: Partial<CollectedNote> = {}): CollectedNote {
  return {
    guid,
    scope: "collection",
    deck: 0,
    type: "anki",
    noteType: "1",
    fields: JSON.stringify({ Front: `What is ${guid}?`, Back: "This." }),
    tags: [],
    source: undefined,
    summary: `What is ${guid}?`,
    modifiedAt: 100,
    cards: [cardOf("t1")],
    place: { file: "deck.apkg", line: undefined, column: undefined },
    ...changes,
  };
}

export function cardOf(key: string, deck = 0): CollectedNote["cards"][number] {
  return {
    side: { key, label: key, generator: undefined },
    deck,
    suspended: false,
    flag: 0,
    history: undefined,
  };
}

export function fieldsOf(front: string, back: string): string {
  return JSON.stringify({ Front: front, Back: back });
}

export function collectionOf(
  notes: readonly CollectedNote[],
  changes: Partial<Collection> = {},
): Collection {
  return {
    title: "Anki package",
    decks: [{ path: ["A"], slug: undefined, description: "", order: undefined, preset: undefined }],
    noteTypes: [BASIC],
    notes,
    presets: [],
    media: [],
    missingMedia: [],
    problems: [],
    hasSchedules: false,
    ...changes,
  };
}

export function fileOf(name: string, hash: string): Collection["media"][number] {
  return { name, hash: hash.repeat(64).slice(0, 64), size: 1, bytes: () => new Uint8Array(1) };
}

/** A person's own edit. */
export function edited(
  against: PlanAgainst,
  guid: string,
  changes: Partial<PlannableNote>,
): PlanAgainst {
  return {
    ...against,
    notes: against.notes.map((note) => note.guid === guid ? { ...note, ...changes } : note),
  };
}

export function carriedOut(plan: ImportPlan, against: PlanAgainst): PlanAgainst {
  const decks = new Map(against.decks.map((deck) => [deck.path.join("::"), deck]));
  for (const { path, slug, isNew } of plan.decks) {
    const key = path.join("::");
    const known = decks.get(key);
    const deckId = known?.deckId ?? decks.size + 1;
    if (isNew && known !== undefined) throw new Error(`The deck ${key} is planned as new, but is there`);
    decks.set(key, { deckId, slug, path, shipped: false, retired: false });
  }
  const notes = new Map(against.notes.map((note) => [note.noteId, note]));
  for (const step of plan.steps) carryOut(step, notes, decks);
  const changed = new Map(plan.noteTypes.change.map(({ after }) => [after.key, after]));
  return {
    notes: [...notes.values()],
    decks: [...decks.values()],
    noteTypes: [...against.noteTypes.map((type) => changed.get(type.key) ?? type), ...plan.noteTypes.add],
    media: new Map([...against.media, ...plan.media.map(({ name, hash }) => [name, hash] as const)]),
  };
}

function carryOut(
  step: NoteStep,
  notes: Map<number, PlannableNote>,
  decks: ReadonlyMap<string, PlannableDeck>,
): void {
  if (step.kind === "add") {
    const noteId = notes.size + 1;
    const { guid, type, noteType, fields, tags, source, base } = step;
    const home = placeOf(step.deckPath, decks);
    const sides = step.cards.map(({ side }) => side.key);
    const rest = { retired: false, shipped: false };
    notes.set(noteId, { noteId, guid, type, noteType, fields, tags, source, base, sides, ...home, ...rest });
    return;
  }
  const before = notes.get(step.noteId);
  if (before === undefined) throw new Error(`There is no note ${step.noteId}`);
  notes.set(step.noteId, changedNote(before, step, decks));
}

function changedNote(
  before: PlannableNote,
  step: Exclude<NoteStep, { readonly kind: "add" }>,
  decks: ReadonlyMap<string, PlannableDeck>,
): PlannableNote {
  switch (step.kind) {
    case "rebase":
      return { ...before, base: step.base };
    case "retire":
      return { ...before, retired: true, sides: [] };
    case "change": {
      const { type, noteType, fields, tags, source, base } = step;
      const home = step.deckPath === undefined ? {} : placeOf(step.deckPath, decks);
      const sides = step.cards.length === 0 ? [] : step.cards.map(({ side }) => side.key);
      return { ...before, type, noteType, fields, tags, source, base, sides, retired: false, ...home };
    }
  }
}

function placeOf(path: readonly string[], decks: ReadonlyMap<string, PlannableDeck>) {
  const deck = decks.get(path.join("::"));
  if (deck === undefined) throw new Error(`The plan needs the deck ${path.join("::")}, but does not make it`);
  return { deckId: deck.deckId, deckSlug: deck.slug, deckPath: deck.path };
}

export function baseOf(note: PlannableNote): ImportBase {
  if (note.base === undefined) throw new Error(`${note.guid} was never imported`);
  return note.base;
}
