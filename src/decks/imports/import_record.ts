/** What is kept of an import: how it was wanted, and what came of it. */
import type { TableChoices } from "../format.ts";
import type { CollectionProblem, Refusal } from "./collection.ts";
import type { GoneNote, ImportChoices } from "./import_plan.ts";
import type { PlanSummary } from "./import_session.ts";
import type { MissingFile } from "./plan_lists.ts";

export interface ImportWishes {
  readonly choices: ImportChoices;
  readonly table: TableChoices;
}

export type ImportSummary = SummaryOf<PlanSummary>;

/** As it lies in the store, maybe written by an older version. */
export type StoredSummary = SummaryOf<PlanSummary | OldPlanSummary>;

/** Problems and missing files in one list each, cut: before lists could be paged through. */
interface OldPlanSummary extends Omit<PlanSummary, "told" | "skipped"> {
  readonly problems: readonly CollectionProblem[];
  readonly problemCount: number;
  readonly missingMedia: readonly MissingFile[];
  readonly missingCount: number;
  readonly gone: readonly GoneNote[];
}

export function readSummary(stored: StoredSummary): ImportSummary {
  return stored.kind === "planned" || stored.kind === "done"
    ? { ...stored, plan: planOf(stored.plan) }
    : stored;
}

function planOf(plan: PlanSummary | OldPlanSummary): PlanSummary {
  if ("told" in plan) return plan;
  const { problems, problemCount, missingMedia, missingCount, gone, ...rest } = plan;
  const none = { count: 0, first: [] };
  return {
    ...rest,
    told: {
      problems: { count: problemCount, first: problems },
      missing: { count: missingCount, first: missingMedia },
      gone: { count: rest.counts.gone, first: gone },
      formulas: none,
      options: none,
      reviews: none,
    },
    skipped: problems.filter(({ kind }) => kind === "skipped").length,
  };
}

type SummaryOf<Plan> =
  | { readonly kind: "planned"; readonly plan: Plan }
  /** Nothing of the files can be taken. */
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | {
    readonly kind: "done";
    /** The plan as it was carried out. */
    readonly plan: Plan;
    /** Files that could not be unpacked, by name. */
    readonly lostMedia: readonly string[];
    /** Notes that were edited while the import was carried out: they are left as they are. */
    readonly edited: number;
  }
  /** It could not be carried out, and was taken back: everything is as it was. */
  | { readonly kind: "failed"; readonly message: string }
  | {
    readonly kind: "undone";
    /** Notes that were deleted, put back as they were, and kept out of use since they were studied or edited. */
    readonly removed: number;
    readonly restored: number;
    readonly kept: number;
  };
