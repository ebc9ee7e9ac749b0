/** What every deck format of the list promises: to know its files, to read them whole, and never to throw. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { cardTypeOf } from "../../src/decks/card_types.ts";
import type { DeckFormat, ImportFile, ReadTools } from "../../src/decks/format.ts";
import { deckFormats } from "../../src/decks/formats.ts";
import type { Collection } from "../../src/decks/imports/collection.ts";
import { sha256Hex } from "../../src/decks/imports/stable_guid.ts";
import { formatExamples } from "../decks/formats/format_examples.ts";
import { sqlWasm } from "../packages/sql_tables.ts";

const tools: ReadTools = { sqlWasm, progress: () => undefined };

let examples: Readonly<Record<string, readonly ImportFile[]>> = {};

beforeAll(async () => {
  examples = await formatExamples();
});

test("every format has an example, and a name of its own", () => {
  expect(Object.keys(examples).sort()).toEqual(deckFormats.map(({ id }) => id).sort());
});

for (const format of deckFormats) {
  describe(`the format ${format.id}`, () => {
    test("is the first to recognise its own files", () => {
      for (const file of examplesOf(format)) {
        expect([file.name, deckFormats.find(({ recognises }) => recognises(file))?.id]).toEqual([
          file.name,
          format.id,
        ]);
      }
    });

    test("reads its files under names that tell nothing", async () => {
      for (const file of examplesOf(format)) {
        const renamed = { ...file, name: file.bytes[0] === 0x50 ? "upload.zip" : "upload" };
        expect([file.name, format.recognises(renamed)]).toEqual([file.name, true]);
        expect((await collected(format, renamed)).notes.length).toBeGreaterThan(0);
      }
    });

    test("gives decks with paths, and notes and cards that lie in them", async () => {
      for (const { decks, notes } of await collectedAll(format)) {
        const indexes = decks.map((_, index) => index);
        for (const { path } of decks) {
          expect(path.length).toBeGreaterThan(0);
          for (const step of path) expect(step).toMatch(/\S/);
        }
        for (const { deck, cards } of notes) {
          expect(indexes).toContain(deck);
          expect(cards.length).toBeGreaterThan(0);
          for (const card of cards) expect(indexes).toContain(card.deck);
        }
      }
    });

    test("gives notes that their card types open, with these very sides", async () => {
      for (const { notes, noteTypes } of await collectedAll(format)) {
        const types = new Map(noteTypes.map((type) => [type.key, type]));
        for (const { type, noteType, fields, cards, summary } of notes) {
          if (noteType !== undefined) expect([...types.keys()]).toContain(noteType);
          const loaded = cardTypeOf(type).load(fields, types.get(noteType ?? ""));
          const sides = new Map(loaded.sides.map((side) => [side.key, side]));
          for (const { side } of cards) {
            expect(side).toEqual(sides.get(side.key));
            expect(loaded.ask(side.key, 1).face.prompt).toBeDefined();
          }
          expect(summary).toMatch(/\S/);
          expect(summary.length).toBeLessThanOrEqual(200);
        }
      }
    });

    test("gives guids that are told apart, and the same ones each time", async () => {
      for (const file of examplesOf(format)) {
        const { notes } = await collected(format, file);
        const scoped = notes.map(({ guid, scope, deck }) =>
          scope === "collection" ? guid : `${deck}/${guid}`
        );
        expect(new Set(scoped).size).toBe(notes.length);
        const again = await collected(format, file);
        expect(again.notes.map(({ guid }) => guid)).toEqual(notes.map(({ guid }) => guid));
      }
    });

    test("says of each note where it stands", async () => {
      for (const file of examplesOf(format)) {
        for (const { place } of (await collected(format, file)).notes) {
          expect(place.file).toContain(file.name);
        }
      }
    });

    test("gives media whose bytes are what their hashes say, under flat names", async () => {
      for (const { media } of await collectedAll(format)) {
        for (const { name, hash, size, bytes } of media) {
          const read = bytes();
          expect([name, read.length, sha256Hex(read)]).toEqual([name.normalize("NFC"), size, hash]);
          expect(name).not.toMatch(/[/\\]/);
        }
      }
    });

    test("never throws on its files with bytes changed, cut or doubled", async () => {
      const files = examplesOf(format);
      const change = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        maxLength: 6,
      });
      const cut = fc.constantFrom(1, 1, 0.9, 0.5, 0.1, 2);
      await fc.assert(
        fc.asyncProperty(fc.nat(files.length - 1), change, cut, async (index, changes, share) => {
          const file = files[index];
          if (file === undefined) return;
          await readsOrRefuses(format, { ...file, bytes: damaged(file.bytes, changes, share) });
        }),
        { numRuns: 150 },
      );
    });

    test("never throws on arbitrary bytes and texts", async () => {
      const word = fc.constantFrom(
        ...[
          "#separator:tab\n",
          "tags:",
          "Q: ",
          "A: ",
          "C: ",
          "[",
          "]",
          "::",
          ":::",
          "?\n",
          "==",
          "---\n",
          "deck: x\n",
        ],
        ...[
          "{{c1::",
          "}}",
          "\t",
          ",",
          ";",
          '"',
          "\n",
          "\n\n",
          "<b>",
          "$",
          "\\",
          "![",
          "](",
          "`",
          "```\n",
          "## ",
          "a",
          "é",
        ],
        ...[
          '{"decks":[',
          '{"notes":[',
          '{"front":',
          '"__type__":"Deck"',
          "}",
          "null",
          "1",
          "#flashcards/x ",
          "<!--SR:!2",
          "-->",
        ],
      );
      const text = fc.array(word, { maxLength: 60 }).map((words) => new TextEncoder().encode(words.join("")));
      const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 400 }));
      await fc.assert(
        fc.asyncProperty(
          bytes,
          fc.constantFrom("x", "x.md", "x.csv", "x.json", "x.zip"),
          async (given, name) => {
            await readsOrRefuses(format, { name, bytes: new Uint8Array(given) });
          },
        ),
        { numRuns: 400 },
      );
    });
  });
}

function examplesOf({ id }: DeckFormat): readonly ImportFile[] {
  return examples[id] ?? [];
}

async function collected(format: DeckFormat, file: ImportFile): Promise<Collection> {
  const read = await format.read(file, {}, tools);
  if (!read.ok) throw new Error(`${format.id} refuses ${file.name}: ${read.error.message}`);
  return read.value.collection;
}

function collectedAll(format: DeckFormat): Promise<readonly Collection[]> {
  return Promise.all(examplesOf(format).map((file) => collected(format, file)));
}

/** Recognises and reads, both without throwing; what is taken is sound, what is refused says why in words. */
async function readsOrRefuses(format: DeckFormat, file: ImportFile): Promise<void> {
  expect(typeof format.recognises(file)).toBe("boolean");
  const read = await format.read(file, {}, tools);
  if (!read.ok) {
    expect(read.error.message).toMatch(/^\S.*\S$/s);
    expect(read.error.mend).toMatch(/\S/);
    return;
  }
  const { decks, notes, noteTypes } = read.value.collection;
  const types = new Map(noteTypes.map((type) => [type.key, type]));
  for (const { deck, type, noteType, fields, cards } of notes) {
    expect(decks[deck]).toBeDefined();
    expect(cards.length).toBeGreaterThan(0);
    const loaded = cardTypeOf(type).load(fields, types.get(noteType ?? ""));
    for (const { side } of cards) loaded.ask(side.key, 1);
  }
}

function damaged(
  bytes: Uint8Array,
  changes: readonly (readonly [number, number])[],
  share: number,
): Uint8Array<ArrayBuffer> {
  const out = share === 2
    ? new Uint8Array([...bytes, ...bytes])
    : bytes.slice(0, Math.floor(bytes.length * share));
  for (const [at, value] of changes) out[Math.floor(at * (out.length - 1))] = value;
  return new Uint8Array(out);
}
