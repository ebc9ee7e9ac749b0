/** Reads the files of an import and plans it: what the thread of an import does, wherever that runs. */
import { present } from "../base/invariant.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type ImportFile, type ReadCollection, type ReadTools, type TableChoices } from "../decks/format.ts";
import type { DeckFormat } from "../decks/format.ts";
import type { Collection, Refusal } from "../decks/imports/collection.ts";
import type { ImportPlan, PlanAgainst, PlannableNote } from "../decks/imports/import_plan.ts";
import type { ImportSession, PlanFrame, PlanSummary, ReadSummary } from "../decks/imports/import_session.ts";
import { formulaProblems } from "../decks/imports/formula_problems.ts";
import { mergeCollections } from "../decks/imports/merge_collections.ts";
import { notesWanted, planCollection } from "../decks/imports/plan.ts";
import { type StepPreparer, stepPreparer } from "./prepare_step.ts";

export interface SessionTools extends ReadTools {
  readonly formats: readonly DeckFormat[];
}

const MOST_PROBLEMS = 1000;
const MOST_LISTED = 200;

export function importSession(files: readonly ImportFile[], tools: SessionTools): ImportSession {
  let read: { readonly collection: Collection; readonly summary: ReadSummary } | undefined;
  let context: Omit<PlanAgainst, "notes"> | undefined;
  let notes: PlannableNote[] = [];
  let plan: ImportPlan | undefined;
  let prepare: StepPreparer | undefined;
  const collected = () => present(read, "what an import has read").collection;
  const planned = () => present(plan, "the plan of an import");

  return {
    async read(table) {
      const found = await readFiles(files, table, tools);
      if (!found.ok) return found;
      const merged = mergeCollections(found.value.map(({ collection }) => collection));
      const collection = { ...merged, problems: [...merged.problems, ...formulaProblems(merged)] };
      const summary = summaryOf(collection, found.value);
      read = { collection, summary };
      return ok(summary);
    },
    wanted: ({ choices, ...against }) => Promise.resolve(notesWanted(collected(), against, choices)),
    against(ask) {
      context = ask;
      notes = [];
      return Promise.resolve(undefined);
    },
    notes(some) {
      notes.push(...some);
      return Promise.resolve(undefined);
    },
    plan(choices) {
      const against = { ...present(context, "what an import is planned against"), notes };
      plan = planCollection(collected(), against, choices);
      notes = [];
      return Promise.resolve(planSummary(plan, present(read, "what an import has read").summary));
    },
    page({ kind, from, count }) {
      const all = planned().notes.filter((note) =>
        kind === "both" ? note.fields.some(({ conflicting }) => conflicting) : note.kind === kind
      );
      return Promise.resolve({ notes: all.slice(from, from + count), total: all.length });
    },
    frame: () => Promise.resolve(frameOf(planned())),
    histories(ask) {
      prepare = stepPreparer(ask);
      return Promise.resolve(undefined);
    },
    steps({ from, count }) {
      const preparer = present(prepare, "how an import's schedules are taken");
      const steps = planned().steps.slice(from, from + count);
      return Promise.resolve(steps.map((step, index) => preparer(step, from + index + 1)));
    },
    media(index) {
      return Promise.resolve(bytesOf(collected(), index));
    },
    close: () => undefined,
  };
}

/** All files or none: a person who chose several wants them together. */
async function readFiles(
  files: readonly ImportFile[],
  table: TableChoices,
  { formats, sqlWasm, progress }: SessionTools,
): Promise<Result<readonly ReadCollection[], readonly Refusal[]>> {
  const collections: ReadCollection[] = [];
  const refusals: Refusal[] = [];
  for (const [index, file] of files.entries()) {
    const share = (part: number, doing: string) => progress((index + part) / files.length, doing);
    share(0, `Reading ${file.name}`);
    const format = formats.find(({ recognises }) => recognises(file));
    const read = format === undefined
      ? err(unknownFile(file, formats))
      : await format.read(file, table, { sqlWasm, progress: share });
    if (read.ok) collections.push(read.value);
    else refusals.push(read.error);
  }
  return refusals.length === 0 ? ok(collections) : err(refusals);
}

function unknownFile({ name, bytes }: ImportFile, formats: readonly DeckFormat[]): Refusal {
  const start = new TextDecoder().decode(bytes.slice(0, 1000));
  const found = bytes.length === 0
    ? "The file is empty"
    : /^\s*<(?:!doctype html|html)\b/i.test(start)
    ? "The file is a web page, not what it links to"
    : "The file is of no kind that can be imported";
  const kinds = formats.map(({ title }) => title).join(", ");
  return { file: name, message: found, mend: `What can be imported: ${kinds}.`, problems: [] };
}

function summaryOf(collection: Collection, read: readonly ReadCollection[]): ReadSummary {
  const { title, notes, hasSchedules, problems, missingMedia } = collection;
  return {
    title,
    notes: notes.length,
    cards: notes.reduce((sum, { cards }) => sum + cards.length, 0),
    hasSchedules,
    table: read.map(({ table }) => table).find((table) => table !== undefined),
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
    missingMedia: missingMedia.slice(0, MOST_LISTED),
    missingCount: missingMedia.length,
  };
}

function planSummary(plan: ImportPlan, read: ReadSummary): PlanSummary {
  const { counts, decks, noteTypes, gone } = plan;
  return {
    ...read,
    counts,
    decks: decks.map(({ path, isNew }) => ({ path, isNew })),
    noteTypes: {
      added: noteTypes.add.map(({ name }) => name),
      changed: noteTypes.change.map(({ after }) => after.name),
    },
    gone: gone.slice(0, MOST_LISTED),
  };
}

function frameOf({ decks, noteTypes, presets, media, steps }: ImportPlan): PlanFrame {
  const change = noteTypes.change.map(({ after }) => after);
  return { decks, noteTypes: { add: noteTypes.add, change }, presets, media, steps: steps.length };
}

/** A package may be damaged in one file only: then that one is missing, and the rest comes. */
function bytesOf({ media }: Collection, index: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return media[index]?.bytes();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
