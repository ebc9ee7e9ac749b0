/** Inserts many rows by one statement of bound values: as quick as a prepared insert for each, which no batch has. */
import type { InValue } from "@libsql/client";
import type { RawStatement } from "./open.ts";

/** Absent values are null in the table. */
export type Row = readonly (InValue | undefined)[];

/** A statement may have 32,766 values; a long one is slower than two. */
const MOST_VALUES = 3000;

export interface RowsToInsert {
  /** "note (deck_id, guid)". */
  readonly into: string;
  /** What goes into the columns, over the values of a row: column1, column2 and so on, and tables of `from`. */
  readonly select: string;
  /** More to select from: ", (select ...) as first". */
  readonly from: string;
  /** "where true on conflict ..."; empty for none. */
  readonly ending: string;
  /** All of one length. */
  readonly rows: readonly Row[];
}

/** In the order of the rows; none for no rows. */
export function insertRows({ into, select, from, ending, rows }: RowsToInsert): readonly RawStatement[] {
  const width = rows[0]?.length ?? 0;
  if (width === 0) return [];
  const row = `(${Array.from({ length: width }, () => "?").join()})`;
  const atOnce = Math.max(1, Math.floor(MOST_VALUES / width));
  const statements: RawStatement[] = [];
  for (let start = 0; start < rows.length; start += atOnce) {
    const some = rows.slice(start, start + atOnce);
    const values = Array.from(some, () => row).join();
    statements.push({
      sql: `insert into ${into} select ${select} from (values ${values})${from} ${ending}`,
      args: some.flat().map((value) => value ?? null),
    });
  }
  return statements;
}
