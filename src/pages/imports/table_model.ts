/** Makes the model of a table's reading: what was guessed, and what each part could be instead. */
import type { TableGuess } from "../../decks/format.ts";
import type { Choice, TableModel } from "../../ui/imports/import_models.ts";

const SEPARATORS: readonly (readonly [string, string])[] = [
  ["\t", "Tab"],
  [",", "Comma"],
  [";", "Semicolon"],
  ["|", "Bar |"],
  [":", "Colon"],
  [" ", "Space"],
];

const ENCODINGS: readonly (readonly [string, string])[] = [
  ["utf-8", "UTF-8"],
  ["utf-16le", "UTF-16, little-endian"],
  ["utf-16be", "UTF-16, big-endian"],
  ["windows-1252", "Western European (Windows-1252)"],
];

const FIELD = "field:";

/** What a column can be beside a field. */
const MEANINGS: readonly (readonly [string, string])[] = [
  ["tags", "Tags"],
  ["deck", "Deck"],
  ["notetype", "Note type"],
  ["guid", "Identity (GUID)"],
  ["ignore", "Nothing: leave it out"],
];

export function tableModel({ choices, sample, noteTypes }: TableGuess): TableModel {
  const known = noteTypes.find(({ key }) => key === choices.noteType)?.fields ?? [];
  // Where each row has a type of its own, the fields are those that the columns are taken for.
  const fields = known.length > 0 ? known : choices.columns.filter((meaning) => meaning.startsWith(FIELD))
    .map((meaning) => meaning.slice(FIELD.length));
  const width = Math.max(choices.columns.length, ...sample.map((row) => row.length));
  const meanings = [
    ...fields.map((field) => [`${FIELD}${field}`, field] as const),
    ...MEANINGS,
  ];
  return {
    separators: chosenOf(SEPARATORS, choices.separator),
    encodings: chosenOf(ENCODINGS, choices.encoding),
    noteTypes: chosenOf(noteTypes.map(({ key, name }) => [key, name]), choices.noteType),
    hasHeader: choices.hasHeader,
    isHtml: choices.isHtml,
    deck: choices.deck,
    columns: Array.from({ length: width }, (_, index) => ({
      number: index + 1,
      meanings: chosenOf(meanings, choices.columns[index] ?? "ignore"),
    })),
    sample,
  };
}

/** What was guessed is offered even where nobody thought of it. */
function chosenOf(known: readonly (readonly [string, string])[], chosen: string): readonly Choice[] {
  const all = known.some(([value]) => value === chosen)
    ? known
    : [...known, [chosen, chosen.replace(/^field:/, "")] as const];
  return all.map(([value, label]) => ({ value, label, isChosen: value === chosen }));
}
