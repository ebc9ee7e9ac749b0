/** Shows what changes in a field: as words where words change, as its source where only the markup does. */
import type { FieldChange } from "../../decks/imports/import_plan.ts";
import { htmlText } from "../../text/html_text.ts";
import { wordDiff } from "../../text/word_diff.ts";
import type { DiffPartModel, FieldChangeModel } from "../../ui/imports/import_models.ts";

/** Letters of unchanged text that stay around a change. */
const AROUND = 80;
/** A changed part is cut here. */
const LONGEST = 2000;

export function fieldChangeModel({ name, mine, theirs, take, conflicting }: FieldChange): FieldChangeModel {
  const [plainMine, plainTheirs] = [readable(mine), readable(theirs)];
  const isMarkupOnly = plainMine === plainTheirs;
  const parts = isMarkupOnly ? wordDiff(mine, theirs) : wordDiff(plainMine, plainTheirs);
  return { name, diff: shortened(parts), take, conflicting };
}

function readable(text: string): string {
  return htmlText(text.replace(/<(?:br|\/?(?:div|p|li|tr|h\d))\b[^>]*>/gi, "\n")).replace(/\n\s*\n+/g, "\n")
    .trim();
}

/** Long stretches that stay the same are told by their ends. */
function shortened(parts: readonly DiffPartModel[]): readonly DiffPartModel[] {
  return parts.map(({ kind, text }, index) => {
    if (kind !== "same") return { kind, text: text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text };
    const isFirst = index === 0;
    const isLast = index === parts.length - 1;
    if (text.length <= 2 * AROUND + 20) return { kind, text };
    const head = isFirst ? "" : text.slice(0, AROUND);
    const tail = isLast ? "" : text.slice(-AROUND);
    return { kind, text: `${head} … ${tail}` };
  });
}
