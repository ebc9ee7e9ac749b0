/** Makes the model of the page of files: one list, a page of it. */
import type { MediaSurvey } from "../actions/media_survey.ts";
import { mediaUrl } from "../text/media_url.ts";
import { countOf } from "../ui/words.ts";
import type { DeleteMediaModel, MediaList, MediaModel, MediaRow } from "./media.tsx";

const ROWS = 100;
/** Names of one's own are found under any deck; this is no deck's address. */
const BASE = "/media/-/";
/** Shown and deleted at once. */
const MOST_DELETED = 2000;

interface Asked {
  readonly list: MediaList;
  readonly from: number;
  readonly problem: string | undefined;
  /** Whether a name is that of a picture that can be shown. */
  readonly isPicture: (name: string) => boolean;
}

export function mediaModel(survey: MediaSurvey, { list, from, problem, isPicture }: Asked): MediaModel {
  const all = survey[list];
  const address = (start: number) => `/media?show=${list}${start === 0 ? "" : `&from=${start}`}`;
  return {
    list,
    counts: { missing: survey.missing.length, unused: survey.unused.length, used: survey.used.length },
    size: sizeText(survey.bytes),
    from,
    rows: all.slice(from, from + ROWS).map((file): MediaRow => ({
      name: file.name,
      size: "size" in file ? sizeText(file.size) : undefined,
      picture: "size" in file && isPicture(file.name)
        ? mediaUrl(encodeURIComponent(file.name), BASE)
        : undefined,
      uses: "count" in file ? usesOf(file) : undefined,
    })),
    earlier: from > 0 ? address(Math.max(0, from - ROWS)) : undefined,
    later: from + ROWS < all.length ? address(from + ROWS) : undefined,
    problem,
  };
}

export function deleteMediaModel({ unused }: MediaSurvey): DeleteMediaModel {
  const old = unused.filter(({ isFresh }) => !isFresh).slice(0, MOST_DELETED);
  return {
    names: old.map(({ name }) => name),
    size: sizeText(old.reduce((sum, { size }) => sum + size, 0)),
    fresh: unused.filter(({ isFresh }) => isFresh).length,
  };
}

function usesOf({ notes, count }: { readonly notes: readonly number[]; readonly count: number }) {
  const [only] = notes;
  if (only === undefined) return { text: "by a note type, a deck or a deleted note", address: undefined };
  if (count === 1) {
    return { text: "in 1 note", address: `/notes/${only}/edit?${new URLSearchParams({ back: "/media" })}` };
  }
  const query = new URLSearchParams({ q: `nid:${notes.join(",")}`, by: "note" });
  const some = count > notes.length ? `, the first ${notes.length}` : "";
  return { text: `in ${countOf(count, "note")}${some}`, address: `/browse?${query}` };
}

/** "1.5 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6
    ? [bytes / 1e3, "kB"]
    : bytes < 1e9
    ? [bytes / 1e6, "MB"]
    : [bytes / 1e9, "GB"];
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}
