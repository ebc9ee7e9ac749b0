/** What goes before the notes of an import: its decks, note types and options, and how schedules are read with them. */
import { DEFAULT_PRESET } from "../../scheduling/preset.ts";
import { presetFromImport } from "../../scheduling/preset_import.ts";
import type { HistoryContext, PlanFrame } from "../../decks/imports/import_session.ts";
import type { PreparedFrame } from "../../decks/imports/prepared.ts";
import { deckChoices } from "../../store/decks.ts";
import { plannableDecks } from "../../store/import_reads.ts";
import type { Store } from "../../store/open.ts";
import type { Person } from "../../store/people.ts";
import { presetsOf } from "../../store/presets.ts";

export interface Framed {
  readonly frame: PreparedFrame;
  readonly histories: HistoryContext;
}

/** `at` is the instant of the import. */
export async function framed(
  store: Store,
  { person, at, planned }: { readonly person: Person; readonly at: number; readonly planned: PlanFrame },
): Promise<Framed> {
  const [own, choices, decks] = await Promise.all([
    presetsOf(store, person.id),
    deckChoices(store, person.id),
    plannableDecks(store, person.id),
  ]);
  const first = own[0]?.options ?? DEFAULT_PRESET;
  const presets = planned.presets.map(({ key, name, options }) => (
    { key, name, options: presetFromImport(options, first).preset }
  ));
  const brought = new Map(presets.map(({ key, options }) => [key, options]));
  const chosen = new Map(choices.flatMap((one) => one.decks.map((deck) => [deck, one.options] as const)));
  const stored = decks.filter(({ shipped }) => !shipped).map(({ path, deckId }) => (
    { path, preset: chosen.get(deckId) ?? first }
  ));
  const fresh = planned.decks.filter(({ isNew }) => isNew).map(({ path, preset }) => (
    { path, preset: brought.get(preset ?? "") ?? first }
  ));
  const clock = { zone: person.zone, rolloverHour: person.rolloverHour };
  return {
    frame: {
      decks: planned.decks.map(({ path, slug, description, order, preset }) => (
        { path, slug, description, order, preset: brought.has(preset ?? "") ? preset : undefined }
      )),
      noteTypes: planned.noteTypes,
      presets,
    },
    histories: { clock, seen: at, presets: [...stored, ...fresh], preset: first },
  };
}
