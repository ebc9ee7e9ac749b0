/** Which files of a collection come along, and under which names. */
import type { CollectedMedia } from "./collection.ts";
import type { PlanCounts, PlannedMedia } from "./import_plan.ts";

export interface MediaPlan {
  /** New names of files whose name means another file here. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What comes along when the content of these notes does, but for some files; and how the files are counted. */
  readonly filesFor: (fields: Iterable<string>, without: ReadonlySet<string>) => {
    readonly media: readonly PlannedMedia[];
    readonly counts: Omit<PlanCounts["media"], "missing">;
  };
}

/**
 * Files that templates name, so that there is no note to rename them in: one that is there stays, as in Anki (which
 * replaces those with a capital from A to Z in their name all the same, since it looks for them in small ones). Source:
 * rslib/.../apkg/import/media.rs, and runs of Anki 26.9.3.
 */
export function isStatic(name: string): boolean {
  return /^(?:_|latex-)/.test(name);
}

/** `stored` is hash by name. */
export function planMedia(files: readonly CollectedMedia[], stored: ReadonlyMap<string, string>): MediaPlan {
  const renamed = new Map<string, string>();
  const taken = new Map(stored);
  for (const { name, hash } of files) if (!taken.has(name)) taken.set(name, hash);
  for (const { name, hash } of files) {
    if (taken.get(name) === hash || isStatic(name)) continue;
    const short = withSuffix(name, hash.slice(0, 12));
    const other = taken.get(short) ?? hash;
    const fresh = other === hash ? short : withSuffix(name, hash);
    renamed.set(name, fresh);
    taken.set(fresh, hash);
  }
  return {
    renamed,
    filesFor(fields, without) {
      const needed = renamedIn(fields, renamed);
      const counts = { new: 0, same: 0, renamed: 0, left: 0 };
      const media = files.flatMap(({ name, hash, size }, index): PlannedMedia[] => {
        const other = renamed.get(name);
        const kind = without.has(name) ? "left" : kindOf({ name, hash, other }, stored, needed);
        counts[kind]++;
        return kind === "new" || kind === "renamed" ? [{ index, name: other ?? name, hash, size }] : [];
      });
      return { media, counts };
    },
  };
}

function kindOf(
  { name, hash, other }: { readonly name: string; readonly hash: string; readonly other: string | undefined },
  stored: ReadonlyMap<string, string>,
  needed: ReadonlySet<string>,
): "new" | "same" | "renamed" | "left" {
  if (other !== undefined) {
    if (stored.get(other) === hash) return "same";
    return needed.has(other) ? "renamed" : "left";
  }
  const before = stored.get(name);
  if (before === undefined) return "new";
  return before === hash ? "same" : "left";
}

/** Hash suffixes are found nowhere else, so that looking for the bare text is enough, however it was written. */
function renamedIn(fields: Iterable<string>, renamed: ReadonlyMap<string, string>): ReadonlySet<string> {
  const needed = new Set<string>();
  if (renamed.size === 0) return needed;
  const byMark = Map.groupBy(renamed.values(), markOf);
  for (const text of fields) {
    for (const [mark] of text.matchAll(/-[0-9a-f]{64}|-[0-9a-f]{12}/g)) {
      for (const name of byMark.get(mark) ?? []) needed.add(name);
    }
  }
  return needed;
}

function markOf(name: string): string {
  return /-(?:[0-9a-f]{64}|[0-9a-f]{12})(?=(?:\.[^.]*)?$)/.exec(name)?.[0] ?? name;
}

function withSuffix(name: string, mark: string): string {
  const dot = name.lastIndexOf(".");
  const [stem, end] = dot <= 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  return `${stem}-${mark}${end}`;
}
