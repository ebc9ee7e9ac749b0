/** Texts without guids are about the notes that have their first field, as in Anki: these are updated, all others are new. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applyImport } from "../../../src/actions/imports/apply_import.ts";
import { settledImport } from "../../../src/actions/imports/desk.ts";
import { importState } from "../../../src/actions/imports/import_state.ts";
import { buildPackage } from "../../packages/build_package.ts";
import { BASIC, contentWith, noteWith } from "../../packages/content.ts";
import { type DeskHouse, openDeskHouse, read } from "./desk_house.ts";

async function imported(house: DeskHouse, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const { id } = await read(house, [{ name, bytes }]);
  expect(await applyImport(house.desk, house.person, id)).toMatchObject({ ok: true });
  await settledImport(house.desk, id);
  const view = await importState(house.desk, house.person, id);
  if (view?.summary?.kind !== "done") throw new Error(JSON.stringify(view));
  return view.summary.plan.counts.notes;
}

const text = (lines: string) => new TextEncoder().encode(lines);

async function notes({ store }: DeskHouse) {
  return await store.db.all(sql`select fields ->> 'Front' as front, fields ->> 'Back' as back from note
    where retired_at is null order by id`);
}

test("a text updates the notes of a package that have its first fields", async () => {
  const house = await openDeskHouse();
  const content = contentWith({
    notes: [noteWith(0, { fields: ["<b>sun</b>", "star"] })],
    noteTypes: [{ ...BASIC, name: "Basic" }],
  });
  await imported(house, "a.apkg", await buildPackage(content, "latest"));
  const lines = "#separator:tab\n#html:true\n#notetype:Basic\nsun\ta star\nmoon\ta satellite\n";
  expect(await imported(house, "a.txt", text(lines))).toMatchObject({ new: 1, updated: 1 });
  expect(await notes(house)).toEqual([{ front: "sun", back: "a star" }, {
    front: "moon",
    back: "a satellite",
  }]);
  expect(await imported(house, "a.txt", text(lines))).toMatchObject({ new: 0, updated: 0, unchanged: 2 });
  expect(await house.store.db.all(sql`select name from note_type`)).toEqual([{ name: "Basic" }]);
});

test("a text updates those of another text, wherever they lie", async () => {
  const house = await openDeskHouse();
  await imported(house, "one.txt", text("sun\tstar\nmoon\tsatellite\n"));
  expect(await imported(house, "two.txt", text("sun\ta star\n"))).toMatchObject({ new: 0, updated: 1 });
  expect(await notes(house)).toMatchObject([{ front: "sun", back: "a star" }, { front: "moon" }]);
});

test.each([
  ["both are kept when the text says so", "#separator:tab\n#notetype:Basic\n#if matches:keep both\n", {
    new: 1,
    updated: 0,
  }],
  [
    "what is there stays when the text says so",
    "#separator:tab\n#notetype:Basic\n#if matches:keep current\n",
    { new: 0, unchanged: 1 },
  ],
])("%s", async (_, header, counts) => {
  const house = await openDeskHouse();
  await imported(house, "one.txt", text("#separator:tab\n#notetype:Basic\nsun\tstar\n"));
  expect(await imported(house, "two.txt", text(`${header}sun\ta star\n`))).toMatchObject(counts);
});

test("a text that names a note type follows the person's own of that name, its columns being the fields in order", async () => {
  const house = await openDeskHouse();
  const vocab = { ...BASIC, id: BASIC.id + 7, name: "Vocabulary", fields: ["Word", "Meaning"] };
  const templates = [{ name: "There", front: "{{Word}}", back: "{{Meaning}}" }, {
    name: "Back",
    front: "{{Meaning}}",
    back: "{{Word}}",
  }];
  const content = contentWith({
    notes: [noteWith(0, { noteType: vocab.id, fields: ["sol", "sun"] })],
    noteTypes: [{ ...vocab, templates }],
  });
  await imported(house, "a.apkg", await buildPackage(content, "latest"));
  const lines =
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\ngx\tVocabulary\tluna\tmoon\n";
  expect(await imported(house, "a.txt", text(lines))).toMatchObject({ new: 1 });
  expect(
    await house.store.db.all(sql`select fields ->> 'Word' as word, fields ->> 'Meaning' as meaning,
    (select count(*) from card where note_id = note.id) as cards, note_type_id as type from note where guid = 'gx'`),
  )
    .toEqual([{ word: "luna", meaning: "moon", cards: 2, type: 1 }]);
});
