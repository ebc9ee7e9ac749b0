/** Makes the model of a plan: what an import would do, list by list, and what may be chosen. */
import type { ImportView } from "../../actions/imports/import_view.ts";
import type { PlannedNote } from "../../decks/imports/import_plan.ts";
import type { PlannedList, PlannedPage, PlanSummary } from "../../decks/imports/import_session.ts";
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
import { lineWords, pathWords, placeWords, problemModel } from "./import_words.ts";
import { tableModel } from "./table_model.ts";

export const PLAN_TABS = [
  "both",
  "new",
  "updated",
  "moved",
  "conflicting",
  "skipped",
  "unchanged",
  "problems",
  "missing",
  "gone",
] as const;

export type PlanTab = (typeof PLAN_TABS)[number];

/** Rows of a list at once. */
export const PLAN_ROWS = 50;

export interface PlanPart {
  readonly tab: PlanTab;
  readonly from: number;
  /** Of tabs that list notes. */
  readonly page: PlannedPage | undefined;
}

/** The notes that a tab lists; undefined for lists of other things. */
export function notesOfTab(tab: PlanTab): PlannedList | undefined {
  return tab === "problems" || tab === "missing" || tab === "gone" ? undefined : tab;
}

/** What somebody should look at first: what has to be decided, what changes, what does not come in, then the rest. */
export function firstTab(plan: PlanSummary): PlanTab {
  return PLAN_TABS.find((tab) => countOfTab(plan, tab) > 0) ?? "new";
}

export function planModel(view: ImportView, plan: PlanSummary, part: PlanPart): PlanModel {
  const address = (tab: PlanTab, from = 0) =>
    `/imports/${view.id}?list=${tab}${from > 0 ? `&from=${from}` : ""}`;
  const total = listedOf(plan, part.tab);
  const last = Math.min(total, part.from + PLAN_ROWS);
  return {
    id: view.id,
    title: plan.title,
    facts: factsOf(plan),
    warnings: warningsOf(plan, address),
    table: plan.table === undefined ? undefined : tableModel(plan.table),
    choices: choicesModel(view, plan),
    tabs: PLAN_TABS.flatMap((tab): TabModel[] => {
      const count = countOfTab(plan, tab);
      return count === 0
        ? []
        : [{ id: tab, label: LABELS[tab], count, href: `${address(tab)}#list`, isHere: tab === part.tab }];
    }),
    content: contentOf(plan, part, view.files.length > 1),
    range: total <= PLAN_ROWS
      ? undefined
      : `${(part.from + 1).toLocaleString("en")} to ${last.toLocaleString("en")} of ${
        total.toLocaleString("en")
      }`,
    earlier: part.from === 0 ? undefined : `${address(part.tab, Math.max(0, part.from - PLAN_ROWS))}#list`,
    later: last >= total ? undefined : `${address(part.tab, last)}#list`,
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
  missing: "Missing files",
  gone: "Gone from the file",
};

function countOfTab({ counts, problemCount, missingCount }: PlanSummary, tab: PlanTab): number {
  if (tab === "problems") return problemCount;
  if (tab === "missing") return missingCount;
  if (tab === "both") return counts.bothChanged;
  return tab === "gone" ? counts.gone : counts.notes[tab];
}

/** As many as the summary brings of lists that it holds itself. */
function listedOf(plan: PlanSummary, tab: PlanTab): number {
  if (tab === "problems") return plan.problems.length;
  if (tab === "missing") return plan.missingMedia.length;
  if (tab === "both") return plan.counts.bothChanged;
  return tab === "gone" ? plan.gone.length : plan.counts.notes[tab];
}

function contentOf(plan: PlanSummary, { tab, from, page }: PlanPart, hasFiles: boolean): TabContent {
  const shown = <T>(all: readonly T[]) => all.slice(from, from + PLAN_ROWS);
  switch (tab) {
    case "problems":
      return { kind: "problems", problems: shown(plan.problems).map(problemModel) };
    case "missing":
      return {
        kind: "missing",
        files: shown(plan.missingMedia).map(({ name, place }) => ({ name, where: placeWords(place) })),
      };
    case "gone":
      return { kind: "gone", notes: shown(plan.gone).map(({ summary }) => summary) };
    default:
      return { kind: "notes", notes: (page?.notes ?? []).map((note) => noteModel(note, hasFiles)) };
  }
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
    [media.new + media.renamed, "Pictures and sounds", media.renamed === 0 ? "" : `${media.renamed} renamed`],
  ];
  return facts.filter(([count]) => count > 0).map(([count, label, help]) => (
    { label, value: count.toLocaleString("en"), help }
  ));
}

function warningsOf(plan: PlanSummary, address: (tab: PlanTab) => string): PlanModel["warnings"] {
  const { counts, problemCount, problems, missingCount, noteTypes } = plan;
  const skipped = problems.filter(({ kind }) => kind === "skipped").length;
  const isAll = problems.length === problemCount;
  return [
    missingCount > 0 && {
      text: `${countOf(missingCount, "picture or sound", "pictures or sounds")} that notes use ${
        missingCount === 1 ? "is" : "are"
      } not in the file. The cards come without ${
        missingCount === 1 ? "it" : "them"
      }; import the file again with its media to fill them in.`,
      href: `${address("missing")}#list`,
    },
    problemCount > 0 && {
      text: `${countOf(problemCount, "thing")} in the file could not be taken as ${
        problemCount === 1 ? "it stands" : "they stand"
      }${isAll && skipped > 0 ? `; ${skipped} of them ${skipped === 1 ? "is" : "are"} left out` : ""}.`,
      href: `${address("problems")}#list`,
    },
    counts.bothChanged > 0 && {
      text: `You and the file both changed ${
        countOf(counts.bothChanged, "note")
      }. Choose below whose version is kept.`,
      href: `${address("both")}#list`,
    },
    counts.notes.conflicting > 0 && {
      text: `${countOf(counts.notes.conflicting, "note")} that the file has otherwise ${
        counts.notes.conflicting === 1 ? "is left as it is" : "are left as they are"
      }; the list says why.`,
      href: `${address("conflicting")}#list`,
    },
    noteTypes.changed.length > 0 && {
      text: `The ${noteTypes.changed.length === 1 ? "template" : "templates"} of ${
        listOf(noteTypes.changed.map((name) => `“${name}”`))
      } ${noteTypes.changed.length === 1 ? "is" : "are"} replaced by newer ones.`,
      href: undefined,
    },
  ].filter((warning) => warning !== false);
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
