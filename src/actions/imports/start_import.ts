/** Takes uploaded files in and begins to read them; nothing of the person's changes yet. */
import { err, ok, type Result } from "../../base/result.ts";
import { DEFAULT_CHOICES } from "../../decks/imports/import_plan.ts";
import { createImport, importsOf, type UploadedFile } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { type ImportDesk, inTurn, leaveDesk, liveImport } from "./desk.ts";
import { giveUp } from "./cancel_import.ts";
import type { ImportWishes } from "../../decks/imports/import_record.ts";
import { readImport } from "./read_import.ts";

export interface Upload {
  /** As the person calls it. */
  readonly name: string;
  /** In bytes, as the sender says. */
  readonly size: number;
  readonly content: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** The id of the import, or in a sentence why the files are not taken. */
export async function startImport(
  desk: ImportDesk,
  person: Person,
  { uploads, wishes = { choices: DEFAULT_CHOICES, table: {} } }: {
    readonly uploads: readonly Upload[];
    readonly wishes?: ImportWishes;
  },
): Promise<Result<number, string>> {
  const problem = await problemOf(desk, person, uploads);
  if (problem !== undefined) return err(problem);
  const files = uploads.map(({ name, size }): UploadedFile => ({ name: shortName(name), size }));
  const id = await createImport(desk.store, { userId: person.id, at: desk.now(), files, wishes });
  const live = liveImport(desk, person, id);
  const isKept = await keepAll(desk, id, uploads);
  if (!isKept) {
    await giveUp(desk, live);
    return err(tooLarge(desk));
  }
  void inTurn(live, () => readImport(desk, live, { run: { files, wishes }, reread: true }));
  return ok(id);
}

async function problemOf(
  desk: ImportDesk,
  person: Person,
  uploads: readonly Upload[],
): Promise<string | undefined> {
  const { limits } = desk;
  if (uploads.length === 0) return "No file was chosen. Choose one or more.";
  if (uploads.length > limits.files) {
    return `${uploads.length} files were chosen; at most ${limits.files} are taken at once.`;
  }
  if (uploads.reduce((sum, { size }) => sum + size, 0) > limits.bytes) return tooLarge(desk);
  const recent = await importsOf(desk.store, person.id, 100);
  const waiting = recent.filter(({ state }) => state === "reading" || state === "planned");
  return waiting.length < limits.waiting
    ? undefined
    : `${waiting.length} imports wait for you already. Carry one out or cancel one first.`;
}

function tooLarge({ limits }: ImportDesk): string {
  const most = Math.floor(limits.bytes / (1024 * 1024));
  return `The files are too large: at most ${most} MB are taken at once. Import them in parts.`;
}

/** Whether all files fit; a failure of the disk leaves nothing either. */
async function keepAll(desk: ImportDesk, importId: number, uploads: readonly Upload[]): Promise<boolean> {
  let room = desk.limits.bytes;
  try {
    for (const [file, { content }] of uploads.entries()) {
      const size = await desk.uploads.keep({ importId, file }, content, room);
      if (size === undefined) return false;
      room -= size;
    }
    return true;
  } catch (error) {
    const live = desk.live.get(importId);
    if (live !== undefined) await leaveDesk(desk, live);
    throw error;
  }
}

function shortName(name: string): string {
  const plain = name.split(/[/\\]/).at(-1)?.replace(/\p{Cc}/gu, "").normalize("NFC").trim() ?? "";
  return plain === "" ? "file" : plain.slice(-200);
}
