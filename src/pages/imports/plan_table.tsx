/** How a table is read: what was guessed, its first rows, and what each column is, to be mended by hand. */
import type { Choice, TableModel } from "../../ui/imports/import_models.ts";

export function PlanTable({ table }: { readonly table: TableModel }) {
  return (
    <section class="form" aria-labelledby="table">
      <h2 id="table">How the table is read</h2>
      <div class="table-options">
        <Select name="table.separator" label="Columns are separated by" choices={table.separators} />
        <Select name="table.encoding" label="Encoding" choices={table.encodings} />
        <Select name="table.noteType" label="A row becomes a" choices={table.noteTypes} />
        <div class="option-row">
          <label for="table.deck">Deck of rows that name none</label>
          <input
            id="table.deck"
            type="text"
            name="table.deck"
            defaultValue={table.deck}
            maxLength={500}
            autocomplete="off"
          />
        </div>
        <Check name="table.hasHeader" label="The first row names the columns" checked={table.hasHeader} />
        <Check name="table.isHtml" label="Cells are HTML" checked={table.isHtml} />
      </div>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="First rows of the table">
        <table class="mapping">
          <thead>
            <tr>
              {table.columns.map(({ number, meanings }) => (
                <th key={number} scope="col">
                  <label for={`column-${number}`}>Column {number}</label>
                  <select id={`column-${number}`} name="table.column">
                    <Options choices={meanings} />
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.sample.map((row, index) => (
              <tr key={index} class={index === 0 && table.hasHeader ? "header-row" : undefined}>
                {table.columns.map(({ number }) => <td key={number}>{shortened(row[number - 1] ?? "")}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button type="submit" class="button">Read it like this</button>
      </div>
    </section>
  );
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}

function Select({ name, label, choices }: SelectProps) {
  return (
    <div class="option-row">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <Options choices={choices} />
      </select>
    </div>
  );
}

function Options({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <>
      {choices.map(({ value, label, isChosen }) => (
        <option key={value} value={value} selected={isChosen}>{label}</option>
      ))}
    </>
  );
}

interface CheckProps {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
}

function Check({ name, label, checked }: CheckProps) {
  return (
    <div class="option-row check-row">
      <label for={name}>{label}</label>
      <input id={name} type="checkbox" name={name} value="on" defaultChecked={checked} />
    </div>
  );
}

/** Letters of a cell in the sample. */
const SHOWN = 120;

function shortened(cell: string): string {
  return cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
}
