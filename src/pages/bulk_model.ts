/** Makes the model of what can be done with found cards, and of the edit that can be taken back. */
import type { BulkState } from "../actions/bulk_edit.ts";
import { unreachable } from "../base/invariant.ts";
import type { BulkModel } from "../ui/browse/browse_models.ts";
import { countOf } from "../ui/words.ts";

export function bulkModel({ decks, lastEdit }: BulkState): BulkModel {
  return {
    decks: decks.map(({ slug, path }) => ({ slug, name: path.join(" › ") })),
    lastEdit: lastEdit && { id: lastEdit.id, text: editText(lastEdit) },
  };
}

export function editText({ verb, notes }: NonNullable<BulkState["lastEdit"]>): string {
  const count = countOf(notes, "note");
  const were = notes === 1 ? "was" : "were";
  switch (verb) {
    case "write":
      return `${count} ${were} written.`;
    case "edit":
      return `${count} ${were} edited.`;
    case "tag":
      return `The tags of ${count} were changed.`;
    case "move":
      return `${count} ${were} moved.`;
    case "replace":
      return `Text was replaced in ${count}.`;
    case "delete":
      return `${count} ${were} deleted.`;
    default:
      return unreachable(verb);
  }
}
