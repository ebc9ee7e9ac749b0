/** Makes the models of an import's page and of the list of imports. */
import type { ImportView } from "../../actions/imports/import_view.ts";
import type { StudyDeck } from "../../actions/studying.ts";
import type { PlanSummary } from "../../decks/imports/import_session.ts";
import type {
  BusyModel,
  ImportListModel,
  ImportModel,
  ProgressModel,
  ResultModel,
  Stage,
} from "../../ui/imports/import_models.ts";
import { sizeWords } from "../../ui/imports/size_words.ts";
import { countOf } from "../../ui/words.ts";
import { timeIn } from "../when.ts";
import { busyTitle, changeWords, filesWords, outcomeWords, problemModel } from "./import_words.ts";
import { planModel, type PlanPart } from "./plan_model.ts";
import { resultLists } from "./told_model.ts";

interface Around {
  readonly zone: string;
  /** Of the person, to link to. */
  readonly decks: readonly StudyDeck[];
  readonly part: PlanPart;
}

export function importModel(view: ImportView, around: Around): ImportModel {
  return {
    id: view.id,
    title: titleOf(view),
    files: view.files.map(({ name, size }) => ({ name, size: sizeWords(size) })),
    when: timeIn(around.zone, view.at),
    stage: stageOf(view, around),
  };
}

export function importListModel(
  views: readonly ImportView[],
  { limit, zone }: { readonly limit: number; readonly zone: string },
): ImportListModel {
  return {
    upload: { limit, limitWords: sizeWords(limit) },
    imports: views.map((view) => ({
      id: view.id,
      files: filesWords(view.files),
      when: timeIn(zone, view.at),
      outcome: outcomeWords(view),
      canUndo: view.state === "done",
    })),
  };
}

/** How far an import is; over as soon as its page has something else to show. */
export function progressModel(view: ImportView): ProgressModel {
  return busyModel(view) ?? { id: view.id, isOver: true };
}

function busyModel({ id, state, progress }: ImportView): BusyModel | undefined {
  // A plan is compared once more before it is carried out.
  const title = busyTitle(state) ?? (progress === undefined ? undefined : "Getting ready");
  if (title === undefined) return undefined;
  return {
    id,
    title,
    doing: progress?.doing ?? "",
    share: progress?.share,
    canCancel: state !== "cancelling" && state !== "undoing" && state !== "done",
  };
}

function titleOf(view: ImportView): string {
  const busy = busyModel(view);
  if (busy !== undefined) return busy.title;
  switch (view.state) {
    case "planned":
      return "What the import will do";
    case "refused":
      return "Nothing could be imported";
    case "done":
      return "Imported";
    case "undone":
      return "The import is undone";
    default:
      return view.summary?.kind === "failed" ? "The import failed" : "The import is cancelled";
  }
}

function stageOf(view: ImportView, { decks, part, zone }: Around): Stage {
  const busy = busyModel(view);
  if (busy !== undefined) return { kind: "busy", busy };
  const { summary } = view;
  switch (summary?.kind) {
    case "planned":
      return view.state === "planned"
        ? { kind: "planned", plan: planModel(view, summary.plan, { part, zone }) }
        : { kind: "cancelled" };
    case "refused":
      return {
        kind: "refused",
        refusals: summary.refusals.map((refusal) => ({
          ...refusal,
          problems: refusal.problems.map(problemModel),
        })),
        canGuess: Object.keys(view.table).length > 0,
      };
    case "failed":
      return { kind: "failed", message: summary.message };
    case "done":
      return { kind: "done", result: resultModel(summary, { decks, zone }) };
    case "undone":
      return { kind: "undone", sentences: undoneSentences(summary) };
    case undefined:
      return { kind: "cancelled" };
  }
}

/** Decks that are linked to from a result. */
const LINKED = 8;

function resultModel(
  { plan, lostMedia }: { readonly plan: PlanSummary; readonly lostMedia: readonly string[] },
  { decks, zone }: Pick<Around, "decks" | "zone">,
): ResultModel {
  const { counts } = plan;
  const changes = changeWords(counts);
  const found = topDecks(plan, decks);
  return {
    sentences: [
      ...(changes.length === 0
        ? ["Everything was here already: nothing had to change."]
        : changes.map(sentence)),
      ...(counts.schedules > 0
        ? [
          `${countOf(counts.schedules, "card")} brought ${
            counts.schedules === 1 ? "its" : "their"
          } schedule with ${countOf(counts.reviews, "answer")}.`,
        ]
        : []),
      ...(counts.media.new + counts.media.renamed > 0
        ? [
          `${
            countOf(counts.media.new + counts.media.renamed, "picture or sound", "pictures and sounds")
          } came along.`,
        ]
        : []),
    ],
    decks: found.slice(0, LINKED),
    moreDecks: Math.max(0, found.length - LINKED),
    lostMedia,
    told: resultLists(plan.told, zone),
    canUndo: true,
  };
}

function sentence(words: string): string {
  const verb = words.startsWith("1 ") && !words.includes(" and ") ? "was" : "were";
  return `${words.replace(/ (added|changed|moved|put out of use)$/, ` ${verb} $1`)}.`;
}

/** The decks that cards came into, without those below others of them, as they are called now. */
function topDecks({ decks: planned }: PlanSummary, decks: readonly StudyDeck[]): ResultModel["decks"] {
  const byId = new Map(decks.map((deck) => [deck.id, deck]));
  const pathOf = (deck: StudyDeck): string => {
    const parent = byId.get(deck.parentId ?? 0);
    return parent === undefined ? deck.name : `${pathOf(parent)}::${deck.name}`;
  };
  const slugs = new Map(decks.map((deck) => [pathOf(deck), deck.slug]));
  const paths = new Set(planned.map(({ path }) => path.join("::")));
  return planned.flatMap(({ path }) => {
    const whole = path.join("::");
    const isBelow = path.some((_, depth) => depth > 0 && paths.has(path.slice(0, depth).join("::")));
    const slug = slugs.get(whole);
    return isBelow || slug === undefined ? [] : [{ name: path.at(-1) ?? whole, slug, path: whole }];
  });
}

function undoneSentences(
  { removed, restored, kept }: { readonly removed: number; readonly restored: number; readonly kept: number },
): readonly string[] {
  const all = [
    removed > 0 && `${countOf(removed, "note")} that came with it ${removed === 1 ? "is" : "are"} gone.`,
    restored > 0 && `${countOf(restored, "note")} ${restored === 1 ? "is" : "are"} as before.`,
    kept > 0 &&
    `${countOf(kept, "note")} that you have studied or edited since ${
      kept === 1 ? "is" : "are"
    } kept out of use: importing the file again brings ${
      kept === 1 ? "it" : "them"
    } back with all you learnt.`,
  ].filter((one) => one !== false);
  return all.length === 0 ? ["There was nothing to take back."] : all;
}
