/** Makes the model of the settings page. */
import type { PresetCount } from "../actions/presets.ts";
import type { SettingsModel } from "../ui/models.ts";

interface SettingsState {
  readonly person: {
    readonly zone: string;
    readonly rolloverHour: number;
    readonly theme: "system" | "light" | "dark";
    readonly keysEnabled: boolean;
    readonly hasPassword: boolean;
  };
  readonly zones: readonly string[];
  readonly presets: readonly PresetCount[];
  /** By field of the form. */
  readonly problems: Readonly<Record<string, string>>;
}

export function settingsModel({ person, zones, presets, problems }: SettingsState): SettingsModel {
  return {
    zone: person.zone,
    // A zone that the machine knows but does not list, such as Etc/GMT+5, must not turn into the first of the list.
    zones: zones.includes(person.zone) ? zones : [person.zone, ...zones],
    rolloverHour: person.rolloverHour,
    theme: person.theme,
    keys: person.keysEnabled,
    presets: presets.map(({ preset, decks }) => ({ id: preset.id, name: preset.name, decks })),
    problems,
    hasPassword: person.hasPassword,
  };
}
