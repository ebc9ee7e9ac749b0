/** Broken packages, many of them: reading ends in a collection that holds together or in a refusal, never otherwise. */
import process from "node:process";
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { ankiPackage } from "../../src/decks/formats/anki_package.ts";
import type { Collection } from "../../src/decks/imports/collection.ts";
import { GENERATIONS, mediaEntries, packageFiles } from "../packages/build_package.ts";
import { mutated, type Whole } from "../packages/mutate.ts";
import { readBytes } from "../packages/read_built.ts";
import { RICH } from "../packages/rich_content.ts";

const COUNT = Number(process.env["FUZZ_PACKAGES"] ?? 300);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

test(`read() of ${COUNT} broken packages never throws`, { timeout: 60_000 + COUNT * 500 }, async () => {
  const wholes = await wholePackages();
  let taken = 0;
  for (let index = 0; index < COUNT; index++) {
    const bytes = mutated(wholes, random(SEED).fork(`package ${index}`));
    expect(typeof ankiPackage.recognises({ name: "deck.apkg", bytes })).toBe("boolean");
    const read = await readBytes(bytes).catch((error: unknown) => `package ${index} threw ${String(error)}`);
    if (typeof read === "string") expect.fail(read);
    if (read.ok) {
      taken++;
      expect([index, faultOf(read.value.collection)]).toEqual([index, undefined]);
    } else expect(read.error.message).toMatch(/^\S.{8,}[^.]$/s);
  }
  expect(taken).toBeGreaterThan(COUNT / 20);
  expect(taken).toBeLessThan(COUNT * 0.95);
});

async function wholePackages(): Promise<readonly Whole[]> {
  const wholes: Whole[] = [];
  for (const generation of GENERATIONS) {
    let database = new Uint8Array(0);
    const files = await packageFiles(RICH, generation, { database: (bytes) => database = bytes });
    if (generation !== "latest") wholes.push({ files, zstd: new Set() });
    else {
      const media = RICH.media.map(({ bytes }, index) => [String(index), bytes] as const);
      const plain = {
        "collection.anki21b": database,
        media: mediaEntries(RICH),
        ...Object.fromEntries(media),
      };
      wholes.push({ files: { ...files, ...plain }, zstd: new Set(Object.keys(plain)) });
    }
  }
  return wholes;
}

/** What does not hold together in a collection. */
function faultOf({ decks, noteTypes, notes, media, presets }: Collection): string | undefined {
  const types = new Map(noteTypes.map((type) => [type.key, type]));
  const guids = new Set(notes.map(({ guid }) => guid));
  if (guids.size !== notes.length) return "a guid is there twice";
  if (decks.some(({ path }) => path.length === 0 || path.some((part) => part === ""))) {
    return "a deck has no name";
  }
  const keys = new Set(presets.map(({ key }) => key));
  if (decks.some(({ preset }) => preset !== undefined && !keys.has(preset))) return "options are missing";
  for (const note of notes) {
    const names = types.get(note.noteType ?? "")?.fields.map(({ name }) => name);
    if (names === undefined) return "a note type is missing";
    if (Object.keys(JSON.parse(note.fields)).toSorted().join() !== names.toSorted().join()) {
      return "fields differ";
    }
    if (note.cards.length === 0) return "a note has no cards";
    if (![note.deck, ...note.cards.map(({ deck }) => deck)].every((deck) => decks[deck] !== undefined)) {
      return "a deck is missing";
    }
    if (new Set(note.cards.map(({ side }) => side.key)).size !== note.cards.length) {
      return "a side is there twice";
    }
    if (!Number.isFinite(note.modifiedAt) || note.summary.length > 200) return "a note is not within bounds";
  }
  return media.every(({ size, bytes }) => bytes().length === size) ? undefined : "a file has another size";
}
