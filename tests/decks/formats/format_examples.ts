/** A file of each deck format, by the id of the format: more than one where it is both a text and a zip. */
import { strToU8, zipSync } from "fflate";
import type { ImportFile } from "../../../src/decks/format.ts";
import { buildPackage, GENERATIONS } from "../../packages/build_package.ts";
import { contentWith } from "../../packages/content.ts";
import { ankiPackage } from "../../../src/decks/exports/anki_package.ts";
import { contentsOf, written } from "../exports/made_contents.ts";
import { front } from "../readme_examples.ts";
import { textFile } from "./reading.ts";

export const PICTURE = strToU8('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');

const deckText = `${front}\n## one\n\n- type: basic\n\nWhat is $1+1$?\n\n---\n\n![two](two.svg)\n`;

const mochiData = {
  "~:version": 2,
  "~:decks": [{
    "~:id": "~:d1",
    "~:name": "Verbs",
    "~:cards": { "~#list": [{ "~:id": "~:c1", "~:content": "hablar\n---\nto speak", "~:reviews": [] }] },
  }],
};

const crowdAnkiDeck = {
  __type__: "Deck",
  name: "Capitals",
  children: [],
  media_files: ["two.svg"],
  note_models: [{
    crowdanki_uuid: "m1",
    name: "Basic",
    type: 0,
    flds: [{ name: "Front", ord: 0 }, { name: "Back", ord: 1 }],
    tmpls: [{ name: "Card 1", ord: 0, qfmt: "{{Front}}", afmt: "{{FrontSide}}<hr id=answer>{{Back}}" }],
  }],
  notes: [{
    __type__: "Note",
    fields: ["France", 'Paris <img src="two.svg">'],
    guid: "g1",
    note_model_uuid: "m1",
    tags: ["eu"],
  }],
};

const ownContents = contentsOf([{ type: "basic", fields: '{"front":"f","back":"b"}' }]);

/** Packages need a database to be built, so examples come later than the list of tests. */
export async function formatExamples(): Promise<Readonly<Record<string, readonly ImportFile[]>>> {
  const packages = GENERATIONS.map(async (generation) => ({
    name: `${generation}.apkg`,
    bytes: await buildPackage(contentWith({}), generation),
  }));
  return {
    "rehearsal-package": [{ name: "own.apkg", bytes: await written(ankiPackage, ownContents) }],
    "anki-package": await Promise.all(packages),
    "deck-markdown": [textFile("deck.md", deckText)],
    "deck-folder": [zipped("decks.zip", { "example/deck.md": deckText, "example/two.svg": PICTURE })],
    mochi: [zipped("verbs.mochi", { "data.json": JSON.stringify(mochiData) })],
    "crowd-anki": [
      textFile("deck.json", JSON.stringify(crowdAnkiDeck)),
      zipped("deck.zip", { "deck/deck.json": JSON.stringify(crowdAnkiDeck), "deck/media/two.svg": PICTURE }),
    ],
    json: [
      textFile("cards.json", '[{"front": "a", "back": "b"}]'),
      textFile(
        "decks.json",
        '{"decks": [{"name": "A::B", "notes": [{"type": "basic", "fields": {"front": "a", "back": "b"}}]}]}',
      ),
    ],
    "anki-text": [
      textFile("export.txt", "#separator:tab\n#html:false\nHola\tHi\nrojo\tred\n"),
      textFile("comment.txt", "# of old\nuno\tone\n"),
      textFile("tags.txt", "tags:a b\nuno,one\n"),
    ],
    hashcards: [
      textFile("Geography.md", "Q: Capital of France?\nA: Paris\n\nC: [Rome] is in [Italy].\n"),
      zipped("cards.zip", {
        "a.md": "Q: 1?\nA: One\n",
        "b.md": "C: [x] ![p](two.svg)\n",
        "two.svg": PICTURE,
      }),
    ],
    obsidian: [
      textFile("note.md", "#flashcards/ml\n\nWhat::That\n"),
      zipped("vault.zip", {
        "vault/.obsidian/app.json": "{}",
        "vault/ml/Loss.md":
          "tags: none\n\nA question\n?\nAn answer ![[two.svg]]\n<!--SR:!2024-08-16,51,230-->\n",
        "vault/files/two.svg": PICTURE,
      }),
    ],
    table: [
      textFile("words.csv", "front,back\neins,one\nzwei,two\n"),
      textFile("words.txt", "eins\tone\nzwei\ttwo\n"),
      textFile("semicolons.txt", "eins;one, first\nzwei;two\n"),
    ],
  };
}

export function zipped(name: string, files: Record<string, string | Uint8Array>): ImportFile {
  const entries = Object.entries(files).map(([path, content]) =>
    [path, typeof content === "string" ? strToU8(content) : content] as const
  );
  return { name, bytes: zipSync(Object.fromEntries(entries)) };
}
