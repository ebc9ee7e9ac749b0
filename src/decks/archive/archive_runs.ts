/** Looks through the imports and edits of an archive: what they changed is taken back as they say, so all of it is read. */
import { z } from "zod";
import { ROW_WORDS } from "../imports/review_remarks.ts";
import type { ArchiveRow, ArchiveRows, ArchiveTableName } from "./archive_tables.ts";

const number = z.int().positive();
const path = z.array(z.string());

const files = z.array(z.object({ name: z.string(), size: z.number() }));
const choicesOf = {
  import: z.object({
    choices: z.object({
      under: path,
      takeSchedules: z.boolean(),
      bothChanged: z.enum(["mine", "theirs"]),
      otherType: z.enum(["skip", "copy"]),
    }),
    table: z.record(z.string(), z.unknown()),
  }),
  edit: z.object({
    verb: z.enum(["write", "edit", "tag", "move", "replace", "delete"]),
    notes: z.int().nonnegative(),
  }),
} as const;
const place = z.object({});
const beginning = (row: z.ZodType) => z.object({ count: z.int().nonnegative(), first: z.array(row) });
/** What was told of the files; before lists could be paged through, problems stood alone. */
const told = {
  told: z.object({
    problems: beginning(z.object({ place })),
    formulas: beginning(
      z.object({ tex: z.string(), message: z.string(), where: z.string(), note: z.string(), place }),
    ),
    options: beginning(
      z.object({ preset: z.string(), option: z.string(), found: z.string(), becomes: z.string() }),
    ),
    reviews: beginning(z.object({
      reason: z.string().refine((reason) => Object.hasOwn(ROW_WORDS, reason)),
      count: z.int().nonnegative(),
      examples: z.array(z.object({ note: z.string(), card: z.string(), row: z.number() })),
    })),
    missing: beginning(z.object({ name: z.string(), place })),
    gone: beginning(z.object({ summary: z.string() })),
  }),
};
const planShown = {
  counts: z.object({ notes: z.record(z.string(), z.int()), media: z.record(z.string(), z.int()) }),
  decks: z.array(z.object({ path })),
  noteTypes: z.object({ added: path, changed: path }),
};
/** What the pages show of it; more may stand there. */
const summary = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("planned") }),
  z.object({
    kind: z.literal("refused"),
    refusals: z.array(
      z.object({
        file: z.string(),
        message: z.string(),
        mend: z.string(),
        problems: z.array(z.object({ place: z.object({}) })),
      }),
    ),
  }),
  z.object({
    kind: z.literal("done"),
    plan: z.union([
      z.object({ ...planShown, ...told }),
      z.object({ ...planShown, problems: z.array(z.object({ place })) }),
    ]),
    lostMedia: path,
  }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
  z.object({ kind: z.literal("undone"), removed: z.int(), restored: z.int(), kept: z.int() }),
]).nullable();

const run = z.discriminatedUnion("kind", [
  runOf(z.literal("import"), choicesOf.import),
  runOf(z.literal("edit"), choicesOf.edit),
]);

function runOf<Kind extends "import" | "edit">(kind: z.ZodLiteral<Kind>, choices: z.ZodType) {
  const state = z.enum(["done", "undone", "cancelled", "refused"]);
  return z.object({
    kind,
    state,
    files: json(files),
    choices: json(choices),
    summary: z.union([z.null(), json(summary)]),
  });
}

const noteType = z.object({ key: z.string(), name: z.string() });
const content = { type: z.string(), fields: json(z.record(z.string(), z.unknown())), tags: json(path) };
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const change = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("deck"),
    before: z.union([z.null(), json(z.strictObject({ retiredAt: z.int().nullable() }))]),
    after: z.null(),
  }),
  z.object({ kind: z.literal("note_added"), before: z.null(), after: z.null() }),
  z.object({
    kind: z.literal("note_changed"),
    before: json(z.object({
      ...content,
      deckId: number,
      noteTypeId: number.nullable(),
      summary: z.string(),
      position: z.int(),
      retiredAt: z.int().nullable(),
      cards: z.array(z.object({ id: number, deckId: number, label: z.string() })),
    })),
    after: z.union([
      z.null(),
      json(z.object({ ...content, id: number, deckId: number.optional(), noteTypeId: number.optional() })),
    ]),
  }),
  z.object({
    kind: z.literal("note_type_added"),
    before: z.null(),
    after: json(z.object({ key: z.string() })),
  }),
  z.object({ kind: z.literal("note_type_changed"), before: json(noteType), after: json(noteType) }),
  z.object({
    kind: z.literal("media"),
    before: json(z.strictObject({ hash: hash.nullable() })),
    after: json(z.strictObject({ name: z.string(), hash })),
  }),
  z.object({ kind: z.literal("preset"), before: z.null(), after: z.null() }),
]);

/** A sentence about the first run or change that cannot be, or that reaches beyond what is the person's own. */
export function runFault(rows: ArchiveRows): string | undefined {
  for (const [index, row] of rows.import_run.entries()) {
    const read = run.safeParse(row);
    if (!read.success) return `Row ${index + 1} of import_run cannot be read: ${faultOf(read.error)}`;
  }
  const known = knownRows(rows);
  for (const [index, row] of rows.import_change.entries()) {
    const read = change.safeParse(row);
    if (!read.success) return `Row ${index + 1} of import_change cannot be read: ${faultOf(read.error)}`;
    if (!namedRows(row, read.data).every(([table, id]) => known(table, id))) {
      return `Row ${index + 1} of import_change names a row that is not there, or that ships`;
    }
  }
  return undefined;
}

type Named = readonly [ArchiveTableName, ArchiveRow[string]];

function namedRows({ row_id: id = null }: ArchiveRow, read: z.infer<typeof change>): readonly Named[] {
  switch (read.kind) {
    case "deck":
    case "preset":
      return [[read.kind, id]];
    case "note_added":
      return [["note", id]];
    case "note_type_added":
    case "note_type_changed":
      return [["note_type", id]];
    case "media":
      return [];
    case "note_changed":
      return [
        ["note", id],
        ["deck", read.before.deckId],
        ...(read.before.noteTypeId === null ? [] : [["note_type", read.before.noteTypeId] satisfies Named]),
        ...read.before.cards.flatMap((card): Named[] => [["card", card.id], ["deck", card.deckId]]),
        ...(read.after === null ? [] : afterRows(read.after)),
      ];
  }
}

function afterRows(
  { id, deckId, noteTypeId }: {
    readonly id: number;
    readonly deckId?: number | undefined;
    readonly noteTypeId?: number | undefined;
  },
): readonly Named[] {
  return [
    ["note", id],
    ...(deckId === undefined ? [] : [["deck", deckId] satisfies Named]),
    ...(noteTypeId === undefined ? [] : [["note_type", noteTypeId] satisfies Named]),
  ];
}

/** Whether there is such a row, and it is no part of a deck that ships: those are everybody's. */
function knownRows(rows: ArchiveRows): (table: ArchiveTableName, id: ArchiveRow[string]) => boolean {
  const shipped = new Set(rows.deck.flatMap((row) => row["origin"] === "shipped" ? [row["id"]] : []));
  return (table, id) => {
    const row = typeof id === "number" ? rows[table][id - 1] : undefined;
    if (row === undefined) return false;
    const home = table === "deck" ? id : row["deck_id"];
    return !shipped.has(home ?? null);
  };
}

function json<T extends z.ZodType>(schema: T) {
  return z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue({ code: "custom", message: "no JSON" });
      return z.NEVER;
    }
  }).pipe(schema);
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
}
