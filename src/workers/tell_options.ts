/** What a plan says beforehand of deck options: each that does not become just what the file says. */
import type { CollectedPreset } from "../decks/imports/collection.ts";
import type { OptionRemark } from "../decks/imports/plan_lists.ts";
import { presetFromImport } from "../scheduling/preset_import.ts";
import type { Preset } from "../scheduling/types.ts";

/** `base` is what the options are laid over when the import is carried out. */
export function tellOptions(
  presets: readonly CollectedPreset[],
  base: Preset,
): readonly OptionRemark[] {
  return presets.flatMap(({ name, options, remarks = [] }) => [
    ...presetFromImport(options, base).problems.map(({ option, found, becomes }) => (
      { preset: name, option, found, becomes }
    )),
    ...remarks.map((remark) => ({ preset: name, ...remark })),
  ]);
}
