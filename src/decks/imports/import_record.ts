/** What is kept of an import: how it was wanted, and what came of it. */
import type { TableChoices } from "../format.ts";
import type { Refusal } from "./collection.ts";
import type { ImportChoices } from "./import_plan.ts";
import type { PlanSummary } from "./import_session.ts";

export interface ImportWishes {
  readonly choices: ImportChoices;
  readonly table: TableChoices;
}

export type ImportSummary =
  | { readonly kind: "planned"; readonly plan: PlanSummary }
  /** Nothing of the files can be taken. */
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | {
    readonly kind: "done";
    /** The plan as it was carried out. */
    readonly plan: PlanSummary;
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
