/** Saves how a person likes it: zone, start of the day, theme, keys. */
import { err, ok, type Result } from "../base/result.ts";
import { isZone } from "../scheduling/zone_offset.ts";
import { type Person, type PersonSettings, updateSettings } from "../store/people.ts";
import type { Deps } from "./deps.ts";

export async function saveSettings(
  deps: Deps,
  person: Person,
  settings: PersonSettings,
): Promise<Result<true, Readonly<Record<string, string>>>> {
  if (!isZone(settings.zone)) {
    return err({ zone: `Found "${settings.zone}", need a zone of the list, such as Europe/Berlin.` });
  }
  await updateSettings(deps.store, person.id, settings);
  return ok(true);
}

/** Every IANA zone that this machine knows, in order. */
export function zoneNames(): readonly string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
