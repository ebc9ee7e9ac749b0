/** Puts the text of notes into the index that searches use, a few at a time. */
import { countWaiting, indexNotes, waitingNotes } from "../store/note_texts.ts";
import type { Store } from "../store/open.ts";

const NOTES_AT_ONCE = 40;

/** Indexes at most `most` of the notes that wait; says how many still do. */
export async function indexWaiting(store: Store, most: number): Promise<number> {
  for (let left = most; left > 0; left -= NOTES_AT_ONCE) {
    const notes = await waitingNotes(store, Math.min(left, NOTES_AT_ONCE));
    if (notes.length === 0) return 0;
    await indexNotes(
      store,
      notes.map(({ id, noteId, type, fields }) => ({ id, noteId, text: searchedText(type, fields) })),
    );
    await store.letOthersIn();
  }
  return await countWaiting(store);
}

/** All texts of the fields, one a line; tags of imported HTML are no text. */
export function searchedText(type: string, fields: string): string {
  const texts = leavesOf(JSON.parse(fields));
  return (type === "anki" ? texts.map(plainText) : texts).join("\n");
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function plainText(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<\/?(?:br|p|div|li|tr|td|th|h\d)\b[^>]*>/gi, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
      const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
    });
}
