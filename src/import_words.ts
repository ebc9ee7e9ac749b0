/** An import in words, for the command line: what its plan would do, what it leaves out, what came of it. */
import type { ImportView } from "./actions/imports/import_view.ts";
import type { CollectionProblem, Place, Refusal } from "./decks/imports/collection.ts";
import type { PlanCounts, PlannedNote } from "./decks/imports/import_plan.ts";
import type { PlanSummary } from "./decks/imports/import_session.ts";
import type { PlanPage } from "./decks/imports/plan_lists.ts";
import { type ReviewRemark, ROW_WORDS } from "./decks/imports/review_remarks.ts";
import { countOf } from "./ui/words.ts";

export function planWords(plan: PlanSummary): readonly string[] {
  const { counts, decks, noteTypes } = plan;
  const fresh = decks.filter(({ isNew }) => isNew).map(({ path }) => path.join("::"));
  return [
    `${plan.title}: ${some(plan.notes, "note")}, ${some(plan.cards, "card")}`,
    `  ${noteWords(counts)}`,
    ...listed("new decks", fresh),
    ...listed("new note types", noteTypes.added),
    ...listed("changed note types", noteTypes.changed),
    ...(counts.schedules === 0
      ? []
      : [`  ${some(counts.schedules, "schedule")}, ${some(counts.reviews, "answer")} of before`]),
    ...mediaWords(counts),
    ...(counts.gone === 0 ? [] : [`  ${some(counts.gone, "note")} of yours no longer in the file; kept`]),
    ...toldWords(plan),
  ];
}

/** How much is not as the file has it; every single thing of it is listed after. */
function toldWords({ told }: PlanSummary): readonly string[] {
  const rows = told.reviews.first.reduce((sum, { count }) => sum + count, 0);
  const counted = [
    [told.problems.count, "problem", "problems"],
    [told.formulas.count, "formula that cannot be set", "formulas that cannot be set"],
    [
      told.options.count,
      "deck option that becomes something else",
      "deck options that become something else",
    ],
    [rows, "row of a history that is no plain answer", "rows of histories that are no plain answers"],
    [told.missing.count, "missing file", "missing files"],
  ] as const;
  const words = counted.filter(([count]) => count > 0).map(([count, one, many]) => countOf(count, one, many));
  return words.length === 0 ? [] : [`  not as the file has it: ${words.join(", ")}`];
}

/** The rows of a list of the plan, a line each. */
export function pageWords(page: PlanPage): readonly string[] {
  switch (page.kind) {
    case "notes":
      return page.rows.map(noteReason);
    case "problems":
      return page.rows.map(problemWords);
    case "formulas":
      return page.rows.map(({ tex, message, where, note, place }) =>
        `  ${placeWords(place)}: formula: ${tex}${
          where === "" ? "" : ` in ${where}`
        } of “${note}”: ${message}`
      );
    case "options":
      return page.rows.map(({ preset, option, found, becomes }) =>
        `  options “${preset}”: ${option}: the file says ${found}; here it becomes ${becomes}`
      );
    case "reviews":
      return page.rows.flatMap(rowWords);
    case "missing":
      return page.rows.map(({ name, place }) => `  ${placeWords(place)}: missing: ${name}`);
    case "gone":
      return page.rows.map(({ summary }) => `  gone from the file: “${summary.slice(0, 80)}”`);
  }
}

function rowWords({ reason, count, examples }: ReviewRemark): readonly string[] {
  const { one, many, mend } = ROW_WORDS[reason];
  const some = examples.map(({ note, card, row }) => (
    `    ${card}${note === "" ? "" : ` of “${note.slice(0, 60)}”`}: row ${row}`
  ));
  const more = count > examples.length ? [`    and ${count - examples.length} more`] : [];
  return [`  history: ${countOf(count, one, many)}. ${mend}.`, ...some, ...more];
}

function noteWords({ notes, newCards, bothChanged }: PlanCounts): string {
  const kinds = ["new", "updated", "moved", "unchanged", "conflicting", "skipped"] as const;
  const counted = kinds.filter((kind) => notes[kind] > 0).map((kind) => `${notes[kind]} ${kind}`);
  const both = bothChanged === 0 ? "" : `; ${bothChanged} changed both here and in the file`;
  return `${counted.length === 0 ? "no notes" : counted.join(", ")}; ${some(newCards, "new card")}${both}`;
}

function mediaWords({ media }: PlanCounts): readonly string[] {
  const said = [
    [media.new, "new"],
    [media.renamed, "under another name"],
    [media.same, "here already"],
    [media.left, "left out, since another file has the name"],
    [media.missing, "missing in the file"],
  ] as const;
  const words = said.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.length === 0 ? [] : [`  pictures, sounds and the like: ${words.join(", ")}`];
}

function listed(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > 10 ? `, and ${names.length - 10} more` : "";
  return [`  ${what}: ${names.slice(0, 10).join(", ")}${more}`];
}

/** A note that is not taken as the file has it, with its reason. */
function noteReason({ place, kind, summary, reason }: PlannedNote): string {
  return `  ${placeWords(place)}: ${kind}: “${summary.slice(0, 80)}”${
    reason === undefined ? "" : `: ${reason}`
  }`;
}

export function refusalWords({ file, message, mend, problems }: Refusal): readonly string[] {
  return [`${file}: ${message}. ${mend}`, ...problems.map(problemWords)];
}

function problemWords({ place, kind, message, expected }: CollectionProblem): string {
  return `  ${placeWords(place)}: ${kind}: ${message}. Expected: ${expected}`;
}

function placeWords({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** What came of an import that was carried out. */
export function resultWords({ state, summary }: ImportView): readonly string[] {
  switch (summary?.kind) {
    case "done":
      return [
        `Imported: ${noteWords(summary.plan.counts)}. It can be undone on the page of imports.`,
        ...listed("files that could not be unpacked", summary.lostMedia),
        ...toldWords(summary.plan),
        ...(summary.edited === 0
          ? []
          : [`  ${some(summary.edited, "note")} edited meanwhile, and left as they are`]),
      ];
    case "failed":
      return [`${summary.message}. Nothing was changed.`];
    case "refused":
      return summary.refusals.flatMap(refusalWords);
    default:
      return [`The import is ${state}. Nothing was changed.`];
  }
}

function some(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
