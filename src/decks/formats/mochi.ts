/** Mochi's exports: a zip with data.json (decks, cards, templates, reviews) and its attachments. */
import { err, type Result } from "../../base/result.ts";
import type { DeckFormat, ImportFile, ReadCollection } from "../format.ts";
import { type Collecting, collecting, refused } from "../imports/collecting.ts";
import type { CollectedHistory, Place, Refusal } from "../imports/collection.ts";
import type { RowExample, RowReason } from "../imports/review_remarks.ts";
import { isZip } from "../zip.ts";
import { parseJson } from "./json/parse_json.ts";
import { addMarkdownNote, fits, tidied } from "./markdown_notes/add_note.ts";
import { type Pictures, pictures } from "./markdown_notes/pictures.ts";
import { filled, sidesOf, withDeletions, withoutMarks } from "./mochi/card_text.ts";
import { historyOf } from "./mochi/reviews.ts";
import { isCompact, plainTransit } from "./mochi/transit.ts";
import { type PackedFile, packedFiles } from "./packed_files.ts";

export const mochi: DeckFormat = {
  id: "mochi",
  title: "Mochi export (.mochi)",
  recognises: (file) => {
    const files = isZip(file.bytes) ? packedFiles(file) : undefined;
    return files !== undefined && files.ok &&
      files.value.some(({ path }) => /^data\.(?:json|edn)$/.test(path));
  },
  read: (file) => Promise.resolve(readFile(file)),
};

interface Context {
  readonly into: Collecting;
  readonly pictures: Pictures;
  readonly templates: ReadonlyMap<string, Template>;
}

interface Template {
  readonly content: string;
  /** Names by the ids of fields. */
  readonly names: ReadonlyMap<string, string>;
}

const MOST_PARENTS = 20;
const asJson = "Export it from Mochi again as JSON: in the export dialog, choose the format JSON.";

function readFile(file: ImportFile): Result<ReadCollection, Refusal> {
  const files = packedFiles(file);
  if (!files.ok) return err({ file: file.name, ...files.error, problems: [] });
  const source = files.value.find(({ path }) => path === "data.json");
  if (source === undefined) return refused(file.name, "The export is in EDN, which is not read here", asJson);
  const data = dataOf(source);
  if (!data.ok) return data;
  const decks = mapsIn(data.value.get("decks"));
  if (decks.length === 0) {
    return refused(file.name, "data.json holds no decks of Mochi", "Choose a file that Mochi has exported.");
  }
  const into = collecting(file.name);
  const context = {
    into,
    pictures: pictures(files.value, into),
    templates: templatesOf(data.value.get("templates")),
  };
  const byId = new Map(decks.map((deck) => [textIn(deck, "id"), deck]));
  decks.forEach((deck, deckIndex) => {
    const placeOf = (what: string) => ({
      file: `${source.shown}, decks[${deckIndex}]${what}`,
      line: undefined,
      column: undefined,
    });
    const cards = mapsIn(deck.get("cards"));
    if (isTrashed(deck)) {
      const message = `The deck ${textIn(deck, "name") ?? ""} lies in the trash, with ${cards.length} cards`;
      return into.problem({ place: placeOf(""), kind: "skipped", message, expected: FROM_TRASH });
    }
    const at = into.deck(pathOf(deck, byId));
    cards.forEach((card, index) => {
      const place = placeOf(`.cards[${index}]`);
      const isReversed = deck.get("review-reverse?") === true;
      addCard(card, { deck: at, isReversed, isArchived: deck.get("archived?") === true, place, context });
    });
  });
  const collected = into.finish("Mochi export");
  return collected.ok ? { ok: true, value: { collection: collected.value, table: undefined } } : collected;
}

function dataOf(source: PackedFile): Result<ReadonlyMap<unknown, unknown>, Refusal> {
  const bytes = source.bytes();
  if (!bytes.ok) return err({ file: source.shown, ...bytes.error, problems: [] });
  const json = parseJson(source.shown, bytes.value);
  if (!json.ok) return json;
  if (isCompact(json.value)) {
    return refused(
      source.shown,
      "data.json is in the compact form of Transit, which is not read here",
      asJson,
    );
  }
  const value = plainTransit(json.value);
  return value instanceof Map
    ? { ok: true, value }
    : refused(source.shown, "data.json holds no decks of Mochi", "Choose a file that Mochi has exported.");
}

