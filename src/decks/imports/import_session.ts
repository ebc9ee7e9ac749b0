/** What is said between an import and the thread that reads its files: plain data, so that it can be handed over. */
import type { Clock } from "../../scheduling/day.ts";
import type { Preset } from "../../scheduling/types.ts";
import type { TableChoices, TableGuess } from "../format.ts";
import type { CollectedPreset, CollectionProblem, Place, Refusal } from "./collection.ts";
import type {
  GoneNote,
  ImportChoices,
  PlanAgainst,
  PlanCounts,
  PlannableNote,
  PlannedDeck,
  PlannedKind,
  PlannedMedia,
  PlannedNote,
} from "./import_plan.ts";
import type { NoteType } from "./note_type.ts";
import type { NotesWanted } from "./plan.ts";
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
  /** The first thousand, and how many there are. */
  readonly problems: readonly CollectionProblem[];
  readonly problemCount: number;
  /** The first two hundred, and how many there are. */
  readonly missingMedia: readonly { readonly name: string; readonly place: Place }[];
  readonly missingCount: number;
}

export interface PlanSummary extends ReadSummary {
  readonly counts: PlanCounts;
  readonly decks: readonly Pick<PlannedDeck, "path" | "isNew">[];
  readonly noteTypes: { readonly added: readonly string[]; readonly changed: readonly string[] };
  /** The first two hundred. */
  readonly gone: readonly GoneNote[];
}

/** Notes of one kind, or those with a field that the file and the person both changed, whatever becomes of them. */
export type PlannedList = PlannedKind | "both";

export interface PlannedPage {
  readonly notes: readonly PlannedNote[];
  /** Of this list in the whole plan. */
  readonly total: number;
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

/** Each question to the thread with its answer. */
export interface SessionCalls {
  /** Recognises and reads the files; may be asked again with other choices. */
  readonly read: { readonly ask: TableChoices; readonly answer: Result<ReadSummary, readonly Refusal[]> };
  readonly wanted: {
    readonly ask: Pick<PlanAgainst, "decks" | "noteTypes"> & { readonly choices: ImportChoices };
    readonly answer: NotesWanted;
  };
  /** Begins a plan: forgets what it was told of a person's notes. */
  readonly against: { readonly ask: Omit<PlanAgainst, "notes">; readonly answer: undefined };
  readonly notes: { readonly ask: readonly PlannableNote[]; readonly answer: undefined };
  readonly plan: { readonly ask: ImportChoices; readonly answer: PlanSummary };
  readonly page: {
    readonly ask: { readonly kind: PlannedList; readonly from: number; readonly count: number };
    readonly answer: PlannedPage;
  };
  readonly frame: { readonly ask: undefined; readonly answer: PlanFrame };
  readonly histories: { readonly ask: HistoryContext; readonly answer: undefined };
  readonly steps: {
    readonly ask: { readonly from: number; readonly count: number };
    readonly answer: readonly PreparedStep[];
  };
  /** By the index of a planned file; undefined when its bytes cannot be read. */
  readonly media: { readonly ask: number; readonly answer: Uint8Array<ArrayBuffer> | undefined };
}

/** The files of one import, opened. Rejects when the thread fails or takes too long: then it is closed. */
export type ImportSession =
  & {
    readonly [Call in keyof SessionCalls]: (
      ask: SessionCalls[Call]["ask"],
    ) => Promise<SessionCalls[Call]["answer"]>;
  }
  & { readonly close: () => void };
