/** Names of media inside the fields of notes: finds them, and puts other names in their place. */

/** Where HTML, Anki's sounds, style sheets and Markdown name a file; the name is the second group. */
const REFERENCES: readonly RegExp[] = [
  /(\[sound:)([^\]]+)(?=\])/g,
  /(\b(?:src|data|href|poster)\s*=\s*")([^"]+)(?=")/gi,
  /(\b(?:src|data|href|poster)\s*=\s*')([^']+)(?=')/gi,
  /(\b(?:src|data|href|poster)\s*=\s*)([^\s"'>][^\s>]*)/gi,
  /(\burl\(\s*["']?)([^"')]+?)(?=["']?\s*\))/gi,
  /(!\[[^\]]*\]\(\s*<?)([^)>\s]+)/g,
];

/**
 * The fields (JSON) with names replaced; the very same text where none of them occurs. A field that is nothing but a
 * name counts too: templates build pictures from such fields.
 */
export function withMediaNames(fields: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return fields;
  const value: unknown = JSON.parse(fields);
  const replaced = replaceIn(value, names);
  return replaced === value ? fields : JSON.stringify(replaced);
}

/** Names of files that a text may mean, NFC, in every spelling that newName() would know them by. */
export function mediaNamesIn(text: string): readonly string[] {
  const written = REFERENCES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[2] ?? ""));
  const names = [text.trim(), ...written].filter((name) => name !== "" && name.length <= LONGEST_NAME);
  return [
    ...new Set(names.flatMap((name) => {
      const plain = withoutEntities(name);
      return [name, plain, decodedAddress(plain)].map((spelling) => spelling.normalize("NFC"));
    })),
  ];
}

const LONGEST_NAME = 1000;

function replaceIn(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return replaceInText(value, names);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => replaceIn(item, names));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, item, replaceIn(item, names)] as const);
  return entries.some(([, before, after]) => before !== after)
    ? Object.fromEntries(entries.map(([key, , after]) => [key, after]))
    : value;
}

function replaceInText(text: string, names: ReadonlyMap<string, string>): string {
  const whole = names.get(text.trim().normalize("NFC"));
  if (whole !== undefined) return whole;
  return REFERENCES.reduce(
    (current, pattern) =>
      current.replace(
        pattern,
        (match, before: string, name: string) => {
          const other = newName(name, names);
          return other === undefined ? match : before + other;
        },
      ),
    text,
  );
}

/** Written as the old name was: plain, with entities, or as part of an address. */
function newName(written: string, names: ReadonlyMap<string, string>): string | undefined {
  const plain = names.get(written.normalize("NFC"));
  if (plain !== undefined) return plain;
  const text = withoutEntities(written);
  const escaped = names.get(text.normalize("NFC"));
  if (escaped !== undefined) return withEntities(escaped);
  const decoded = names.get(decodedAddress(text).normalize("NFC"));
  return decoded === undefined ? undefined : encodeURIComponent(decoded);
}

function decodedAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function withoutEntities(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll(
    "&gt;",
    ">",
  )
    .replaceAll("&amp;", "&");
}

function withEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
