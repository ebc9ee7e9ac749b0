/** What is said between an import and the thread that reads its files: plain data, so that it can be handed over. */
import type { Clock } from "../../scheduling/day.ts";
import type { Preset } from "../../scheduling/types.ts";
import type { TableChoices, TableGuess } from "../format.ts";
import type { CollectedPreset, Refusal } from "./collection.ts";
import type {
  ImportChoices,
  PlanAgainst,
  PlanCounts,
  PlannableNote,
  PlannedDeck,
  PlannedMedia,
} from "./import_plan.ts";
import type { NoteType } from "./note_type.ts";
import type { NotesWanted } from "./plan.ts";
import type { PageAsked, PlanPage, ToldBeginnings } from "./plan_lists.ts";
import type { PreparedStep } from "./prepared.ts";
import type { Result } from "../../base/result.ts";

/** What was found in the files, before anything is compared. */
export interface ReadSummary {
  /** One line for the person: "Anki package, new format (schema 18)". */
  readonly title: string;
  readonly notes: number;
  readonly cards: number;
  readonly hasSchedules: boolean;
  /** Of the first table among the files; undefined when there is none. */
  readonly table: TableGuess | undefined;
}

export interface PlanSummary extends ReadSummary {
  readonly counts: PlanCounts;
  readonly decks: readonly Pick<PlannedDeck, "path" | "isNew">[];
  readonly noteTypes: { readonly added: readonly string[]; readonly changed: readonly string[] };
  readonly told: ToldBeginnings;
  /** Problems of which something is left out. */
  readonly skipped: number;
}

/** What a plan is carried out with: written before the first note. */
export interface PlanFrame {
  readonly decks: readonly PlannedDeck[];
  readonly noteTypes: { readonly add: readonly NoteType[]; readonly change: readonly NoteType[] };
  readonly presets: readonly CollectedPreset[];
  readonly media: readonly PlannedMedia[];
  readonly steps: number;
}

/** How schedules become logs. */
export interface HistoryContext {
  readonly clock: Clock;
  /** Instant (ms UTC) of the import. */
  readonly seen: number;
  /** Options of decks, by their paths. */
  readonly presets: readonly { readonly path: readonly string[]; readonly preset: Preset }[];
  /** Of all other decks. */
  readonly preset: Preset;
}

/** What a plan needs to say beforehand how options and histories are taken. */
export interface Reckoning {
  /** What options of a file are laid over. */
  readonly options: Preset;
  /** Instant (ms UTC) of the plan: answers after it come from a clock that was wrong. */
  readonly now: number;
}

/** Each question to the thread with its answer. */
export interface SessionCalls {
  /** Recognises and reads the files; may be asked again with other choices. */
  readonly read: { readonly ask: TableChoices; readonly answer: Result<ReadSummary, readonly Refusal[]> };
  readonly wanted: {
    readonly ask: Pick<PlanAgainst, "decks" | "noteTypes"> & { readonly choices: ImportChoices };
    readonly answer: NotesWanted;
  };
  /** Begins a plan: forgets what it was told of a person's notes. */
  readonly against: { readonly ask: Omit<PlanAgainst, "notes"> & Reckoning; readonly answer: undefined };
  readonly notes: { readonly ask: readonly PlannableNote[]; readonly answer: undefined };
  readonly plan: { readonly ask: ImportChoices; readonly answer: PlanSummary };
  /** Rows of any list of the plan. */
  readonly page: { readonly ask: PageAsked; readonly answer: PlanPage };
  readonly frame: { readonly ask: undefined; readonly answer: PlanFrame };
  readonly histories: { readonly ask: HistoryContext; readonly answer: undefined };
  readonly steps: {
    readonly ask: { readonly from: number; readonly count: number };
    readonly answer: readonly PreparedStep[];
  };
  /** By the indexes of planned files, copies; undefined where the bytes cannot be read. */
  readonly media: {
    readonly ask: readonly number[];
    readonly answer: readonly (Uint8Array<ArrayBuffer> | undefined)[];
  };
}

/** The files of one import, opened. Rejects when the thread fails or takes too long: then it is closed. */
export type ImportSession =
  & {
    readonly [Call in keyof SessionCalls]: (
      ask: SessionCalls[Call]["ask"],
    ) => Promise<SessionCalls[Call]["answer"]>;
  }
  & { readonly close: () => void };
