/** What an archive holds, table by table: columns with their kinds, and which of them name a row of another table. */

export type ColumnKind = "int" | "int?" | "text" | "text?" | "real?";

export interface ArchiveTable {
  readonly name: ArchiveTableName;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** Columns that hold the number of a row of another table. */
  readonly refs: Readonly<Record<string, ArchiveTableName>>;
  /** Columns that older archives do not have, with the version that they came with; they are null there. */
  readonly added?: Readonly<Record<string, number>>;
}

export type ArchiveTableName =
  | "preset"
  | "note_type"
  | "deck"
  | "deck_choice"
  | "note"
  | "note_base"
  | "card"
  | "memory"
  | "action"
  | "review"
  | "study_day"
  | "attempt"
  | "media_name"
  | "import_run"
  | "import_change";

/** Rows as they are stored; numbers of rows are counted from 1 in each table. */
export type ArchiveRow = Readonly<Record<string, number | string | null>>;

export type ArchiveRows = Readonly<Record<ArchiveTableName, readonly ArchiveRow[]>>;

const DRAWN = {
  generator: "text?",
  generator_version: "int?",
  level: "int?",
  seed: "int?",
  params: "text?",
} as const;

/** Tables before those that refer to them. */
export const ARCHIVE_TABLES: readonly ArchiveTable[] = [
  { name: "preset", columns: { id: "int", name: "text", options: "text" }, refs: {} },
  {
    name: "note_type",
    columns: { id: "int", key: "text", name: "text", definition: "text", changed_at: "int" },
    refs: {},
  },
  {
    name: "deck",
    columns: {
      id: "int",
      slug: "text",
      name: "text",
      description: "text",
      parent_id: "int?",
      position: "int",
      origin: "text",
      content_hash: "text",
      retired_at: "int?",
    },
    refs: { parent_id: "deck" },
  },
  {
    name: "deck_choice",
    columns: { deck_id: "int", preset_id: "int" },
    refs: { deck_id: "deck", preset_id: "preset" },
  },
  {
    name: "note",
    columns: {
      id: "int",
      deck_id: "int",
      guid: "text",
      type: "text",
      note_type_id: "int?",
      fields: "text",
      tags: "text",
      source: "text?",
      summary: "text",
      position: "int",
      changed_at: "int",
      created_at: "int",
      retired_at: "int?",
    },
    refs: { deck_id: "deck", note_type_id: "note_type" },
  },
  {
    name: "note_base",
    columns: {
      note_id: "int",
      modified_at: "int?",
      type: "text",
      fields: "text",
      tags: "text",
      deck_path: "text",
    },
    refs: { note_id: "note" },
  },
  {
    name: "card",
    columns: {
      id: "int",
      note_id: "int",
      deck_id: "int",
      side: "text",
      label: "text",
      generator: "text?",
      position: "int",
      retired_at: "int?",
    },
    refs: { note_id: "note", deck_id: "deck" },
  },
  {
    name: "memory",
    columns: {
      card_id: "int",
      note_id: "int",
      deck_id: "int",
      generator: "text?",
      phase: "text",
      step: "int",
      line: "int?",
      due_kind: "text",
      due: "int",
      stability: "real?",
      difficulty: "real?",
      interval_days: "int",
      last_at: "int?",
      last_day: "int?",
      reviews: "int",
      lapses: "int",
      leech: "int",
      suspended: "int",
      buried_until: "int?",
      buried_by: "text?",
      flag: "int",
      version: "int",
      salt: "int",
      position: "int",
    },
    refs: { card_id: "card", note_id: "note", deck_id: "deck" },
  },
  {
    name: "action",
    columns: {
      id: "int",
      day: "int",
      at: "int",
      verb: "text",
      deck_id: "int?",
      card_id: "int?",
      target_id: "int?",
    },
    refs: { deck_id: "deck", card_id: "card", target_id: "action" },
  },
  {
    name: "review",
    columns: {
      card_id: "int",
      seq: "int",
      action_id: "int",
      kind: "text",
      at: "int",
      day: "int",
      rating: "int?",
      phase: "text?",
      step: "int?",
      due_kind: "text?",
      due: "int?",
      interval_days: "int?",
      lapse: "int?",
      leech_action: "text?",
      buried_by: "text?",
      until_day: "int?",
      flag: "int?",
      target: "int?",
      line: "text?",
      stability: "real?",
      difficulty: "real?",
      retrievability: "real?",
      took_ms: "int?",
      answer_ms: "int?",
      ...DRAWN,
      typed: "text?",
      verdict: "text?",
      suggested: "int?",
      reason: "text?",
      state: "text?",
    },
    refs: { card_id: "card", action_id: "action" },
    added: { answer_ms: 2 },
  },
  {
    name: "study_day",
    columns: { day: "int", deck_id: "int", answers: "int", new_cards: "int", reviews: "int", took_ms: "int" },
    refs: { deck_id: "deck" },
  },
  {
    name: "attempt",
    columns: {
      card_id: "int",
      version: "int",
      ...DRAWN,
      given: "text",
      verdict: "text?",
      tries: "int",
      hints: "int",
      asked_at: "int",
      at: "int",
    },
    refs: { card_id: "card" },
  },
  {
    name: "media_name",
    columns: { name: "text", hash: "text", size: "int", created_at: "int" },
    refs: {},
  },
  {
    // Only what is over: the uploads of imports that wait are not kept here, and without them nothing can come of those.
    // While one is being carried out or undone no archive is made at all, since half of it would be in there.
    name: "import_run",
    columns: {
      id: "int",
      action_id: "int?",
      kind: "text",
      state: "text",
      at: "int",
      finished_at: "int?",
      files: "text",
      choices: "text",
      summary: "text?",
    },
    refs: { action_id: "action" },
  },
  {
    // Its row_id, and the ids within its JSON, are numbers of rows too: which table they are of hangs on its kind.
    name: "import_change",
    columns: { id: "int", import_id: "int", kind: "text", row_id: "int?", before: "text?", after: "text?" },
    refs: { import_id: "import_run" },
  },
];
