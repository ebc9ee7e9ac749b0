/** Reads JSON text and says where it breaks, by line and column or by the path to a value. */
import { z } from "zod";
import { err, ok, type Result } from "../../../base/result.ts";
import type { Refusal } from "../../imports/collection.ts";
import { holdsMoreValues } from "../../json_size.ts";
import type { Complaint } from "../../source_text.ts";
import { utf8 } from "../markdown_file.ts";

const LARGEST = 100_000_000;
/** Two hundred thousand notes with their tags take half of it. */
const MOST_VALUES = 3_000_000;
const LONGEST_SEARCHED = 2_000_000;

/** Whether the bytes can only be JSON: an object or a list. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*(?:\{\s*["}]|\[\s*[[{\]])/.test(new TextDecoder().decode(bytes.subarray(0, 1000)));
}

export function parseJson(file: string, bytes: Uint8Array): Result<unknown, Refusal> {
  const refused = (message: string, mend: string, place: { line: number; column: number } | undefined) =>
    err({
      file,
      message,
      mend,
      problems: place === undefined
        ? []
        : [{ place: { file, ...place }, kind: "skipped" as const, message, expected: mend }],
    });
  if (bytes.length > LARGEST) {
    return refused("The JSON is larger than 100 MB", "Split it into several files.", undefined);
  }
  const text = utf8(bytes);
  if (text === undefined) {
    return refused("The file is not UTF-8 text", "Save it as UTF-8 and try again.", undefined);
  }
  if (holdsMoreValues(text, MOST_VALUES)) {
    const message = `The JSON holds more than ${MOST_VALUES / 1e6} million values`;
    return refused(message, "Split it into several files.", undefined);
  }
  const bare = text.replace(/^\uFEFF/, "");
  try {
    const value: unknown = JSON.parse(bare);
    return ok(value);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    const at = breaksAt(bare, error.message);
    if (at === undefined) return refused("The file is not valid JSON", "Export it again.", undefined);
    const before = bare.slice(0, at).split("\n");
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return refused(
      `The JSON breaks in line ${place.line}, column ${place.column}`,
      "Mend it there: a comma, quote or bracket is missing or too many.",
      place,
    );
  }
}

/** Where the text stops being the beginning of JSON. The engine says so for most mistakes, not for wrong signs. */
function breaksAt(text: string, message: string): number | undefined {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  if (message.startsWith("Unexpected end")) return text.length;
  if (text.length > LONGEST_SEARCHED) return undefined;
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (beginsJson(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function beginsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message.startsWith("Unexpected end") ||
      error.message.includes(`at position ${text.length} `);
  }
}

/** A value by its schema, or what is wrong with it, called by its path: `$.decks[0].notes[3].front`. */
export function readValue<T>(schema: z.ZodType<T>, value: unknown, path: string): Result<T, Complaint> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  const issue = read.error.issues[0];
  const inner = (issue?.path ?? []).map((step) =>
    typeof step === "number" ? `[${step}]` : `.${String(step)}`
  );
  const where = `${path}${inner.join("")}`.slice(0, 200);
  return err({ message: `\`${where}\` is not as expected`, expected: issue?.message ?? "another value" });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
