/** Archives as files: a zip of JSON lines for each table, and the media by their hash. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import type { Refusal } from "../imports/collection.ts";
import { isZip, readZip, type ZipEntry, type ZipLimits } from "../zip.ts";
import { type ZipFile, zipOf } from "../zip_writer.ts";
import { runFault } from "./archive_runs.ts";
import {
  ARCHIVE_TABLES,
  type ArchiveRow,
  type ArchiveRows,
  type ArchiveTable,
  type ArchiveTableName,
} from "./archive_tables.ts";

const ROWS_A_FILE = 10_000;
/** 2 brought imports and edits with their way back, and the time that answers took. */
const VERSION = 2;

const archiveHead = z.strictObject({
  format: z.literal("rehearsal-archive"),
  version: z.number(),
  /** ms UTC. */
  at: z.int(),
  settings: z.strictObject({
    zone: z.string().min(1).max(64),
    rolloverHour: z.int().min(0).max(23),
    theme: z.enum(["system", "light", "dark"]),
    keysEnabled: z.boolean(),
  }),
  rows: z.record(z.string(), z.int().nonnegative()),
});

export type ArchiveHead = z.infer<typeof archiveHead>;

export interface Archive {
  readonly at: number;
  readonly settings: ArchiveHead["settings"];
  readonly rows: ArchiveRows;
}

/** `read` gives the bytes behind a hash; those that are gone are left out. */
export async function* writeArchive(
  { at, settings, rows }: Archive,
  read: (hash: string) => Promise<Uint8Array | undefined>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const counts = Object.fromEntries(ARCHIVE_TABLES.map(({ name }) => [name, rows[name].length]));
  const head: ArchiveHead = { format: "rehearsal-archive", version: VERSION, at, settings, rows: counts };
  async function* files(): AsyncGenerator<ZipFile> {
    yield textFile("archive.json", JSON.stringify(head, undefined, 2));
    for (const { name } of ARCHIVE_TABLES) {
      for (let start = 0; start < rows[name].length; start += ROWS_A_FILE) {
        const lines = rows[name].slice(start, start + ROWS_A_FILE).map((row) => JSON.stringify(row));
        yield textFile(fileOf(name, start / ROWS_A_FILE), `${lines.join("\n")}\n`);
      }
    }
    for (const hash of new Set(rows.media_name.map((row) => String(row["hash"])))) {
      const bytes = await read(hash);
      if (bytes !== undefined) yield { name: `media/${hash}`, bytes, packs: false };
    }
  }
  yield* zipOf(files());
}

function fileOf(table: ArchiveTableName, number: number): string {
  return `tables/${table}-${String(number + 1).padStart(4, "0")}.jsonl`;
}

function textFile(name: string, text: string): ZipFile {
  return { name, bytes: new TextEncoder().encode(text), packs: true };
}

const LIMITS: ZipLimits = { entries: 65_000, entryBytes: 1_000_000_000, totalBytes: 4_000_000_000 };

export interface ReadArchive extends Archive {
  readonly media: readonly {
    readonly hash: string;
    readonly bytes: () => Uint8Array<ArrayBuffer> | undefined;
  }[];
}

/** Everything is checked before anything is taken: an archive is read whole or not at all. */
export function readArchive(file: string, bytes: Uint8Array<ArrayBuffer>): Result<ReadArchive, Refusal> {
  const refused = (message: string, mend: string) => err({ file, message, mend, problems: [] });
  if (!isZip(bytes)) return refused("The file is no archive", "Take the .zip that the page Export gave you.");
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) return refused(zip.error.message, zip.error.mend);
  const entries = new Map(zip.value.map((entry) => [entry.name, entry]));
  const found: unknown = parsed(textOf(entries.get("archive.json")));
  if (
    typeof found !== "object" || found === null || !("format" in found) ||
    found.format !== "rehearsal-archive"
  ) {
    return refused("The zip file is no archive of this program", "Decks and packages come in by Import.");
  }
  if ("version" in found && typeof found.version === "number" && found.version > VERSION) {
    return refused("The archive was made by a newer version of the program", "Update this one first.");
  }
  const head = archiveHead.safeParse(found);
  if (!head.success) return refused(`archive.json cannot be read: ${faultOf(head.error)}`, AGAIN);
  const rows = new Map<ArchiveTableName, readonly ArchiveRow[]>();
  for (const table of ARCHIVE_TABLES) {
    const read = readTable(table, entries, head.data);
    if (!read.ok) return refused(read.error, AGAIN);
    rows.set(table.name, read.value);
  }
  const of = (name: ArchiveTableName) => rows.get(name) ?? [];
  const all: ArchiveRows = {
    preset: of("preset"),
    note_type: of("note_type"),
    deck: of("deck"),
    deck_choice: of("deck_choice"),
    note: of("note"),
    note_base: of("note_base"),
    card: of("card"),
    memory: of("memory"),
    action: of("action"),
    review: of("review"),
    study_day: of("study_day"),
    attempt: of("attempt"),
    media_name: of("media_name"),
    import_run: of("import_run"),
    import_change: of("import_change"),
  };
  const fault = refFault(all) ?? logFault(all) ?? runFault(all);
  if (fault !== undefined) return refused(fault, AGAIN);
  const hashes = [...new Set(all.media_name.map((row) => String(row["hash"])))];
  return ok({
    at: head.data.at,
    settings: head.data.settings,
    rows: all,
    media: hashes.flatMap((hash) => {
      const entry = entries.get(`media/${hash}`);
      return entry === undefined ? [] : [{ hash, bytes: () => bytesOf(entry, hash) }];
    }),
  });
}

