/** Reads the form of a plan: what its person chose, with notes unticked on this page and on others. */
import { z } from "zod";
import type { ImportView } from "../actions/imports/import_view.ts";
import type { TableChoices, TableGuess } from "../decks/format.ts";
import type { ImportWishes } from "../decks/imports/import_record.ts";
import { back, whole } from "./forms.ts";

/** Notes of a page of the plan, and a few to spare. */
const MOST_SHOWN = 200;
const DEEPEST = 20;
const COLUMNS = 200;

const indexes = several(whole.pipe(z.number().nonnegative()), MOST_SHOWN);
const checkbox = z.enum(["on", ""]).default("").transform((value) => value === "on");
const deckPath = z.string().max(500).default("").transform((text) =>
  text.split("::").map((name) => name.trim()).filter((name) => name !== "").slice(0, DEEPEST)
);

export const wishesForm = z.object({
  here: back,
  under: deckPath,
  takeSchedules: checkbox,
  bothChanged: z.enum(["mine", "theirs"]),
  otherType: z.enum(["skip", "copy"]),
  gone: z.enum(["keep", "retire"]),
  shown: indexes,
  take: indexes,
  "table.separator": z.string().max(1).optional(),
  "table.encoding": z.string().max(40).optional(),
  "table.noteType": z.string().max(200).optional(),
  "table.deck": deckPath,
  "table.hasHeader": checkbox,
  "table.isHtml": checkbox,
  "table.column": several(z.string().max(200), COLUMNS),
});

export type WishesForm = z.infer<typeof wishesForm>;

/** Values of one name: none, one or several. */
function several<T>(of: z.ZodType<T, string>, most: number) {
  return z.union([z.array(of).max(most), of.transform((one) => [one])]).default([]);
}

/** The wishes of an import as the form has them; what the form does not show stays. */
export function wishesOf(form: WishesForm, view: ImportView): ImportWishes {
  const shown = new Set(form.shown);
  const taken = new Set(form.take);
  const without = new Set([
    ...view.choices.without.filter((index) => !shown.has(index)),
    ...form.shown.filter((index) => !taken.has(index)),
  ]);
  const { under, takeSchedules, bothChanged, otherType, gone } = form;
  const table = tableOf(form, view);
  // Another reading of a table numbers its notes anew.
  const isReread = table !== view.table;
  return {
    choices: {
      under,
      takeSchedules,
      bothChanged,
      otherType,
      gone,
      without: isReread ? [] : [...without].sort((a, b) => a - b),
    },
    table,
  };
}

function tableOf(form: WishesForm, view: ImportView): TableChoices {
  const guess = view.summary?.kind === "planned" ? view.summary.plan.table : undefined;
  const { "table.separator": separator, "table.encoding": encoding, "table.noteType": noteType } = form;
  if (guess === undefined || separator === undefined || encoding === undefined || noteType === undefined) {
    return view.table;
  }
  const asked: Required<TableChoices> = {
    separator,
    encoding,
    noteType,
    hasHeader: form["table.hasHeader"],
    isHtml: form["table.isHtml"],
    deck: form["table.deck"].join("::"),
    columns: form["table.column"],
  };
  return isAsGuessed(asked, guess) ? view.table : withoutStaleColumns(asked, guess);
}

function isAsGuessed(asked: Required<TableChoices>, { choices }: TableGuess): boolean {
  return asked.separator === choices.separator && asked.encoding === choices.encoding &&
    asked.noteType === choices.noteType && asked.hasHeader === choices.hasHeader &&
    asked.isHtml === choices.isHtml && asked.deck === choices.deck &&
    sameColumns(asked.columns, choices.columns);
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  const columns = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i);
  return columns.every((i) => (a[i] ?? "ignore") === (b[i] ?? "ignore"));
}

/** Columns of other cuts are guessed anew; those of other names or fields too, unless they were chosen with them. */
function withoutStaleColumns(asked: Required<TableChoices>, { choices }: TableGuess): TableChoices {
  const isCutAnew = asked.separator !== choices.separator || asked.encoding !== choices.encoding;
  const isNamedAnew = asked.noteType !== choices.noteType || asked.hasHeader !== choices.hasHeader;
  const isStale = isCutAnew || (isNamedAnew && sameColumns(asked.columns, choices.columns));
  if (!isStale) return asked;
  const { columns: _, ...rest } = asked;
  return rest;
}

export function sameWishes(wishes: ImportWishes, view: ImportView): boolean {
  const { choices, table } = view;
  return text(wishes.choices) === text(choices) && text(wishes.table) === text(table);
}

function text(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
