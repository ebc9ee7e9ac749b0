/** Makes the model of a plan: what an import would do, list by list, and what may be chosen. */
import type { ImportView } from "../../actions/imports/import_view.ts";
import type { PlannedNote } from "../../decks/imports/import_plan.ts";
import type { PlanSummary } from "../../decks/imports/import_session.ts";
import type { PlanList, PlanPage } from "../../decks/imports/plan_lists.ts";
import type {
  ChoicesModel,
  Fact,
  PlanModel,
  PlannedNoteModel,
  TabContent,
  TabModel,
} from "../../ui/imports/import_models.ts";
import { countOf, listOf } from "../../ui/words.ts";
import { fieldChangeModel } from "./field_change.ts";
import { lineWords, pathWords, placeWords } from "./import_words.ts";
import { planWarnings } from "./plan_warnings.ts";
import { tableModel } from "./table_model.ts";
import { rowCounts, toldContent } from "./told_model.ts";

export const PLAN_TABS = [
  "both",
  "new",
  "updated",
  "moved",
  "conflicting",
  "skipped",
  "unchanged",
  "problems",
  "formulas",
  "options",
  "reviews",
  "missing",
  "gone",
] as const satisfies readonly PlanList[];

export type PlanTab = (typeof PLAN_TABS)[number];

/** Rows of a list at once. */
export const PLAN_ROWS = 50;

export interface PlanPart {
  readonly tab: PlanTab;
  readonly from: number;
  /** undefined where the plan is gone. */
  readonly page: PlanPage | undefined;
}

/** What somebody should look at first: what has to be decided, what changes, what does not come in, then the rest. */
export function firstTab(plan: PlanSummary): PlanTab {
  return PLAN_TABS.find((tab) => countOfTab(plan, tab) > 0) ?? "new";
}

export function planModel(
  view: ImportView,
  plan: PlanSummary,
  { part, zone }: { readonly part: PlanPart; readonly zone: string },
): PlanModel {
  const address = (tab: PlanTab, from = 0) =>
    `/imports/${view.id}?list=${tab}${from > 0 ? `&from=${from}` : ""}`;
  const total = part.page?.total ?? 0;
  const end = Math.min(total, part.from + PLAN_ROWS);
  const lastPage = Math.max(0, Math.ceil(total / PLAN_ROWS) - 1) * PLAN_ROWS;
  return {
    id: view.id,
    title: plan.title,
    facts: factsOf(plan),
    warnings: planWarnings(plan, (tab) => `${address(tab)}#list`),
    table: plan.table === undefined ? undefined : tableModel(plan.table),
    choices: choicesModel(view, plan),
    tabs: PLAN_TABS.flatMap((tab): TabModel[] => {
      const count = countOfTab(plan, tab);
      return count === 0
        ? []
        : [{ id: tab, label: LABELS[tab], count, href: `${address(tab)}#list`, isHere: tab === part.tab }];
    }),
    content: contentOf(part, { hasFiles: view.files.length > 1, zone }),
    range: total <= PLAN_ROWS
      ? undefined
      : `${(part.from + 1).toLocaleString("en")} to ${end.toLocaleString("en")} of ${
        total.toLocaleString("en")
      }`,
    first: part.from <= PLAN_ROWS ? undefined : `${address(part.tab)}#list`,
    earlier: part.from === 0 ? undefined : `${address(part.tab, Math.max(0, part.from - PLAN_ROWS))}#list`,
    later: end >= total ? undefined : `${address(part.tab, end)}#list`,
    last: lastPage <= end ? undefined : `${address(part.tab, lastPage)}#list`,
    here: address(part.tab, part.from),
    action: actionWords(plan),
  };
}

const LABELS: Readonly<Record<PlanTab, string>> = {
  both: "Changed by both",
  new: "New",
  updated: "Changed",
  moved: "Moved",
  conflicting: "Left as they are",
  skipped: "Left out",
  unchanged: "Unchanged",
  problems: "Problems",
  formulas: "Formulas",
  options: "Deck options",
  reviews: "History",
  missing: "Missing files",
  gone: "Gone from the file",
};

function countOfTab({ counts, told }: PlanSummary, tab: PlanTab): number {
  switch (tab) {
    case "problems":
    case "formulas":
    case "options":
    case "missing":
    case "gone":
      return told[tab].count;
    case "reviews": {
      const { left, changed, other } = rowCounts(told.reviews);
      return left + changed + other;
    }
    case "both":
      return counts.bothChanged;
    default:
      return counts.notes[tab];
  }
}

