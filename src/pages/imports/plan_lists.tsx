/** The notes of a plan by what happens to them, each with what changes in it; and what is wrong with the file. */
import type {
  FieldChangeModel,
  PlanModel,
  PlannedNoteModel,
  TabContent,
} from "../../ui/imports/import_models.ts";
import { Told } from "./told.tsx";

export function PlanLists({ plan }: { readonly plan: PlanModel }) {
  if (plan.tabs.length === 0) return null;
  const notes = plan.content.kind === "notes" ? plan.content.notes : [];
  return (
    <section id="list" aria-labelledby="list-title">
      <h2 id="list-title">In detail</h2>
      <nav class="tabs" aria-label="Lists of the plan">
        {plan.tabs.map(({ id, label, count, href, isHere }) => (
          <a key={id} href={href} aria-current={isHere ? "page" : undefined}>
            {label} <span class="tab-count">{count.toLocaleString("en")}</span>
          </a>
        ))}
      </nav>
      {plan.range !== undefined && <p class="hint">{plan.range}</p>}
      <Content content={plan.content} />
      <Turning plan={plan} />
      {notes.some(({ taken }) => taken !== undefined) && (
        <div class="actions">
          <button type="submit" class="button">Leave out what is not ticked</button>
        </div>
      )}
    </section>
  );
}

/** To the pages of the list before and after this one, and to its ends. */
function Turning({ plan: { first, earlier, later, last } }: { readonly plan: PlanModel }) {
  const links = ([
    ["First ones", first],
    ["Earlier ones", earlier],
    ["Later ones", later],
    ["Last ones", last],
  ] as const).flatMap(([label, href]) => href === undefined ? [] : [{ label, href }]);
  if (links.length === 0) return null;
  return (
    <p class="actions">
      {links.map(({ label, href }) => <a key={label} class="button" href={href}>{label}</a>)}
    </p>
  );
}

function Content({ content }: { readonly content: TabContent }) {
  switch (content.kind) {
    case "notes":
      return (
        <ul class="planned">
          {content.notes.map((note) => <Note key={note.index} note={note} />)}
        </ul>
      );
    default:
      return <Told content={content} />;
  }
}

function Note({ note }: { readonly note: PlannedNoteModel }) {
  const { index, summary, taken, cards, deck, where, reason } = note;
  const facts = [cards, deck, where].filter((fact) => fact !== undefined);
  return (
    <li class="planned-note">
      {taken === undefined ? <span class="planned-tick" /> : (
        <span class="planned-tick">
          <input type="hidden" name="shown" value={index} />
          <input
            type="checkbox"
            name="take"
            value={index}
            id={`take-${index}`}
            defaultChecked={taken}
            aria-label={`Import ${summary.slice(0, 80)}`}
          />
        </span>
      )}
      <div class="planned-body">
        <p class="planned-summary">
          {taken === undefined ? summary : <label for={`take-${index}`}>{summary}</label>}
        </p>
        <p class="planned-facts">
          {facts.map((fact) => <span key={fact}>{fact}</span>)}
        </p>
        {reason !== undefined && <p class="planned-reason">{withStop(reason)}</p>}
        {note.fields.map((field) => <Field key={field.name} field={field} />)}
        <Tags note={note} />
      </div>
    </li>
  );
}

function Field({ field }: { readonly field: FieldChangeModel }) {
  const isOneWay = field.take === "theirs" && !field.conflicting;
  return (
    <div class="field-change" data-conflicting={field.conflicting || undefined}>
      <p class="field-name">
        {field.name}
        {field.conflicting && <span class="field-take">you and the file both changed it</span>}
      </p>
      {isOneWay
        ? (
          <p class="diff">
            <Parts parts={field.diff} />
          </p>
        )
        : <Versions field={field} />}
    </div>
  );
}

/** Both versions, and which is kept. */
function Versions({ field: { diff, take } }: { readonly field: FieldChangeModel }) {
  const versions = [["mine", "Yours", "added"], ["theirs", "The file’s", "removed"]] as const;
  return (
    <dl class="versions">
      {versions.map(([whose, label, other]) => (
        <div key={whose} data-kept={take === whose || undefined}>
          <dt>{label}{take === whose && <span class="kept">kept</span>}</dt>
          <dd class="diff">
            <Parts parts={diff.filter(({ kind }) => kind !== other)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Parts({ parts }: { readonly parts: FieldChangeModel["diff"] }) {
  return (
    <>
      {parts.map(({ kind, text }, index) => {
        switch (kind) {
          case "same":
            return <span key={index}>{text}</span>;
          case "removed":
            return <del key={index}>{text}</del>;
          case "added":
            return <ins key={index}>{text}</ins>;
        }
      })}
    </>
  );
}

function Tags({ note: { tagsAdded, tagsRemoved } }: { readonly note: PlannedNoteModel }) {
  if (tagsAdded.length + tagsRemoved.length === 0) return null;
  return (
    <div class="field-change">
      <p class="field-name">Tags</p>
      <p class="diff">
        {tagsRemoved.map((tag) => <del key={tag}>#{tag}</del>)}{" "}
        {tagsAdded.map((tag) => <ins key={tag}>#{tag}</ins>)}
      </p>
    </div>
  );
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
