/** Writes decks as deck.md holds them: what is written reads as what it was. */
import { stringify } from "yaml";
import { cardTypeOf } from "../card_types.ts";
import type { ParsedDeck, ParsedNote } from "../note.ts";

export type WritableNote = Pick<ParsedNote, "id" | "type" | "tags" | "source" | "fields">;

/** The note as Markdown, from its heading on; undefined for notes of types that no deck file can hold. */
export function writeNote(note: WritableNote): string | undefined {
  const written = cardTypeOf(note.type).write(note.fields);
  if (written === undefined) return undefined;
  const settings = {
    type: note.type,
    ...(note.tags.length === 0 ? {} : { tags: note.tags }),
    ...(note.source === undefined ? {} : { source: note.source }),
    ...written.settings,
  };
  const list = Object.entries(settings).map(([key, value]) => `- ${key}: ${inlineYaml(value)}`).join("\n");
  return [
    `## ${note.id}`,
    "",
    list,
    "",
    ...written.parts.flatMap((part, index) => index === 0 ? [part] : ["", "---", "", part]),
  ]
    .join("\n").trimEnd() + "\n";
}

/** The whole file; notes that no deck file can hold are left out. */
export function writeDeck(
  deck: Pick<ParsedDeck, "slug" | "name" | "description" | "order"> & {
    readonly notes: readonly WritableNote[];
  },
): string {
  const { slug, name, description, order } = deck;
  const front = stringify({ deck: slug, name, description, order }, { lineWidth: 0 });
  const notes = deck.notes.flatMap((note) => writeNote(note) ?? []);
  return [`---\n${front}---\n`, ...notes].join("\n");
}

/** YAML on one line. */
export function inlineYaml(value: unknown): string {
  const text = stringify(value, {
    collectionStyle: "flow",
    lineWidth: 0,
    ...(typeof value === "string" && /[\n#]/.test(value)
      ? { defaultStringType: "QUOTE_DOUBLE" as const }
      : {}),
    doubleQuotedMinMultiLineLength: 100_000,
    flowCollectionPadding: false,
  });
  return text.trimEnd();
}
