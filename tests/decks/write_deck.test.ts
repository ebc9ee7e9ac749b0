/** Decks that are written read as what they were: all that ship, every example, and texts made to be awkward. */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { writeDeck, writeNote } from "../../src/decks/formats/write_deck.ts";
import type { ParsedDeck } from "../../src/decks/note.ts";
import { examples, front } from "./readme_examples.ts";

function parsed(text: string, file = "deck.md"): ParsedDeck {
  const read = parseDeckMarkdown(file, text);
  if (!read.ok) {
    throw new Error(read.error.map((one) => `${one.line}: ${one.message}`).join("\n") + "\n" + text);
  }
  return read.value;
}

function withoutLines(deck: ParsedDeck) {
  return { ...deck, notes: deck.notes.map(({ line: _, ...note }) => note) };
}

const decks = readdirSync("cards", { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("writeDeck()", () => {
  test.each(decks.map(({ name }) => name))("writes the deck %s so that it reads as it was", (name) => {
    const file = `cards/${name}/deck.md`;
    const deck = parsed(readFileSync(file, "utf8"), file);
    const written = writeDeck(deck);
    expect(withoutLines(parsed(written, file))).toEqual(withoutLines(deck));
    expect(writeDeck(parsed(written, file))).toBe(written);
  });

  test.each(examples.map(({ type, note }) => [type, note]))("writes the example of %s", (_, note) => {
    const deck = parsed(`${front}\n${note}`);
    expect(withoutLines(parsed(writeDeck(deck)))).toEqual(withoutLines(deck));
  });

  test("keeps settings that YAML would take for something else", () => {
    const word = fc.constantFrom(
      "1",
      "true",
      "null",
      "#x",
      "a: b",
      "- a",
      '"',
      "'",
      "é",
      "[",
      "{a}",
      "no",
      "1e3",
      "~",
      "a\\b",
      "x",
    );
    const tag = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) =>
      words.join("").replaceAll(",", "").trim() || "x"
    );
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" ").trim() || "x");
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(tag, { maxLength: 3 }),
        (accept, tags) => {
          const fields = JSON.stringify({
            question: "What?",
            accept: accept.map((one) => one.slice(0, 200)),
            caseCounts: true,
          });
          const note = { id: "n", type: "text", tags, source: undefined, fields };
          const read = parsed(`${front}\n${writeNote(note)}`).notes[0];
          expect({ tags: read?.tags, fields: read?.fields }).toEqual({ tags, fields });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("leaves out what no deck file can hold", () => {
    const note = { id: "n", type: "anki", tags: [], source: undefined, fields: '{"Front":"a"}' };
    expect(writeNote(note)).toBeUndefined();
  });
});
