/** The tables: what is stored, what the database itself refuses, and which index serves which question. */
import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

// Instants are integer ms UTC, days are counts since 1970-01-01, JSON is text. Deleting a person takes everything
// of theirs along; nothing else is ever deleted from the log (see the triggers in migrations/).

const instant = (name: string) => integer(name);
const flagOf = (name: string) => integer(name, { mode: "boolean" });

export const user = sqliteTable("user", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull(),
  passwordHash: text("password_hash"),
  zone: text("zone").notNull(),
  rolloverHour: integer("rollover_hour").notNull(),
  theme: text("theme", { enum: ["system", "light", "dark"] }).notNull(),
  keysEnabled: flagOf("keys_enabled").notNull(),
}, (t) => [
  // Signing in finds a person by name, whatever its case.
  uniqueIndex("user_name").on(sql`lower(${t.name})`),
  check("user_rollover_hour", sql`${t.rolloverHour} between 0 and 23`),
  check("user_theme", sql`${t.theme} in ('system', 'light', 'dark')`),
  check("user_keys_enabled", sql`${t.keysEnabled} in (0, 1)`),
]);

export const session = sqliteTable("session", {
  tokenHash: text("token_hash").primaryKey(),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
}, (t) => [
  // Signing out everywhere; clearing away what has expired.
  index("session_user").on(t.userId),
  index("session_expires").on(t.expiresAt),
]);

export const preset = sqliteTable("preset", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  options: text("options").notNull(),
}, (t) => [
  unique("preset_name").on(t.userId, t.name),
  check("preset_options", sql`json_valid(${t.options})`),
]);

export const deck = sqliteTable("deck", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  description: text("description").notNull(),
  parentId: integer("parent_id").references((): AnySQLiteColumn => deck.id, { onDelete: "set null" }),
  position: integer("position").notNull(),
  origin: text("origin", { enum: ["shipped", "own", "imported"] }).notNull(),
  ownerId: integer("owner_id").references(() => user.id, { onDelete: "cascade" }),
  contentHash: text("content_hash").notNull(),
  retiredAt: instant("retired_at"),
}, (t) => [
  // A deck by its address, and the decks of a person: one index for shipped decks, one for people's own.
  uniqueIndex("deck_shipped").on(t.slug).where(sql`${t.ownerId} is null`),
  uniqueIndex("deck_owned").on(t.ownerId, t.slug),
  index("deck_parent").on(t.parentId),
  check("deck_origin", sql`${t.origin} in ('shipped', 'own', 'imported')`),
  check("deck_owner_of", sql`(${t.origin} = 'shipped') = (${t.ownerId} is null)`),
]);

export const deckChoice = sqliteTable("deck_choice", {
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  deckId: integer("deck_id").notNull().references(() => deck.id, { onDelete: "cascade" }),
  presetId: integer("preset_id").notNull().references(() => preset.id, { onDelete: "cascade" }),
}, (t) => [
  primaryKey({ columns: [t.userId, t.deckId] }),
  index("deck_choice_deck").on(t.deckId),
  // The decks that use a preset.
  index("deck_choice_preset").on(t.presetId),
]);

/** Fields and templates of imported notes, as data. */
export const noteType = sqliteTable("note_type", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  key: text("key").notNull(),
  name: text("name").notNull(),
  definition: text("definition").notNull(),
  changedAt: instant("changed_at").notNull(),
}, (t) => [
  unique("note_type_key").on(t.userId, t.key),
  check("note_type_definition", sql`json_valid(${t.definition})`),
]);

export const note = sqliteTable("note", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  deckId: integer("deck_id").notNull().references(() => deck.id, { onDelete: "cascade" }),
  guid: text("guid").notNull(),
  type: text("type").notNull(),
  /** The note type that the fields follow; null for card types of our own. */
  noteTypeId: integer("note_type_id").references(() => noteType.id),
  fields: text("fields").notNull(),
  tags: text("tags").notNull(),
  source: text("source"),
  summary: text("summary").notNull(),
  position: integer("position").notNull(),
  changedAt: instant("changed_at").notNull(),
  createdAt: instant("created_at").notNull(),
  retiredAt: instant("retired_at"),
}, (t) => [
  unique("note_guid").on(t.deckId, t.guid),
  // Imports look notes up by guid, whatever their deck.
  index("note_guid_anywhere").on(t.guid),
  // A deck's page lists its notes in file order.
  index("note_position").on(t.deckId, t.position).where(sql`${t.retiredAt} is null`),
  // The notes of a note type.
  index("note_note_type").on(t.noteTypeId).where(sql`${t.noteTypeId} is not null`),
  check("note_fields", sql`json_valid(${t.fields})`),
  check("note_tags", sql`json_valid(${t.tags}) and json_type(${t.tags}) = 'array'`),
]);

