/** Three versions of a note become one: as it was imported last, as its person has it, and as the file has it. */
import type { FieldChange, ImportBase, ImportChoices } from "./import_plan.ts";

export interface NoteVersion {
  readonly type: string;
  /** JSON object. */
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
}

export interface Versions {
  readonly mine: NoteVersion;
  readonly theirs: NoteVersion;
  /** undefined for notes that were never imported: then every difference may be the person's. */
  readonly base: Pick<ImportBase, "type" | "fields" | "tags"> | undefined;
  /**
   * fields: each field is decided for itself; whole: fields belong together, as a question and its key do, and a mixture
   * of two versions could be wrong.
   */
  readonly by: "fields" | "whole";
  readonly bothChanged: ImportChoices["bothChanged"];
}

export interface MergedNote {
  readonly version: NoteVersion;
  /** Fields in which the person's version and the file's differ. */
  readonly fields: readonly FieldChange[];
  readonly tags: { readonly add: readonly string[]; readonly remove: readonly string[] };
  /** Whether anything of the person's version changes. */
  readonly changes: boolean;
}

export function mergeNote(versions: Versions): MergedNote {
  const { mine, theirs, base } = versions;
  const fields = versions.by === "whole" ? wholeChanges(versions) : fieldChanges(versions);
  const takesAll = fields.every(({ take }) => take === "theirs");
  const takesSome = fields.some(({ take }) => take === "theirs");
  const tags = tagChanges(mine.tags, theirs.tags, base?.tags ?? []);
  // Nobody remembers where a note's source came from: it follows the file as long as its person left the note alone.
  const isMineUntouched = base !== undefined && mine.type === base.type &&
    sameFields(mine.fields, base.fields);
  const source = isMineUntouched || mine.source === undefined ? theirs.source ?? mine.source : mine.source;
  const version = {
    type: takesAll ? theirs.type : mine.type,
    fields: !takesSome
      ? mine.fields
      : takesAll
      ? theirs.fields
      : mixedFields(mine.fields, theirs.fields, fields),
    tags: [...mine.tags.filter((tag) => !tags.remove.includes(tag)), ...tags.add],
    source,
  };
  const changes = takesSome || tags.add.length + tags.remove.length > 0 || source !== mine.source;
  return { version, fields, tags, changes };
}

/** Whether two versions say the same, in whatever order their fields are written. */
export function sameFields(a: string, b: string): boolean {
  return a === b || namesOf(a, b).every((name) => same(valueOf(a)[name], valueOf(b)[name]));
}

function fieldChanges({ mine, theirs, base, bothChanged }: Versions): FieldChange[] {
  if (mine.fields === theirs.fields) return [];
  const mines = valueOf(mine.fields);
  const others = valueOf(theirs.fields);
  const before = base === undefined ? undefined : valueOf(base.fields);
  return namesOf(mine.fields, theirs.fields).flatMap((name): FieldChange[] => {
    const [own, other] = [mines[name], others[name]];
    if (same(own, other)) return [];
    const isMine = before === undefined || !same(own, before[name]);
    const isTheirs = before === undefined || !same(other, before[name]);
    return [changeOf(name, { own, other, isMine, isTheirs, bothChanged })];
  });
}

function wholeChanges({ mine, theirs, base, bothChanged }: Versions): FieldChange[] {
  const isSame = (a: Pick<NoteVersion, "type" | "fields">, b: Pick<NoteVersion, "type" | "fields">) =>
    a.type === b.type && sameFields(a.fields, b.fields);
  if (isSame(mine, theirs)) return [];
  const isMine = base === undefined || !isSame(mine, base);
  const isTheirs = base === undefined || !isSame(theirs, base);
  const [mines, others] = [valueOf(mine.fields), valueOf(theirs.fields)];
  const differing = namesOf(mine.fields, theirs.fields).filter((name) => !same(mines[name], others[name]));
  const rest = { isMine, isTheirs, bothChanged };
  return [
    ...(mine.type === theirs.type ? [] : [changeOf("type", { own: mine.type, other: theirs.type, ...rest })]),
    ...differing.map((name) => changeOf(name, { own: mines[name], other: others[name], ...rest })),
  ];
}

interface Difference extends Pick<Versions, "bothChanged"> {
  readonly own: unknown;
  readonly other: unknown;
  readonly isMine: boolean;
  readonly isTheirs: boolean;
}

function changeOf(name: string, { own, other, isMine, isTheirs, bothChanged }: Difference): FieldChange {
  const conflicting = isMine && isTheirs;
  const take = conflicting ? bothChanged : isMine ? "mine" : "theirs";
  return { name, mine: textOf(own), theirs: textOf(other), take, conflicting };
}

function tagChanges(mine: readonly string[], theirs: readonly string[], base: readonly string[]) {
  return {
    add: theirs.filter((tag) => !base.includes(tag) && !mine.includes(tag)),
    remove: base.filter((tag) => !theirs.includes(tag) && mine.includes(tag)),
  };
}

function mixedFields(mine: string, theirs: string, changes: readonly FieldChange[]): string {
  const taken = new Set(changes.filter(({ take }) => take === "theirs").map(({ name }) => name));
  const [mines, others] = [valueOf(mine), valueOf(theirs)];
  const mixed = namesOf(theirs, mine).map((name) => [name, taken.has(name) ? others[name] : mines[name]]);
  return JSON.stringify(Object.fromEntries(mixed.filter(([, value]) => value !== undefined)));
}

function namesOf(first: string, second: string): readonly string[] {
  return [...new Set([...Object.keys(valueOf(first)), ...Object.keys(valueOf(second))])];
}

function valueOf(fields: string): Readonly<Record<string, unknown>> {
  return JSON.parse(fields);
}

/** An absent field is as good as an empty one. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? "") === JSON.stringify(b ?? "");
}

function textOf(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, undefined, 1);
}
