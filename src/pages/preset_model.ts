/** Makes the model of a page of scheduling options: each with its help, its bounds and what is wrong with it. */
import type { PresetProblem } from "../scheduling/preset.ts";
import type { PresetFieldName, PresetTexts } from "../scheduling/preset_text.ts";
import type { PresetField, PresetModel } from "../ui/models.ts";

interface Described {
  readonly label: string;
  readonly help: string;
  readonly input: PresetField["input"];
}

const number = (min: number, max: number, step = 1) => ({ kind: "number", min, max, step } as const);
const select = (...options: readonly (readonly [string, string])[]) => ({
  kind: "select" as const,
  options: options.map(([value, label]) => ({ value, label })),
});

const FIELDS: Readonly<Record<PresetFieldName, Described>> = {
  desiredRetention: {
    label: "Desired retention (%)",
    help: "The chance of recalling a card when it comes. Higher means more reviews; 90 suits most.",
    input: number(70, 99, 0.1),
  },
  newPerDay: {
    label: "New cards a day",
    help: "Each new card brings about ten reviews over the weeks that follow.",
    input: number(0, 9999),
  },
  reviewsPerDay: {
    label: "Reviews a day",
    help: "Cards beyond this wait for the next day.",
    input: number(0, 9999),
  },
  learningStepsMinutes: {
    label: "Learning steps",
    help: "How long a new card waits after each Good, such as 1m 10m. Empty: it goes straight to days.",
    input: { kind: "text" },
  },
  relearningStepsMinutes: {
    label: "Relearning steps",
    help: "The same for a card that was forgotten.",
    input: { kind: "text" },
  },
  learnAheadMinutes: {
    label: "Learn ahead (minutes)",
    help: "When nothing else is left, learning cards come up to this much early.",
    input: number(0, 1439),
  },
  maximumIntervalDays: {
    label: "Longest interval (days)",
    help: "No card stays away longer.",
    input: number(1, 36500),
  },
  newOrder: {
    label: "Order of new cards",
    help: "In the order of the deck, or shuffled.",
    input: select(["position", "as in the deck"], ["random", "shuffled"]),
  },
  reviewOrder: {
    label: "Order of reviews",
    help: "What comes first when there is more than one day can hold.",
    input: select(
      ["due", "longest due first"],
      ["retrievability", "most likely forgotten first"],
      ["random", "shuffled"],
    ),
  },
  mix: {
    label: "New cards and reviews",
    help: "How the two are mixed in a session.",
    input: select(["mixed", "mixed"], ["reviews_first", "reviews first"], ["new_first", "new cards first"]),
  },
  buryNewSiblings: {
    label: "Bury new siblings",
    help: "After one card of a note, its other new cards wait until tomorrow.",
    input: { kind: "check" },
  },
  buryReviewSiblings: {
    label: "Bury review siblings",
    help: "After one card of a note, its other reviews wait until tomorrow.",
    input: { kind: "check" },
  },
  buryLearningSiblings: {
    label: "Bury learning siblings",
    help: "The same for cards with learning steps of a day or more.",
    input: { kind: "check" },
  },
  leechThreshold: {
    label: "Leech threshold (lapses)",
    help: "A card forgotten this often is a leech: it wants rewriting more than reviewing. 0 is off.",
    input: number(0, 999),
  },
  leechAction: {
    label: "What happens to a leech",
    help: "Only marked, or suspended as well.",
    input: select(["tag", "mark it"], ["suspend", "mark and suspend it"]),
  },
  fuzz: {
    label: "Spread due dates",
    help: "Moves each interval a little, so that cards learnt together do not stay together.",
    input: { kind: "check" },
  },
};

export interface PresetPage {
  readonly id: number;
  readonly name: string;
  readonly texts: PresetTexts;
  readonly problems: readonly PresetProblem[];
  readonly usedBy: PresetModel["usedBy"];
}

export function presetModel({ id, name, texts, problems, usedBy }: PresetPage): PresetModel {
  const fields = Object.entries(FIELDS).map(([field, described]): PresetField => ({
    name: field,
    ...described,
    value: Object.entries(texts).find(([known]) => known === field)?.[1] ?? "",
    problem: problems.find((problem) => problem.field === field)?.message,
  }));
  return { id, name, fields, usedBy };
}
