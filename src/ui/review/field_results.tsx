/** How typed answers came out: what was typed, how it was read, and what was right. */
import { cellId, cellWords, indexesOf } from "../cells.ts";
import { Icon, type IconName } from "../icon.tsx";
import type { FieldView, GivenView, MarkView, QuestionView } from "../models.ts";
import { RichPhrase } from "../rich.tsx";

export function FieldResults({ card }: { readonly card: QuestionView }) {
  const marks = card.verdict?.marks ?? [];
  return (
    <dl class="results">
      {card.fields.map((field) => (
        <FieldResult
          key={field.id}
          field={field}
          given={card.given}
          mark={marks.find((mark) => mark.id === field.id)}
          cells={marks.filter((mark) => mark.id.startsWith(`${field.id}[`))}
        />
      ))}
    </dl>
  );
}

interface ResultProps {
  readonly field: FieldView;
  readonly given: GivenView;
  readonly mark: MarkView | undefined;
  readonly cells: readonly MarkView[];
}

function FieldResult({ field, given, mark, cells }: ResultProps) {
  const outcome = mark?.outcome ?? worstOf(cells);
  const typed = given.typed[field.id];
  return (
    <div class="result" data-outcome={outcome ?? "plain"}>
      <dt>
        <RichPhrase html={field.label} />
      </dt>
      <dd>
        {field.shape !== undefined && cells.length > 0 && (typed ?? "") === ""
          ? <GridResult field={field} given={given} cells={cells} />
          : <TypedText field={field} typed={typed} />}
        {mark?.read !== undefined && field.input !== "choice" && (
          <span class="read">
            read as <RichPhrase html={mark.read} />
          </span>
        )}
        <Outcome outcome={outcome} />
      </dd>
      {mark?.expected !== undefined && outcome !== "right" && (
        <dd class="expected">
          <span class="hint">Right answer</span> <RichPhrase html={mark.expected} />
          {field.unit !== undefined && <span class="unit">{field.unit}</span>}
        </dd>
      )}
    </div>
  );
}

function TypedText({ field, typed }: { readonly field: FieldView; readonly typed: string | undefined }) {
  if (typed === undefined || typed.trim() === "") return <span class="hint">nothing given</span>;
  const option = field.options.find((option) => option.id === typed);
  if (option !== undefined) return <RichPhrase html={option.label} />;
  return (
    <span>
      <samp class="typed">{typed}</samp>
      {field.unit !== undefined && <span class="unit">{field.unit}</span>}
    </span>
  );
}

type GridProps = Omit<ResultProps, "mark">;

/** The cells as typed; a wrong one is struck and says so. */
function GridResult({ field, given, cells }: GridProps) {
  const shape = field.shape ?? [];
  return (
    <ul
      class="grid"
      style={{ gridTemplateColumns: `repeat(${shape.at(-1) ?? 1}, minmax(3.25rem, max-content))` }}
    >
      {indexesOf(shape).map((index) => {
        const id = cellId(field.id, index);
        const mark = cells.find((cell) => cell.id === id);
        return (
          <li key={id} data-outcome={mark?.outcome ?? "plain"}>
            <span class="visually-hidden">{cellWords(index)}:</span>
            <samp class="typed">{given.typed[id] ?? ""}</samp>
            {mark?.outcome === "right" && <span class="visually-hidden">right</span>}
            {mark?.outcome === "wrong" && (
              <small>
                <span class="visually-hidden">wrong; right is</span>
                {mark.expected === undefined ? "wrong" : <RichPhrase html={mark.expected} />}
              </small>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const OUTCOMES = {
  right: { icon: "right", words: "Right" },
  wrong: { icon: "wrong", words: "Wrong" },
  missed: { icon: "missed", words: "Missing" },
  unreadable: { icon: "unreadable", words: "Not readable" },
} as const satisfies Record<MarkView["outcome"], { readonly icon: IconName; readonly words: string }>;

function Outcome({ outcome }: { readonly outcome: MarkView["outcome"] | undefined }) {
  if (outcome === undefined) return null;
  const { icon, words } = OUTCOMES[outcome];
  return (
    <span class="outcome">
      <Icon name={icon} /> {words}
    </span>
  );
}

function worstOf(cells: readonly MarkView[]): MarkView["outcome"] | undefined {
  return cells.find((cell) => cell.outcome !== "right")?.outcome ?? cells[0]?.outcome;
}
