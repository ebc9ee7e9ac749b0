/** Makes the models of what is told of a file, of a page of a list or of its kept beginning. */
import type { PlanPage, ToldBeginnings, ToldList, ToldRows } from "../../decks/imports/plan_lists.ts";
import { type ReviewRemark, ROW_WORDS } from "../../decks/imports/review_remarks.ts";
import type { ResultListModel, RowsModel, ToldContent } from "../../ui/imports/import_models.ts";
import { countOf } from "../../ui/words.ts";
import { timeIn } from "../when.ts";
import { placeWords, problemModel } from "./import_words.ts";

type ToldPage = Exclude<PlanPage, { readonly kind: "notes" }>;

export function toldContent(page: RowsOf, zone: string): ToldContent {
  switch (page.kind) {
    case "problems":
      return { kind: "problems", problems: page.rows.map(problemModel) };
    case "formulas":
      return { kind: "formulas", formulas: page.rows.map(formulaModel) };
    case "options":
      return { kind: "options", options: page.rows };
    case "reviews":
      return { kind: "reviews", rows: page.rows.map((remark) => rowsModel(remark, zone)) };
    case "missing":
      return {
        kind: "missing",
        files: page.rows.map(({ name, place }) => ({ name, where: placeWords(place) })),
      };
    case "gone":
      return { kind: "gone", notes: page.rows.map(({ summary }) => summary) };
  }
}

type RowsOf = { readonly [Kind in ToldPage["kind"]]: RowsOfKind<Kind> }[ToldPage["kind"]];
interface RowsOfKind<Kind extends ToldList> {
  readonly kind: Kind;
  readonly rows: readonly ToldRows[Kind][];
}

function formulaModel({ tex, message, where, note, place }: ToldRows["formulas"]) {
  return {
    tex,
    message,
    where: where === "" ? (note === "" ? "" : `in “${note}”`) : `in ${where} of “${note}”`,
    place: placeWords(place),
  };
}

function rowsModel({ reason, count, examples }: ReviewRemark, zone: string): RowsModel {
  const { kind, one, many, mend } = ROW_WORDS[reason];
  return {
    what: countOf(count, one, many),
    kind,
    mend,
    examples: examples.map(({ note, card, row }) => {
      const whose = note === "" ? card : `${card} of “${note.slice(0, 60)}”`;
      return `${whose}${hasDate(row) ? `, ${timeIn(zone, row)}` : ""} (row ${row})`;
    }),
    more: count - examples.length,
  };
}

/** Between 1970 and 2243: what a calendar is asked for. */
function hasDate(row: number): boolean {
  return row > 0 && row < 8_640_000_000_000;
}

/** Answers that do not come, and rows that are read otherwise. */
export function rowCounts({ first }: ToldBeginnings["reviews"]): Readonly<Record<RowsModel["kind"], number>> {
  const counts = { left: 0, changed: 0, other: 0 };
  for (const { reason, count } of first) counts[ROW_WORDS[reason].kind] += count;
  return counts;
}

/** All lists that an import which is over still tells of. */
export function resultLists(told: ToldBeginnings, zone: string): readonly ResultListModel[] {
  const { problems, formulas, options, reviews, missing } = told;
  const lists = [
    [countOf(problems.count, "problem"), problems.count, { kind: "problems", rows: problems.first }],
    [
      `${countOf(formulas.count, "formula")} that cannot be set`,
      formulas.count,
      { kind: "formulas", rows: formulas.first },
    ],
    [countOf(options.count, "deck option"), options.count, { kind: "options", rows: options.first }],
    [rowTitle(reviews), reviews.count, { kind: "reviews", rows: reviews.first }],
    [
      countOf(missing.count, "missing picture or sound", "missing pictures or sounds"),
      missing.count,
      { kind: "missing", rows: missing.first },
    ],
  ] as const;
  return lists.filter(([, count]) => count > 0).map(([title, count, rows]): ResultListModel => ({
    title,
    content: toldContent(rows, zone),
    cut: rows.rows.length >= count
      ? undefined
      : `The first ${rows.rows.length.toLocaleString("en")} of ${
        count.toLocaleString("en")
      }. The plan listed all of them.`,
  }));
}

function rowTitle(reviews: ToldBeginnings["reviews"]): string {
  const { left, changed, other } = rowCounts(reviews);
  return countOf(left + changed + other, "row of histories", "rows of histories");
}
