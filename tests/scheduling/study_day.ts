/** A day of study played through queue, review, fold and limits, for the laws that only show in the whole. */
import { applyEntry } from "../../src/scheduling/fold.ts";
import {
  type DeckWaiting,
  doneToday,
  remainingCounts,
  remainingToday,
  type Room,
} from "../../src/scheduling/limits.ts";
import { nextCard, type QueueInput } from "../../src/scheduling/queue.ts";
import { answerEntry } from "../../src/scheduling/review.ts";
import { siblingsToBury } from "../../src/scheduling/siblings.ts";
import type { Candidate, Line, Memory, Preset, Rating } from "../../src/scheduling/types.ts";
import { contextOf, MORNING, TODAY } from "./cards.ts";

export interface StudyCard extends Pick<Candidate, "cardId" | "noteId" | "deckId" | "generator"> {
  readonly memory: Memory;
}

export interface StudyDeck {
  readonly deckId: number;
  readonly parentId: number | undefined;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

export interface Plan {
  readonly cards: readonly StudyCard[];
  /** The first is studied, with all below it. */
  readonly decks: readonly StudyDeck[];
  readonly preset: Preset;
  /** The answers as they come; after these all are Good, so that the day ends. */
  readonly ratings: readonly Rating[];
}

export interface Shown {
  readonly candidate: Candidate;
  readonly rating: Rating;
  /** Everything else that might have come instead, learning ahead included. */
  readonly others: readonly Candidate[];
  readonly afterPause: boolean;
}

export interface StudyDay {
  readonly shown: readonly Shown[];
  readonly pauses: number;
  /** Room at the beginning for the whole deck, and what was done by the end. */
  readonly promised: Room;
  readonly done: ReadonlyMap<number, Room>;
  /** What stood in the lines when the day was done, and the room that was left. */
  readonly rest: readonly Candidate[];
  readonly room: ReadonlyMap<number, Room>;
}

const SECONDS_A_CARD = 15;
const MOST_TURNS = 2000;

/** Throws when the day does not end. */
export function studyDay(plan: Plan): StudyDay {
  const memories = new Map(plan.cards.map((card) => [card.cardId, card.memory]));
  const work = new Map<number, { new: number; review: number }>(
    plan.decks.map((deck) => [deck.deckId, { new: 0, review: 0 }]),
  );
  const shown: Shown[] = [];
  let promised: Room | undefined;
  let now = MORNING;
  let last: QueueInput["last"];
  let pauses = 0;
  let afterPause = false;

  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const standing = plan.cards.flatMap((card) =>
      candidateOf(card, memories.get(card.cardId) ?? card.memory)
    );
    const decks = plan.decks.map((deck) => withWork(deck, { standing, done: work.get(deck.deckId) }));
    const input = inputOf(plan, { standing, decks, now, last });
    promised ??= input.left;
    const next = nextCard(input);
    if (next.kind === "done") {
      const room = remainingToday(decks);
      return { shown, pauses, promised, done: doneToday(decks), rest: standing, room };
    }
    if (next.kind === "wait") {
      now = next.until;
      continue;
    }
    if (next.kind === "pause") {
      pauses += 1;
      now += 60_000;
      last = undefined;
      afterPause = true;
      continue;
    }
    const { candidate } = next;
    const rating = plan.ratings[shown.length] ?? 3;
    const others = playable(input).filter((other) => other.cardId !== candidate.cardId);
    shown.push({ candidate, rating, others, afterPause });
    afterPause = false;
    const done = work.get(candidate.deckId);
    if (done !== undefined && candidate.line === "new") done.new += 1;
    if (done !== undefined && candidate.line === "review") done.review += 1;
    answer(plan, { candidate, rating, now, memories });
    last = candidate;
    now += SECONDS_A_CARD * 1000;
  }
  throw new Error(`The day did not end within ${MOST_TURNS} turns`);
}

