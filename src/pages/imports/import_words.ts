/** Sizes, places, decks and outcomes of imports in words. */
import type { ImportView } from "../../actions/imports/import_view.ts";
import type { CollectionProblem, Place } from "../../decks/imports/collection.ts";
import type { PlanCounts } from "../../decks/imports/import_plan.ts";
import type { ImportSummary } from "../../decks/imports/import_record.ts";
import type { ProblemModel } from "../../ui/imports/import_models.ts";
import { countOf, listOf } from "../../ui/words.ts";

/** "verbs.csv, line 12, column 3". */
export function placeWords(place: Place): string {
  const line = lineWords(place);
  return line === undefined ? place.file : `${place.file}, ${line}`;
}

/** "line 12, column 3"; undefined where the place is a whole file. */
export function lineWords({ line, column }: Place): string | undefined {
  if (line === undefined) return undefined;
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}

/** "Latin › Verbs". */
export function pathWords(path: readonly string[]): string {
  return path.join(" › ");
}

/** "verbs.apkg", "verbs.apkg and 2 more". */
export function filesWords(files: ImportView["files"]): string {
  const first = files[0]?.name ?? "No files";
  return files.length < 2 ? first : `${first} and ${files.length - 1} more`;
}

export function problemModel({ place, kind, message, expected }: CollectionProblem): ProblemModel {
  return { where: placeWords(place), message, expected, isSkipped: kind === "skipped" };
}

/** "242 notes and 484 cards added", "3 notes changed"; empty where nothing changes. */
export function changeWords(counts: PlanCounts): readonly string[] {
  const { notes, newCards, retired } = counts;
  const added = [
    notes.new > 0 && countOf(notes.new, "note"),
    newCards > 0 && countOf(newCards, "card"),
  ].filter((part) => part !== false);
  return [
    added.length > 0 && `${listOf(added)} added`,
    notes.updated > 0 && `${countOf(notes.updated, "note")} changed`,
    notes.moved > 0 && `${countOf(notes.moved, "note")} moved`,
    retired > 0 && `${countOf(retired, "note")} put out of use`,
  ].filter((part) => part !== false);
}

const BUSY: Partial<Readonly<Record<ImportView["state"], string>>> = {
  reading: "Reading your files",
  applying: "Importing",
  cancelling: "Taking everything back",
  undoing: "Undoing the import",
};

/** What is going on; undefined when nothing is. */
export function busyTitle(state: ImportView["state"]): string | undefined {
  return BUSY[state];
}

/** What became of an import, for a list. */
export function outcomeWords({ state, summary }: ImportView): string {
  switch (state) {
    case "reading":
      return "Being read";
    case "planned":
      return "Waiting for you to look at the plan";
    case "refused":
      return "Nothing could be taken";
    case "applying":
      return "Being imported";
    case "cancelling":
    case "undoing":
      return "Being taken back";
    case "undone":
      return "Undone";
    case "cancelled":
      return summary?.kind === "failed" ? "Failed and taken back" : "Cancelled";
    case "done":
      return doneWords(summary);
  }
}

function doneWords(summary: ImportSummary | undefined): string {
  const changes = summary?.kind === "done" ? changeWords(summary.plan.counts) : [];
  return changes.length === 0 ? "Nothing had to change" : listOf(changes);
}
