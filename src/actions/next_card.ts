/** What the review page shows next for a deck, or for all decks together. */
import { unreachable } from "../base/invariant.ts";
import type { Asked } from "../decks/card_type.ts";
import { type Next, nextCard } from "../scheduling/queue.ts";
import type { Counts, Room } from "../scheduling/limits.ts";
import { retrievability } from "../scheduling/memory_model.ts";
import { DEFAULT_PRESET } from "../scheduling/preset.ts";
import type { Candidate, Preset } from "../scheduling/types.ts";
import { undoState } from "../scheduling/undo.ts";
import { type Candidates, candidates } from "../store/memories.ts";
import { actionsOfDay, type DoneAction, lastAnswered } from "../store/log.ts";
import type { Person } from "../store/people.ts";
import { type Coming, comingAfter } from "./coming.ts";
import type { Deps } from "./deps.ts";
import { showCard, type ShownCard } from "./shown_card.ts";
import { workedExample } from "./worked_example.ts";
import { familyOf, type Now, nowFor, type StudyDeck, type Studying, studying } from "./studying.ts";

/** Cards of each line and deck that are looked at: enough to pass over siblings and cards of one generator. */
const BOUND = { one: 60, least: 10, inAll: 150 } as const;

export interface ReviewRequest {
  /** undefined: all decks. */
  readonly deckSlug: string | undefined;
  /**
   * A card that the page asks for by itself, as after its worked example or after checking an answer; taken only if it
   * can still come today.
   */
  readonly cardId: number | undefined;
  /** Whether the learner chose to go on with the same kind of question. */
  readonly goOn: boolean;
}

export type ReviewStage =
  | { readonly kind: "card"; readonly shown: ShownCard }
  /** Before the first question of a skill: the same kind of question, worked out. */
  | { readonly kind: "example"; readonly shown: ShownCard; readonly example: Asked }
  | { readonly kind: "pause" }
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "done" };

export interface ReviewState {
  readonly person: Person;
  readonly now: Now;
  readonly deck: StudyDeck | undefined;
  readonly studying: Studying;
  /** The deck with those below it, or all. */
  readonly scope: readonly StudyDeck[];
  readonly counts: Counts;
  readonly undoable: DoneAction | undefined;
  readonly redoable: DoneAction | undefined;
  readonly actions: readonly DoneAction[];
  readonly stage: ReviewStage;
  /** What comes after today; looked up when nothing is left to show now. */
  readonly coming: Coming | undefined;
}

/** undefined when there is no such deck. */
export async function reviewState(
  deps: Deps,
  person: Person,
  request: ReviewRequest,
): Promise<ReviewState | undefined> {
  const now = nowFor(person, deps.now());
  const [all, actions] = await Promise.all([
    studying(deps.store, person, now),
    actionsOfDay(deps.store, person.id, now.today),
  ]);
  const deck = all.decks.find((candidate) => candidate.slug === request.deckSlug);
  if (request.deckSlug !== undefined && deck === undefined) return undefined;
  const { undoable, redoable } = undoState(
    actions.map(({ id, verb, targetId }) => ({ id, verb, target: targetId })),
  );
  const scope = scopeOf(all, deck);
  const stage = await stageOf(deps, person, { request, all, deck });
  const isOver = stage.kind === "wait" || stage.kind === "done";
  const actionOf = (id: number | undefined) => actions.find((action) => action.id === id);
  return {
    person,
    now,
    deck,
    studying: all,
    scope,
    counts: deck?.counts ?? all.total,
    undoable: actionOf(undoable),
    redoable: actionOf(redoable),
    actions,
    stage,
    coming: isOver ? await comingAfter(deps.store, person, { all, scope }) : undefined,
  };
}

interface Looking {
  readonly request: ReviewRequest;
  readonly all: Studying;
  readonly deck: StudyDeck | undefined;
}

