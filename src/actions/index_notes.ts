/** Puts the text of notes into the index that searches use, a few at a time. */
import { countWaiting, indexNotes, waitingNotes } from "../store/note_texts.ts";
import type { Store } from "../store/open.ts";
import { htmlText } from "../text/html_text.ts";

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
  return (type === "anki" ? texts.map(htmlText) : texts).join("\n");
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}