function contentOf(
  { page }: PlanPart,
  { hasFiles, zone }: { readonly hasFiles: boolean; readonly zone: string },
): TabContent {
  if (page === undefined) return { kind: "notes", notes: [] };
  return page.kind === "notes"
    ? { kind: "notes", notes: page.rows.map((note) => noteModel(note, hasFiles)) }
    : toldContent(page, zone);
}

function noteModel(note: PlannedNote, hasFiles: boolean): PlannedNoteModel {
  const { index, summary, place, fields, tags, deck, reason, newSides, kind } = note;
  const isLeftOut = reason === LEFT_OUT;
  return {
    index,
    summary: summary === "" ? "(empty)" : summary,
    where: hasFiles ? placeWords(place) : lineWords(place),
    fields: fields.map(fieldChangeModel),
    tagsAdded: kind === "new" ? [] : tags.add,
    tagsRemoved: tags.remove,
    deck: deck === undefined
      ? undefined
      : deck.from === undefined
      ? `into ${pathWords(deck.to)}`
      : `from ${pathWords(deck.from)} to ${pathWords(deck.to)}`,
    reason,
    cards: newSides.length === 0
      ? undefined
      : `${countOf(newSides.length, kind === "new" ? "card" : "new card")}`,
    taken: kind === "new" || kind === "updated" || kind === "moved" ? true : isLeftOut ? false : undefined,
  };
}

/** The planner's reason for notes that the person unticked. */
const LEFT_OUT = "You left it out";

function factsOf({ counts, decks }: PlanSummary): readonly Fact[] {
  const { notes, newCards, schedules, reviews, media } = counts;
  const newDecks = decks.filter(({ isNew }) => isNew).length;
  const facts: readonly (readonly [number, string, string])[] = [
    [notes.new, "New notes", ""],
    [newCards, "New cards", ""],
    [
      notes.updated,
      "Changed notes",
      counts.bothChanged === 0 ? "" : `${counts.bothChanged} changed by you too`,
    ],
    [notes.moved, "Moved notes", "to another deck"],
    [notes.unchanged, "Unchanged notes", "nothing happens to them"],
    [newDecks, "New decks", ""],
    [schedules, "Cards with a schedule", countOf(reviews, "answer")],
    [media.new + media.renamed, "Pictures and sounds", mediaHelp(media)],
  ];
  return facts.filter(([count]) => count > 0).map(([count, label, help]) => (
    { label, value: count.toLocaleString("en"), help }
  ));
}

function mediaHelp({ renamed, left }: PlanSummary["counts"]["media"]): string {
  const said = [
    renamed > 0 && `${renamed.toLocaleString("en")} under another name`,
    left > 0 && `${left.toLocaleString("en")} not taken: another file has the name`,
  ];
  return said.filter((one) => one !== false).join(", ");
}

function choicesModel({ choices }: ImportView, plan: PlanSummary): ChoicesModel {
  return {
    under: choices.under.join("::"),
    takeSchedules: choices.takeSchedules,
    asksSchedules: plan.hasSchedules,
    bothChanged: choices.bothChanged,
    asksBothChanged: plan.counts.bothChanged > 0 || choices.bothChanged === "theirs",
    otherType: choices.otherType,
    asksOtherType: plan.counts.notes.conflicting > 0 || choices.otherType === "copy",
    gone: choices.gone,
    asksGone: plan.counts.gone > 0 || choices.gone === "retire",
  };
}

/** "Import 242 notes, 484 cards"; undefined when there is nothing to do. */
function actionWords({ counts }: PlanSummary): string | undefined {
  const { notes, newCards, retired } = counts;
  const parts = [
    notes.new > 0 && countOf(notes.new, "note"),
    newCards > 0 && countOf(newCards, "card"),
    notes.updated > 0 && countOf(notes.updated, "change"),
    notes.moved > 0 && countOf(notes.moved, "move"),
  ].filter((part) => part !== false);
  if (parts.length > 0) return `Import ${listOf(parts)}`;
  if (retired > 0) return `Put ${countOf(retired, "note")} out of use`;
  return counts.media.new > 0 || counts.changedNoteTypes > 0 ? "Import what is newer" : undefined;
}