async function stageOf(deps: Deps, person: Person, looking: Looking): Promise<ReviewStage> {
  const { now } = looking.all;
  if (looking.request.cardId !== undefined) {
    const shown = await showCard(deps, person, { cardId: looking.request.cardId, now });
    if (shown !== undefined && mayCome(shown, looking)) return { kind: "card", shown };
  }
  const next = await chooseNext(deps, person, looking);
  switch (next.kind) {
    case "card":
      return cardStage(deps, person, { cardId: next.candidate.cardId, now });
    case "pause":
      return looking.request.goOn
        ? cardStage(deps, person, { cardId: next.candidate.cardId, now })
        : { kind: "pause" };
    case "wait":
      return { kind: "wait", until: next.until };
    case "done":
      return { kind: "done" };
  }
}

async function cardStage(
  deps: Deps,
  person: Person,
  which: { readonly cardId: number; readonly now: Now },
): Promise<ReviewStage> {
  const shown = await showCard(deps, person, which);
  if (shown === undefined) return { kind: "done" };
  const example = workedExample(deps, person, shown);
  return example === undefined ? { kind: "card", shown } : { kind: "example", shown, example };
}

/** Whether a card that the page names is still to be answered: in the deck, not suspended or buried, and due. */
function mayCome({ stored }: ShownCard, { all, deck }: Looking): boolean {
  const { memory } = stored;
  const { at, today } = all.now;
  if (deck !== undefined && !familyOf(deck.id, all.decks).has(stored.deck.id)) return false;
  if (stored.retired || memory.suspended || (memory.burial !== undefined && memory.burial.untilDay > today)) {
    return false;
  }
  switch (memory.due.kind) {
    case "new":
      return true;
    case "time":
      return memory.due.at <= at + stored.preset.options.learnAheadMinutes * 60_000;
    case "day":
      return memory.due.day <= today;
    default:
      return unreachable(memory.due);
  }
}

function scopeOf(all: Studying, deck: StudyDeck | undefined): readonly StudyDeck[] {
  if (deck === undefined) return all.decks;
  const family = familyOf(deck.id, all.decks);
  return all.decks.filter(({ id }) => family.has(id));
}

async function chooseNext(deps: Deps, person: Person, { all, deck }: Looking): Promise<Next> {
  const decks = scopeOf(all, deck);
  const presets = new Map(decks.map(({ id, preset }) => [id, preset]));
  const remaining = new Map(decks.map(({ id, room }) => [id, room]));
  const leading = deck?.preset ?? decks[0]?.preset ?? DEFAULT_PRESET;
  const [lines, last] = await Promise.all([
    candidates(deps.store, {
      userId: person.id,
      today: all.now.today,
      bound: Math.max(BOUND.least, Math.min(BOUND.one, Math.ceil(BOUND.inAll / Math.max(1, decks.length)))),
      decks: decks.map(({ id, preset }) => ({ id, newOrder: preset.newOrder })),
    }),
    lastAnswered(deps.store, person.id),
  ]);
  const counts = deck?.counts ?? all.total;
  return nextCard({
    lines: { ...lines, review: inReviewOrder(lines.review, all.now, leading) },
    now: all.now.at,
    today: all.now.today,
    remaining,
    presets,
    mix: leading.mix,
    done: deck === undefined ? doneInAll(all) : all.done.get(deck.id) ?? { new: 0, review: 0 },
    left: counts,
    last,
  });
}

/** Reviews in the order that the deck's preset asks for; the store gives them by day, then shuffled. */
function inReviewOrder(reviews: Candidates["review"], now: Now, preset: Preset): Candidates["review"] {
  switch (preset.reviewOrder) {
    case "due":
      return reviews;
    case "random":
      return reviews.toSorted((a, b) => a.salt - b.salt);
    case "retrievability": {
      const recall = ({ stability = 1, lastDay = now.today }: Candidate) =>
        retrievability({ elapsedDays: now.today - lastDay, stability }, preset.parameters);
      return reviews.toSorted((a, b) => recall(a) - recall(b));
    }
    default:
      return unreachable(preset.reviewOrder);
  }
}

function doneInAll({ decks, done }: Studying): Room {
  const ids = new Set(decks.map((deck) => deck.id));
  return decks.filter(({ parentId }) => parentId === undefined || !ids.has(parentId))
    .map(({ id }) => done.get(id) ?? { new: 0, review: 0 })
    .reduce((sum, room) => ({ new: sum.new + room.new, review: sum.review + room.review }), {
      new: 0,
      review: 0,
    });
}
