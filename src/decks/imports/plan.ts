/** Compares a collection with what a person has: what an import would do, before it does it. */
import { cardTypeOf } from "../card_types.ts";
import type { CollectedNote, Collection } from "./collection.ts";
import type {
  GoneNote,
  ImportChoices,
  ImportPlan,
  NoteStep,
  PlanAgainst,
  PlannableNote,
  StepCard,
} from "./import_plan.ts";
import { firstFieldText, knownTexts } from "./known_by.ts";
import { withMediaNames } from "./media_references.ts";
import { noteCounts } from "./plan_counts.ts";
import { type DeckHome, deckHomes } from "./plan_decks.ts";
import { withOwnTypes } from "./own_types.ts";
import { planMedia } from "./plan_media.ts";
import { mediaOnlyOf, ownNotes, ownSlugs } from "./own_notes.ts";
import { type Incoming, leftNote, type NoteOutcome, planNote } from "./plan_note.ts";
import { type PlannedType, planNoteTypes } from "./plan_note_types.ts";

/** What of a person's notes a plan has to know: those of these guids, of these decks, and with these first fields. */
export interface NotesWanted {
  readonly guids: readonly string[];
  readonly slugs: readonly string[];
  readonly known: ReturnType<typeof knownTexts>;
}

export function notesWanted(
  read: Collection,
  { decks, noteTypes }: Pick<PlanAgainst, "decks" | "noteTypes">,
  choices: ImportChoices,
): NotesWanted {
  const collection = withOwnTypes(read, noteTypes);
  const { homes } = deckHomes(collection, { decks, notes: [] }, choices);
  const guids = new Set<string>();
  const slugs = new Set<string>();
  for (const { scope, guid, deck } of collection.notes) {
    if (scope === "collection") guids.add(guid);
    else slugs.add(homes[deck]?.stored?.slug ?? "");
  }
  for (const slug of ownSlugs(collection, decks, choices)) slugs.add(slug);
  slugs.delete("");
  return { guids: [...guids], slugs: [...slugs], known: knownTexts(collection, noteTypes) };
}

/** Tags that tell of a person's own learning. Source: Anki's manual, packaged decks. */
const PERSONAL_TAGS: readonly string[] = ["leech", "marked"];

export function planCollection(
  read: Collection,
  against: PlanAgainst,
  choices: ImportChoices,
): ImportPlan {
  const collection = withOwnTypes(read, against.noteTypes);
  const decks = deckHomes(collection, against, choices);
  const types = planNoteTypes(collection.noteTypes, against.noteTypes, choices);
  const media = planMedia(collection.media, against.media);
  const find = storedNotes(against);
  const findOwn = ownNotes(collection.notes, against.notes);
  const own: CollectedNote[] = [];
  const doubles = doublesOf(collection.notes, decks.homes);
  const without = new Set(choices.without);
  const matched = new Set<number>();
  const outcomes = collection.notes.map((note, index): NoteOutcome => {
    const home = homeOf(decks.homes, note.deck);
    const type = note.noteType === undefined ? undefined : types.get(note.noteType);
    const written = findOwn(note);
    const stored = written ?? find(note, home, type);
    if (stored !== undefined) matched.add(stored.noteId);
    const skip = (reason: string) =>
      leftNote(note, { kind: "skipped", index, reason, noteId: stored?.noteId });
    if (without.has(index)) return skip("You left it out");
    const other = doubles.get(index);
    if (other !== undefined) return skip(other);
    if (note.noteType !== undefined && type === undefined) {
      return skip("The file does not hold its note type");
    }
    if (written !== undefined) {
      own.push(note);
      return skip("It was written here; what Anki has of it is not taken back");
    }
    const fields = withMediaNames(note.fields, media.renamed);
    const taken = { ...note, fields, tags: tagsOf(note, choices) };
    const cards = note.cards.map((card): StepCard => cardOf(card, decks.homes, choices));
    const incoming: Incoming = { index, note: taken, home, cards, type };
    return planNote(incoming, stored, choices);
  });
  const gone = goneNotes(collection, { decks: decks.homes, notes: against.notes, matched });
  const retires = choices.gone === "retire" ? gone : [];
  const steps = [
    ...outcomes.flatMap(({ step }) => step === undefined ? [] : [step]),
    ...retires.map(({ noteId }): NoteStep => ({ kind: "retire", noteId })),
  ];
  const brought = media.filesFor(
    steps.flatMap((step) => "fields" in step ? [step.fields] : []),
    mediaOnlyOf(own, collection),
  );
  const plannedDecks = decks.decksAt(pathsOf(steps, against.notes));
  const noteTypes = typeChanges(steps, types);
  const presets = choices.takeSchedules
    ? collection.presets.filter(({ key }) => plannedDecks.some((deck) => deck.isNew && deck.preset === key))
    : [];
  const notes = outcomes.map(({ planned }) => planned);
  return {
    notes,
    steps,
    counts: {
      ...noteCounts(notes, steps),
      newDecks: plannedDecks.filter(({ isNew }) => isNew).length,
      newNoteTypes: noteTypes.add.length,
      changedNoteTypes: noteTypes.change.length,
      media: { ...brought.counts, missing: collection.missingMedia.length },
      gone: gone.length,
      retired: retires.length,
    },
    noteTypes,
    decks: plannedDecks,
    media: brought.media,
    presets,
    gone,
  };
}

/** Throws RangeError when a note names a deck that the collection does not have: its reader made a mistake. */
function homeOf(homes: readonly DeckHome[], deck: number): DeckHome {
  const home = homes[deck];
  if (home === undefined) {
    throw new RangeError(`Cannot plan a note of deck ${deck}: there are ${homes.length}`);
  }
  return home;
}

