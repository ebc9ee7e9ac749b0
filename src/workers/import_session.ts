/** Reads the files of an import and plans it: what the thread of an import does, wherever that runs. */
import { present } from "../base/invariant.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type ImportFile, type ReadCollection, type ReadTools, type TableChoices } from "../decks/format.ts";
import type { DeckFormat } from "../decks/format.ts";
import type { Collection, CollectionProblem, Refusal } from "../decks/imports/collection.ts";
import type { ImportPlan, PlanAgainst, PlannableNote } from "../decks/imports/import_plan.ts";
import type {
  ImportSession,
  PlanFrame,
  PlanSummary,
  ReadSummary,
  Reckoning,
} from "../decks/imports/import_session.ts";
import { emptyDecks } from "../decks/imports/empty_decks.ts";
import { formulaProblems } from "../decks/imports/formula_problems.ts";
import { mergeCollections } from "../decks/imports/merge_collections.ts";
import { notesWanted, planCollection } from "../decks/imports/plan.ts";
import { beginningsOf, planPage, type ToldLists } from "../decks/imports/plan_lists.ts";
import { type StepPreparer, stepPreparer } from "./prepare_step.ts";
import { tellHistories } from "./tell_histories.ts";
import { tellOptions } from "./tell_options.ts";

export interface SessionTools extends ReadTools {
  readonly formats: readonly DeckFormat[];
}

/** Of a refusal, which is kept and shown whole. */
const MOST_REFUSED = 1000;

interface Read {
  readonly collection: Collection;
  readonly formulas: ToldLists["formulas"];
  readonly summary: ReadSummary;
}

interface Planned {
  readonly plan: ImportPlan;
  readonly told: ToldLists;
}

export function importSession(files: readonly ImportFile[], tools: SessionTools): ImportSession {
  let read: Read | undefined;
  let context: (Omit<PlanAgainst, "notes"> & Reckoning) | undefined;
  let notes: PlannableNote[] = [];
  let planned: Planned | undefined;
  let prepare: StepPreparer | undefined;
  const collected = () => present(read, "what an import has read").collection;
  const made = () => present(planned, "the plan of an import");

  return {
    async read(table) {
      const found = await readFiles(files, table, tools);
      if (!found.ok) return found;
      const merged = mergeCollections(found.value.map(({ collection }) => collection));
      const names = files.map(({ name }) => name).join(", ");
      const collection = { ...merged, problems: [...merged.problems, ...emptyDecks(merged, names)] };
      const summary = summaryOf(collection, found.value);
      read = { collection, formulas: formulaProblems(collection), summary };
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
      const { options, now, ...against } = present(context, "what an import is planned against");
      const { collection, formulas, summary } = present(read, "what an import has read");
      const plan = planCollection(collection, { ...against, notes }, choices);
      notes = [];
      const takesHistories = choices.takeSchedules && plan.counts.newCards > 0;
      const rowsLeft = takesHistories ? collection.rowsLeft ?? [] : [];
      const { answers, remarks } = tellHistories(plan, { now, rowsLeft });
      const { problems, missingMedia: missing } = collection;
      const told = {
        problems,
        formulas,
        options: tellOptions(plan.presets, options),
        reviews: remarks,
        missing,
        gone: plan.gone,
      };
      planned = { plan, told };
      return Promise.resolve(planSummary(planned, { summary, answers }));
    },
    page(asked) {
      const { plan, told } = made();
      return Promise.resolve(planPage({ notes: plan.notes, told }, asked));
    },
    frame: () => Promise.resolve(frameOf(made().plan)),
    histories(ask) {
      prepare = stepPreparer(ask);
      return Promise.resolve(undefined);
    },
    steps({ from, count }) {
      const preparer = present(prepare, "how an import's schedules are taken");
      const steps = made().plan.steps.slice(from, from + count);
      return Promise.resolve(steps.map((step, index) => preparer(step, from + index + 1)));
    },
    media(indexes) {
      return Promise.resolve(indexes.map((index) => bytesOf(collected(), index)));
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
    else refusals.push(shortened(read.error));
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

/** A file that is refused for its problems names so many that a person can begin, and says how many there are. */
function shortened(refusal: Refusal): Refusal {
  const { file, problems } = refusal;
  if (problems.length <= MOST_REFUSED) return refusal;
  const rest: CollectionProblem = {
    place: { file, line: undefined, column: undefined },
    kind: "skipped",
    message: `${problems.length - MOST_REFUSED} more problems are not listed`,
    expected: "the ones above mended first",
  };
  return { ...refusal, problems: [...problems.slice(0, MOST_REFUSED), rest] };
}

function summaryOf(
  { title, notes, hasSchedules }: Collection,
  read: readonly ReadCollection[],
): ReadSummary {
  return {
    title,
    notes: notes.length,
    cards: notes.reduce((sum, { cards }) => sum + cards.length, 0),
    hasSchedules,
    table: read.map(({ table }) => table).find((table) => table !== undefined),
  };
}

function planSummary(
  { plan: { counts, decks, noteTypes }, told }: Planned,
  { summary, answers }: { readonly summary: ReadSummary; readonly answers: number },
): PlanSummary {
  return {
    ...summary,
    counts: { ...counts, reviews: answers },
    decks: decks.map(({ path, isNew }) => ({ path, isNew })),
    noteTypes: {
      added: noteTypes.add.map(({ name }) => name),
      changed: noteTypes.change.map(({ after }) => after.name),
    },
    told: beginningsOf(told),
    skipped: told.problems.filter(({ kind }) => kind === "skipped").length,
  };
}

function frameOf({ decks, noteTypes, presets, media, steps }: ImportPlan): PlanFrame {
  const change = noteTypes.change.map(({ after }) => after);
  return { decks, noteTypes: { add: noteTypes.add, change }, presets, media, steps: steps.length };
}

/**
 * A package may be damaged in one file only: then that one is missing, and the rest comes. A copy, which can be handed
 * over: the bytes may lie inside those of the whole package.
 */
function bytesOf({ media }: Collection, index: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return media[index]?.bytes().slice();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
