/** Draws a list of what is told of a file: problems, formulas, deck options, rows of histories, files, notes. */
import type { FormulaModel, OptionModel, RowsModel, ToldContent } from "../../ui/imports/import_models.ts";
import { ProblemList } from "./problem_list.tsx";

export function Told({ content }: { readonly content: ToldContent }) {
  switch (content.kind) {
    case "problems":
      return <ProblemList problems={content.problems} />;
    case "formulas":
      return <Formulas formulas={content.formulas} />;
    case "options":
      return <Options options={content.options} />;
    case "reviews":
      return <Rows rows={content.rows} />;
    case "missing":
      return (
        <ul class="plain-list">
          {content.files.map(({ name, where }) => (
            <li key={name}>
              <code>{name}</code> <span class="hint">used by {where}</span>
            </li>
          ))}
        </ul>
      );
    case "gone":
      return <ul class="plain-list">{content.notes.map((note, index) => <li key={index}>{note}</li>)}</ul>;
  }
}

function Formulas({ formulas }: { readonly formulas: readonly FormulaModel[] }) {
  return (
    <>
      <p class="hint">
        KaTeX cannot set these. They are taken, and their cards show them as they are written until they are
        mended.
      </p>
      <ul class="import-problems">
        {formulas.map(({ tex, message, where, place }, index) => (
          <li key={index}>
            <code class="problem-tex">{tex}</code>
            <span class="problem-message">{message}</span>
            <span class="hint">{where === "" ? place : `${where}, ${place}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Options({ options }: { readonly options: readonly OptionModel[] }) {
  return (
    <ul class="import-problems">
      {options.map(({ preset, option, found, becomes }, index) => (
        <li key={index}>
          <code>{preset}</code>
          <span class="problem-message">
            <strong>{option}</strong>: the file says {found}; here it becomes {becomes}
          </span>
        </li>
      ))}
    </ul>
  );
}

const KINDS = { left: "Left out", changed: "Taken with a change", other: "Taken as what it is" } as const;

function Rows({ rows }: { readonly rows: readonly RowsModel[] }) {
  return (
    <ul class="import-problems">
      {rows.map(({ what, kind, mend, examples, more }) => (
        <li key={what}>
          <span class="problem-what">{what}</span>
          <span class="problem-kind" data-skipped={kind === "left" || undefined}>{KINDS[kind]}</span>
          <span class="hint">{mend}.</span>
          <ul class="problem-examples">
            {examples.map((example, index) => <li key={index}>{example}</li>)}
            {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}