function answer(
  { cards, preset }: Plan,
  { candidate, rating, now, memories }: {
    readonly candidate: Candidate;
    readonly rating: Rating;
    readonly now: number;
    readonly memories: Map<number, Memory>;
  },
): void {
  const before = memories.get(candidate.cardId);
  if (before === undefined) throw new Error(`no card ${candidate.cardId}`);
  const context = { ...contextOf(preset, now), fuzzSeed: candidate.cardId };
  const entry = answerEntry(before, rating, context);
  memories.set(candidate.cardId, applyEntry(before, entry, preset.parameters));

  const siblings = cards.filter((card) =>
    card.noteId === candidate.noteId && card.cardId !== candidate.cardId
  )
    .map((card) => {
      const [standing] = candidateOf(card, memories.get(card.cardId) ?? card.memory);
      return { cardId: card.cardId, line: standing?.line };
    });
  for (const cardId of siblingsToBury(candidate, { siblings, preset })) {
    const memory = memories.get(cardId);
    if (memory === undefined) continue;
    const burial = { kind: "bury", by: "sibling", untilDay: TODAY + 1 } as const;
    const bury = { seq: memory.version + 1, at: now, day: TODAY, ...burial };
    memories.set(cardId, applyEntry(memory, bury, preset.parameters));
  }
}

/** The card in its line, or nothing when it stands in none today. */
function candidateOf(card: StudyCard, memory: Memory): Candidate[] {
  const { phase, due, stability, lastDay } = memory;
  if (memory.suspended || (memory.burial !== undefined && memory.burial.untilDay > TODAY)) return [];
  const { cardId, noteId, deckId, generator } = card;
  const stand = (line: Line, at: number): Candidate[] => [
    { cardId, noteId, deckId, generator, line, due: at, salt: cardId, stability, lastDay },
  ];
  if (due.kind === "new") return stand("new", due.position);
  if (due.kind === "time") return stand("learning", due.at);
  return due.day > TODAY ? [] : stand(phase === "review" ? "review" : "day_learning", due.day);
}

function withWork(
  deck: StudyDeck,
  { standing, done }: { readonly standing: readonly Candidate[]; readonly done: Room | undefined },
): DeckWaiting {
  const own = standing.filter((card) => card.deckId === deck.deckId);
  const count = (line: Line) => own.filter((card) => card.line === line).length;
  const waiting = {
    new: count("new"),
    review: count("review"),
    learning: count("learning") + count("day_learning"),
  };
  return { ...deck, newDone: done?.new ?? 0, reviewsDone: done?.review ?? 0, waiting };
}

function inputOf(
  { preset, decks: [top] }: Plan,
  { standing, decks, now, last }: {
    readonly standing: readonly Candidate[];
    readonly decks: readonly DeckWaiting[];
    readonly now: number;
    readonly last: QueueInput["last"];
  },
): QueueInput {
  const of = (line: Line) =>
    standing.filter((card) => card.line === line).sort((a, b) => a.due - b.due || a.salt - b.salt);
  const left = remainingCounts(decks).get(top?.deckId ?? 0);
  const done = doneToday(decks).get(top?.deckId ?? 0);
  if (left === undefined || done === undefined) throw new Error("no deck to study");
  return {
    lines: {
      new: of("new"),
      learning: of("learning"),
      day_learning: of("day_learning"),
      review: of("review"),
    },
    now,
    today: TODAY,
    remaining: remainingToday(decks),
    presets: new Map(decks.map((deck) => [deck.deckId, preset])),
    mix: preset.mix,
    done,
    left,
    last,
  };
}

/** Told apart from the queue itself: whatever is due, or soon due, in a deck with room. */
function playable({ lines, now, remaining, presets }: QueueInput): Candidate[] {
  const room = (card: Candidate) => remaining.get(card.deckId) ?? { new: 0, review: 0 };
  return [
    ...lines.learning.filter((card) =>
      card.due <= now + (presets.get(card.deckId)?.learnAheadMinutes ?? 0) * 60_000
    ),
    ...lines.day_learning,
    ...lines.review.filter((card) => room(card).review > 0),
    ...lines.new.filter((card) => room(card).new > 0),
  ];
}
