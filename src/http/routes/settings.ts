/** A person's settings: zone, start of the day, theme, keys, and the way to scheduling options. */
import { z } from "zod";
import { presetList } from "../../actions/presets.ts";
import { saveSettings, zoneNames } from "../../actions/settings.ts";
import { SettingsPage } from "../../pages/settings.tsx";
import { settingsModel } from "../../pages/settings_model.ts";
import { readForm, whole } from "../forms.ts";
import { type App, type AppContext, backTo, sendPage, shellOf, type Site } from "../site.ts";

const settingsForm = z.object({
  zone: z.string().max(64),
  rolloverHour: whole.pipe(z.number().min(0).max(23)),
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
  problems: Readonly<Record<string, string>>,
): Promise<Response> {
  const person = c.get("person");
  const model = settingsModel({
    person,
    zones: zoneNames(),
    presets: await presetList(site, person),
    problems,
  });
  const shell = shellOf(c, site);
  return sendPage(c, site, {
    title: "Settings",
    body: SettingsPage({ model, shell }),
    status: Object.keys(problems).length > 0 ? 422 : 200,
  });
}