function addCard(card: ReadonlyMap<unknown, unknown>, { deck, isReversed, isArchived, place, context }: {
  readonly deck: number;
  readonly isReversed: boolean;
  /** With its whole deck. */
  readonly isArchived: boolean;
  readonly place: Place;
  readonly context: Context;
}): void {
  const { into, pictures } = context;
  if (isTrashed(card)) {
    return into.problem({
      place,
      kind: "skipped",
      message: "The card lies in the trash",
      expected: FROM_TRASH,
    });
  }
  const text = contentOf(card, context.templates);
  if (!fits(into, text, place)) return;
  const sides = sidesOf(withoutMarks(text)).map((side) => pictures.renamed(side, { folder: "", place }));
  const id = textIn(card, "id");
  const rest = {
    guid: id,
    scope: id === undefined ? "deck" as const : "collection" as const,
    known: ["mochi", text],
    deck,
    tags: textsIn(card.get("tags")).concat(textsIn(card.get("manual-tags"))),
    suspended: isArchived || card.get("archived?") === true,
    place,
  };
  const cloze = withDeletions(tidied(sides[0] ?? ""));
  const others = sides.slice(1).map(tidied).join("\n\n***\n\n");
  const histories = historiesOf(card, text, into);
  if (/\{\{c\d+::/.test(cloze)) {
    const extra = others === "" ? {} : { extra: others };
    // Deletions of one number are one card here too; of several, nobody can say which was asked.
    const numbers = new Set([...cloze.matchAll(/\{\{(c\d+)::/g)].map(([, number]) => number));
    const [history] = histories;
    const own = numbers.size === 1 ? [history] : [];
    if (numbers.size > 1) leaveHistory(history, { reason: "not_divided", text, into });
    return addMarkdownNote(into, { type: "cloze", text: cloze, ...extra }, { ...rest, histories: own });
  }
  const [front, back] = others === ""
    ? splitAlone(sides[0] ?? "", textIn(card, "name"))
    : [sides[0] ?? "", others];
  const type = isReversed || card.get("review-reverse?") === true ? "reversed" : "basic";
  if (type === "basic") leaveHistory(histories[1], { reason: "left_card", text, into });
  addMarkdownNote(into, { type, front: tidied(front), back: tidied(back) }, { ...rest, histories });
}

/** Of the card as it stands, and of its reverse. What is no answer is told. */
function historiesOf(
  card: ReadonlyMap<unknown, unknown>,
  text: string,
  into: Collecting,
): readonly (CollectedHistory | undefined)[] {
  return ["reviews", "reverse-reviews"].map((key) => {
    const { history, others } = historyOf(card.get(key));
    for (const { reason, row } of others) into.rows(reason, () => exampleOf(text, row));
    return history;
  });
}

function leaveHistory(
  history: CollectedHistory | undefined,
  { reason, text, into }: { readonly reason: RowReason; readonly text: string; readonly into: Collecting },
): void {
  const [first] = history?.reviews ?? [];
  if (first === undefined) return;
  into.rows(reason, () => exampleOf(text, first.id), history?.reviews.length);
}

function exampleOf(text: string, row: number): RowExample {
  return { note: text.replace(/\s+/g, " ").slice(0, 80), card: "card", row };
}

const FROM_TRASH = "to be taken out of the trash in Mochi before the export, if it is wanted";

/** `trashed?` is the moment at which it was thrown away. */
function isTrashed(thing: ReadonlyMap<unknown, unknown>): boolean {
  const trashed = thing.get("trashed?");
  return trashed !== undefined && trashed !== null && trashed !== false;
}

/** A card of one side: what it is called, or its first paragraph, is asked. */
function splitAlone(text: string, name: string | undefined): readonly [string, string] {
  if (name !== undefined && name.trim() !== "" && !text.includes(name.trim())) return [name, text];
  const cut = text.indexOf("\n\n") < 0 && /^#{1,6}\s/.test(text) ? text.indexOf("\n") : text.indexOf("\n\n");
  return cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
}

function contentOf(card: ReadonlyMap<unknown, unknown>, templates: ReadonlyMap<string, Template>): string {
  const content = textIn(card, "content") ?? "";
  const template = templates.get(textIn(card, "template-id") ?? "");
  const fields = card.get("fields");
  if (template === undefined || !(fields instanceof Map)) return content;
  const values = new Map<string, string>();
  for (const [id, field] of fields) {
    const value: unknown = field instanceof Map ? field.get("value") : field;
    const name = template.names.get(String(id)) ?? String(id);
    if (typeof value === "string" || typeof value === "number") values.set(name, String(value));
  }
  return filled(template.content, values);
}

function templatesOf(given: unknown): ReadonlyMap<string, Template> {
  return new Map(
    mapsIn(given).map((template) => {
      const fields: unknown = template.get("fields");
      const names = fields instanceof Map
        ? [...fields].map(([id, field]) =>
          [String(id), field instanceof Map ? textIn(field, "name") ?? "" : ""] as const
        )
        : [];
      return [textIn(template, "id") ?? "", {
        content: textIn(template, "content") ?? "",
        names: new Map(names),
      }];
    }),
  );
}

function pathOf(
  deck: ReadonlyMap<unknown, unknown>,
  byId: ReadonlyMap<string | undefined, ReadonlyMap<unknown, unknown>>,
): readonly string[] {
  const path: string[] = [];
  for (
    let at: ReadonlyMap<unknown, unknown> | undefined = deck;
    at !== undefined && path.length < MOST_PARENTS;
    at = textIn(at, "parent-id") === undefined ? undefined : byId.get(textIn(at, "parent-id"))
  ) path.unshift(textIn(at, "name") ?? "");
  return path;
}

function textIn(map: ReadonlyMap<unknown, unknown>, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function mapsIn(value: unknown): readonly ReadonlyMap<unknown, unknown>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Map<unknown, unknown> => item instanceof Map)
    : [];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
