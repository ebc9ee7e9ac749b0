/** Places of a file that could not be taken as they stand: where, what was found, how to mend it. */
import type { ProblemModel } from "../../ui/imports/import_models.ts";

export function ProblemList({ problems }: { readonly problems: readonly ProblemModel[] }) {
  return (
    <ul class="import-problems">
      {problems.map(({ where, message, expected, isSkipped }, index) => (
        <li key={index}>
          <code>{where}</code>
          <span class="problem-kind" data-skipped={isSkipped || undefined}>
            {isSkipped ? "Left out" : "Taken with a change"}
          </span>
          <span class="problem-message">{message}</span>
          {expected !== "" && <span class="hint">{expected}</span>}
        </li>
      ))}
    </ul>
  );
}