const AGAIN =
  "The archive is damaged or was changed. Download it again, and try that one; nothing was taken.";

function readTable(
  table: ArchiveTable,
  entries: ReadonlyMap<string, ZipEntry>,
  { version, rows: counts }: ArchiveHead,
): Result<readonly ArchiveRow[], string> {
  const schema = rowSchema(table, version);
  const count = counts[table.name] ?? 0;
  const rows: ArchiveRow[] = [];
  for (let number = 0; rows.length < count; number++) {
    const name = fileOf(table.name, number);
    const text = textOf(entries.get(name));
    if (text === undefined) return err(`${name} is missing`);
    for (const [line, json] of text.split("\n").entries()) {
      if (json === "") continue;
      const read = schema.safeParse(parsed(json));
      if (!read.success) return err(`Line ${line + 1} of ${name} cannot be read: ${faultOf(read.error)}`);
      if ("id" in table.columns && read.data["id"] !== rows.length + 1) {
        return err(`Line ${line + 1} of ${name} is out of order`);
      }
      rows.push(read.data);
    }
  }
  return rows.length === count
    ? ok(rows)
    : err(`There are ${rows.length} rows of ${table.name}, not ${count}`);
}

const KINDS = {
  int: z.int(),
  "int?": z.int().nullable(),
  text: z.string(),
  "text?": z.string().nullable(),
  "real?": z.number().nullable(),
} as const;

function rowSchema({ columns, added = {} }: ArchiveTable, version: number) {
  const shape = Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => {
      const isLater = (added[name] ?? 0) > version;
      return [name, isLater ? z.null().default(null) : KINDS[kind]];
    }),
  );
  return z.strictObject(shape).pipe(z.record(z.string(), z.union([z.number(), z.string(), z.null()])));
}

/** Rows that name rows which are not there. */
function refFault(rows: ArchiveRows): string | undefined {
  for (const { name, refs } of ARCHIVE_TABLES) {
    for (const [column, target] of Object.entries(refs)) {
      const most = rows[target].length;
      const wrong = rows[name].findIndex((row) => {
        const value = row[column];
        return typeof value === "number" && (value < 1 || value > most);
      });
      if (wrong >= 0) return `Row ${wrong + 1} of ${name} names a row of ${target} that is not there`;
    }
  }
  const hash = rows.media_name.find((row) => !/^[0-9a-f]{64}$/.test(String(row["hash"])));
  const deck = rows.deck.find((row) => !/^[a-z0-9-]{1,100}$/.test(String(row["slug"])));
  if (deck !== undefined) return `The deck ${deck["name"]} has no address`;
  return hash === undefined ? undefined : `The media file ${hash["name"]} has no SHA-256`;
}

/** The log is the truth: a memory that counts other entries than there are is not of this log. */
function logFault(rows: ArchiveRows): string | undefined {
  const entries = new Map<ArchiveRow[string], number>();
  for (const { card_id: card = null, seq = null } of rows.review) {
    const next = (entries.get(card) ?? 0) + 1;
    if (seq !== next) return `The log of card ${card} has a gap before entry ${seq}`;
    entries.set(card, next);
  }
  const wrong = rows.memory.find(({ card_id: card = null, version }) => version !== (entries.get(card) ?? 0));
  return wrong === undefined ? undefined : `The memory of card ${wrong["card_id"]} does not fit its log`;
}

function textOf(entry: ZipEntry | undefined): string | undefined {
  const bytes = entry?.bytes();
  return bytes?.ok === true ? new TextDecoder().decode(bytes.value) : undefined;
}

function bytesOf(entry: ZipEntry, hash: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = entry.bytes();
  if (!bytes.ok) return undefined;
  return createHash("sha256").update(bytes.value).digest("hex") === hash ? bytes.value : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
}
