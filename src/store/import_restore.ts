/** What a note becomes when the import that changed it is taken back: as it was, but for what was edited since. */

export interface ChangeRow {
  readonly id: number;
  readonly kind: "note_added" | "note_changed";
  readonly rowId: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

interface Content {
  readonly type: string;
  readonly fields: string;
  readonly tags: string;
  readonly source: string | null;
  readonly deckId: number;
}

/** As `rememberNotes` writes it. */
interface Before extends Content {
  readonly noteTypeId: number | null;
  readonly summary: string;
  readonly position: number;
  readonly retiredAt: number | null;
  readonly cards: readonly unknown[];
  readonly base: unknown;
}

export type RestoredNote = Before & {
  readonly id: number;
  /** 1 where what was imported last stays as it is: edits leave it alone. */
  readonly keepBase: 0 | 1;
};

/** Parts that are still as the import left them go back; parts that the person has edited since stay. */
export function restoredNote(row: ChangeRow, now: Content & { readonly id: number }): RestoredNote {
  const before: Before = JSON.parse(row.before ?? "{}");
  // Absent keys of a row are nulls of its columns; a note that was retired has no content of the import.
  const after: (Partial<Content> & { readonly base?: unknown }) | null = JSON.parse(row.after ?? "null");
  const keepBase = after?.base === undefined ? 1 : 0;
  if (after === null || now.type !== after.type) return { ...before, id: now.id, keepBase };
  return {
    ...before,
    id: now.id,
    keepBase,
    fields: restoredFields({ before: before.fields, after: after.fields ?? "", now: now.fields }),
    tags: now.tags === after.tags ? before.tags : now.tags,
    source: now.source === (after.source ?? null) ? before.source : now.source,
    deckId: now.deckId === (after.deckId ?? before.deckId) ? before.deckId : now.deckId,
  };
}

interface Versions {
  readonly before: string;
  readonly after: string;
  readonly now: string;
}

function restoredFields({ before, after, now }: Versions): string {
  if (now === after) return before;
  const was: Readonly<Record<string, unknown>> = JSON.parse(before);
  const imported: Readonly<Record<string, unknown>> = JSON.parse(after);
  const current: Readonly<Record<string, unknown>> = JSON.parse(now);
  const names = new Set([...Object.keys(was), ...Object.keys(current)]);
  const kept = [...names].flatMap((name) => {
    const untouched = JSON.stringify(current[name]) === JSON.stringify(imported[name]);
    const value = untouched ? was[name] : current[name];
    return value === undefined ? [] : [[name, value]];
  });
  return JSON.stringify(Object.fromEntries(kept));
}
