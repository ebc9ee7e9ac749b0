/** Notes of Obsidian with cards of its spaced-repetition plugin: one note, or a vault as a zip. */
import type { DeckFormat } from "../format.ts";
import { stem } from "../imports/collecting.ts";
import { beginsLikeDeck } from "./markdown_file.ts";
import { addMarkdownNote, fits, tidied, unpairedBraces } from "./markdown_notes/add_note.ts";
import {
  anyMarkdown,
  type MarkdownText,
  type MarkdownUpload,
  readMarkdown,
} from "./markdown_notes/read_files.ts";
import { historyOf, plainMarkdown, withDeletions, withoutMarks } from "./obsidian/convert.ts";
import { hasDeckTag, hasSchedules, type ObsidianCard, parseObsidian } from "./obsidian/parse.ts";
import { isMarkdown } from "./packed_files.ts";

export const obsidian: DeckFormat = {
  id: "obsidian",
  title: "Obsidian notes with flashcards",
  recognises: (file) => anyMarkdown(file, isObsidian),
  read: (file) => Promise.resolve(readMarkdown(file, { title: "Obsidian notes", read })),
};

function isObsidian({ path, text }: MarkdownText): boolean {
  if (beginsLikeDeck(text)) return false;
  return hasDeckTag(text) || hasSchedules(text) || (isMarkdown(path) && parseObsidian(text).length > 0);
}

function read(upload: MarkdownUpload): void {
  const tagged = upload.texts.some(({ text }) => hasDeckTag(text));
  for (const text of upload.texts) {
    const cards = parseObsidian(text.text);
    const loose = tagged ? cards.filter(({ decks }) => decks.length === 0) : [];
    const [first] = loose;
    if (first !== undefined) {
      upload.into.problem({
        place: { file: text.shown, line: first.line, column: undefined },
        kind: "skipped",
        message: loose.length === 1 ? "A card has no deck" : `${loose.length} cards have no deck`,
        expected: "a tag such as `#flashcards/topic` above them, as the other notes have",
      });
    }
    for (const card of cards) {
      if (!tagged || card.decks.length > 0) addCard(card, text, upload);
    }
  }
}

function addCard(
  card: ObsidianCard,
  { path, shown }: MarkdownText,
  { into, pictures }: MarkdownUpload,
): void {
  const place = { file: shown, line: card.line, column: undefined };
  if (!fits(into, card.front + card.back, place)) return;
  const [home, ...others] = card.decks;
  const folders = path.split("/").slice(0, -1);
  const deckPath = home?.split("/") ?? (folders.length > 0 ? folders : [stem(path)]);
  const renamed = (markdown: string) =>
    pictures.renamed(markdown, { folder: folders.map((name) => `${name}/`).join(""), place });
  const clean = (markdown: string) => tidied(plainMarkdown(renamed(markdown)));
  const isCloze = card.kind === "cloze";
  if (card.schedules.includes("unreadable")) {
    const message = "A schedule of the card cannot be read: the card begins as new";
    into.problem({
      place,
      kind: "changed",
      message,
      expected: "`<!--SR:!2024-08-16,51,230-->` under the card",
    });
  }
  const rest = {
    known: ["obsidian", ...deckPath, card.kind, isCloze ? withoutMarks(card.front) : card.front],
    deck: into.deck(deckPath),
    tags: others.map((tag) => tag.replaceAll("/", "::")),
    histories: card.schedules.map(historyOf),
    place,
  };
  if (card.kind === "cloze") {
    const text = withDeletions(tidied(renamed(card.front)));
    return text === undefined
      ? unpairedBraces(into, place)
      : addMarkdownNote(into, { type: "cloze", text }, rest);
  }
  addMarkdownNote(into, { type: card.kind, front: clean(card.front), back: clean(card.back) }, rest);
}