/** Guids are unique in everything that a person has, or in one deck; notes in use go before retired and shipped ones. */
function storedNotes({ notes, noteTypes }: Pick<PlanAgainst, "notes" | "noteTypes">) {
  const rank = ({ shipped, retired }: PlannableNote) => (shipped ? 2 : 0) + (retired ? 1 : 0);
  const anywhere = new Map<string, PlannableNote>();
  const inDeck = new Map<string, PlannableNote>();
  for (const note of notes.filter(({ shipped, retired }) => !(shipped && retired))) {
    inDeck.set(`${note.deckId} ${note.guid}`, note);
    const other = anywhere.get(note.guid);
    if (other === undefined || rank(note) < rank(other)) anywhere.set(note.guid, note);
  }
  const typeOf = new Map(noteTypes.map((type) => [type.key, type]));
  const byText = new Map<string, PlannableNote>();
  for (const note of notes.filter(({ shipped, retired }) => !shipped && !retired)) {
    const type = typeOf.get(note.noteType ?? "");
    if (type !== undefined) byText.set(JSON.stringify([type.key, firstFieldText(type, note.fields)]), note);
  }
  return (note: CollectedNote, home: DeckHome, type: PlannedType | undefined): PlannableNote | undefined => {
    const { scope, guid, knownBy } = note;
    const found = scope === "collection" ? anywhere.get(guid) : inDeck.get(`${home.stored?.deckId} ${guid}`);
    if (found !== undefined || knownBy === undefined || type?.kind !== "same") return found;
    return byText.get(JSON.stringify([type.after.key, knownBy]));
  };
}

/** Of notes with one guid the one that was changed last is taken, of equally old ones the first; by index, why not. */
function doublesOf(
  notes: readonly CollectedNote[],
  homes: readonly DeckHome[],
): ReadonlyMap<number, string> {
  const doubles = new Map<number, string>();
  const taken = new Map<string, number>();
  for (const [index, note] of notes.entries()) {
    const key = note.scope === "collection" ? note.guid : `${homeOf(homes, note.deck).slug} ${note.guid}`;
    const before = taken.get(`${note.scope} ${key}`);
    const other = before === undefined ? undefined : notes[before];
    const isNewer = (note.modifiedAt ?? 0) > (other?.modifiedAt ?? 0);
    if (before !== undefined) {
      const place = (isNewer ? note : other)?.place;
      const where = place?.line === undefined ? "" : `, at ${place.line} of ${place.file}`;
      doubles.set(
        isNewer ? before : index,
        `The file has this note a second time${where}; that one is taken`,
      );
    }
    if (before === undefined || isNewer) taken.set(`${note.scope} ${key}`, index);
  }
  return doubles;
}

function tagsOf({ tags }: CollectedNote, { takeSchedules }: ImportChoices): readonly string[] {
  return takeSchedules ? tags : tags.filter((tag) => !PERSONAL_TAGS.includes(tag.toLowerCase()));
}

function cardOf(
  { deck, ...card }: CollectedNote["cards"][number],
  homes: readonly DeckHome[],
  { takeSchedules }: ImportChoices,
): StepCard {
  const deckPath = homeOf(homes, deck).path;
  return takeSchedules ? { ...card, deckPath } : {
    side: card.side,
    deckPath,
    suspended: false,
    flag: 0,
    history: undefined,
  };
}

/** Only of decks of our own format, which are whole: other files may hold any part of a collection. */
function goneNotes(
  { decks, notes: collected }: Collection,
  { decks: homes, notes, matched }: {
    readonly decks: readonly DeckHome[];
    readonly notes: readonly PlannableNote[];
    readonly matched: ReadonlySet<number>;
  },
): readonly GoneNote[] {
  const partial = new Set(collected.filter(({ scope }) => scope === "collection").map(({ deck }) => deck));
  const whole = new Set(
    homes.flatMap((home, index) =>
      decks[index]?.slug === undefined || partial.has(index) || home.stored === undefined ||
        home.stored.shipped
        ? []
        : [home.stored.deckId]
    ),
  );
  // A note that was written here, and never imported, is not missing from any file.
  return notes.filter(({ deckId, retired, noteId, base }) =>
    whole.has(deckId) && !retired && base !== undefined && !matched.has(noteId)
  ).map(({ noteId, type, fields }) => ({ noteId, summary: summaryOf(type, fields) }));
}

function summaryOf(type: string, fields: string): string {
  try {
    return cardTypeOf(type).load(fields).summary;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return fields.slice(0, 200);
    throw error;
  }
}

/** Every deck that a note or a new card is put into, and those of notes that come back. */
function* pathsOf(steps: readonly NoteStep[], notes: readonly PlannableNote[]): Generator<readonly string[]> {
  const stored = new Map(notes.map((note) => [note.noteId, note]));
  for (const step of steps) {
    if (step.kind !== "add" && step.kind !== "change") continue;
    if (step.deckPath !== undefined) yield step.deckPath;
    if (step.kind === "change" && step.revive) yield stored.get(step.noteId)?.deckPath ?? [];
    for (const { deckPath } of step.cards) yield deckPath;
  }
}

/** New note types as far as notes need them; newer versions of those that are here always. */
function typeChanges(steps: readonly NoteStep[], types: ReadonlyMap<string, PlannedType>) {
  const needed = new Set(steps.flatMap((step) => "noteType" in step ? [step.noteType] : []));
  const planned = [...types.values()];
  return {
    add: planned.flatMap((type) => type.kind === "added" && needed.has(type.after.key) ? [type.after] : []),
    change: planned.flatMap((type) => type.kind === "changed" ? [type] : [])
      .map(({ before, after }) => ({ before, after })),
  };
}
