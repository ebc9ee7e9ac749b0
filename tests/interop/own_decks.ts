/** Decks of our own in Anki: the shipped ones and one with every type of note, opened there, drawn, and taken back. */
import { exportContents } from "../../src/actions/export_contents.ts";
import { loadDecks } from "../../src/actions/load_decks.ts";
import { deckFileReader, readDeckFiles } from "../../src/deck_files.ts";
import { ankiNotes } from "../../src/decks/exports/anki/anki_notes.ts";
import { DEFAULT_WISHES } from "../../src/decks/exports/export_format.ts";
import { exportTools } from "../../src/export_tools.ts";
import { ALL_TYPES } from "../actions/all_types.ts";
import { type Comparison, same } from "./comparison.ts";
import { openOurHouse, type OurHouse, take } from "./our_house.ts";
import { type Anki, askAnki, judgeReturn, kindOf, sendAll, taken } from "./round_trips.ts";

export async function judgeOwnDecks(into: Comparison, anki: Anki): Promise<void> {
  const house = await openOurHouse();
  try {
    await loadDecks(house.store, readDeckFiles(), Date.now());
    const file = `${anki.folder}/all_types.md`;
    await Deno.writeTextFile(file, ALL_TYPES);
    taken(await take(house, file), file);
    const wanted = await countsOf(house);
    const sent = await sendAll(house, `${anki.folder}/own`);
    const [answer] = await askAnki([{ file: "", fsrs: true, sent }], anki);
    for (const [index, one] of sent.entries()) {
      const there = answer?.sent[index];
      if (there === undefined) throw new RangeError(`Anki did not open ${one.path}`);
      const where = `our decks, exported (${kindOf(one)})`;
      const { notes, cards } = there.state;
      const found = { notes: Object.keys(notes).length, cards: Object.keys(cards).length };
      same(into, { what: "own decks: counts", where, wanted, found });
      for (const [key, face] of Object.entries(there.faces)) {
        same(into, {
          what: "own decks: drawn cards",
          where: `${where}: ${key}`,
          wanted: "drawn",
          found: fault(face),
        });
      }
      await judgeReturn(into, house, { where: `${where} and back`, path: there.back, own: wanted.notes });
    }
  } finally {
    await house.close();
  }
}

/** Notes and cards that Anki has to find: a card whose numbers are drawn is several notes there. */
async function countsOf({ deps, person, media }: OurHouse): Promise<{ notes: number; cards: number }> {
  const sources = { ...exportTools(), media, deckFile: deckFileReader(readDeckFiles()) };
  const contents = await exportContents(deps, person, { decks: undefined, schedules: false }, sources);
  if (contents === undefined) throw new RangeError("There are no decks");
  const noteTypes = new Map(contents.noteTypes.map((type) => [type.key, type]));
  const { variants } = DEFAULT_WISHES;
  const made = contents.notes.flatMap((note) =>
    ankiNotes(note, { noteTypes, decks: contents.decks }, { variants, mediaName: (name) => name })
  );
  return { notes: made.length, cards: made.reduce((sum, { cards }) => sum + cards.length, 0) };
}

/** A side that is empty, cannot be drawn, or shows signs of a template. */
function fault(face: readonly string[]): string {
  const wrong = face.find((side) =>
    side.trim() === "" || side.startsWith("(fault)") || /docs\.ankiweb\.net|\{\{c\d+::/.test(side)
  );
  return wrong === undefined && face.length === 2 ? "drawn" : `not drawn: ${wrong}`;
}
