/** Reads one term of a search: plain text, or one of Anki's words before a colon. */
import { misread, type RawTerm } from "./misread.ts";
import type { CardState, Comparison, Pattern, Property, Search } from "./terms.ts";

const STATES: readonly CardState[] = [
  "new",
  "learn",
  "review",
  "due",
  "suspended",
  "buried",
  "buried-manually",
  "buried-sibling",
  "leech",
];
const PROPERTIES: readonly Property[] = ["ivl", "due", "reps", "lapses", "pos", "s", "d", "r"];
const COMPARISONS: readonly Comparison[] = ["=", "!=", "<", ">", "<=", ">="];
const MOST_DAYS = 36_500;

type Read = (value: string, term: RawTerm) => Search;

const WORDS: Readonly<Record<string, Read>> = {
  re: (value, term) => regex(value, undefined, term),
  w: (value) => ({ kind: "text", pattern: patternOf(value), word: true }),
  nc: (value) => ({ kind: "text", pattern: patternOf(value), word: false }),
  tag: (value, term) =>
    value.toLowerCase() === "none" ? { kind: "untagged" } : { kind: "tag", pattern: someOf(value, term) },
  deck: (value, term) => ({ kind: "deck", pattern: someOf(value, term) }),
  note: (value, term) => ({ kind: "note", pattern: someOf(value, term) }),
  card: (value, term) => ({
    kind: "card",
    number: /^\d{1,4}$/.test(value) ? Number(value) : undefined,
    pattern: someOf(value, term),
  }),
  is: (value, term) => ({ kind: "is", state: oneOf(value.toLowerCase(), STATES, term) }),
  flag: (value, term) => ({ kind: "flag", flag: wholeOf(value, term, { least: 0, most: 7 }) }),
  prop: property,
  rated: rated,
  added: (value, term) => ({ kind: "added", days: daysOf(value, term) }),
  edited: (value, term) => ({ kind: "edited", days: daysOf(value, term) }),
  introduced: (value, term) => ({ kind: "introduced", days: daysOf(value, term) }),
  nid: (value, term) => ({ kind: "ids", of: "note", ids: idsOf(value, term) }),
  cid: (value, term) => ({ kind: "ids", of: "card", ids: idsOf(value, term) }),
  dupe: (value, term) => {
    if (value !== "") {
      throw misread(term, "“dupe:” stands alone here", "Write dupe: for all notes that others repeat.");
    }
    return { kind: "duplicates" };
  },
};

export function readTerm(term: RawTerm): Search {
  const colon = colonOf(term.text);
  if (colon < 0) return { kind: "text", pattern: patternOf(term.text), word: false };
  const word = term.text.slice(0, colon);
  const value = term.text.slice(colon + 1);
  if (word === "") {
    throw misread(term, "There is nothing before the colon", "Write \\: to search for a colon.");
  }
  const read = WORDS[word.toLowerCase()];
  if (read !== undefined) return read(value, term);
  if (value.startsWith("re:")) return regex(value.slice(3), patternOf(word), term);
  return { kind: "field", field: patternOf(word), pattern: patternOf(value) };
}

/** The first colon that is not escaped. */
function colonOf(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === ":") return at;
  }
  return -1;
}

/** `*` and `_` are wildcards unless a backslash stands before them. */
export function patternOf(text: string): Pattern {
  const parts: Pattern[number][] = [];
  let literal = "";
  const wild = (kind: "any" | "one") => {
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push({ wild: kind });
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\" && at + 1 < text.length) literal += text.charAt(++at);
    else if (char === "*") wild("any");
    else if (char === "_") wild("one");
    else literal += char;
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

function someOf(value: string, term: RawTerm): Pattern {
  if (value === "") throw misread(term, "There is nothing after the colon", "Say which.");
  return patternOf(value);
}

/** Patterns of SQLite's regexp: no look-around, no back-references, never slow. */
function regex(source: string, field: Pattern | undefined, term: RawTerm): Search {
  try {
    new RegExp(source, "u");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw misread(
      term,
      "This regular expression cannot be read",
      "Mend it; \\ makes a sign stand for itself.",
    );
  }
  const beyond = /\\[1-9]|\(\?.?|\\[pP]\{/.exec(source);
  if (beyond !== null) {
    throw misread(term, `A regular expression here knows no ${beyond[0]}`, "Write it without.");
  }
  return { kind: "regex", source, field };
}

function property(value: string, term: RawTerm): Search {
  const found = /^([a-z]+)(<=|>=|!=|=|<|>)(-?\d{1,9}(?:\.\d{1,9})?)$/i.exec(value);
  if (found === null) {
    throw misread(
      term,
      "“prop:” needs a name, a comparison and a number",
      "Such as prop:ivl>=10 or prop:r<0.9.",
    );
  }
  return {
    kind: "prop",
    property: oneOf((found[1] ?? "").toLowerCase(), PROPERTIES, term),
    comparison: oneOf(found[2] ?? "", COMPARISONS, term),
    value: Number(found[3]),
  };
}

function rated(value: string, term: RawTerm): Search {
  const [days = "", rating, ...rest] = value.split(":");
  if (rest.length > 0) {
    throw misread(term, "“rated:” takes days and one grade", "Such as rated:7 or rated:7:1.");
  }
  return {
    kind: "rated",
    days: daysOf(days, term),
    rating: rating === undefined ? undefined : wholeOf(rating, term, { least: 1, most: 4 }),
  };
}

function daysOf(value: string, term: RawTerm): number {
  return wholeOf(value, term, { least: 1, most: MOST_DAYS });
}

function wholeOf(
  value: string,
  term: RawTerm,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw misread(
    term,
    `${value === "" ? "Nothing" : `“${value}”`} is no number here`,
    `Give a whole number from ${least} to ${most}.`,
  );
}

function idsOf(value: string, term: RawTerm): number[] {
  if (!/^\d{1,15}(,\d{1,15})*$/.test(value)) {
    throw misread(term, "These are no ids", "Give numbers with commas between them.");
  }
  return value.split(",").map(Number);
}

function oneOf<T extends string>(value: string, known: readonly T[], term: RawTerm): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw misread(term, `“${value}” is not known here`, `Known are: ${known.join(", ")}.`);
}
