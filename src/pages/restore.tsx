/** The page of restores: an archive goes into an empty server. */
import { Icon } from "../ui/icon.tsx";
import { sizeWords } from "../ui/imports/size_words.ts";

export interface RestoreModel {
  /** empty: nothing of the person's own is here. busy: an archive is being restored at this moment. */
  readonly stage: "empty" | "not_empty" | "busy";
  /** In bytes. */
  readonly limit: number;
  /** Why the archive that was sent is not restored. */
  readonly problem: { readonly message: string; readonly mend: string } | undefined;
}

export function RestorePage({ model }: { readonly model: RestoreModel }) {
  const { stage, problem } = model;
  return (
    <section aria-labelledby="restore">
      <h1 id="restore">Restore an archive</h1>
      <p class="lead">
        Everything that you had on another server, as it was: decks, options, every answer, pictures and
        sounds.
      </p>
      {problem !== undefined && stage === "empty" && (
        <div class="refusal" role="alert">
          <p class="refusal-message">
            <Icon name="alert" /> {`${problem.message}.`}
          </p>
          <p>{problem.mend}</p>
        </div>
      )}
      {stage === "empty" && <ArchiveForm limit={model.limit} />}
      {stage === "not_empty" && <NotEmpty />}
      {stage === "busy" && (
        <p role="status">
          Your archive is being restored. Load this page again in a moment to see whether it is done.
        </p>
      )}
    </section>
  );
}

function ArchiveForm({ limit }: Pick<RestoreModel, "limit">) {
  return (
    <form class="upload" method="post" action="/restore" enctype="multipart/form-data">
      <label for="files">The archive</label>
      <input id="files" type="file" name="files" accept=".zip" required aria-describedby="files-help" />
      <p class="hint" id="files-help">
        The <code>.zip</code> file that the page Export of the other server gave you. At most{" "}
        {sizeWords(limit)}; a larger one is taken by <code>deno task restore FILE</code>.
      </p>
      <div class="actions">
        <button type="submit" class="button primary">Restore</button>
        <span class="hint">All of it comes, or nothing. It may take a minute.</span>
      </div>
    </form>
  );
}

function NotEmpty() {
  return (
    <>
      <p>You already have decks, answers or files here, and an archive never overwrites what is there.</p>
      <p>
        Start a server with an empty{" "}
        <code>DATA_DIR</code>, and choose the archive on this page there before you do anything else. To bring
        decks in beside those that you have, <a href="/import">import</a> them.
      </p>
    </>
  );
}
