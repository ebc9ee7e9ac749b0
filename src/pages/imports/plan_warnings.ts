/** What somebody should know of a plan before it is carried out, a sentence each, with the list that tells more. */
import type { PlanSummary } from "../../decks/imports/import_session.ts";
import type { PlanList } from "../../decks/imports/plan_lists.ts";
import type { PlanModel } from "../../ui/imports/import_models.ts";
import { countOf, listOf } from "../../ui/words.ts";
import { rowCounts } from "./told_model.ts";

type Warning = PlanModel["warnings"][number];

export function planWarnings(plan: PlanSummary, address: (list: PlanList) => string): readonly Warning[] {
  return [...ofFile(plan), ...ofHistory(plan), ...ofNotes(plan)].filter((one) => one !== false).map((
    [text, list],
  ) => (
    { text, href: list === undefined ? undefined : address(list) }
  ));
}

type Sentence = readonly [string, PlanList | undefined] | false;

function ofFile({ told: { missing, problems, formulas }, skipped }: PlanSummary): readonly Sentence[] {
  return [
    missing.count > 0 && [
      `${countOf(missing.count, "picture or sound", "pictures or sounds")} that notes use ${
        is(missing.count)
      } not in the file. The cards come without ${
        missing.count === 1 ? "it" : "them"
      }; import the file again with its media to fill them in.`,
      "missing",
    ],
    problems.count > 0 && [
      `${countOf(problems.count, "thing")} in the file could not be taken as ${
        problems.count === 1 ? "it stands" : "they stand"
      }${leftOut(problems.count, skipped)}.`,
      "problems",
    ],
    formulas.count > 0 && [
      `${countOf(formulas.count, "formula")} cannot be set, and ${is(formulas.count)} shown as ${
        formulas.count === 1 ? "it is" : "they are"
      } written.`,
      "formulas",
    ],
  ];
}

function leftOut(count: number, skipped: number): string {
  if (skipped === 0) return "";
  if (count === 1) return ", and is left out";
  return skipped === count
    ? ", and are left out"
    : `; ${skipped.toLocaleString("en")} of them ${is(skipped)} left out`;
}

function ofHistory({ told: { options, reviews } }: PlanSummary): readonly Sentence[] {
  const { left, changed } = rowCounts(reviews);
  return [
    options.count > 0 && [
      `${countOf(options.count, "deck option")} ${
        options.count === 1 ? "becomes" : "become"
      } something else here than the file says.`,
      "options",
    ],
    left > 0 &&
    [`${countOf(left, "row")} of the histories ${is(left)} left out; the list says why.`, "reviews"],
    changed > 0 && [
      `${countOf(changed, "row")} of the histories ${is(changed)} taken with a change.`,
      "reviews",
    ],
  ];
}

function ofNotes(
  { counts: { bothChanged, notes }, noteTypes: { changed } }: PlanSummary,
): readonly Sentence[] {
  return [
    bothChanged > 0 && [
      `You and the file both changed ${countOf(bothChanged, "note")}. Choose below whose version is kept.`,
      "both",
    ],
    notes.conflicting > 0 && [
      `${countOf(notes.conflicting, "note")} that the file has otherwise ${
        notes.conflicting === 1 ? "is left as it is" : "are left as they are"
      }; the list says why.`,
      "conflicting",
    ],
    changed.length > 0 && [
      `The ${changed.length === 1 ? "template" : "templates"} of ${
        listOf(changed.map((name) => `“${name}”`))
      } ${is(changed.length)} replaced by newer ones.`,
      undefined,
    ],
  ];
}

function is(count: number): "is" | "are" {
  return count === 1 ? "is" : "are";
}
