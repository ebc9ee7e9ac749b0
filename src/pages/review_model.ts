/** Makes the model of the review page from its state: texts rendered, intervals said, nothing shown too early. */
import { unreachable } from "../base/invariant.ts";
import type { Echo } from "../actions/echo_answer.ts";
import type { ReviewState } from "../actions/next_card.ts";
import type { ShownCard } from "../actions/shown_card.ts";
import type { Asked } from "../decks/card_type.ts";
import type { Given, Verdict } from "../decks/face.ts";
import { isFirst } from "../scheduling/memory_state.ts";
import { formatInterval, spokenInterval } from "../scheduling/format.ts";
import { type Outcome } from "../scheduling/review.ts";
import { type Rating, RATINGS } from "../scheduling/types.ts";
import type {
  CardView,
  Counts,
  Grade,
  QuestionView,
  ReviewModel,
  ReviewStage,
  SessionSummary,
} from "../ui/models.ts";
import { echoView } from "./echo_view.ts";
import { type Fence, noteRenderer } from "./prose.ts";
import { questionView } from "./question_view.ts";
import { sessionSummary } from "./session_summary.ts";
import { waitWords } from "./when.ts";

/** An answer that does not count yet, to be shown again as it was typed. */
export interface Typing {
  readonly given: Given;
  /** Of what could not be read; undefined where only the echo was asked for. */
  readonly verdict: Verdict | undefined;
  readonly echoes: readonly Echo[];
}

export interface ReviewView {
  readonly state: ReviewState;
  readonly fence: Fence;
  /** Whether the learner asked to see the back without an answer. */
  readonly turn: boolean;
  /** When the card was first shown, for a page that shows it again. */
  readonly askedAt: number | undefined;
  readonly notice: string | undefined;
  readonly typing: Typing | undefined;
  /** Whether a checked answer is final, so that the key may be shown. */
  readonly isFinal: boolean;
  readonly suggested: Rating | undefined;
  readonly easyOffered: boolean;
}

export function reviewModel(view: ReviewView): ReviewModel {
  const { state } = view;
  return {
    deck: state.deck === undefined ? undefined : { slug: state.deck.slug, name: state.deck.name },
    done: state.studying.answersToday,
    counts: countsView(state.counts),
    undo: state.undoable === undefined ? undefined : verbWords(state.undoable.verb),
    redo: state.redoable === undefined ? undefined : verbWords(state.redoable.verb),
    notice: view.notice,
    keys: state.person.keysEnabled,
    stage: stageView(view),
  };
}

export function countsView(
  counts: { readonly new: number; readonly review: number; readonly learning: number },
): Counts {
  return { new: counts.new, learning: counts.learning, due: counts.review };
}

/** What an action is called on the buttons that take it back. */
export function verbWords(verb: string): string {
  const words: Readonly<Record<string, string>> = {
    answer: "answer",
    suspend: "suspending",
    unsuspend: "taking up again",
    bury: "burying",
    bury_note: "burying the note",
    unbury: "unburying",
    flag: "flag",
    set_due: "due date",
    reset: "reset",
  };
  return words[verb] ?? verb;
}

/** The four grades with what each would do. */
export function gradesView(previews: Readonly<Record<Rating, Outcome>>, now: number): readonly Grade[] {
  const labels = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" } as const;
  return RATINGS.map((rating) => ({
    rating,
    label: labels[rating],
    interval: formatInterval(previews[rating], now),
    spoken: spokenInterval(previews[rating], now),
  }));
}

function stageView(view: ReviewView): ReviewStage {
  const { stage } = view.state;
  const summary = (): SessionSummary => sessionSummary(view.state);
  switch (stage.kind) {
    case "card":
      return { kind: "card", card: cardView(stage.shown, view) };
    case "example":
      return {
        kind: "example",
        example: exampleView(stage.shown, stage.example, view.fence),
        go: addressOf(view.state.deck?.slug, { cardId: stage.shown.stored.cardId }),
      };
    case "pause":
      return { kind: "pause", goOn: addressOf(view.state.deck?.slug, { goOn: true }) };
    case "wait":
      return {
        kind: "wait",
        untilAt: stage.until,
        until: waitWords(stage.until - view.state.now.at),
        summary: summary(),
      };
    case "done":
      return { kind: "done", summary: summary() };
    default:
      return unreachable(stage);
  }
}

/** The address of the review of a deck, or of all. */
export function addressOf(
  deckSlug: string | undefined,
  { cardId, turn = false, goOn = false }: {
    readonly cardId?: number;
    readonly turn?: boolean;
    readonly goOn?: boolean;
  },
): string {
  const query = new URLSearchParams();
  if (deckSlug !== undefined) query.set("deck", deckSlug);
  if (cardId !== undefined) query.set("card", String(cardId));
  if (turn) query.set("turn", "1");
  if (goOn) query.set("again", "1");
  const text = query.toString();
  return text === "" ? "/review" : `/review?${text}`;
}

function exampleView({ stored }: ShownCard, example: Asked, fence: Fence): QuestionView {
  const { deck, note } = stored;
  const render = noteRenderer({ deckSlug: deck.slug, fence, noteTypeId: note.noteTypeId });
  return {
    ...questionView(example, { render, turned: true, withKey: true, given: undefined, verdict: undefined }),
    kicker: "Worked example: new to you",
  };
}

function cardView(shown: ShownCard, view: ReviewView): CardView {
  const { stored, asked, attempt } = shown;
  const render = noteRenderer({
    deckSlug: stored.deck.slug,
    fence: view.fence,
    noteTypeId: stored.note.noteTypeId,
  });
  const checked = attempt !== undefined && view.isFinal;
  const turned = checked || (view.turn && asked.judge === undefined);
  const hints = asked.hints ?? [];
  const typing = checked ? undefined : view.typing;
  return {
    ...questionView(asked, {
      render,
      turned,
      withKey: checked,
      given: typing?.given ?? attempt?.given,
      verdict: typing?.verdict ?? attempt?.verdict,
    }),
    echoes: (typing?.echoes ?? []).map(echoView),
    cardId: stored.cardId,
    noteId: stored.note.id,
    version: stored.memory.version,
    deck: { slug: stored.deck.slug, name: stored.deck.name },
    hints: hints.slice(0, attempt?.hints ?? 0).map(render.block),
    hintsLeft: Math.max(0, hints.length - (attempt?.hints ?? 0)),
    lead: turned || !isFirst(stored.memory) ? [] : (asked.lead ?? []).map(render.block),
    grades: gradesView(shown.previews, view.state.now.at),
    suggested: checked ? view.suggested : undefined,
    easyOffered: checked && view.easyOffered,
    flag: stored.memory.flag,
    tags: stored.note.tags,
    askedAt: attempt?.askedAt ?? view.askedAt ?? view.state.now.at,
    generator: asked.drawn?.generator,
    editAddress: editAddress(shown, view),
  };
}

/** One's own note is edited at once, and the review goes on with the same card; one that ships lies in a file. */
function editAddress({ stored }: ShownCard, { state }: ReviewView): string {
  if (stored.deck.origin === "shipped") return `/cards/${stored.cardId}#edit`;
  const back = addressOf(state.deck?.slug, { cardId: stored.cardId });
  return `/notes/${stored.note.id}/edit?${new URLSearchParams({ back })}`;
}
