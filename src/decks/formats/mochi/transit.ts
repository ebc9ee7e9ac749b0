/** Reads the values of Mochi's data.json: Transit in its verbose form, or plain JSON. */

const DEEPEST = 60;

/** Keywords as their names, instants as ms, lists and sets as arrays; undefined for what is nested absurdly deep. */
export function plainTransit(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map((item) => plainTransit(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && first[0].startsWith("~#")) {
    return plainTransit(first[1], depth + 1);
  }
  return new Map(entries.map(([key, item]) => [nameOf(key), plainTransit(item, depth + 1)]));
}

/** Transit's compact form puts maps into arrays, and later words into a cache. */
export function isCompact(value: unknown): boolean {
  return Array.isArray(value) && (value[0] === "^ " || value[0] === "~#'");
}

function plainText(text: string): unknown {
  if (!text.startsWith("~")) return text;
  const rest = text.slice(2);
  switch (text[1]) {
    case ":":
    case "$":
    case "u":
      return rest;
    case "m":
      return Number(rest);
    case "t":
      // Transit means a date in words; Mochi writes ms.
      return /^-?\d+$/.test(rest) ? Number(rest) : Date.parse(rest);
    case "i":
    case "d":
      return Number(rest);
    case "~":
    case "^":
      return text.slice(1);
    default:
      return text;
  }
}

function nameOf(key: string): string {
  return key.replace(/^~[:$]/, "");
}
