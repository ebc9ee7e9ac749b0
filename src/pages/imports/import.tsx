/** The page of one import: how far it is, what it would do, or what came of it. */
import ImportProgress from "../../../islands/import_progress.tsx";
import type { Assets } from "../../ui/assets.ts";
import { Icon } from "../../ui/icon.tsx";
import type { BusyModel, ImportModel, RefusalModel, ResultModel } from "../../ui/imports/import_models.ts";
import { Island } from "../../ui/island.tsx";
import { countOf } from "../../ui/words.ts";
import { Plan } from "./plan.tsx";
import { ProblemList } from "./problem_list.tsx";
import { Told } from "./told.tsx";

interface ImportPageProps {
  readonly model: ImportModel;
  readonly assets: Assets;
}

export function ImportPage({ model, assets }: ImportPageProps) {
  return (
    <>
      <section class="import-head" aria-labelledby="import">
        <p class="crumb">
          <a href="/import">All imports</a>
        </p>
        <h1 id="import">{model.title}</h1>
        <Files model={model} />
      </section>
      <Body model={model} assets={assets} />
    </>
  );
}

function Files({ model: { files, when } }: { readonly model: ImportModel }) {
  const [first] = files;
  if (files.length === 1 && first !== undefined) {
    return (
      <p class="lead">
        {first.name}, <span class="unbroken">{first.size}</span>, <span class="unbroken">{when}</span>
      </p>
    );
  }
  return (
    <details class="import-files">
      <summary>{`${countOf(files.length, "file")}, ${when}`}</summary>
      <ul>
        {files.map(({ name, size }) => (
          <li key={name}>
            {name} <span class="hint">{size}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Body({ model: { id, stage }, assets }: ImportPageProps) {
  switch (stage.kind) {
    case "busy":
      return <Busy busy={stage.busy} assets={assets} />;
    case "refused":
      return <Refused id={id} refusals={stage.refusals} canGuess={stage.canGuess} />;
    case "planned":
      return <Plan plan={stage.plan} />;
    case "done":
      return <Done id={id} result={stage.result} />;
    case "failed":
      return (
        <Ended>
          <p>{`${stage.message}. Everything is as it was before.`}</p>
        </Ended>
      );
    case "cancelled":
      return (
        <Ended>
          <p>Nothing was imported, and everything is as it was before.</p>
        </Ended>
      );
    case "undone":
      return (
        <Ended>
          {stage.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        </Ended>
      );
  }
}

function Ended({ children }: { readonly children: preact.ComponentChildren }) {
  return (
    <section aria-label="What came of it">
      {children}
      <p class="actions">
        <a class="button primary" href="/import">Import other files</a>
        <a class="button" href="/">To the decks</a>
      </p>
    </section>
  );
}

function Busy({ busy, assets }: { readonly busy: BusyModel; readonly assets: Assets }) {
  return (
    <section aria-label={busy.title}>
      <Island
        name="import_progress"
        src={assets.islands["import_progress"]}
        of={ImportProgress}
        props={{ first: busy }}
      />
      <p class="hint">You can leave this page: it goes on without you.</p>
      {busy.canCancel && (
        <form method="post" action={`/imports/${busy.id}/cancel`}>
          <button type="submit" class="button">Cancel</button>
        </form>
      )}
    </section>
  );
}

interface RefusedProps {
  readonly id: number;
  readonly refusals: readonly RefusalModel[];
  readonly canGuess: boolean;
}

function Refused({ id, refusals, canGuess }: RefusedProps) {
  return (
    <>
      {refusals.map(({ file, message, mend, problems }) => (
        <section key={`${file} ${message}`} class="refusal" aria-label={file}>
          <p class="refusal-message">
            <Icon name="alert" /> {`${withStop(message)}`}
          </p>
          <p>{withStop(mend)}</p>
          {problems.length > 0 && <ProblemList problems={problems} />}
        </section>
      ))}
      <div class="actions">
        <a class="button primary" href="/import">Choose other files</a>
        {canGuess && (
          <form method="post" action={`/imports/${id}/guess`}>
            <button type="submit" class="button">Read the table as it was guessed</button>
          </form>
        )}
      </div>
    </>
  );
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function Done({ id, result }: { readonly id: number; readonly result: ResultModel }) {
  return (
    <>
      <section aria-label="What came of it">
        <ul class="import-result">
          {result.sentences.map((sentence) => (
            <li key={sentence}>
              <Icon name="right" /> {sentence}
            </li>
          ))}
        </ul>
        <Decks result={result} />
        <p class="import-more">
          <a class="button quiet" href={`/imports/${id}/undo`}>
            <Icon name="undo" /> Undo this import
          </a>
        </p>
      </section>
      {result.lostMedia.length > 0 && (
        <section aria-labelledby="lost">
          <h2 id="lost">Files that could not be unpacked</h2>
          <p>The package is damaged where they lie. Export it again and import it once more.</p>
          <ul class="plain-list">{result.lostMedia.map((name) => <li key={name}>{name}</li>)}</ul>
        </section>
      )}
      {result.told.length > 0 && <ToldOfResult told={result.told} />}
    </>
  );
}

function ToldOfResult({ told }: Pick<ResultModel, "told">) {
  return (
    <section aria-labelledby="told">
      <h2 id="told">What came otherwise than the file has it</h2>
      {told.map(({ title, content, cut }) => (
        <details key={title}>
          <summary>{title}</summary>
          <Told content={content} />
          {cut !== undefined && <p class="hint">{cut}</p>}
        </details>
      ))}
    </section>
  );
}

function Decks({ result: { decks, moreDecks } }: { readonly result: ResultModel }) {
  const [first] = decks;
  if (first === undefined) {
    return (
      <p class="actions">
        <a class="button primary" href="/">To the decks</a>
      </p>
    );
  }
  return (
    <ul class="result-decks">
      {decks.map(({ name, slug, path }, index) => (
        <li key={slug}>
          <a
            class={index === 0 ? "button primary" : "button"}
            href={`/review?deck=${encodeURIComponent(slug)}`}
          >
            Study {name}
          </a>
          <a href={`/decks/${encodeURIComponent(slug)}`}>
            Look at its notes <span class="visually-hidden">in {name}</span>
          </a>
          <a href={`/browse?q=${encodeURIComponent(`deck:"${path}"`)}`}>
            Browse its cards <span class="visually-hidden">of {name}</span>
          </a>
        </li>
      ))}
      {moreDecks > 0 && (
        <li>
          <a href="/">{`${countOf(moreDecks, "more deck")}`}</a>
        </li>
      )}
    </ul>
  );
}
