/** The cells of a grid of inputs: their names in forms and in words. */

/** Every index of a shape in row-major order: [2,1] -> [0,0], [1,0]. */
export function indexesOf(shape: readonly number[]): readonly (readonly number[])[] {
  return shape.reduce<readonly (readonly number[])[]>(
    (found, size) => found.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
}

/** Id of a cell as marks and answers name it: `W[0,2]`. */
export function cellId(field: string, index: readonly number[]): string {
  return `${field}[${index.join(",")}]`;
}

/** "row 1, column 3", counted from 1 as people do; "entry 2" in a vector; "slice 1, row 1, column 3" above. */
export function cellWords(index: readonly number[]): string {
  const [row, column] = index.slice(-2).map((i) => i + 1);
  if (column === undefined) return `entry ${row}`;
  const outer = index.slice(0, -2).map((i) => `slice ${i + 1}, `).join("");
  return `${outer}row ${row}, column ${column}`;
}

/** "Row 1, column 2: " before what is said of one cell; nothing before what is said of a whole field. */
export function placeWords(at: string, field: string): string {
  if (at === field) return "";
  const words = cellWords(at.slice(field.length + 1, -1).split(",").map(Number));
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: `;
}

/** Splits a pasted matrix into rows of cells: Python lists, printed arrays, spreadsheet cells or plain rows. */
export function pastedCells(text: string): readonly (readonly string[])[] {
  const bare = text.trim().replace(
    /^(?:\w+\.)?(?:array|tensor|matrix)\(([\s\S]*?)(?:,\s*dtype=[^)]*)?\)$/,
    "$1",
  );
  const bracketed = bare.includes("[");
  const rows = bracketed ? bare.split(/\][\s,]*\[|[[\]]/) : bare.split(/\r?\n|;/);
  return rows.map((row) => cellsOfRow(row, bracketed)).filter((row) => row.length > 0);
}

/** A single comma without a blank, outside brackets, is a decimal comma: "0,5" is one cell. */
function cellsOfRow(row: string, bracketed: boolean): readonly string[] {
  const commas = row.split(",").length - 1;
  const between = row.includes("\t")
    ? "\t"
    : commas > 1 || (bracketed && commas > 0) || /,\s/.test(row)
    ? /,\s*/
    : /\s+/;
  return row.trim().split(between).map((cell) => cell.trim()).filter((cell) => cell !== "");
}
