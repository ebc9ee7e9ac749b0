/** The page of imports: choose files, how to get them out of Anki, and what was imported so far. */
import ImportUpload from "../../../islands/import_upload.tsx";
import type { Assets } from "../../ui/assets.ts";
import type { ImportListModel, ImportRow } from "../../ui/imports/import_models.ts";
import { Island } from "../../ui/island.tsx";

interface ImportListPageProps {
  readonly model: ImportListModel;
  readonly assets: Assets;
}

export function ImportListPage({ model, assets }: ImportListPageProps) {
  return (
    <>
      <section aria-labelledby="import">
        <h1 id="import">Import</h1>
        <p class="lead">
          Bring your cards here, with their pictures, sounds, schedules and history. You see what would change
          before anything does, and every import can be undone.
        </p>
        <Island
          name="import_upload"
          src={assets.islands["import_upload"]}
          of={ImportUpload}
          props={{ model: model.upload }}
        />
      </section>
      <HowTo />
      {model.imports.length > 0 && <Past imports={model.imports} />}
    </>
  );
}

function HowTo() {
  return (
    <section aria-labelledby="kinds">
      <h2 id="kinds">What can be imported</h2>
      <dl class="kinds">
        <div>
          <dt>
            Anki packages <code>.apkg</code> <code>.colpkg</code>
          </dt>
          <dd>
            In Anki choose File, then Export. Take “Anki Deck Package” and tick “Include scheduling
            information” and “Include media”. For everything at once take “Anki Collection Package”.
          </dd>
        </div>
        <div>
          <dt>
            Tables and texts <code>.csv</code> <code>.tsv</code> <code>.txt</code>
          </dt>
          <dd>
            A row is a note. Separator, encoding and columns are guessed, and you can say otherwise. Texts
            that Anki exports keep their decks, tags and note types.
          </dd>
        </div>
        <div>
          <dt>
            Decks of this program <code>.md</code> <code>.zip</code>
          </dt>
          <dd>
            One <code>deck.md</code>, or a zip of folders that each have one, with their pictures beside it.
          </dd>
        </div>
      </dl>
      <p class="hint">
        Import a newer version of the same file at any time: what you learnt stays, and what you edited here
        is kept unless you say otherwise.
      </p>
    </section>
  );
}

function Past({ imports }: { readonly imports: readonly ImportRow[] }) {
  return (
    <section aria-labelledby="past">
      <h2 id="past">Your imports</h2>
      <ul class="imports">
        {imports.map(({ id, files, when, outcome, canUndo }) => (
          <li key={id}>
            <a class="import-name" href={`/imports/${id}`}>{files}</a>
            <span class="import-outcome">{outcome}</span>
            <span class="hint">{when}</span>
            {canUndo && (
              <a class="import-undo" href={`/imports/${id}/undo`}>
                Undo <span class="visually-hidden">the import of {files}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