/** A note as it was last imported: what a later import compares with, so that its person's own edits are seen. */
export const noteBase = sqliteTable("note_base", {
  noteId: integer("note_id").primaryKey().references(() => note.id, { onDelete: "cascade" }),
  modifiedAt: instant("modified_at"),
  type: text("type").notNull(),
  fields: text("fields").notNull(),
  tags: text("tags").notNull(),
  deckPath: text("deck_path").notNull(),
}, (t) => [
  check(
    "note_base_json",
    sql`json_valid(${t.fields}) and json_valid(${t.tags}) and json_valid(${t.deckPath})`,
  ),
]);

export const card = sqliteTable("card", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  noteId: integer("note_id").notNull().references(() => note.id, { onDelete: "cascade" }),
  deckId: integer("deck_id").notNull().references(() => deck.id, { onDelete: "cascade" }),
  side: text("side").notNull(),
  label: text("label").notNull(),
  generator: text("generator"),
  position: integer("position").notNull(),
  retiredAt: instant("retired_at"),
}, (t) => [
  unique("card_side").on(t.noteId, t.side),
  // Applying a deck goes over its cards.
  index("card_deck").on(t.deckId),
]);

/** What is known of a card for a person: the fold of its log, with what the waiting lines need beside it. */
export const memory = sqliteTable("memory", {
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  cardId: integer("card_id").notNull().references(() => card.id, { onDelete: "cascade" }),
  noteId: integer("note_id").notNull().references(() => note.id, { onDelete: "cascade" }),
  deckId: integer("deck_id").notNull().references(() => deck.id, { onDelete: "cascade" }),
  generator: text("generator"),
  phase: text("phase", { enum: ["new", "learning", "review", "relearning"] }).notNull(),
  step: integer("step").notNull(),
  /** 0 new, 1 learning, 2 day learning, 3 review; null stands in no line: suspended or retired. */
  line: integer("line"),
  dueKind: text("due_kind", { enum: ["new", "time", "day"] }).notNull(),
  /** Position, ms UTC or day, by `due_kind`. */
  due: integer("due").notNull(),
  stability: real("stability"),
  difficulty: real("difficulty"),
  intervalDays: integer("interval_days").notNull(),
  lastAt: instant("last_at"),
  lastDay: integer("last_day"),
  reviews: integer("reviews").notNull(),
  lapses: integer("lapses").notNull(),
  leech: flagOf("leech").notNull(),
  suspended: flagOf("suspended").notNull(),
  buriedUntil: integer("buried_until"),
  buriedBy: text("buried_by", { enum: ["hand", "sibling"] }),
  flag: integer("flag").notNull(),
  version: integer("version").notNull(),
  salt: integer("salt").notNull(),
  /** Place among the new cards that the fold of the log starts from. */
  position: integer("position").notNull(),
}, (t) => [
  primaryKey({ columns: [t.userId, t.cardId] }),
  // The waiting lines: counts, candidates and next due days of a deck. The last column spares counting the rows.
  index("memory_line").on(t.userId, t.deckId, t.line, t.due, t.salt, t.buriedUntil),
  // New cards in random order.
  index("memory_shuffled").on(t.userId, t.deckId, t.salt, t.buriedUntil).where(sql`${t.line} = 0`),
  // When buried cards of a deck come again.
  index("memory_buried").on(t.userId, t.deckId, t.buriedUntil).where(sql`${t.buriedUntil} is not null`),
  // Siblings.
  index("memory_note").on(t.noteId, t.userId),
  // Applying a deck changes the memories of its cards.
  index("memory_card").on(t.cardId),
  index("memory_deck").on(t.deckId),
  check("memory_phase", sql`${t.phase} in ('new', 'learning', 'review', 'relearning')`),
  check("memory_line_of", sql`${t.line} between 0 and 3`),
  check("memory_due_kind", sql`${t.dueKind} in ('new', 'time', 'day')`),
  check("memory_new", sql`(${t.phase} = 'new') = (${t.dueKind} = 'new')`),
  check("memory_suspended", sql`${t.suspended} in (0, 1) and (${t.suspended} = 0 or ${t.line} is null)`),
  check("memory_buried_by", sql`(${t.buriedUntil} is null) = (${t.buriedBy} is null)`),
  check("memory_buried_who", sql`${t.buriedBy} in ('hand', 'sibling')`),
  check("memory_stability", sql`${t.stability} > 0`),
  check("memory_difficulty", sql`${t.difficulty} between 1 and 10`),
  check("memory_last", sql`(${t.lastAt} is null) = (${t.lastDay} is null)`),
  check(
    "memory_counts",
    sql`${t.step} >= 0 and ${t.intervalDays} >= 0 and ${t.reviews} >= 0 and ${t.lapses} >= 0 and ${t.version} >= 0`,
  ),
  check("memory_whole", sql`typeof(${t.due}) = 'integer' and typeof(${t.intervalDays}) = 'integer'`),
  check("memory_leech", sql`${t.leech} in (0, 1)`),
  check("memory_flag", sql`${t.flag} between 0 and 7`),
]);

