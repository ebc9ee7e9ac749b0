/** An import as pages and the command line see it. */
import { type ImportSummary, type ImportWishes, readSummary } from "../../decks/imports/import_record.ts";
import type { ImportState, StoredImport, UploadedFile } from "../../store/import_runs.ts";

export interface ImportView extends ImportWishes {
  readonly id: number;
  readonly state: ImportState;
  /** ms UTC of the upload, and of the end of applying or undoing. */
  readonly at: number;
  readonly finishedAt: number | undefined;
  readonly files: readonly UploadedFile[];
  /** What is being done, while something is: share from 0 to 1. */
  readonly progress: { readonly share: number; readonly doing: string } | undefined;
  readonly summary: ImportSummary | undefined;
}

export function viewOf(run: StoredImport, progress: ImportView["progress"]): ImportView {
  const { id, state, at, finishedAt, files, wishes, summary } = run;
  return {
    id,
    state,
    at,
    finishedAt,
    files,
    ...wishes,
    summary: summary === undefined ? undefined : readSummary(summary),
    progress,
  };
}
