/** The ladder of hints as far as it was climbed. */
import type { Html } from "../models.ts";
import { Rich } from "../rich.tsx";

/** The last one can take the focus when it comes. */
export function Hints({ hints }: { readonly hints: readonly Html[] }) {
  return hints.length === 0 ? null : (
    <ol class="hints" aria-label="Hints">
      {hints.map((hint, i) => (
        <li key={i} tabIndex={-1}>
          <span class="hint">Hint {i + 1}</span>
          <Rich html={hint} />
        </li>
      ))}
    </ol>
  );
}
