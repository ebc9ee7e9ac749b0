/** Makes the model of a card's page: faces, memory, history, and what each grade would do next. */
import { unreachable } from "../base/invariant.ts";
import type { CardState } from "../actions/card_state.ts";
import type { Face } from "../decks/face.ts";
import { retrievability } from "../scheduling/memory_model.ts";
import type { LogEntry } from "../scheduling/types.ts";
import { renderLine } from "../text/markdown.ts";
import { formatNumber } from "../text/number.ts";
import type { CardModel, HistoryRow, Html } from "../ui/models.ts";
import { reasonWords } from "../ui/review/reasons.tsx";
import { cardStatus, daysText } from "./card_status.ts";
import { type Fence, markdownProse, noteRenderer, type ProseRenderer } from "./prose.ts";
import { gradesView } from "./review_model.ts";
import { timeIn } from "./when.ts";

const RATINGS = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" } as const;
const FLAGS = ["none", "red", "orange", "green", "blue", "pink", "turquoise", "purple"] as const;

export function cardModel(state: CardState, fence: Fence): CardModel {
  const { shown, now } = state;
  const { stored, asked } = shown;
  const { memory } = stored;
  const render = noteRenderer({ deckSlug: stored.deck.slug, fence, noteTypeId: stored.note.noteTypeId });
  return {
    cardId: stored.cardId,
    noteId: stored.note.id,
    version: memory.version,
    deck: { slug: stored.deck.slug, name: stored.deck.name },
    summary: renderLine(stored.note.summary),
    label: stored.label,
    type: stored.note.type,
    tags: stored.note.tags,
    source: stored.note.source === undefined ? undefined : render.line(markdownProse(stored.note.source)),
    front: frontOf(asked.face, render),
    back: asked.drawn === undefined ? backOf(state, render) : render.block(
      markdownProse("A new set of numbers is drawn at each review; the answer is shown there."),
    ),
    status: stored.retired ? "retired: no longer in its deck's file" : cardStatus(memory, now),
    flag: memory.flag,
    suspended: memory.suspended,
    buried: memory.burial !== undefined && memory.burial.untilDay > now.today,
    memory: memoryRows(state),
    next: gradesView(shown.previews, now.at),
    history: historyRows(state),
    siblings: state.siblings.map((card) => ({
      cardId: card.cardId,
      label: card.label,
      status: cardStatus(card.memory, now),
    })),
    generator: asked.drawn?.generator,
    editHint: stored.deck.origin === "shipped"
      ? `cards/${stored.deck.slug}/deck.md, under the heading "## ${stored.note.guid}"`
      : undefined,
    editAddress: stored.deck.origin === "shipped" ? undefined : `/notes/${stored.note.id}/edit`,
  };
}

function frontOf(face: Face, render: ProseRenderer): Html {
  const prompt = render.block(face.prompt);
  if (face.kind !== "options") return prompt;
  return `${prompt}<ul>${face.options.map(({ label }) => `<li>${render.line(label)}</li>`).join("")}</ul>`;
}

function backOf({ shown: { asked } }: CardState, render: ProseRenderer): Html {
  const { answer, points, steps } = asked.back;
  return [
    answer === undefined ? "" : render.block(answer),
    points.length === 0
      ? ""
      : `<ul>${points.map(({ label }) => `<li>${render.line(label)}</li>`).join("")}</ul>`,
    steps.length === 0 ? "" : `<ol>${steps.map((step) => `<li>${render.block(step)}</li>`).join("")}</ol>`,
  ].join("");
}

function memoryRows({ shown, now }: CardState): CardModel["memory"] {
  const { memory, preset } = shown.stored;
  const { stability, difficulty, lastDay } = memory;
  const recall = stability === undefined || lastDay === undefined
    ? undefined
    : retrievability({ elapsedDays: now.today - lastDay, stability }, preset.options.parameters);
  const unknown = "not known before the first answer";
  return [
    {
      label: "Retrievability",
      value: recall === undefined ? unknown : `${formatNumber(100 * recall, 0)} %`,
      help: "the chance that you recall it today",
    },
    {
      label: "Stability",
      value: stability === undefined ? unknown : `${formatNumber(stability, stability < 10 ? 1 : 0)} days`,
      help: "days until that chance has fallen to 90 %",
    },
    {
      label: "Difficulty",
      value: difficulty === undefined ? unknown : `${formatNumber(difficulty, 1)} of 10`,
      help: "how slowly its stability grows",
    },
    {
      label: "Interval",
      value: memory.intervalDays === 0 ? "shorter than a day" : daysText(memory.intervalDays),
      help: "how long it was sent away last",
    },
    { label: "Answers", value: String(memory.reviews), help: "given so far" },
    {
      label: "Lapses",
      value: `${memory.lapses}${memory.leech ? ", a leech" : ""}`,
      help: "times it was forgotten after being learnt",
    },
  ];
}

/** Newest first. */
function historyRows({ shown, log, effective, person }: CardState): readonly HistoryRow[] {
  const { cardId } = shown.stored;
  return log.toReversed().map(({ entry, details }): HistoryRow => ({
    when: timeIn(person.zone, entry.at),
    what: details?.reason === undefined
      ? whatWas(entry)
      : `${whatWas(entry)}: ${reasonWords(details.reason)}`,
    rating: entry.kind === "answer" ? entry.rating : undefined,
    undone: entry.kind !== "undo" && entry.kind !== "redo" && !effective.has(entry.seq),
    interval: intervalOf(entry),
    stability: details?.stability === undefined ? "" : formatNumber(details.stability, 1),
    difficulty: details?.difficulty === undefined ? "" : formatNumber(details.difficulty, 1),
    took: details === undefined ? "" : `${formatNumber(details.tookMs / 1000, 0)} s`,
    answer: details?.verdict === undefined ? undefined : answerOf(details.verdict.kind, details.typed?.typed),
    question: details?.drawn === undefined ? undefined : `/cards/${cardId}/answers/${entry.seq}`,
  }));
}

function whatWas(entry: LogEntry): string {
  switch (entry.kind) {
    case "answer":
      return RATINGS[entry.rating];
    case "suspend":
      return "suspended";
    case "unsuspend":
      return "taken up again";
    case "bury":
      return entry.by === "sibling" ? "buried: a sibling was answered" : "buried";
    case "unbury":
      return "unburied";
    case "flag":
      return `flag: ${FLAGS[entry.flag]}`;
    case "set_due":
      return "due date set";
    case "reset":
      return "made new again";
    case "import":
      return "came with an import";
    case "undo":
      return "undo";
    case "redo":
      return "redo";
    default:
      return unreachable(entry);
  }
}

function intervalOf(entry: LogEntry): string {
  switch (entry.kind) {
    case "answer": {
      const { due, intervalDays } = entry.decision;
      if (due.kind !== "time") return daysText(intervalDays);
      return `${Math.max(1, Math.round((due.at - entry.at) / 60_000))} min`;
    }
    case "set_due":
      return daysText(entry.intervalDays);
    default:
      return "";
  }
}

function answerOf(kind: string, typed: Readonly<Record<string, string>> | undefined): string {
  const texts = Object.values(typed ?? {}).filter((text) => text !== "");
  return texts.length === 0 ? kind : `${texts.join(", ")}: ${kind}`;
}
