/** Reads the JSON that Anki keeps in its tables, where any part may be missing or of another type. */
import { holdsMoreValues } from "../../json_size.ts";
import { damaged, Unreadable } from "./unreadable.ts";

export interface JsonObject {
  readonly text: (key: string) => string;
  /** undefined where there is no finite number; numbers written as text count. */
  readonly number: (key: string) => number | undefined;
  readonly truth: (key: string) => boolean | undefined;
  readonly numbers: (key: string) => readonly number[] | undefined;
  /** Empty where there is no object. */
  readonly object: (key: string) => JsonObject;
  /** Objects of a list, or the values of an object. */
  readonly objects: (key: string) => readonly JsonObject[];
  readonly has: (key: string) => boolean;
}

/** Throws Unreadable on what is no JSON; `what` is what it is called then. */
export function readJson(text: string, what: string): JsonObject {
  return objectOf(parsed(text) ?? fail(what));
}

/** The JSON, or an object without anything where it cannot be read. */
export function readJsonLeniently(text: string): JsonObject {
  return text === "" || text === "{}" ? NOTHING : objectOf(parsed(text));
}

/** The values of a JSON object; throws Unreadable on anything else. */
export function readJsonValues(text: string, what: string): readonly JsonObject[] {
  const value = parsed(text);
  if (typeof value !== "object" || value === null) throw damaged(what);
  return Object.values(value).map(objectOf);
}

function fail(what: string): never {
  throw damaged(what);
}

/** Ten thousand decks take four million characters and 200,000 values; parsed, JSON takes many times its size. */
const MOST_CHARACTERS = 50_000_000;
const MOST_VALUES = 1_000_000;

/** undefined for what is no JSON. Throws Unreadable on far too much of it. */
export function parsed(text: string): unknown {
  if (text.length > MOST_CHARACTERS || holdsMoreValues(text, MOST_VALUES)) {
    throw new Unreadable(
      "The package lists more decks, note types, options or media than can be read: more than a million values",
      "Export its decks one by one.",
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function objectOf(value: unknown): JsonObject {
  const members = new Map<string, unknown>(
    typeof value === "object" && value !== null ? Object.entries(value) : [],
  );
  return {
    text: (key) => {
      const member = members.get(key);
      return typeof member === "string" ? member : "";
    },
    number: (key) => numberOf(members.get(key)),
    truth: (key) => {
      const member = members.get(key);
      return typeof member === "boolean" ? member : typeof member === "number" ? member !== 0 : undefined;
    },
    numbers: (key) => {
      const member = members.get(key);
      return Array.isArray(member)
        ? member.map(numberOf).filter((number) => number !== undefined)
        : undefined;
    },
    object: (key) => objectOf(members.get(key)),
    objects: (key) => {
      const member = members.get(key);
      return typeof member === "object" && member !== null ? Object.values(member).map(objectOf) : [];
    },
    has: (key) => members.has(key),
  };
}

const NOTHING = objectOf(undefined);

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
