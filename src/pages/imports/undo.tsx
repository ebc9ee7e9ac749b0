/** Asks once before an import is undone, in plain words: what goes, what comes back, what is kept. */
import { listOf } from "../../ui/words.ts";

interface UndoImportPageProps {
  readonly id: number;
  readonly files: string;
  /** "242 notes and 484 cards added". */
  readonly changes: readonly string[];
}

export function UndoImportPage({ id, files, changes }: UndoImportPageProps) {
  return (
    <section aria-labelledby="undo">
      <h1 id="undo">Undo this import?</h1>
      <p class="lead">
        {changes.length === 0 ? `${files} changed nothing.` : `${files}: ${listOf(changes)}.`}
      </p>
      <dl class="kinds">
        <div>
          <dt>What goes</dt>
          <dd>
            Notes and decks that came with it, with the schedules and answers that the file brought, and
            pictures and sounds that nothing else uses.
          </dd>
        </div>
        <div>
          <dt>What comes back</dt>
          <dd>Notes that it changed become what they were, unless you edited them since.</dd>
        </div>
        <div>
          <dt>What is kept</dt>
          <dd>
            Notes of it that you have studied or edited since stay in your data, out of use, with every answer
            you gave. Importing the file again brings them back as you left them.
          </dd>
        </div>
      </dl>
      <form class="actions" method="post" action={`/imports/${id}/undo`}>
        <button type="submit" class="button danger">Undo the import</button>
        <a class="button quiet" href={`/imports/${id}`}>Keep it</a>
      </form>
    </section>
  );
}