/** One thing that a person did; it may have changed several cards. */
export const action = sqliteTable("action", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  day: integer("day").notNull(),
  at: instant("at").notNull(),
  verb: text("verb").notNull(),
  deckId: integer("deck_id").references(() => deck.id, { onDelete: "cascade" }),
  cardId: integer("card_id").references(() => card.id, { onDelete: "cascade" }),
  /** The action that an undo or redo is about. */
  targetId: integer("target_id"),
}, (t) => [
  // What was done on a day, in order.
  index("action_day").on(t.userId, t.day),
  // The last answer of a person.
  index("action_verb").on(t.userId, t.verb),
  // Whether an action has been taken back.
  index("action_target").on(t.targetId).where(sql`${t.targetId} is not null`),
  index("action_deck").on(t.deckId),
  index("action_card").on(t.cardId),
  foreignKey({ columns: [t.targetId], foreignColumns: [t.id] }).onDelete("cascade"),
  check("action_target_of", sql`(${t.verb} in ('undo', 'redo')) = (${t.targetId} is not null)`),
]);

/** The log: append-only, the truth that memories are folded from. */
export const review = sqliteTable("review", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  cardId: integer("card_id").notNull(),
  seq: integer("seq").notNull(),
  actionId: integer("action_id").notNull().references(() => action.id, { onDelete: "cascade" }),
  kind: text("kind", {
    enum: [
      "answer",
      "suspend",
      "unsuspend",
      "unbury",
      "bury",
      "flag",
      "set_due",
      "reset",
      "import",
      "undo",
      "redo",
    ],
  }).notNull(),
  at: instant("at").notNull(),
  day: integer("day").notNull(),
  rating: integer("rating"),
  phase: text("phase", { enum: ["learning", "review", "relearning"] }),
  step: integer("step"),
  dueKind: text("due_kind", { enum: ["new", "time", "day"] }),
  due: integer("due"),
  intervalDays: integer("interval_days"),
  lapse: flagOf("lapse"),
  leechAction: text("leech_action", { enum: ["tag", "suspend"] }),
  buriedBy: text("buried_by", { enum: ["hand", "sibling"] }),
  untilDay: integer("until_day"),
  flag: integer("flag"),
  /** The seq that an undo takes back or a redo restores. */
  target: integer("target"),
  /** The waiting line that an answered card was taken from. */
  line: text("line", { enum: ["new", "learning", "day_learning", "review"] }),
  stability: real("stability"),
  difficulty: real("difficulty"),
  retrievability: real("retrievability"),
  tookMs: integer("took_ms"),
  /** From the showing of a checked question to its last check; `took_ms` runs on until it is graded. */
  answerMs: integer("answer_ms"),
  generator: text("generator"),
  generatorVersion: integer("generator_version"),
  level: integer("level"),
  seed: integer("seed"),
  params: text("params"),
  typed: text("typed"),
  verdict: text("verdict"),
  suggested: integer("suggested"),
  reason: text("reason"),
  /** The whole state that came with an import. */
  state: text("state"),
}, (t) => [
  // The log of a card; two writers of one place in it: the second is stale.
  unique("review_seq").on(t.userId, t.cardId, t.seq),
  // How long a person took for questions of a generator that were right at the first try.
  index("review_skill").on(t.userId, t.generator, t.level)
    .where(sql`${t.suggested} = 3 and ${t.answerMs} is not null`),
  // What an action changed.
  index("review_action").on(t.actionId),
  // No log without the memory that is folded from it.
  foreignKey({ columns: [t.userId, t.cardId], foreignColumns: [memory.userId, memory.cardId] })
    .onDelete("cascade"),
  check("review_whole", sql`typeof(${t.at}) = 'integer' and typeof(${t.day}) = 'integer'`),
  check("review_seq_from", sql`${t.seq} >= 1`),
  check(
    "review_kind",
    sql`${t.kind} in ('answer', 'suspend', 'unsuspend', 'unbury', 'bury', 'flag', 'set_due', 'reset', 'import', 'undo', 'redo')`,
  ),
  check(
    "review_answer",
    sql`(${t.kind} = 'answer') = (${t.rating} is not null and ${t.phase} is not null and ${t.step} is not null and ${t.lapse} is not null)`,
  ),
  check("review_rating", sql`${t.rating} between 1 and 4 and ${t.suggested} between 1 and 4`),
  check(
    "review_due",
    sql`(${t.kind} in ('answer', 'set_due', 'reset')) = (${t.due} is not null and ${t.dueKind} is not null)`,
  ),
  check("review_interval", sql`(${t.kind} in ('answer', 'set_due')) = (${t.intervalDays} is not null)`),
  check("review_bury", sql`(${t.kind} = 'bury') = (${t.buriedBy} is not null and ${t.untilDay} is not null)`),
  check("review_flag", sql`(${t.kind} = 'flag') = (${t.flag} is not null)`),
  check("review_flag_of", sql`${t.flag} between 0 and 7`),
  check(
    "review_state",
    sql`(${t.kind} = 'import') = (${t.state} is not null) and json_valid(coalesce(${t.state}, 'null'))`,
  ),
  check("review_target", sql`(${t.kind} in ('undo', 'redo')) = (${t.target} is not null)`),
  check("review_target_before", sql`${t.target} < ${t.seq}`),
  check(
    "review_drawn",
    sql`(${t.generator} is null) = (${t.params} is null) and (${t.generator} is null) = (${t.seed} is null)
      and (${t.generator} is null) = (${t.generatorVersion} is null) and (${t.generator} is null) = (${t.level} is null)`,
  ),
]);

