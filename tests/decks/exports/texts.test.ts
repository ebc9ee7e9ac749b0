/** Tables and Markdown decks that are written read as what they were. */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exportFormats } from "../../../src/decks/exports/export_formats.ts";
import { markdownFolder } from "../../../src/decks/exports/markdown_folder.ts";
import { ankiText, csv, tsv } from "../../../src/decks/exports/tables.ts";
import { parseDeckMarkdown } from "../../../src/decks/formats/deck_markdown.ts";
import { DEFAULT_CHOICES } from "../../../src/decks/imports/import_plan.ts";
import { planCollection } from "../../../src/decks/imports/plan.ts";
import { carriedOut, EMPTY } from "../imports/carried_out.ts";
import { contents } from "./arbitrary_contents.ts";
import { contentsOf, readBack, written } from "./made_contents.ts";

const RUNS = { numRuns: 40 };

test("every format has an id and a name of its own, and says who it is for", () => {
  for (const key of ["id", "title", "description"] as const) {
    expect(new Set(exportFormats.map((format) => format[key])).size).toBe(exportFormats.length);
  }
});

test.each([["Anki's text", ankiText], ["a table with commas", csv], ["a table with tabs", tsv]])(
  "%s gives back guid, fields and tags of every imported note, whatever they hold",
  async (_, format) => {
    await fc.assert(
      fc.asyncProperty(contents, async (from) => {
        const notes = from.notes.filter(({ type }) => type === "anki");
        fc.pre(notes.length > 0);
        const bytes = await written(format, { ...from, notes });
        // Whether plain words are HTML nobody can tell from them, and the page of imports asks.
        const choices = { isHtml: true };
        const { notes: found, problems } = await readBack(
          bytes,
          `all.${format.extension}`,
          undefined,
          choices,
        );
        expect(problems.filter(({ kind }) => kind === "skipped")).toEqual([]);
        const valuesOf = (fields: string) =>
          Object.values<string>(JSON.parse(fields)).map((value) => value.normalize("NFC"));
        const known = new Map(found.map((note) => [note.guid, note]));
        for (const { guid, fields, tags } of notes) {
          // Empty fields at the end make no difference.
          const filled = (values: readonly string[]) =>
            values.slice(0, values.findLastIndex((one) => one !== "") + 1);
          expect(filled(valuesOf(known.get(guid)?.fields ?? "{}"))).toEqual(filled(valuesOf(fields)));
          expect(known.get(guid)?.tags.toSorted()).toEqual(
            tags.map((tag) => tag.normalize("NFC")).toSorted(),
          );
        }
      }),
      RUNS,
    );
  },
);

test.each([["Anki's text", ankiText], ["a table with commas", csv], ["a table with tabs", tsv]])(
  "%s that is imported a second time changes nothing",
  async (_, format) => {
    await fc.assert(
      fc.asyncProperty(contents, async (from) => {
        fc.pre(from.notes.length > 0);
        const read = async () => await readBack(await written(format, from), `all.${format.extension}`);
        const stored = carriedOut(planCollection(await read(), EMPTY, DEFAULT_CHOICES), EMPTY);
        const { counts } = planCollection(await read(), stored, DEFAULT_CHOICES);
        expect(counts.notes).toMatchObject({ new: 0, updated: 0, moved: 0 });
      }),
      RUNS,
    );
  },
);

const shipped = readdirSync("cards", { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(shipped.map(({ name }) => name))(
  "the deck %s comes back as Markdown, pictures and all",
  async (slug) => {
    const parsed = parseDeckMarkdown("deck.md", readFileSync(`cards/${slug}/deck.md`, "utf8"));
    if (!parsed.ok) throw new Error(parsed.error[0]?.message);
    const { notes, name, description, order, media } = parsed.value;
    const [sample] = contentsOf([{ type: "basic", fields: "{}" }]).notes;
    if (sample === undefined) throw new Error("There is one note");
    const from = contentsOf([], {
      decks: [{ path: [name], slug, description, order, preset: undefined, shipped: true }],
      notes: notes.map(({ id, type, fields, tags, source }) => ({
        ...sample,
        guid: id,
        type,
        fields,
        tags,
        source,
      })),
      media: media.map((file) => ({
        name: file,
        deck: 0,
        bytes: () => Promise.resolve(new Uint8Array(readFileSync(`cards/${slug}/${file}`))),
      })),
    });
    const found = await readBack(await written(markdownFolder, from), "decks.zip");
    expect(found.decks).toMatchObject([{ slug, path: [name], description, order }]);
    expect(
      found.notes.map(({ guid, type, fields, tags, source }) => ({ id: guid, type, fields, tags, source })),
    )
      .toEqual(notes.map(({ id, type, fields, tags, source }) => ({ id, type, fields, tags, source })));
    expect(found.media.map((file) => file.name).toSorted()).toEqual(media.toSorted());
    expect(found.missingMedia).toEqual([]);
  },
);

test("notes that no deck.md can hold come back with their note types and pictures", async () => {
  await fc.assert(
    fc.asyncProperty(contents, async (from) => {
      const notes = from.notes.filter(({ type }) => type === "anki").map((note) => ({ ...note, deck: 0 }));
      fc.pre(notes.length > 0);
      const found = await readBack(await written(markdownFolder, { ...from, notes }), "decks.zip");
      expect(found.problems.filter(({ kind }) => kind === "skipped")).toEqual([]);
      const types = new Map(from.noteTypes.map((type) => [type.key, type]));
      for (const type of found.noteTypes) expect(type).toEqual(types.get(type.key));
      const known = new Map(found.notes.map((note) => [note.guid, note]));
      for (const { guid, fields, tags, noteType } of notes) {
        const read = known.get(guid);
        expect(JSON.parse(read?.fields ?? "{}")).toEqual(JSON.parse(fields));
        expect({ tags: read?.tags.toSorted(), noteType: read?.noteType }).toEqual({
          tags: tags.map((tag) => tag.normalize("NFC")).toSorted(),
          noteType,
        });
      }
      const pathOf = (path: readonly string[] | undefined) =>
        path?.map((step) => step.replace(/\s+/g, " ").trim());
      expect(pathOf(found.decks[found.notes[0]?.deck ?? -1]?.path)).toEqual(pathOf(from.decks[0]?.path));
    }),
    RUNS,
  );
});
