/** Decides of which note type each row is, and which of its cells goes into which field. */
import {
  clozeTypeOfFields,
  fieldNames,
  plainFieldNames,
  stockType,
  stockTypes,
  typeOfFields,
} from "../../imports/made_note_types.ts";
import type { NoteType } from "../../imports/note_type.ts";
import type { Role } from "./columns.ts";

/** The note type that is chosen row by row: with deletions where there are some. */
export const BY_ROW = "auto";

export interface RowTypes {
  /** The type of a row that names `named`; `first` is what its first field says. */
  readonly typeOf: (row: { readonly named: string | undefined; readonly first: string }) => NoteType;
  /** What may be chosen for the whole table. */
  readonly offered: readonly NoteType[];
  /** Names of types whose fields the file does not tell. */
  readonly guessed: ReadonlySet<string>;
}

interface Named {
  /** Most fields that any row of the type fills. */
  fields: number;
  cloze: boolean;
}

const CLOZE = /\{\{c\d+::/;

export function hasCloze(text: string): boolean {
  return CLOZE.test(text);
}

export function rowTypes(
  { chosen, roles, hasNames, rows }: {
    /** Key or name for all rows; undefined: chosen row by row. */
    readonly chosen: string | undefined;
    readonly roles: readonly Role[];
    /** Whether the table itself names its fields. */
    readonly hasNames: boolean;
    readonly rows: readonly { readonly named: string | undefined; readonly fields: readonly string[] }[];
  },
): RowTypes {
  const fields = fieldNames(roles.flatMap((role) => typeof role === "string" ? [] : [role.field]));
  const ownFields = fields.length === 1 ? [...fields, fields[0] === "Back" ? "Front" : "Back"] : fields;
  // In whatever order the columns stand: a question stays the question where its column is the second.
  const isPlain = (names: readonly string[], count: number) =>
    names.slice(0, count).every((name) => ownFields.includes(name)) && ownFields.length <= count;
  const plain = isPlain(["Front", "Back"], 2) || isPlain(["Text", "Back Extra"], 2);
  const basic = stockType("Basic") ?? typeOfFields(undefined, ownFields);
  const cloze = stockType("Cloze") ?? clozeTypeOfFields(undefined, ownFields);
  const own = plain ? basic : typeOfFields(undefined, ownFields);
  const ownCloze = plain ? cloze : clozeTypeOfFields(undefined, ownFields);
  const named = namedTypes(rows);
  const made = new Map<string, NoteType>();

  function typeNamed(name: string): NoteType {
    const known = made.get(name);
    if (known !== undefined) return known;
    const use = named.get(name) ?? { fields: ownFields.length, cloze: false };
    const stock = stockType(name);
    const type = stock !== undefined && use.fields <= stock.fields.length ? stock : unknownType(name, use);
    made.set(name, type);
    return type;
  }

  function unknownType(name: string, use: Named): NoteType {
    const names = hasNames ? ownFields : plainFieldNames(use.fields, use.cloze ? "cloze" : "normal");
    return use.cloze ? clozeTypeOfFields(name, names) : typeOfFields(name, names);
  }

  const offered = [...new Map([own, ownCloze, ...stockTypes].map((type) => [type.key, type])).values()];
  const whole = chosen === undefined || chosen === BY_ROW
    ? undefined
    : offered.find(({ key, name }) => key === chosen || name === chosen) ??
      typeNamed(chosen.replace(/^name:/, ""));
  return {
    typeOf: (row) =>
      row.named !== undefined ? typeNamed(row.named) : whole ?? (hasCloze(row.first) ? ownCloze : own),
    offered: whole === undefined || offered.includes(whole) ? offered : [whole, ...offered],
    guessed: new Set(hasNames ? [] : [...named.keys()].filter((name) => stockType(name) === undefined)),
  };
}

function namedTypes(
  rows: readonly { readonly named: string | undefined; readonly fields: readonly string[] }[],
): ReadonlyMap<string, Named> {
  const found = new Map<string, Named>();
  for (const { named, fields } of rows) {
    if (named === undefined) continue;
    const use = found.get(named) ?? { fields: 1, cloze: false };
    use.fields = Math.max(use.fields, fields.findLastIndex((field) => field !== "") + 1);
    use.cloze ||= hasCloze(fields[0] ?? "");
    found.set(named, use);
  }
  return found;
}