/** A cache of the log by day and deck, for limits and the year's picture. */
export const studyDay = sqliteTable("study_day", {
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  day: integer("day").notNull(),
  deckId: integer("deck_id").notNull().references(() => deck.id, { onDelete: "cascade" }),
  answers: integer("answers").notNull(),
  newCards: integer("new_cards").notNull(),
  reviews: integer("reviews").notNull(),
  tookMs: integer("took_ms").notNull(),
}, (t) => [
  primaryKey({ columns: [t.userId, t.day, t.deckId] }),
  index("study_day_deck").on(t.deckId),
  check(
    "study_day_counts",
    sql`${t.answers} >= 0 and ${t.newCards} >= 0 and ${t.reviews} >= 0 and ${t.tookMs} >= 0`,
  ),
]);

/** The answer that was given to the card now shown, checked but not yet graded. */
export const attempt = sqliteTable("attempt", {
  userId: integer("user_id").notNull(),
  cardId: integer("card_id").notNull(),
  version: integer("version").notNull(),
  generator: text("generator"),
  generatorVersion: integer("generator_version"),
  level: integer("level"),
  seed: integer("seed"),
  params: text("params"),
  given: text("given").notNull(),
  verdict: text("verdict"),
  tries: integer("tries").notNull(),
  hints: integer("hints").notNull(),
  askedAt: instant("asked_at").notNull(),
  at: instant("at").notNull(),
}, (t) => [
  primaryKey({ columns: [t.userId, t.cardId] }),
  foreignKey({ columns: [t.userId, t.cardId], foreignColumns: [memory.userId, memory.cardId] })
    .onDelete("cascade"),
  check("attempt_given", sql`json_valid(${t.given}) and json_valid(coalesce(${t.verdict}, 'null'))`),
  check("attempt_counts", sql`${t.tries} >= 0 and ${t.hints} >= 0`),
  check(
    "attempt_drawn",
    sql`(${t.generator} is null) = (${t.params} is null) and (${t.generator} is null) = (${t.seed} is null)
      and (${t.generator} is null) = (${t.generatorVersion} is null) and (${t.generator} is null) = (${t.level} is null)`,
  ),
]);

