/** Writes what a person asks for as a file, piece by piece. */
import { err, ok, type Result } from "../base/result.ts";
import { exportFormats } from "../decks/exports/export_formats.ts";
import {
  DEFAULT_WISHES,
  type ExportFormat,
  type ExportTools,
  type ExportWishes,
  MOST_VARIANTS,
} from "../decks/exports/export_format.ts";
import { formatDay } from "../scheduling/day.ts";
import { exportDecks, type StoredExportDeck } from "../store/export_reads.ts";
import type { Person } from "../store/people.ts";
import type { Deps } from "./deps.ts";
import { exportContents, type ExportSources } from "./export_contents.ts";
import { nowFor } from "./studying.ts";

export interface WrittenExport {
  /** For the file that is saved: letters, digits, hyphens and a dot. */
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

export interface ExportRequest {
  readonly format: string;
  /** Addresses of decks; empty: everything. */
  readonly decks: readonly string[];
  readonly wishes: ExportWishes;
}

export async function writeExport(
  deps: Deps,
  person: Person,
  { format: id, decks, wishes }: ExportRequest,
  tools: ExportTools & Omit<ExportSources, "pause">,
): Promise<Result<WrittenExport, "no_format" | "no_deck">> {
  const format = exportFormats.find((one) => one.id === id);
  if (format === undefined) return err("no_format");
  const asked = {
    decks: decks.length === 0 ? undefined : decks,
    schedules: wishes.schedules && format.wishes.includes("schedules"),
  };
  const contents = await exportContents(deps, person, asked, tools);
  if (contents === undefined) return err("no_deck");
  const what = decks.length === 1 ? decks[0] : decks.length === 0 ? "all" : "decks";
  return ok({
    name: `rehearsal-${what}-${formatDay(nowFor(person, deps.now()).today)}.${format.extension}`,
    mediaType: format.mediaType,
    pieces: format.write(contents, { ...wishes, variants: Math.min(wishes.variants, MOST_VARIANTS) }, tools),
  });
}

export interface ExportState {
  /** Parents before their children. */
  readonly decks: readonly { readonly slug: string; readonly name: string; readonly depth: number }[];
  readonly formats: readonly Pick<ExportFormat, "id" | "title" | "description">[];
  readonly wishes: ExportWishes;
  readonly mostVariants: number;
}

/** What can be chosen, and what is proposed. */
export async function exportState(deps: Deps, person: Person): Promise<ExportState> {
  return {
    decks: asTree(await exportDecks(deps.store, person.id)),
    formats: exportFormats,
    wishes: DEFAULT_WISHES,
    mostVariants: MOST_VARIANTS,
  };
}

function asTree(all: readonly StoredExportDeck[]): ExportState["decks"] {
  const ids = new Set(all.map(({ id }) => id));
  const below = new Map<number | undefined, StoredExportDeck[]>();
  for (const deck of all) {
    // Below a deck that is out of use, a deck stands by itself.
    const parent = deck.parentId !== undefined && ids.has(deck.parentId) ? deck.parentId : undefined;
    below.set(parent, [...below.get(parent) ?? [], deck]);
  }
  const under = (parent: number | undefined, depth: number): ExportState["decks"] =>
    (below.get(parent) ?? []).flatMap((
      { id, slug, name },
    ) => [{ slug, name, depth }, ...under(id, depth + 1)]);
  return under(undefined, 0);
}
