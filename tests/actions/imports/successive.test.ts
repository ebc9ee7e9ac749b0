/** Packages imported one after the other, as Anki would take them: every generation, each after each. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applyImport } from "../../../src/actions/imports/apply_import.ts";
import { settledImport } from "../../../src/actions/imports/desk.ts";
import { importState } from "../../../src/actions/imports/import_state.ts";
import {
  DEFAULT_CHOICES,
  type ImportChoices,
  type PlanCounts,
} from "../../../src/decks/imports/import_plan.ts";
import { buildPackage, GENERATIONS } from "../../packages/build_package.ts";
import { BASIC, cardWith, contentWith, noteWith, REVERSED } from "../../packages/content.ts";
import { type DeskHouse, openDeskHouse, read } from "./desk_house.ts";

const note = noteWith(0, { fields: ["hello", "there"], modifiedAt: 100 });
const newer = { ...note, fields: ["goodbye", "there"], modifiedAt: 200 };
const newest = { ...newer, fields: ["third", "there"], modifiedAt: 300 };
const otherId = { ...BASIC, id: BASIC.id + 50 };
const twoTemplates = { ...REVERSED, id: BASIC.id, modifiedAt: BASIC.modifiedAt + 10 };
const restyled = { ...BASIC, css: "b { color: red }", modifiedAt: BASIC.modifiedAt + 10 };
const bothCards = [cardWith({}), cardWith({ ord: 1 })];

const PACKAGES = {
  first: contentWith({ notes: [note], noteTypes: [BASIC] }),
  second: contentWith({ notes: [newer], noteTypes: [BASIC] }),
  third: contentWith({ notes: [newest], noteTypes: [BASIC] }),
  otherType: contentWith({ notes: [{ ...newest, noteType: otherId.id }], noteTypes: [otherId] }),
  otherTemplates: contentWith({ notes: [{ ...newest, cards: bothCards }], noteTypes: [twoTemplates] }),
  otherStyle: contentWith({ notes: [note], noteTypes: [restyled] }),
} as const;

type Name = keyof typeof PACKAGES;

async function imported(
  house: DeskHouse,
  { name, generation, choices = {} }: {
    readonly name: Name;
    readonly generation: (typeof GENERATIONS)[number];
    readonly choices?: Partial<ImportChoices>;
  },
): Promise<PlanCounts> {
  const bytes = await buildPackage(PACKAGES[name], generation);
  const wishes = { choices: { ...DEFAULT_CHOICES, ...choices }, table: {} };
  const { id } = await read(house, [{ name: `${name}.apkg`, bytes }], wishes);
  expect(await applyImport(house.desk, house.person, id)).toMatchObject({ ok: true });
  await settledImport(house.desk, id);
  const view = await importState(house.desk, house.person, id);
  if (view?.summary?.kind !== "done") throw new Error(JSON.stringify(view));
  return view.summary.plan.counts;
}

async function fronts({ store }: DeskHouse): Promise<readonly unknown[]> {
  const rows = await store.db.all<{ front: unknown }>(
    sql`select fields ->> 'Front' as front from note order by id`,
  );
  return rows.map(({ front }) => front);
}

type Step = readonly [Name, "new" | "updated" | "unchanged" | "conflicting", string];

const COURSES: readonly (readonly [string, readonly Step[]])[] = [
  ["every newer one updates, then another note type conflicts", [
    ["first", "new", "hello"],
    ["second", "updated", "goodbye"],
    ["third", "updated", "third"],
    ["otherType", "conflicting", "third"],
  ]],
  ["nothing goes back", [["second", "new", "goodbye"], ["first", "unchanged", "goodbye"]]],
  ["other templates conflict", [["first", "new", "hello"], ["otherTemplates", "conflicting", "hello"]]],
  ["fewer templates conflict as well", [["otherTemplates", "new", "third"], [
    "third",
    "conflicting",
    "third",
  ]]],
];

test.each(
  COURSES.flatMap(([title, steps]) => GENERATIONS.map((generation) => [title, generation, steps] as const)),
)(
  "%s, in packages of the generation %s",
  async (_, generation, steps) => {
    const house = await openDeskHouse();
    for (const [name, kind, front] of steps) {
      expect((await imported(house, { name, generation })).notes).toMatchObject({ [kind]: 1 });
      expect(await fronts(house)).toEqual([front]);
    }
  },
);

test("packages of different generations update each other", async () => {
  const house = await openDeskHouse();
  await imported(house, { name: "first", generation: "latest" });
  expect((await imported(house, { name: "second", generation: "legacy1" })).notes).toMatchObject({
    updated: 1,
  });
  expect((await imported(house, { name: "third", generation: "legacy2" })).notes).toMatchObject({
    updated: 1,
  });
  expect((await imported(house, { name: "third", generation: "latest" })).notes).toMatchObject({
    unchanged: 1,
  });
});

test("a newer style of a note type comes even where no note has changed", async () => {
  const house = await openDeskHouse();
  await imported(house, { name: "first", generation: "latest" });
  const counts = await imported(house, { name: "otherStyle", generation: "latest" });
  expect(counts).toMatchObject({ changedNoteTypes: 1, notes: { unchanged: 1 } });
  expect(await house.store.db.all(sql`select definition ->> 'css' as css from note_type`)).toEqual([
    { css: restyled.css },
  ]);
});
