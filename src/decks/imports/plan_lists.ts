/** The lists of a plan: whole in the thread that made it, and told page by page. */
import type { CollectedFormula, CollectedRemark, CollectionProblem, Place } from "./collection.ts";
import type { GoneNote, PlannedKind, PlannedNote } from "./import_plan.ts";
import type { ReviewRemark } from "./review_remarks.ts";

/** An option of a deck's preset that does not become just what the file says. */
export interface OptionRemark extends CollectedRemark {
  /** Name of the preset. */
  readonly preset: string;
}

export interface MissingFile {
  readonly name: string;
  /** A note that uses it. */
  readonly place: Place;
}

/** What a row of each list is, beside those of notes. */
export interface ToldRows {
  readonly problems: CollectionProblem;
  readonly formulas: CollectedFormula;
  readonly options: OptionRemark;
  readonly reviews: ReviewRemark;
  readonly missing: MissingFile;
  readonly gone: GoneNote;
}

export type ToldList = keyof ToldRows;

/** Notes of one kind, or those with a field that the file and the person both changed, whatever becomes of them. */
export type NoteList = PlannedKind | "both";

export type PlanList = NoteList | ToldList;

export type ToldLists = { readonly [List in ToldList]: readonly ToldRows[List][] };

interface Beginning<Row> {
  readonly count: number;
  readonly first: readonly Row[];
}

/** Of each list how long it is, and its first rows: what is kept when the import is over. */
export type ToldBeginnings = { readonly [List in ToldList]: Beginning<ToldRows[List]> };

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Of the whole list. */
  readonly total: number;
}

export type PlanPage =
  | ({ readonly kind: "notes" } & Page<PlannedNote>)
  | { readonly [List in ToldList]: { readonly kind: List } & Page<ToldRows[List]> }[ToldList];

export interface PageAsked {
  readonly list: PlanList;
  readonly from: number;
  readonly count: number;
}

export function planPage(
  { notes, told }: { readonly notes: readonly PlannedNote[]; readonly told: ToldLists },
  { list, from, count }: PageAsked,
): PlanPage {
  const page = <Row>(rows: readonly Row[]): Page<Row> => ({
    rows: rows.slice(from, from + count),
    total: rows.length,
  });
  switch (list) {
    case "problems":
      return { kind: list, ...page(told.problems) };
    case "formulas":
      return { kind: list, ...page(told.formulas) };
    case "options":
      return { kind: list, ...page(told.options) };
    case "reviews":
      return { kind: list, ...page(told.reviews) };
    case "missing":
      return { kind: list, ...page(told.missing) };
    case "gone":
      return { kind: list, ...page(told.gone) };
    default:
      return { kind: "notes", ...page(notes.filter((note) => isOf(note, list))) };
  }
}

function isOf({ kind, fields }: PlannedNote, list: NoteList): boolean {
  return list === "both" ? fields.some(({ conflicting }) => conflicting) : kind === list;
}

const MOST_KEPT = 200;

export function beginningsOf(told: ToldLists): ToldBeginnings {
  const begin = <Row>(rows: readonly Row[]): Beginning<Row> => ({
    count: rows.length,
    first: rows.slice(0, MOST_KEPT),
  });
  return {
    problems: begin(told.problems),
    formulas: begin(told.formulas),
    options: begin(told.options),
    reviews: begin(told.reviews),
    missing: begin(told.missing),
    gone: begin(told.gone),
  };
}
