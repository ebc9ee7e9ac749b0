/** Reads the lines that Anki puts in front of its text exports: `#key:value`, and `tags:` of old. */

export interface AnkiHeaders {
  readonly separator: string | undefined;
  readonly html: boolean | undefined;
  readonly tags: readonly string[];
  /** Names of the columns, not cut yet: the separator may follow. */
  readonly columns: string | undefined;
  readonly notetype: string | undefined;
  readonly deck: string | undefined;
  /** Columns from 1; undefined where there is none. */
  readonly notetypeColumn: number | undefined;
  readonly deckColumn: number | undefined;
  readonly tagsColumn: number | undefined;
  readonly guidColumn: number | undefined;
  readonly ifMatches: "update current" | "keep current" | "keep both";
  readonly matchScope: "notetype" | "notetype + deck";
}

const KEYS = [
  "separator",
  "html",
  "tags",
  "columns",
  "notetype",
  "deck",
  "notetype column",
  "deck column",
  "tags column",
  "guid column",
  "if matches",
  "match scope",
];

/** Source: ankitects/anki, rslib/src/import_export/text/csv/metadata.rs. */
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["pipe", "|"],
  ["semicolon", ";"],
  ["colon", ":"],
  ["comma", ","],
  ["space", " "],
]);

const MOST_COMMENTS = 100;

/** Whether the text begins as Anki's text files do: with a header, or a comment above rows that tabs separate. */
export function beginsLikeAnki(text: string): boolean {
  if (/^tags:[^\n]*\n[^\n]*[\t;,|]/.test(text)) return true;
  const lines = leadingComments(text);
  if (lines.some((line) => KEYS.includes(pairOf(line)?.key ?? ""))) return true;
  const first = text.split("\n", lines.length + 1)[lines.length] ?? "";
  return lines.length > 0 && first.includes("\t");
}

export function readAnkiHeaders(text: string): AnkiHeaders {
  const old = /^tags:([^\n]*)/.exec(text)?.[1];
  const pairs = leadingComments(old === undefined ? text : text.slice(text.indexOf("\n") + 1))
    .flatMap((line) => pairOf(line) ?? []);
  const values = new Map(pairs.map(({ key, value }) => [key, value]));
  const words = (key: string) => values.get(key)?.trim() || undefined;
  const column = (key: string) => {
    const value = words(key);
    return value !== undefined && /^[1-9]\d{0,2}$/.test(value) ? Number(value) : undefined;
  };
  const html = words("html")?.toLowerCase();
  const matches = words("if matches")?.toLowerCase();
  const scope = words("match scope")?.toLowerCase().replace(/\s*\+\s*/, " + ");
  return {
    separator: separatorOf(values.get("separator")),
    html: html === "true" ? true : html === "false" ? false : undefined,
    tags: (values.get("tags") ?? old ?? "").split(/\s+/).filter((tag) => tag !== ""),
    columns: values.get("columns") || undefined,
    notetype: words("notetype"),
    deck: words("deck"),
    notetypeColumn: column("notetype column"),
    deckColumn: column("deck column"),
    tagsColumn: column("tags column"),
    guidColumn: column("guid column"),
    ifMatches: matches === "keep current" || matches === "keep both" ? matches : "update current",
    matchScope: scope === "notetype + deck" ? scope : "notetype",
  };
}

/** The old line of tags is no row: it is emptied, so that lines keep their numbers. */
export function withoutTagsLine(text: string): string {
  return text.replace(/^tags:[^\n]*/, "");
}

function leadingComments(text: string): readonly string[] {
  const lines = text.split("\n", MOST_COMMENTS);
  const end = lines.findIndex((line) => !line.startsWith("#"));
  return lines.slice(0, end < 0 ? lines.length : end);
}

function pairOf(line: string): { readonly key: string; readonly value: string } | undefined {
  const [, key, value] = /^#([^:]*):(.*)$/.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : { key: key.trim().toLowerCase(), value };
}

function separatorOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return SEPARATORS.get(value.trim().toLowerCase()) ??
    [...SEPARATORS.values()].find((sign) => sign === value);
}
