/** What a plan tells of a file that is not taken as it stands: every row, option, formula and file, and the right count. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applyImport } from "../../../src/actions/imports/apply_import.ts";
import { settledImport } from "../../../src/actions/imports/desk.ts";
import { importState, pageOfPlan } from "../../../src/actions/imports/import_state.ts";
import { changeChoices } from "../../../src/actions/imports/change_choices.ts";
import type { ImportView } from "../../../src/actions/imports/import_view.ts";
import { DEFAULT_CHOICES } from "../../../src/decks/imports/import_plan.ts";
import type { PlanList } from "../../../src/decks/imports/plan_lists.ts";
import { presetsOf } from "../../../src/store/presets.ts";
import { buildPackage, GENERATIONS } from "../../packages/build_package.ts";
import { BASIC, cardWith, contentWith, noteWith } from "../../packages/content.ts";
import { ODD, ODD_ANSWERS } from "../../packages/odd_content.ts";
import { type DeskHouse, openDeskHouse, read, readerHere } from "./desk_house.ts";

async function planOf(house: DeskHouse, generation: (typeof GENERATIONS)[number] = "latest") {
  return await read(house, [{ name: "odd.apkg", bytes: await buildPackage(ODD, generation) }]);
}

function planIn({ summary }: ImportView) {
  if (summary?.kind !== "planned" && summary?.kind !== "done") throw new Error("There is no plan");
  return summary.plan;
}

async function applied(house: DeskHouse, id: number): Promise<ImportView> {
  expect(await applyImport(house.desk, house.person, id)).toMatchObject({ ok: true });
  await settledImport(house.desk, id);
  const view = await importState(house.desk, house.person, id);
  if (view === undefined) throw new Error("There is no import");
  return view;
}

/** A whole list, some rows at a time. */
async function listOf(house: DeskHouse, id: number, list: PlanList, count = 3) {
  const rows: unknown[] = [];
  for (let from = 0;; from += count) {
    const page = await pageOfPlan(house.desk, house.person, { id, list, from, count });
    if (page === undefined) throw new Error("There is no plan");
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}

test.each(GENERATIONS)("a plan of %s counts the answers that the log then holds", async (generation) => {
  const house = await openDeskHouse();
  const view = await planOf(house, generation);
  expect(planIn(view).counts).toMatchObject({ schedules: 1, reviews: ODD_ANSWERS });
  await applied(house, view.id);
  expect(house.failures).toEqual([]);
  const [counted] = await house.store.db.all<{ answers: number }>(
    sql`select count(*) as answers from review where kind = 'answer'`,
  );
  expect(counted?.answers).toBe(ODD_ANSWERS);
});

test("a plan tells of rows that are no answers, by reason, with note, card and row", async () => {
  const house = await openDeskHouse();
  const { id } = await planOf(house);
  const rows = await listOf(house, id, "reviews");
  expect(rows).toMatchObject([
    { reason: "left_card", count: 2, examples: [{ note: "work", card: "Card 5" }] },
    { reason: "unknown_kind", count: 1, examples: [{ note: "force", card: "Card 1" }] },
    { reason: "preview", count: 1, examples: [{ note: "force", card: "Card 1" }] },
    { reason: "no_effect", count: 1 },
    { reason: "future", count: 1 },
    { reason: "bounded", count: 1 },
    { reason: "reset", count: 1 },
    { reason: "set_due", count: 1 },
  ]);
});

test("without schedules there is nothing to tell of histories and options", async () => {
  const house = await openDeskHouse();
  const { id } = await planOf(house);
  const wishes = { choices: { ...DEFAULT_CHOICES, takeSchedules: false }, table: {} };
  await changeChoices(house.desk, house.person, { id, wishes });
  await settledImport(house.desk, id);
  const view = await importState(house.desk, house.person, id);
  const { counts, told } = planIn(view ?? expect.fail());
  expect([counts.reviews, told.reviews.count, told.options.count]).toEqual([0, 0, 0]);
});

test("a plan tells what becomes of options, and they become that", async () => {
  const house = await openDeskHouse();
  const { id } = await planOf(house);
  expect(await listOf(house, id, "options")).toEqual([
    {
      preset: "Eager",
      option: "Learning steps",
      found: "10 min, 1 min",
      becomes: expect.stringMatching(/min$/),
    },
    { preset: "Eager", option: "Desired retention", found: "99.5 %", becomes: "99 %" },
    { preset: "Eager", option: "New cards a day", found: "20,000", becomes: "9,999" },
    {
      preset: "Eager",
      option: "Order of reviews",
      found: "shortest interval first",
      becomes: "longest due first",
    },
  ]);
  const done = await applied(house, id);
  expect(planIn(done).told.options).toMatchObject({ count: 4, first: [{ preset: "Eager" }, {}, {}, {}] });
  const presets = await presetsOf(house.store, house.person.id);
  expect(presets.find(({ name }) => name === "Eager")?.options).toMatchObject({
    desiredRetention: 0.99,
    newPerDay: 9999,
    reviewOrder: "due",
  });
});

test("a plan tells of decks, cards, notes, files and formulas that do not come as they stand", async () => {
  const house = await openDeskHouse();
  const view = await planOf(house);
  const { told, skipped } = planIn(view);
  expect(told.problems.first.map(({ message }) => message)).toEqual([
    "The filtered deck “Cram” is not taken; its card stays in the decks that lent it",
    "Card 5 of “work” belongs to no template of Basic",
    "The note “front 2” has no cards",
    "A deck without any note: Chemistry",
  ]);
  expect(skipped).toBe(4);
  expect(told.formulas).toMatchObject({ count: 1, first: [{ where: "the field Back", note: "force" }] });
  expect(told.missing).toMatchObject({ count: 1, first: [{ name: "gone.png" }] });
});

test("very long lists are reached whole, page by page, and only their beginnings are kept", async () => {
  const house = await openDeskHouse();
  const notes = Array.from({ length: 700 }, (_, index) =>
    noteWith(index, {
      fields: [`n${index}`, `\\(\\nosuch ${index}\\) <img src="${index}.png">`],
      cards: index % 2 === 0 ? [cardWith({})] : [cardWith({}), cardWith({ ord: 3 })],
    }));
  const bytes = await buildPackage(contentWith({ noteTypes: [BASIC], notes }), "latest");
  const view = await read(house, [{ name: "long.apkg", bytes }]);
  const { told } = planIn(view);
  expect([told.problems.count, told.formulas.count, told.missing.count]).toEqual([350, 700, 700]);
  expect([told.problems, told.formulas, told.missing].map(({ first }) => first.length)).toEqual([
    200,
    200,
    200,
  ]);
  const formulas = await listOf(house, view.id, "formulas", 50);
  expect(new Set(formulas.map((one) => JSON.stringify(one))).size).toBe(700);
  expect(await listOf(house, view.id, "problems", 50)).toHaveLength(350);
  expect(await listOf(house, view.id, "missing", 50)).toHaveLength(700);
});

test("an import that an older version has kept is shown with its lists", async () => {
  const house = await openDeskHouse(readerHere());
  const { id } = await planOf(house);
  const { told, skipped: _, ...plan } = planIn(await applied(house, id));
  const place = { file: "old.apkg", line: undefined, column: undefined };
  const old = {
    kind: "done",
    plan: {
      ...plan,
      problems: told.problems.first,
      problemCount: 1500,
      missingMedia: [{ name: "x.png", place }],
      missingCount: 1,
      gone: [],
    },
    lostMedia: [],
    edited: 0,
  };
  await house.store.db.run(sql`update import_run set summary = ${JSON.stringify(old)} where id = ${id}`);
  const view = await importState(house.desk, house.person, id);
  expect(planIn(view ?? expect.fail())).toMatchObject({
    told: {
      problems: { count: 1500 },
      missing: { count: 1, first: [{ name: "x.png" }] },
      formulas: { count: 0 },
    },
    skipped: 4,
  });
});
