/** Turns what only Obsidian reads into Markdown, deletions and schedules of ours. */
import type { CollectedHistory } from "../../imports/collection.ts";
import { deletion } from "../markdown_notes/add_note.ts";
import type { ObsidianCard } from "./parse.ts";

/** Links to other notes become their words, highlights strong text. */
export function plainMarkdown(markdown: string): string {
  return withoutLinks(markdown).replace(/==([^=\n]+)==/g, "**$1**");
}

/** `==text==`, with `^[hint]` and groups `[^1]`, as numbered deletions; undefined where one cannot be written. */
export function withDeletions(markdown: string): string | undefined {
  const marks = /==([^=\s](?:[^\n]*?[^=])??)==(?:\^\[([^\]\n]+)\])?(?:\[\^(\d{1,2})\])?/g;
  let count = 0;
  let isWhole = true;
  const out = withoutLinks(markdown).replace(
    marks,
    (_, text: string, hint: string | undefined, group: string | undefined) => {
      count += 1;
      const number = group === undefined ? count : Number(group);
      const written = deletion(number, text, hint?.replaceAll("::", ":"));
      isWhole &&= written !== undefined;
      return written ?? "";
    },
  );
  return isWhole ? out : undefined;
}

/** What a cloze card is known by: its text, whatever is hidden. */
export function withoutMarks(markdown: string): string {
  return markdown.replaceAll("==", "").replace(/\^\[[^\]\n]*\]|\[\^\d{1,2}\]/g, "");
}

export function historyOf(schedule: ObsidianCard["schedules"][number]): CollectedHistory | undefined {
  if (schedule === undefined || schedule === "unreadable") return undefined;
  const { dueDay, intervalDays, ease } = schedule;
  return {
    state: {
      type: 2,
      queue: 2,
      due: dueDay,
      originalDue: 0,
      isFiltered: false,
      intervalDays,
      factor: ease * 10,
      reps: 1,
      lapses: 0,
      stepsLeft: 0,
      stability: undefined,
      difficulty: undefined,
      lastReviewAt: undefined,
      // Days are counted from 1970 on, in dates without a zone.
      collectionMadeAt: 12 * 3600,
      collectionWestOffset: 0,
    },
    reviews: [],
  };
}

function withoutLinks(markdown: string): string {
  return markdown.replace(
    /!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]/g,
    (_, page: string, label: string | undefined) => label ?? page,
  );
}
