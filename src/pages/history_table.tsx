/** Everything that happened to a card, newest first. */
import type { HistoryRow } from "../ui/models.ts";

export function HistoryTable({ rows }: { readonly rows: readonly HistoryRow[] }) {
  if (rows.length === 0) return <p class="empty">Nothing yet: this card has not been answered.</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="history">
      <table class="history">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col" class="number">Interval</th>
            <th scope="col" class="number">Stability</th>
            <th scope="col" class="number">Difficulty</th>
            <th scope="col" class="number">Took</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${row.when}-${i}`} data-undone={row.undone ? "" : undefined}>
              <th scope="row">{row.when}</th>
              <td data-rating={row.rating}>
                {row.undone ? <s>{row.what}</s> : row.what}
                {row.undone && <span class="visually-hidden">(undone)</span>}
              </td>
              <td class="number">{row.interval}</td>
              <td class="number">{row.stability}</td>
              <td class="number">{row.difficulty}</td>
              <td class="number">{row.took}</td>
              <td>
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
