/** Decks of hashcards: Markdown with `Q:` and `A:`, or `C:` and brackets. One file is a deck; a zip is a folder of them. */
import type { DeckFormat } from "../format.ts";
import { stem } from "../imports/collecting.ts";
import { parseHashcards, withDeletions, withoutBrackets } from "./hashcards/parse.ts";
import { beginsLikeDeck } from "./markdown_file.ts";
import { addMarkdownNote, fits, tidied, unpairedBraces } from "./markdown_notes/add_note.ts";
import {
  anyMarkdown,
  type MarkdownText,
  type MarkdownUpload,
  readMarkdown,
} from "./markdown_notes/read_files.ts";

export const hashcards: DeckFormat = {
  id: "hashcards",
  title: "hashcards (Markdown)",
  recognises: (file) => anyMarkdown(file, ({ text }) => isHashcards(text)),
  read: (file) => Promise.resolve(readMarkdown(file, { title: "hashcards", read })),
};

function isHashcards(text: string): boolean {
  if (beginsLikeDeck(text)) return false;
  return (/^Q:/m.test(text) && /^A:/m.test(text)) || (/^C:/m.test(text) && /[^!]\[[^\]]+\]/.test(text));
}

function read(upload: MarkdownUpload): void {
  for (const text of upload.texts) {
    if (isHashcards(text.text)) readText(text, upload);
  }
}

function readText({ path, shown, text }: MarkdownText, { into, pictures }: MarkdownUpload): void {
  const { name, cards, problems } = parseHashcards(text);
  const deckName = name ?? stem(path);
  const deck = into.deck([deckName]);
  for (const { line, message, expected } of problems) {
    into.problem({ place: { file: shown, line, column: undefined }, kind: "skipped", message, expected });
  }
  for (const card of cards) {
    const place = { file: shown, line: card.line, column: undefined };
    if (!fits(into, card.kind === "cloze" ? card.text : card.question + card.answer, place)) continue;
    // hashcards looks for pictures from the folder of the whole collection.
    const clean = (markdown: string) => tidied(pictures.renamed(markdown, { folder: "", place }));
    if (card.kind === "basic") {
      const { question, answer } = card;
      const known = ["hashcards", deckName, "basic", question];
      addMarkdownNote(into, { type: "basic", front: clean(question), back: clean(answer) }, {
        known,
        deck,
        place,
      });
    } else {
      const known = ["hashcards", deckName, "cloze", withoutBrackets(card.text)];
      const text = withDeletions(clean(card.text));
      if (text === undefined) unpairedBraces(into, place);
      else addMarkdownNote(into, { type: "cloze", text }, { known, deck, place });
    }
  }
}
