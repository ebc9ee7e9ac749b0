/**
 * Everything that happened to a card, newest first. On narrow screens the cells of a row stand under one another, which
 * takes a table's roles away unless they are named.
 */
import type { HistoryRow } from "../ui/models.ts";

export function HistoryTable({ rows }: { readonly rows: readonly HistoryRow[] }) {
  if (rows.length === 0) return <p class="empty">Nothing yet: this card has not been answered.</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="history">
      <table class="history" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">When</th>
            <th scope="col" role="columnheader">What</th>
            <th scope="col" role="columnheader" class="number">Interval</th>
            <th scope="col" role="columnheader" class="number">Stability</th>
            <th scope="col" role="columnheader" class="number">Difficulty</th>
            <th scope="col" role="columnheader" class="number">Took</th>
            <th scope="col" role="columnheader">Answer</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, i) => (
            <tr role="row" key={`${row.when}-${i}`} data-undone={row.undone ? "" : undefined}>
              <th scope="row" role="rowheader">{row.when}</th>
              <td role="cell" data-rating={row.rating}>
                {row.undone ? <s>{row.what}</s> : row.what}
                {row.undone && <span class="visually-hidden">(undone)</span>}
              </td>
              <td role="cell" class="number" data-label="Interval">{row.interval}</td>
              <td role="cell" class="number" data-label="Stability">{row.stability}</td>
              <td role="cell" class="number" data-label="Difficulty">{row.difficulty}</td>
              <td role="cell" class="number" data-label="Took">{row.took}</td>
              <td role="cell" class="given">
                {row.answer ?? ""}
                {row.question !== undefined && (
                  <>
                    {row.answer === undefined ? "" : " "}
                    <a href={row.question}>
                      See the question<span class="visually-hidden">of {row.when}</span>
                    </a>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