/** Files that notes show or play, by content; the bytes lie in the data folder. */
export const media = sqliteTable("media", {
  /** SHA-256, hex. */
  hash: text("hash").primaryKey(),
  size: integer("size").notNull(),
  createdAt: instant("created_at").notNull(),
}, (t) => [check("media_hash", sql`length(${t.hash}) = 64`)]);

/** What a person's notes call a file. */
export const mediaName = sqliteTable("media_name", {
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  hash: text("hash").notNull().references(() => media.hash),
  createdAt: instant("created_at").notNull(),
}, (t) => [
  primaryKey({ columns: [t.userId, t.name] }),
  // Whether a file is still named by anybody.
  index("media_name_hash").on(t.hash),
]);

/** One import of a person, from the upload to its undoing; or an edit of notes, which goes the same way and back. */
export const importRun = sqliteTable("import_run", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => user.id, { onDelete: "cascade" }),
  /** The action that its log entries belong to; null until it is applied. */
  actionId: integer("action_id").references(() => action.id, { onDelete: "cascade" }),
  kind: text("kind", { enum: ["import", "edit"] }).notNull().default("import"),
  /** Name of the process that has it in hand; null where processes cannot be told apart. */
  process: text("process"),
  state: text("state", {
    enum: [
      "reading",
      "planned",
      "refused",
      "applying",
      "cancelling",
      "done",
      "cancelled",
      "undoing",
      "undone",
    ],
  }).notNull(),
  at: instant("at").notNull(),
  finishedAt: instant("finished_at"),
  /** What was uploaded: names and sizes. */
  files: text("files").notNull(),
  choices: text("choices").notNull(),
  /** Counts of the plan or the result, or why it was refused. */
  summary: text("summary"),
}, (t) => [
  // The imports of a person, newest first.
  index("import_run_user").on(t.userId, t.kind, t.id),
  // Which import an action belongs to.
  index("import_run_action").on(t.actionId),
  // What was under way when the program ended.
  index("import_run_open").on(t.state).where(sql`${t.state} in ('applying', 'cancelling', 'undoing')`),
  check(
    "import_run_state",
    sql`${t.state} in ('reading', 'planned', 'refused', 'applying', 'cancelling', 'done', 'cancelled', 'undoing', 'undone')`,
  ),
  check(
    "import_run_json",
    sql`json_valid(${t.files}) and json_valid(${t.choices}) and json_valid(coalesce(${t.summary}, 'null'))`,
  ),
]);

/** What an import did, piece by piece, with what was there before: the way back. */
export const importChange = sqliteTable("import_change", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  importId: integer("import_id").notNull().references(() => importRun.id, { onDelete: "cascade" }),
  kind: text("kind", {
    enum: ["deck", "note_added", "note_changed", "note_type_added", "note_type_changed", "media", "preset"],
  }).notNull(),
  /** Id of the deck, note, note type or preset; null for media. */
  rowId: integer("row_id"),
  before: text("before"),
  after: text("after"),
}, (t) => [
  index("import_change_import").on(t.importId, t.kind, t.id),
  check(
    "import_change_kind",
    sql`${t.kind} in ('deck', 'note_added', 'note_changed', 'note_type_added', 'note_type_changed', 'media', 'preset')`,
  ),
  check(
    "import_change_json",
    sql`json_valid(coalesce(${t.before}, 'null')) and json_valid(coalesce(${t.after}, 'null'))`,
  ),
]);

/** Settings of the whole instance. */
export const setting = sqliteTable("setting", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});
