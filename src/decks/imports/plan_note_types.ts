/** Which note type each note type of a collection becomes: one that is there, a newer version of it, or a new one. */
import { hashText } from "../../base/random.ts";
import type { ImportChoices } from "./import_plan.ts";
import type { NoteType } from "./note_type.ts";

export type PlannedType =
  | { readonly kind: "same"; readonly after: NoteType }
  | { readonly kind: "added"; readonly after: NoteType }
  | { readonly kind: "changed"; readonly before: NoteType; readonly after: NoteType }
  /** Another schema under the same key, which the person wants neither merged nor copied. */
  | { readonly kind: "refused"; readonly before: NoteType };

/** By the key that the collection's notes call the type by. */
export function planNoteTypes(
  collected: readonly NoteType[],
  stored: readonly NoteType[],
  { otherType }: Pick<ImportChoices, "otherType">,
): ReadonlyMap<string, PlannedType> {
  const known = new Map(stored.map((type) => [type.key, type]));
  return new Map(collected.map((type) => [type.key, planned(type, known, otherType)]));
}

function planned(
  type: NoteType,
  known: ReadonlyMap<string, NoteType>,
  otherType: ImportChoices["otherType"],
): PlannedType {
  const before = known.get(type.key);
  if (before === undefined) return { kind: "added", after: type };
  if (schemaOf(type) === schemaOf(before)) return newer(type, before);
  // A copy that an earlier import made goes on being the home of such notes.
  const copy = copyOf(type);
  const copied = known.get(copy.key);
  if (copied !== undefined) return newer(copy, copied);
  return otherType === "copy" ? { kind: "added", after: copy } : { kind: "refused", before };
}

function newer(type: NoteType, before: NoteType): PlannedType {
  const changes = type.modifiedAt > before.modifiedAt && JSON.stringify(type) !== JSON.stringify(before);
  return changes ? { kind: "changed", before, after: type } : { kind: "same", after: before };
}

/** What notes depend on: kind, fields and templates by name. Their text and style may change. */
export function schemaOf({ kind, fields, templates }: NoteType): string {
  return JSON.stringify([kind, fields.map(({ name }) => name), templates.map(({ name }) => name)]);
}

/** The same type under a key of its schema, so that it is known again. Source: Anki remembers the original id. */
export function copyOf(type: NoteType): NoteType {
  const schema = schemaOf(type);
  const mark = [1, 2].map((seed) => hashText(schema, seed).toString(16).padStart(8, "0")).join("");
  return { ...type, key: `${type.key}~${mark}`, name: `${type.name} (${mark.slice(0, 4)})` };
}
