/** Models to draw pages from in tests. */
import { practice } from "../../src/actions/practice.ts";
import { present } from "../../src/base/invariant.ts";
import { practiceModel } from "../../src/pages/practice_model.ts";
import type { Assets } from "../../src/ui/assets.ts";
import type { CardView, Grade, HomeModel, PracticeModel, ReviewModel, Shell } from "../../src/ui/models.ts";

export const ASSETS: Assets = {
  boot: "/static/islands/boot-A.js",
  css: "/static/islands/app-A.css",
  icon: "/static/islands/icon-A.svg",
  preload: ["/static/islands/serif-A.woff2"],
  sprite: '<svg class="sprite"></svg>',
  islands: {
    practice: "/static/islands/practice-A.js",
    review: "/static/islands/review-A.js",
    deck_table: "/static/islands/deck_table-A.js",
    explore_softmax: "/static/islands/explore_softmax-A.js",
  },
};

export const SHELL: Shell = {
  theme: "dark",
  keys: true,
  userName: "ada",
  canSignOut: false,
  notice: undefined,
  undo: undefined,
};

export const GRADES: readonly Grade[] = [
  { rating: 1, label: "Again", interval: "<10 min", spoken: "in less than 10 minutes" },
  { rating: 2, label: "Hard", interval: "3 d", spoken: "in 3 days" },
  { rating: 3, label: "Good", interval: "8 d", spoken: "in 8 days" },
  { rating: 4, label: "Easy", interval: "19 d", spoken: "in 19 days" },
];

const CARD: CardView = {
  hints: [],
  hintsLeft: 0,
  lead: [],
  cardId: 12,
  noteId: 5,
  editAddress: "/cards/7#edit",
  version: 3,
  deck: { slug: "attention", name: "Attention" },
  kicker: undefined,
  face: "reveal",
  prompt: "<p>What does a softmax sum to?</p>",
  conventions: [],
  many: false,
  options: [],
  fields: [],
  turned: false,
  back: { answer: "<p>To one.</p>", steps: [], points: [], reasons: [], source: undefined },
  given: { chosen: [], typed: {} },
  echoes: [],
  verdict: undefined,
  grades: GRADES,
  suggested: undefined,
  easyOffered: false,
  flag: 0,
  tags: [],
  askedAt: 1_795_000_000_000,
  generator: undefined,
};

export function review(card: Partial<CardView> = {}, rest: Partial<ReviewModel> = {}): ReviewModel {
  return {
    deck: { slug: "attention", name: "Attention" },
    done: 12,
    counts: { new: 5, learning: 2, due: 16 },
    undo: "answer",
    redo: undefined,
    notice: undefined,
    keys: true,
    stage: { kind: "card", card: { ...CARD, ...card } },
    ...rest,
  };
}

const OPTIONS = ["a", "b", "c"].map((id) => ({ id, label: `<p>Option ${id}</p>` }));

export const TICKING: Partial<CardView> = { face: "options", many: true, options: OPTIONS, back: undefined };

export const TYPING: Partial<CardView> = {
  face: "fields",
  kicker: "Generated · numbers change each time",
  back: undefined,
  fields: [
    {
      id: "w",
      label: "<p>Weight</p>",
      name: "Weight",
      input: "number",
      shape: undefined,
      options: [],
      form: "3 decimals",
      unit: "ms",
    },
    {
      id: "W",
      label: "Scores",
      name: "Scores",
      input: "grid",
      shape: [2, 2],
      options: [],
      form: undefined,
      unit: undefined,
    },
    {
      id: "c",
      label: "Which?",
      name: "Which?",
      input: "choice",
      shape: undefined,
      options: OPTIONS,
      form: undefined,
      unit: undefined,
    },
    {
      id: "s",
      label: "Shape",
      name: "Shape",
      input: "grid",
      shape: undefined,
      options: [],
      form: undefined,
      unit: undefined,
    },
  ],
};

export const HOME: HomeModel = {
  decks: {
    rows: [
      {
        id: 1,
        slug: "attention",
        name: "Attention",
        depth: 0,
        counts: { new: 5, learning: 2, due: 16 },
        next: "now",
        toggle: { isOpen: true, address: "/?open=" },
      },
      {
        id: 2,
        slug: "lstm",
        name: "LSTM",
        depth: 1,
        counts: { new: 0, learning: 0, due: 0 },
        next: undefined,
        toggle: undefined,
      },
    ],
    total: 2,
    from: 0,
    earlier: undefined,
    later: undefined,
  },
  total: { new: 5, learning: 2, due: 16 },
  doneToday: 1,
  minutesToday: 2,
  year: [{ date: "2026-11-20", answers: 40 }, { date: "2026-11-21", answers: 1 }],
  today: "2026-11-21",
  streakDays: 2,
  undo: "answer",
  isEmpty: false,
  problems: [],
};

/** Softmax of the logits -1, 1, 0, as the server draws it. */
export const PRACTICE: PracticeModel = practiceModel(
  present(
    practice({ course: { kind: "generator", id: "softmax" }, level: 1, seed: 4 }),
    "the softmax of seed 4",
  ),
  { keys: true },
);
