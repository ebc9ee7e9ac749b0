/** Notes as Anki holds them: imported ones as they are, our own as notes of stock-like types. */
import { z } from "zod";
import { hashText } from "../../../base/random.ts";
import type { Asked, LoadedNote } from "../../card_type.ts";
import { cardTypeOf } from "../../card_types.ts";
import type { NoteType } from "../../imports/note_type.ts";
import type { ExportCard, ExportContents, ExportNote } from "../contents.ts";
import { ankiGuid, variantGuid } from "./anki_guid.ts";
import { clozeHtml } from "./cloze_html.ts";
import { markdownHtml, type MediaNaming, questionHtml } from "./question_html.ts";
import { BASIC, CLOZE, REVERSED, TYPED } from "./stock_types.ts";

export interface AnkiNote {
  readonly guid: string;
  readonly noteType: NoteType;
  /** HTML, in the order of the note type's fields. */
  readonly values: readonly string[];
  readonly tags: readonly string[];
  readonly modifiedAt: number;
  readonly createdAt: number;
  readonly cards: readonly AnkiNoteCard[];
}

export interface AnkiNoteCard extends ExportCard {
  readonly ord: number;
}

interface Converting {
  readonly noteTypes: ReadonlyMap<string, NoteType>;
  /** Address of the deck of a note. */
  readonly slug: string;
  readonly variants: number;
  readonly nameOf: MediaNaming;
}

/** Empty for notes that have become unreadable, which no card could be made of. */
export function ankiNotes(
  note: ExportNote,
  { noteTypes, decks }: { readonly noteTypes: ReadonlyMap<string, NoteType> } & Pick<ExportContents, "decks">,
  { variants, mediaName }: {
    readonly variants: number;
    readonly mediaName: (name: string, deck: number) => string;
  },
): readonly AnkiNote[] {
  if (note.type === "anki") return importedNote(note, noteTypes);
  const converting: Converting = {
    noteTypes,
    slug: decks[note.deck]?.slug ?? "",
    variants,
    nameOf: (name) => mediaName(name, note.deck),
  };
  try {
    return ownNotes(note, converting);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof z.ZodError) return [];
    throw error;
  }
}

const storedValues = z.record(z.string(), z.string());

function importedNote(note: ExportNote, noteTypes: ReadonlyMap<string, NoteType>): readonly AnkiNote[] {
  const noteType = noteTypes.get(note.noteType ?? "");
  const values = storedValues.safeParse(JSON.parse(note.fields));
  if (noteType === undefined || !values.success) return [];
  return [{
    ...madeOf(note, noteType, (key) => Number(key.slice(1)) - 1),
    guid: note.guid,
    values: noteType.fields.map(({ name }) => values.data[name] ?? ""),
  }];
}

function madeOf(note: ExportNote, noteType: NoteType, ordOf: (side: string) => number) {
  const { tags, modifiedAt, createdAt } = note;
  const cards = note.cards.map((card): AnkiNoteCard => ({ ...card, ord: ordOf(card.side.key) }))
    .filter(({ ord }) => Number.isInteger(ord) && ord >= 0);
  return { noteType, tags, modifiedAt, createdAt, cards };
}

const twoSided = z.object({ front: z.string(), back: z.string() });
const clozeFields = z.object({ text: z.string(), extra: z.string().optional() });
const textFields = z.object({ question: z.string(), accept: z.array(z.string()).min(1) });

function ownNotes(note: ExportNote, converting: Converting): readonly AnkiNote[] {
  const { slug, nameOf } = converting;
  const html = (markdown: string) => markdownHtml(markdown, nameOf);
  const source = note.source === undefined ? "" : html(note.source);
  const guid = ankiGuid(slug, note.guid);
  const fields: unknown = JSON.parse(note.fields);
  switch (note.type) {
    case "reversed": {
      const { front, back } = twoSided.parse(fields);
      const made = madeOf(note, REVERSED, (side) => side === "forward" ? 0 : side === "backward" ? 1 : -1);
      return [{ ...made, guid, values: [html(front), html(back), source] }];
    }
    case "cloze": {
      const { text, extra } = clozeFields.parse(fields);
      const made = madeOf(note, CLOZE, (side) => Number(side.slice(1)) - 1);
      return [{
        ...made,
        guid,
        values: [clozeHtml(text, nameOf), extra === undefined ? "" : html(extra), source],
      }];
    }
    case "text": {
      const { question, accept: [answer = ""] } = textFields.parse(fields);
      const { back } = questionHtml(firstAsked(note, opened(note)), nameOf);
      const values = [html(question), back, escapeField(answer), source];
      return [{ ...madeOf(note, TYPED, () => 0), guid, values }];
    }
    default:
      return askedNotes(note, converting, source);
  }
}

function opened(note: ExportNote): LoadedNote {
  return cardTypeOf(note.type).load(note.fields);
}

function firstAsked(note: ExportNote, loaded: LoadedNote): Asked {
  const [first] = loaded.sides;
  if (first === undefined) throw new TypeError(`The note ${note.guid} has no side`);
  return loaded.ask(first.key, 1);
}

/** A card that is the same each time becomes one note; one whose numbers are drawn becomes its variants. */
function askedNotes(note: ExportNote, converting: Converting, source: string): readonly AnkiNote[] {
  const { slug, nameOf, variants } = converting;
  const loaded = opened(note);
  const first = firstAsked(note, loaded);
  const made = madeOf(note, BASIC, () => 0);
  if (first.drawn === undefined) {
    const { front, back } = questionHtml(first, nameOf);
    return [{ ...made, guid: ankiGuid(slug, note.guid), values: [front, back, source] }];
  }
  return drawnVariants(note, { loaded, slug, variants }).map((asked, index): AnkiNote => {
    const { front, back } = questionHtml(asked, nameOf);
    return {
      ...made,
      guid: variantGuid(slug, { guid: note.guid, number: index + 1 }),
      values: [front, back, source],
      // What is known of the skill goes with its first variant; the others are new.
      cards: index === 0
        ? made.cards
        : made.cards.map((card) => ({ ...card, history: undefined, leech: false })),
    };
  });
}

/** Variants that differ, the same at each export: at most as many as are wanted, since some skills have few. */
function drawnVariants(
  note: ExportNote,
  { loaded, slug, variants }: {
    readonly loaded: LoadedNote;
    readonly slug: string;
    readonly variants: number;
  },
): readonly Asked[] {
  const side = loaded.sides[0]?.key ?? "";
  const drawn = new Map<string, Asked>();
  for (let draw = 1; draw <= variants * 3 && drawn.size < variants; draw++) {
    const asked = loaded.ask(side, hashText(`export:${slug}:${note.guid}:${draw}`));
    const params = asked.drawn?.params ?? "";
    if (!drawn.has(params)) drawn.set(params, asked);
  }
  return [...drawn.values()];
}

function escapeField(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
