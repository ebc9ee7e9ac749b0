/** Takes uploaded files in and begins to read them; nothing of the person's changes yet. */
import { err, ok, type Result } from "../../base/result.ts";
import { DEFAULT_CHOICES } from "../../decks/imports/import_plan.ts";
import { createImport, importsOf, type UploadedFile } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { type ImportDesk, inTurn, liveImport } from "./desk.ts";
import type { ImportWishes } from "../../decks/imports/import_record.ts";
import { readImport } from "./read_import.ts";
import type { Arrival } from "./uploads.ts";

export interface Upload {
  /** As the person calls it. */
  readonly name: string;
  /** To be read before the next upload is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

export type Uploads = Iterable<Upload> | AsyncIterable<Upload>;

/**
 * The id of the import, or in a sentence why the files are not taken. Whatever is refused, and a sender that goes away,
 * for which this throws what the uploads throw, leaves nothing behind.
 */
export async function startImport(
  desk: ImportDesk,
  person: Person,
  { uploads, wishes = { choices: DEFAULT_CHOICES, table: {} } }: {
    readonly uploads: Uploads;
    readonly wishes?: ImportWishes;
  },
): Promise<Result<number, string>> {
  const arrival = await desk.uploads.arrive();
  try {
    const arrived = await arrivedFiles(desk, uploads, { arrival, refusal: await queueProblem(desk, person) });
    if (!arrived.ok) return arrived;
    // Others may have arrived meanwhile.
    const refusal = await queueProblem(desk, person);
    if (refusal !== undefined) return err(refusal);
    const files = arrived.value;
    const id = await createImport(desk.store, { userId: person.id, at: desk.now(), files, wishes });
    // The program may end between these two: then reading says that the files are not here any more.
    await arrival.settle(id);
    const live = liveImport(desk, person, id);
    void inTurn(live, () => readImport(desk, live, { run: { files, wishes }, reread: true }));
    return ok(id);
  } finally {
    // Of what has settled nothing is left here.
    await arrival.leave();
  }
}

async function queueProblem({ store, limits }: ImportDesk, person: Person): Promise<string | undefined> {
  const recent = await importsOf(store, person.id, 100);
  const waiting = recent.filter(({ state }) => state === "reading" || state === "planned");
  return waiting.length < limits.waiting
    ? undefined
    : `${waiting.length} imports wait for you already. Carry one out or cancel one first.`;
}

/** Once there is a refusal the rest is passed over, to its end: who is still sending would not hear of it. */
async function arrivedFiles(
  { limits }: ImportDesk,
  uploads: Uploads,
  { arrival, refusal }: { readonly arrival: Arrival; readonly refusal: string | undefined },
): Promise<Result<readonly UploadedFile[], string>> {
  const files: UploadedFile[] = [];
  let room = limits.bytes;
  let chosen = 0;
  let isTooLarge = false;
  for await (const { name, content } of uploads) {
    chosen++;
    if (refusal !== undefined || isTooLarge || files.length >= limits.files) continue;
    const size = await arrival.keep(files.length, content, room);
    if (size === undefined) isTooLarge = true;
    // A form in which no file was chosen sends one without name and content.
    else if (size === 0 && name === "") chosen--;
    else files.push({ name: shortName(name), size });
    room -= size ?? 0;
  }
  if (chosen === 0) return err("No file was chosen. Choose one or more.");
  if (chosen > limits.files) {
    return err(`${chosen} files were chosen; at most ${limits.files} are taken at once.`);
  }
  if (isTooLarge) {
    const most = Math.floor(limits.bytes / (1024 * 1024));
    return err(`The files are too large: at most ${most} MB are taken at once. Import them in parts.`);
  }
  return refusal === undefined ? ok(files) : err(refusal);
}

function shortName(name: string): string {
  const plain = name.split(/[/\\]/).at(-1)?.replace(/\p{Cc}/gu, "").normalize("NFC").trim() ?? "";
  return plain === "" ? "file" : plain.slice(-200);
}
