/** A person's sets of scheduling options: reading, saving, copying, and letting decks follow them. */
import { err, type Result } from "../base/result.ts";
import { DEFAULT_PRESET, type PresetProblem } from "../scheduling/preset.ts";
import { type PresetTexts, presetTexts, readPresetTexts } from "../scheduling/preset_text.ts";
import { deckBySlug } from "../store/decks.ts";
import type { Person } from "../store/people.ts";
import {
  choosePreset,
  createPreset,
  deletePreset,
  presetById,
  presetsOf,
  type StoredPreset,
  updatePreset,
} from "../store/presets.ts";
import type { Deps } from "./deps.ts";
import { nowFor, studying } from "./studying.ts";

export interface PresetState {
  readonly preset: StoredPreset;
  /** The options as the texts of their form. */
  readonly texts: PresetTexts;
  readonly usedBy: readonly { readonly slug: string; readonly name: string }[];
}

/** undefined when there is no such preset of this person. */
export async function presetState(deps: Deps, person: Person, id: number): Promise<PresetState | undefined> {
  const preset = await presetById(deps.store, person.id, id);
  if (preset === undefined) return undefined;
  const { decks } = await studying(deps.store, person, nowFor(person, deps.now()));
  return {
    preset,
    texts: presetTexts(preset.options),
    usedBy: decks.filter((deck) => deck.presetId === id).map(({ slug, name }) => ({ slug, name })),
  };
}

export interface PresetCount {
  readonly preset: StoredPreset;
  /** Decks that follow it; the first preset serves all that were given none. */
  readonly decks: number;
}

export async function presetList(deps: Deps, person: Person): Promise<readonly PresetCount[]> {
  const [presets, { decks }] = await Promise.all([
    presetsOf(deps.store, person.id),
    studying(deps.store, person, nowFor(person, deps.now())),
  ]);
  return presets.map((preset) => ({
    preset,
    decks: decks.filter((deck) => deck.presetId === preset.id).length,
  }));
}

export type Saved =
  | { readonly kind: "done" }
  | { readonly kind: "missing" }
  | { readonly kind: "name_taken" }
  | { readonly kind: "refused"; readonly problems: readonly PresetProblem[] };

export interface PresetTextsGiven {
  readonly id: number;
  readonly name: string;
  readonly texts: Readonly<Record<string, string>>;
}

export async function savePreset(deps: Deps, person: Person, given: PresetTextsGiven): Promise<Saved> {
  const before = await presetById(deps.store, person.id, given.id);
  if (before === undefined) return { kind: "missing" };
  const read = readPresetTexts(given.texts, before.options);
  if (!read.ok) return { kind: "refused", problems: read.error };
  const saved = await updatePreset(deps.store, person.id, {
    id: given.id,
    name: given.name,
    options: read.value,
  });
  if (!saved.ok) return { kind: saved.error };
  return { kind: saved.value ? "done" : "missing" };
}

/** A new preset, as a copy of another of this person or with the usual options. */
export async function makePreset(
  deps: Deps,
  person: Person,
  { name, copyOf }: { readonly name: string; readonly copyOf: number | undefined },
): Promise<Result<number, "name_taken" | "missing">> {
  if (copyOf === undefined) {
    return await createPreset(deps.store, person.id, { name, options: DEFAULT_PRESET });
  }
  const from = await presetById(deps.store, person.id, copyOf);
  return from === undefined
    ? err("missing")
    : await createPreset(deps.store, person.id, { name, options: from.options });
}

/** The last preset of a person stays. */
export async function removePreset(
  deps: Deps,
  person: Person,
  id: number,
): Promise<"done" | "missing" | "last"> {
  if (await deletePreset(deps.store, person.id, id)) return "done";
  return await presetById(deps.store, person.id, id) === undefined ? "missing" : "last";
}

/** False when the deck or the preset is not this person's. */
export async function chooseDeckPreset(
  deps: Deps,
  person: Person,
  { slug, presetId }: { readonly slug: string; readonly presetId: number },
): Promise<boolean> {
  const deck = await deckBySlug(deps.store, person.id, slug);
  if (deck === undefined) return false;
  return await choosePreset(deps.store, { userId: person.id, deckId: deck.id, presetId });
}
