/** A person's settings: zone, start of the day, theme, keys, and the way to scheduling options. */
import { z } from "zod";
import { presetList } from "../../actions/presets.ts";
import { saveSettings, zoneNames } from "../../actions/settings.ts";
import { SettingsPage } from "../../pages/settings.tsx";
import type { SettingsModel } from "../../ui/models.ts";
import { readForm } from "../forms.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";

const settingsForm = z.object({
  zone: z.string().max(64),
  rolloverHour: z.coerce.number().int().min(0).max(23),
  theme: z.enum(["system", "light", "dark"]),
  keys: z.string().optional(),
});

export function settingsRoutes(app: App, site: Site): void {
  app.get("/settings", (c) => sendSettings(c, site, {}));

  app.post("/settings", async (c) => {
    const form = await readForm(c, settingsForm);
    const saved = await saveSettings(site, c.get("person"), {
      zone: form.zone,
      rolloverHour: form.rolloverHour,
      theme: form.theme,
      keysEnabled: form.keys !== undefined,
    });
    if (saved.ok) return backTo(c, "/settings", "settings");
    return await sendSettings(c, site, saved.error);
  });
}

async function sendSettings(
  c: AppContext,
  site: Site,
  problems: SettingsModel["problems"],
): Promise<Response> {
  const person = c.get("person");
  const presets = await presetList(site, person);
  const model: SettingsModel = {
    zone: person.zone,
    zones: zoneNames(),
    rolloverHour: person.rolloverHour,
    theme: person.theme,
    keys: person.keysEnabled,
    presets: presets.map(({ preset, decks }) => ({ id: preset.id, name: preset.name, decks })),
    problems,
    hasPassword: person.hasPassword,
  };
  const shell = {
    theme: person.theme,
    keys: person.keysEnabled,
    userName: person.name,
    canSignOut: !site.isOpen(),
    notice: undefined,
  };
  const failed = Object.keys(problems).length > 0;
  return sendPage(c, site, {
    title: "Settings",
    body: SettingsPage({ model, shell }),
    status: failed ? 422 : 200,
  });
}
